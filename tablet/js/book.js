/**
 * A person's book: frames in IndexedDB and in a log file. Open it, append to it, close it.
 *
 * A frame is saved when its transaction in IndexedDB is complete. The log is written at the same time; the trouble of
 * a missing second copy is told, but is no failure.
 */

import { Connection, FRAMES } from './database.js';
import { Log, folder, join, readWhole, root } from './disk.js';
import { Failure, failure } from './failure.js';
import { encode, header, scan, sound } from './frame.js';
import { restoreKeyring } from './keyring.js';
import { apply } from './repair.js';
import { releaseReserve } from './reserve.js';
import { unite } from './reunion.js';

/** Frames that are written in one transaction and one flush. */
const MERGED = 64;
/** Frames that the log still owes are kept in memory up to this many bytes. */
const OWED = 4 * 1024 * 1024;
/** Numbers that are left free when one copy could not be read: it may hold frames that we do not know of. */
const LEAP = 2 ** 20;
/** How often to look whether the log's file still is there, in milliseconds. */
const LOOK = 5_000;
/** How long the log is left alone after it could not be written, in milliseconds. */
const PAUSE = 20_000;

export class Book {
  /** @type {{open: Uint8Array, resolve: Function, reject: Function}[]} */
  #queue = [];
  #running = Promise.resolve();
  #busy = false;
  /** @type {Uint8Array[]} frames that are not in the log yet */
  #owed = [];
  /** The log lacks frames that only the next opening can put there. */
  #behind = false;
  #closed = false;
  #looked = 0;
  /** Until when nothing more is tried for the log. */
  #pause = 0;

  /**
   * @param {number} number which book of this tablet
   * @param {CryptoKey} key
   * @param {boolean} readOnly another tab writes
   */
  constructor(number, key, readOnly) {
    this.name = `sokiemtra-book-${number}`;
    this.number = number;
    this.key = key;
    this.readOnly = readOnly;
    /** @type {Connection | null} */
    this.connection = null;
    /** @type {Log | null} */
    this.log = null;
    this.next = 1;
    /** How many frames the database must hold. */
    this.count = 0;
  }

  /**
   * Reads both copies and repairs each from the other.
   *
   * @returns {Promise<{opened: Uint8Array[], report: import('./repair.js').Report}>}
   */
  async open() {
    this.folder = await folder(await root(), `book-${this.number}`);
    const reading = this.#readDatabase();
    const log = await this.#readLog();
    const draft = await readWhole(this.folder, Log.DRAFT).catch(() => null);
    const united = await unite(this.key, reading, log ?? new Uint8Array(), draft);
    const kept = await reading;
    this.count = united.numbers.length;
    this.next = united.highest + 1 + (kept && log ? 0 : LEAP);
    const report = await apply(this, united, { draft: draft !== null, kept: kept !== null });
    this.#behind = !report.secondCopy;
    return { opened: united.opened, report };
  }

