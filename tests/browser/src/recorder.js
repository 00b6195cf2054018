// Loaded first by every host page: writes down what the console, the events
// and the security policy say, for the story to read. Plain enough for a
// strict policy, and kept out of the way of what it records.
(() => {
  const record = { console: [], events: [], violations: [], errors: [], layoutShifts: [] };
  Object.defineProperty(window, "__record", { value: record });
  for (const level of ["error", "warn", "info", "log"]) {
    const original = console[level].bind(console);
    console[level] = (...parts) => {
      record.console.push({ level, text: parts.map(String).join(" ") });
      original(...parts);
    };
  }
  for (const type of ["ready", "error", "count", "progress", "video", "consent"]) {
    document.addEventListener(`readerly-${type}`, (event) => {
      const detail = event.detail || {};
      record.events.push({
        type: event.type,
        target: event.target.id || event.target.localName,
        code: String(detail.code ?? ""),
        message: String(detail.message ?? ""),
        detail: JSON.stringify(detail, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "",
        bubbles: event.bubbles,
        composed: event.composed,
      });
    });
  }
  document.addEventListener("securitypolicyviolation", (event) => {
    record.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
  });
  addEventListener("error", (event) => record.errors.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => record.errors.push(`unhandled: ${event.reason}`));
  if (window.PerformanceObserver && PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        record.layoutShifts.push({
          value: entry.value,
          at: entry.startTime,
          recentInput: entry.hadRecentInput,
          nodes: entry.sources.map((source) => {
            const node = source.node;
            const name = node ? `${node.nodeName.toLowerCase()}.${node.className || ""}` : "a removed node";
            const box = (rect) => `${rect.x},${rect.y} ${rect.width}x${rect.height}`;
            return `${name} from ${box(source.previousRect)} to ${box(source.currentRect)}`;
          }),
        });
      }
    }).observe({ type: "layout-shift", buffered: true });
  }
})();
