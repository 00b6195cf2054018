// What the view can make, written down a second time: every element with the
// attributes it may have. Whatever else stands in a reader came from a source.
(() => {
  const ATTRIBUTES = {
    a: "href rel class role aria-label aria-current id lang dir",
    abbr: "title tabindex role",
    article: "lang dir aria-labelledby data-hyphens",
    audio: "controls preload aria-label src",
    blockquote: "",
    br: "",
    button: "type class aria-label aria-current aria-pressed",
    canvas: "class aria-hidden width height",
    caption: "",
    code: "lang dir",
    dd: "translate",
    del: "",
    details: "open class part",
    div: "class part dir lang hidden data-theme data-align data-columns data-lines data-player data-address role tabindex aria-label",
    dl: "data-lines",
    dt: "",
    em: "",
    figcaption: "",
    figure: "class data-lines",
    footer: "class part",
    h1: "class part id aria-level",
    h2: "class id lang dir aria-level",
    h3: "id aria-level",
    h4: "id aria-level",
    h5: "id aria-level",
    h6: "id aria-level",
    header: "",
    hr: "",
    input: "type autocomplete",
    label: "class",
    img: "class alt width height loading decoding srcset sizes src",
    ins: "",
    li: "id class hidden aria-current",
    mark: "",
    nav: "aria-labelledby",
    ol: "start reversed class dir lang aria-label data-lines data-digits",
    option: "selected",
    p: "class id part role lang dir data-lines",
    pre: "class tabindex role lang dir translate aria-label data-language",
    rp: "",
    rt: "",
    ruby: "",
    section: "class part role aria-labelledby",
    select: "",
    slot: "name hidden inert",
    small: "",
    source: "src type",
    span: "class lang dir aria-hidden translate role",
    strong: "",
    sub: "",
    summary: "id lang dir",
    sup: "",
    table: "lang dir",
    tbody: "",
    td: "colspan rowspan data-align",
    th: "scope colspan rowspan data-align",
    thead: "",
    time: "datetime lang dir",
    tr: "",
    track: "kind srclang label default src",
    ul: "class data-lines",
    video: "controls playsinline preload aria-label poster width height crossorigin lang dir",
  };
  for (const name of Object.keys(ATTRIBUTES)) ATTRIBUTES[name] = new Set(ATTRIBUTES[name].split(" "));

  // Attributes whose value is one of ours, never a word of the source.
  const number = /^\d+$/;
  const VALUES = {
    class: /^(author|beside|body|button|byline|code|credit|deeper|deepest|facade|facts|failure|failure-title|figure|audio|gallery|gallery-pictures|kicker|lead|loading|main|main-picture|line-picture|measure|measure counted|modified|name|note-back|notice|original|rest|task|note-reference|notes|outline|page|play|published|quote|reader|role|table|tags|title|title long|video|video-box|video-box portrait|video-figure|video-link|video-notice|video-title|video-failed|video-caption|video-player|video-place|video-float|shape|video-texts|video-text|video-text-tools|video-text-state|video-search|video-found|video-lines|video-lang|video-time|video-line|video-tools|views)$/,
    part: /^(body|byline|facts|failure|kicker|lead|original|outline|reader|rest|title|video)$/,
    role: /^(group|alert|status|doc-endnotes|doc-noteref|doc-backlink|button)$/,
    dir: /^(ltr|rtl|auto)$/,
    lang: /^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$/,
    srclang: /^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$/,
    "data-theme": /^(auto|light|dark|contrast|contrast-dark)$/,
    "data-align": /^(auto|start|left|center|right|number)$/,
    tabindex: /^0$/,
    "data-columns": number,
    "data-lines": number,
    "data-digits": number,
    "data-player": number,
    type: /^(button|search|[a-z]+\/[\w.+-]+(; ?codecs=.*)?)$/i,
    type: /^(button|(video|audio)\/[a-z0-9-]+)$/,
    scope: /^(col|row)$/,
    name: /^(header|footer|video)$/,
    loading: /^(lazy|eager)$/,
    decoding: /^async$/,
    preload: /^none$/,
    kind: /^(captions|subtitles|descriptions|chapters)$/,
    crossorigin: /^anonymous$/,
    rel: /^(noopener nofollow ugc|noopener|author)$/,
    "aria-labelledby": /^readerly-(title|(notes|video|counter|contents)( readerly-title)?)$/,
    "aria-hidden": /^true$/,
    translate: /^no$/,
    "aria-level": /^[2-6]$/,
    start: /^-?\d+$/,
    width: number,
    height: number,
    colspan: number,
    rowspan: number,
  };
  const LINKS = ["http:", "https:", "mailto:", "tel:"];
  const MEDIA = ["http:", "https:"];

  const addressProblem = (value, schemes) => {
    let url;
    try {
      // Without a base: the view writes whole addresses only.
      url = new URL(value);
    } catch {
      return "is no whole address";
    }
    if (!schemes.includes(url.protocol)) return `has the scheme ${url.protocol}`;
    if (url.username || url.password) return "has credentials";
    return url.href === value ? "" : "is not in its normal form";
  };
  const candidates = (value) => value.split(", ").map((candidate) => {
    const [address, width, ...rest] = candidate.split(" ");
    if (!/^\d+w$/.test(width ?? "") || rest.length || address.endsWith(",")) return "is no candidate with a width";
    return addressProblem(address, MEDIA);
  }).find(Boolean) ?? "";
  const linkProblem = (element, value, site) => {
    if (value.startsWith("#")) return "";
    const problem = addressProblem(value, LINKS);
    if (problem) return problem;
    const rel = element.getAttribute("rel");
    const isOurs = new URL(value).host === site || rel === "author";
    return isOurs || rel === "noopener nofollow ugc" ? "" : `leads away with rel=${rel}`;
  };

  /** What should not be in a reader's shadow root; `site` is the host of the article. */
  window.__oracle = (root, site) => {
    const problems = [];
    const ids = new Set();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) continue;
      if (node.nodeType !== Node.ELEMENT_NODE) {
        problems.push(`node of type ${node.nodeType}`);
        continue;
      }
      const name = Element.prototype.__lookupGetter__("localName").call(node);
      const say = (problem) => problems.push(`<${name}> ${problem}`.slice(0, 200));
      if (node.namespaceURI !== "http://www.w3.org/1999/xhtml") {
        say(`namespace ${node.namespaceURI}`);
        continue;
      }
      const allowed = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
      if (!allowed) {
        say("element");
        continue;
      }
      const attributes = Element.prototype.__lookupGetter__("attributes").call(node);
      for (const attribute of attributes) {
        const { value } = attribute;
        const key = attribute.name;
        if (!allowed.has(key) || attribute.namespaceURI) say(`attribute ${key}`);
        else if (Object.hasOwn(VALUES, key) && !VALUES[key].test(value)) say(`value ${key}=${value}`);
        let problem = "";
        if (key === "href") problem = linkProblem(node, value, site);
        else if (key === "src" || key === "poster" || key === "data-address") problem = addressProblem(value, MEDIA);
        else if (key === "srcset") problem = candidates(value);
        if (problem) say(`address ${key} ${problem}: ${value}`);
      }
      if (node.shadowRoot) say("shadow root");
      const { id } = node;
      if (id) {
        if (ids.has(id)) say(`second id ${id}`);
        ids.add(id);
        // Inside a shadow root an id is no name on the page; it must stay so.
        if (!(node.getRootNode() instanceof ShadowRoot)) say(`id outside a shadow root ${id}`);
        const named = (object) => Object.getOwnPropertyDescriptor(object, id)?.value === node;
        if (named(document) || named(Object.getPrototypeOf(Window.prototype))) say(`clobbers ${id}`);
      }
    }
    return problems;
  };
})();
