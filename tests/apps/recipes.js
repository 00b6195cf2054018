// Builds the recipes of docs/recipes/ that need a bundler. Their files come out
// of the pages; what these packages are here is what a page has to name.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { write } from "../../docs/recipes/files.mjs";

const here = import.meta.dirname;
const pages = join(here, "../../docs/recipes");
const { devDependencies: versions } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));

const RECIPES = [
  { name: "react", tried: { React: "react", Vite: "vite" }, command: ["vite/bin/vite.js", "build"] },
  { name: "vue", tried: { Vue: "vue", Vite: "vite", "@vitejs/plugin-vue": "@vitejs/plugin-vue" }, command: ["vite/bin/vite.js", "build"] },
  {
    name: "nextjs",
    tried: { "Next.js": "next", React: "react" },
    command: ["next/dist/bin/next", "build"],
    // Here the packages lie two folders above the app. An app that stands by itself needs no such file.
    frame: { "next.config.mjs": "export default { turbopack: { root: `${import.meta.dirname}/../..` } };\n" },
  },
];

for (const { name, tried, command, frame = {} } of RECIPES) {
  const page = join(pages, `${name}.md`);
  const text = readFileSync(page, "utf8");
  for (const [product, dependency] of Object.entries(tried)) {
    const words = `${product} ${versions[dependency]}`;
    if (!text.includes(words)) throw new Error(`docs/recipes/${name}.md does not say that ${words} was tried.`);
  }
  const folder = join(here, "recipes", name);
  rmSync(folder, { recursive: true, force: true });
  write(page, folder);
  for (const [file, content] of Object.entries(frame)) {
    if (existsSync(join(folder, file))) throw new Error(`docs/recipes/${name}.md has a ${file} of its own by now; tests/apps/recipes.js need not bring one.`);
    writeFileSync(join(folder, file), content);
  }
  const [program, ...rest] = command;
  const { status } = spawnSync(process.execPath, [join(here, "node_modules", program), ...rest], { cwd: folder, stdio: "inherit" });
  if (status !== 0) {
    console.error(`docs/recipes/${name}.md does not build; its files are in tests/apps/recipes/${name}/.`);
    process.exit(1);
  }
}
