// Readerly for bundlers. Where there is a document, importing this defines
// <readerly-article>; on a server it does nothing, and the element stays as the
// server wrote it.
import files from "./files.js";
import start from "./loader.js";

// For its server in development, Vite before 8 bundles this script elsewhere
// and leaves the files where they are.
for (const name of Object.keys(files)) {
  files[name] = files[name].replace(/\/node_modules\/\.[^/]+\/deps\/readerly\//, "/node_modules/readerly/readerly/");
}

if (typeof document !== "undefined") start(files);

export const version = "__VERSION__";

export async function mount(target, options) {
  if (typeof document === "undefined") {
    throw new Error("[readerly] mount() needs a page, and there is no document here. What to do: call it in the browser, " +
      "in React for instance inside useEffect, or write <readerly-article> into the markup.");
  }
  return window.Readerly.mount(target, options);
}
