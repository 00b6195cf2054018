import { offerHtml } from "./html.js";

offerHtml((reader, html) => { reader.innerHTML = html; });
