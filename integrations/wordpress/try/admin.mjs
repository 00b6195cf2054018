// The settings page and the block in the editor, in both languages.
import { SITE, check, heading, open, page, picture, readers, wordpress } from "./helper.mjs";
import { login } from "./safety.mjs";

const SETTINGS = `${SITE}/wp-admin/options-general.php?page=readerly`;

async function enter(name, cookies) {
  const tab = await open();
  await tab.context().addCookies(cookies.split("; ").map((line) => {
    const [key, ...value] = line.split("=");
    return { name: key, value: value.join("="), url: SITE };
  }));
  return tab;
}

export async function admin() {
  for (const role of ["editor", "contributor"]) wordpress("user", { role });
  await settings();
  await editor();
  await missing();
}

async function settings() {
  heading("the settings page");
  wordpress("option", { name: "readerly", value: {} });
  const cookies = await login("administrator");
  const tab = await enter("administrator", cookies);
  await tab.goto(SETTINGS);
  const labelled = await tab.evaluate(() => [...document.querySelectorAll("form [name^='readerly[']")].filter((field) => !field.labels?.length).map((field) => field.name));
  check("every field has a label", !labelled.length, labelled.length ? labelled : await tab.locator("h1, h2").allInnerTexts());
  await tab.check('input[name="readerly[types][]"][value="post"]');
  await tab.uncheck('input[name="readerly[parts][]"][value="author"]');
  await tab.fill("#readerly-counter", "https://stats.example/a?x=1&y=2 /counter.json");
  await tab.fill("#readerly-counter-show", "online, total='Tất cả' nonsense=x");
  await tab.fill("#readerly-counter-map", '{"online": "/a < b"}');
  await tab.fill("#readerly-hls-src", "/js/hls.min.js");
  await tab.selectOption("#readerly-theme", "host");
  await tab.check("#readerly-hit");
  await Promise.all([tab.waitForNavigation(), tab.click("#submit")]);
  const saved = wordpress("option", { name: "readerly" });
  check("it saves", saved.types[0] === "post" && !saved.parts.includes("author") && saved.counter === "https://stats.example/a?x=1&y=2 /counter.json" && saved["counter-show"] === 'online total="Tất cả"'
    && saved["counter-map"] === '{"online":"/a < b"}' && saved.theme === "host" && saved.hit === "on" && saved["hls-src"] === "/js/hls.min.js", saved);
  const again = [await tab.inputValue("#readerly-counter"), await tab.inputValue("#readerly-counter-map"), await tab.isChecked("#readerly-hit")];
  check("and shows what it saved", again[0] === saved.counter && again[1] === saved["counter-map"] && again[2], again);
  await tab.fill("#readerly-counter", "stats.example javascript:alert(1)");
  await tab.fill("#readerly-lang", "<b>");
  await Promise.all([tab.waitForNavigation(), tab.click("#submit")]);
  const errors = await tab.locator(".settings-error").allInnerTexts();
  check("it says what it could not use, and keeps the old", wordpress("option", { name: "readerly" }).counter === saved.counter && errors.length >= 2, errors);

  wordpress("locale", { locale: "vi" });
  await tab.goto(SETTINGS);
  const words = await tab.locator(".wrap h1, .wrap h2, .wrap th").allInnerTexts();
  await picture(tab, "settings-vi");
  check("Vietnamese under vi", ["Bài viết", "Bộ đếm lượt truy cập", "Video", "Hình thức", "Địa chỉ bộ đếm"].every((word) => words.includes(word)), words);
  await tab.goto(`${SITE}/wp-admin/plugins.php`);
  const row = await tab.locator('tr[data-slug="readerly"]').innerText();
  check("and in the list of plug-ins, with a link to the settings", /Cài đặt/.test(row) && /Hiện bài viết trong Readerly/.test(row), row);
  await tab.context().close();

  for (const role of ["editor", "contributor"]) {
    const own = await login(role);
    const answer = await fetch(SETTINGS, { headers: { Cookie: own } });
    check(`a${role === "editor" ? "n" : ""} ${role} may not see it`, answer.status === 403, `${answer.status}`);
    const post = await fetch(`${SITE}/wp-admin/options.php`, { method: "POST", headers: { Cookie: own }, body: new URLSearchParams({ option_page: "readerly", action: "update", "readerly[theme]": "dark" }) });
    check("nor save", post.status === 403 && wordpress("option", { name: "readerly" }).theme === "host", `${post.status}`);
  }
  const forged = await fetch(`${SITE}/wp-admin/options.php`, { method: "POST", headers: { Cookie: cookies }, body: new URLSearchParams({ option_page: "readerly", action: "update", "readerly[theme]": "dark" }) });
  check("a form of somebody else's page is refused", forged.status === 403 && wordpress("option", { name: "readerly" }).theme === "host", `${forged.status}`);
  wordpress("option", { name: "readerly", value: {} });
}

