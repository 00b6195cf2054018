// Where a reader stands and where it does not: lists, feeds, the REST API,
// templates, other posts and addresses, themes and their habits.
import { SITE, check, count, heading, open, page, readers, rendered, scripts, until, wordpress } from "./helper.mjs";

const write = (post, as = "author") => wordpress("post", { as, post });

export async function places() {
  for (const role of ["editor", "author", "contributor"]) wordpress("user", { role });
  await settings();
  await elsewhere();
  await others();
  await themes();
}

async function settings() {
  heading("every post, by the setting");
  const plain = write({ post_title: "Chợ ven sông", post_excerpt: "Chợ mở lại sau hai năm.", post_content: "Thuyền đã về bến.\n\nNgười bán \"cá\" & rau." });
  wordpress("picture", { id: plain.id });
  const paper = write({ post_type: "page", post_title: "Giới thiệu", post_content: "Một trang thường." }, "editor");
  check("without the setting a post has no reader", !readers(await page(plain.url)).length && !scripts(await page(plain.url)).length, "neither element nor script");
  wordpress("option", { name: "readerly", value: { types: ["post"], counter: "/counter.json", hit: "on", theme: "dark", lang: "vi", width: "wide" } });
  const html = await page(plain.url);
  const [reader] = readers(html);
  check("with it a post has one, with the site's settings", readers(html).length === 1 && [' hit', 'theme="dark"', 'lang="vi"', 'counter="/counter.json"'].every((part) => reader.attributes.includes(part)), reader?.attributes);
  check("and the width as a class of themes", html.includes('class="wp-block-readerly-article alignwide"'), "alignwide");
  check("title, lead, date, author and picture are inside", ['itemprop="headline">Chợ ven sông', '<p class="lead">Chợ mở lại', 'class="published" datetime="20', 'rel="author"', "river", "<figcaption>Bến sông buổi sáng"].every((part) => reader?.inside.includes(part)), reader?.inside);
  check("the script is in the head, asynchronous", /\sasync/.test(scripts(html)[0]) && html.indexOf(scripts(html)[0]) < html.indexOf("</head>"), scripts(html)[0]);
  const head = html.slice(0, html.indexOf("</head>"));
  check("and the style sheet of the article inside", head.includes("/readerly-inline.css"), head.match(/<link[^>]*readerly[^>]*>/)?.[0] ?? "none");
  check("a page has none", !readers(await page(paper.url)).length, "no element");
  const tab = await open();
  const seen = await rendered(tab, plain.url, "counter");
  check("Chromium shows it", seen.title === "Chợ ven sông" && /Author Trần/.test(seen.byline ?? "") && seen.pictures === 1 && /Bộ đếm|Thống kê|truy cập/.test(seen.counter), seen);
  check("the visit is told", await until(() => tab.posts.includes("/counter.json")), `POST ${tab.posts}`);
  const moved = await tab.evaluate(() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
    .observe({ type: "layout-shift", buffered: true }) ?? setTimeout(done, 1000, 0)));
  check("nothing jumps when the reader takes the article's place", moved <= 0.02, `layout shift ${moved}`);
  await tab.context().close();
  const inlined = await open();
  const still = await rendered(inlined, `${plain.url}?inlined`, "counter");
  check("an optimiser that inlines readerly.js does no harm, thanks to base", still.title === "Chợ ven sông" && !scripts(await page(`${plain.url}?inlined`)).length, `no tag with its address, title "${still.title}"`);
  await inlined.context().close();
  const paperless = await open({ scripts: false });
  await paperless.goto(plain.url);
  const without = await paperless.locator("readerly-article > article h2").innerText();
  const visible = await paperless.locator("readerly-article > article > p").first().isVisible();
  check("without JavaScript the article is inside and can be read", without === "Chợ ven sông" && visible, `${without}, text visible: ${visible}`);
  await paperless.context().close();

  const own = write({ post_title: "Ghi đè", post_content: '[readerly counter="none" theme="light" parts="title"]\n\nKhông có bộ đếm.' });
  const [over] = readers(await page(own.url));
  check("a shortcode overrides: no counter, light, title alone", !/counter| hit/.test(over.attributes) && over.attributes.includes('theme="light"') && !over.inside.includes("<time"), over.whole);
  const kept = write({ post_title: "Giữ nguyên", post_content: '[readerly takeover="never"]\n\nChữ của giao diện.' });
  const stays = await open();
  const theirs = await page(kept.url);
  await stays.goto(new URL(kept.url, SITE).href);
  await stays.waitForFunction(() => document.querySelector("readerly-article")?.shadowRoot?.querySelector('[part~="counter"] dd, [part~="counter"] td'), null, { timeout: 20000 }).catch(() => {});
  const shown = await stays.evaluate(() => {
    const element = document.querySelector("readerly-article");
    // The sheet is on the page, for this post alone says so, and leaves the article alone.
    const look = () => { const { fontFamily, fontSize, color, maxInlineSize } = getComputedStyle(element.querySelector("article > p")); return [fontFamily, fontSize, color, maxInlineSize].join(); };
    const sheet = document.getElementById("readerly-inline-css");
    const before = look();
    if (sheet) sheet.disabled = true;
    return [sheet !== null, look() === before, element.querySelector("article").getBoundingClientRect().height > 0, element.shadowRoot.querySelector("article") === null, element.shadowRoot.querySelector('[part~="counter"]') !== null];
  });
  check("takeover=never leaves the theme's article, with a counter below", shown.every(Boolean) && readers(theirs)[0].attributes.includes('takeover="never"'), shown);
  await stays.context().close();
  const bare = write({ post_title: "Không đầu đề", post_content: '[readerly parts="none" counter="none"]\n\nChỉ có chữ.' });
  const text = await open();
  const alone = await rendered(text, bare.url, "body");
  check("parts=none shows the text alone", alone.title === null && alone.byline === null && alone.body === "Chỉ có chữ.", alone);
  await text.context().close();
}