  async #readDatabase() {
    // A full disk can keep the database from opening.
    for (const last of [false, true]) {
      try {
        this.connection = await Connection.open(this.name, FRAMES);
        return await this.connection.all(FRAMES);
      } catch {
        this.connection?.close();
        this.connection = null;
        if (!last && !this.readOnly) await releaseReserve();
      }
    }
    return null;
  }

  async #readLog() {
    if (this.readOnly) return readWhole(this.folder, Log.NAME).catch(() => null);
    try {
      this.log = await Log.open(this.folder);
      return this.log.read();
    } catch {
      return null;
    }
  }

  /**
   * @param {Uint8Array} open
   * @returns {Promise<{number: number, secondCopy: boolean}>} when it is durable
   */
  append(open) {
    if (this.readOnly) return Promise.reject(new Failure('closed', 'another tab writes this book'));
    if (this.#closed) return Promise.reject(new Failure('closed', 'the book is closed'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ open, resolve, reject });
      if (!this.#busy) this.#running = this.#run();
    });
  }

  /** Writes what waits, in order, until nothing waits any more. */
  async #run() {
    this.#busy = true;
    while (this.#queue.length) {
      const batch = this.#queue.splice(0, MERGED);
      try {
        // A number is never given again, even if its frame fails: it may stand in one of the copies all the same.
        const numbers = batch.map(() => this.next++);
        const frames = await Promise.all(batch.map(({ open }, i) => encode(this.key, numbers[i], open)));
        const secondCopy = await this.#write(numbers, frames);
        batch.forEach(({ resolve }, i) => resolve({ number: numbers[i], secondCopy }));
        await this.#look();
      } catch (error) {
        for (const { reject } of batch) reject(failure(error));
      }
    }
    this.#busy = false;
  }

  async #write(numbers, frames) {
    this.#owe(frames);
    const saved = this.#keep(numbers, frames).then(
      () => null,
      (error) => failure(error),
    );
    // While the database works, this thread writes the log.
    let logged = this.#settle();
    const trouble = await saved;
    if (trouble) {
      // Whatever it was, once more, with the reserve given up and over a new connection.
      await releaseReserve();
      this.connection?.close();
      await this.#keep(numbers, frames);
    }
    if (!logged && (trouble || performance.now() > this.#pause)) {
      if (!trouble) await releaseReserve();
      if (!this.log) this.log = await Log.open(this.folder, 0).catch(() => null);
      logged = this.#settle();
      // A file system that is broken takes seconds for each refusal: answers must not wait for it every time.
      if (!logged) this.#pause = performance.now() + PAUSE;
    }
    return logged && !this.#behind;
  }

  async #keep(numbers, frames) {
    if (!this.connection?.alive) await this.#reconnect();
    await this.connection.write(FRAMES, (store) => frames.forEach((frame, i) => store.put(frame, numbers[i])));
    this.count += frames.length;
  }

  #owe(frames) {
    this.#owed.push(...frames);
    const size = this.#owed.reduce((sum, frame) => sum + frame.length, 0);
    if (size > OWED && this.#owed.length > frames.length) {
      this.#owed = [...frames];
      this.#behind = true;
    }
  }

  /** Appends to the log what it owes. */
  #settle() {
    if (!this.#owed.length) return true;
    if (!this.log) return false;
    try {
      this.log.append(join(this.#owed));
      this.#owed = [];
      return true;
    } catch {
      return false;
    }
  }

  /** A new connection. If the database behind it has lost frames meanwhile, they come back first. */
  async #reconnect() {
    const connection = await Connection.open(this.name, FRAMES);
    try {
      const there = await connection.keys(FRAMES);
      if (there.length < this.count) await this.#heal(connection, there);
      this.connection = connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** The data was cleared under the running app, or the browser found its files damaged and began anew. */
  async #heal(connection, there) {
    // Without it nothing of this could be opened after the next start.
    await restoreKeyring().catch(() => {});
    if (!this.log) throw new Failure('damaged', 'the database has lost frames, and there is no log');
    const bytes = this.log.read();
    if (!(await this.log.attached())) await this.#reattach(bytes);
    const { frames } = await scan(bytes, (frame) => sound(frame));
    for (const frame of this.#owed) frames.set(header(frame, 0).number, frame);
    for (const number of there) frames.delete(number);
    await connection.fill(FRAMES, frames);
  }

  /**
   * The log's file was taken away under its open handle; what it held could still be read. The handle must not be
   * closed: Chromium blocks the thread for ever then.
   */
  async #reattach(bytes) {
    this.log = null;
    try {
      this.folder = await folder(await root(), `book-${this.number}`);
      const log = await Log.open(this.folder, 0);
      await log.replace(bytes);
      this.log = log;
    } catch {
      this.#behind = true;
    }
  }

  /** Now and then: whether the log still is where the next opening will look for it. */
  async #look() {
    if (!this.log || performance.now() < this.#looked + LOOK) return;
    this.#looked = performance.now();
    if (!(await this.log.attached())) await this.#reattach(this.log.read());
  }

  /** Waits for what is being written, then lets go of everything, the key too. */
  async close() {
    this.#closed = true;
    await this.#running;
    this.connection?.close();
    if (await this.log?.attached()) this.log.close();
    this.key = null;
  }
}
