/**
 * Carries out what the reunion of both copies found: first what is lost is put aside, then the database is completed,
 * and only then the log is touched. Each step leaves everything readable when it is broken off.
 */

import { FRAMES } from './database.js';
import { Log, join, remove, writeWhole } from './disk.js';

/**
 * @typedef {object} Report
 * @property {number} idb frames that were intact in IndexedDB
 * @property {number} log frames that were intact in the log
 * @property {number} rebuiltIdb frames that were written to IndexedDB again
 * @property {number} rebuiltLog frames that were written to the log again
 * @property {number} lost frames that are damaged in both copies
 * @property {number} aside files `damaged-<n>` with the bytes of what was lost, now or earlier
 * @property {boolean} secondCopy both copies are complete
 * @property {boolean} writable the database is there
 */

const ASIDE = /^damaged-(\d+)$/;

/**
 * @param {import('./book.js').Book} book
 * @param {import('./reunion.js').United} united
 * @param {{draft: boolean, kept: boolean}} found whether a draft of the log stood there, and whether the database was
 *   read
 * @returns {Promise<Report>}
 */
export async function apply(book, united, found) {
  const report = {
    idb: united.intactInDatabase,
    log: united.intactInLog,
    rebuiltIdb: 0,
    rebuiltLog: 0,
    lost: united.lost,
    aside: (await namesAside(book.folder)).length,
    secondCopy: !book.readOnly && book.log !== null && found.kept,
    writable: !book.readOnly && found.kept,
  };
  if (book.readOnly) return report;
  try {
    report.aside += await putAside(book.folder, united.remains);
    if (found.kept) report.rebuiltIdb = await completeDatabase(book, united);
    // Without a complete database the log is only ever added to.
    if (book.log) report.rebuiltLog = await completeLog(book.log, united, found);
  } catch {
    // The frames are read all the same. The copy that could not be completed is, at the next opening.
    report.secondCopy = false;
  }
  return report;
}

async function completeDatabase(book, united) {
  const missing = new Map(united.toDatabase.map((number) => [number, united.frames.get(number)]));
  await book.connection.fill(FRAMES, missing);
  if (united.unreadable.length) {
    // Their bytes have been put aside.
    const drop = (store) => united.unreadable.forEach((number) => store.delete(number));
    await book.connection.write(FRAMES, drop);
  }
  return missing.size;
}

async function completeLog(log, united, found) {
  const frames = (numbers) => join(numbers.map((number) => united.frames.get(number)));
  if (united.rewrite && found.kept) {
    await log.replace(frames(united.numbers));
  } else {
    log.cut(united.end);
    if (united.toLog.length) log.append(frames(united.toLog));
  }
  if (found.draft) await remove(log.parent, Log.DRAFT);
  return united.toLog.length;
}

/** Keeps the bytes of what is lost, for whoever may rescue it. */
async function putAside(folder, remains) {
  const taken = (await namesAside(folder)).map((name) => Number(ASIDE.exec(name)[1]));
  let number = Math.max(0, ...taken);
  for (const bytes of remains) await writeWhole(folder, `damaged-${++number}`, bytes);
  return remains.length;
}

/** The files that were put aside. */
export async function namesAside(folder) {
  const names = [];
  for await (const name of folder.keys()) if (ASIDE.test(name)) names.push(name);
  return names;
}
