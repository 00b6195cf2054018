// Helpers that every script of the harness begins with. They see the page as
// it is drawn: through open shadow roots and slots, without what is hidden.
const drawnChildren = (element) => {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  if (element.localName === "slot") {
    const assigned = element.assignedNodes();
    return assigned.length ? assigned : element.childNodes;
  }
  return element.childNodes;
};
const skipped = new Set(["script", "style", "template", "noscript", "video", "audio", "canvas", "iframe", "object", "svg"]);
const textOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) {
    const parent = node.parentElement || node.parentNode.host;
    return parent && getComputedStyle(parent).visibility !== "visible" ? "" : node.data.replace(/\s+/g, " ");
  }
  if (node.nodeType !== Node.ELEMENT_NODE || skipped.has(node.localName)) return "";
  const display = getComputedStyle(node).display;
  if (display === "none") return "";
  let text = "";
  for (const child of drawnChildren(node)) text += textOf(child);
  return /^inline|^contents|^ruby/.test(display) ? text : `\n${text}\n`;
};
const tidy = (text) => text.replace(/[ \t]*\n[\s]*/g, "\n").replace(/ {2,}/g, " ").trim();
const deepAll = (selector, root = document) => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches(selector)) found.push(node);
    if (node.shadowRoot) for (const child of node.shadowRoot.children) walk(child);
    for (const child of node.children || []) walk(child);
  };
  walk(root);
  return found;
};
const deepActive = () => {
  let active = document.activeElement;
  while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
const isDrawn = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
};
