/**
 * A key out of a PIN. The work is done by `pin-worker.js`, so that the screen goes on meanwhile.
 */

import { Failure } from './failure.js';

/** @type {Worker | null} one that waits for its order */
let waiting = null;

/** Makes a thread ready, before the PIN is there. */
export function prepare() {
  waiting ??= new Worker(new URL('./pin-worker.js', import.meta.url), { type: 'module' });
}

/**
 * @param {string} pin @param {Uint8Array} salt @param {number} memory in KiB @param {number} rounds @param {number} lanes
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export function workOut(pin, salt, memory, rounds, lanes) {
  prepare();
  const worker = waiting;
  // Its memory holds what only the PIN should tell: one order, then it goes.
  waiting = null;
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Failure('closed', event.message ?? ''));
    worker.onmessage = ({ data: { key, failure: why } }) => {
      if (why) reject(new Failure(why.kind, why.message));
      else resolve(key);
    };
    worker.postMessage({ pin, salt, memory, rounds, lanes });
  }).finally(() => worker.terminate());
}
