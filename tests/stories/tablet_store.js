// What the stories of the tablet's store do in the page. Every function gives something that can be sent as JSON.

import * as store from '/js/store.js';

const BOOK = 1;
const NAME = 'sokiemtra-book-1';

/** A key that follows from a number. */
const key = (seed) => Uint8Array.from({ length: 32 }, (_, i) => (seed * 31 + i * 7) & 255);

/** What stands in the frame with this index: its index, then a run of bytes of changing length. */
function content(i) {
  const bytes = new Uint8Array(4 + ((i * 37) % 700));
  new DataView(bytes.buffer).setUint32(0, i);
  for (let at = 4; at < bytes.length; at += 1) bytes[at] = (i + at) & 255;
  return bytes;
}

/** The kind of failure of a promise, or null. */
export const kind = (promise) => promise.then(() => null, (why) => why.kind ?? String(why));

/** Opens and gives the report and the indices of what was found; throws if any content is not what was appended. */
export async function open({ seed = 1, readOnly = false } = {}) {
  const { frames, report } = await store.open(BOOK, key(seed), readOnly);
  const found = frames.map((frame) => {
    const i = new DataView(frame.buffer, frame.byteOffset).getUint32(0);
    const wanted = content(i);
    if (frame.length !== wanted.length || wanted.some((byte, at) => byte !== frame[at])) throw new Error(`frame ${i}`);
    return i;
  });
  return { found, report };
}

export const tryOpen = (options) => kind(open(options));
export const close = () => store.close();

/** Appends one after the other; gives the median time in milliseconds, and whether the second copy always stood. */
export async function append(from, to) {
  const times = [];
  let secondCopy = true;
  for (let i = from; i < to; i += 1) {
    const begun = performance.now();
    secondCopy = (await store.append(content(i))).secondCopy && secondCopy;
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], slowest: times.at(-1), secondCopy };
}

/** Appends all at once; gives the numbers in the order in which they were asked for. */
export async function burst(from, to) {
  const all = [];
  for (let i = from; i < to; i += 1) all.push(store.append(content(i)));
  return (await Promise.all(all)).map((one) => one.number);
}

/** Appends without end and tells which index was confirmed last. */
export function storm(from) {
  globalThis.confirmed = from - 1;
  const next = (i) => store.append(content(i)).then(() => { globalThis.confirmed = Math.max(globalThis.confirmed, i); });
  (async () => { for (let i = from; ; i += 8) await Promise.all(Array.from({ length: 8 }, (_, at) => next(i + at))); })();
}

export function deleteDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = () => resolve(true);
    request.onerror = () => reject(request.error);
  });
}

async function folder() {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(`book-${BOOK}`);
}

async function log() {
  const file = await (await (await folder()).getFileHandle('frames.log')).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

async function write(bytes, name = 'frames.log') {
  const handle = await (await folder()).getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}

/** Where each frame of the log begins, and the end. */
function starts(bytes) {
  const found = [];
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 28 + view.getUint32(at + 16, true)) found.push(at);
  return [...found, bytes.length];
}

export const logSize = async () => (await log()).length;
export const deleteLog = async () => (await folder()).removeEntry('frames.log');
/** The log as it was when an append was broken off, with the bytes of a frame that nobody confirmed behind it. */
export async function tearLog(less, more = 0) {
  const bytes = await log();
  const cut = bytes.slice(0, bytes.length - less);
  const torn = new Uint8Array(cut.length + more);
  torn.set(cut);
  torn.set(cut.subarray(0, more), cut.length);
  await write(torn);
}
/** Overwrites the end of the log. */
export async function spoilEnd(length) {
  const bytes = await log();
  bytes.fill(0x5a, bytes.length - length);
  await write(bytes);
}
/** Overwrites a byte in the bodies of frames, counted from the first. */
export async function spoilFrames(...which) {
  const bytes = await log();
  const at = starts(bytes);
  for (const frame of which) bytes[at[frame] + 30] ^= 1;
  await write(bytes);
}
/** Spoils the length in a frame's header, so that the frame seems to reach far into others. */
export async function spoilLength(frame, by) {
  const bytes = await log();
  const at = starts(bytes)[frame];
  const view = new DataView(bytes.buffer);
  view.setUint32(at + 16, view.getUint32(at + 16, true) + by, true);
  await write(bytes);
}
/** Puts bytes that are no frame between two frames. */
export async function insert(frame, length) {
  const bytes = await log();
  const at = starts(bytes)[frame];
  const noise = crypto.getRandomValues(new Uint8Array(length));
  await write(new Uint8Array([...bytes.subarray(0, at), ...noise, ...bytes.subarray(at)]));
}
/** A repair that was broken off: the draft is complete, the log is cut short. */
export async function breakOffRepair() {
  const bytes = await log();
  await write(bytes, 'frames.log.new');
  await write(bytes.subarray(0, bytes.length >> 1));
}

