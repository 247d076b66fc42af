/**
 * Keeps the screen on while a visit is open. The browser lets go whenever the page is hidden, so it is asked again.
 */

/** @type {WakeLockSentinel | null} */
let sentinel = null;
let wanted = false;

async function ask() {
  if (!wanted || sentinel || document.visibilityState !== 'visible') return;
  try {
    const taken = await navigator.wakeLock.request('screen');
    if (!wanted) return void taken.release();
    sentinel = taken;
    taken.onrelease = () => (sentinel = null);
  } catch {
    // Low battery, or no such thing here: the screen goes dark as usual.
  }
}

document.addEventListener('visibilitychange', ask);

/** @returns {Promise<boolean>} whether the screen is kept on now */
export async function keepAwake() {
  wanted = true;
  await ask();
  return sentinel !== null;
}

export async function letSleep() {
  wanted = false;
  await sentinel?.release().catch(() => {});
}
