/**
 * One writer among the tabs: who holds a book's lock writes it, all others only read. The browser lets go of the lock
 * when the tab ends, however it ends.
 */

/** @type {Map<number, () => void>} how to let go of what is held */
const held = new Map();

const name = (book) => `sokiemtra-book-${book}`;

function hold(book, resolve) {
  resolve(true);
  return new Promise((release) => held.set(book, release));
}

/**
 * Takes the lock if it is free.
 *
 * @param {number} book
 * @returns {Promise<boolean>} false: another tab has it
 */
export function tryLock(book) {
  if (held.has(book)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const taken = (lock) => (lock ? hold(book, resolve) : resolve(false));
    navigator.locks.request(name(book), { ifAvailable: true }, taken).catch(reject);
  });
}

/**
 * Waits until the other tab lets go, for as long as it takes.
 *
 * @param {number} book
 * @returns {Promise<boolean>} true
 */
export function waitForLock(book) {
  if (held.has(book)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    navigator.locks.request(name(book), () => hold(book, resolve)).catch(reject);
  });
}

/** Lets go; close the book before. */
export function unlock(book) {
  held.get(book)?.();
  held.delete(book);
}
