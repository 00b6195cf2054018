/// <reference types="readerly/react" />
import { useRef } from "react";
import type { ReaderlyArticleElement } from "readerly";

export function App() {
  const reader = useRef<ReaderlyArticleElement>(null);
  return (
    <>
      <readerly-article
        ref={reader}
        src="/a.json"
        counter-every={30}
        hit
        lang="vi"
        className="wide"
        theme="dark"
        onreaderly-ready={(event) => event.detail.title.trim()}
      >
        <article />
      </readerly-article>
      <readerly-article hit="false" counter-every="15" class="wide" />
      {/* @ts-expect-error there is no such colour */}
      <readerly-article theme="pink" />
      {/* @ts-expect-error nor such a format */}
      <readerly-article format="word" />
    </>
  );
}
