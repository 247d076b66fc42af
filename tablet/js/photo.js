/**
 * Makes a photo ready: turned upright, down-scaled, without metadata, with a thumbnail; and makes areas unreadable.
 * Done in `photo-worker.js`, one picture at a time, so that many in a row take no more memory than one.
 *
 * @typedef {object} Ready
 * @property {Uint8Array} bytes a JPEG
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} thumb a small JPEG
 * @property {string | null} takenAt what the file itself says, `2026-11-25T08:30:00` with an offset such as `+07:00`
 *   behind it if the camera knew it
 */

import { Failure } from './failure.js';

/** @type {Worker | null} */
let worker = null;
/** @type {Map<number, {resolve: (ready: Ready) => void, reject: (why: Failure) => void}>} */
const waiting = new Map();
let last = 0;

function start() {
  worker = new Worker(new URL('./photo-worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data: { id, value, failure: why } }) => {
    const waits = waiting.get(id);
    waiting.delete(id);
    if (why) waits?.reject(new Failure(why.kind, why.message));
    else waits?.resolve(value);
  };
  worker.onerror = (event) => {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new Failure('closed', `pictures: ${event.message ?? ''}`));
    waiting.clear();
  };
  return worker;
}

function ask(order) {
  return new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    (worker ?? start()).postMessage({ id: last, ...order });
  });
}

/**
 * @param {Blob} blob JPEG, PNG or WebP, from the camera or the picker
 * @param {number} [maxSide] in pixels
 * @param {number} [quality] 0 to 1
 * @returns {Promise<Ready>} rejects with kind `damaged` if that is no picture
 */
export function prepare(blob, maxSide = 2048, quality = 0.85) {
  return ask({ blob, maxSide, quality, areas: [] });
}

/**
 * The same picture with areas that nobody can read any more.
 *
 * @param {Uint8Array} bytes from {@link prepare}
 * @param {ArrayLike<number>} areas x, y, width, height of each, in pixels of the picture
 * @param {number} [quality]
 * @returns {Promise<Ready>}
 */
export function blur(bytes, areas, quality = 0.85) {
  const blob = new Blob([bytes], { type: 'image/jpeg' });
  return ask({ blob, maxSide: Infinity, quality, areas: Array.from(areas) });
}
