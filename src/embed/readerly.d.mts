/** What an owner can ask of a reader. Each is also an attribute of `<readerly-article>`. */
export interface ReaderlyOptions {
  // The options.
}

/** The element `<readerly-article>`. Each attribute is a property, too: what is set is the attribute's value, `null` and `false` take it away. */
export interface ReaderlyArticleElement extends HTMLElement {
  // The properties.
  /** Names all providers of videos that the page's consent manager allows now: "youtube", "vimeo", "dailymotion", PeerTube hosts; without a name, none. Set, it is the attribute: who is asked before a provider of videos is contacted. */
  get consent(): (...providers: string[]) => void;
  set consent(value: string | null);
  /** Fetches the article and the counts anew; after a failed start, starts again. */
  refresh(): void;
}

/** The attributes as markup has them, for JSX and templates. */
export interface ReaderlyAttributes {
  // The attributes.
}

export interface Reader {
  /** The element on the page; events are dispatched on it. */
  readonly element: ReaderlyArticleElement;
  /** Changes what is named and leaves the rest; `null` or `false` takes an option back. */
  update(options: { [K in keyof ReaderlyOptions]?: ReaderlyOptions[K] | null }): void;
  /** Fetches the article and the counts anew. */
  refresh(): void;
  /** Takes the reader off the page and ends its timers and requests. */
  destroy(): void;
}

/**
 * Puts a reader into `target`, an element or a selector.
 * Resolves when the reader runs; rejects, with cause and remedy, when it cannot.
 */
export function mount(target: Element | string, options?: ReaderlyOptions): Promise<Reader>;

/** The version of this release. */
export const version: string;

/** What a reader dispatches on its element; all of it bubbles. */
export interface ReaderlyEvents {
  // The events.
}

declare global {
  interface Window {
    Readerly: { mount: typeof mount; version: string };
  }
  interface GlobalEventHandlersEventMap extends ReaderlyEvents {}
  interface HTMLElementTagNameMap {
    "readerly-article": ReaderlyArticleElement;
  }
}
