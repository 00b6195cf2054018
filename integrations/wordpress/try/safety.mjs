// What must not happen: leaks of unpublished posts, scripts by people who may
// not write any, visits to video sites before the reader asks.
import { SITE, check, count, heading, open, page, readers, rendered, scripts, wordpress } from "./helper.mjs";

const write = (post, as = "contributor") => wordpress("post", { as, post: { post_status: "publish", ...post } });

/** Cookies of somebody who is logged in. */
export async function login(name) {
  const answer = await fetch(`${SITE}/wp-login.php`, {
    method: "POST", redirect: "manual",
    headers: { Cookie: "wordpress_test_cookie=WP%20Cookie%20check", "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ log: name, pwd: `pass-${name}`, "wp-submit": "Log In", testcookie: "1" }),
  });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

export async function safety() {
  for (const role of ["editor", "author", "contributor"]) wordpress("user", { role });
  await secrets();
  await scriptsOfOthers();
  await players();
}

async function secrets() {
  heading("posts that are not for everybody");
  wordpress("option", { name: "readerly", value: { types: ["post"] } });
  const secret = write({ post_title: "Có mật khẩu", post_password: "hoa", post_content: "[readerly]\n\nĐiều bí mật." });
  const closed = await page(secret.url);
  check("a password keeps the text", !closed.includes("Điều bí mật") && !readers(closed).length && /post-password-form/.test(closed), "the form, no reader");
  check("a template keeps it too", !(await page(`${secret.url}?template=shortcode`)).includes("Điều bí mật"), "no text");
  const opened = await fetch(`${SITE}/wp-login.php?action=postpass`, { method: "POST", redirect: "manual", body: new URLSearchParams({ post_password: "hoa" }) });
  const cookie = opened.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const known = await page(secret.url, { headers: { Cookie: cookie } });
  check("whoever knows it sees the reader", readers(known).length === 1 && readers(known)[0].inside.includes("Điều bí mật"), readers(known)[0]?.inside.slice(0, 100));

  const author = await login("author");
  for (const [status, more] of [["draft", {}], ["private", {}], ["publish", { post_password: "hoa" }], ["future", { post_date: "2099-01-01 00:00:00" }]]) {
    const hidden = write({ post_title: `Kín ${status}`, post_content: "Chưa ai được đọc.", post_status: status, ...more }, "editor");
    const host = write({ post_title: `Hỏi ${status}`, post_content: `Trước.\n\n[readerly post="${hidden.id}"]` });
    const [reader] = readers(await page(host.url));
    const html = await page(host.url);
    const noted = await page(host.url, { headers: { Cookie: author } });
    check(`a post that is ${status}${more.post_password ? " with a password" : ""} is not shown elsewhere`,
      !html.includes("Kín") && !/wp\/v2\/posts/.test(reader?.attributes ?? "") && !/readerly-note/.test(html) && /readerly-note/.test(noted),
      noted.match(/<span class="readerly-note".*?<\/span>/)?.[0] ?? "no note");
  }
  const draft = write({ post_title: "Nháp", post_content: "[readerly]\n\nChữ nháp.", post_status: "draft" });
  const preview = `/?p=${draft.id}&preview=true`;
  const [previewed] = readers(await page(preview, { headers: { Cookie: await login("contributor") } }));
  check("a contributor's draft has the reader in its preview, for nobody else", previewed?.inside.includes("Chữ nháp") && !(await page(preview)).includes("Chữ nháp"), previewed?.inside.slice(0, 120));
  const own = write({ post_title: "Riêng tư", post_content: "Chữ riêng tư.", post_status: "private" }, "editor");
  check("a private post is a page that is not there", !(await page(own.url)).includes("Chữ riêng tư"), "404");
  check("its writer sees it in the reader", readers(await page(own.url, { headers: { Cookie: await login("editor") } })).length === 1, "one reader");
}

async function scriptsOfOthers() {
  heading("a contributor may not bring scripts");
  wordpress("option", { name: "readerly", value: {} });
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  const block = { videoTitle: attack, video: "javascript:alert(3)", hlsSrc: "https://evil.example/x.js", base: "https://evil.example/", consent: "always",
    className: '"><script>', lang: attack, counter: `https://stats.example/${attack}`, counterMap: '{"online":"</script><script>alert(4)</script>"}', theme: "dark\" onload=\"x", onclick: "alert(5)", controls: "speed <b>" };
  const posts = {
    block: `<!-- wp:readerly/article ${JSON.stringify(block).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("--", "\\u002d\\u002d")} /-->`,
    shortcode: `[readerly video-title='${attack}' video="javascript:alert(3)" hls-src="https://evil.example/x.js" base="https://evil.example/" consent="always" onclick="alert(5)" counter="data:text/html,x" src="" lang='x" y="z' counter-show="total <b>"]`,
    entities: '[readerly video-title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" src="java&#115;cript:alert(1)"]\n\n[readerly video="http://u:p@evil.example/x.mp4"]',
    nested: '[readerly video-title="[readerly video-title=1]" src="/a.json?x=[caption]y[/caption]"]',
  };
  const tab = await open();
  let alerts = 0;
  tab.on("dialog", (dialog) => { alerts += 1; dialog.dismiss(); });
  for (const as of ["contributor", "administrator"]) {
    for (const [form, content] of Object.entries(posts)) {
      const post = write({ post_title: `Tấn công ${form} ${as}`, post_content: `Chữ.\n\n${content}` }, as);
      const html = await page(post.url);
      const elements = html.match(/<readerly-article[^>]*>/g) ?? [];
      await tab.goto(post.url);
      await tab.waitForTimeout(300);
      const names = await tab.evaluate(() => [...document.querySelectorAll("readerly-article")].flatMap((element) => element.getAttributeNames()));
      const bad = names.filter((name) => /^on|^hls|^consent|^format/.test(name));
      const script = (as === "contributor" || form === "block") && /<script>alert/.test(html);
      check(`${form} by ${as}`, !bad.length && !/evil\.example|javascript:|u:p@/.test(elements.join()) && !script && !alerts && names.every((name) => /^[a-z-]+$/.test(name)), elements.join(" ") || "no element");
    }
  }
  const cookie = await login("author");
  const wrong = write({ post_title: "Sai", post_content: '[readerly src="stats.example/x" ]\n\n[readerly theme="pink" counter="ftp://x.example"]' }, "author");
  const noted = await page(wrong.url, { headers: { Cookie: cookie } });
  check("whoever writes here is told what could not be used", count(noted, "readerly-note") === 2 && !/readerly-note/.test(await page(wrong.url)), [...noted.matchAll(/<span class="readerly-note".*?<\/span>/g)].join(" "));
  await tab.context().close();
}

async function players() {
  heading("players in the text contact nobody");
  const frame = (host) => `<figure class="wp-block-embed"><div class="wp-block-embed__wrapper"><iframe title="Mưa &amp; gió" width="560" height="315" src="${host}" allowfullscreen></iframe></div></figure>`;
  const content = `<!-- wp:readerly/article /--><!-- wp:html -->${frame("https://www.youtube.com/embed/aBcDeFgHiJk?feature=oembed&rel=0")}${frame("https://player.vimeo.com/video/76979871")}<!-- /wp:html --><!-- wp:paragraph --><p>Chữ.</p><!-- /wp:paragraph -->`;
  const post = write({ post_title: "Có phim", post_content: content }, "administrator");
  const [reader] = readers(await page(post.url));
  check("their addresses wait in data-src", count(reader.inside, "data-src=") === 2 && !/<iframe[^>]*\ssrc=/.test(reader.inside), reader.inside.match(/<iframe[^>]*>/)?.[0]);
  // What a stranger's site may answer to WordPress that asks how to embed it: free text in numbers.
  const trap = `<iframe width="1 src='//www.youtube.com/embed/x' onload=window.hurt=1 " title='" onload="window.hurt=1' src="https://www.youtube.com/embed/x"></iframe>`;
  const hostile = write({ post_title: "Bẫy", post_content: `<!-- wp:readerly/article /--><!-- wp:html -->${trap}${trap.replace("www.youtube.com/embed/x\"></", "127.0.0.1/nobody\"></")}<!-- /wp:html -->` }, "administrator");
  const trapped = await open();
  await trapped.goto(hostile.url);
  const made = await trapped.evaluate(() => [...document.querySelectorAll("readerly-article iframe")].map((frame) => [frame.getAttribute("onload"), frame.hasAttribute("data-src"), frame.getAttribute("width")]));
  check("text in another attribute makes none", made.length === 2 && made[0][1] && !made[1][1] && made.every(([event]) => event === null) && !(await trapped.evaluate(() => window.hurt)), JSON.stringify(made));
  await trapped.context().close();
  const loud = write({ post_title: "Chữ hoa", post_content: `<!-- wp:readerly/article /--><!-- wp:html --><IFRAME SRC="https://www.youtube.com/embed/aBcDeFgHiJk" title="a &gt; b" allowfullscreen data-x="&amp;lt;b&amp;gt;"></IFRAME><!-- /wp:html -->` }, "administrator");
  const [kept] = readers(await page(loud.url));
  const broken = write({ post_title: "Dấu nháy", post_content: `<!-- wp:readerly/article /--><!-- wp:html --><iframe src="https://www.youtube.com/embed/aBcDeFgHiJk" title="a > b" width="1"></iframe><!-- /wp:html -->` }, "administrator");
  const [torn] = readers(await page(broken.url));
  check("a frame whose quotes WordPress has torn waits all the same", /<iframe data-src=/.test(torn.inside) && !/<iframe[^>]*\ssrc=/i.test(torn.inside), torn.inside.match(/<iframe[^]*?<\/iframe>/i)?.[0]);
  check("a frame in capitals waits, too, and keeps its attributes", /<iframe data-src="https:\/\/www\.youtube/.test(kept.inside) && /title="a &gt; b"/.test(kept.inside) && /allowfullscreen/.test(kept.inside) && /data-x="&amp;lt;b&amp;gt;"/.test(kept.inside), kept.inside.match(/<iframe[^]*?<\/iframe>/i)?.[0]);
  const tab = await open();
  await rendered(tab, post.url, "body");
  await tab.waitForTimeout(1500);
  const boxes = await tab.evaluate(() => document.querySelector("readerly-article").shadowRoot.querySelector('[part~="body"]').innerHTML);
  check("the reader shows two videos and nobody was contacted", /YouTube/i.test(boxes) && /Vimeo/i.test(boxes) && !tab.foreign.length, `YouTube ${/YouTube/i.test(boxes)}, Vimeo ${/Vimeo/i.test(boxes)}, asked: ${JSON.stringify(tab.foreign)}`);
  await tab.context().close();
  wordpress("option", { name: "readerly", value: { consent: "always" } });
  const [always] = readers(await page(post.url));
  check("with consent=always frames stay as they are", /<iframe[^>]*\ssrc="https:\/\/www\.youtube/.test(always.inside) && always.attributes.includes('consent="always"'), always.attributes);
  wordpress("option", { name: "readerly", value: {} });
  const slot = write({ post_title: "Phim của bài", post_content: '[readerly video="https://youtu.be/aBcDeFgHiJk" video-title="Mưa"]\n\nChữ.' });
  const quiet = await open();
  const seen = await rendered(quiet, slot.url, "video");
  await quiet.waitForTimeout(1000);
  check("a video of YouTube in a contributor's shortcode waits for a click", seen.video && !quiet.foreign.length, `video box ${seen.video}, asked: ${JSON.stringify(quiet.foreign)}`);
  await quiet.context().close();
}
