// Readerly's loader: the one script that a site owner pastes.
//
// It registers <readerly-article>, waits until one comes near the viewport,
// fetches the WebAssembly once per page, and hands each element to it. Until
// then, and for good where the reader cannot run, the article that the page
// already holds stays visible through a <slot>.
//
// It runs as a classic script and as a module, so it may use neither `export`
// nor `import.meta`.
(() => {
  "use strict";

  const TAG = "readerly-article";
  // A test in src/embed/options.rs keeps this list equal to the one in Rust.
  const ATTRIBUTES = [
    "src", "format", "map", "counter", "counter-format", "counter-map", "counter-show",
    "counter-every", "hit", "video", "video-title", "video-poster", "consent", "controls",
    "hls-src", "lang", "theme", "align", "loading",
  ];

  // <img name="currentScript"> in a page would stand in for the real property.
  const current = document.currentScript;
  const script = current instanceof HTMLScriptElement ? current : null;
  const tags = script ? [script] : [...document.querySelectorAll("script[src]")]
    .filter((tag) => /\/readerly\.js([?#]|$)/.test(tag.src));

  const KEY = Symbol.for("readerly");
  let registry = window[KEY];
  if (!registry) {
    registry = window[KEY] = create(tags[0] && tags[0].src);
  }
  tags.forEach(registry.insert);

  function create(address) {
    // Two tags, two copies: only the first to arrive registers.
    const elements = new Set();
    const inserted = new WeakSet();
    let loading;
    let reported;
    let broken;
    let fitting;
    let asked;

    // The base style stands before the reader arrives, so that an element
    // without an article of its own reserves its room and nothing jumps.
    let baseSheet;
    let roomSheet;
    try {
      roomSheet = new CSSStyleSheet();
      askForRoom(280, 1216);
      baseSheet = new CSSStyleSheet();
      baseSheet.replaceSync(
        ":host{display:block}:host([hidden]){display:none}" +
        "@media screen{:host(:empty:not([data-readerly-failed])){min-block-size:100vh}}",
      );
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

      connectedCallback() {
        elements.add(this);
        if (!this.shadowRoot) {
          // Without a prototype, so that a polluted Object.prototype cannot
          // add options to these bags.
          const root = this.attachShadow({ __proto__: null, mode: "open" });
          root.append(document.createElement("slot"));
          if (baseSheet) root.adoptedStyleSheets = [roomSheet, baseSheet];
        }
        fitSoon();
        if (this.#reader) return this.#changed();
        if (this.getAttribute("loading")?.trim() === "eager") return void this.run().catch(() => {});
        this.#observer = new IntersectionObserver((entries) => {
          if (entries.some((entry) => entry.isIntersecting)) this.run().catch(() => {});
        }, { __proto__: null, rootMargin: "800px 0px" });
        this.#observer.observe(this);
      }

      disconnectedCallback() {
        this.#observer?.disconnect();
        // A move in the page disconnects and connects again in the same task.
        setTimeout(() => {
          if (this.isConnected) return;
          elements.delete(this);
          this.#guard((reader) => reader.release());
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
        const { glue, sheet } = await load();
        // An article that stands in the page is there when the page is; and an
        // element with nothing behind it may have a map still to come inside.
        if (document.readyState === "loading" && !(this.nextSibling && this.hasAttribute("src"))) {
          await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { __proto__: null, once: true }));
        }
        if (broken) throw broken;
        const root = this.shadowRoot;
        root.adoptedStyleSheets = [roomSheet, sheet];
        this.toggleAttribute("data-readerly-failed", false);
        this.#reader = new glue.Reader(this, root);
        if (!this.isConnected) this.#reader.release();
      }

      refresh() {
        if (this.#reader) this.#guard((reader) => reader.refresh());
        else this.run().catch(() => {});
      }

      // What a consent manager has allowed, and nothing else.
      consent(...providers) {
        this.setAttribute("consent", ["external", ...providers].join(" "));
      }

      fail(error) {
        const known = error.readerly ? error : fault("start", String(error),
          "report this line to the makers of Readerly");
        if (reported !== known.message) console.error(`[readerly] ${known.message}`);
        reported = known.message;
        this.toggleAttribute("data-readerly-failed", true);
        const root = this.shadowRoot;
        // What is already rendered stays readable; only where the page has an
        // article of its own does that one take its place.
        if (root && this.#hasOwn()) {
          for (const node of root.children) node.hidden = node.localName !== "slot";
        }
        this.dispatchEvent(new CustomEvent("readerly-error", {
          __proto__: null, bubbles: true, composed: true,
          detail: { code: known.code, message: known.message },
        }));
      }

      // Paper does not wait, so this reader may come too late for it: then the
      // page's own article is printed, or else the address of the one to read.
      print(start) {
        this.#address?.remove();
        if (!start || this.hasAttribute("data-readerly-filled")) return;
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

    // A reader measures its room, so it has no width of its own to tell a
    // container that shrinks to fit. An empty grid beside it has a least and a
    // greatest one.
    function askForRoom(least, most) {
      const text = ":host::after{content:'';display:grid;overflow:hidden;" +
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
        loading = undefined;
        throw error;
      });
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
      const importing = import(address ? new URL("readerly-glue.js", address).href : "./readerly-glue.js");
      importing.catch(() => {});
      if (!address) address = (await imported(importing)).base;
      const [wasm, css] = ["readerly_bg.wasm", "readerly.css"].map((name) => new URL(name, address).href);
      const fetching = Promise.all([
        fetched(wasm, "__WASM_INTEGRITY__", "application/wasm"),
        fetched(css, "__CSS_INTEGRITY__", "text/css").then((response) => response.text()),
      ]);
      fetching.catch(() => {});
      const glue = await imported(importing);
      const [response, text] = await fetching;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      let source = response;
      const type = response.headers.get("content-type") ?? "nothing";
      if (!type.startsWith("application/wasm")) {
        // The bytes are right (their hash matched), so the reader can run; it
        // only cannot be compiled while it is still arriving.
        console.warn(`[readerly] ${wasm} is served as ${type}, so the reader starts later. ` +
          "What to do: have the server send Content-Type: application/wasm for .wasm files.");
        source = await response.arrayBuffer();
      }
      try {
        // wasm-bindgen knows its options by their plain prototype.
        await glue.default({ module_or_path: source });
      } catch (error) {
        throw fault("wasm", `${wasm} could not be started (${error.message})`,
          "upload all files of one Readerly release side by side, unchanged");
      }
      // What not every page needs comes when it is needed; the build adds `more`
      // to the glue.
      glue.install(stopped, (name) => glue.more(fetched, name));
      // Not every end is a panic: a trap in WebAssembly is an error of the page.
      addEventListener("error", ({ error }) => {
        if (error instanceof WebAssembly.RuntimeError && /readerly|wasm/.test(error.stack)) stopped(error.message);
      });
      return { glue, sheet };
    }

    // All readers share one module, so they end together.
    function stopped(message) {
      if (broken) return;
      broken = fault("panic", `the reader stopped: ${message}`,
        "reload the page; if it comes again, report this line to the makers of Readerly");
      // This runs inside the failing call, where touching the page again could
      // fail in the same way.
      setTimeout(() => elements.forEach((element) => element.fail(broken)));
    }

    async function imported(importing) {
      try {
        return await importing;
      } catch (error) {
        const name = "readerly-glue.js";
        throw await diagnose(address ? new URL(name, address).href : name, "javascript",
          "the page's Content-Security-Policy does not let it run as a script",
          "name the host of readerly.js in its script-src");
      }
    }

    async function fetched(url, integrity, type) {
      let response;
      try {
        response = await fetch(url, {
          __proto__: null, method: "GET", mode: "cors", credentials: "same-origin", integrity,
        });
      } catch (error) {
        throw await diagnose(url, type, "its bytes are not those of this release (integrity)",
          "upload all files of one Readerly release side by side, unchanged; empty the CDN's cache");
      }
      if (!response.ok) throw answered(url, response);
      return response;
    }

    function answered(url, response) {
      return fault("missing-file", `${url} answered ${response.status}`,
        "upload all files of the Readerly release into the folder of readerly.js");
    }

    // A browser tells a script no more than "failed": ask again, plainly, to
    // be able to name the cause.
    async function diagnose(url, type, otherwise, remedy) {
      let blocked;
      const watch = (event) => { if (event.blockedURI.startsWith(url)) blocked = event.effectiveDirective; };
      document.addEventListener("securitypolicyviolation", watch);
      const ask = (mode) => fetch(url, { __proto__: null, method: "GET", mode, credentials: "omit", cache: "no-cache" });
      try {
        const response = await ask("cors");
        if (!response.ok) return answered(url, response);
        const served = response.headers.get("content-type") ?? "nothing";
        if (!served.includes(type)) {
          return fault("wrong-type", `${url} is served as ${served}`,
            `have the server send the file itself with Content-Type ${type === "javascript" ? "text/javascript" : type}`);
        }
        return fault("refused", `${url} was refused: ${otherwise}`, remedy);
      } catch (error) {
        const opaque = await ask("no-cors").catch(() => null);
        // A violation is reported in a task of its own.
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (blocked) {
          return fault("csp", `the page's Content-Security-Policy (${blocked}) forbids ${url}`,
            `name the host of readerly.js in its ${blocked}`);
        }
        if (opaque) {
          return fault("cors", `the server of ${url} does not let this page read it (CORS)`,
            "have it send Access-Control-Allow-Origin: * for the Readerly files");
        }
        return fault("network", `${url} could not be reached`, "check the address and the connection");
      } finally {
        document.removeEventListener("securitypolicyviolation", watch);
      }
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
      if (!options.length) return;
      const element = document.createElement(TAG);
      for (const name of options) element.setAttribute(name, tag.getAttribute(`data-${name}`));
      if (document.body?.contains(tag)) return void tag.after(element);
      console.warn("[readerly] the script tag is not in the page's body, so the article goes to its end. " +
        "What to do: put the tag where the article is to appear.");
      const place = () => (document.querySelector("main") ?? document.body).append(element);
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place, { __proto__: null, once: true });
      else place();
    }

    function assign(element, options) {
      for (const [key, value] of Object.entries(options ?? {})) {
        const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        if (value === false || value == null) element.removeAttribute(name);
        else element.setAttribute(name, value === true ? "" : typeof value === "object" ? JSON.stringify(value) : value);
      }
    }

    async function mount(target, options) {
      const place = typeof target === "string" ? document.querySelector(target) : target;
      if (!(place instanceof Element)) {
        throw new TypeError(`[readerly] mount found no element for ${target}. What to do: pass an element or its selector.`);
      }
      const element = document.createElement(TAG);
      assign(element, options);
      place.append(element);
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
