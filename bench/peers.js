// Bundles the peers as a site would ship them.
import { build, transform } from "esbuild";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("peers/", import.meta.url));
const HTML = ["innerhtml", "dompurify", "sethtml"];
const FRAMEWORKS = ["preact", "react"];

/** A sheet that a script adopts, as small as one that a page links. */
const sheetAsText = {
  name: "sheet-as-text",
  setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await sheet(path), loader: "text" })),
};

const sheet = async (path) => (await transform(await readFile(path, "utf8"), { loader: "css", minify: true })).code;

/** The files that pages ask for, by their names. */
export async function bundlePeers() {
  const files = { "article.css": Buffer.from(await sheet(`${folder}article.css`)) };
  for (const name of [...HTML, ...FRAMEWORKS]) {
    const { outputFiles: [bundle] } = await build({
      entryPoints: [FRAMEWORKS.includes(name) ? `${folder}reader.jsx` : `${folder}${name}.js`],
      bundle: true, minify: true, write: false, target: "es2022", legalComments: "none", logLevel: "error",
      define: { "process.env.NODE_ENV": '"production"' }, plugins: [sheetAsText],
      jsx: "automatic", jsxImportSource: name, alias: { framework: `${folder}${name}.js` },
    });
    files[`${name}.js`] = Buffer.from(bundle.contents);
  }
  return files;
}
