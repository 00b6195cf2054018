// What a page downloads: code, after Brotli, for an article and for one with a
// counter panel, and the article itself.
import { setTimeout as pause } from "node:timers/promises";
import { ALL, CONTESTANTS, articleUrl } from "../contestants.js";
import { interleaved } from "../rounds.js";

const BLOCKS = 50;

export async function bytes(context) {
  const { browser, server } = context;

  async function visit(kind, query) {
    const opened = await browser.page();
    server.takeAsked();
    try {
      await opened.page.goto(`${server.origin}/visit/${kind}?blocks=${BLOCKS}${query}`);
      if (kind !== "server") await opened.page.waitForFunction(() => seen.article);
      if (query) await opened.page.locator(".counter dd").first().waitFor();
      await pause(500);
    } finally {
      await opened.close();
    }
    const code = server.takeAsked().filter(({ path }) => /\.(js|css|wasm)$/.test(path) && path !== "/site.css");
    const files = new Map(code.map(({ path, size }) => [path, size]));
    return { files: files.size, code: [...files.values()].reduce((sum, size) => sum + size, 0) };
  }

  const sizes = await interleaved(context, "bytes", 1, ALL, async (kind) => {
    const { code, files } = await visit(kind, "");
    const withCounter = CONTESTANTS[kind].hasPanel ? (await visit(kind, "&counter")).code : undefined;
    return { code, files, withCounter, content: await server.sizeOf(articleUrl(kind, BLOCKS)) };
  });
  return { [`${BLOCKS} blocks`]: sizes };
}
