// A made-up article in the three forms that contestants read: article JSON, the
// HTML that a server would write of it, and a whole page with that HTML inside.
// The same number of blocks gives the same words, on every run.

const SYLLABLES = `làng bờ kênh chợ phiên mưa rào nắng sớm mái đình cây đa giếng nước cầu tre xe đạp trường học
sách vở thầy cô bạn bè mùa gặt lúa chín gió đồng khói bếp cơm chiều đèn lồng trăng rằm hội xuân trống hát câu chuyện
ông bà cháu con anh chị em nhà cửa ngõ nhỏ phố dài hàng quán tiếng rao buổi sáng giữa trưa hoàng hôn sông lớn biển xa
núi cao rừng thông đường mòn bến tàu sân ga thư tay tin vui khách quý bánh chưng trà xanh hoa mai áo mới đầu năm bình
yên giúp nhau trồng rau nuôi cá dệt vải đan lát sửa thuyền dựng lều gánh hàng qua đò về quê thăm họ mừng thọ`.split(/\s+/);

/** The last words of every article: where they stand, all of it stands. */
export const LAST_WORDS = "Bài viết kết thúc ở đây.";

const PICTURE = { url: "/picture.webp", width: 1200, height: 800 };

/** What the blocks of an article are, over and over; all others are paragraphs. */
const EVERY_50 = {
  3: "heading", 6: "list", 10: "figure", 13: "heading", 16: "quote", 19: "ordered list", 23: "heading",
  27: "table", 33: "heading", 36: "figure", 39: "quote", 42: "list", 45: "heading", 48: "divider",
};

/** Random numbers that a seed decides: https://en.wikipedia.org/wiki/Linear_congruential_generator. */
function seeded(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const times = (count, make) => Array.from({ length: count }, make);
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** An article of so many blocks, as article JSON. */
export function article(blocks) {
  const random = seeded(blocks);
  const words = (count) => times(count, () => SYLLABLES[random(SYLLABLES.length)]).join(" ");
  const title = (count) => capital(words(count));
  const prose = (count) => times(Math.max(1, Math.round(count / 14)), () => `${title(14)}.`).join(" ");
  // 60 words on average, half of the paragraphs with marks and a link.
  const paragraph = () => (random(2) ? prose(40 + random(41)) : {
    type: "paragraph",
    text: [
      `${prose(14)} `, { type: "strong", text: words(3) }, ` ${words(10 + random(10))} `,
      { type: "link", url: `https://example.com/bai/${random(1000)}`, text: words(4) },
      ` ${words(5 + random(10))} `, { type: "em", text: words(3) }, `, ${words(6)}.`,
    ],
  });
  const make = {
    heading: () => ({ type: "heading", level: 2, text: title(6) }),
    list: () => ({ type: "list", items: times(5, () => prose(14)) }),
    "ordered list": () => ({ type: "list", ordered: true, items: times(5, () => prose(14)) }),
    quote: () => ({ type: "quote", text: prose(28), cite: title(4) }),
    figure: () => ({ type: "figure", image: { ...PICTURE, alt: title(8) }, caption: prose(14), credit: title(3) }),
    table: () => ({ type: "table", caption: title(5), head: [times(4, () => title(2))], body: times(6, () => times(4, () => words(2))) }),
    divider: () => ({ type: "divider" }),
  };
  return {
    version: 1, lang: "vi", kicker: "Tin làng", title: title(9),
    published: "2026-05-14T07:42:10+07:00", modified: "2026-05-16T16:05:00+07:00", views: 1648,
    authors: [{ name: "Trần Minh Hòa", role: ["Phóng viên", "Báo Làng"] }],
    lead: prose(42),
    image: { image: { ...PICTURE, alt: title(8) }, caption: prose(14), credit: "Tổ ảnh" },
    body: [...times(blocks - 1, (_, index) => (make[EVERY_50[index % 50]] ?? paragraph)()), LAST_WORDS],
    tags: ["làng", "chợ phiên", "mùa gặt"],
  };
}

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

function inlines(text) {
  if (typeof text === "string") return escape(text);
  return text.map((part) => {
    if (typeof part === "string") return escape(part);
    return part.type === "link" ? `<a href="${part.url}">${inlines(part.text)}</a>` : `<${part.type}>${inlines(part.text)}</${part.type}>`;
  }).join("");
}

const figure = ({ image, caption, credit }, kind, loading) =>
  `<figure class="${kind}"><img src="${image.url}" alt="${escape(image.alt)}" width="${image.width}" height="${image.height}" loading="${loading}">` +
  `<figcaption>${inlines(caption)} <span class="credit">Ảnh: ${escape(credit)}</span></figcaption></figure>`;

const row = (cells, name) => `<tr>${cells.map((cell) => `<${name}>${inlines(cell)}</${name}>`).join("")}</tr>`;

const BLOCKS = {
  paragraph: ({ text }) => `<p>${inlines(text)}</p>`,
  heading: ({ level, text }) => `<h${level}>${inlines(text)}</h${level}>`,
  list: ({ ordered, items }) => {
    const name = ordered ? "ol" : "ul";
    return `<${name}>${items.map((item) => `<li>${inlines(item)}</li>`).join("")}</${name}>`;
  },
  quote: ({ text, cite }) => `<figure class="quote"><blockquote><p>${inlines(text)}</p></blockquote><figcaption>${inlines(cite)}</figcaption></figure>`,
  figure: (block) => figure(block, "figure", "lazy"),
  table: ({ caption, head, body }) => `<table><caption>${inlines(caption)}</caption><thead>${head.map((cells) => row(cells, "th")).join("")}</thead>` +
    `<tbody>${body.map((cells) => row(cells, "td")).join("")}</tbody></table>`,
  divider: () => "<hr>",
};

/** The article as the HTML that a server writes into a page. */
export function html(made) {
  const [author] = made.authors;
  return `<article lang="vi"><header><p class="kicker">${made.kicker}</p><h1 class="title" itemprop="headline">${made.title}</h1><p class="facts">` +
    `<span class="published"><time itemprop="datePublished" datetime="${made.published}">14 tháng 5, 2026 lúc 07:42</time></span> ` +
    `<span class="modified">Cập nhật <time itemprop="dateModified" datetime="${made.modified}">16 tháng 5, 2026 lúc 16:05</time></span> ` +
    `<span>Lượt xem: <data class="views" value="${made.views}">1.648</data></span></p></header>` +
    `<p class="lead">${made.lead}</p>${figure(made.image, "main-picture", "eager")}<div class="body">` +
    made.body.map((block) => (typeof block === "string" ? `<p>${escape(block)}</p>` : BLOCKS[block.type](block))).join("\n") +
    `</div><footer class="byline"><p class="author" itemprop="author">${author.name}<br>${author.role.join("<br>")}</p></footer></article>`;
}

/** A page of a site with the article somewhere in it, for readers that look for it there. */
export const page = (made) => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${made.title} - Báo Làng</title></head><body>` +
  `<header><nav><ul>${times(8, (_, n) => `<li><a href="/muc/${n}">Chuyên mục ${n}</a></li>`).join("")}</ul></nav></header>` +
  `<main>${html(made)}</main><aside><h2>Tin khác</h2><ul>${times(10, (_, n) => `<li><a href="/tin/${n}">Tin số ${n}</a></li>`).join("")}</ul></aside>` +
  "<footer><p>Báo Làng</p></footer></body></html>";
