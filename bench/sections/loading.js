// Visits with an empty cache, from the start of navigation.
import { setTimeout as pause } from "node:timers/promises";
import { ALL, articleUrl } from "../contestants.js";
import { interleaved } from "../rounds.js";

const BLOCKS = 50;

export async function loading(context) {
  const { browser, quick, server } = context;
  await server.prepare(ALL.flatMap((kind) => [`/visit/${kind}?blocks=${BLOCKS}`, articleUrl(kind, BLOCKS)]));

  async function visit(kind, slow) {
    const opened = await browser.page({ slow });
    try {
      await opened.page.goto(`${server.origin}/visit/${kind}?blocks=${BLOCKS}`);
      if (kind !== "server") await opened.page.waitForFunction(() => seen.article || seen.errors.length);
      // Until pictures are there, and whatever is put off has been done.
      await pause(slow ? 1500 : 500);
      const row = await opened.evaluate(() => ({
        article: seen.article ?? performance.getEntriesByType("navigation")[0].domInteractive,
        firstPaint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
        largestPaint: seen.largestPaint, blocking: seen.blocking, shift: seen.shift, error: seen.errors[0],
      }));
      if (row.error) throw new Error(row.error);
      return { ...row, mainThread: (await opened.spent()).mainThread };
    } finally {
      await opened.close();
    }
  }

  const rounds = quick ? 2 : 9;
  return {
    ...(!quick && { "as it is": await interleaved(context, "loading", rounds, ALL, (kind) => visit(kind, false)) }),
    slow: await interleaved(context, "loading, slow", rounds, ALL, (kind) => visit(kind, true)),
  };
}
