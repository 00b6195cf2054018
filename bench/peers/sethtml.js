import { offerHtml } from "./html.js";

// By itself, setHTML leaves pictures and classes out.
const sanitizer = new Sanitizer();
sanitizer.allowElement({ name: "img", attributes: ["src", "alt", "width", "height", "loading"] });
sanitizer.allowAttribute("class");

offerHtml((reader, html) => { reader.setHTML(html, { sanitizer }); });