async function editor() {
  for (const [role, locale] of [["contributor", "vi"], ["administrator", ""]]) {
    heading(`the block in the editor, as ${role}, ${locale || "en"}`);
    wordpress("locale", { locale });
    const tab = await enter(role, await login(role));
    await tab.goto(`${SITE}/wp-admin/post-new.php`);
    await tab.waitForFunction(() => window.wp?.blocks?.getBlockType("readerly/article"), null, { timeout: 30000 });
    const type = await tab.evaluate(() => {
      const { title, description, keywords } = wp.blocks.getBlockType("readerly/article");
      return { title, description, keywords };
    });
    check("block.json is translated", (locale === "vi") === /Hiện bài viết này/.test(type.description), type);
    await tab.evaluate(() => {
      wp.data.dispatch("core/edit-post").toggleFeature?.("welcomeGuide");
      wp.data.dispatch("core/editor").editPost({ title: "Từ trình soạn thảo" });
      const block = wp.blocks.createBlock("readerly/article", { video: "https://youtu.be/aBcDeFgHiJk?t=1&x=2" });
      wp.data.dispatch("core/block-editor").insertBlocks([wp.blocks.createBlock("core/paragraph", { content: "Chữ của bài." }), block]);
      wp.data.dispatch("core/block-editor").selectBlock(block.clientId);
      wp.data.dispatch("core/edit-post").openGeneralSidebar("edit-post/block");
    });
    await tab.waitForTimeout(1500);
    const place = tab.frames().length > 1 && await tab.locator('iframe[name="editor-canvas"]').count() ? tab.frameLocator('iframe[name="editor-canvas"]') : tab;
    const placeholder = await place.locator('[data-type="readerly/article"]').innerText();
    check("the placeholder says what visitors see", (locale === "vi" ? /Khách truy cập thấy bài viết này/ : /Visitors see this post/).test(placeholder), placeholder);
    const sidebar = tab.locator(".block-editor-block-inspector");
    const labels = await sidebar.locator("label, .components-panel__body-title").allInnerTexts();
    check("the sidebar has its choices", labels.some((label) => label.toLowerCase() === (locale === "vi" ? "hiện gì" : "what is shown")), labels);
    await sidebar.getByRole("button", { name: locale === "vi" ? "Bộ đếm lượt truy cập" : "Visitor counter" }).click();
    await sidebar.getByLabel(locale === "vi" ? "Bộ đếm lượt truy cập" : "Visitor counter").last().selectOption("own");
    await sidebar.getByLabel(locale === "vi" ? "Địa chỉ bộ đếm" : "Address of the counter").fill("/counter.json");
    await picture(tab, "editor");
    const id = await tab.evaluate(async () => {
      await wp.data.dispatch("core/editor").savePost();
      return wp.data.select("core/editor").getCurrentPostId();
    });
    const stored = wordpress("content", { id });
    check("it saves a comment and nothing else", /<!-- wp:readerly\/article \{[^>]*"counter":"\/counter\.json"[^>]*\} \/-->/.test(stored.content), stored.content);
    const url = wordpress("publish", { id });
    const [reader] = readers(await page(url));
    check("visitors get it", reader?.attributes.includes("https://youtu.be/aBcDeFgHiJk?t=1&amp;x=2") && reader.inside.includes("Chữ của bài."), reader?.whole.slice(0, 200));
    await tab.reload();
    await tab.waitForTimeout(3000);
    await tab.goto(`${SITE}/wp-admin/post.php?post=${id}&action=edit`).catch(() => {});
    if (role === "administrator") {
      await tab.waitForFunction(() => window.wp?.data?.select("core/block-editor")?.getBlocks().length > 1, null, { timeout: 30000 });
      const valid = await tab.evaluate(() => wp.data.select("core/block-editor").getBlocks().map(({ name, isValid }) => `${name} ${isValid}`));
      check("the saved block opens again", valid.includes("readerly/article true"), valid);
    }
    const ours = tab.problems.filter((line) => /readerly/i.test(line));
    check("the editor's console names no fault of the block", !ours.length, ours);
    await tab.context().close();
  }
}

async function missing() {
  heading("a plug-in without its files");
  wordpress("files", { there: false });
  const post = wordpress("post", { as: "author", post: { post_title: "Không tệp", post_content: "[readerly]\n\nVẫn đọc được." } });
  const html = await page(post.url);
  check("the article is there and no script", readers(html)[0]?.inside.includes("Vẫn đọc được") && !/readerly\.js/.test(html), readers(html)[0]?.whole.slice(0, 100));
  const notice = await page("/wp-admin/", { headers: { Cookie: await login("administrator") } });
  check("administrators are told", /does not hold readerly\.js/.test(notice), notice.match(/<p>Readerly:.*?<\/p>/)?.[0]);
  wordpress("files", { there: true });
}
