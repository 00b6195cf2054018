// The block "Readerly" in the editor: a placeholder that says what visitors
// will see, and the choices in the sidebar.
//
// Plain JavaScript, so that the plug-in needs no build. Only the block's comment
// is saved; PHP writes the reader when the page is shown.
(function (wp, words) {
  "use strict";

  var el = wp.element.createElement;
  var useState = wp.element.useState;
  var __ = wp.i18n.__;
  var sprintf = wp.i18n.sprintf;
  var blockEditor = wp.blockEditor;
  var ui = wp.components;

  // A choice of nothing is the site's own setting.
  function fromSettings() {
    return { value: "", label: __("As in the settings", "readerly") };
  }

  // Technical words are the same in every language, so they stand as they are.
  function options(values) {
    return [fromSettings()].concat(values.map(function (value) {
      return { value: value, label: value };
    }));
  }

  function edit(props) {
    var attributes = props.attributes;
    var what = useState(attributes.src ? "src" : attributes.post ? "post" : "self");
    var counter = useState(attributes.counter === "none" ? "none" : attributes.counter ? "own" : "");

    function set(name) {
      return function (value) {
        var change = {};
        change[name] = value;
        props.setAttributes(change);
      };
    }

    function text(name, label, help, type) {
      return el(ui.TextControl, {
        key: name, label: label, help: help, type: type || "text",
        value: attributes[name], onChange: set(name), __nextHasNoMarginBottom: true,
      });
    }

    function select(name, label, choices, help) {
      return el(ui.SelectControl, {
        key: name, label: label, help: help, options: choices,
        value: attributes[name], onChange: set(name), __nextHasNoMarginBottom: true,
      });
    }

    function chooseWhat(value) {
      what[1](value);
      props.setAttributes({
        src: value === "src" ? attributes.src : "",
        post: value === "post" ? attributes.post : "",
        format: value === "src" ? attributes.format : "",
      });
    }

    function chooseCounter(value) {
      counter[1](value);
      props.setAttributes({ counter: value === "none" ? "none" : "" });
    }

    var shown = [el(ui.SelectControl, {
      key: "what", label: __("What is shown", "readerly"), value: what[0], onChange: chooseWhat,
      options: [
        { value: "self", label: __("This post", "readerly") },
        { value: "post", label: __("Another post of this site", "readerly") },
        { value: "src", label: __("An address", "readerly") },
      ], __nextHasNoMarginBottom: true,
    })];
    if (what[0] === "self") {
      shown.push(text("parts", __("Beside the text", "readerly"),
        sprintf(
          /* translators: %s: a list of words. */
          __("Words with blanks between them: %s. Empty: as in the settings.", "readerly"),
          words.parts.concat("none").join(", ")
        )));
    }
    if (what[0] === "post") {
      shown.push(text("post", __("Number or slug of the post", "readerly"),
        __("It has to be published and without a password.", "readerly")));
    }
    if (what[0] === "src") {
      shown.push(text("src", __("Address of the article", "readerly"),
        __("A page, a feed, a post of another WordPress, article JSON. It begins with https:// or http://, or with / for this site.", "readerly"), "url"));
      shown.push(select("format", __("What stands there", "readerly"),
        [{ value: "", label: __("Find out", "readerly") }].concat(options(words.formats).slice(2))));
    }

    var video = [
      text("video", __("Address of a video", "readerly"),
        __("A file, an HLS stream, or a page of YouTube, Vimeo, PeerTube or Dailymotion. None of them is contacted before the reader clicks.", "readerly"), "url"),
      text("videoType", __("Media type", "readerly"),
        __("Only where the address does not end in a file's name, such as application/vnd.apple.mpegurl for an HLS stream.", "readerly")),
      text("videoTitle", __("Title", "readerly")),
      text("videoPoster", __("Address of a still picture", "readerly"), undefined, "url"),
      text("controls", __("What players offer", "readerly"), words.controls.join(", ")),
    ];

    var count = [el(ui.SelectControl, {
      key: "counter-choice", label: __("Visitor counter", "readerly"), value: counter[0], onChange: chooseCounter,
      options: [fromSettings(),
        { value: "own", label: __("Another counter", "readerly") },
        { value: "none", label: __("No counter", "readerly") }], __nextHasNoMarginBottom: true,
    })];
    if (counter[0] === "own") {
      count.push(text("counter", __("Address of the counter", "readerly"),
        __("Several addresses may stand here with blanks between them.", "readerly")));
      count.push(text("counterFormat", __("What stands there", "readerly"), words.counterFormats.join(", ")));
    }
    if (counter[0] !== "none") {
      count.push(text("counterShow", __("Rows", "readerly"), words.rows.join(", ")));
      count.push(select("hit", __("Count visits", "readerly"), [fromSettings(),
        { value: "on", label: __("Yes", "readerly") }, { value: "off", label: __("No", "readerly") }]));
    }

    var look = [
      select("theme", __("Colours", "readerly"), options(["auto", "system", "light", "dark", "contrast", "contrast-dark", "host"])),
      select("column", __("Column of text", "readerly"), options(["auto", "start", "center"])),
      text("lang", __("Language", "readerly"), __("The tag of a language, such as vi or en. Empty: that of the article.", "readerly")),
      select("headingLevel", __("Level of the title", "readerly"), options(["auto", "1", "2", "3", "4"])),
      select("original", __("Link to the original", "readerly"), options(["link", "none"])),
      select("takeover", __("The post as your theme shows it", "readerly"), options(["auto", "never"])),
      select("loading", __("Start", "readerly"), options(["lazy", "eager"])),
    ];

    function panel(title, children, isOpen) {
      return el(ui.PanelBody, { key: title, title: title, initialOpen: !!isOpen }, children);
    }

    // What visitors will see, in one sentence each.
    var lines = [];
    if (what[0] === "self") lines.push(__("Visitors see this post in Readerly, on its own page. The place of the block in the text does not matter.", "readerly"));
    if (what[0] === "post") {
      lines.push(attributes.post
        /* translators: %s: number or slug of a post. */
        ? sprintf(__("Post: %s", "readerly"), attributes.post)
        : __("Name a post in the sidebar.", "readerly"));
    }
    if (what[0] === "src") lines.push(attributes.src || __("Write an address in the sidebar.", "readerly"));
    /* translators: %s: address of a video. */
    if (attributes.video) lines.push(sprintf(__("Video: %s", "readerly"), attributes.video));
    if (attributes.counter && attributes.counter !== "none") {
      /* translators: %s: address of a counter. */
      lines.push(sprintf(__("Counter: %s", "readerly"), attributes.counter));
    }

    return el("div", blockEditor.useBlockProps(),
      el(blockEditor.InspectorControls, null,
        panel(__("Article", "readerly"), shown, true),
        panel(__("Video", "readerly"), video),
        panel(__("Visitor counter", "readerly"), count),
        panel(__("Look", "readerly"), look)),
      el(ui.Placeholder, { icon: "media-document", label: "Readerly" },
        el("div", null, lines.map(function (line) {
          return el("p", { key: line }, line);
        }))));
  }

  wp.blocks.registerBlockType("readerly/article", {
    edit: edit,
    save: function () { return null; },
  });
}(window.wp, window.readerlyWords));
