// What takes long begins before the page is read to its end: a thread compiles the app's module, another opens the store.

const module = new URL('../pkg/app_bg.wasm', import.meta.url).href;

function beside() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compile.js', import.meta.url));
    worker.onerror = reject;
    worker.onmessage = ({ data }) => {
      if (data.module) resolve(data.module);
      else reject(new Error(data.failure));
    };
    worker.postMessage(module);
  });
}

/** @type {Promise<WebAssembly.Module>} compiled by the page itself where a thread of its own does not come about */
export const compiled = beside().catch(() => WebAssembly.compileStreaming(fetch(module)));

// What fails here fails again in boot.js, where it is told.
compiled.catch(() => {});
import('../js/store.js').catch(() => {});
