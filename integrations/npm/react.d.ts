// <readerly-article> in JSX, for React 18 and 19. Put this line into any file of yours:
// /// <reference types="readerly/react" />
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { ReaderlyArticleElement, ReaderlyAttributes, ReaderlyEvents } from "readerly";

/** From React 19 on. In React 18 listen by a ref: element.addEventListener("readerly-ready", …). */
type Listeners = { [Name in keyof ReaderlyEvents as `on${Name}`]?: (event: ReaderlyEvents[Name]) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "readerly-article": DetailedHTMLProps<HTMLAttributes<ReaderlyArticleElement>, ReaderlyArticleElement> &
        ReaderlyAttributes &
        Listeners & {
          /** React 18 writes `className` as an attribute of that name. */
          class?: string | undefined;
        };
    }
  }
}