async function elsewhere() {
  heading("lists, feeds, REST, excerpts, fields");
  write({ post_title: "Từ nơi khác", post_content: '[readerly src="/nguon.json"]' });
  const list = await page("/");
  check("the list of posts has no reader of its posts", !readers(list).some(({ inside }) => inside.includes("<article>")) && !/\[readerly/.test(list), `${count(list, "Chợ ven sông")} times the title, no element`);
  const feed = await page("/feed/");
  check("the feed has none", feed.includes("<rss") && feed.includes("/nguon.json") && !/<readerly|\[readerly/.test(feed), feed.match(/<a href="\/nguon\.json">.*?<\/a>/)?.[0] ?? feed);
  const rest = await (await fetch(`${SITE}/wp-json/wp/v2/posts?per_page=50`)).json();
  check("the REST API has none", !rest.some(({ content, excerpt }) => /<readerly|\[readerly/.test(content.rendered + excerpt.rendered)), `${rest.length} posts`);
  const post = rest.find(({ title }) => title.rendered === "Chợ ven sông");
  const field = await page(`${post.link}?field`);
  check("a text that is no post's gets none", readers(field).length === 1 && /class="field">\s*<p>A field of its own\.\s*<\/p>/.test(field), field.match(/class="field".*?<\/div>/s)?.[0]);
  const late = await page(`${post.link}?late-paragraphs`);
  check("paragraphs made after shortcodes do no harm", readers(late).length === 1 && readers(late)[0].inside.startsWith("<article><header>") && !/<p>\s*<(div|readerly)/.test(late), readers(late)[0]?.inside.slice(0, 120));
  wordpress("option", { name: "readerly", value: {} });
  const words = write({ post_title: "Muộn", post_content: 'Trước.\n\n[readerly src="/x.json"]\n\nGiữa [readerly src="/y.json"] câu.\n\nSau.' });
  const tab = await open({ scripts: false });
  for (const query of ["", "?late-paragraphs"]) {
    await tab.goto(words.url + query);
    const links = await tab.locator("readerly-article > a, readerly-article > p > a").allInnerTexts();
    const text = await tab.evaluate(() => document.querySelector("readerly-article")?.closest(".entry-content, .wp-block-post-content")?.innerText);
    check(`two addresses, one within a sentence${query && ", paragraphs late"}`, links.length === 2 && /Trước.*Giữa.*câu.*Sau/s.test(text), text);
  }
  await tab.context().close();
}

async function others() {
  heading("another post, an address, a template");
  const river = write({ post_title: "Bến sông", post_name: "ben-song", post_content: "<!-- wp:paragraph --><p>Chữ của bến sông.</p><!-- /wp:paragraph -->" });
  const tab = await open();
  for (const [what, code] of [["its number", `[readerly post="${river.id}"]`], ["its slug", '[readerly post="ben-song" width="wide"]'],
    ["a block", `<!-- wp:readerly/article {"post":"${river.id}","align":"full"} /-->`],
    ["quotes of a word processor", `[readerly post=”${river.id}”]`],
    ["an address", `[readerly src="/wp-json/wp/v2/posts/${river.id}?_embed=1&x=2"]`],
    ["its page", `<!-- wp:readerly/article {"src":"${river.url}"} /-->`]]) {
    const host = write({ post_title: `Chủ ${what}`, post_content: `Trước.\n\n${code}` });
    const [reader] = readers(await page(host.url));
    const seen = await rendered(tab, host.url, "body");
    check(`by ${what}`, seen.title === "Bến sông" && /Chữ của bến sông/.test(seen.body ?? ""), `${reader?.whole.slice(0, 130)} shows "${seen.title}"`);
  }
  const self = write({ post_title: "Tự gọi", post_content: "Chữ." });
  wordpress("post", { as: "administrator", post: { ID: self.id, post_title: "Tự gọi", post_content: `Chữ riêng.\n\n[readerly post="${self.id}"]\n\n[readerly]` } });
  const html = await page(self.url);
  check("a post that names itself shows itself once", readers(html).length === 1 && count(html, "Chữ riêng.") === 1 && !readers(html)[0].attributes.includes("src"), readers(html)[0]?.whole);
  for (const kind of ["shortcode", "block"]) {
    const address = `${self.url}?template=${kind}`;
    const made = await page(address);
    const seen = await rendered(tab, address, "body");
    check(`in a template as a ${kind}`, readers(made).length === 1 && count(made, "Chữ riêng.") === 1 && scripts(made).length === 1 && seen.title === "Tự gọi", `${readers(made).length} reader shows "${seen.title}"`);
  }
  wordpress("option", { name: "readerly", value: { types: ["post"] } });
  check("in a template with the setting on, too", readers(await page(`${river.url}?template=block`)).length === 1, "one reader");
  wordpress("option", { name: "readerly", value: {} });
  const pages = write({ post_title: "Nhiều trang", post_content: "[readerly]\n\nTrang một.\n<!--nextpage-->\n[readerly]\n\nTrang hai." });
  const first = await page(pages.url);
  const second = await page(`${pages.url}2/`);
  check("a post of two pages", readers(first)[0]?.inside.includes("Trang một") && !first.includes("Trang hai.") && readers(second)[0]?.inside.includes("Trang hai"), `first page: ${readers(first).length} reader; second: ${readers(second).length}`);
  check("readers fetched from nobody else", !tab.foreign.length, tab.foreign);
  await tab.context().close();
}

async function themes() {
  heading("a classic theme");
  console.log(`theme: ${wordpress("theme", { name: "twentytwentyone" })}`);
  const post = write({ post_title: "Giao diện cũ", post_content: '[readerly counter="/counter.json"]\n\nChữ “thẳng” và \'cong\'.\n\n* một\n* hai' });
  const html = await page(post.url);
  const tab = await open();
  const seen = await rendered(tab, post.url, "counter");
  check("shortcode in Twenty Twenty-One", readers(html).length === 1 && readers(html)[0].inside.startsWith("<article>") && seen.title === "Giao diện cũ", readers(html).length ? `${readers(html).length} reader shows "${seen.title}"` : html);
  check("its lists have no reader of its posts", !readers(await page("/")).some(({ inside }) => inside.includes("<article>")), "no element");
  check("the console has nothing", !tab.problems.length, tab.problems);
  await tab.context().close();
  console.log(`theme: ${wordpress("theme", { name: "twentytwentythree" })}`);
}
