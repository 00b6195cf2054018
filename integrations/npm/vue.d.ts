// <readerly-article> in templates and JSX, for Vue 3. Put this line into any file of yours:
// /// <reference types="readerly/vue" />
// and tell Vue's compiler that it is no component: isCustomElement: (tag) => tag === "readerly-article".
import type { HTMLAttributes, ReservedProps } from "vue";
import type { ReaderlyAttributes, ReaderlyEvents } from "readerly";

type Listeners = {
  [Name in keyof ReaderlyEvents as Name extends `${infer First}-${infer Second}`
    ? `on${Capitalize<First>}${Capitalize<Second>}`
    : never]?: (event: ReaderlyEvents[Name]) => void;
};

type Props = HTMLAttributes & ReservedProps & ReaderlyAttributes & Listeners;

declare module "vue" {
  interface GlobalComponents {
    "readerly-article": new () => { $props: Props };
  }
}

declare module "vue/jsx-runtime" {
  namespace JSX {
    interface IntrinsicElements {
      "readerly-article": Props;
    }
  }
}
