/**
 * The store, as the app sees it: every call is a promise and rejects with a {@link Failure}. The work is done by
 * `store-worker.js`, so that nothing on the screen waits for the disk.
 *
 * @typedef {import('./repair.js').Report} Report
 */

import { Failure, failure } from './failure.js';
import { importKey, seal, unseal } from './seal.js';

/** @type {Worker | null} */
let worker = null;
/** @type {Map<number, {resolve: (value: any) => void, reject: (why: Failure) => void}>} */
const waiting = new Map();
let last = 0;
/** @type {Promise<string | null> | null} the keyring, asked for before the app does */
let early = null;
/**
 * An append that takes longer will never come to an end: the thread hangs. In milliseconds; longer than all its own
 * waits.
 */
const PATIENCE = 60_000;

function start() {
  worker = new Worker(new URL('./store-worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data: { id, value, failure: why } }) => {
    const waits = waiting.get(id);
    waiting.delete(id);
    if (why) waits?.reject(new Failure(why.kind, why.message));
    else waits?.resolve(value);
  };
  worker.onerror = (event) => end(new Failure('closed', `the store ended: ${event.message ?? ''}`));
  return worker;
}

/**
 * Nobody may go on waiting for a thread that could not be loaded, broke down or hangs. The book has to be opened
 * again.
 */
function end(why) {
  worker?.terminate();
  worker = null;
  for (const { reject } of waiting.values()) reject(why);
  waiting.clear();
}

/** @returns {Promise<any>} */
function ask(order, args, given = []) {
  return new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    (worker ?? start()).postMessage({ id: last, order, args }, given.map((bytes) => bytes.buffer));
  });
}

/**
 * Bytes that may be handed over to the worker: the caller's array is empty afterwards, unless it is a part of a
 * larger one.
 */
function own(bytes) {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

/** @returns {Promise<string | null>} the keyring's JSON; null if this tablet has none */
export function keyring() {
  const answer = early ?? ask('keyring', []);
  early = null;
  return answer;
}

/**
 * @param {string} json
 * @returns {Promise<{secondCopy: boolean}>}
 */
export function putKeyring(json) {
  early = null;
  return ask('putKeyring', [json]);
}

/**
 * Opens a book and gives everything that was ever appended, in order; closes the one that was open.
 *
 * @param {number} book its number on this tablet
 * @param {Uint8Array} key 32 bytes; handed over and wiped
 * @param {boolean} [readOnly] another tab holds the lock: nothing is repaired or written
 * @returns {Promise<{frames: Uint8Array[], bytes: Uint8Array, lengths: Uint32Array, report: Report}>} `frames` are
 *   views into `bytes`, which holds one after the other
 */
export async function open(book, key, readOnly = false) {
  const given = own(key);
  const { bytes, lengths, report } = await ask('open', [book, given, readOnly], [given]);
  const views = () => {
    let at = 0;
    return Array.from(lengths, (length) => bytes.subarray(at, (at += length)));
  };
  return { bytes, lengths, report, get frames() { return views(); } };
}

/**
 * Resolves when the bytes are durable in IndexedDB.
 *
 * @param {Uint8Array} bytes handed over
 * @returns {Promise<{number: number, secondCopy: boolean}>} whether the log is complete too
 */
export function append(bytes) {
  const given = own(bytes);
  const timer = setTimeout(() => end(new Failure('timeout', 'the store does not answer')), PATIENCE);
  return ask('append', [given], [given]).finally(() => clearTimeout(timer));
}

/** Lets what is being written finish, then forgets the key. Nothing is deleted. */
export function close() {
  return ask('close', []);
}

/**
 * Wraps a data key for the keyring.
 *
 * @param {Uint8Array} kek 32 bytes; wiped
 * @param {Uint8Array} key 32 bytes; wiped
 * @returns {Promise<string>} base64
 */
export async function wrap(kek, key) {
  try {
    const sealed = await seal(await importKey(kek), key);
    return btoa(String.fromCharCode(...sealed));
  } finally {
    kek.fill(0);
    key.fill(0);
  }
}

/**
 * @param {Uint8Array} kek 32 bytes; wiped
 * @param {string} wrapped base64
 * @returns {Promise<Uint8Array>} the data key; rejects with kind `wrong-key` for a wrong PIN
 */
export async function unwrap(kek, wrapped) {
  let sealed;
  try {
    sealed = Uint8Array.from(atob(wrapped), (letter) => letter.charCodeAt(0));
  } catch (error) {
    throw new Failure('damaged', failure(error).message);
  }
  const key = await importKey(kek);
  kek.fill(0);
  return unseal(key, sealed).catch(() => {
    throw new Failure('wrong-key', 'the key does not open');
  });
}

/**
 * Resolves when the photo is on the disk. Rejects with kind `quota` while answers still find room.
 *
 * @param {string} id SHA-256 of the bytes, in hexadecimal
 * @param {Uint8Array} bytes handed over
 * @returns {Promise<void>}
 */
export function putPhoto(id, bytes) {
  const given = own(bytes);
  return ask('putPhoto', [id, given], [given]);
}

/** @param {string} id @returns {Promise<Uint8Array>} */
export function photo(id) {
  return ask('photo', [id]);
}

/**
 * @param {string} id @param {number} offset @param {number} length @returns {Promise<Uint8Array>} shorter at the end
 */
export function photoSlice(id, offset, length) {
  return ask('photoSlice', [id, offset, length]);
}

/** @param {string} id of the photo @param {Uint8Array} bytes handed over @returns {Promise<void>} */
export function putThumb(id, bytes) {
  const given = own(bytes);
  return ask('putThumb', [id, given], [given]);
}

/** @param {string} id of the photo @returns {Promise<Uint8Array>} */
export function thumb(id) {
  return ask('thumb', [id]);
}

/** @returns {Promise<{id: string, size: number}[]>} */
export function listPhotos() {
  return ask('listPhotos', []);
}

/** Deletes a photo that the server has confirmed. @param {string} id @returns {Promise<void>} */
export function removePhoto(id) {
  return ask('removePhoto', [id]);
}

/**
 * @returns {Promise<{name: string, bytes: Uint8Array}[]>} the bytes of what was damaged in both copies, for a rescue
 */
export function damaged() {
  return ask('damaged', []);
}

/**
 * @returns {Promise<{usage: number, quota: number, room: number, persisted: boolean}>} `room`: bytes that can be
 *   written at least, up to 256 MB; what the browser gives as quota is made up for the sake of privacy
 */
export async function estimate() {
  const [{ usage = 0, quota = 0 }, persisted, room] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
    ask('room', []),
  ]);
  return { usage, quota, room, persisted };
}

/** Asks that the browser never clears the data by itself. @returns {Promise<boolean>} */
export function persist() {
  return navigator.storage.persist();
}

// At once, while the app itself is still being compiled: its first question is then answered already.
early = ask('keyring', []);
early.catch(() => {});
