// Does in a running Ghost what the recipe says, by the interface that its own
// settings pages use, and looks at the pages.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { look, say } from "./look.mjs";

const [ghost, title, text] = process.argv.slice(2);
const work = process.env.READERLY_WORK;
const recipe = (name) => readFileSync(join(work, "ghost-recipe", name), "utf8");
let cookie = "";
let right = true;

async function ask(method, path, body) {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${ghost}/ghost/api/admin/${path}`, {
    method,
    headers: { Origin: ghost, Cookie: cookie, "Accept-Version": "v5.0", ...(isForm ? {} : { "Content-Type": "application/json" }) },
    body: isForm ? body : body && JSON.stringify(body),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`Ghost answered ${answer.status} to ${method} ${path}: ${said.slice(0, 600)}`);
  cookie = answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ") || cookie;
  return said.startsWith("{") ? JSON.parse(said) : said;
}

const publish = (post) => ask("POST", "posts/?source=html", { posts: [{ status: "published", ...post }] });
const card = (html) => `<!--kg-card-begin: html-->\n${html}\n<!--kg-card-end: html-->`;
async function see(...what) {
  if (!(await look(...what))) right = false;
}

/** A host of one's own that lets other sites read its files, as the zip's .htaccess has Apache do. */
function host(folder) {
  const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url, "http://host").pathname));
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile();
    response.writeHead(isFile ? 200 : 404, { "Access-Control-Allow-Origin": "*", "Content-Type": types[extname(path)] ?? "text/plain" });
    if (isFile) createReadStream(path).pipe(response);
    else response.end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({ server, address: `http://127.0.0.1:${server.address().port}` }));
  });
}

const person = { email: "trial@example.com", password: "a-long-word-for-trials" };
await ask("POST", "authentication/setup/", { setup: [{ name: "Trần Minh Châu", blogTitle: "Tin phường", ...person }] });
await ask("POST", "session/", { username: person.email, password: person.password });
await publish({ title, slug: "library", html: `<p>${text}</p>`, custom_excerpt: "Một buổi tối bên sông.", tags: [{ name: "Tin của thư viện" }] });
await publish({ title: "Chợ trên sông họp lại", slug: "market", html: "<p>Sau hai năm sửa bờ, ghe lại về.</p>" });

for (const theme of ["source", "casper"]) {
  const { version } = JSON.parse(readFileSync(join(work, `${theme}-readerly`, "package.json"), "utf8"));
  const form = new FormData();
  form.append("file", new Blob([readFileSync(join(work, `${theme}-readerly.zip`))], { type: "application/zip" }), `${theme}-readerly.zip`);
  await ask("POST", "themes/upload/", form);
  const { themes } = await ask("PUT", `themes/${theme}-readerly/activate/`);
  const found = [...(themes[0].errors ?? []), ...(themes[0].warnings ?? [])].map(({ rule }) => rule.replace(/<[^>]*>/g, ""));
  console.log(`     theme ${theme} ${version}; Ghost's own check of it remarks: ${JSON.stringify(found)}`);
  await see("inline", `${ghost}/library/`, title, text, "Tin của thư viện|Một buổi tối bên sông.|Trần Minh Châu");
}

const { themes } = await ask("PUT", "themes/source/activate/");
console.log(`     theme ${themes[0].name}, as Ghost brings it`);
const files = await host(join(work, "ghost-host"));
const header = recipe("site-header.html").replaceAll("https://files.example", files.address);
await ask("PUT", "settings/", { settings: [{ key: "codeinjection_head", value: header }] });
const { integrations } = await ask("POST", "integrations/?include=api_keys", { integrations: [{ name: "Readerly" }] });
const key = integrations[0].api_keys.find(({ type }) => type === "content").secret;
await publish({ title: "Bài có thẻ", slug: "card", html: `<p>Trước thẻ.</p>${card(recipe("html-card.html"))}` });
await publish({ title: "Bài có thẻ khác", slug: "card-from-post", html: card(recipe("html-card-from-post.html").replace("YOUR_CONTENT_KEY", key)) });
await see("inline", `${ghost}/card/`, title, text);
await see("src", `${ghost}/card-from-post/`, "Chợ trên sông họp lại", "Sau hai năm sửa bờ, ghe lại về.");
files.server.closeAllConnections();
files.server.close();

const used = ["post.hbs", "site-header.html", "html-card.html", "html-card-from-post.html"];
const shown = readFileSync(join(work, "ghost-recipe.files"), "utf8").trim().split("\n");
right = say(shown.sort().join() === used.sort().join() ? [] : ["not every file of the page is tried"], "files of ghost.md", shown) && right;
process.exit(right ? 0 : 1);