/** Changes records of the database: `change(bytes)` gives the new bytes, or null to delete. */
async function records(numbers, change) {
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await new Promise((resolve, reject) => {
    const transaction = db.transaction('frames', 'readwrite');
    const frames = transaction.objectStore('frames');
    for (const number of numbers) {
      frames.get(number).onsuccess = ({ target }) => {
        const bytes = change(target.result);
        if (bytes) frames.put(bytes, number);
        else frames.delete(number);
      };
    }
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  db.close();
}
export const spoilRecords = (...numbers) => records(numbers, (bytes) => { bytes[40] ^= 1; return bytes; });
export const deleteRecords = (...numbers) => records(numbers, () => null);

/** The names in the book's folder. */
export async function files() {
  const names = [];
  for await (const name of (await folder()).keys()) names.push(name);
  return names.sort();
}
export const damaged = async () => (await store.damaged()).map(({ bytes }) => bytes.length);

// The keyring.
export const keyring = () => store.keyring();
export const putKeyring = (json) => store.putKeyring(json);
export async function spoilKeyringFile() {
  const root = await navigator.storage.getDirectory();
  const stream = await (await root.getFileHandle('keyring.json')).createWritable();
  await stream.write('{"rev":99,"json":"[]","sum":"0"}');
  await stream.close();
}
export function deleteKeyringRecord() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('sokiemtra');
    request.onsuccess = () => resolve(true);
    request.onerror = () => reject(request.error);
  });
}
export async function wrapping() {
  const wrapped = await store.wrap(key(5), key(1));
  const same = (await store.unwrap(key(5), wrapped)).join() === key(1).join();
  return [same, await kind(store.unwrap(key(6), wrapped)), await kind(store.unwrap(key(5), 'no base64!'))];
}

// Photos.
const picture = (seed, size) => Uint8Array.from({ length: size }, (_, i) => (seed + i * (1 + (seed & 3))) & 255);
async function id(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
export async function photo(seed, size) {
  const bytes = picture(seed, size);
  const name = await id(bytes);
  await store.putPhoto(name, bytes.slice());
  await store.putThumb(name, bytes.slice(0, 100));
  const read = await store.photo(name);
  const slice = await store.photoSlice(name, size - 10, 100);
  const thumb = await store.thumb(name);
  const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  if (!equal(read, bytes) || !equal(slice, bytes.subarray(size - 10)) || !equal(thumb, bytes.subarray(0, 100))) {
    throw new Error('the photo is not what it was');
  }
  return name;
}
export const photos = async () => (await store.listPhotos()).map(({ size }) => size).sort((a, b) => a - b);
export const removePhoto = (name) => store.removePhoto(name);
export const readPhoto = (name) => kind(store.photo(name));
export async function misnamedPhoto() {
  return kind(store.putPhoto(await id(picture(1, 10)), picture(2, 10)));
}
/** Takes photos until there is no room; gives the kind of the failure and how many went in. */
export async function photosUntilFull(size, most) {
  for (let i = 0; i < most; i += 1) {
    const bytes = picture(i, size + i);
    const why = await kind(store.putPhoto(await id(bytes), bytes));
    if (why) return [why, i];
  }
  return [null, most];
}
export const estimate = () => store.estimate();

/** Whether the room that is kept back stands. */
export async function reserve() {
  const root = await navigator.storage.getDirectory();
  return root.getFileHandle('reserve').then((file) => file.getFile()).then((file) => file.size, () => 0);
}
