// A person who touches everything: each rendered element gets the events of
// its own handlers and the common ones, the focus, and a click whose ordinary
// navigation is called off. A `javascript:` link is let go: that it runs is
// what the traps are there to see.
(() => {
  // An element's own handlers, and what moves a page without any. A player is
  // left alone: one that is asked to play fetches its captions, as it should.
  const COMMON = ["mouseover", "pointerenter", "mousedown", "keydown", "input", "change", "auxclick"];
  const kindsOf = (element) => [
    ...COMMON,
    ...element.getAttributeNames().filter((name) => /^on[a-z]/i.test(name)).map((name) => name.slice(2).toLowerCase()),
  ];

  const callOff = (event) => {
    const link = event.composedPath().find((node) => node.localName === "a" || node.localName === "area");
    const address = link && (link.href?.baseVal ?? link.href ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href"));
    let scheme = "";
    try {
      scheme = new URL(address, document.baseURI).protocol;
    } catch {
      // Not an address.
    }
    if (link && scheme !== "javascript:") event.preventDefault();
  };
  // First of all, before a handler that a faulty copier kept can stop the event.
  addEventListener("click", callOff, true);
  // WebKit follows a link for this one too.
  addEventListener("auxclick", callOff, true);

  const touch = (element) => {
    for (const kind of kindsOf(element)) {
      if (kind !== "click") element.dispatchEvent(new Event(kind, { cancelable: true, composed: true }));
    }
    if (typeof element.focus === "function") HTMLElement.prototype.focus.call(element, { preventScroll: true });
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true });
    element.dispatchEvent(click);
  };
  // This event ends at the shadow root, and the page would be sent elsewhere.
  const callOffSubmit = (event) => {
    window.__traps?.record("submit in a shadow root");
    event.preventDefault();
  };
  window.__person = (root) => {
    root.addEventListener("submit", callOffSubmit, true);
    const elements = [...root.querySelectorAll("*")];
    for (const element of elements) {
      // Behind this button is the provider's player: pressing it asks for it.
      if (element.closest?.("button.facade")) continue;
      try {
        touch(element);
      } catch {
        // An element of another namespace may not know how to be focused.
      }
    }
    return elements.length;
  };
})();
