// A thousand polls of a counter beside an article: what one costs, what it
// changes in the document, and what is held afterwards. Playwright's clock makes
// the seconds between two polls pass at once.
import { setTimeout as pause } from "node:timers/promises";
import { POLLING } from "../contestants.js";
import { interleaved } from "../rounds.js";
import { onStage, options } from "./stage.js";

const BLOCKS = 1000;
const SECONDS = 5;

export async function polls(context) {
  const { quick, server } = context;
  const count = quick ? 100 : 1000;

  /** Lets the clock run until the counter was asked so often; how often it ran. */
  async function run({ page }, until) {
    let steps = 0;
    for (; !until(steps); steps += 1) {
      await page.clock.runFor(SECONDS * 1000);
      // An answer comes in the time of this machine.
      await pause(10);
    }
    return steps;
  }

  const trial = (kind) => onStage(context, kind, async (opened) => {
    const show = (more) => opened.evaluate(([kind, options]) => { bench.show(kind, options); }, [kind, { ...options(kind, BLOCKS), ...more }]);
    const polled = (wanted) => {
      const start = server.polls();
      return (steps) => {
        if (steps > 20 * wanted) throw new Error(`the counter was asked ${server.polls() - start} times instead of ${wanted}`);
        return server.polls() - start >= wanted;
      };
    };
    await show({});
    const atRest = await opened.spent();
    await run(opened, (steps) => steps === 100);
    const step = ((await opened.spent()).mainThread - atRest.mainThread) / 100;
    await opened.evaluate(() => { bench.hide(); });
    await run(opened, (steps) => steps === 2);
    await show({ counter: "/counter.json", every: SECONDS });
    await run(opened, polled(20));
    await opened.evaluate(() => bench.countMutations());
    const [memoryBefore, spentBefore, pollsBefore] = [await opened.memory(), await opened.spent(), server.polls()];
    const steps = await run(opened, polled(count));
    const [spentAfter, done] = [await opened.spent(), server.polls() - pollsBefore];
    const mutations = await opened.evaluate(() => mutations);
    const memoryAfter = await opened.memory();
    return {
      mainThread: (spentAfter.mainThread - spentBefore.mainThread - steps * step) / done,
      inside: mutations.inside / done, outside: mutations.outside / done,
      before: memoryBefore.sum, after: memoryAfter.sum, growth: memoryAfter.sum - memoryBefore.sum,
    };
  }, { ownClock: true });

  return { [`${count} polls`]: await interleaved(context, "polls", quick ? 1 : 3, POLLING, trial) };
}
