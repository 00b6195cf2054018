/// <reference types="readerly/solid" />

export const view = (
  <>
    <readerly-article src="/a.json" counter-every={30} hit class="wide" on:readerly-ready={(event) => event.detail.title.trim()} />
    {/* @ts-expect-error there is no such colour */}
    <readerly-article theme="pink" />
  </>
);
