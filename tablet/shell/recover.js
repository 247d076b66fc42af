// Mends the app's copy on this tablet. Touches caches and service workers only, never what people wrote.

const PREFIX = 'sokiemtra-shell-';
const english = document.documentElement.lang === 'en';
const say = (vi, en) => english ? en : vi;
const find = id => document.getElementById(id);

function tell(kind, text) {
  find('outcome').className = `banner ${kind}`;
  find('outcome').textContent = text;
  find('outcome').hidden = false;
}

const registration = () => navigator.serviceWorker?.getRegistration('./');

async function ask(type) {
  const worker = (await registration())?.active;
  if (!worker) return undefined;
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = event => resolve(event.data);
    setTimeout(resolve, 60000, { failed: 'timeout' });
    worker.postMessage({ type }, [port2]);
  });
}

// The version that the server has. A hotel's log-in page answers too, but not with a list of files.
async function offered() {
  try {
    const response = await fetch('./files.json', { cache: 'no-store' });
    const { version, files } = await response.json();
    return files.length > 0 ? version : undefined;
  } catch {
    return undefined;
  }
}

const short = (version, otherwise) => version?.slice(0, 12) ?? otherwise;

async function show() {
  const [kept, there] = await Promise.all([ask('version'), offered()]);
  find('kept').textContent = short(kept?.version, say('chưa có', 'none'));
  find('offered').textContent = short(there, say('không liên lạc được', 'out of reach'));
}

async function check() {
  const answer = await ask('repair');
  if (!answer) return tell('minor', say('Máy chưa giữ bản nào để kiểm tra. Hãy dùng cách 2.', 'There is no copy to check. Use 2.'));
  if (answer.failed) {
    return tell('major', say(
      'Có tệp hỏng mà chưa lấy lại được. Bản cũ vẫn giữ nguyên. Hãy đến nơi có mạng rồi thử lại, hoặc dùng cách 2.',
      'Some files are damaged and could not be fetched. The copy stays as it is. Try again with a network, or use 2.',
    ));
  }
  const { repaired } = answer;
  tell('passed', repaired > 0
    ? say(`Đã lấy lại ${repaired} tệp hỏng. Hãy mở lại sổ.`, `${repaired} damaged files were fetched again. Open the book again.`)
    : say('Mọi tệp đều đúng.', 'All files are in order.'));
}

async function anew() {
  if (await offered() === undefined) {
    return tell('major', say(
      'Không liên lạc được với máy chủ nên chưa bỏ gì. Hãy đến nơi có mạng rồi thử lại.',
      'The office is out of reach, so that nothing was removed. Try again with a network.',
    ));
  }
  const scope = new URL('./', location.href).href;
  const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(registrations.filter(each => each.scope === scope).map(each => each.unregister()));
  const names = (await caches.keys()).filter(name => name.startsWith(PREFIX));
  await Promise.all(names.map(name => caches.delete(name)));
  location.replace('./');
}

// One at a time, and whatever goes wrong is said.
function run(work) {
  return async event => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      tell('major', say(`Chưa làm được: ${error}`, `That did not work: ${error}`));
    }
    button.disabled = false;
    await show();
  };
}

if (english) {
  for (const each of document.querySelectorAll('[data-en]')) each.textContent = each.dataset.en;
}
find('check').onclick = run(check);
find('anew').onclick = run(anew);
show().catch(error => tell('major', String(error)));
