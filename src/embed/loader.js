// Readerly's loader: the one script that a site owner pastes.
//
// It registers <readerly-article>, waits until one comes near the viewport,
// fetches the WebAssembly once per page, and hands each element to it. Until
// then, and for good where the reader cannot run, the article that the page
// already holds stays visible through a <slot>.
//
// It runs as a classic script and as a module, so it may use neither `export`
// nor `import.meta`. The npm package exports this one function in place of
// calling it, and passes `files`: the addresses that a bundler gave our files,
// by their names.
((files) => {
  const TAG = "readerly-article";
  const INSERTED = "data-readerly-inserted";
  // The build names them, as JavaScript calls them: those of
  // src/embed/attributes.rs.
  const PROPERTIES = "__PROPERTIES__".split(" ");
  const nameOf = (property) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const ATTRIBUTES = PROPERTIES.map(nameOf);
  // The modules that come after the first, by what they do.
  const PARTS = __PARTS__;
  const WASM = ["__WASM__", "__WASM_INTEGRITY__"];
  const STYLES = ["__CSS__", "__CSS_INTEGRITY__"];

  // <img name="currentScript"> in a page would stand in for the real property.
  const current = document.currentScript;
  const script = !files && current instanceof HTMLScriptElement ? current : null;
  const tags = script ? [script] : files ? [] : [...document.querySelectorAll("script[src]")]
    .filter((tag) => /\/readerly\.js([?#]|$)/.test(tag.src));

  // What a reader is told who waits for an article, or waits in vain, and the
  // name of a button.
  const WORDS = {
    en: ["Loading…", "The article could not be opened.", "Try again"],
    vi: ["Đang tải bài viết…", "Chưa mở được bài viết.", "Thử lại"],
    ar: ["جار التحميل…", "تعذر فتح المقال.", "إعادة المحاولة"],
  };

  const KEY = Symbol.for("readerly");
  const registry = window[KEY] ??= create(tags[0]?.src, tags[0]?.dataset.base);
  tags.forEach(registry.insert);

  function create(address, folder) {
    // Two tags, two copies: only the first to arrive registers.
    const elements = new Set();
    const inserted = new WeakSet();
    // Files of ours that the page's policy kept away, and by which directive.
    const blocked = [];
    // Modules after the first that are on their way, by file.
    const sent = {};
    const isOurs = (text) => /\/readerly[-_.][^\s/]*\.(js|wasm|css)/.test(text) ||
      files && Object.values(files).some((file) => text?.includes(file));
    // Comments for bundlers: this address is none of theirs.
    const bring = (href) => import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ href);
    let copies = 0;
    let place;
    // Resolved when the folder of our files is known.
    let placed;
    // The same for the first time: a warning waits until a reader has come near.
    let told;
    const known = new Promise((done) => told = done);
    let loading;
    let explaining;
    let reported;
    let fitting;
    let asked;
    // The base style stands before the reader arrives, so that an element
    // without an article of its own reserves its room and nothing jumps. Nothing
    // of it is an attribute of the element: whoever rendered the page on a server
    // (React, Vue) compares them with what was sent.
    let baseSheet;
    let roomSheet;
    try {
      roomSheet = new CSSStyleSheet();
      askForRoom(280, 1216);
      baseSheet = new CSSStyleSheet();
      baseSheet.replaceSync("@media screen{:host(:empty){min-block-size:100vh}}");
    } catch (error) {
      // load() names the cause; the page's own article needs no style of ours.
    }

    // What the module is lent, and what has to outlive it (src/embed/life.js).
    const page = {
      WASM, STYLES, sent, get, locate, bring, isTrusted, isOurs, fault, explained, warn, roomSheet, anew,
      // Visits told to counters.
      visits: { __proto__: null },
    };

    class ReaderlyArticle extends HTMLElement {
      static observedAttributes = ATTRIBUTES;
      #life;
      #observer;
      #running;
      #address;
      #early;
      #line;
      #waiting;
      // What the module has to know of it, and to keep for the next one.
      #own = {
        over: () => this.#life = this.#running = undefined,
        hasArticle: () => this.#hasArticle(),
      };

      connectedCallback() {
        elements.add(this);
        this.#prepare();
        fitSoon();
        if (this.#life) return this.#life.changed();
        if (this.getAttribute("loading")?.trim() === "eager") return this.refresh();
        this.#observer = new IntersectionObserver((entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this.run().catch(() => {});
        }, { __proto__: null, rootMargin: "800px 0px" });
        this.#observer.observe(this);
      }

      #prepare() {
        if (this.shadowRoot) return;
        // What was set before there was this class stands in the way of it.
        for (const key of PROPERTIES) {
          if (!Object.hasOwn(this, key)) continue;
          const value = this[key];
          delete this[key];
          this[key] = value;
        }
        // Without a prototype, so that a polluted Object.prototype cannot
        // add options to these bags.
        const root = this.attachShadow({ __proto__: null, mode: "open" });
        root.append(this.#own.slot = document.createElement("slot"));
        if (baseSheet) root.adoptedStyleSheets = [roomSheet, baseSheet];
      }

      disconnectedCallback() {
        this.#observer?.disconnect();
        // A move in the page disconnects and connects again in the same task.
        setTimeout(() => {
          if (this.isConnected) return;
          elements.delete(this);
          this.#early = this.#early?.end();
          this.#life?.end();
        });
      }

      attributeChangedCallback(name, before, after) {
        if (before !== after) this.#life?.changed();
      }

      run() {
        this.#prepare();
        this.#observer?.disconnect();
        if (!this.#running) {
          this.#say();
          this.#waiting = setTimeout(() => this.#say(0), 300);
        }
        this.#running ||= this.#start().catch(async (error) => {
          this.#running = undefined;
          this.#early = this.#early?.end();
          throw await this.fail(error);
        });
        return this.#running;
      }

      // All that this reader will certainly need is asked for in the moment in
      // which it comes near, each once, and the module finds it on its way.
      #send() {
        const said = (name) => this.getAttribute(name)?.trim();
        // Their digests are in the glue, which can compare them on such pages only.
        const send = (name, priority, file = PARTS[name]) => file && isSecureContext &&
          placed.then(() => sent[file] ??= page.modules?.[file] ?? get([file], priority), () => {});
        const isTaken = said("takeover") !== "never";
        if (isTaken && (said("src") ? said("map") || !/^(auto|json)?$/.test(said("format") ?? "") : this.querySelector(":scope>article"))) send("foreign", "high");
        if (said("counter")) send("counter", "low");
        const url = isTaken && this.#link()?.href.split("#")[0];
        if (!url) return;
        const controller = new AbortController();
        const answer = fetch(url, {
          __proto__: null, credentials: "omit", priority: "high", signal: controller.signal,
        });
        answer.catch(() => {});
        this.#early = { url, answer, end: () => controller.abort() };
      }

      // The module asks for an article by this.
      ask(url, init) {
        const early = this.#early;
        this.#early = null;
        if (early?.url !== url) {
          early?.end();
          return fetch(url, init);
        }
        init.signal.addEventListener("abort", early.end);
        return early.answer;
      }

      async #start() {
        const loading = load();
        if (placed && !this.#own.hasStopped) this.#send();
        await loading;
        // An article that stands in the page is there when the page is; and an
        // element with nothing behind it may have a map still to come inside.
        if (!this.nextSibling || !this.hasAttribute("src")) await parsed();
        // The module may have broken, or been replaced, meanwhile.
        let live = await load();
        while (page.broken) {
          await new Promise((done) => setTimeout(done));
          live = await load();
        }
        clearTimeout(this.#waiting);
        this.#line = undefined;
        this.#life = live(this, this.#own);
        if (!this.isConnected) this.#life.end();
      }

      // One line in an element without an article of its own or of ours. It stands
      // there before it says anything, or nobody would be told. Behind it a button,
      // which keeps the focus while one tries again, and the article's address.
      #say(index) {
        clearTimeout(this.#waiting);
        const link = this.#link();
        if (!link || this.#hasArticle() || this.shadowRoot.children[1] !== this.#line) return;
        const words = WORDS[(this.closest("[lang]")?.lang || navigator.language).slice(0, 2).toLowerCase()] ?? WORDS.en;
        // A paragraph has margins, which would push the element down.
        const line = this.#line ??= this.shadowRoot.appendChild(document.createElement("div"));
        line.role = "status";
        line.dir = "auto";
        line.textContent = words[index];
        if (index !== 1 || line.nextSibling) return;
        const again = document.createElement("button");
        again.textContent = words[2];
        again.onclick = () => this.refresh();
        line.after(again, " ", link);
      }

      refresh() {
        if (this.#life) this.#life.refresh();
        else this.run().catch(() => {});
      }

      fail(error) {
        const root = this.shadowRoot;
        if (baseSheet) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== baseSheet);
        // What is already rendered stays readable; only where the page has an
        // article of its own does that one take its place.
        if (this.#hasArticle()) {
          for (const node of root.children) node.hidden = node !== this.#own.slot;
          this.#own.slot.inert = false;
        }
        this.#say(1);
        return this.tell(error);
      }

      // Answers the error, explained.
      async tell(error) {
        const { code, message } = error = await explained(error);
        if (reported !== message) console.error(`[readerly] ${message}`);
        reported = message;
        this.dispatchEvent(new CustomEvent("readerly-error", { __proto__: null, bubbles: true, composed: true, detail: { code, message } }));
        return error;
      }

      // Paper does not wait, so this reader may come too late for it: then the
      // page's own article is printed, or else the address of the one to read.
      print(start) {
        this.#address?.remove?.();
        if (!start || this.#own.slot.hidden) return;
        this.run().catch(() => {});
        if (!this.#hasArticle()) this.shadowRoot.append(this.#address = this.#link() ?? "");
      }

      // The address of the article, where it has one on the web.
      #link() {
        const link = document.createElement("a");
        link.href = this.getAttribute("src")?.trim() || "data:";
        link.textContent = link.href;
        if (/^http/.test(link)) return link;
      }

      #hasArticle() {
        return [...this.childNodes].some((node) => node.nodeType < 4 && !node.slot && node.textContent.trim());
      }

    }

    for (const key of PROPERTIES) {
      // `lang` is every element's.
      if (key in HTMLElement.prototype) continue;
      const name = nameOf(key);
      Object.defineProperty(ReaderlyArticle.prototype, key, {
        __proto__: null, configurable: true, enumerable: true,
        get() {
          // What a consent manager has allowed, and nothing else.
          if (name === "consent") return (...providers) => set(this, name, ["external", ...providers].join(" "));
          return name === "hit" ? this.hasAttribute(name) : this.getAttribute(name) ?? "";
        },
        set(value) {
          set(this, name, value);
        },
      });
    }

    // A reader measures its room, so it has no width of its own to tell a
    // container that shrinks to fit. An empty grid beside it has a least and a
    // greatest one.
    function askForRoom(least, most) {
      const text = ":host{display:block}:host([hidden]){display:none}:host::after{content:'';display:grid;overflow:hidden;" +
        `grid-template-columns:minmax(${least}px,${most}px)}`;
      if (asked !== (asked = text)) roomSheet.replaceSync(text);
    }

    // 280 px at least, and at most what the layout can use (76em); less where
    // the page would become wider than its window by it.
    function fit() {
      // The next frame shows what is inside (src/browser/takeover.js).
      for (const element of elements) element.isSeen = true;
      const page = document.scrollingElement ?? document.documentElement;
      const excess = () => page.scrollWidth - page.clientWidth;
      const largest = (limit, ask) => {
        ask(0);
        const unavoidable = excess();
        let fitting = 0;
        for (let more = 1024; more >= 1; more /= 2) {
          if (fitting + more > limit) continue;
          ask(fitting + more);
          if (excess() > unavoidable) continue;
          fitting += more;
        }
        ask(fitting);
        return fitting;
      };
      const room = Math.min(1216, page.clientWidth);
      askForRoom(280, room);
      if (excess() <= 0) return;
      const most = largest(room, (tried) => askForRoom(0, tried));
      largest(280, (tried) => askForRoom(tried, most));
    }

    function fitSoon() {
      cancelAnimationFrame(fitting);
      if (roomSheet) fitting = requestAnimationFrame(fit);
    }

    function load() {
      // A failure is forgotten, so that a later element or refresh() can try again.
      return loading ??= start().catch((error) => {
        // A glue of another release has come out of some cache: past it.
        if (error.code !== "wasm" || copies) throw error;
        copies += 1;
        return start();
      }).catch((error) => {
        loading = undefined;
        throw error;
      });
    }

    // What stands in markup may come from people who may not bring scripts, so an
    // element's attributes may name scripts of this page's origin only, or in
    // the folder of ours.
    function isTrusted(url) {
      return /^https?:/.test(url) && (new URL(url).origin === self.origin ||
        /^https?:/.test(address) && url.startsWith(new URL(".", address).href));
    }

    // The folder of our files, where somebody has said it: a tag or mount(),
    // or else the first element whose word is good.
    function findPlace() {
      for (const said of [folder, ...[...elements].map((element) => element.getAttribute("base"))]) {
        if (!said?.trim()) continue;
        let url;
        try {
          url = new URL(`${said.trim().replace(/\/$/, "")}/`, document.baseURI).href;
        } catch (error) {
          // It is told below.
        }
        if (url && (said === folder || isTrusted(url))) return url;
        warn("base", said);
      }
    }

    // A file by its name in the release. Each release has names of its own, so
    // none comes out of a cache that an older one has filled.
    function locate(name) {
      if (files && !place) return files[name];
      return place ?? address ? new URL(name, place ?? address).href : `./${name}`;
    }

    async function start() {
      placed = null;
      if (typeof WebAssembly !== "object") throw fault("no-webassembly");
      if (!baseSheet) throw fault("no-style-sheets");
      try {
        // Eight bytes make the smallest module: asking first saves a reader
        // behind a strict policy the whole download.
        new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
      } catch (error) {
        throw fault("csp", error.message);
      }
      // A classic script from another origin has no base of its own for a
      // relative import (https://html.spec.whatwg.org/#creating-a-classic-script,
      // muted errors), so the address of its tag is used; a module that was
      // imported has no tag, but a base.
      place = findPlace();
      // A module that takes the place of a broken one needs another address.
      const glueUrl = locate("__GLUE__");
      const importing = bring(glueUrl + (copies ? `?${copies}` : "")).catch(() => {
        // What a cache has spoilt is asked for once more, past it.
        copies += 1;
        return bring(`${glueUrl}?${copies}`);
      }).catch((error) => {
        throw fault("missing-file", error.message, glueUrl, "javascript");
      });
      placed = glueUrl[0] === "." ? importing.then(({ base }) => address = base) : Promise.resolve();
      placed.then(told, told);
      await placed;
      page.files = [get(WASM, "high"), get(STYLES, "high")];
      const glue = await importing;
      try {
        return await glue.default(page);
      } catch (error) {
        throw error.readerly ? error : fault("wasm", error.message, locate(WASM[0]));
      }
    }

    // Asks for a file of ours.
    function get([name, integrity], priority, cache) {
      const answer = fetch(locate(name), { __proto__: null, integrity, cache, priority });
      answer.catch(() => {});
      return answer;
    }

    // The page goes on without a module that broke.
    function anew() {
      page.broken = loading = undefined;
      copies += 1;
    }

    // `type`: what kind of file there should be at `url`, where nobody knows yet
    // why there is none.
    function fault(code, cause, url, type) {
      return Object.assign(new Error(cause), { code, url, type, readerly: true });
    }

    function warn(code, cause, url) {
      known.then(() => explained(fault(code, cause, url))).then(({ message }) => console.warn(`[readerly] ${message}`));
    }

    // The error with cause and remedy. What it takes to find them out is in a file
    // of its own, which a visit without a failure never asks for; and where that
    // cannot be had either, there is less to say.
    function explained(error) {
      if (!error.readerly) error = fault("start", String(error));
      return error.explaining ??= explain(error);
    }

    async function explain(error) {
      const { url } = error;
      // A violation is reported in a task of its own.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const directive = blocked.find(([refused]) => refused.includes(url))?.[1];
      if (directive) error.code = "csp";
      // By import, which policies let pass that stop a tag; or as a classic script,
      // which needs no leave of a server on another origin.
      const file = locate("__FAULTS__");
      await (explaining ??= bring(file).catch(() => new Promise((done) => {
        const tag = document.createElement("script");
        tag.onload = tag.onerror = () => done(tag.remove());
        tag.src = file;
        document.head.append(tag);
      })).catch(() => {}));
      let remedy = await registry.explain?.(error, directive, place, files, script);
      if (!remedy) {
        error.message = `${url ?? error.code} ${directive ? "Content-Security-Policy " + directive : error.message}`;
        remedy = "upload all files, or name their folder by data-base";
        explaining = null;
      }
      error.message = `${error.message}. What to do: ${remedy}.`.replace(/\s+/g, " ");
      return error;
    }

    async function parsed() {
      if (document.readyState !== "loading") return;
      await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
    }

    function insert(tag) {
      if (inserted.has(tag)) return;
      inserted.add(tag);
      const options = ATTRIBUTES.filter((name) => tag.hasAttribute(`data-${name}`));
      // Of the folder alone no reader is asked.
      if (!options.some((name) => name !== "base")) return;
      const element = document.createElement(TAG);
      for (const name of options) set(element, name, tag.getAttribute(`data-${name}`));
      // A page that was saved, or is shown again (Turbo), has the element already.
      element.setAttribute(INSERTED, "");
      if (tag.nextElementSibling?.hasAttribute(INSERTED)) return;
      if (document.body?.contains(tag)) return void tag.after(element);
      warn("place");
      parsed().then(() => {
        const end = document.querySelector("main") ?? document.body;
        if (![...end.children].some((child) => child.isEqualNode(element))) end.append(element);
      });
    }

    function set(element, name, value) {
      if (value === false || value == null) element.removeAttribute(name);
      else element.setAttribute(name, value === true ? "" : typeof value === "object" ? JSON.stringify(value) : value);
    }

    function assign(element, options) {
      for (const [key, value] of Object.entries(options ?? {})) {
        set(element, nameOf(key), value);
      }
    }

    async function mount(target, options) {
      const parent = typeof target === "string" ? document.querySelector(target) : target;
      if (!(parent instanceof Element)) {
        throw await explained(fault("mount", target));
      }
      const element = document.createElement(TAG);
      assign(element, options);
      // One that failed may have named a wrong one.
      if (!loading) folder = options?.base || folder;
      parent.append(element);
      await element.run().catch((error) => {
        element.remove();
        throw error;
      });
      return {
        element,
        update: (changes) => assign(element, changes),
        refresh: () => element.refresh(),
        destroy: () => element.remove(),
      };
    }

    document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective, disposition }) => {
      if (disposition === "enforce" && isOurs(blockedURI)) blocked.push([blockedURI, effectiveDirective]);
    });
    for (const name of ["load", "resize", "readerly-ready"]) addEventListener(name, fitSoon);
    for (const name of ["beforeprint", "afterprint"]) {
      addEventListener(name, () => elements.forEach((element) => element.print(name[0] === "b")));
    }
    if (customElements.get(TAG)) {
      warn("idle", TAG);
    } else {
      customElements.define(TAG, ReaderlyArticle);
      // They are older than their class, and may have been seen for long.
      for (const element of elements) element.isSeen = true;
    }
    Object.defineProperty(window, "Readerly", {
      __proto__: null, configurable: true, value: Object.freeze({ mount, version: "__VERSION__" }),
    });
    return { insert };
  }
})();
