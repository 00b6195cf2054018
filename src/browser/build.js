// Builds elements by a list of steps, so that a reader need not call the browser
// for each element, attribute and text by itself.
//
// src/render/steps.rs says what the steps are. Nothing in them is HTML text.

// `styles/page.css` counts on it. Another module of the page may have said so before,
// and older browsers have nothing of the kind.
try {
  CSS.registerProperty({ name: "--readerly-column", syntax: "<length-percentage>|none", inherits: true, initialValue: "none" });
} catch (error) {
  // Then the edge of headings follows the size of their own letters.
}

// What has the rest of each article built that is not whole yet.
const unfinished = new Set();
const finish = () => {
  for (const go of unfinished) {
    unfinished.delete(go);
    go(Infinity);
  }
};
// Links, addresses and paper may lead to any part.
for (const kind of ["click", "hashchange", "beforeprint"]) addEventListener(kind, finish, true);

// What can be scrolled takes the focus and has a name for as long as a part of it is
// hidden, and at no other time.
const names = new WeakMap();
const frames = new ResizeObserver((entries) => {
  const found = entries.map(({ target }) => [
    target,
    target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight || target.matches(":focus"),
  ]);
  for (const [frame, isCut] of found) {
    const attributes = { role: "group", tabindex: 0, "aria-label": names.get(frame) };
    for (const name in attributes) isCut ? frame.setAttribute(name, attributes[name]) : frame.removeAttribute(name);
    if (!frame.isConnected) frames.unobserve(frame);
  }
});

// The steps between `from` and `to` are whole blocks, which can wait until the
// browser has shown what is around them.
export function build(codes, texts, elements, attributes, from, to, tongues) {
  // For an article that takes over from another.
  if (!to) finish();
  const words = texts.split("\0");
  const attributeNames = attributes.split("\n");
  // Whose words are in which language, where not all are in one.
  const languages = tongues.split("\0");
  const firstElement = 2 + attributeNames.length - 1;
  // The words for an element, until the first one is made; it is copied then.
  const kinds = elements.split("\n");
  const first = (number) => {
    const [name, ...fixed] = kinds[number].split("|");
    const element = document.createElement(name);
    for (const attribute of fixed) {
      const [name, value = ""] = attribute.split("=");
      if (name !== "lang") element.setAttribute(name, value);
      else if (tongues) [element.lang, element.dir] = languages.slice(value);
    }
    return kinds[number] = element;
  };
  const top = document.createDocumentFragment();
  let place = 0;
  let next = 0;
  let node = top;
  let body;
  // As far as `end`, or to the end of the block that `enough` lies in.
  const carryOut = (end, enough = end) => {
    while (place < end && (place < enough || node !== body)) {
      const code = codes[place++];
      if (code === 0) {
        node = node.parentNode;
      } else if (code === 1) {
        node.append(words[next++]);
      } else if (code < firstElement) {
        const name = attributeNames[code - 2];
        const value = words[next++];
        node.setAttribute(name, value);
        if (name === "aria-label" && node.hasAttribute("tabindex")) {
          names.set(node, value);
          // What never comes onto the page would be held on to.
          const frame = node;
          requestAnimationFrame(() => frame.isConnected && frames.observe(frame));
        }
      } else {
        const number = code - firstElement;
        const kind = kinds[number];
        node = node.appendChild((typeof kind === "string" ? first(number) : kind).cloneNode(false));
      }
    }
  };
  carryOut(from);
  body = node;
  const following = next;
  for (; place < to; place += 1) if (codes[place] && codes[place] < firstElement) next += 1;
  carryOut(codes.length);
  if (from === to) return top;
  [place, next, node] = [from, following, body];
  // These were of the module's memory.
  codes = codes.slice();
  const go = (most) => {
    carryOut(to, place + most);
    // A frame costs the more, the more blocks there are, so there are few of them.
    if (place < to) return setTimeout(go, 0, 2 * most);
    unfinished.delete(go);
    body.removeAttribute("aria-busy");
    // How much of it has been passed is known only now.
    dispatchEvent(new Event("scroll"));
  };
  unfinished.add(go);
  body.setAttribute("aria-busy", "true");
  // Nor may the page be short where it is, or will be, scrolled.
  const arrival = performance.getEntriesByType("navigation")[0]?.type;
  if (location.hash || document.hidden || scrollY || arrival !== "navigate") finish();
  else requestAnimationFrame(() => setTimeout(go, 0, 2000));
  return top;
}
