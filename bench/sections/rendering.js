// From the call to the finished article, in a page where the scripts are at work.
import { LAST_WORDS } from "../article.js";
import { MOUNTABLE, articleUrl, labelOf } from "../contestants.js";
import { interleaved } from "../rounds.js";
import { onStage, options } from "./stage.js";

const ROUNDS = { 50: 9, 1000: 9, 10000: 5 };
const QUICK_ROUNDS = { 50: 2, 1000: 3 };

export async function rendering(context) {
  const results = {};
  for (const [size, rounds] of Object.entries(context.quick ? QUICK_ROUNDS : ROUNDS)) {
    const blocks = Number(size);
    await context.server.prepare(MOUNTABLE.map((kind) => `${articleUrl(kind, blocks)}?plain`));
    const letters = {};
    results[`${blocks} blocks`] = await interleaved(context, `rendering ${blocks} blocks`, rounds, MOUNTABLE,
      (kind) => onStage(context, kind, async (opened) => {
        await opened.memory();
        const before = await opened.spent();
        const times = await opened.evaluate(([kind, options]) => bench.show(kind, options), [kind, options(kind, blocks)]);
        let after = await opened.spent();
        // What is shown by and by is measured to its end.
        while (!(await opened.evaluate((words) => bench.look(words), LAST_WORDS)).isWhole) after = await opened.spent();
        letters[kind] = (await opened.evaluate((words) => bench.look(words), LAST_WORDS)).letters;
        return { ...times, mainThread: after.mainThread - before.mainThread, scripts: after.scripts - before.scripts };
      }));
    // Readerly takes the picture above an HTML text into the text; the rest is the same.
    for (const [kind, count] of Object.entries(letters)) {
      if (Math.abs(count / letters.innerhtml - 1) > 0.02) context.problems.push(`${labelOf(kind)} shows ${count} letters of ${blocks} blocks, innerHTML ${letters.innerhtml}`);
    }
  }
  return results;
}
