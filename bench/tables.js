// A result in words and figures: tables in Markdown, which a terminal shows as well.
import { held, written } from "./budgets.js";
import { CONTESTANTS, labelOf } from "./contestants.js";
import { ratio } from "./statistics.js";

/** What is shown of each section: its measures, and those by which Readerly and its peers are compared. */
export const MEASURES = {
  bytes: {
    columns: { code: "code, bytes", files: "files", withCounter: "code with a counter", content: "the article, bytes" },
    compared: ["code"],
  },
  loading: {
    columns: {
      article: "article, ms", firstPaint: "first paint, ms", largestPaint: "largest paint, ms", blocking: "blocking over 50 ms, ms",
      mainThread: "main thread, ms", shift: "layout shift",
    },
    compared: ["article", "largestPaint", "mainThread"],
  },
  rendering: {
    columns: { inDocument: "in the document, ms", firstScreen: "first screen, ms", mainThread: "main thread, ms", scripts: "without layout and style, ms" },
    compared: ["firstScreen", "mainThread", "scripts"],
  },
  polls: {
    columns: { mainThread: "main thread for one, ms", inside: "changes in the panel", outside: "changes outside", before: "held before, MiB", after: "held after, MiB" },
    compared: ["mainThread"],
  },
  memory: {
    columns: {
      heap: "JavaScript, MiB", webAssembly: "WebAssembly, MiB", sum: "both, MiB",
      mainThread: "main thread for one, ms", before: "held before, MiB", after: "held after, MiB", growth: "growth, MiB",
    },
    compared: ["sum", "mainThread"],
  },
};

const number = (value) => {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en");
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
};

const cell = (found) => {
  if (!found) return "";
  const [median, least, most] = [found.median, found.least, found.most].map(number);
  return least === most ? median : `${median} (${least}–${most})`;
};

export function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((text, column) => text.padEnd(widths[column])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Medians of one case, with least and most in brackets. */
function medians(found, columns) {
  const present = Object.keys(columns).filter((measure) => Object.values(found).some((row) => row[measure]));
  return table(["", ...present.map((measure) => columns[measure])],
    Object.entries(found).map(([kind, row]) => [labelOf(kind), ...present.map((measure) => cell(row[measure]))]));
}

/** One measure of each Readerly, as a part of that of each peer. */
function ratios(found, measure, title) {
  const has = (kind) => found[kind][measure];
  const peers = Object.keys(found).filter((kind) => !CONTESTANTS[kind].isReaderly && has(kind));
  const own = Object.keys(found).filter((kind) => CONTESTANTS[kind].isReaderly && has(kind));
  if (!own.length || !peers.length) return [];
  const times = (kind, peer) => ratio(found[kind][measure], found[peer][measure])?.toFixed(2) ?? "";
  const rows = own.map((kind) => [labelOf(kind), ...peers.map((peer) => times(kind, peer))]);
  return [table([`${title.split(",")[0]}, in that of`, ...peers.map(labelOf)], rows)];
}

/** The tables of a section: for each case its medians, then the ratios. */
export function sectionTables(section, cases) {
  const { columns, compared } = MEASURES[section];
  return Object.entries(cases).flatMap(([name, found]) => [
    `**${name}**`, medians(found, columns), ...compared.flatMap((measure) => ratios(found, measure, columns[measure])),
  ]).join("\n\n");
}

/** Where each budget stands. */
export const budgetTable = (result) => table(["budget", "goal", "may be", "is"],
  held(result).map(({ what, goal, today, value, isBroken }) => [what, written(goal), written(today), written(value) + (isBroken ? ", broken" : value > goal ? ", not reached" : "")]));

/** Where, when and with what was measured. */
export function provenance({ date, quick, browser, machine, peers }) {
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`).join(", ");
  return `Measured on ${date.slice(0, 10)}${quick ? " by `--quick`, of few rounds" : ""}: Chromium ${browser}, ${machine.cores} cores of ${machine.processor}, ` +
    `${machine.memory} GiB; load at the start ${machine.load.toFixed(1)}. Peers: ${versions}.`;
}

/** All of it, for a terminal. */
export const report = (result) => [
  provenance(result),
  ...Object.entries(result.sections).map(([section, cases]) => `## ${section}\n\n${sectionTables(section, cases)}`),
  `## budgets\n\n${budgetTable(result)}`,
  ...(result.problems.length ? [`## what failed\n\n${result.problems.map((problem) => `- ${problem}`).join("\n")}`] : []),
].join("\n\n");
