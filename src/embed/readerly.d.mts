/** What an owner can ask of a reader. Each is also an attribute of `<readerly-article>`. */
export interface ReaderlyOptions {
  /** Address of the article. Without it, the `<article>` inside the element is read. */
  src?: string;
  /** What stands at `src`; default "auto": found out from what arrives. */
  format?: "auto" | "json" | "html" | "wordpress" | "ghost" | "json-feed" | "json-ld" | "rss" | "atom" | "portable-text" | "editor-js";
  /** Where another system's JSON keeps what: JSON Pointers by name, as an object or as JSON text. */
  map?: string | Record<string, unknown>;
  /** Address of a visitor counter, or several with blanks between them. */
  counter?: string;
  /** What stands there, one name or one for each address; default "auto": "json", "goatcounter", "umami", "plausible", "matomo", "swetrix", "vercount", "busuanzi", "abacus", "counterapi", "waline", "shields", "number" or "html". */
  counterFormat?: string;
  /** Where another counter's JSON keeps what, as an object or as JSON text; or a list with one, or `null`, for each address. */
  counterMap?: string | Record<string, unknown> | (Record<string, unknown> | null)[];
  /** Names of the rows to show, in their order, with blanks or commas between them: "online", "page-online", "today", "yesterday", "week", "month", "year", "visitors", "page-visitors", "page-views", "total", "since". Default: all but "since". */
  counterShow?: string;
  /** Seconds between two polls of the counter, at least 5, and as many as the kind of counter wants; 0 asks once. Default 15. */
  counterEvery?: number;
  /** Tell the counter of this visit. Default false: nothing is sent. */
  hit?: boolean;
  /** Address of a video file, of an HLS stream, or of a page of YouTube, Vimeo, PeerTube or Dailymotion; stands before the article's own. */
  video?: string;
  /** Title of that video. */
  videoTitle?: string;
  /** Still picture of that video. */
  videoPoster?: string;
  /** Who is asked before a provider of videos is contacted: "click" (default), "always", or "external" and the providers allowed by now: "external youtube vimeo". */
  consent?: string;
  /** Names of what players offer, with blanks or commas between them: "speed", "captions", "pip", "transcript", "chapters", "remember" (these are usual), "resume", "sticky", "pause-hidden", "next"; "none" for nothing, "+name" and "-name" to change the usual ones. */
  controls?: string;
  /** Address of your own hls.js, for browsers that do not play HLS themselves. */
  hlsSrc?: string;
  /** BCP 47 tag of the words around the article; default: the article's own. */
  lang?: string;
  /** Colours; default "auto": what the reader's system asks for; "host": those of the page around it. */
  theme?: "auto" | "light" | "dark" | "contrast" | "host";
  /** Where the column of text stands in a wider place; default "auto": in the middle, unless a video or a counter stands beside it. */
  align?: "auto" | "start" | "center";
  /** "link" (default): a line below the article leads to its own address, where it has one and that is not this page; "none" leaves the line out. */
  original?: "link" | "none";
  /** "lazy" (default) starts when the element comes near the viewport. */
  loading?: "lazy" | "eager";
}

/** The element `<readerly-article>`. */
export interface ReaderlyArticleElement extends HTMLElement {
  /** Names all providers of videos that the page's consent manager allows now: "youtube", "vimeo", "dailymotion", PeerTube hosts. Without a name, none. */
  consent(...providers: string[]): void;
  /** Fetches the article and the counts anew; after a failed start, starts again. */
  refresh(): void;
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

export interface ReaderlyEvents {
  /** The article is on the page. */
  "readerly-ready": CustomEvent<{ title: string; lang: string; warnings: string[] }>;
  /** Something could not be done; `message` names cause and remedy. */
  "readerly-error": CustomEvent<{ code: string; message: string }>;
  /** New numbers arrived. Numbers above 2^53 - 1 come as bigint. */
  "readerly-count": CustomEvent<{ online: number | bigint | null; total: number | bigint | null; page: number | bigint | null }>;
  /** How much of the article has passed the lower edge of the viewport, 0 to 100. */
  "readerly-progress": CustomEvent<{ percent: number }>;
  /** The video was started, paused, ended, or failed. */
  "readerly-video": CustomEvent<{ state: "play" | "pause" | "ended" | "error"; url: string }>;
  /** A provider of videos is to be contacted: "asked" of the page's consent manager; "granted" or "withdrawn" by the reader. */
  "readerly-consent": CustomEvent<{ provider: string; url: string; state: "asked" | "granted" | "withdrawn" }>;
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
