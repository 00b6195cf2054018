// A page with a contestant at work: it has shown one short article already.
import { articleUrl } from "../contestants.js";

/** What a contestant is to show: articles come as they are, from this machine. */
export const options = (kind, blocks) => ({ src: `${articleUrl(kind, blocks)}?plain` });

/** Opens the page, hands it to the work, and closes it. */
export async function onStage({ browser, server }, kind, work, settings) {
  const opened = await browser.page(settings);
  try {
    await opened.page.goto(`${server.origin}/stage/${kind}`);
    await opened.page.waitForFunction(() => window.Readerly || window.Peer, undefined, { polling: 50 });
    await opened.evaluate(([kind, options]) => bench.show(kind, options), [kind, options(kind, 5)]);
    await opened.evaluate(() => bench.hide());
    return await work(opened);
  } finally {
    await opened.close();
  }
}
