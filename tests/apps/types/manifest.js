// Writes the manifest as a literal, so that TypeScript holds it against the schema's own types.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const manifest = readFileSync(new URL("../node_modules/readerly/custom-elements.json", import.meta.url), "utf8");
const folder = new URL("dist/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL("manifest.ts", folder),
  `import type { Package } from "custom-elements-manifest";\nexport default ${manifest} satisfies Package;\n`,
);
