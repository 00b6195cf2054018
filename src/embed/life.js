// What the loader leaves to the time when the module has come: starting it, the
// modules after it, readers at work, and what becomes of them when it breaks.
//
// The build puts this at the end of wasm-bindgen's glue, in place of the way to
// start that stands there, so it uses the functions of the glue. `page` is what
// the loader lends; it outlives this module, of which there is a new one when one
// has broken. Answers what begins a reader.
// The build names the files of the modules after the first, and their digests, by
// what they do.
const PARTS = __PARTS__;

export default async (page) => {
  const { sent, fault, explained } = page;
  const lives = new Set();
  // What broken modules hold is kept: finalisers may not run in them.
  const stranded = page.stranded ??= [];
  // The modules after the first, compiled, and those that have been begun here.
  const modules = page.modules ??= {};
  const begun = {};
  let broken;

  // `answer`: to the first time that the file was asked for.
  const arrived = async (file, type, answer) => {
    const url = page.locate(file[0]);
    const again = () => page.get(file, "high", "reload");
    let response;
    try {
      // What a cache has spoilt is asked for once more, past it.
      response = await answer.catch(again);
      if (!response.ok) response = await again();
    } catch (error) {
      throw fault("network", error.message, url, type);
    }
    if (!response.ok) throw fault("missing-file", `answered ${response.status}`, url, type);
    return response;
  };

  // The loader knows no digest of the modules after the first, and asked for them
  // without.
  const checked = async (response, integrity) => {
    const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
    if (integrity !== `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`) throw new Error(integrity);
    return response;
  };

  const compiled = async (file, answer) => {
    const type = "application/wasm";
    const response = await arrived(file, type, answer);
    const served = response.headers.get("content-type") ?? "nothing";
    // Browsers compile what comes under this very name only, no charset added.
    if (served.trim().toLowerCase() === type) return WebAssembly.compileStreaming(response);
    // The bytes are right (their hash matched), so the reader can run.
    page.warn("type", served, response.url);
    return WebAssembly.compile(await response.arrayBuffer());
  };

  // Each module once, however often the one that uses it is made anew.
  const module = (file) => {
    const [name, integrity] = file;
    return modules[name] ??= compiled(file, sent[name]?.then((response) => checked(response, integrity)) ?? page.get(file, "high"));
  };

  // What the loader has asked for comes with what it shares with others.
  for (const [first, ...others] of [PARTS.foreign, PARTS.counter]) {
    if (first && sent[first[0]]) others.forEach((file) => module(file).catch(() => {}));
  }
  const [main, text] = await Promise.all([
    compiled(page.WASM, page.files[0]),
    arrived(page.STYLES, "text/css", page.files[1]).then((response) => response.text()),
  ]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const memory = __wbg_finalize_init(await WebAssembly.instantiate(main, __wbg_get_imports()), main);

  // An article, which the loader may have asked for already; a module of ours, by
  // its name; an owner's hls.js, by its address. The modules share memory and
  // table with the first, and need not arrive in order: each reaches the others
  // through the table alone. What came once is kept, and a failure is forgotten
  // when it has been told.
  const load = async (name, init, element) => {
    if (element) return element.ask(name, init);
    const files = PARTS[name];
    try {
      if (files) {
        return await Promise.all(files.map((file) => {
          const [at] = file;
          return begun[at] ??= module(file).then((part) => WebAssembly.instantiate(part, { __wasm_split: memory })).catch((error) => {
            begun[at] = modules[at] = sent[at] = null;
            throw error;
          });
        }));
      }
      if (page.isTrusted(name)) return await page.bring(name);
      throw fault("hls", name);
    } catch (error) {
      throw await explained(error);
    }
  };

  // All readers share one module. One that breaks it gives its place to the
  // page's own article, and the others go on in a module that is new.
  const stopped = (message) => {
    if (broken) return;
    broken = page.broken = fault("panic", message);
    let number = 0;
    try {
      number = end();
    } catch (error) {
      // It cannot even say so.
    }
    // This runs inside the failing call, where touching the page again could
    // fail in the same way.
    setTimeout(heal, 0, number);
  };

  const trapped = ({ error }) => {
    if (error instanceof WebAssembly.RuntimeError && page.isOurs(error.stack)) stopped(error.message);
  };

  // Paper opens nothing and leads nowhere: what is closed is opened for it, links are
  // counted, and where they lead, and where all of it is from, stands at the end.
  const undo = [];
  const paper = ({ type }) => {
    for (const back of undo.splice(0)) back();
    if (type !== "beforeprint") return;
    for (const { element } of lives) {
      const article = element.shadowRoot.querySelector("article");
      if (!article) continue;
      for (const part of article.querySelectorAll(".body details:not([open],.video-text)")) {
        part.open = true;
        undo.push(() => part.open = false);
      }
      const page = article.closest(".page");
      // No browser prints what a player shows.
      for (const film of page.querySelectorAll("video[poster]")) {
        const still = new Image();
        still.className = "still";
        still.src = film.poster;
        film.after(still);
        undo.push(() => still.remove());
      }
      for (const audio of article.querySelectorAll("audio")) {
        audio.parentNode.dataset.address = `${audio.ariaLabel ?? ""} ${audio.src}`;
      }
      const addresses = [];
      for (const link of article.querySelectorAll("a:not([href^='#'],.original *,.video-player *)")) {
        if (!addresses.includes(link.href)) addresses.push(link.href);
        link.dataset.link = addresses.indexOf(link.href) + 1;
        undo.push(() => delete link.dataset.link);
      }
      const list = document.createElement("ol");
      list.className = "paper";
      if (addresses[0]) page.append(list);
      undo.push(() => list.remove());
      for (const address of addresses) list.appendChild(document.createElement("li")).textContent = address;
      const source = document.querySelector("meta[property='og:site_name']")?.content ?? location.host;
      const address = article.querySelector(".original a")?.href ?? location.href;
      let date = new Date();
      try {
        date = date.toLocaleDateString(article.parentNode.closest("[lang]").lang);
      } catch (error) {
        // A tag that is none.
        date = date.toLocaleDateString();
      }
      const foot = page.appendChild(document.createElement("p"));
      foot.className = "paper";
      foot.textContent = [source, address, date].map((part) => `\u2068${part}\u2069`).join(" · ");
      undo.push(() => foot.remove());
    }
  };

  const heal = (number) => {
    removeEventListener("error", trapped);
    paper({});
    removeEventListener("beforeprint", paper);
    removeEventListener("afterprint", paper);
    const all = [...lives];
    let guilty = all.filter((life) => number && life.reader.number === number);
    // Where nobody knows whose fault it was, all may try once more.
    if (!number && page.unexplained) guilty = all;
    page.unexplained ||= !number;
    if (!guilty.length) all[0]?.element.tell(broken);
    const going = all.filter((life) => strand(life, guilty.includes(life)));
    page.anew();
    for (const { element } of going) element.run().catch(() => {});
  };

  // The page's own article is shown again, or what was rendered stays readable,
  // though nothing in it works any more. Whether there is to be another reader:
  // not where the notice of a guilty one broke, too.
  const strand = ({ element, own, reader }, isGuilty) => {
    const isOver = isGuilty && own.hasStopped;
    stranded.push(reader);
    own.over();
    own.slot.hidden = own.slot.inert = false;
    const rendered = [...element.shadowRoot.children].find((node) => node.localName === "div" && node !== own.remains);
    if (rendered && !own.hasArticle() && !own.remains?.isConnected && rendered.querySelector("article")) {
      own.remains = rendered.cloneNode(true);
      own.remains.querySelectorAll("iframe,button,video,audio,select,input").forEach((node) => node.remove());
      rendered.before(own.remains);
    }
    rendered?.remove();
    own.hasStopped ||= isGuilty;
    if (isGuilty && !isOver) element.fail(broken);
    return !isOver;
  };

  install(stopped, load, page.visits);
  // Not every end is a panic: a trap in WebAssembly is an error of the page.
  addEventListener("error", trapped);
  addEventListener("beforeprint", paper);
  addEventListener("afterprint", paper);

  return (element, own) => {
    const root = element.shadowRoot;
    // The loader's line, its button and its link have been of use. Who has pressed
    // that button goes on at the headline.
    if ([...root.children].some((node) => node.role === "status")) {
      if (root.activeElement) {
        element.addEventListener("readerly-ready", () => {
          const headline = root.querySelector(".title");
          if (!headline || root.activeElement) return;
          headline.tabIndex = -1;
          headline.focus();
        }, { __proto__: null, once: true });
      }
      root.replaceChildren(own.slot);
    }
    root.adoptedStyleSheets = [page.roomSheet, sheet];
    const reader = new Reader(element, root, own.hasStopped);
    const life = { element, own, reader };
    let isUpdating = false;
    const guard = (action) => {
      if (broken || !lives.has(life)) return;
      try {
        action();
      } catch (error) {
        element.fail(error);
      }
    };
    lives.add(life);
    // What had to stop is at work again.
    for (const name of own.listens ? [] : ["readerly-ready", "readerly-count"]) {
      element.addEventListener(name, () => {
        own.hasStopped = false;
        own.remains?.remove();
      });
    }
    if (!own.listens) root.addEventListener("load", ({ target }) => {
      const { naturalWidth, naturalHeight } = target;
      if (!naturalWidth || !target.matches(":is(.main-picture,.figure) img")) return;
      // What is very tall cannot be read where it is no higher than the window.
      const isTall = naturalHeight > 2 * naturalWidth;
      if (isTall && !target.closest("a")) {
        const link = document.createElement("a");
        link.href = target.currentSrc;
        if (!target.alt) link.setAttribute("aria-label", target.closest("figure").textContent || link.href);
        target.replaceWith(link);
        link.append(target);
      }
      // A picture whose size nobody has named takes its own form once it is known,
      // unless something is read below it meanwhile.
      if (target.hasAttribute("width") || target.getBoundingClientRect().bottom < innerHeight && !isTall) return;
      target.width = naturalWidth;
      target.height = naturalHeight;
    }, true);
    own.listens = true;
    return {
      changed() {
        if (isUpdating) return;
        isUpdating = true;
        queueMicrotask(() => {
          isUpdating = false;
          if (element.isConnected) guard(() => reader.update());
        });
      },
      refresh: () => guard(() => reader.refresh()),
      // The module holds the element for as long as a reader of it is not freed;
      // one that comes back gets a new one.
      end() {
        lives.delete(life);
        own.over();
        try {
          if (broken) throw broken;
          reader.release();
          reader.free();
        } catch (error) {
          stranded.push(reader);
        }
      },
    };
  };
};
