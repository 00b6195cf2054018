// Loaded before anything else on a page that renders attacks: whatever a
// payload can do when it runs is written down here. `data-own` of its tag
// lists the beginnings of the addresses that the reader itself may ask for.
(() => {
  const own = (document.currentScript.dataset.own ?? "").split(" ").filter(Boolean);
  // In a frame of the positive control, the page around it keeps the list: it
  // outlives a frame that a payload sends elsewhere.
  let executions = [];
  try {
    const number = window.frameElement?.dataset.payload;
    if (number !== undefined) executions = parent.__traps.framed(number);
  } catch {
    // A frame within a frame of another origin keeps its own.
  }
  const record = (kind, detail) => {
    let words = "";
    try {
      words = String(detail ?? "").slice(0, 160);
    } catch {
      // A payload's own object may refuse.
    }
    const during = window.__traps?.during ?? null;
    if (executions.length < 4000) executions.push({ during, what: `${kind} ${words}`.trim() });
  };
  const absolute = (url) => {
    try {
      return new URL(url, document.baseURI).href;
    } catch {
      return String(url);
    }
  };
  const isOwn = (url) => own.some((beginning) => absolute(url).startsWith(beginning));
  const put = (object, name, value) => {
    if (object) Object.defineProperty(object, name, { __proto__: null, value, configurable: true, writable: true });
  };

  for (const name of ["alert", "confirm", "prompt", "print"]) {
    put(window, name, (...parts) => void record(name, parts[0]));
  }
  put(window, "open", (url) => (record("window.open", url), null));
  const around = (object, name, urlOf) => {
    const original = object?.[name];
    if (typeof original !== "function") return;
    put(object, name, function (...parts) {
      const url = urlOf(parts);
      if (url === undefined || !isOwn(url)) record(name, url ?? parts[0]);
      return original.apply(this, parts);
    });
  };
  around(window, "fetch", ([input]) => (input instanceof Request ? input.url : String(input)));
  around(XMLHttpRequest.prototype, "open", ([, url]) => String(url));
  around(Navigator.prototype, "sendBeacon", ([url]) => String(url));
  // Not done, only written down: a page that is written anew has lost its traps.
  for (const name of ["write", "writeln", "open"]) {
    put(Document.prototype, name, (...parts) => void record(name, parts[0]));
  }
  around(window, "postMessage", () => undefined);
  around(window, "eval", () => undefined);
  // Drivers make functions of the story's own scripts.
  const isStory = (parts) => parts.some((part) => String(part).includes("// Helpers that every script of the harness"));
  const constructor = (name) => {
    const original = window[name];
    if (typeof original !== "function") return;
    const seen = (parts) => (name === "Function" && isStory(parts)) || record(name, parts[0]);
    put(window, name, new Proxy(original, {
      construct: (target, parts, newTarget) => (seen(parts), Reflect.construct(target, parts, newTarget)),
      apply: (target, self, parts) => (seen(parts), Reflect.apply(target, self, parts)),
    }));
  };
  for (const name of ["WebSocket", "EventSource", "Worker", "SharedWorker", "RTCPeerConnection", "Function", "Notification"]) {
    constructor(name);
  }
  for (const name of ["setTimeout", "setInterval"]) {
    const original = window[name];
    put(window, name, function (task, ...rest) {
      if (typeof task === "string") record(name, task);
      return original.call(window, task, ...rest);
    });
  }
  for (const name of ["log", "info", "warn", "error", "debug", "table", "dir"]) {
    const original = console[name];
    console[name] = (...parts) => {
      if (!String(parts[0]).startsWith("[readerly]")) record(`console.${name}`, parts[0]);
      original.apply(console, parts);
    };
  }
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    configurable: true,
    get() {
      record("reads cookies");
      return cookie.get.call(this);
    },
    set(value) {
      record("sets a cookie", value);
    },
  });

  document.addEventListener("securitypolicyviolation", (event) => {
    record("policy", `${event.effectiveDirective} ${event.blockedURI}`);
  });
  addEventListener("error", (event) => event instanceof ErrorEvent && record("error", event.message));
  addEventListener("unhandledrejection", (event) => record("rejection", event.reason));
  addEventListener("message", (event) => record("message", event.data));
  addEventListener("beforeunload", () => record("leaves the page"));
  addEventListener("pagehide", () => record("left the page"));
  addEventListener("submit", (event) => {
    record("submit", event.target.action);
    event.preventDefault();
  }, true);
  window.navigation?.addEventListener("navigate", (event) => {
    if (event.hashChange || (event.destination.sameDocument && absolute(event.destination.url).split("#")[0] === location.href.split("#")[0])) return;
    record("navigates to", event.destination.url);
    if (event.cancelable) event.preventDefault();
  });

  // What is fetched without a script. A poster is a picture too, but counted
  // as its player's.
  performance.setResourceTimingBufferSize?.(20000);
  const pictures = new Set(["img", "image", "icon"]);
  const requests = (posters) => performance.getEntriesByType("resource")
    .filter(({ name, initiatorType }) => !isOwn(name) && !pictures.has(initiatorType) && !posters.has(name))
    .map(({ name, initiatorType }) => `${initiatorType} ${name.slice(0, 160)}`);

  const framed = {};
  let expected = 0;
  const before = new Set();
  put(window, "__traps", {
    executions,
    record,
    requests,
    /** The payload that is touched right now. */
    during: null,
    framed: (number) => (framed[number] ??= []),
    /** From now on, whatever is new on the page itself is somebody's doing. */
    watch() {
      if (before.size) return;
      for (const name of Object.getOwnPropertyNames(window)) before.add(name);
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) {
            if (node.nodeType !== Node.ELEMENT_NODE) continue;
            if (expected > 0 && node.parentNode?.id === "place") expected -= 1;
            else record("adds to the page", `<${node.localName}>`);
          }
        }
      }).observe(document, { childList: true, subtree: true });
    },
    /** So many hosts are put up by the story itself. */
    expect(count) {
      expected += count;
    },
    /** Names that somebody left on `window`; drivers leave some too. */
    leftovers() {
      const known = /^(\$?cdc_|webdriver|__webdriver|ret_nodes$|Readerly$|__|\d+$)/;
      for (const name of Object.getOwnPropertyNames(window)) {
        if (!before.has(name) && !known.test(name)) {
          record("leaves a global", name);
          before.add(name);
        }
      }
    },
  });
})();
