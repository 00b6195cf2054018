// The containers in which a reader has to find its room. The page that loads
// this has one reader, which moves from one to the next; `<i-place>` is where
// it goes.
const ASIDE = "<aside><p>Bên cạnh có vài câu, đủ dài để chiếm chỗ: lịch tiếp công dân, số điện thoại và địa chỉ của ủy ban phường.</p></aside>";
const NARROW = "<nav style=\"width:100px\">Danh mục</nav>";
const CONTAINERS = {
  "block": ["<div><i-place></i-place></div>"],
  "flex row": ["<div style=\"display:flex\"><main><i-place></i-place></main>BESIDE</div>", ASIDE, NARROW],
  "flex row, itself": ["<div style=\"display:flex;gap:8px\"><i-place></i-place>BESIDE</div>", ASIDE, NARROW],
  "flex row, wrapping": ["<div style=\"display:flex;flex-wrap:wrap\"><main><i-place></i-place></main>BESIDE</div>", ASIDE, NARROW],
  "flex column, centred": ["<div style=\"display:flex;flex-direction:column;align-items:center\"><i-place></i-place>BESIDE</div>", ASIDE],
  "flex column, wrapped": ["<div style=\"display:flex;flex-direction:column;align-items:flex-start\"><div><i-place></i-place></div>BESIDE</div>", ASIDE],
  "flex, justified": ["<div style=\"display:flex;justify-content:center\"><div><i-place></i-place></div>BESIDE</div>", NARROW],
  "grid, justify-items": ["<div style=\"display:grid;justify-items:center\"><i-place></i-place>BESIDE</div>", ASIDE],
  "grid, place-items": ["<div style=\"display:grid;place-items:center;min-height:50vh\"><section><i-place></i-place></section></div>"],
  "grid, auto": ["<div style=\"display:grid;grid-template-columns:auto auto\"><div><i-place></i-place></div>BESIDE</div>", ASIDE, NARROW],
  "grid, minmax(0,1fr)": ["<div style=\"display:grid;grid-template-columns:minmax(0,1fr) auto\"><div><i-place></i-place></div>BESIDE</div>", NARROW],
  "grid, max-content": ["<div style=\"display:grid;grid-template-columns:max-content auto\"><div><i-place></i-place></div>BESIDE</div>", NARROW],
  "grid, auto-fit": ["<div style=\"display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,250px),1fr))\"><i-place></i-place>BESIDE</div>", ASIDE],
  "table cell": ["<table><tr><td><i-place></i-place></td>BESIDE</tr></table>", `<td>${ASIDE}</td>`, "<td width=\"100\">Danh mục</td>"],
  "layout table": ["<table width=\"100%\" cellpadding=\"4\"><tr><td valign=\"top\"><i-place></i-place></td>BESIDE</tr></table>", `<td valign="top">${ASIDE}</td>`, "<td width=\"100\">Danh mục</td>"],
  "table, fixed": ["<table style=\"table-layout:fixed;width:100%\"><tr><td><i-place></i-place></td>BESIDE</tr></table>", `<td>${ASIDE}</td>`],
  "display: table-cell": ["<div style=\"display:table\"><div style=\"display:table-cell\"><i-place></i-place></div>BESIDE</div>", `<div style="display:table-cell">${ASIDE}</div>`],
  "float left": ["<div style=\"float:left\"><i-place></i-place></div>BESIDE", ASIDE, "<div style=\"float:right\">Danh mục</div>"],
  "float right": ["<div style=\"float:right\"><i-place></i-place></div>BESIDE", ASIDE],
  "inline-block": ["<div style=\"display:inline-block\"><i-place></i-place></div>BESIDE", " Danh mục"],
  "inline-flex": ["<div style=\"display:inline-flex\"><i-place></i-place>BESIDE</div>", NARROW],
  "absolute": ["<div style=\"position:relative;height:50vh\"><div style=\"position:absolute\"><i-place></i-place></div>BESIDE</div>", NARROW],
  "absolute, from the middle": ["<div style=\"position:relative;height:50vh\"><div style=\"position:absolute;left:50%\"><i-place></i-place></div></div>"],
  "fixed": ["<div style=\"position:fixed;top:0;left:0\"><i-place></i-place></div>"],
  "fit-content": ["<div style=\"width:fit-content\"><i-place></i-place></div>BESIDE", ASIDE],
  "max-content": ["<div style=\"width:max-content\"><i-place></i-place></div>BESIDE", ASIDE],
  "min-content": ["<div style=\"width:min-content\"><i-place></i-place></div>BESIDE", ASIDE],
  "modal dialog": ["<dialog><i-place></i-place></dialog>"],
  "popover": ["<div popover><i-place></i-place></div>"],
  "Vite's first page": ["<div style=\"max-width:1280px;margin:0 auto;padding:2rem;text-align:center\"><i-place></i-place></div>BESIDE", NARROW],
  "Bootstrap's columns": ["<div style=\"padding:0 12px\"><div style=\"display:flex;flex-wrap:wrap;margin:0 -12px\"><div style=\"flex:1 0 0;padding:0 12px;max-width:100%\"><i-place></i-place></div>BESIDE</div></div>", "<div style=\"flex:0 0 auto;width:25%\">Danh mục</div>"],
  "Bootstrap's col-auto": ["<div style=\"display:flex;flex-wrap:wrap\"><div style=\"flex:0 0 auto;width:auto;max-width:100%\"><i-place></i-place></div>BESIDE</div>", ASIDE],
  "li": ["<ul><li><i-place></i-place></li>BESIDE</ul>", "<li>Danh mục</li>"],
  "li, in a row": ["<ul style=\"display:flex;list-style:none;padding:0\"><li><i-place></i-place></li>BESIDE</ul>", "<li>Danh mục</li>"],
  "fieldset": ["<fieldset><legend>Tin</legend><i-place></i-place></fieldset>"],
  "fieldset, floating": ["<fieldset style=\"float:left\"><i-place></i-place></fieldset>"],
  "details": ["<details open><summary>Tin</summary><i-place></i-place></details>"],
  "center": ["<center><i-place></i-place></center>"],
  "center and table": ["<center><table><tr><td><i-place></i-place></td></tr></table></center>"],
  "columns": ["<div style=\"columns:300px\"><i-place></i-place></div>"],
  "zoom": ["<div style=\"zoom:1.25;float:left\"><i-place></i-place></div>"],
  "scaled": ["<div style=\"transform:scale(.8);transform-origin:0 0;display:inline-block\"><i-place></i-place></div>"],
  "slot of another element": ["<x-card><i-place></i-place></x-card>"],
  "sidebar of 280 px": ["<div style=\"width:280px\"><i-place></i-place></div>", ],
  "sidebar of 280 px in a row": ["<div style=\"display:flex\"><div style=\"flex:0 0 280px;max-width:100%\"><i-place></i-place></div>BESIDE</div>", "<main style=\"flex:1;min-width:0\"></main>"],
  "scrolling box": ["<div style=\"overflow:auto;float:left;max-width:100%\"><i-place></i-place></div>"],
};
// The first page of Vite lays out its body.
const BODIES = { "Vite's first page": "margin:0;display:flex;place-items:center;min-width:320px;min-height:100vh" };

