/**
 * Unites the two copies of a book, frame by frame. What one copy lacks or has damaged comes from the other; only what
 * is damaged in both is lost, and its bytes are handed back to be put aside.
 */

import { Failure } from './failure.js';
import { decode, numbersIn, scan, sound } from './frame.js';

const BATCH = 512;

/**
 * @typedef {object} United
 * @property {number[]} numbers in order
 * @property {Map<number, Uint8Array>} frames every good frame, sealed
 * @property {Uint8Array[]} opened what is in them, in order
 * @property {number[]} toDatabase good frames that the database lacks or has damaged
 * @property {number[]} toLog good frames that the log lacks
 * @property {number[]} unreadable numbers whose record in the database is damaged, and so is its copy
 * @property {number} end where the log ends before what is torn off at its tail
 * @property {boolean} rewrite whether the log must be written anew, because something damaged stands between its
 *   frames
 * @property {number} lost how many frames are damaged in both copies
 * @property {Uint8Array[]} remains the bytes of what is lost
 * @property {number} intactInDatabase
 * @property {number} intactInLog
 * @property {number} highest the highest number that was ever given, as far as anything tells
 */

/**
 * @param {CryptoKey} key
 * @param {Promise<Map<number, Uint8Array> | null>} reading the database's records, or null if they could not be read;
 *   the log is opened while they come
 * @param {Uint8Array} log the log file
 * @param {Uint8Array | null} draft a log that was being written anew, if that was broken off
 * @returns {Promise<United>} rejects with `wrong-key` if nothing opens although the frames are sound
 */
export async function unite(key, reading, log, draft) {
  /** What is in the frames of the log, so that none is opened twice. */
  const known = new Map();
  const judge = async (frame, number) => {
    const opened = await decode(key, number, frame);
    if (opened) known.set(frame, opened);
    return opened !== null || sound(frame);
  };
  const { frames: logged, gaps } = await scan(log, judge);
  const drafted = draft ? (await scan(draft, judge)).frames : new Map();
  const kept = (await reading) ?? new Map();

  const numbers = [...new Set([...kept.keys(), ...logged.keys(), ...drafted.keys()])].sort((a, b) => a - b);
  const found = [];
  for (let i = 0; i < numbers.length; i += BATCH) {
    const open = (number) => choose(key, number, [kept.get(number), logged.get(number), drafted.get(number)], known);
    found.push(...(await Promise.all(numbers.slice(i, i + BATCH).map(open))));
  }
  const good = found.filter((one) => one.opened);
  if (!good.length) await refuseWrongKey([...kept.values(), ...logged.values(), ...drafted.values()]);

  const frames = new Map(good.map(({ number, frame }) => [number, frame]));
  const unreadable = found.filter((one) => !one.opened).map((one) => one.number);
  const toDatabase = good.filter(({ number, frame }) => kept.get(number) !== frame).map((one) => one.number);
  const toLog = good.filter(({ number, frame }) => !same(logged.get(number), frame)).map((one) => one.number);
  const rivals = good.flatMap((one) => one.rivals);
  // Frames are confirmed in order and only from the database: what it lacks behind its last frame never was.
  const last = [...kept.keys()].at(-1) ?? Infinity;
  const complete = kept.size > 0 && !unreadable.length && toDatabase.every((number) => number > last);
  const { lost, stretches } = account(log, logged, gaps, frames, unreadable, complete);
  const torn = gaps.at(-1)?.end === log.length ? gaps.pop() : null;
  const remains = [...unreadable.flatMap((n) => [kept.get(n), logged.get(n)]), ...stretches, ...rivals];
  return {
    numbers: good.map((one) => one.number),
    frames,
    opened: good.map((one) => one.opened),
    toDatabase,
    toLog,
    unreadable: unreadable.filter((number) => kept.has(number)),
    end: torn?.start ?? log.length,
    rewrite: gaps.length > 0 || unreadable.some((number) => logged.has(number)),
    lost: lost + rivals.length,
    remains: remains.filter((bytes) => bytes?.length),
    intactInDatabase: good.length - toDatabase.length,
    intactInLog: good.length - toLog.length,
    highest: numbers.at(-1) ?? 0,
  };
}

/** The first copy of a frame that opens, and those that open to something else, which must never be. */
async function choose(key, number, copies, known) {
  const one = { number, frame: null, opened: null, rivals: [] };
  for (const frame of copies) {
    if (!frame || same(frame, one.frame)) continue;
    const twin = copies.find((copy) => known.has(copy) && same(copy, frame));
    const opened = known.get(twin) ?? (await decode(key, number, frame));
    if (opened && !one.opened) Object.assign(one, { frame, opened });
    else if (opened && !same(opened, one.opened)) one.rivals.push(frame);
  }
  return one;
}

/**
 * What the damaged stretches of the log mean. A stretch is explained if the frames that stood there are known from
 * the other copy. At the end of the log stands what was being written when the tab was killed: nobody was told that
 * it is saved, so it is not lost, provided that the database, whose word counts, is complete.
 */
function account(log, logged, gaps, frames, unreadable, complete) {
  const lost = new Set(unreadable);
  const stretches = [];
  if (complete) return { lost: lost.size, stretches };
  for (const gap of gaps) {
    const [before, after] = neighbours(log, logged, gap);
    const named = numbersIn(log, gap).filter((number) => number > before && number < after);
    const unknown = named.filter((number) => !frames.has(number));
    // A stretch without a single header: something stood there whose number only its neighbours tell.
    if (!named.length && !(after < Infinity && all(before + 1, after, frames))) unknown.push(`at ${gap.start}`);
    for (const number of unknown) lost.add(number);
    if (unknown.length) stretches.push(log.subarray(gap.start, gap.end));
  }
  return { lost: lost.size, stretches };
}

/** The numbers of the frames on both sides of a stretch. */
function neighbours(log, logged, { start, end }) {
  let [before, after] = [0, Infinity];
  for (const [number, frame] of logged) {
    const at = frame.byteOffset - log.byteOffset;
    if (at < start) before = Math.max(before, number);
    if (at >= end) after = Math.min(after, number);
  }
  return [before, after];
}

function all(from, to, frames) {
  for (let number = from; number < to; number += 1) if (!frames.has(number)) return false;
  return true;
}

/** Nothing opens: if anything is sound, the key is wrong, and nothing must be touched. */
async function refuseWrongKey(copies) {
  for (const frame of copies) {
    if (frame.length && (await sound(frame))) throw new Failure('wrong-key', 'this key opens nothing in the book');
  }
}

/** @returns {boolean} whether two runs of bytes are equal */
export function same(a, b) {
  if (!a || !b || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
