/**
 * IndexedDB with promises, written down before it is confirmed, and never waited for without end.
 */

import { Failure, failure } from './failure.js';

/** The longest wait for the database, in milliseconds. */
const PATIENCE = 10_000;
/** Records that are read at once. */
const PAGE = 2_000;

/** Puts in one transaction while a store is filled again. */
const CHUNK = 500;
/** The store of a book's database: frames by number. */
export const FRAMES = 'frames';

/** A connection that knows whether it still is one. */
export class Connection {
  /** @param {IDBDatabase} db */
  constructor(db) {
    this.db = db;
    this.alive = true;
    // The browser closed it: the data was cleared, or the files under it failed.
    db.onclose = () => (this.alive = false);
    // A newer version of the app in another tab must not wait for us. Who only wants to delete the database does.
    db.onversionchange = (event) => {
      if (event.newVersion !== null) this.close();
    };
  }

  /**
   * Opens a database, or makes it.
   *
   * @param {string} name
   * @param {string} store the one object store in it
   * @returns {Promise<Connection>}
   */
  static open(name, store) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(new Failure('timeout', `${name} does not open`));
      }, PATIENCE);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => {
        clearTimeout(timer);
        if (late) request.result.close();
        else resolve(new Connection(request.result));
      };
      request.onerror = () => {
        clearTimeout(timer);
        reject(failure(request.error));
      };
    });
  }

  close() {
    this.alive = false;
    this.db.close();
  }

  /**
   * One transaction; resolves when it is complete, which with strict durability means flushed to the disk.
   *
   * @param {string} store
   * @param {(store: IDBObjectStore) => void} work puts and deletes, all at once
   * @returns {Promise<void>}
   */
  write(store, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(store, 'readwrite', { durability: 'strict' });
      const timer = setTimeout(() => {
        reject(new Failure('timeout', 'the database does not answer'));
        // Fails if it is committing already; then it may still become durable, which does no harm.
        attempt(() => transaction.abort());
      }, PATIENCE);
      transaction.oncomplete = () => {
        clearTimeout(timer);
        resolve();
      };
      transaction.onabort = () => {
        clearTimeout(timer);
        reject(failure(transaction.error ?? new Failure('closed', 'the transaction was ended')));
      };
      try {
        work(transaction.objectStore(store));
        transaction.commit();
      } catch (error) {
        attempt(() => transaction.abort());
        throw error;
      }
    });
  }

  /**
   * @template T
   * @param {string} store
   * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T>}
   */
  read(store, ask) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Failure('timeout', 'the database does not answer')), PATIENCE);
      const transaction = this.db.transaction(store);
      const request = ask(transaction.objectStore(store));
      request.onsuccess = () => {
        clearTimeout(timer);
        resolve(request.result);
      };
      const failed = () => {
        clearTimeout(timer);
        reject(failure(request.error ?? transaction.error));
      };
      request.onerror = failed;
      transaction.onabort = failed;
    });
  }

  /** All keys of a store. */
  keys(store) {
    return this.read(store, (records) => records.getAllKeys());
  }

  /**
   * Puts many values, a few hundred in a transaction.
   *
   * @param {string} store
   * @param {Map<number, Uint8Array>} values by key
   */
  async fill(store, values) {
    const all = [...values];
    for (let i = 0; i < all.length; i += CHUNK) {
      const part = all.slice(i, i + CHUNK);
      // A view into a large buffer would be stored with all of that buffer behind it.
      await this.write(store, (records) => part.forEach(([key, value]) => records.put(value.slice(), key)));
    }
  }

  /**
   * Everything in a store whose keys are numbers. A record that cannot be read stands there as an empty one.
   *
   * @param {string} store
   * @returns {Promise<Map<number, Uint8Array>>}
   */
  async all(store) {
    const found = new Map();
    let after = -Infinity;
    for (;;) {
      const range = IDBKeyRange.lowerBound(after, true);
      const keys = await this.read(store, (records) => records.getAllKeys(range, PAGE));
      if (!keys.length) return found;
      after = keys[keys.length - 1];
      const page = IDBKeyRange.bound(keys[0], after);
      const values = await this.read(store, (records) => records.getAll(page)).catch(() => this.each(store, keys));
      for (const [i, key] of keys.entries()) {
        found.set(key, values[i] instanceof Uint8Array ? values[i] : new Uint8Array());
      }
    }
  }

  /** One by one: a single bad record makes reading many at once fail. */
  async each(store, keys) {
    const values = [];
    for (const key of keys) {
      if (!this.alive) throw new Failure('closed', 'the database was closed while it was read');
      values.push(await this.read(store, (records) => records.get(key)).catch(() => undefined));
    }
    return values;
  }
}

function attempt(action) {
  try {
    action();
  } catch {
    // Nothing more can be done, and whoever waits is told by other means.
  }
}
