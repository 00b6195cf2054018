// Renders a batch of payloads in one of several ways, touches them as a person
// would, and reports what the traps and the oracle saw. The story calls
// `__attacks.start({ mode, payloads: [{ n, html }] })` and reads the report.
(() => {
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const place = document.getElementById("place");

  const finished = new Map();
  for (const kind of ["ready", "error"]) {
    document.addEventListener(`readerly-${kind}`, (event) => {
      finished.set(Number(event.target.id.slice(1)), kind === "ready" ? "" : String(event.detail?.message));
    });
  }
  const until = async (condition, milliseconds) => {
    for (let waited = 0; waited < milliseconds && !condition(); waited += 25) await pause(25);
    return condition();
  };

  // A few at a time: nobody's article has to arrive while a hundred others are
  // being rendered.
  const AT_A_TIME = 20;
  const readers = async (wanted) => {
    const hosts = wanted.map(([number, source, format]) => {
      const host = document.createElement("readerly-article");
      host.id = `p${number}`;
      host.setAttribute("src", source);
      if (format) host.setAttribute("format", format);
      host.setAttribute("loading", "eager");
      return host;
    });
    window.__traps.expect(hosts.length);
    for (let at = 0; at < hosts.length; at += AT_A_TIME) {
      const some = hosts.slice(at, at + AT_A_TIME);
      place.append(...some);
      await until(() => finished.size >= at + some.length, 60000);
    }
    return hosts;
  };

  const problemsOf = (roots) => Object.fromEntries([...roots]
    .map(([n, root]) => [n, window.__oracle(root, location.host)])
    .filter(([, problems]) => problems.length));
  const postersOf = (roots) => new Set([...roots.values()]
    .flatMap((root) => [...root.querySelectorAll("video[poster]")].map((video) => video.poster)));
  const touchAll = async (roots) => {
    let touched = 0;
    for (const [n, root] of roots) {
      window.__traps.during = n;
      touched += window.__person(root);
      // A `javascript:` link runs in a task of its own.
      if (root.querySelector("a, area, form")) await pause(0);
    }
    await pause(50);
    window.__traps.during = null;
    return touched;
  };
  const seen = async (roots) => {
    // Pictures fail, frames load, animations begin.
    await pause(300);
    const problems = problemsOf(roots);
    const requests = window.__traps.requests(postersOf(roots));
    const touched = await touchAll(roots);
    await pause(200);
    window.__traps.leftovers();
    return { problems, requests, touched, executions: [...window.__traps.executions] };
  };

  // The reader of the release build, one for each payload.
  const reader = async ({ payloads, source, format }) => {
    window.__traps.watch();
    const hosts = await readers(payloads.map(({ n }) => [n, source.replace("#", n), format]));
    const roots = new Map();
    const failed = [];
    for (const [index, { n }] of payloads.entries()) {
      const host = hosts[index];
      if (finished.get(n) === "") roots.set(n, host.shadowRoot);
      else failed.push([n, finished.get(n) ?? "said nothing"]);
    }
    return { ...await seen(roots), rendered: roots.size, failed };
  };

  // Each payload twice, by what this browser makes of it and by what the native
  // reader did; both by the same view, so that the models are alike where the
  // elements are.
  const twins = async ({ payloads, source, twin }) => {
    const SECOND = 1000000;
    const hosts = await readers(payloads.flatMap(({ n }) => [
      [n, source.replace("#", n)],
      [n + SECOND, twin.replace("#", n)],
    ]));
    const differences = {};
    const failed = [];
    for (const [index, { n }] of payloads.entries()) {
      const said = [n, n + SECOND].map((number) => finished.get(number) ?? "said nothing").join("");
      if (said) {
        failed.push([n, said]);
        continue;
      }
      // A picture takes its size when it has arrived, in one of the two perhaps
      // earlier. What the article says of it stands before its address.
      const [one, other] = hosts.slice(2 * index, 2 * index + 2)
        .map((host) => host.shadowRoot.innerHTML.replace(/(\/picture\.svg") width="\d+" height="\d+"/g, "$1"));
      if (one === other) continue;
      let at = 0;
      while (one[at] === other[at]) at += 1;
      const around = (text) => text.slice(Math.max(0, at - 60), at + 240);
      differences[n] = [around(one), around(other)];
    }
    return { differences, failed, rendered: payloads.length - failed.length };
  };

  // A copier of the test's own, some with a planted fault.
  const copier = async ({ payloads, copy }) => {
    const roots = new Map();
    window.__traps.watch();
    for (const { n, html } of payloads) {
      const host = document.createElement("div");
      const root = host.attachShadow({ mode: "open" });
      window.__traps.expect(1);
      place.append(host);
      window.__traps.during = n;
      window.__copiers[copy](html, root);
      window.__traps.during = null;
      roots.set(n, root);
    }
    return { ...await seen(roots), rendered: roots.size, failed: [] };
  };

  // No allow-list at all: each payload in a frame, which keeps what it does
  // to itself, as a document or by `innerHTML` in a shadow root.
  const frames = async ({ payloads, source }) => {
    const all = new Map();
    let loaded = 0;
    for (const { n } of payloads) {
      const frame = document.createElement("iframe");
      // Not allow-modals: a frame within the frame has no traps, and its
      // dialogs would stop the browser.
      frame.dataset.payload = n;
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
      frame.addEventListener("load", () => (loaded += 1), { once: true });
      frame.src = source.replace("#", n);
      all.set(n, frame);
      place.append(frame);
    }
    // A payload can keep its frame from loading; a slow machine keeps all of
    // them for a while.
    for (let before = -1; before < loaded && loaded < all.size; ) {
      before = loaded;
      await until(() => loaded >= all.size, 3000);
    }
    await pause(300);
    const problems = {};
    for (const [n, frame] of all) {
      try {
        const inside = frame.contentDocument;
        const root = inside.getElementById("inner")?.shadowRoot ?? inside.body ?? inside;
        const found = window.__oracle(root, location.host);
        if (found.length) problems[n] = found;
        frame.contentWindow.__person(root);
      } catch {
        // It has gone elsewhere: the traps have seen that.
      }
    }
    await pause(400);
    const executions = [];
    for (const n of all.keys()) {
      for (const { what } of window.__traps.framed(n)) executions.push({ during: n, what });
    }
    const report = structuredClone({ problems, executions });
    place.replaceChildren();
    return { ...report, requests: [], touched: 0, rendered: all.size, failed: [] };
  };

  const modes = { reader, twins, copier, frames };
  window.__attacks = {
    report: null,
    start(batch) {
      this.report = null;
      modes[batch.mode](batch).then(
        (report) => (this.report = report),
        (error) => (this.report = { broken: String(error?.stack ?? error) }),
      );
    },
  };
})();
