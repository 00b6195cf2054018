import { copyFileSync, mkdirSync } from "node:fs";

const here = import.meta.dirname;
mkdirSync(`${here}/dist`, { recursive: true });
copyFileSync(`${here}/index.html`, `${here}/dist/index.html`);

export default {
  mode: "production",
  context: here,
  entry: "./main.js",
  output: { path: `${here}/dist`, filename: "main.js" },
  // The reader's WebAssembly comes when a reader is near, and is no part of the script; webpack would
  // remark that it has more than 244 KiB.
  performance: { assetFilter: (name) => !name.includes(".wasm") },
};
