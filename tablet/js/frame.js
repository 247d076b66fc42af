/**
 * A frame: one step of the book, sealed. It looks the same in IndexedDB and in the log file:
 *
 *   magic `SKTFRAME` · number u64 LE · length of the body u32 LE · first 8 bytes of SHA-256(number ‖ body) · body
 *
 * The body is sealed with the number as additional data. The checksum tells damage from a wrong key, and lets a log
 * be read by who has no key.
 */

import { seal, unseal } from './seal.js';

/** Bytes before the body. */
export const HEADER = 28;
const [NUMBER, LENGTH, SUM] = [8, 16, 20];
const MAGIC = new TextEncoder().encode('SKTFRAME');
/** No body is longer; a length beyond it is damage. */
const LONGEST = 256 * 1024 * 1024;
/** Frames that are checked at the same time. */
const BATCH = 512;

/**
 * @param {CryptoKey} key
 * @param {number} number
 * @param {Uint8Array} open
 * @returns {Promise<Uint8Array>} the whole frame
 */
export async function encode(key, number, open) {
  const frame = await seal(key, open, label(number), HEADER);
  const view = new DataView(frame.buffer);
  frame.set(MAGIC);
  view.setBigUint64(NUMBER, BigInt(number), true);
  view.setUint32(LENGTH, frame.length - HEADER, true);
  frame.set(await checksum(frame), SUM);
  return frame;
}

/**
 * @param {CryptoKey} key
 * @param {number} number
 * @param {Uint8Array} frame a whole frame
 * @returns {Promise<Uint8Array | null>} what is in it, or null if it is damaged or another key's
 */
export async function decode(key, number, frame) {
  const head = header(frame, 0);
  if (!head || head.number !== number || head.end !== frame.length) return null;
  return unseal(key, frame.subarray(HEADER), label(number)).catch(() => null);
}

/** Whether a whole frame's checksum is right. */
export async function sound(frame) {
  const sum = await checksum(frame);
  return sum.every((byte, at) => byte === frame[SUM + at]);
}

/**
 * The header at a place, if there is one. `end` may lie beyond the bytes: the frame is torn then.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {{number: number, end: number} | null}
 */
export function header(bytes, at) {
  if (at + HEADER > bytes.length || !MAGIC.every((byte, i) => byte === bytes[at + i])) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER);
  const number = Number(view.getBigUint64(NUMBER, true));
  const length = view.getUint32(LENGTH, true);
  if (!Number.isSafeInteger(number) || length > LONGEST) return null;
  return { number, end: at + HEADER + length };
}

/**
 * Finds the frames in a log. After something damaged it goes on at the next magic.
 *
 * @param {Uint8Array} bytes
 * @param {(frame: Uint8Array, number: number) => boolean | Promise<boolean>} good judges a frame
 * @returns {Promise<{frames: Map<number, Uint8Array>, gaps: {start: number, end: number}[]}>} frames by number (views
 *   into `bytes`), and the stretches between them that are no frames
 */
export async function scan(bytes, good) {
  const frames = new Map();
  const gaps = [];
  let at = 0;
  let bad = -1;
  while (at < bytes.length) {
    const run = follow(bytes, at);
    const verdicts = await Promise.all(run.map(({ frame, number }) => good(frame, number)));
    for (const [i, { frame, number }] of run.entries()) {
      if (!verdicts[i]) break;
      if (bad >= 0) gaps.push({ start: bad, end: at });
      bad = -1;
      frames.set(number, frame);
      at += frame.length;
    }
    if (run.length && verdicts.every(Boolean)) continue;
    if (bad < 0) bad = at;
    at = nextMagic(bytes, at + 1);
  }
  if (bad >= 0) gaps.push({ start: bad, end: bytes.length });
  return { frames, gaps };
}

/** The numbers that headers in a stretch name, damaged as their frames may be. */
export function numbersIn(bytes, { start, end }) {
  const numbers = [];
  for (let at = start; at < end; at = nextMagic(bytes, at + 1)) {
    const head = header(bytes, at);
    if (head) numbers.push(head.number);
  }
  return numbers;
}

/** Frames that follow one another by their lengths, unchecked. */
function follow(bytes, at) {
  const run = [];
  while (run.length < BATCH) {
    const head = header(bytes, at);
    if (!head || head.end > bytes.length) break;
    run.push({ number: head.number, frame: bytes.subarray(at, head.end) });
    at = head.end;
  }
  return run;
}

function nextMagic(bytes, from) {
  for (let at = from; ; at += 1) {
    at = bytes.indexOf(MAGIC[0], at);
    if (at < 0) return bytes.length;
    if (MAGIC.every((byte, i) => byte === bytes[at + i])) return at;
  }
}

async function checksum(frame) {
  // The number right before the body, where the checksum stands, so that both are hashed in one piece.
  const hashed = frame.slice(SUM);
  hashed.set(frame.subarray(NUMBER, NUMBER + 8));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', hashed), 0, 8);
}

function label(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number), true);
  return bytes;
}
