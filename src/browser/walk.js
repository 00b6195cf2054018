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
  const attributesOf = getter(Element, "attributes");
  const places = new Map(wanted.split(" ").map((name, place) => [name, place]));
  const names = new Map();
  const numbers = [];
  const texts = [];
  const say = (text) => texts.push(text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text);
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
    // A document, or whatever else is no element.
    if (name === "") return;
    const attributes = attributesOf(node);
    for (let index = 0; index < attributes.length; index += 1) {
      const { name, value } = attributes[index];
      const known = places.get(name);
      if (known === undefined) continue;
      mostLetters -= value.length;
      if (mostLetters < 0) return;
      numbers.push(known);
      numbers[place] += 1;
      say(value);
    }
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
      open(node);
      parents.push(node);
      node = firstChild(node);
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
