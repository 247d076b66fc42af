/**
 * A key out of a PIN. The work is done by `pin-worker.js`, so that the screen goes on meanwhile.
 */

import { Failure } from './failure.js';

/** @type {Worker | null} one that waits for its order */
let waiting = null;

/** Makes a thread ready, before the PIN is there. One that breaks down meanwhile is not waited for. */
export function prepare() {
  waiting ??= begin();
}

function begin() {
  const worker = new Worker(new URL('./pin-worker.js', import.meta.url), { type: 'module' });
  worker.onerror = () => {
    if (waiting === worker) waiting = null;
  };
  return worker;
}

/**
 * @param {string} pin @param {Uint8Array} salt @param {number} memory in KiB @param {number} rounds @param {number} lanes
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export function workOut(pin, salt, memory, rounds, lanes) {
  const worker = waiting ?? begin();
  // Its memory holds what only the PIN should tell: one order, then it goes.
  waiting = null;
  return new Promise((resolve, reject) => {
    // Nothing else can go wrong than that a file is not what it was: the app's keeper looks, and the next try finds it
    // mended.
    const fail = (message) => {
      navigator.serviceWorker?.controller?.postMessage({ type: 'repair' });
      reject(new Failure('part', message));
    };
    worker.onerror = (event) => fail(event.message ?? '');
    worker.onmessage = ({ data: { key, failure } }) => failure ? fail(failure) : resolve(key);
    worker.postMessage({ pin, salt, memory, rounds, lanes });
  }).finally(() => worker.terminate());
}
