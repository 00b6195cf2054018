// Allow-list copiers in the manner of the reader: parse in an inert document,
// copy what is known into new elements. One is without fault; each of the
// others has exactly one, which the traps or the oracle must find.
(() => {
  const HTML = "http://www.w3.org/1999/xhtml";
  const KEPT = new Set(("p h2 h3 h4 h5 h6 ul ol li a img strong em br hr blockquote table caption thead tbody tr td th " +
    "sub sup code mark small del ins dl dt dd").split(" "));
  const DROPPED = new Set(("script style template iframe frame frameset object embed applet noscript noembed noframes textarea title " +
    "xmp plaintext select option svg math head link meta base audio video source track").split(" "));

  // A form's named controls hide its own properties.
  const get = (type, name, of) => Object.getOwnPropertyDescriptor(type.prototype, name).get.call(of);
  const childrenOf = (node) => get(Node, "childNodes", node);
  const attributesOf = (node) => get(Element, "attributes", node);

  const safeAddress = (value, schemes) => {
    try {
      const url = new URL(value, document.baseURI);
      return schemes.includes(url.protocol) && !url.username && !url.password ? url.href : null;
    } catch {
      return null;
    }
  };
  const setLink = (copy, href) => {
    copy.setAttribute("href", href);
    copy.setAttribute("rel", "noopener nofollow ugc");
  };
  const faultless = {
    keeps: (node) => node.namespaceURI === HTML && KEPT.has(get(Element, "localName", node)),
    drops: (node) => node.namespaceURI !== HTML || DROPPED.has(get(Element, "localName", node)),
    create: (node) => document.createElement(get(Element, "localName", node)),
    attributes(node, copy) {
      const name = get(Element, "localName", node);
      if (name === "a") this.link(node, copy);
      if (name === "img") {
        copy.setAttribute("alt", node.getAttribute("alt") ?? "");
        const src = safeAddress(node.getAttribute("src") ?? "", ["http:", "https:"]);
        if (src) copy.setAttribute("src", src);
      }
    },
    link(node, copy) {
      const href = safeAddress(node.getAttribute("href") ?? "", ["http:", "https:", "mailto:", "tel:"]);
      if (href) setLink(copy, href);
    },
  };

  const copyChildren = (rules, from, into) => {
    for (const node of [...childrenOf(from)]) {
      if (node.nodeType === Node.TEXT_NODE) {
        into.append(node.data);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        if (rules.keeps(node)) {
          const copy = rules.create(node);
          rules.attributes(node, copy);
          copyChildren(rules, node, copy);
          into.append(copy);
        } else if (!rules.drops(node)) {
          copyChildren(rules, node, into);
        }
      }
    }
  };
  const copier = (change) => {
    const rules = { ...faultless, ...change };
    return (html, root) => {
      const inert = new DOMParser().parseFromString(html, "text/html");
      const holder = document.createDocumentFragment();
      copyChildren(rules, get(Document, "body", inert), holder);
      (rules.finish ?? ((tree, into) => into.append(tree)))(holder, root);
    };
  };
  const keeping = (names, attributes) => ({
    keeps: (node) => faultless.keeps(node) || (node.namespaceURI === HTML && names.includes(get(Element, "localName", node))),
    drops: (node) => !names.includes(get(Element, "localName", node)) && faultless.drops(node),
    attributes(node, copy) {
      faultless.attributes.call(this, node, copy);
      for (const attribute of attributesOf(node)) {
        if (attributes.test(attribute.name)) copy.setAttribute(attribute.name, attribute.value);
      }
    },
  });

  // Everything that is harmless as a tree, of every namespace: what it means
  // changes when it is written out and parsed again.
  const harmful = new Set("script iframe frame frameset object embed applet base meta link form animate set animatetransform animatemotion use template audio video img image button input feimage".split(" "));
  const wide = {
    keeps: (node) => /^[a-z][a-z0-9-]*$/i.test(get(Element, "localName", node)) && !harmful.has(get(Element, "localName", node).toLowerCase()),
    drops: () => true,
    create: (node) => document.createElementNS(node.namespaceURI, get(Element, "localName", node)),
    attributes(node, copy) {
      for (const { name, value } of attributesOf(node)) {
        if (["id", "title", "alt", "class", "color", "encoding", "rel"].includes(name)) copy.setAttribute(name, value);
      }
    },
  };

  window.__copiers = {
    "no fault": copier({}),
    "naive scheme check": copier({
      link(node, copy) {
        const href = node.getAttribute("href");
        if (href && !/^\s*javascript:/.test(href)) setLink(copy, href);
      },
    }),
    "kept handlers": copier(keeping([], /^on/)),
    "kept style": copier(keeping(["style"], /^style$/)),
    "kept object and embed": copier(keeping(["object", "embed"], /^(data|src|type)$/)),
    "kept scripts": copier(keeping(["script"], /^(src|type)$/)),
    "kept forms and names": copier(keeping(["form", "input", "button"], /^(name|id|action|formaction)$/)),
    "blind to namespaces": copier({
      keeps: (node) => KEPT.has(get(Element, "localName", node)),
      drops: (node) => DROPPED.has(get(Element, "localName", node)) && !["svg", "math"].includes(get(Element, "localName", node)),
      create: (node) => document.createElementNS(node.namespaceURI, get(Element, "localName", node)),
    }),
    "wide, as a tree": copier(wide),
    "wide, written out and parsed again": copier({
      ...wide,
      finish(tree, root) {
        const holder = document.createElement("div");
        holder.append(tree);
        root.innerHTML = holder.innerHTML;
      },
    }),
  };
})();
