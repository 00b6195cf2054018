import DOMPurify from "dompurify";
import { offerHtml } from "./html.js";

offerHtml((reader, html) => { reader.innerHTML = DOMPurify.sanitize(html); });
