// The app's version: keeps it on the tablet through the service worker, and says when a newer one waits.
//
// States: 'none' nothing new · 'downloading' a version is being fetched and checked · 'ready' it waits for activate() ·
// 'failed' it could not be fetched whole, the running one stays · 'replaced' another tab activated it, this page is old.

const SYNC = 'sokiemtra-sync';

let state = 'none';
let registration = null;
// This page asked for the new version, so it starts again with it: once the new worker is done with taking over. Earlier, files
// that the new page asks for could wait for a worker that is itself waiting.
let asked = false;
const listeners = new Set();
const synchronisers = new Set();

function set(next) {
  if (state === next) return;
  state = next;
  listeners.forEach(listener => listener(state));
}

function follow(worker) {
  if (!worker) return;
  const first = !registration.active;
  set('downloading');
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed' && !first) set('ready');
    if (worker.state === 'activated' && !asked) set(first ? 'none' : 'replaced');
    if (worker.state === 'redundant' && state === 'downloading') set('failed');
  });
}

/** Installs the service worker. Called once, by the shell; without a secure context there is none and nothing happens. */
export async function register() {
  if (!navigator.serviceWorker || registration) return;
  navigator.serviceWorker.addEventListener('message', event => {
    if (event.data?.type === 'sync') synchronisers.forEach(callback => callback());
  });
  registration = await navigator.serviceWorker.register('./service-worker.js', { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => follow(registration.installing));
  if (registration.waiting && registration.active) set('ready');
  else follow(registration.installing);
}

/** The state now. */
export function current() {
  return state;
}

/** Calls back with each new state. */
export function onChange(callback) {
  listeners.add(callback);
}

/** Whether the whole app is kept on this tablet: it then opens without a network. */
export function installed() {
  return Boolean(registration?.active);
}

/** Asks the server for a newer version; without a network nothing changes. */
export async function check() {
  try {
    await registration?.update();
  } catch {
    // Offline, or the server is down: the next check finds out.
  }
  return state;
}

/** Goes over to the version that waits: the page starts again with it. False if none waits. Only between visits. */
export function activate() {
  const waiting = registration?.waiting;
  if (!waiting) return false;
  asked = true;
  waiting.addEventListener('statechange', () => waiting.state === 'activated' && location.reload());
  waiting.postMessage({ type: 'activate' });
  return true;
}

/** Asks the browser to say when the network is back; false where it cannot. */
export async function requestSync() {
  try {
    await registration.sync.register(SYNC);
    return true;
  } catch {
    return false;
  }
}

/** Calls back when the browser says so. */
export function onSync(callback) {
  synchronisers.add(callback);
}
