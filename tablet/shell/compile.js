// Compiles the app's module beside the page, which draws meanwhile. A compiled module goes from thread to thread without being
// copied.
'use strict';

onmessage = async ({ data: url }) => {
  try {
    postMessage({ module: await WebAssembly.compileStreaming(fetch(url)) });
  } catch (error) {
    postMessage({ failure: String(error) });
  }
};
