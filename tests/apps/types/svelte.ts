/// <reference types="readerly/svelte" />
import type { SvelteHTMLElements } from "svelte/elements";

type Props = SvelteHTMLElements["readerly-article"];
export const props: Props = {
  src: "/a.json",
  "counter-every": 30,
  hit: true,
  class: "wide",
  "onreaderly-ready": (event) => event.detail.title.trim(),
};
// @ts-expect-error there is no such colour
export const wrong: Props = { theme: "pink" };
