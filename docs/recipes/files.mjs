// Writes the files that a recipe shows into a folder, so that what is tried is
// what stands on the page:
//
//   node docs/recipes/files.mjs PAGE.md FOLDER
//
// A file is a block of code with a line in front of it that holds its name and
// a colon, `like/this.html`: and nothing else. A block without such a line is an
// error, because nobody would try it; so is a name that is given twice.
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAME = /^`([^`]+)`:$/;
const FENCE = /^\s*(`{3,}|~{3,})/;

/** The files of a page: a Map from names to texts, in the order of the page. */
export function filesOf(markdown, page = "the page") {
  const files = new Map();
  const lines = markdown.split("\n");
  let name = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    const fence = FENCE.exec(line)?.[1];
    if (fence) {
      const end = lines.findIndex((other, index) => index > at && other.trim() === fence);
      if (end < 0) throw new Error(`${page}, line ${at + 1}: this block has no end.`);
      if (!name) throw new Error(`${page}, line ${at + 1}: no file's name stands in front of this block. What to do: a line such as \`index.html\`: before it.`);
      if (name.startsWith("/") || name.split("/").includes("..")) throw new Error(`${page}: \`${name}\` is no name inside the folder of the site.`);
      if (files.has(name)) throw new Error(`${page}: \`${name}\` is shown twice.`);
      files.set(name, `${lines.slice(at + 1, end).join("\n")}\n`);
      name = null;
      at = end;
    } else if (line.trim()) {
      if (name) throw new Error(`${page}, line ${at + 1}: a block should follow \`${name}\`:`);
      name = NAME.exec(line)?.[1] ?? null;
    }
  }
  if (name) throw new Error(`${page} ends before the block of \`${name}\`.`);
  if (files.size === 0) throw new Error(`${page} shows no file.`);
  return files;
}

/** Writes them, and returns their names. */
export function write(page, folder) {
  const files = filesOf(readFileSync(page, "utf8"), page);
  for (const [name, text] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return [...files.keys()];
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [page, folder] = process.argv.slice(2);
  if (!folder) {
    console.error("node docs/recipes/files.mjs PAGE.md FOLDER");
    process.exit(2);
  }
  try {
    for (const name of write(page, folder)) console.log(name);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
