// <readerly-article> in Svelte 4 and 5. Put this line into any file of yours:
// /// <reference types="readerly/svelte" />
import type { HTMLAttributes } from "svelte/elements";
import type { ReaderlyArticleElement, ReaderlyAttributes, ReaderlyEvents } from "readerly";

/** Svelte 5 listens by onreaderly-ready, Svelte 4 by on:readerly-ready. */
type Listeners = { [Name in keyof ReaderlyEvents as `on${Name}` | `on:${Name}`]?: (event: ReaderlyEvents[Name]) => void };

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "readerly-article": HTMLAttributes<ReaderlyArticleElement> & ReaderlyAttributes & Listeners;
  }
}
