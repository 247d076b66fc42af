/**
 * Photos and their thumbnails, as sealed files that are named by the SHA-256 of what is in them.
 */

import { folder, readWhole, remove, root, writeWhole } from './disk.js';
import { Failure } from './failure.js';
import { ensureReserve } from './reserve.js';
import { OVERHEAD, seal, unseal } from './seal.js';

const [PHOTOS, THUMBS] = ['photos', 'thumbs'];

export class Album {
  /** The photo that was read last: it is sent in slices, but opens only as a whole. */
  #last = { id: '', bytes: new Uint8Array() };

  /**
   * @param {number} book
   * @param {CryptoKey} key
   */
  constructor(book, key) {
    this.book = book;
    this.key = key;
  }

  /**
   * Resolves when the photo is on the disk.
   *
   * @param {string} id SHA-256 in hexadecimal
   * @param {Uint8Array} bytes
   */
  async putPhoto(id, bytes) {
    const found = hex(await crypto.subtle.digest('SHA-256', bytes));
    if (found !== id) throw new Failure('damaged', `the photo is ${found}, not ${id}`);
    await this.#put(PHOTOS, id, bytes);
  }

  /**
   * @param {string} id of the photo that it shows
   * @param {Uint8Array} bytes
   */
  putThumb(id, bytes) {
    return this.#put(THUMBS, id, bytes);
  }

  async #put(kind, id, bytes) {
    const about = hash(id);
    // Answers must find room when photos have taken all of it.
    await ensureReserve();
    await writeWhole(await this.#folder(kind), id, await seal(this.key, bytes, about));
  }

  /** @param {string} id */
  async photo(id) {
    if (this.#last.id !== id) this.#last = { id, bytes: await this.#get(PHOTOS, id) };
    return this.#last.bytes.slice();
  }

  /**
   * @param {string} id
   * @param {number} offset
   * @param {number} length
   */
  async photoSlice(id, offset, length) {
    if (this.#last.id !== id) this.#last = { id, bytes: await this.#get(PHOTOS, id) };
    return this.#last.bytes.slice(offset, offset + length);
  }

  /** @param {string} id */
  thumb(id) {
    return this.#get(THUMBS, id);
  }

  async #get(kind, id) {
    const about = hash(id);
    const sealed = await readWhole(await this.#folder(kind), id);
    if (!sealed) throw new Failure('missing', `${kind}/${id} is not here`);
    return unseal(this.key, sealed, about);
  }

  /** @returns {Promise<{id: string, size: number}[]>} */
  async listPhotos() {
    const found = [];
    for await (const [id, handle] of (await this.#folder(PHOTOS)).entries()) {
      if (!/^[0-9a-f]{64}$/.test(id)) continue;
      found.push({ id, size: (await handle.getFile()).size - OVERHEAD });
    }
    return found;
  }

  /** Deletes a photo, its thumbnail stays. Only for what the server has confirmed. */
  async removePhoto(id) {
    hash(id);
    await remove(await this.#folder(PHOTOS), id);
    if (this.#last.id === id) this.#last = { id: '', bytes: new Uint8Array() };
  }

  /** Photos that were wholly written when the app was killed get their names; torn ones, which nobody confirmed, go. */
  async finish() {
    const photos = await this.#folder(PHOTOS);
    for await (const [name, handle] of photos.entries()) {
      const [, id] = /^([0-9a-f]{64})\.part$/.exec(name) ?? [];
      if (!id) continue;
      const sealed = (await readWhole(photos, name)) ?? new Uint8Array();
      const whole = await unseal(this.key, sealed, hash(id)).catch(() => null);
      if (whole) await handle.move(id);
      else await remove(photos, name);
    }
  }

  /** Found anew each time: a handle does not survive that the site's data are cleared. */
  async #folder(kind) {
    return folder(await folder(await root(), `book-${this.book}`), kind);
  }
}

/** The bytes of an id; what is no id never becomes a file name. */
function hash(id) {
  if (!/^[0-9a-f]{64}$/.test(id)) throw new Failure('missing', `${id} is no photo's id`);
  return Uint8Array.from(id.match(/../g), (pair) => parseInt(pair, 16));
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
