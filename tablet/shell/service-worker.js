// Keeps the whole app on the tablet, so that it opens without a network.
//
// One version is one cache, filled completely and checked before it counts. A new version waits until the page says
// {type: 'activate'}; this file never decides that by itself. Only files of the app pass through here: `/api` and everything
// else outside of `/tablet/` is none of its business, and it never touches what people wrote.
'use strict';

// Put in by the packer: SHA-256 over the names and hashes of all files. So this script vouches for the list, and the list
// for the files.
const VERSION = '@version@';
const PREFIX = 'sokiemtra-shell-';
const CACHE = PREFIX + VERSION;
const LIST = 'files.json';
const WORKER = 'service-worker.js';
const SYNC = 'sokiemtra-sync';
// On a weak line many requests at once starve one another.
const AT_ONCE = 4;
// How long the page that repairs things may take to come from the server before the kept one is shown, in milliseconds.
const PATIENCE = 4000;

const address = name => new URL(name, self.registration.scope).href;

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('');
}

async function fits(response, file) {
  return response !== undefined && response.ok && await sha256(await response.clone().arrayBuffer()) === file.sha256;
}

// The files of a list, if it is the list of this version.
async function filesOf(response) {
  if (!response.ok) throw new Error(`${LIST}: HTTP ${response.status}`);
  const { files, worker } = await response.clone().json();
  const kept = files.filter(file => file.name !== WORKER);
  const lines = [...kept, { name: WORKER, sha256: worker }].map(file => `${file.name} ${file.sha256}\n`);
  if (await sha256(new TextEncoder().encode(lines.join(''))) !== VERSION) throw new Error(`${LIST} is of another version`);
  return kept;
}

// What is kept under a name, or undefined.
async function kept(name) {
  try {
    const response = await caches.match(address(name), { cacheName: CACHE, ignoreVary: true });
    return response?.ok ? response : undefined;
  } catch {
    return undefined;
  }
}

// Puts a file into the cache, wherever it can be had; true if it was not there before.
async function keep(cache, file) {
  const url = address(file.name);
  if (await fits(await kept(file.name), file)) return false;
  const sources = [
    // Most files are the same in the version before.
    () => caches.match(url, { ignoreVary: true }),
    () => fetch(url, { cache: file.fixed ? 'no-store' : 'default' }),
    // What lies on the way may be damaged.
    () => fetch(url, { cache: 'reload' }),
  ];
  for (const source of sources) {
    const response = await source();
    if (await fits(response, file)) {
      await cache.put(url, response);
      return true;
    }
  }
  throw new Error(`${file.name} is not what ${LIST} says`);
}

async function keepAll(files) {
  const cache = await caches.open(CACHE);
  const waiting = [...files];
  let put = 0;
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      if (await keep(cache, file)) put += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return put;
}

// All or nothing. What arrived before a failure stays for the next attempt.
async function install() {
  const list = await fetch(address(LIST), { cache: 'no-store' });
  await keepAll(await filesOf(list));
  await (await caches.open(CACHE)).put(address(LIST), list);
}

async function whole() {
  const list = await kept(LIST);
  if (list === undefined) return false;
  const there = await Promise.all((await filesOf(list)).map(file => kept(file.name)));
  return there.every(response => response !== undefined);
}

async function activate() {
  const others = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE);
  if (await whole()) await Promise.all(others.map(name => caches.delete(name)));
  await self.clients.claim();
}

// Checks every kept file and gets again what is missing or damaged; gives how many that were.
let repairing;
function repair() {
  repairing ??= (async () => keepAll(await filesOf(await kept(LIST) ?? await fetch(address(LIST), { cache: 'no-store' }))))()
    .finally(() => { repairing = undefined; });
  return repairing;
}

async function page(event, name) {
  if (name.startsWith('recover')) {
    try {
      const fresh = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE) });
      if (fresh.ok) return fresh;
    } catch {
      // The kept one serves as well.
    }
    return await kept('recover.html') ?? fetch(event.request);
  }
  const other = name.endsWith('.html') ? await kept(name) : undefined;
  return other ?? file(event, 'index.html', address('./'));
}

async function file(event, name, request = event.request) {
  const response = await kept(name);
  if (response !== undefined) return response;
  // The entry is gone or damaged: the server may have it, or another version's cache.
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    answer = undefined;
  }
  if (answer?.ok) {
    event.waitUntil(repair().catch(() => {}));
    return answer;
  }
  return await caches.match(address(name), { ignoreVary: true }) ?? answer ?? Response.error();
}

self.addEventListener('install', event => event.waitUntil(install()));
self.addEventListener('activate', event => event.waitUntil(activate()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = url.hash = '';
  const scope = self.registration.scope;
  if (request.method !== 'GET' || !url.href.startsWith(scope)) return;
  const name = url.href.slice(scope.length);
  if (name === LIST || name === WORKER) return;
  event.respondWith(request.mode === 'navigate' ? page(event, name) : file(event, name));
});

self.addEventListener('message', event => {
  const answer = value => event.ports[0]?.postMessage(value);
  switch (event.data?.type) {
    case 'activate':
      event.waitUntil(self.skipWaiting());
      break;
    case 'version':
      answer({ version: VERSION });
      break;
    case 'repair':
      event.waitUntil(repair().then(repaired => answer({ repaired }), error => answer({ failed: String(error) })));
      break;
  }
});

// The network is back: whoever is open may send. A closed app has its data locked and sends when it is opened.
self.addEventListener('sync', event => {
  if (event.tag !== SYNC) return;
  const tell = clients => clients.forEach(client => client.postMessage({ type: 'sync' }));
  event.waitUntil(self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(tell));
});
