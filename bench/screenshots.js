// Pictures of what a reader sees, to be looked at: every article of the demo at
// every width, in light and in dark, and as it is printed. `cargo xtask
// screenshots` starts this.
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "./browser.js";

const WIDTHS = [320, 360, 768, 1280, 1920];
const THEMES = ["light", "dark"];
/** Demo articles by the language of the page around them. */
const ARTICLES = { vi: "vi", en: "en", ar: "ar" };
const PAGES = ["index.html", "three.html", "sources.html"];

const TYPES = {
  ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml", ".webp": "image/webp", ".vtt": "text/vtt", ".mp4": "video/mp4", ".webm": "video/webm", ".xml": "application/xml",
};

/** The numbers of the seed's page, which stand still so that two sets can be compared. */
const COUNTS = { v: 1, at: "2026-01-01T00:00:00Z", online: { value: 13, window: 300 },
  site: { views: 2497859, today: 1365, month: 20455 }, page: { path: "/", views: 1365 }, since: "2013-04-02" };

const page = (article, lang, theme) => `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${lang}</title><link rel="icon" href="data:,">
<style>body{margin:0}</style><script async src="/readerly.js"></script></head>
<body><readerly-article src="/demo/articles/${article}.json" theme="${theme}" counter="/counter.json" loading="eager"></readerly-article></body></html>`;

/** @param {string} dist the folder with Readerly's release and the demo */
async function serve(dist) {
  const server = createServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const answer = (type, body) => response.writeHead(200, { "content-type": type }).end(body);
    if (pathname === "/article") return answer(TYPES[".html"], page(searchParams.get("name"), searchParams.get("lang"), searchParams.get("theme")));
    if (/^\/(counter\.json|v1\/counter)/.test(pathname)) return answer(TYPES[".json"], JSON.stringify(COUNTS));
    try {
      answer(TYPES[extname(pathname)] ?? "application/octet-stream", await readFile(join(dist, normalize(pathname))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Until every reader has its article and every picture has come. */
async function settled(page) {
  await page.waitForFunction(() => {
    const readers = [...document.querySelectorAll("readerly-article")];
    const waiting = readers.filter(({ shadowRoot }) => !shadowRoot?.querySelector("h1, h2"));
    // They begin when they come near.
    waiting[0]?.scrollIntoView();
    return readers.length && !waiting.length;
  });
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(async () => {
    // A picture of the whole page shows what is far from the window, too.
    const whole = new CSSStyleSheet();
    whole.replaceSync(".body>*{content-visibility:visible!important}");
    for (const { shadowRoot } of document.querySelectorAll("readerly-article")) shadowRoot.adoptedStyleSheets.push(whole);
    const roots = [document, ...[...document.querySelectorAll("readerly-article")].map((reader) => reader.shadowRoot)];
    const pictures = roots.flatMap((root) => [...root.querySelectorAll("img")]);
    for (const picture of pictures) picture.loading = "eager";
    await Promise.allSettled(pictures.map((picture) => picture.decode()));
    await document.fonts.ready;
  });
  // The panel's numbers come last.
  await page.waitForTimeout(500);
}

const { values } = parseArgs({ options: { dist: { type: "string" }, chromium: { type: "string" }, out: { type: "string" } } });
await mkdir(values.out, { recursive: true });
const server = await serve(values.dist);
const browser = await openBrowser(values.chromium);
const { page: tab, close } = await browser.page();

async function take(address, name) {
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: width < 500 ? 740 : 900 });
    await tab.goto(`${server.origin}/${address}`);
    await settled(tab);
    await tab.screenshot({ path: join(values.out, `${name}-${width}.png`) });
    await tab.screenshot({ path: join(values.out, `${name}-${width}-whole.png`), fullPage: true });
  }
  console.log(name);
}

for (const [lang, article] of Object.entries(ARTICLES)) {
  for (const theme of THEMES) await take(`article?name=${article}&lang=${lang}&theme=${theme}`, `${lang}-${theme}`);
  await tab.pdf({ path: join(values.out, `${lang}.pdf`), format: "A4" });
}
for (const name of PAGES) await take(name, name.replace(".html", ""));
await close();
await browser.close();
server.close();
