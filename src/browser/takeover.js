// The moment in which the reader takes the place of the page's own article: the
// line that is being read keeps its height, and what a person has selected,
// focused or opened in the one article is so in the other.
//
// An owner is an element with letters of its own. It has its twin in the other
// article where it is, in both, the n-th of as many that say the same.

// As in src/browser/host.rs.
const LEAVING = 1;
const GONE = 2;

// How to go on where the page's own article left off, by its slot.
const left = new WeakMap();

export function takeOver(host, fallback) {
  const slot = host.shadowRoot?.querySelector("slot:not([name])");
  if (!slot) return;
  // What no frame has shown yet, nobody reads, and it would be laid out in vain.
  if (fallback === LEAVING && !host.isSeen) fallback = GONE;
  if (fallback === LEAVING && !slot.hidden && !slot.hasAttribute("inert")) {
    unlessItFails(() => left.set(slot, remember(host)));
    // Yew may let the browser paint before it says that the old one is gone.
    queueMicrotask(() => goOn(slot));
  }
  slot.toggleAttribute("inert", fallback === LEAVING);
  slot.toggleAttribute("hidden", fallback === GONE);
  if (fallback === GONE) goOn(slot);
}

function goOn(slot) {
  const restore = left.get(slot);
  left.delete(slot);
  unlessItFails(() => restore?.());
}

// Named controls stand in for the properties of a form. An article at another
// height is better than none.
function unlessItFails(work) {
  try {
    work();
  } catch (error) {
    // It stays as it is.
  }
}

const textsIn = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  return texts;
};
const ownersIn = (root) => [...new Set(textsIn(root).map((text) => text.parentElement))];
const boxOf = (element) => element.getBoundingClientRect();
const said = (element) => element.href ?? element.textContent.replace(/\s+/g, " ").trim();
const controlsIn = (root) => [...root.querySelectorAll("a,summary")];

// What answers the twin of an owner, or of a control, of one article in another.
// Most who see an article taken over ask for none.
function twins(list, old, now) {
  const byWords = (root) => {
    const all = new Map();
    for (const one of list(root)) {
      if (one.closest(".outline")) continue;
      const words = said(one);
      all.set(words, [...all.get(words) ?? [], one]);
    }
    return all;
  };
  let both;
  return (one) => {
    both ??= [old, now].map(byWords);
    const [same, others] = both.map((all) => all.get(said(one)) ?? []);
    return same.length === others.length ? others[same.indexOf(one)] : undefined;
  };
}

function remember(host) {
  const { top, bottom } = boxOf(host);
  // Who has scrolled past the article goes on reading what is in the middle of the
  // window; most browsers see to that by themselves.
  const below = bottom > 0 || CSS.supports("overflow-anchor", "auto") ? null : document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const belowTop = below && boxOf(below).top;
  // A line that begins in the upper half of the window is likelier read than one
  // that goes on from above it.
  const far = ([, { top }]) => top > -8 ? Math.abs(top) : innerHeight / 2;
  // Who still has the article's beginning before them is not moved.
  const seen = (top < 0 ? ownersIn(host) : [])
    .map((owner) => [owner, boxOf(owner)])
    .filter(([, box]) => box.height && box.bottom > 0 && box.top < innerHeight)
    .sort((one, other) => far(one) - far(other));
  const active = host.getRootNode().activeElement;
  const selection = getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;

  return () => {
    const article = host.shadowRoot.querySelector("article");
    if (!article) return;
    // Only what is laid out has a height to go by.
    if (seen.length) article.querySelectorAll("[data-lines]").forEach((block) => block.removeAttribute("data-lines"));
    const twinOf = twins(ownersIn, host, article);
    const controlOf = twins(controlsIn, host, article);
    for (const summary of host.querySelectorAll("details[open]>summary")) {
      controlOf(summary)?.parentElement.toggleAttribute("open", true);
    }

    // Of an owner that begins above the window the same share is above it again.
    let shift = below ? boxOf(below).top - belowTop : 0;
    for (const [owner, { top, height }] of seen) {
      const twin = twinOf(owner);
      if (!twin) continue;
      const box = boxOf(twin);
      shift = box.top - (top < 0 ? top * box.height / height : top);
      break;
    }
    scroll(host, Math.round(shift));

    if (host.contains(active)) controlOf(active)?.focus({ preventScroll: true });

    // By the letters before it, since blanks may differ.
    const place = (node, offset) => {
      const owner = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      const range = document.createRange();
      range.setStart(owner, 0);
      range.setEnd(node, offset);
      let letters = range.toString().replace(/\s/g, "").length;
      for (const text of textsIn(twinOf(owner))) {
        for (let index = 0; index <= text.length; index += 1) {
          if (!letters) return [text, index];
          if (text.data[index]?.trim()) letters -= 1;
        }
      }
    };
    if (host.contains(anchorNode) && host.contains(focusNode)) {
      selection.setBaseAndExtent(...place(anchorNode, anchorOffset), ...place(focusNode, focusOffset));
    }
  };
}

// A page that is loaded anew is short until its article has come, and browsers give
// up before. So the block that is read, and how far it is above the window's edge,
// stand with the page's entry in the history, beside what the page keeps there; and
// where it keeps nothing, apart, since a script may ask whether there is a state.
const keyOf = () => `readerly:${location.pathname}${location.search}`;
const numberOf = (host) => [...document.querySelectorAll("readerly-article")].indexOf(host);
const blocksOf = (host) => [...host.shadowRoot.querySelectorAll(".body>*")];

export function keepPlace(host) {
  const blocks = blocksOf(host);
  const block = blocks.findIndex((one) => boxOf(one).bottom > 0);
  // The article's beginning, and what is below it, are the browser's matter.
  const isInside = block >= 0 && boxOf(host).top < 0 && boxOf(blocks[block]).top < innerHeight;
  const known = kept();
  if (!isInside && known[0] !== numberOf(host)) return;
  const place = isInside ? [numberOf(host), block, boxOf(blocks[block]).top] : [];
  // Scripts of the page may hear of each change of its state.
  if (`${place}` === `${known}`) return;
  const { state } = history;
  if (state?.constructor === Object) history.replaceState({ ...state, readerly: place }, "");
  else unlessItFails(() => sessionStorage[keyOf()] = JSON.stringify(place));
}

function kept() {
  let place = history.state?.readerly;
  unlessItFails(() => place ??= JSON.parse(sessionStorage[keyOf()]));
  return place ?? [];
}

// Scrolling by wheel or finger is no activation to a browser.
let hasActed = false;
for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => hasActed = true, { __proto__: null, capture: true, once: true, passive: true });

export function findPlace(host) {
  const [number, block, top] = kept();
  const [{ type }] = performance.getEntriesByType("navigation");
  const one = blocksOf(host)[block];
  // Who has done anything meanwhile is where they want to be.
  if (type === "navigate" || number !== numberOf(host) || !one || hasActed || navigator.userActivation?.hasBeenActive) return;
  scroll(host, boxOf(one).top - top);
}

// Scrolls what the reader stands in: the nearest box that scrolls, or the page.
function scroll(host, top) {
  if (!top) return;
  const by = { __proto__: null, top, behavior: "instant" };
  for (let box = host; box = box.assignedSlot ?? box.parentElement ?? box.getRootNode().host;) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box.scrollBy(by);
  }
  window.scrollBy(by);
}
