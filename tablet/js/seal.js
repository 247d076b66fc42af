/**
 * AES-256-GCM: a sealed thing is its IV (12 random bytes) followed by the ciphertext with its tag (16 bytes).
 * What the thing is about goes in as additional data, so that nothing can be put in another's place.
 */

import { Failure } from './failure.js';

const IV = 12;
/** How much longer a sealed thing is than the open one. */
export const OVERHEAD = IV + 16;

/**
 * A key that this thread can use but nobody can read out any more.
 *
 * @param {Uint8Array} bytes 32 bytes
 * @returns {Promise<CryptoKey>}
 */
export async function importKey(bytes) {
  if (bytes.length !== 32) throw new Failure('wrong-key', `a key has 32 bytes, not ${bytes.length}`);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * @param {CryptoKey} key
 * @param {Uint8Array} open
 * @param {Uint8Array} [about]
 * @param {number} [room] bytes to leave free before the sealed thing, for a header
 * @returns {Promise<Uint8Array>}
 */
export async function seal(key, open, about, room = 0) {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const closed = new Uint8Array(await crypto.subtle.encrypt(params(iv, about), key, open));
  const all = new Uint8Array(room + IV + closed.length);
  all.set(iv, room);
  all.set(closed, room + IV);
  return all;
}

/**
 * @param {CryptoKey} key
 * @param {Uint8Array} sealed
 * @param {Uint8Array} [about]
 * @returns {Promise<Uint8Array>} rejects with kind `damaged`: altered, torn, or sealed with another key
 */
export async function unseal(key, sealed, about) {
  if (sealed.length < OVERHEAD) throw new Failure('damaged', 'too short to be anything sealed');
  try {
    const open = await crypto.subtle.decrypt(params(sealed.subarray(0, IV), about), key, sealed.subarray(IV));
    return new Uint8Array(open);
  } catch {
    throw new Failure('damaged', 'does not open with this key');
  }
}

function params(iv, about) {
  return about ? { name: 'AES-GCM', iv, additionalData: about } : { name: 'AES-GCM', iv };
}
