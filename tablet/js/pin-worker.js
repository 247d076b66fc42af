/**
 * The thread that works out a key from a PIN: takes one order `{pin, salt, memory, rounds, lanes}`, answers `{key}` or
 * `{failure}`.
 */

import init, { workOut } from '../pkg/pin.js';

/** Made ready at once: a person takes longer to type than this takes to load. */
const ready = init();
ready.catch(() => {});

onmessage = async ({ data: { pin, salt, memory, rounds, lanes } }) => {
  try {
    await ready;
    const key = workOut(pin, salt, memory, rounds, lanes);
    postMessage({ key }, [key.buffer]);
  } catch (error) {
    postMessage({ failure: String(error) });
  }
};
