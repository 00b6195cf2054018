// What `--check` holds a result against: ratios of medians in one run, and bytes.
// No budget is a time, which would be another one on each machine.
import { labelOf } from "./contestants.js";
import { ratio } from "./statistics.js";

// Section, case, contestant, measure, the peer it is held against (none: the
// figure itself), the goal; and where that is not reached, or reached by chance,
// what may be today: what was measured on 30 November 2026, and some room for chance.
const BUDGETS = [
  ["bytes", "50 blocks", "readerly-json", "code", undefined, 95_000, 112_000],
  ["bytes", "50 blocks", "readerly-inline", "code", undefined, 140_000, 177_000],
  ["bytes", "50 blocks", "readerly-html", "code", undefined, 140_000, 177_000],
  ["rendering", "1000 blocks", "readerly-json", "scripts", "react", 0.9, 1.15],
  ["rendering", "1000 blocks", "readerly-json", "scripts", "preact", 0.9, 1.1],
  ["rendering", "1000 blocks", "readerly-inline", "scripts", "dompurify", 0.9, 1.45],
  ["rendering", "1000 blocks", "readerly-html", "scripts", "dompurify", 0.9, 1.55],
  ["rendering", "10000 blocks", "readerly-json", "firstScreen", "innerhtml", 0.5],
  ["loading", "slow", "readerly-json", "article", "react", 0.9, 1.3],
  ["loading", "slow", "readerly-html", "article", "react", 1.1, 1.7],
  ["loading", "slow", "readerly-json", "blocking", "react", 0.5, 0.6],
  ["loading", "slow", "readerly-json", "mainThread", "react", 1, 1.1],
  ["loading", "slow", "readerly-json", "shift", undefined, 0.004],
  ["loading", "slow", "readerly-inline", "shift", undefined, 0.02],
];

const REMEDIES = {
  bytes: "`cargo xtask dist` shows what each file weighs",
  loading: "measure again when nothing else runs (`--only loading`); then see what has begun to wait, or to move, on the way to the article",
  rendering: "measure again when nothing else runs (`--only rendering`); then look for the commit with `git bisect`",
};

/** Each budget with its value in a result; without one where that was not measured. */
export function held(result) {
  return BUDGETS.map(([section, name, kind, measure, against, goal, today = goal]) => {
    const found = result.sections[section]?.[name];
    const own = found?.[kind]?.[measure];
    const value = against ? ratio(own, found?.[against]?.[measure]) : own?.median;
    const what = `${section}, ${name}: ${measure} of ${labelOf(kind)}${against ? `, in that of ${labelOf(against)}` : ""}`;
    return { what, value, goal, today, isBroken: value > today, remedy: REMEDIES[section] };
  });
}

/** What is to be said of budgets: a line for each broken one, with cause and remedy. */
export function complaints(result) {
  return held(result).filter(({ isBroken }) => isBroken)
    .map(({ what, value, today, remedy }) => `${what} is ${written(value)}, and may be ${written(today)}; ${remedy}`);
}

export const written = (value) => (value === undefined ? "not measured" : value >= 1000 ? value.toLocaleString("en") : value.toFixed(value < 0.1 ? 3 : 2));
