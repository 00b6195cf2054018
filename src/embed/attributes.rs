//! Everything that an owner can ask of a reader, and every event by which it
//! answers, as two tables: the loader's list, the types for TypeScript and JSX
//! and the manifest for editors are made from them.
//!
//! This file names nothing else of the project, so that the build can read it,
//! too. Only the names are in the WebAssembly.

/// One attribute of `<readerly-article>`, with `data-` before it one of the
/// script tag, and in camelCase one option of `mount()` and one property of the
/// element.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// As it stands in markup.
    pub name: &'static str,
    /// What it can hold.
    pub takes: Takes,
    /// What it means, in a sentence or two, with its default.
    pub about: &'static str,
}

/// What an attribute can hold.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Any text: an address, a name, a list with blanks between.
    Text,
    /// One of these; the first is the default.
    OneOf(&'static [&'static str]),
    /// A number.
    Number,
    /// On when it is there.
    Switch,
    /// JSON: in JavaScript a value of this type, too.
    Json(&'static str),
}

/// An attribute that takes a text.
const fn text(name: &'static str, about: &'static str) -> Attribute {
    attribute(name, Takes::Text, about)
}

const fn attribute(name: &'static str, takes: Takes, about: &'static str) -> Attribute {
    Attribute { name, takes, about }
}

/// All of them, in the order of the README.
pub const ATTRIBUTES: [Attribute; 24] = [
    text(
        "src",
        "Address of the article. Without it, the `<article>` inside the element is read.",
    ),
    attribute(
        "format",
        Takes::OneOf(&[
            "auto",
            "json",
            "html",
            "wordpress",
            "ghost",
            "json-feed",
            "json-ld",
            "rss",
            "atom",
            "portable-text",
            "editor-js",
        ]),
        "What stands at `src`; default \"auto\": found out from what arrives.",
    ),
    attribute(
        "map",
        Takes::Json("Record<string, unknown>"),
        "Where another system's JSON keeps what: JSON Pointers by name.",
    ),
    text(
        "counter",
        "Address of a visitor counter, or several with blanks between them.",
    ),
    text(
        "counter-format",
        "What stands there, one name or one for each address; default \"auto\": \"json\", \
         \"goatcounter\", \"umami\", \"plausible\", \"matomo\", \"swetrix\", \"vercount\", \
         \"busuanzi\", \"abacus\", \"counterapi\", \"waline\", \"shields\", \"number\" or \"html\".",
    ),
    attribute(
        "counter-map",
        Takes::Json("Record<string, unknown> | (Record<string, unknown> | null)[]"),
        "Where another counter's JSON keeps what; or a list with one, or `null`, for each address.",
    ),
    text(
        "counter-show",
        "Names of the rows to show, in their order, with blanks or commas between them: \
         \"online\", \"page-online\", \"today\", \"yesterday\", \"week\", \"month\", \"year\", \
         \"visitors\", \"page-visitors\", \"page-views\", \"total\", \"since\". Default: all but \
         \"since\".",
    ),
    attribute(
        "counter-every",
        Takes::Number,
        "Seconds between two polls of the counter, at least 5, and as many as the kind of \
         counter wants; 0 asks once. Default 15.",
    ),
    attribute(
        "hit",
        Takes::Switch,
        "Tell the counter of this visit. Default false: nothing is sent.",
    ),
    text(
        "video",
        "Address of a video file, of an HLS stream, or of a page of YouTube, Vimeo, PeerTube or \
         Dailymotion; stands before the article's own.",
    ),
    text(
        "video-type",
        "Media type of that video, such as \"application/vnd.apple.mpegurl\" or \"video/mp4\", where \
         its address does not end in a file's name.",
    ),
    text("video-title", "Title of that video."),
    text("video-poster", "Still picture of that video."),
    text(
        "consent",
        "Who is asked before a provider of videos is contacted: \"click\" (default), \"always\", \
         or \"external\" and the providers allowed by now: \"external youtube vimeo\".",
    ),
    text(
        "controls",
        "Names of what players offer, with blanks or commas between them: \"speed\", \
         \"captions\", \"pip\", \"transcript\", \"chapters\", \"remember\" (these are usual), \
         \"resume\", \"sticky\", \"pause-hidden\", \"next\"; \"none\" for nothing, \"+name\" and \
         \"-name\" to change the usual ones.",
    ),
    text(
        "hls-src",
        "Address of your own hls.js, on the page's origin, for browsers that do not play HLS themselves.",
    ),
    text(
        "lang",
        "BCP 47 tag of the words around the article; default: the article's own.",
    ),
    attribute(
        "theme",
        Takes::OneOf(&[
            "auto",
            "system",
            "light",
            "dark",
            "contrast",
            "contrast-dark",
            "host",
        ]),
        "Colours; default \"auto\": dark where the reader's system asks for it and the page's \
         `color-scheme` allows it; \"system\": what the system asks for, whatever the page is; \
         \"host\": those of the page around it.",
    ),
    attribute(
        "align",
        Takes::OneOf(&["auto", "start", "center"]),
        "Where the column of text stands in a wider place; default \"auto\": in the middle, \
         unless a video or a counter stands beside it.",
    ),
    attribute(
        "heading-level",
        Takes::OneOf(&["auto", "1", "2", "3", "4"]),
        "Level of the article's title among the headings of the page; default \"auto\": 2 where \
         the page has an `h1` of its own, else 1.",
    ),
    attribute(
        "original",
        Takes::OneOf(&["link", "none"]),
        "\"link\" (default): a line below the article leads to its own address, where it has one \
         and that is not this page; \"none\" leaves the line out.",
    ),
    attribute(
        "takeover",
        Takes::OneOf(&["auto", "never"]),
        "\"auto\" (default): the reader's article takes the place of what stands inside the \
         element; \"never\": that stays as it is, and gets a counter and a video below it.",
    ),
    attribute(
        "loading",
        Takes::OneOf(&["lazy", "eager"]),
        "\"lazy\" (default) starts when the element comes near the viewport.",
    ),
    text(
        "base",
        "Address of the folder with Readerly's files, where readerly.js does not lie in it; on \
         an element only of the page's own origin, or in the folder of readerly.js.",
    ),
];

