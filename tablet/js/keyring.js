/**
 * The keyring: whose books lie on this tablet and how their keys are wrapped. Without it nothing opens, so it stands
 * in IndexedDB and in a file, each with a running number; the newer one counts, and the other is written again.
 */

import { Connection } from './database.js';
import { readWhole, root, writeWhole } from './disk.js';
import { Failure, failure } from './failure.js';

const [DATABASE, STORE, KEY, FILE] = ['sokiemtra', 'meta', 'keyring', 'keyring.json'];
/** The longest wait for another tab that writes the keyring, in milliseconds. */
const PATIENCE = 10_000;
/** @typedef {{rev: number, json: string}} Kept */
/** @type {Kept | null} what this worker last read or wrote */
let latest = null;

/**
 * @returns {Promise<string | null>} null: there is none. Rejects if that cannot be told.
 */
export async function readKeyring() {
  const [kept, filed] = await Promise.allSettled([fromDatabase(), fromFile()]);
  const copies = [kept, filed].map((copy) => (copy.status === 'fulfilled' ? copy.value : null));
  const newest = (copies[0]?.rev ?? 0) >= (copies[1]?.rev ?? 0) ? copies[0] : copies[1];
  if (!newest) {
    // "None" is believed only of both: a person who is taken for a new one would be asked to enrol again.
    for (const copy of [kept, filed]) if (copy.status === 'rejected') throw failure(copy.reason);
    return null;
  }
  latest = newest;
  if (copies.some((copy) => copy?.rev !== newest.rev)) await exclusively(() => write(newest)).catch(() => {});
  return newest.json;
}

/**
 * @param {string} json
 * @returns {Promise<{secondCopy: boolean}>} when it is durable in IndexedDB; whether it is in the file too
 */
export function writeKeyring(json) {
  return exclusively(async () => {
    const copies = await Promise.all([fromDatabase().catch(() => null), fromFile().catch(() => null)]);
    const rev = 1 + Math.max(latest?.rev ?? 0, ...copies.map((copy) => copy?.rev ?? 0));
    latest = { rev, json };
    return write(latest);
  });
}

/** Writes again what is known, after the data was cleared under the running app. */
export async function restoreKeyring() {
  if (latest) await exclusively(() => write(latest));
}

/** @param {Kept} kept */
async function write(kept) {
  const connection = await Connection.open(DATABASE, STORE);
  try {
    await connection.write(STORE, (store) => store.put(kept, KEY));
  } finally {
    connection.close();
  }
  const text = JSON.stringify({ ...kept, sum: await checksum(kept) });
  try {
    await writeWhole(await root(), FILE, new TextEncoder().encode(text));
    return { secondCopy: true };
  } catch {
    return { secondCopy: false };
  }
}

async function fromDatabase() {
  const connection = await Connection.open(DATABASE, STORE);
  try {
    return (await connection.read(STORE, (store) => store.get(KEY))) ?? null;
  } finally {
    connection.close();
  }
}

async function fromFile() {
  const bytes = await readWhole(await root(), FILE);
  if (!bytes) return null;
  try {
    const { rev, json, sum } = JSON.parse(new TextDecoder().decode(bytes));
    if (sum === (await checksum({ rev, json }))) return { rev, json };
  } catch {
    // Not even JSON any more.
  }
  throw new Failure('damaged', `${FILE} is damaged`);
}

async function checksum({ rev, json }) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${rev} ${json}`));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function exclusively(work) {
  return navigator.locks.request('sokiemtra-keyring', { signal: AbortSignal.timeout(PATIENCE) }, work);
}
