// Compiles the app's module beside the page, which draws meanwhile. A compiled module goes from thread to thread without being
// copied.
'use strict';

// Functions are compiled when they are first called, for all threads: those that open a book are called here, on a small
// made-up one, while a person reads the screen and types. Nothing that they could want from a page is here.
function practise(module) {
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === 'function') (imports[from] ??= {})[name] = () => {};
  }
  new WebAssembly.Instance(module, imports).exports.practise();
}

onmessage = async ({ data: url }) => {
  try {
    const module = await WebAssembly.compileStreaming(fetch(url));
    postMessage({ module });
    practise(module);
  } catch (error) {
    // After a module, nobody listens any more: without practice the app is only slower.
    postMessage({ failure: String(error) });
  }
  close();
};
