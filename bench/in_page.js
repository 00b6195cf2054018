// Runs inside each page before anything else: notes when the article is there,
// what the browser says of painting, shifts and long tasks, and shows articles
// where the bench asks for them. All times are in milliseconds.
(() => {
  const seen = (window.seen = { article: undefined, largestPaint: 0, blocking: 0, shift: 0, errors: [] });

  // An article is there when its title stands in a contestant's place: under the
  // document, or in any shadow root. `readerly-ready` may come a frame later.
  const arrivals = new Set();
  function watch(root, title) {
    new MutationObserver((_, observer) => {
      if (!root.querySelector(title)) return;
      seen.article ??= performance.now();
      for (const tell of arrivals) tell(root);
      // A shadow root is for one article, the document for many.
      if (root !== document) observer.disconnect();
    }).observe(root, { childList: true, subtree: true });
  }
  watch(document, "[data-article] :not(readerly-article) > article h1");
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root, "article h1");
    return root;
  };

  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("longtask", ({ duration }) => { seen.blocking += duration - 50; });
  observe("layout-shift", ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value; });
  observe("largest-contentful-paint", ({ startTime }) => { seen.largestPaint = startTime; });
  document.addEventListener("readerly-error", ({ detail }) => seen.errors.push(detail.message), true);

  // The memory of WebAssembly is in no heap that the browser tells of.
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      for (const value of Object.values((made.instance ?? made).exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
      return made;
    };
  }

  /** Over when the next frame is on the screen. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));

  /** Puts an article into a place; what comes back takes it away again. */
  async function mount(kind, place, { src, ...counter }) {
    if (!kind.startsWith("readerly")) return Peer.mount(place, { src, ...counter });
    if (kind !== "readerly-inline") {
      const options = counter.counter ? { counter: counter.counter, counterEvery: counter.every } : {};
      const reader = await Readerly.mount(place, { src, lang: "vi", theme: "light", ...options });
      return () => reader.destroy();
    }
    const html = await (await fetch(src)).text();
    const element = document.createElement("readerly-article");
    for (const [name, value] of Object.entries({ lang: "vi", theme: "light", loading: "eager" })) element.setAttribute(name, value);
    element.innerHTML = html;
    place.append(element);
    return () => element.remove();
  }

  /** Mounts in a place of its own, and waits for the article. */
  async function begin(kind, options) {
    const place = document.createElement("div");
    place.dataset.article = "";
    document.querySelector("main").append(place);
    let timer;
    const arrival = new Promise((done, failed) => {
      arrivals.add(done);
      place.addEventListener("readerly-error", ({ detail }) => failed(new Error(detail.message)), { once: true });
      timer = setTimeout(() => failed(new Error("no article came in a minute")), 60_000);
    });
    const ending = mount(kind, place, options);
    const root = await Promise.race([arrival, ending.then(() => arrival)]);
    clearTimeout(timer);
    arrivals.clear();
    return { root: root === document ? place : root, end: async () => { (await ending)(); place.remove(); } };
  }

  let shown;
  window.bench = {
    /** Shows an article: when its first part was in the document, and on the screen. */
    async show(kind, options) {
      const start = performance.now();
      shown = await begin(kind, options);
      const inDocument = performance.now() - start;
      await painted();
      const firstScreen = performance.now() - start;
      await painted();
      return { inDocument, firstScreen };
    },

    /** What can be read of what is shown: its letters, by which contestants are compared, and whether it ends. */
    look(lastWords) {
      const text = shown.root.querySelector(".body").textContent.replace(/\s+/g, "");
      return { letters: text.length, isWhole: text.endsWith(lastWords.replace(/\s+/g, "")) };
    },

    async hide() {
      await shown.end();
      shown = undefined;
      await painted();
    },

    /** Shows and hides so many articles, one after the other. */
    async showMany(kind, options, count) {
      for (let index = 0; index < count; index += 1) {
        const { end } = await begin(kind, options);
        await end();
        // A task of its own: leaving the page is only then an end, and no move.
        await new Promise((done) => { setTimeout(done); });
        performance.clearResourceTimings();
      }
    },

    /** Counts what changes in the document from now on, in the counter panel and outside of it. */
    countMutations() {
      const counts = (window.mutations = { inside: 0, outside: 0 });
      new MutationObserver((records) => {
        for (const { target } of records) counts[(target.closest ? target : target.parentElement)?.closest(".counter") ? "inside" : "outside"] += 1;
      }).observe(shown.root, { subtree: true, childList: true, attributes: true, characterData: true });
    },

    webAssemblyBytes: () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  };
})();
