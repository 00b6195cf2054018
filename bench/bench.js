// Readerly against what a site owner would pick instead, in one browser and one
// run. `cargo xtask bench` starts this; docs/performance.md explains the figures.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { openBrowser } from "./browser.js";
import { complaints } from "./budgets.js";
import { machine, waiter } from "./machine.js";
import { parse } from "./options.js";
import { publish } from "./publish.js";
import { bytes } from "./sections/bytes.js";
import { loading } from "./sections/loading.js";
import { memory } from "./sections/memory.js";
import { polls } from "./sections/polls.js";
import { rendering } from "./sections/rendering.js";
import { serve } from "./server.js";
import { report } from "./tables.js";

const MEASURE = { bytes, loading, rendering, polls, memory };

async function measure({ quick, only, dist, chromium, out }) {
  const start = performance.now();
  const note = (text) => console.error(`${String(Math.round((performance.now() - start) / 1000)).padStart(5)} s  ${text}`);
  const manifest = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
  const server = await serve(dist);
  const browser = await openBrowser(chromium);
  const result = { date: new Date().toISOString(), quick, browser: browser.version, machine: machine(), peers: manifest.devDependencies, sections: {}, problems: [] };
  const context = { server, browser, quick, note, problems: result.problems, untilQuiet: waiter(quick ? 10 : 300, note) };
  await mkdir(dirname(out), { recursive: true });
  for (const section of only) {
    result.sections[section] = await MEASURE[section](context);
    // After each section: an hour of measuring is not lost with the last one.
    await writeFile(out, `${JSON.stringify(result, null, 1)}\n`);
  }
  await browser.close();
  server.close();
  note(`written to ${out}`);
  return result;
}

const options = parse(process.argv.slice(2));
const result = options.from ? JSON.parse(await readFile(options.from, "utf8")) : await measure(options);
console.log(`\n${report(result)}`);
if (options.publish) await publish(result);
const broken = options.check ? complaints(result) : [];
for (const complaint of broken) console.error(`\nbudget broken: ${complaint}`);
process.exitCode = broken.length || result.problems.length ? 1 : 0;
