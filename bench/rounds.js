// Rounds of trials, in each of which every contestant has its turn.
import { setTimeout as pause } from "node:timers/promises";
import { labelOf } from "./contestants.js";
import { shuffled, summarise } from "./statistics.js";

const LIMIT = 180_000;

/**
 * Medians of so many rounds, each in another order, so that whatever disturbs
 * disturbs all alike. A trial that fails is made once more, in a new browser;
 * what fails again is told, and left out.
 *
 * @param {(kind: string) => Promise<object>} trial numbers by name
 * @returns numbers' summaries by contestant
 */
export async function interleaved(context, name, rounds, kinds, trial) {
  const rows = {};
  for (let round = 0; round < rounds; round += 1) {
    context.note(`${name}, round ${round + 1} of ${rounds}`);
    for (const kind of shuffled(kinds, round)) {
      await context.untilQuiet();
      const row = await attempt(context, () => trial(kind)) ?? await attempt(context, () => trial(kind));
      if (row) (rows[kind] ??= []).push(row);
      else context.problems.push(`${name}, ${labelOf(kind)}: failed twice in round ${round + 1}`);
    }
  }
  return Object.fromEntries(kinds.filter((kind) => rows[kind]).map((kind) => [kind, summarise(rows[kind])]));
}

async function attempt({ browser, note }, work) {
  try {
    return await Promise.race([work(), tooLong()]);
  } catch (error) {
    note(String(error).split("\n")[0]);
    await browser.restart();
    return undefined;
  }
}

async function tooLong() {
  await pause(LIMIT, undefined, { ref: false });
  throw new Error("not over after three minutes");
}
