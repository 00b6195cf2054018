// What all parts of the trial use: checks that say what they saw, WordPress by
// its command line, pages by HTTP and in Chromium.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { chromium } from "playwright-core";

export const SITE = process.env.READERLY_SITE;
export const WORK = process.env.READERLY_WORK;
export const FILES = `${SITE}/wp-content/plugins/readerly/files/`;

let passed = 0;
const failures = [];

/** One check: what was looked at, whether it is right, and what was seen. */
export function check(what, isRight, seen) {
  const text = typeof seen === "string" ? seen : JSON.stringify(seen);
  const short = (text ?? "").replace(/\s+/g, " ").slice(0, isRight ? 160 : 1500);
  console.log(`${isRight ? "ok  " : "FAIL"} ${what}: ${short}`);
  if (isRight) passed += 1;
  else failures.push(what);
}

export function heading(text) {
  console.log(`== ${text}`);
}

export function summary() {
  for (const what of failures) console.log(`failed: ${what}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length ? 1 : 0;
}

/** A command of site.php. */
export function wordpress(command, input = {}) {
  const out = execFileSync("runuser", ["-u", "www-data", "--", "php", `${WORK}/site.php`, command, JSON.stringify(input)],
    { encoding: "utf8", env: process.env, maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] });
  try {
    return JSON.parse(out.slice(out.search(/[[{"\dtfn]/)));
  } catch (error) {
    throw new Error(`site.php ${command} answered: ${out.slice(0, 2000)}`);
  }
}

/** The text of a page as a visitor gets it. */
export async function page(address, options = {}) {
  const response = await fetch(new URL(address, SITE), { redirect: "follow", ...options });
  return response.text();
}

/** The readers of a page, as HTML: attributes and what is inside. */
export function readers(html) {
  return [...html.matchAll(/<readerly-article([^>]*)>(.*?)<\/readerly-article>/gs)]
    .map(([whole, attributes, inside]) => ({ whole, attributes, inside }));
}

export function count(text, part) {
  return text.split(part).length - 1;
}

/** The script tags of the reader. */
export function scripts(html) {
  return html.match(/<script[^>]*\/readerly\.js[^>]*>/g) ?? [];
}

let browser;
let profile;

/** A window of Chromium; `scripts: false` is a reader without JavaScript. */
export async function open(options = {}) {
  if (!browser) {
    profile = mkdtempSync(`${WORK}/chromium-`);
    browser = await chromium.launch({
      executablePath: process.env.READERLY_TRY_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", `--disk-cache-dir=${profile}`],
    });
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: options.scripts !== false });
  const tab = await context.newPage();
  // Whoever is asked besides the site itself is noted and gets no answer.
  tab.foreign = [];
  tab.problems = [];
  await context.route((url) => url.origin !== SITE && /^https?:/.test(url.href), (route) => {
    tab.foreign.push(route.request().url());
    return route.abort();
  });
  tab.posts = [];
  tab.on("request", (request) => {
    if (request.method() === "POST") tab.posts.push(new URL(request.url()).pathname);
  });
  tab.on("console", (message) => {
    if (/\[readerly\]/.test(message.text()) || message.type() === "error") tab.problems.push(message.text());
  });
  tab.on("pageerror", (error) => tab.problems.push(String(error)));
  return tab;
}

/** What the reader of a page shows, once it is there. */
export async function rendered(tab, address, part = "") {
  await tab.goto(new URL(address, SITE).href);
  const found = await tab.waitForFunction((part) => {
    const element = document.querySelector("readerly-article");
    const root = element?.shadowRoot;
    if (!root?.querySelector("article") || (part && !root.querySelector(`[part~="${part}"]`))) return null;
    const text = (selector) => root.querySelector(selector)?.textContent.trim() ?? null;
    return {
      title: text('[part~="title"]'), counter: text('[part~="counter"]'),
      video: root.querySelector('[part~="video"]') !== null, body: text('[part~="body"]'),
      byline: text('[part~="byline"]'), facts: text('[part~="facts"]'),
      pictures: root.querySelectorAll("article img").length,
      tag: root.querySelector('[part~="title"]')?.localName ?? null,
    };
  }, part, { timeout: 20000 }).catch(async (error) => {
    tab.problems.push(String(error).split("\n")[0]);
    return null;
  });
  await picture(tab, new URL(address, SITE).pathname);
  return found ? found.jsonValue() : { nothing: tab.problems };
}

let pictures = 0;

/** Keeps a picture of the window where READERLY_TRY_PICTURES names a folder. */
export async function picture(tab, name) {
  const folder = process.env.READERLY_TRY_PICTURES;
  const number = String(pictures += 1).padStart(2, "0");
  if (folder) await tab.screenshot({ path: `${folder}/${number}-${name.replace(/\W+/g, "-")}.png`, fullPage: true });
}

/** Waits until something is so, at most `seconds`. */
export async function until(isSo, seconds = 8) {
  for (const end = Date.now() + seconds * 1000; !isSo() && Date.now() < end;) await new Promise((done) => setTimeout(done, 50));
  return isSo();
}

export async function close() {
  await browser?.close();
  if (profile) rmSync(profile, { recursive: true, force: true });
}