customElements.define("x-card", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = "<div style=\"display:inline-block;padding:4px;border:1px solid\"><slot></slot></div>";
  }
});

const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
const page = document.documentElement;

// How far a probe makes the page, or a box that scrolls, too wide, or stands
// beyond the text around it.
const excess = (probe) => {
  const edge = probe.getBoundingClientRect().right;
  let sum = Math.max(0, page.scrollWidth - page.clientWidth);
  for (let box = probe.parentElement; box !== page; box = box.parentElement) {
    const style = getComputedStyle(box);
    if (box !== document.body && style.overflowX === "visible") continue;
    const end = box.getBoundingClientRect().right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth);
    sum += Math.max(0, edge - end - 0.5);
  }
  return sum;
};

// What each container gives to an ordinary article, what it could give
// without widening the page, and what it gives to the reader.
window.measure = async (reader) => {
  const parking = document.querySelector("#parking");
  const place = document.querySelector("#place");
  const rows = [];
  for (const [name, [html, ...besides]] of Object.entries(CONTAINERS)) {
    for (const beside of ["", ...besides]) {
      parking.append(reader);
      document.body.style.cssText = BODIES[name] ?? "";
      place.innerHTML = html.replace("BESIDE", beside);
      place.querySelector("dialog")?.showModal();
      place.querySelector("[popover]")?.showPopover();
      const instead = (node) => {
        (place.querySelector(".here") ?? place.querySelector("i-place")).replaceWith(node);
        node.classList.add("here");
        return node;
      };
      const ordinary = instead(document.querySelector("#ordinary").content.firstElementChild.cloneNode(true));
      const row = { name: beside ? `${name} + ${besides.indexOf(beside) + 1}` : name, client: page.clientWidth };
      row.ordinary = ordinary.offsetWidth;
      row.ordinaryPage = page.scrollWidth;
      const around = instead(document.createElement("div"));
      const fixed = around.offsetWidth;
      // What has no height is too wide for nobody.
      const probe = around.appendChild(document.createElement("div"));
      probe.style.cssText = "width:0;height:1em";
      const narrowest = Math.max(page.scrollWidth, page.clientWidth);
      const unavoidable = excess(probe);
      let [least, most] = [0, 281];
      while (most - least > 1) {
        const middle = (least + most) >> 1;
        probe.style.width = `${middle}px`;
        if (excess(probe) > unavoidable) most = middle;
        else least = middle;
      }
      row.wanted = fixed > 0 ? Math.min(least, fixed) : least;
      row.narrowest = narrowest;
      instead(reader);
      await frame();
      row.reader = reader.offsetWidth;
      row.page = page.scrollWidth;
      // In columns each part stands in another.
      row.edges = name === "columns" ? [] : [".title", ".body > p", ".byline"].map((selector) => {
        const box = reader.shadowRoot.querySelector(selector).getBoundingClientRect();
        return [Math.round(box.left), Math.round(box.right)];
      });
      rows.push(row);
    }
  }
  parking.append(reader);
  reader.classList.remove("here");
  place.textContent = "";
  return rows;
};