/// Their names alone.
pub const NAMES: [&str; ATTRIBUTES.len()] = {
    let mut names = [""; ATTRIBUTES.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = ATTRIBUTES[index].name;
        index += 1;
    }
    names
};

/// An event that a reader dispatches on its element.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its type.
    pub name: &'static str,
    /// The type of its `detail`, for TypeScript.
    pub detail: &'static str,
    /// When it comes.
    pub about: &'static str,
}

/// All of them. They bubble and leave shadow roots.
pub const EVENTS: [Event; 6] = [
    Event {
        name: "readerly-ready",
        detail: "{ title: string; lang: string; warnings: string[] }",
        about: "The article is on the page.",
    },
    Event {
        name: "readerly-error",
        detail: "{ code: string; message: string }",
        about: "Something could not be done; `message` names cause and remedy.",
    },
    Event {
        name: "readerly-count",
        detail: "{ online: number | bigint | null; total: number | bigint | null; page: number | bigint | null }",
        about: "New numbers arrived. Numbers above 2^53 - 1 come as bigint.",
    },
    Event {
        name: "readerly-progress",
        detail: "{ percent: number }",
        about: "How much of the article has passed the lower edge of the viewport, 0 to 100.",
    },
    Event {
        name: "readerly-video",
        detail: "{ state: \"play\" | \"pause\" | \"ended\" | \"error\"; url: string }",
        about: "The video was started, paused, ended, or failed.",
    },
    Event {
        name: "readerly-consent",
        detail: "{ provider: string; url: string; state: \"asked\" | \"granted\" | \"withdrawn\" }",
        about: "A provider of videos is to be contacted: \"asked\" of the page's consent manager; \"granted\" or \"withdrawn\" by the reader.",
    },
];
