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
  "use strict";

  const TAG = "readerly-article";
  const INSERTED = "data-readerly-inserted";
  // The build names them: those of src/embed/attributes.rs.
  const ATTRIBUTES = "__ATTRIBUTES__".split(" ");

  // <img name="currentScript"> in a page would stand in for the real property.
  const current = document.currentScript;
  const script = !files && current instanceof HTMLScriptElement ? current : null;
  const tags = script ? [script] : files ? [] : [...document.querySelectorAll("script[src]")]
    .filter((tag) => /\/readerly\.js([?#]|$)/.test(tag.src));

  // What JavaScript calls them.
  const PROPERTIES = ATTRIBUTES.map((name) => [name.replace(/-./g, ([, letter]) => letter.toUpperCase()), name]);

  const KEY = Symbol.for("readerly");
  let registry = window[KEY];
  if (!registry) {
    registry = window[KEY] = create(tags[0] && tags[0].src, tags[0] && tags[0].dataset.base);
  }
  tags.forEach(registry.insert);

  function create(address, folder) {
    // Two tags, two copies: only the first to arrive registers.
    const elements = new Set();
    const inserted = new WeakSet();
    // Files of ours that the page's policy kept away, and by which directive.
    const blocked = new Map();
    // What broken modules hold is kept: finalisers may not run in them.
    const stranded = [];
    // What a module has to know of the one before it: visits told to counters.
    const visits = { __proto__: null };
    const isOurs = (text) => /\/readerly[-_.][^\s/]*\.(js|wasm|css)/.test(text) ||
      Object.values(files ?? {}).some((file) => text?.includes(file));
    // Comments for bundlers: this address is none of theirs.
    const bring = (href) => import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ href);
    let copies = 0;
    let place;
    let unexplained = 0;
    let end;
    let loading;
    let reported;
    let broken;
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

    class ReaderlyArticle extends HTMLElement {
      static observedAttributes = ATTRIBUTES;
      #reader;
      #observer;
      #updating = false;
      #running;
      #address;
      #remains;
      #hasStopped = false;

      connectedCallback() {
        elements.add(this);
        this.#prepare();
        fitSoon();
        if (this.#reader) return this.#changed();
        if (this.getAttribute("loading")?.trim() === "eager") return void this.run().catch(() => {});
        this.#observer = new IntersectionObserver((entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this.run().catch(() => {});
        }, { __proto__: null, rootMargin: "800px 0px" });
        this.#observer.observe(this);
      }

      #prepare() {
        if (this.shadowRoot) return;
        // What was set before there was this class stands in the way of it.
        for (const [key] of PROPERTIES) {
          if (!Object.hasOwn(this, key)) continue;
          const value = this[key];
          delete this[key];
          this[key] = value;
        }
        // Without a prototype, so that a polluted Object.prototype cannot
        // add options to these bags.
        const root = this.attachShadow({ __proto__: null, mode: "open" });
        root.append(document.createElement("slot"));
        if (baseSheet) root.adoptedStyleSheets = [roomSheet, baseSheet];
        // What had to stop is at work again.
        for (const name of ["readerly-ready", "readerly-count"]) {
          this.addEventListener(name, () => {
            this.#hasStopped = false;
            this.#remains?.remove();
          });
        }
      }

      disconnectedCallback() {
        this.#observer?.disconnect();
        // A move in the page disconnects and connects again in the same task.
        setTimeout(() => {
          if (this.isConnected) return;
          elements.delete(this);
          this.#letGo();
        });
      }

      attributeChangedCallback(name, before, after) {
        if (before !== after) this.#changed();
      }

      run() {
        this.#observer?.disconnect();
        this.#running ??= this.#start().catch((error) => {
          this.#running = undefined;
          this.fail(error);
          throw error;
        });
        return this.#running;
      }

      async #start() {
        await load();
        // An article that stands in the page is there when the page is; and an
        // element with nothing behind it may have a map still to come inside.
        if (document.readyState === "loading" && !(this.nextSibling && this.hasAttribute("src"))) {
          await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { __proto__: null, once: true }));
        }
        // The module may have broken, or been replaced, meanwhile.
        let { glue, sheet } = await load();
        while (broken) {
          await new Promise((done) => setTimeout(done));
          ({ glue, sheet } = await load());
        }
        this.#prepare();
        const root = this.shadowRoot;
        root.adoptedStyleSheets = [roomSheet, sheet];
        this.#reader = new glue.Reader(this, root, this.#hasStopped);
        if (!this.isConnected) this.#letGo();
      }

      // The module holds the element for as long as a reader of it is not
      // freed; one that comes back gets a new one.
      #letGo() {
        const reader = this.#reader;
        if (!reader) return;
        this.#reader = this.#running = undefined;
        if (broken) return void stranded.push(reader);
        try {
          reader.release();
          reader.free();
        } catch (error) {
          stranded.push(reader);
        }
      }

      isReader(number) {
        return this.#reader && (!number || this.#reader.number === number);
      }

      // The module broke: the page's own article is shown again, or what was
      // rendered stays readable, though nothing in it works any more. Whether
      // there is to be another reader: not where the notice of a guilty one
      // broke, too.
      strand(isGuilty) {
        const isOver = isGuilty && this.#hasStopped;
        stranded.push(this.#reader);
        this.#reader = this.#running = undefined;
        this.#slot().hidden = this.#slot().inert = false;
        const rendered = [...this.shadowRoot.children].find((node) => node.localName === "div" && node !== this.#remains);
        if (rendered && !this.#hasOwn() && !this.#remains?.isConnected && rendered.querySelector("article")) {
          this.#remains = rendered.cloneNode(true);
          this.#remains.querySelectorAll("iframe,button,video,audio,select,input").forEach((node) => node.remove());
          rendered.before(this.#remains);
        }
        rendered?.remove();
        this.#hasStopped ||= isGuilty;
        if (isGuilty && !isOver) this.fail(broken);
        return !isOver;
      }

      #slot() {
        return this.shadowRoot.querySelector("slot:not([name])");
      }

      refresh() {
        if (this.#reader) this.#guard((reader) => reader.refresh());
        else this.run().catch(() => {});
      }

      fail(error) {
        this.tell(error);
        const root = this.shadowRoot;
        if (!root) return;
        if (baseSheet) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== baseSheet);
        // What is already rendered stays readable; only where the page has an
        // article of its own does that one take its place.
        if (this.#hasOwn()) {
          for (const node of root.children) node.hidden = node.localName !== "slot";
          this.#slot().inert = false;
        }
      }

      tell(error) {
        const known = error.readerly ? error : fault("start", String(error),
          "report this line to the makers of Readerly");
        if (reported !== known.message) console.error(`[readerly] ${known.message}`);
        reported = known.message;
        this.dispatchEvent(new CustomEvent("readerly-error", {
          __proto__: null, bubbles: true, composed: true,
          detail: { code: known.code, message: known.message },
        }));
      }

      // Paper does not wait, so this reader may come too late for it: then the
      // page's own article is printed, or else the address of the one to read.
      print(start) {
        this.#address?.remove();
        if (!start || this.#slot().hidden) return;
        this.run().catch(() => {});
        if (!this.hasAttribute("src") || this.#hasOwn()) return;
        const link = this.#address = document.createElement("a");
        link.href = this.getAttribute("src");
        link.textContent = link.href;
        if (/^https?:/.test(link.href)) this.shadowRoot.append(link);
      }

      #hasOwn() {
        return [...this.childNodes].some((node) => !node.slot && node.textContent.trim());
      }

      #changed() {
        if (this.#updating || !this.#reader) return;
        this.#updating = true;
        queueMicrotask(() => {
          this.#updating = false;
          if (this.isConnected) this.#guard((reader) => reader.update());
        });
      }

      #guard(action) {
        if (!this.#reader || broken) return;
        try {
          action(this.#reader);
        } catch (error) {
          this.fail(error);
        }
      }
    }

    for (const [key, name] of PROPERTIES) {
      // `lang` is every element's.
      if (key in HTMLElement.prototype) continue;
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
      const page = document.scrollingElement ?? document.documentElement;
      const excess = () => page.scrollWidth - page.clientWidth;
      const largest = (limit, ask) => {
        ask(0);
        const unavoidable = excess();
        let [fitting, tried, tooLarge] = [0, limit, limit + 1];
        while (fitting < tried) {
          ask(tried);
          if (excess() > unavoidable) tooLarge = tried;
          else fitting = tried;
          tried = (fitting + tooLarge) >> 1;
        }
        ask(fitting);
        return fitting;
      };
      let most = Math.min(1216, page.clientWidth);
      askForRoom(280, most);
      if (excess() <= 0) return;
      most = largest(most, (tried) => askForRoom(0, tried));
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
        copies = 1;
        return start();
      }).catch((error) => {
        loading = undefined;
        throw error;
      });
    }

    // What stands in markup may come from people who may not bring scripts, so an
    // element's attributes may name scripts of this page's origin only, or in
    // the folder of ours.
    const isTrusted = (url) => /^https?:/.test(url) && (new URL(url).origin === self.origin ||
      /^https?:/.test(address) && url.startsWith(new URL(".", address).href));

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
        console.warn(`[readerly] base="${said}" ${url ? "on an element names another origin" : "is no address"}, so it is ignored. ` +
          "What to do: name a folder of this page's origin, or say it on the script tag: data-base.");
      }
    }

    // A file by its name in the release. Each release has names of its own, so
    // none comes out of a cache that an older one has filled.
    function locate(name) {
      if (files && !place) return files[name];
      return place ?? address ? new URL(name, place ?? address).href : `./${name}`;
    }

    async function start() {
      if (typeof WebAssembly !== "object") {
        throw fault("no-webassembly", "this browser has no WebAssembly, so the page's own article is shown",
          "nothing; a current browser shows the reader");
      }
      if (!baseSheet) {
        throw fault("no-style-sheets", "this browser cannot construct style sheets, so the page's own article is shown",
          "nothing; a current browser shows the reader");
      }
      try {
        // Eight bytes make the smallest module: asking first saves a reader
        // behind a strict policy the whole download.
        new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
      } catch (error) {
        throw fault("csp", `the page's Content-Security-Policy forbids WebAssembly (${error.message})`,
          "add 'wasm-unsafe-eval' to its script-src");
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
      });
      importing.catch(() => {});
      if (glueUrl[0] === ".") address = (await imported(importing, glueUrl)).base;
      const fetching = Promise.all([
        fetched("__WASM__", "__WASM_INTEGRITY__", "application/wasm"),
        fetched("__CSS__", "__CSS_INTEGRITY__", "text/css").then((response) => response.text()),
      ]);
      fetching.catch(() => {});
      const glue = await imported(importing, glueUrl);
      const [response, text] = await fetching;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      const type = response.headers.get("content-type") ?? "nothing";
      // Browsers compile what arrives under this very name only, no charset added.
      const isTyped = type.trim().toLowerCase() === "application/wasm";
      if (!isTyped) {
        // The bytes are right (their hash matched), so the reader can run; it
        // only cannot be compiled while it is still arriving.
        console.warn(`[readerly] ${response.url} is served as ${type}, so the reader starts later. ` +
          "What to do: have the server send Content-Type: application/wasm for .wasm files.");
      }
      try {
        await glue.default(response, isTyped);
      } catch (error) {
        throw fault("wasm", `${response.url} could not be started (${error.message})`,
          "upload all files of one Readerly release side by side, unchanged");
      }
      // What not every page needs comes when it is needed: an owner's hls.js by
      // its address, modules of ours by `more`, which the build adds to the glue.
      glue.install(stopped, async (name) => {
        if (!name.includes(":")) return glue.more(fetched, name);
        if (!isTrusted(name)) throw fault("hls", `${name} is on another origin`, "serve it from this page's origin");
        return bring(name);
      }, visits);
      end = glue.end;
      return { glue, sheet };
    }

    // All readers share one module. One that breaks it gives its place to the
    // page's own article, and the others go on in a module that is new.
    function stopped(message) {
      if (broken || !end) return;
      broken = fault("panic", `the reader stopped: ${message}`,
        "reload the page; if it comes again, report this line to the makers of Readerly");
      let number = 0;
      try {
        number = end();
      } catch (error) {
        // It cannot even say so.
      }
      // This runs inside the failing call, where touching the page again could
      // fail in the same way.
      setTimeout(heal, 0, number);
    }

    function heal(number) {
      const readers = [...elements].filter((element) => element.isReader());
      let guilty = readers.filter((element) => number && element.isReader(number));
      // Where nobody knows whose fault it was, all may try once more.
      if (!number && unexplained++) guilty = readers;
      if (!guilty.length) readers[0]?.tell(broken);
      const going = readers.filter((element) => element.strand(guilty.includes(element)));
      broken = loading = end = undefined;
      copies += 1;
      for (const element of going) element.run().catch(() => {});
    }

    async function imported(importing, url) {
      try {
        return await importing;
      } catch (error) {
        throw await diagnose(url, "javascript", `it does not run (${error.message})`,
          "upload all files of one Readerly release side by side, unchanged; if another file is named here, see to that one");
      }
    }

    async function fetched(name, integrity, type) {
      const url = locate(name);
      const ask = (cache) => fetch(url, {
        __proto__: null, method: "GET", mode: "cors", credentials: "same-origin", integrity, cache,
      });
      let response;
      try {
        // What a cache has spoilt is asked for once more, past it.
        response = await ask("default").catch(() => ask("reload"));
        if (!response.ok) response = await ask("reload");
      } catch (error) {
        throw await diagnose(url, type, "its bytes are not those of this release (integrity)",
          "upload all files of one Readerly release side by side, unchanged; empty the CDN's cache");
      }
      if (!response.ok) throw answered(url, response);
      return response;
    }

    function answered(url, response) {
      return fault("missing-file", `${url} answered ${response.status}`, whereabouts(
        "upload all files of the Readerly release into that folder, beside those of the release before"));
    }

    function whereabouts(remedy) {
      if (!place && files) return "copy the folder node_modules/readerly/readerly beside the script, or name its address by base";
      return place || !script || /\/readerly\.js/.test(script.src) ? remedy :
        'readerly.js was joined with other scripts or moved, so name the folder of its files: base on the element, data-base on the script tag';
    }

    // A browser tells a script no more than "failed": ask again, plainly, to
    // be able to name the cause.
    async function diagnose(url, type, otherwise, remedy) {
      const ask = (mode) => fetch(url, { __proto__: null, method: "GET", mode, credentials: "omit", cache: "no-cache" });
      const response = await ask("cors").catch(() => null);
      const opaque = response || await ask("no-cors").catch(() => null);
      // A violation is reported in a task of its own.
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const [refused, directive] of blocked) {
        if (refused.includes(url)) {
          return fault("csp", `the page's Content-Security-Policy (${directive}) forbids ${url}`,
            `name the host of readerly.js in its ${directive}`);
        }
      }
      if (!opaque) return fault("network", `${url} could not be reached`, "check the address and the connection");
      if (!response) {
        return fault("cors", `the server of ${url} does not let this page read it (CORS)`,
          "have it send Access-Control-Allow-Origin: * for the Readerly files");
      }
      if (!response.ok) return answered(url, response);
      const served = response.headers.get("content-type") ?? "nothing";
      if (served.includes(type)) return fault("refused", `${url} was refused: ${otherwise}`, remedy);
      if (served.includes("javascript")) {
        return fault("wrong-type", `a bundler has made a script of ${url} (it is served as ${served})`,
          "keep the files of Readerly out of the bundle, in the folder for static files (public/ in Vite)");
      }
      return fault("wrong-type", `${url} is served as ${served}`, whereabouts(
        `have the server send the file itself with Content-Type ${type === "javascript" ? "text/javascript" : type}`));
    }

    function fault(code, cause, remedy) {
      const error = new Error(`${cause}. What to do: ${remedy}.`.replace(/\s+/g, " "));
      error.code = code;
      error.readerly = true;
      return error;
    }

    function insert(tag) {
      if (inserted.has(tag)) return;
      inserted.add(tag);
      const options = ATTRIBUTES.filter((name) => tag.hasAttribute(`data-${name}`));
      // Of the folder alone no reader is asked.
      if (!options.some((name) => name !== "base")) return;
      const element = document.createElement(TAG);
      for (const name of options) element.setAttribute(name, tag.getAttribute(`data-${name}`));
      // A page that was saved, or is shown again (Turbo), has the element already.
      element.toggleAttribute(INSERTED, true);
      if (tag.nextElementSibling?.hasAttribute(INSERTED)) return;
      if (document.body?.contains(tag)) return void tag.after(element);
      console.warn("[readerly] the script tag is not in the page's body, so the article goes to its end. " +
        "What to do: put the tag where the article is to appear.");
      const appendToMain = () => {
        const end = document.querySelector("main") ?? document.body;
        if (![...end.children].some((child) => child.isEqualNode(element))) end.append(element);
      };
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", appendToMain, { __proto__: null, once: true });
      else appendToMain();
    }

    function set(element, name, value) {
      if (value === false || value == null) element.removeAttribute(name);
      else element.setAttribute(name, value === true ? "" : typeof value === "object" ? JSON.stringify(value) : value);
    }

    function assign(element, options) {
      for (const [key, value] of Object.entries(options ?? {})) {
        set(element, key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value);
      }
    }

    async function mount(target, options) {
      const parent = typeof target === "string" ? document.querySelector(target) : target;
      if (!(parent instanceof Element)) {
        throw new TypeError(`[readerly] mount found no element for ${target}. What to do: pass an element or its selector.`);
      }
      const element = document.createElement(TAG);
      assign(element, options);
      // One that failed may have named a wrong one.
      if (!loading) folder = options?.base || folder;
      parent.append(element);
      try {
        await element.run();
      } catch (error) {
        element.remove();
        throw error;
      }
      return Object.freeze({
        element,
        update: (changes) => assign(element, changes),
        refresh: () => element.refresh(),
        destroy: () => element.remove(),
      });
    }

    // Not every end is a panic: a trap in WebAssembly is an error of the page.
    addEventListener("error", ({ error }) => {
      if (error instanceof WebAssembly.RuntimeError && isOurs(error.stack)) stopped(error.message);
    });
    document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective, disposition }) => {
      if (disposition === "enforce" && isOurs(blockedURI)) blocked.set(blockedURI, effectiveDirective);
    });
    for (const name of ["load", "resize", "readerly-ready"]) addEventListener(name, fitSoon);
    for (const name of ["beforeprint", "afterprint"]) {
      addEventListener(name, () => elements.forEach((element) => element.print(name[0] === "b")));
    }
    if (customElements.get(TAG)) {
      console.warn(`[readerly] <${TAG}> is defined already, so this script stays idle.`);
    } else {
      customElements.define(TAG, ReaderlyArticle);
    }
    Object.defineProperty(window, "Readerly", {
      __proto__: null, configurable: true, value: Object.freeze({ mount, version: "__VERSION__" }),
    });
    return { insert };
  }
})();
