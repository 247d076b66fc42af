// Answers of units: photos and files go up in pieces while the answer is being written, and go on after a broken line or a
// reload; what is typed stays in this browser until it is sent. Without this file the forms send everything at once.
const PIECE = 256 * 1024;
const LIMIT = 12 * 1024 * 1024;
const PATIENCE = 60_000;
const KEPT_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;
const page = document.querySelector("[data-answers]");
const mine = `${page.dataset.person} ${page.dataset.answers}`;

// What the server will never take; trying again is of no use.
class Refused extends Error {}

// Files that are not up yet, so that a reload does not lose them. A browser that keeps nothing still sends.
const kept = (() => {
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open("sokiemtra-tra-loi", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const run = async (mode, work) => {
    try {
      const store = (await opened).transaction("files", mode).objectStore("files");
      return await new Promise((resolve, reject) => {
        const request = work(store);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    } catch { return undefined; }
  };
  return {
    put: (record) => run("readwrite", (store) => store.put(record)),
    remove: (key) => run("readwrite", (store) => store.delete(key)),
    all: async () => (await run("readonly", (store) => store.getAll())) ?? [],
  };
})();

async function hash(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Until the line may be there again.
function pause(milliseconds) {
  return new Promise((resolve) => {
    const go = () => { removeEventListener("online", go); clearTimeout(timer); resolve(); };
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", go);
  });
}

// The files of one form.
class Uploads {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    // Files that are not up yet; the answer waits for them, from the moment they are chosen.
    this.pending = new Set();
    this.queue = Promise.resolve();
    this.ids = new Set([...box.querySelectorAll("input[name=kept]")].map((field) => field.value));
    const input = box.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      for (const file of files) this.add(file, file.name);
    });
    this.form.addEventListener("submit", (event) => {
      if (this.pending.size === 0 || event.submitter?.formNoValidate) return;
      event.preventDefault();
      this.after = event.submitter;
      this.say(box.dataset.waiting);
    });
  }

  say(words) {
    const said = this.box.querySelector("[data-said]");
    said.textContent = words ?? "";
    said.hidden = !words;
  }

  add(blob, name) {
    if (blob.size === 0) return;
    if (blob.size > LIMIT) { this.say(this.box.dataset.large.replace("%", name)); return; }
    this.pending.add(blob);
    const prepared = this.prepare(blob, name);
    // One after the other: on a weak line ten at once end up with none.
    this.queue = this.queue.then(async () => {
      const file = await prepared;
      if (file) { await this.send(file); await kept.remove(file.key); }
    }).catch(console.error).then(() => this.settle(blob));
  }

  // Keeps a file in this browser and shows it; nothing where it is here already.
  async prepare(blob, name) {
    const id = await hash(blob);
    const key = `${mine} ${this.box.dataset.uploads} ${id}`;
    if (this.ids.has(id)) { await kept.remove(key); return undefined; }
    this.ids.add(id);
    await kept.put({ key, name, blob, at: Date.now() });
    return { id, key, name, blob, line: this.line(id, name, blob.size) };
  }

  line(id, name, size) {
    const line = this.box.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-name]").textContent = name;
    line.querySelector("[data-size]").textContent = `${Math.ceil(size / 1024).toLocaleString("vi")} KB`;
    line.querySelector("progress").setAttribute("aria-label", name);
    const remove = line.querySelector("button");
    remove.setAttribute("formaction", remove.getAttribute("formaction") + id);
    remove.hidden = true;
    this.box.querySelector("[data-kept]").append(line);
    return line;
  }

  async send({ id, blob, name, line }) {
    const state = line.querySelector("[data-state]");
    for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
      try {
        state.textContent = this.box.dataset.sending;
        await this.attempt(id, blob, name, line.querySelector("progress"));
        state.textContent = this.box.dataset.sent;
        const field = Object.assign(document.createElement("input"), { type: "hidden", name: "kept", value: id });
        line.append(field);
        line.querySelector("progress").remove();
        line.querySelector("button").hidden = false;
        return;
      } catch (error) {
        if (error instanceof Refused) {
          line.remove();
          this.ids.delete(id);
          this.say(error.message || this.box.dataset.refused);
          this.after = undefined;
          return;
        }
      }
      state.textContent = this.box.dataset.broken;
      await pause(wait);
    }
  }

  async attempt(id, blob, name, progress) {
    const url = `${this.box.dataset.uploads}/${id}`;
    const ask = async (method, rest) => {
      const answer = await fetch(url, { method, signal: AbortSignal.timeout(PATIENCE), ...rest });
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
      return answer;
    };
    let answer = await ask("HEAD");
    if (answer.ok) return;
    let offset = Number(answer.headers.get("Upload-Offset") ?? NaN);
    for (;;) {
      if (Number.isNaN(offset)) {
        const words = answer.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "";
        throw new Refused(words);
      }
      progress.value = offset / blob.size;
      const headers = {
        "Upload-Offset": offset, "Upload-Length": blob.size, "Upload-Name": encodeURIComponent(name),
        "X-Form-Token": this.form.elements.csrf.value,
      };
      answer = await ask("PATCH", { headers, body: await blob.slice(offset, offset + PIECE).arrayBuffer() });
      if (answer.status === 201) return;
      offset = Number(answer.headers.get("Upload-Offset") ?? NaN);
    }
  }

  settle(blob) {
    this.pending.delete(blob);
    if (this.pending.size > 0) return;
    const after = this.after;
    if (after) { this.after = undefined; this.say(""); this.form.requestSubmit(after); }
  }
}

// What is typed into one form.
function keepWords(form) {
  const key = `sokiemtra-tra-loi ${mine} ${form.dataset.answer}`;
  if (page.dataset.done === form.dataset.answer) localStorage.removeItem(key);
  const fields = () => [...form.elements].filter((e) => e.name && !["hidden", "file", "submit"].includes(e.type));
  const typed = () => fields().filter((e) => e.type !== "radio" || e.checked).map((e) => [e.name, e.value]);
  const draft = JSON.parse(localStorage.getItem(key) ?? "null");
  const blank = form.dataset.typed === undefined;
  if (draft && Date.now() - draft.at > KEPT_DAYS * DAY) localStorage.removeItem(key);
  else if (draft && blank && JSON.stringify(draft.typed) !== JSON.stringify(typed())) {
    for (const [name, value] of draft.typed) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    const details = form.closest("details");
    if (details) details.open = true;
    form.querySelector("[data-restored]").hidden = false;
  }
  form.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed: typed() }));
  });
}

for (const form of page.querySelectorAll("form[data-answer]")) keepWords(form);
// Without a secure connection browsers compute no hashes; then the forms send the files themselves.
if (window.isSecureContext) {
  const boxes = new Map([...page.querySelectorAll("[data-uploads]")].map((box) => [box.dataset.uploads, new Uploads(box)]));
  for (const record of await kept.all()) {
    if (Date.now() - record.at > KEPT_DAYS * DAY) await kept.remove(record.key);
    for (const [address, uploads] of boxes) {
      if (record.key.startsWith(`${mine} ${address} `)) uploads.add(record.blob, record.name);
    }
  }
}
