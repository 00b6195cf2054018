// Why the reader could not start, and what to do about it: what readerly.js asks
// for when something went wrong, and never before.
//
// It comes as a classic script, for which no server on another origin has to
// give leave, so it may use neither `export` nor `import.meta`.
(() => {
  "use strict";

  // How the line looks that stands in for an article in vain, its button and its
  // link: as the page's text around it. The loader has no room for that.
  const LOOK = "div,button,a{font:1rem/1.6 system-ui,sans-serif;color:inherit}" +
    "button{min-block-size:2.75rem;margin-block:.5rem;margin-inline:0 .75rem;padding:.25rem 1.25rem;border:1px solid;border-radius:.4rem;background:none;font-weight:600;cursor:pointer}";
  const ADDRESS = { __proto__: null, vi: "Địa chỉ của bài viết", ar: "عنوان المقال", en: "The article's address" };

  const RELEASE = "upload all files of one Readerly release side by side, unchanged";

  // Cause and remedy by code; `detail` is what the loader knows.
  const KNOWN = {
    __proto__: null,
    "no-webassembly": () => ["this browser has no WebAssembly, so the page's own article is shown", "nothing; a current browser shows the reader"],
    "no-style-sheets": () => ["this browser cannot construct style sheets, so the page's own article is shown", "nothing; a current browser shows the reader"],
    mount: (detail) => [`mount found no element for ${detail}`, "pass an element or its selector"],
    idle: (detail) => [`<${detail}> is defined already, so this script stays idle`, "leave out one of the two scripts that define it"],
    csp: (detail) => [`the page's Content-Security-Policy forbids WebAssembly (${detail})`, "add 'wasm-unsafe-eval' to its script-src"],
    wasm: (detail, url) => [`${url} could not be started (${detail})`, RELEASE],
    hls: (detail) => [`${detail} is on another origin`, "serve it from this page's origin"],
    panic: (detail) => [`the reader stopped: ${detail}`, "reload the page; if it comes again, report this line to the makers of Readerly"],
    start: (detail) => [detail, "report this line to the makers of Readerly"],
    base: (detail) => [`base="${detail}" ${isAddress(`${detail.trim()}/`) ? "on an element names another origin" : "is no address"}, so it is ignored`,
      "name a folder of this page's origin, or say it on the script tag: data-base"],
    type: (detail, url) => [`${url} is served as ${detail}, so the reader starts later`,
      "have the server send Content-Type: application/wasm for .wasm files"],
    place: () => ["the script tag is not in the page's body, so the article goes to its end", "put the tag where the article is to appear"],
  };

  function isAddress(text) {
    try {
      return !!new URL(text, document.baseURI);
    } catch (error) {
      return false;
    }
  }

  // A browser tells a script no more than "failed": ask again, plainly, to be able
  // to name the cause.
  async function diagnose(error, directive, whereabouts) {
    const { url, type, message } = error;
    if (directive) {
      return ["csp", `the page's Content-Security-Policy (${directive}) forbids ${url}`,
        `name the host of readerly.js in its ${directive}`];
    }
    const ask = (mode) => fetch(url, { __proto__: null, method: "GET", mode, credentials: "omit", cache: "no-cache" });
    const response = await ask("cors").catch(() => null);
    const opaque = response || await ask("no-cors").catch(() => null);
    if (!opaque) return ["network", `${url} could not be reached`, "check the address and the connection"];
    if (!response) {
      return ["cors", `the server of ${url} does not let this page read it (CORS)`,
        "have it send Access-Control-Allow-Origin: * for the Readerly files"];
    }
    if (!response.ok) {
      return ["missing-file", `${url} answered ${response.status}`, whereabouts(
        "upload all files of the Readerly release into that folder, beside those of the release before")];
    }
    const served = response.headers.get("content-type") ?? "nothing";
    if (served.includes(type)) {
      return type === "javascript" ?
        ["refused", `${url} was refused: it does not run (${message})`, `${RELEASE}; if another file is named here, see to that one`] :
        ["refused", `${url} was refused: its bytes are not those of this release (integrity)`, `${RELEASE}; empty the CDN's cache`];
    }
    if (served.includes("javascript")) {
      return ["wrong-type", `a bundler has made a script of ${url} (it is served as ${served})`,
        "keep the files of Readerly out of the bundle, in the folder for static files (public/ in Vite)"];
    }
    return ["wrong-type", `${url} is served as ${served}`, whereabouts(
      `have the server send the file itself with Content-Type ${type === "javascript" ? "text/javascript" : type}`)];
  }

  function dress() {
    for (const { shadowRoot } of document.querySelectorAll("readerly-article")) {
      const link = shadowRoot?.querySelector("[role=status]~button~a");
      // Where one tries again they are the same ones still.
      if (!link || link.textContent !== link.href) continue;
      const lang = (shadowRoot.host.closest("[lang]")?.lang || navigator.language).slice(0, 2).toLowerCase();
      link.textContent = ADDRESS[lang] ?? ADDRESS.en;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(LOOK + (lang === "ar" ? ":host{direction:rtl}" : ""));
      shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
    }
  }

  // What the loader finds out by itself is the code, of a file its address, and
  // which `directive` of the page's policy has kept it away.
  // `isNamed`: somebody has said the folder of our files; `isPackage`: a bundler
  // knows them; `script`: the loader's tag, where it has one.
  window[Symbol.for("readerly")].explain = async (error, directive, isNamed, isPackage, script) => {
    const whereabouts = (remedy) => {
      if (isNamed) return remedy;
      if (isPackage) return "copy the folder node_modules/readerly/readerly beside the script, or name its address by base";
      return !script || /\/readerly\.js/.test(script.src) ? remedy :
        "readerly.js was joined with other scripts or moved, so name the folder of its files: base on the element, data-base on the script tag";
    };
    const [code, cause, remedy] = error.type ? await diagnose(error, directive, whereabouts) :
      [error.code, ...KNOWN[error.code](error.message, error.url)];
    error.code = code;
    error.message = cause;
    dress();
    return remedy;
  };
})();
