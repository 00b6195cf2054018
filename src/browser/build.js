// Builds elements by a list of steps in one go, so that a reader need not call
// the browser for each element, attribute and text by itself.
//
// src/render/steps.rs says what the steps are. Nothing in them is HTML text.
export function build(codes, texts, elements, attributes) {
  const words = texts.split("\0");
  const names = attributes.split("\n");
  const firstElement = 2 + names.length - 1;
  // The words for an element, until the first one is made; it is copied then.
  const kinds = elements.split("\n");
  const first = (number) => {
    const [name, ...fixed] = kinds[number].split("|");
    const element = document.createElement(name);
    for (const attribute of fixed) {
      const [name, value = ""] = attribute.split("=");
      element.setAttribute(name, value);
    }
    return kinds[number] = element;
  };
  const top = document.createDocumentFragment();
  let next = 0;
  let node = top;
  for (const code of codes) {
    if (code === 0) {
      node = node.parentNode;
    } else if (code === 1) {
      node.append(words[next++]);
    } else if (code < firstElement) {
      node.setAttribute(names[code - 2], words[next++]);
    } else {
      const number = code - firstElement;
      const kind = kinds[number];
      node = node.appendChild((typeof kind === "string" ? first(number) : kind).cloneNode(false));
    }
  }
  return top;
}
