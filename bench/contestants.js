// Who takes part, and what each reads: article JSON, HTML, or a whole page.

export const CONTESTANTS = {
  "readerly-json": { label: "Readerly, article JSON", isReaderly: true, reads: "json", hasPanel: true },
  "readerly-preload": { label: "Readerly, article JSON, preload lines", isReaderly: true, reads: "json", onlyLoads: true },
  "readerly-html": { label: "Readerly, HTML page", isReaderly: true, reads: "page", hasPanel: true },
  "readerly-inline": { label: "Readerly, inline article", isReaderly: true, reads: "html", hasPanel: true },
  preact: { label: "Preact stack", reads: "json", script: "preact.js", sheet: true, hasPanel: true },
  react: { label: "React stack", reads: "json", script: "react.js", sheet: true, hasPanel: true },
  dompurify: { label: "DOMPurify + innerHTML", reads: "html", script: "dompurify.js" },
  sethtml: { label: "Element.setHTML", reads: "html", script: "sethtml.js" },
  innerhtml: { label: "innerHTML", reads: "html", script: "innerhtml.js" },
  server: { label: "the server's HTML alone", reads: "html", sheet: true, onlyLoads: true },
};

export const ALL = Object.keys(CONTESTANTS);
/** Those that a script can put onto a page and take away again. */
export const MOUNTABLE = ALL.filter((kind) => !CONTESTANTS[kind].onlyLoads);
/** Those with a counter panel, where one setting of each is enough. */
export const POLLING = ["readerly-json", "preact", "react"];

export const labelOf = (kind) => CONTESTANTS[kind].label;
export const articleUrl = (kind, blocks) => `/article/${blocks}.${CONTESTANTS[kind].reads}`;
