// Keeps hold of the memory of the WebAssembly that the page runs, which the
// reader itself shows nobody, for a story to measure.
(() => {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...parts) => {
      const made = await original.apply(WebAssembly, parts);
      const { exports } = made.instance || made;
      const memory = Object.values(exports || {}).find((value) => value instanceof WebAssembly.Memory);
      if (memory) window.wasmMemory ??= memory;
      return made;
    };
  }
})();
