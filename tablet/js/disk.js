/**
 * The origin's private file system (OPFS), from a worker: folders, files that are written whole, and the log.
 */

import { Failure, failure } from './failure.js';

/** How long a file may be held by another tab that is just closing, in milliseconds. */
const PATIENCE = 5_000;
const PAUSE = 100;

/** @returns {Promise<FileSystemDirectoryHandle>} */
export function root() {
  return navigator.storage.getDirectory();
}

/**
 * A folder under another; made if it is not there.
 *
 * @param {FileSystemDirectoryHandle} parent
 * @param {string} name
 */
export function folder(parent, name) {
  return parent.getDirectoryHandle(name, { create: true });
}

/**
 * The one handle that may write to a file. Waits while another tab still holds it.
 *
 * @param {FileSystemDirectoryHandle} parent
 * @param {string} name
 * @param {number} [patience]
 * @returns {Promise<FileSystemSyncAccessHandle>}
 */
export async function exclusive(parent, name, patience = PATIENCE) {
  const until = performance.now() + patience;
  for (;;) {
    try {
      const file = await parent.getFileHandle(name, { create: true });
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (error.name !== 'NoModificationAllowedError' || performance.now() > until) throw failure(error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/**
 * All bytes of a file, or null if there is none.
 *
 * @param {FileSystemDirectoryHandle} parent
 * @param {string} name
 * @returns {Promise<Uint8Array | null>}
 */
export async function readWhole(parent, name) {
  try {
    const file = await (await parent.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error.name === 'NotFoundError') return null;
    throw failure(error);
  }
}

/**
 * Writes a file so that under its name stands either what was there before, or all of this on the disk.
 *
 * @param {FileSystemDirectoryHandle} parent
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function writeWhole(parent, name, bytes) {
  const part = `${name}.part`;
  const handle = await exclusive(parent, part);
  try {
    handle.truncate(0);
    put(handle, bytes, 0);
    handle.flush();
    handle.close();
    await (await parent.getFileHandle(part)).move(name);
  } catch (error) {
    handle.close();
    await remove(parent, part);
    throw failure(error);
  }
}

/** Removes a file; it is no error if that is not possible. */
export async function remove(parent, name) {
  await parent.removeEntry(name).catch(() => {});
}

/** Writes all bytes, or throws: a full disk shows as fewer bytes written. */
export function put(handle, bytes, at) {
  const written = handle.write(bytes, { at });
  if (written !== bytes.length) throw new Failure('quota', `no space: ${written} of ${bytes.length} bytes written`);
}

/** @returns {Uint8Array} all parts in one */
export function join(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The log file of a book. Only whole frames are appended; what was not written wholly is taken back. */
export class Log {
  /**
   * @param {FileSystemDirectoryHandle} parent
   * @param {FileSystemSyncAccessHandle} handle
   */
  constructor(parent, handle) {
    this.parent = parent;
    this.handle = handle;
    this.size = handle.getSize();
  }

  static NAME = 'frames.log';
  /** Stands there only while a damaged log is being written anew. */
  static DRAFT = 'frames.log.new';

  /** @param {FileSystemDirectoryHandle} parent */
  static async open(parent, patience = PATIENCE) {
    return new Log(parent, await exclusive(parent, Log.NAME, patience));
  }

  /** @returns {Uint8Array} everything in it */
  read() {
    const bytes = new Uint8Array(this.handle.getSize());
    const read = this.handle.read(bytes, { at: 0 });
    return read === bytes.length ? bytes : bytes.subarray(0, read);
  }

  /**
   * Returns when the bytes are flushed to the disk.
   *
   * @param {Uint8Array} bytes
   */
  append(bytes) {
    try {
      put(this.handle, bytes, this.size);
      this.handle.flush();
      this.size += bytes.length;
    } catch (error) {
      this.cut(this.size);
      throw failure(error);
    }
  }

  /** Forgets what stands behind a place. */
  cut(size) {
    try {
      this.handle.truncate(size);
      this.size = size;
    } catch {
      // Then something torn stays behind it, which the next opening steps over.
    }
  }

  /**
   * Puts other contents in the place of a damaged log. All of it is on the disk under another name first, and both
   * are read at opening, so that nothing is missing whenever this is broken off.
   *
   * @param {Uint8Array} bytes
   */
  async replace(bytes) {
    const draft = await exclusive(this.parent, Log.DRAFT);
    try {
      draft.truncate(0);
      put(draft, bytes, 0);
      draft.flush();
    } catch (error) {
      draft.close();
      await remove(this.parent, Log.DRAFT);
      throw failure(error);
    }
    draft.close();
    this.handle.truncate(0);
    this.size = 0;
    this.append(bytes);
    await remove(this.parent, Log.DRAFT);
  }

  /**
   * Whether the file under the name is still the one that is written to. Clearing a site's data, or the browser
   * making room on a full disk, takes the file away under an open handle.
   */
  async attached() {
    const file = await this.parent.getFileHandle(Log.NAME).then((handle) => handle.getFile()).catch(() => null);
    return file?.size === this.size;
  }

  close() {
    this.handle.close();
  }
}
