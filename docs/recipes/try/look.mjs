// Looks at one page as a visitor does, and says what it saw:
//
//   node look.mjs inline|src|plain ADDRESS TITLE TEXT [MORE|MORE…]
//   node look.mjs answers ADDRESS STATUS TEXT
//
// inline: a reader in place of the page's own article, which is in the source
// and not drawn; src: a reader, and nothing of the article in the source; plain:
// the page's own article, and no reader. MORE is what else the reader shows.
import { pathToFileURL } from "node:url";

export async function look(how, address, title, text, more = "") {
  if (how === "answers") return answers(address, title, text);
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({
    executablePath: process.env.READERLY_TRY_CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = await browser.newPage();
    const lines = [];
    const missing = [];
    page.on("console", (message) => { if (message.text().startsWith("[readerly]")) lines.push(message.text()); });
    // A theme whose own script comes from elsewhere fails without the internet; that is none of ours.
    page.on("pageerror", (error) => { if (/readerly/i.test(error.stack ?? String(error))) lines.push(String(error)); });
    page.on("response", (response) => { if (response.status() >= 400 && /readerly|articles/.test(response.url())) missing.push(`${response.status()} ${response.url()}`); });
    const answer = await page.goto(address);
    const source = answer ? await answer.text() : await page.content();
    const ready = how === "plain"
      ? page.waitForTimeout(3000)
      : page.waitForFunction((words) => [...document.querySelectorAll("readerly-article")]
        .some(({ shadowRoot }) => shadowRoot?.querySelector("h1.title")?.textContent.includes(words)), title, { timeout: 20000 });
    await ready.catch(() => {});
    const seen = await page.evaluate(() => {
      const readers = [...document.querySelectorAll("readerly-article")];
      const light = [...document.querySelectorAll("readerly-article > article")];
      return {
        whole: readers.map(({ shadowRoot }) => shadowRoot?.querySelector(".reader")?.innerText ?? "").join("\n"),
        title: readers.map(({ shadowRoot }) => shadowRoot?.querySelector("h1.title")?.textContent.trim() ?? ""),
        text: readers.map(({ shadowRoot }) => shadowRoot?.querySelector(".body")?.textContent.trim() ?? ""),
        own: light.map((article) => (article.checkVisibility() ? "drawn" : "hidden")),
        visible: light.filter((article) => article.checkVisibility()).map((article) => article.innerText).join("\n"),
      };
    });
    if (process.env.READERLY_TRY_PICTURES) {
      await page.screenshot({ path: `${process.env.READERLY_TRY_PICTURES}/${Date.now()}.png` });
    }
    const wrong = [];
    const expect = (right, what) => { if (!right) wrong.push(what); };
    if (how === "plain") {
      expect(seen.own.length === 1 && seen.own[0] === "drawn", "the page's own article is not drawn");
      expect(seen.visible.includes(title) && seen.visible.includes(text), "its words are not all there");
    } else {
      expect(seen.title.length === 1 && seen.title[0] === title, "not one reader with this title");
      expect(seen.text[0]?.includes(text), "its text is not in the reader");
      expect(seen.own.every((state) => state === "hidden"), "the page's own article is drawn as well");
      expect((seen.own.length === 1) === (how === "inline"), `${seen.own.length} articles inside the element`);
      expect(lines.length === 0, "the console speaks");
      expect(missing.length === 0, "files are missing");
      for (const words of more.split("|")) expect(seen.whole.includes(words), `the reader does not show "${words}"`);
      const inside = /<readerly-article[\s>].*?<\/readerly-article>/s.exec(source)?.[0] ?? "";
      const words = text.split(" ").slice(0, 4).join(" ");
      expect(inside.includes(words) === (how === "inline"), `the element's text in the source is ${JSON.stringify(inside.slice(0, 200))}`);
    }
    return say(wrong, `${how} ${address}`, { title: seen.title, reader: seen.whole.replace(/\s+/g, " ").slice(0, 200), own: seen.own, console: lines, missing });
  } finally {
    await browser.close();
  }
}

async function answers(address, status, text) {
  const answer = await fetch(address);
  const body = await answer.text();
  const right = answer.status === Number(status) && body.includes(text);
  return say(right ? [] : ["not what the recipe says"], `answers ${address}`, [answer.status, body.slice(0, right ? 80 : 500)]);
}

export function say(wrong, what, seen) {
  console.log(`${wrong.length ? "FAIL" : "ok  "} ${what}: ${JSON.stringify(seen)}${wrong.length ? ` (${wrong.join("; ")})` : ""}`);
  return wrong.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exit((await look(...process.argv.slice(2))) ? 0 : 1);
}
