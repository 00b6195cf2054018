// Reads a whole tree of nodes in one go, so that a reader of HTML need not ask
// the browser for each name, attribute and text by itself.
//
// The answer is a list of numbers and one text; src/article/dom/record.rs says
// what they mean and reads them back.

const ELEMENT = 1;
const TEXT = 3;
const HTML = "http://www.w3.org/1999/xhtml";
const CLOSE = 0;
const LETTERS = 1;
const CUT = 2;
const FIRST_NAME = 3;

// `wanted` names the attributes, with blanks between them. Reading ends after
// `mostNodes`, and there are no attributes any more after `mostLetters` of them.
export function walk(root, wanted, mostNodes, mostLetters) {
  // Everything is asked through the prototypes: named controls stand in for the
  // properties of a form, and named pictures for those of a document
  // (https://html.spec.whatwg.org/#the-form-element,
  // https://html.spec.whatwg.org/#the-document-object).
  const getter = ({ prototype }, name) => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, name);
    return (node) => get.call(node);
  };
  const kindOf = getter(Node, "nodeType");
  const firstChild = getter(Node, "firstChild");
  const nextSibling = getter(Node, "nextSibling");
  const valueOf = getter(Node, "nodeValue");
  const nameOf = getter(Element, "localName");
  const namespaceOf = getter(Element, "namespaceURI");
  const { getAttributeNames: attributeNames, getAttribute: attribute } = Element.prototype;
  const places = new Map(wanted.split(" ").map((name, place) => [name, place]));
  const names = new Map();
  const numbers = [];
  const texts = [];
  const say = (text) => texts.push(text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text);
  // Opens an element, or the document; its name.
  const open = (node) => {
    let name = "";
    if (kindOf(node) === ELEMENT) {
      name = namespaceOf(node) === HTML ? nameOf(node) : ` ${nameOf(node)}`;
    }
    let number = names.get(name);
    if (number === undefined) {
      names.set(name, number = names.size);
      say(name);
    }
    const place = numbers.push(FIRST_NAME + number, 0) - 1;
    // As texts: an attribute's own node would be made for each, and looked for
    // among all of the element's.
    for (const word of name && attributeNames.call(node)) {
      const known = places.get(word);
      if (known === undefined || mostLetters < 0) continue;
      const value = attribute.call(node, word);
      // One for itself, since there may be very many without a value.
      mostLetters -= value.length + 1;
      numbers.push(known);
      numbers[place] += 1;
      say(value);
    }
    return name;
  };
  open(root);
  const parents = [];
  let node = firstChild(root);
  for (;;) {
    if (!node) {
      const closed = parents.pop();
      if (!closed) break;
      numbers.push(CLOSE);
      node = nextSibling(closed);
      continue;
    }
    mostNodes -= 1;
    if (mostNodes < 0) {
      numbers.push(CUT);
      break;
    }
    const kind = kindOf(node);
    if (kind === ELEMENT) {
      parents.push(node);
      // Nobody reads what is drawn or styled, and it may be very much.
      node = /^( svg|style)$/.test(open(node)) ? null : firstChild(node);
      continue;
    }
    if (kind === TEXT) {
      numbers.push(LETTERS);
      say(valueOf(node));
    }
    node = nextSibling(node);
  }
  return [Int32Array.from(numbers), texts.join("\0")];
}
