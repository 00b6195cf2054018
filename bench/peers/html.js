// What the peers share that write HTML: a shadow root with a sheet of its own.
import css from "./article.css";
import { get, offer } from "./place.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** @param {(reader: Element, html: string) => void} write puts the HTML into the element */
export function offerHtml(write) {
  offer((place, { src }) => {
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const reader = document.createElement("div");
    reader.className = "reader";
    root.append(reader);
    place.append(host);
    get(src, "text").then((html) => {
      place.classList.remove("waiting");
      write(reader, html);
    });
    return () => host.remove();
  });
}
