/// <reference types="readerly/vue" />
import type { GlobalComponents } from "vue";

export const view = (
  <>
    <readerly-article src="/a.json" counter-every={30} hit onReaderlyReady={(event) => event.detail.title.trim()} />
    {/* @ts-expect-error there is no such colour */}
    <readerly-article theme="pink" />
  </>
);

type Props = InstanceType<GlobalComponents["readerly-article"]>["$props"];
export const props: Props = { src: "/a.json", theme: "host", class: "wide" };
// @ts-expect-error nor such an alignment
export const wrong: Props = { align: "right" };
