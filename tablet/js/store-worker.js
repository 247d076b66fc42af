/**
 * The thread that keeps the book. It takes orders `{id, order, args}` and answers `{id, value}` or `{id, failure}`.
 */

import { Album } from './album.js';
import { Book } from './book.js';
import { join, readWhole } from './disk.js';
import { Failure, plainFailure } from './failure.js';
import { readKeyring, writeKeyring } from './keyring.js';
import { namesAside } from './repair.js';
import { ensureReserve, room } from './reserve.js';
import { importKey } from './seal.js';

/** @type {Book | null} */
let book = null;
/** @type {Album | null} */
let album = null;

const orders = {
  keyring: () => readKeyring(),
  putKeyring: (json) => writeKeyring(json),
  room: () => room(),

  async open(number, bytes, readOnly) {
    await orders.close();
    const key = await importKey(bytes);
    bytes.fill(0);
    const opening = new Book(number, key, readOnly);
    try {
      const { opened, report } = await opening.open();
      [book, album] = [opening, new Album(number, key)];
      if (!readOnly) tidy(album);
      return { bytes: join(opened), lengths: Uint32Array.from(opened, (one) => one.length), report };
    } catch (error) {
      await opening.close();
      throw error;
    }
  },

  append: (bytes) => opened(book).append(bytes),

  putPhoto: (id, bytes) => writable(album).putPhoto(id, bytes),
  putThumb: (id, bytes) => writable(album).putThumb(id, bytes),
  removePhoto: (id) => writable(album).removePhoto(id),
  photo: (id) => opened(album).photo(id),
  photoSlice: (id, offset, length) => opened(album).photoSlice(id, offset, length),
  thumb: (id) => opened(album).thumb(id),
  listPhotos: () => opened(album).listPhotos(),

  async damaged() {
    const { folder } = opened(book);
    const names = await namesAside(folder);
    const bytes = await Promise.all(names.map((name) => readWhole(folder, name)));
    return names.map((name, i) => ({ name, bytes: bytes[i] ?? new Uint8Array() }));
  },

  async close() {
    const closing = book;
    [book, album] = [null, null];
    await closing?.close();
  },
};

/** Not on the way to the first screen. What fails here is tried again when it is needed. */
function tidy(album) {
  album.finish().catch(() => {});
  setTimeout(() => ensureReserve().catch(() => {}), 1_000);
}

/** @template T @param {T | null} thing @returns {T} */
function opened(thing) {
  if (!thing) throw new Failure('closed', 'no book is open');
  return thing;
}

/** @template T @param {T | null} thing @returns {T} */
function writable(thing) {
  if (book?.readOnly) throw new Failure('closed', 'another tab writes this book');
  return opened(thing);
}

onmessage = async ({ data: { id, order, args } }) => {
  try {
    const value = await orders[order](...args);
    postMessage({ id, value }, buffers(value));
  } catch (error) {
    postMessage({ id, failure: plainFailure(error) });
  }
};

/** What is handed over instead of copied. */
function buffers(value) {
  const parts = value instanceof Uint8Array ? [value] : Object.values(value ?? {});
  return parts.filter((part) => ArrayBuffer.isView(part)).map((part) => part.buffer);
}
