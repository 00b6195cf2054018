// Chromium, and pages in it that say what they cost.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const inPage = readFileSync(new URL("in_page.js", import.meta.url), "utf8");

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--js-flags=--expose-gc",
  // Nothing outside is reached, and nothing waits for it.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** A slow phone on a slow line. */
const SLOW = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, offline: false };
const SLOWER_PROCESSOR = 4;

const MEBIBYTE = 1024 * 1024;

/** @param {string} program the path of Chromium */
export async function openBrowser(program) {
  const launch = () => chromium.launch({ executablePath: program, args: ARGUMENTS });
  let browser = await launch();
  // One that does not answer is left to the end of this process, which ends it too.
  const close = () => Promise.race([browser.close(), pause(5000)]);
  return {
    version: browser.version(),
    page: (options) => openPage(browser, options),
    close,
    async restart() {
      await close();
      browser = await launch();
    },
  };
}

/** A page in a profile of its own, so with an empty cache. */
async function openPage(browser, { slow = false, ownClock = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "vi-VN" });
  const page = await context.newPage();
  const control = await context.newCDPSession(page);
  // In ticks of the thread: what other programs do on the machine is not in them.
  await control.send("Performance.enable", { timeDomain: "threadTicks" });
  if (ownClock) await page.clock.install();
  await page.addInitScript(inPage);
  if (slow) {
    await control.send("Network.enable");
    await control.send("Network.emulateNetworkConditions", SLOW);
    await control.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_PROCESSOR });
  }
  const metrics = async () => {
    const found = (await control.send("Performance.getMetrics")).metrics;
    return Object.fromEntries(found.map(({ name, value }) => [name, value]));
  };
  return {
    page,
    evaluate: (work, ...given) => page.evaluate(work, ...given),
    /** Milliseconds of the main thread since the page began: all of them, and those of scripts, so without layout and style. */
    async spent() {
      const { TaskDuration, LayoutDuration, RecalcStyleDuration } = await metrics();
      return { mainThread: TaskDuration * 1000, scripts: (TaskDuration - LayoutDuration - RecalcStyleDuration) * 1000 };
    },
    /** What is held after two collections of garbage, in MiB. */
    async memory() {
      for (let round = 0; round < 2; round += 1) {
        await control.send("HeapProfiler.collectGarbage");
        await pause(100);
      }
      const heap = (await metrics()).JSHeapUsedSize / MEBIBYTE;
      const webAssembly = (await page.evaluate(() => bench.webAssemblyBytes())) / MEBIBYTE;
      return { heap, webAssembly, sum: heap + webAssembly };
    },
    close: () => context.close(),
  };
}
