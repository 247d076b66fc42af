// Draws the last known list of visits, then starts the app over it. Imports nothing statically: this file must be able to say
// that something is missing.

const english = document.documentElement.lang === 'en';
const say = (vi, en) => english ? en : vi;
const find = id => document.getElementById(id);

const HALF_DAYS = { morning: say('Sáng', 'Morning'), afternoon: say('Chiều', 'Afternoon') };

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function day(date) {
  const [year, month, number] = date.split('-');
  return `${number}/${month}/${year}`;
}

function moment(at) {
  const two = number => String(number).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())} ${two(at.getDate())}/${two(at.getMonth() + 1)}`;
}

function card(visit) {
  const { unit, date, half_day, answered, asked, disputed } = visit;
  const made = element('li', 'card visit-card');
  made.append(element('p', 'muted', [HALF_DAYS[half_day], day(date)].filter(Boolean).join(' · ')), element('h2', '', unit));
  const line = element('p', 'progress-line');
  const bar = element('progress');
  bar.max = Math.max(asked, 1);
  bar.value = answered;
  bar.setAttribute('aria-label', say(`Tiến độ của ${unit}`, `Progress of ${unit}`));
  line.append(bar, element('span', 'figure', `${answered}/${asked}`));
  made.append(line);
  if (disputed > 0) {
    made.append(element('span', 'severity disputed', say(`${disputed} chưa thống nhất`, `${disputed} disputed`)));
  }
  return made;
}

// What the app wrote down last. It may be missing or of another version: then the page opens without it.
function drawGlance() {
  const { saved_at, visits } = JSON.parse(localStorage.getItem('glance')) ?? {};
  if (!visits?.length) return;
  find('glance').replaceChildren(...visits.map(card));
  const at = new Date(saved_at);
  if (!Number.isNaN(at.valueOf())) find('glance-when').textContent = say(`Như lúc ${moment(at)}`, `As of ${moment(at)}`);
}

// What the browser must be able to do, or what to do about it.
function obstacle() {
  if (!isSecureContext) {
    return say(
      'Địa chỉ này không dùng https, nên trình duyệt không cho lưu dữ liệu an toàn. Hãy mở sổ bằng địa chỉ https mà văn phòng cung cấp.',
      'This address does not use https, so that the browser keeps no data safely. Open the book at the https address that the office gave out.',
    );
  }
  if (!globalThis.WebAssembly || !globalThis.indexedDB || !navigator.storage?.getDirectory || !navigator.locks) {
    return say(
      'Trình duyệt này quá cũ hoặc đang ở chế độ ẩn danh. Hãy cập nhật Chrome và mở lại ở chế độ thường.',
      'This browser is too old or in private mode. Update Chrome and open the book in a normal window.',
    );
  }
  return '';
}

function fail(reason, error) {
  if (error) console.error(error);
  if (reason) find('trouble-reason').textContent = reason;
  find('opening').hidden = true;
  find('trouble').hidden = false;
}

// The service worker checks what it keeps and gets again what is damaged; gives how many files that were.
function repair() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return 0;
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = event => resolve(event.data.repaired ?? 0);
    setTimeout(resolve, 15000, 0);
    worker.postMessage({ type: 'repair' }, [port2]);
  });
}

// A panic stops the app for good; what it had stored is safe, and it starts again from there.
function watchForCrash() {
  const crashed = cause => {
    if (!(cause instanceof WebAssembly.RuntimeError)) return;
    find('crash').hidden = false;
    find('crash-reload').onclick = () => location.reload();
  };
  addEventListener('error', event => crashed(event.error));
  addEventListener('unhandledrejection', event => crashed(event.reason));
}

async function start() {
  const reason = obstacle();
  if (reason) return fail(reason);
  watchForCrash();
  try {
    const { compiled } = await import('./ahead.js');
    const app = await import('../pkg/app.js');
    await app.default({ module_or_path: compiled });
    sessionStorage.removeItem('repaired');
  } catch (error) {
    // Once only: a file that stays broken must not make the page reload for ever.
    if (!sessionStorage.getItem('repaired') && await repair() > 0) {
      sessionStorage.setItem('repaired', 'yes');
      return location.reload();
    }
    fail('', error);
  }
}

async function keepUpdated() {
  const update = await import('../js/update.js');
  await update.register();
}

if (english) {
  for (const each of document.querySelectorAll('[data-en]')) each.textContent = each.dataset.en;
}
find('trouble-retry').onclick = () => location.reload();
try {
  drawGlance();
} catch (error) {
  console.warn(error);
}
// A broken app is still updated: that is how it is mended.
start().finally(keepUpdated).catch(error => console.error(error));
