// What is held after an article was shown, and after many came and went.
import { MOUNTABLE } from "../contestants.js";
import { interleaved } from "../rounds.js";
import { onStage, options } from "./stage.js";

const BLOCKS = 1000;
const SHORT = 50;
const WARM_UP = 20;

export async function memory(context) {
  const count = context.quick ? 100 : 1000;
  const rounds = context.quick ? 1 : 3;

  const loaded = (kind) => onStage(context, kind, async (opened) => {
    await opened.evaluate(([kind, options]) => bench.show(kind, options), [kind, options(kind, BLOCKS)]);
    return opened.memory();
  });

  const mounted = (kind) => onStage(context, kind, async (opened) => {
    const showMany = (times) => opened.evaluate(([kind, options, times]) => bench.showMany(kind, options, times), [kind, options(kind, SHORT), times]);
    await showMany(WARM_UP);
    const [before, spentBefore] = [await opened.memory(), await opened.spent()];
    await showMany(count);
    const [spentAfter, after] = [await opened.spent(), await opened.memory()];
    return { mainThread: (spentAfter.mainThread - spentBefore.mainThread) / count, before: before.sum, after: after.sum, growth: after.sum - before.sum };
  });

  return {
    [`${BLOCKS} blocks`]: await interleaved(context, "memory of an article", rounds, MOUNTABLE, loaded),
    [`${count} mounts`]: await interleaved(context, "mounts", rounds, MOUNTABLE, mounted),
  };
}
