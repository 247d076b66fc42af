/**
 * What can go wrong in the browser's drivers, in the few kinds that a screen speaks differently about.
 *
 * @typedef {'quota' | 'closed' | 'damaged' | 'wrong-key' | 'missing' | 'offline' | 'timeout' | 'denied' | 'none' |
 *   'busy' | 'part' | 'other'} Kind
 */

/** An error with a kind; crosses from a worker as `{kind, message}`. */
export class Failure extends Error {
  /**
   * @param {Kind} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.name = 'Failure';
    this.kind = kind;
  }
}

/** What the browser calls its errors, and what they are to us. */
const KINDS = {
  QuotaExceededError: 'quota',
  InvalidStateError: 'closed',
  AbortError: 'closed',
  NotFoundError: 'missing',
  NoModificationAllowedError: 'busy',
  NotAllowedError: 'denied',
  TimeoutError: 'timeout',
};

/**
 * Whatever was thrown, as a {@link Failure}.
 *
 * @param {any} error
 * @returns {Failure}
 */
export function failure(error) {
  if (error instanceof Failure) return error;
  const name = String(error?.name ?? 'Error');
  const message = String(error?.message ?? error ?? '');
  // A full disk comes out of IndexedDB as an `UnknownError` that only its text tells apart.
  if (/NO_SPACE|no space/i.test(message)) return new Failure('quota', message);
  return new Failure(KINDS[name] ?? 'other', message ? `${name}: ${message}` : name);
}

/** As `failure`, in a form that can be sent to another thread. */
export function plainFailure(error) {
  const { kind, message } = failure(error);
  return { kind, message };
}
