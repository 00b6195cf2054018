// Every role writes a post with the block and one with the shortcode, by the
// saving path of the editors and by the REST API, and all of them arrive.
import { FILES, SITE, check, count, heading, open, page, readers, rendered, scripts, wordpress } from "./helper.mjs";

export const ROLES = ["administrator", "editor", "author", "contributor", "subscriber"];
const VIDEO = `${SITE}/film.mp4?a=1&b=2`;
const COUNTER = "/counter.json";

function block(name, text) {
  return `<!-- wp:paragraph --><p>${text}</p><!-- /wp:paragraph -->\n\n` +
    `<!-- wp:readerly/article ${JSON.stringify({ video: VIDEO, videoTitle: "Mưa \"lớn\" & gió", counter: COUNTER, counterShow: "online total" })} /-->\n\n` +
    `<!-- wp:paragraph --><p>Đoạn sau của ${name}.</p><!-- /wp:paragraph -->`;
}

function shortcode(name, text) {
  return `${text}\n\n[readerly video="${VIDEO}" video-title='Mưa "lớn" & gió' counter="${COUNTER}" counter-show="online total"]\n\nĐoạn sau của ${name}.`;
}

/** Looks at one post's own page, as HTML and in the browser. */
async function look(what, url, title, text, tab) {
  const html = await page(url);
  const [reader, ...more] = readers(html);
  const tags = scripts(html);
  const wrong = [];
  if (!reader || more.length) wrong.push(`${more.length + (reader ? 1 : 0)} readers`);
  const attributes = reader?.attributes ?? "";
  for (const part of [`base="${FILES}"`, 'video="', "a=1&amp;b=2", `video-title="Mưa &quot;lớn&quot; &amp; gió"`, 'counter="/counter.json"', 'counter-show="online total"']) {
    if (!attributes.replaceAll("&#038;", "&amp;").includes(part)) wrong.push(`no ${part}`);
  }
  if (!reader?.inside.startsWith("<article><header>") || !reader?.inside.endsWith("</article>")) wrong.push("the article is not straight inside");
  if (count(html, text) !== 1) wrong.push(`the text ${count(html, text)} times`);
  if (/\[readerly|<p>\s*(<[^>]*>)?<readerly|wp:readerly/.test(html)) wrong.push("remains of block or shortcode, or a paragraph around");
  if (tags.length !== 1 || !/\sasync/.test(tags[0])) wrong.push(`script tags: ${tags}`);
  check(`${what}: HTML`, !wrong.length, wrong.length ? `${wrong.join("; ")} in ${reader?.whole ?? html.slice(0, 300)}` : `<readerly-article${attributes}>`);
  const seen = await rendered(tab, url, "counter");
  await tab.waitForFunction(() => /13/.test(document.querySelector("readerly-article")?.shadowRoot?.querySelector('[part~="counter"]')?.textContent ?? ""), null, { timeout: 8000 }).catch(() => {});
  const numbers = await tab.evaluate(() => document.querySelector("readerly-article")?.shadowRoot?.querySelector('[part~="counter"]')?.textContent ?? "");
  check(`${what}: Chromium`, seen.title === title && seen.video && /13/.test(numbers) && seen.body?.includes(text) && seen.body.includes("Đoạn sau"),
    `title "${seen.title}" (${seen.tag}), video box ${seen.video}, counter "${numbers.slice(0, 60)}"${seen.title === title ? "" : JSON.stringify(seen)}`);
}

export async function roles() {
  const passwords = {};
  const tab = await open();
  for (const role of ROLES) {
    heading(`as ${role}`);
    const user = wordpress("user", { role });
    passwords[role] = user.password;
    for (const [form, write] of Object.entries({ block, shortcode })) {
      const title = `Bài của ${role} bằng ${form} “’n’”`;
      const text = `Ngày mới ở bến sông, ${role} kể bằng ${form}.`;
      const status = role === "contributor" ? "pending" : "publish";
      const post = wordpress("post", { as: role, post: { post_title: title, post_content: write(role, text), post_status: status } });
      if (status === "pending") post.url = wordpress("publish", { id: post.id });
      check(`${form} saved by ${role}, kses ${post.kses ? "on" : "off"}`, post.kses === !user.html && /readerly/.test(post.content), post.content.slice(post.content.indexOf("readerly") - 8));
      await look(`${form} by ${role}`, post.url, title, text, tab);

      const answer = await fetch(`${SITE}/wp-json/wp/v2/posts`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Basic ${Buffer.from(`${role}:${user.password}`).toString("base64")}` },
        body: JSON.stringify({ title: `${title} REST`, content: write(role, `${text} REST`), status }),
      });
      const saved = await answer.json();
      if (role === "subscriber") {
        check(`${form} by ${role} through REST is refused`, answer.status === 403, `${answer.status} ${saved.code}`);
        continue;
      }
      const url = status === "pending" ? wordpress("publish", { id: saved.id }) : saved.link;
      check(`${form} by ${role} through REST`, answer.status === 201, `${answer.status}, post ${saved.id} ${saved.status}`);
      await look(`${form} by ${role} through REST`, url, `${title} REST`, `${text} REST`, tab);
    }
  }
  check("nobody but the site was contacted", !tab.foreign.length, tab.foreign);
  check("the console has nothing of the reader", !tab.problems.filter((line) => !/film\.mp4|404/.test(line)).length, tab.problems.slice(0, 3));
  await tab.context().close();
  return passwords;
}
