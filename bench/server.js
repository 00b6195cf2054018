// One origin with everything: Readerly's files, the peers, articles, a counter,
// and the pages that show them. It remembers what was asked for.
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { article, html, page } from "./article.js";
import { CONTESTANTS, articleUrl } from "./contestants.js";
import { bundlePeers } from "./peers.js";

const TYPES = {
  js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json", webp: "image/webp",
  html: "text/html; charset=utf-8", page: "text/html; charset=utf-8",
};

const SITE_CSS = `body{margin:0;font:16px/1.5 system-ui,sans-serif}header.site{padding:1rem 2rem;color:#fff;background:#0d4a52}
.waiting{min-block-size:100vh}.columns{display:grid;grid-template-columns:800px 1fr;gap:2rem}.room{min-block-size:100vh}
readerly-article:not(:defined){display:block;min-block-size:100vh}
readerly-article>article{max-inline-size:34em;padding:1.25em 2em;font-size:18px;line-height:1.7}
readerly-article>article img{max-inline-size:100%;block-size:auto}`;

const site = (head, room) => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Báo Làng</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css">${head}</head><body><header class="site">Báo Làng</header>
<div class="columns"><main><div class="room">${room}</div></main><aside><h2>Thông báo</h2><p>Không có thông báo mới.</p></aside></div></body></html>`;

/** Bytes after Brotli at its best, as they are kept on servers. */
const compressed = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** @param {string} dist the folder with Readerly's release */
export async function serve(dist) {
  const peers = await bundlePeers();
  const preload = await readFile(join(dist, "readerly-preload.html"), "utf8");
  const picture = await readFile(new URL("../demo/images/canal-1200.webp", import.meta.url));
  const files = new Map();
  const asked = [];
  let polls = 0;

  const headOf = (kind) => {
    const { isReaderly, script, sheet } = CONTESTANTS[kind];
    return [
      sheet && '<link rel="stylesheet" href="/peers/article.css">',
      kind === "readerly-preload" && preload,
      isReaderly && '<script async src="/readerly/readerly.js"></script>',
      script && `<script defer src="/peers/${script}"></script>`,
    ].filter(Boolean).join("");
  };

  /** A page as a visitor gets it. */
  const visit = (kind, blocks, hasCounter) => {
    const { isReaderly, reads } = CONTESTANTS[kind];
    const written = reads === "html" && (isReaderly || kind === "server") ? html(article(blocks)) : "";
    if (kind === "server") return site(headOf(kind), `<div class="reader">${written}</div>`);
    const src = articleUrl(kind, blocks);
    const counter = hasCounter ? 'counter="/counter.json"' : "";
    return site(headOf(kind), isReaderly
      ? `<readerly-article lang="vi" theme="light" ${counter} ${written ? "" : `src="${src}"`}>${written}</readerly-article>`
      : `<div class="waiting" data-article="${src}" ${counter && `data-${counter}`}></div>`);
  };

  /** A page with a contestant's script, onto which the bench puts articles. */
  const stage = (kind) => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>stage</title><link rel="icon" href="data:,">
<style>body{margin:0}main{inline-size:800px}</style>${headOf(kind)}</head><body><main></main></body></html>`;

  const counter = () => {
    polls += 1;
    return JSON.stringify({ v: 1, at: new Date().toISOString(), online: { value: 13 + (polls % 29), window: 300 },
      site: { views: 2497859 + polls, today: 812 + polls, month: 20455 + polls }, page: { path: "/bai", views: 1365 + polls } });
  };

  /** What stands at an address; nothing where nothing does. */
  async function make({ pathname: path, searchParams }) {
    const [, room, name] = /^\/(\w+)\/(.+)$/.exec(path) ?? [];
    switch (room) {
      case "visit": return visit(name, Number(searchParams.get("blocks")), searchParams.has("counter"));
      case "stage": return stage(name);
      case "readerly": return readFile(join(dist, name));
      case "peers": return peers[name];
      case "article": {
        const [blocks, form] = name.split(".");
        return { json: JSON.stringify, html, page }[form](article(Number(blocks)));
      }
      default: return path === "/counter.json" ? counter() : { "/site.css": SITE_CSS, "/picture.webp": picture }[path];
    }
  }

  /** The answer to a request; the same one each time, but for the counter's. */
  async function answer(url) {
    const key = url.pathname + url.search;
    if (!files.has(key) || key === "/counter.json") {
      const bytes = Buffer.from(await make(url));
      // Articles that are rendered are not packed: packing 10,000 blocks takes longer than all the rest.
      const isPacked = !url.searchParams.has("plain") && !key.endsWith(".webp");
      const type = TYPES[url.pathname.split(".").at(-1)] ?? TYPES.html;
      files.set(key, { type, isPacked, body: isPacked ? compressed(bytes) : bytes });
    }
    return files.get(key);
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    try {
      const { type, isPacked, body } = await answer(url);
      asked.push({ path: url.pathname, size: body.length });
      response.writeHead(200, { "Content-Type": type, "Content-Length": body.length, "Cache-Control": "no-cache", ...(isPacked && { "Content-Encoding": "br" }) });
      response.end(body);
    } catch (error) {
      response.writeHead(404).end(String(error));
    }
  });
  // While a large file is packed nothing is heard, and no connection may end for that.
  server.keepAliveTimeout = 120_000;
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const sizeOf = async (path) => (await answer(new URL(path, origin))).body.length;
  const prepare = async (paths) => { for (const path of paths) await sizeOf(path); };
  const released = (await readdir(dist)).filter((name) => /\.(js|css|wasm)$/.test(name));
  await prepare([...released.map((name) => `/readerly/${name}`), ...Object.keys(peers).map((name) => `/peers/${name}`), "/site.css"]);
  return {
    origin,
    /** Makes answers before somebody waits for them. */
    prepare,
    /** How many bytes an answer takes. */
    sizeOf,
    /** What was asked for since the last call, and how many bytes each answer took. */
    takeAsked: () => asked.splice(0),
    /** How often the counter was asked so far. */
    polls: () => polls,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
