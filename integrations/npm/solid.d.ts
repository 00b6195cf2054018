// <readerly-article> in Solid's JSX. Put this line into any file of yours:
// /// <reference types="readerly/solid" />
import type { JSX } from "solid-js";
import type { ReaderlyArticleElement, ReaderlyAttributes, ReaderlyEvents } from "readerly";

type Listeners = { [Name in keyof ReaderlyEvents as `on:${Name}`]?: (event: ReaderlyEvents[Name]) => void };

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "readerly-article": HTMLAttributes<ReaderlyArticleElement> & ReaderlyAttributes & Listeners;
    }
  }
}
