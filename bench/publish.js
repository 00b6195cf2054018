// Writes a result into docs/performance.md, between its marks, and beside it the plots.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { bars, lines } from "./plots.js";
import { budgetTable, provenance, sectionTables } from "./tables.js";

const docs = new URL("../docs/", import.meta.url);

/** What may stand between two marks, by their name; sections that were not measured have none. */
export function parts(result) {
  const sections = Object.entries(result.sections).map(([section, cases]) => [section, sectionTables(section, cases)]);
  return Object.fromEntries([["provenance", provenance(result)], ["budgets", budgetTable(result)], ...sections]);
}

/** The text with new words between its marks. */
export const filled = (text, words) => text.replace(/(<!-- bench: (\w+) -->\n)[^]*?(<!-- end -->)/g,
  (whole, start, name, end) => (name in words ? `${start}\n${words[name]}\n\n${end}` : whole));

/** The plots that a result has the figures for, by their names. */
export function plots({ sections: { bytes, loading, rendering, memory } }) {
  const sizes = Object.keys(rendering ?? {});
  const found = {
    bytes: bytes && bars("Code before the words, bytes after Brotli", bytes["50 blocks"], "code"),
    loading: loading && bars("Slow phone, slow line: until the article is there, ms", loading.slow, "article"),
    "main-thread": loading && bars("Slow phone, slow line: work of the main thread, ms", loading.slow, "mainThread"),
    rendering: sizes.length > 1 && lines("Rendering: work of the main thread, ms", rendering, "mainThread"),
    "first-screen": sizes.length > 1 && lines("Rendering: until the first screen, ms", rendering, "firstScreen"),
    memory: memory && bars("Held by an article of 1,000 blocks, MiB", memory["1000 blocks"], "sum"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, plot]) => plot));
}

export async function publish(result) {
  const page = new URL("performance.md", docs);
  await writeFile(page, filled(await readFile(page, "utf8"), parts(result)));
  await mkdir(new URL("performance/", docs), { recursive: true });
  for (const [name, plot] of Object.entries(plots(result))) await writeFile(new URL(`performance/${name}.svg`, docs), plot);
}
