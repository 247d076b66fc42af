/**
 * Room that is kept back on the disk, so that answers can still be saved when photos have filled it.
 *
 * The file holds random bytes, because a file with holes in it takes no room on the disk. It is given up when an
 * append fails, and no photo is taken until it stands again. It is this large because the browser asks for room in
 * doubling steps: a log of up to 16 MB can grow in the room that is set free.
 */

import { exclusive, put, remove, root } from './disk.js';
import { Failure } from './failure.js';

const NAME = 'reserve';
const SIZE = 8 * 1024 * 1024;
/** As many random bytes as the browser makes at once. */
const STEP = 65_536;
const LARGEST_PROBE = 256 * 1024 * 1024;

/** Makes sure that it stands; rejects with kind `quota` if there is no room for it. */
export async function ensureReserve() {
  const top = await root();
  if ((await size(top)) === SIZE) return;
  const handle = await exclusive(top, NAME);
  try {
    const noise = new Uint8Array(STEP);
    for (let at = 0; at < SIZE; at += STEP) put(handle, crypto.getRandomValues(noise), at);
    handle.flush();
    handle.close();
  } catch {
    handle.close();
    // Half a reserve would only take the room from what is being written.
    await remove(top, NAME);
    throw new Failure('quota', 'there is no room for the reserve');
  }
}

/** Gives the room free. It is no error if it is free already. */
export async function releaseReserve() {
  await remove(await root(), NAME);
}

function size(top) {
  return top.getFileHandle(NAME).then((file) => file.getFile()).then((file) => file.size, () => 0);
}

/**
 * How many bytes the browser would still let us write at least, found by asking for them: what `estimate` says is
 * made up for the sake of privacy. More than 256 MB
 * is 256 MB. The disk itself may have less.
 *
 * @returns {Promise<number>}
 */
export async function room() {
  const top = await root();
  const probe = await exclusive(top, 'probe').catch(() => null);
  if (!probe) return 0;
  let granted = 0;
  for (let size = LARGEST_PROBE; size >= 1024 ** 2 && !granted; size /= 2) {
    try {
      probe.truncate(size);
      granted = size;
    } catch {
      // Ask for less.
    }
  }
  // What was only asked for must not be in the way of anybody.
  probe.truncate(0);
  probe.close();
  await remove(top, 'probe');
  return granted;
}
