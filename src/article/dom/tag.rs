//! The allow-list: what becomes of each HTML element.

/// What the walk does with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Left out with everything in it.
    Dropped,
    /// Left out with everything in it, and worth a warning.
    DroppedAloud,
    /// Only its children count, inside the line.
    Span,
    /// Only its children count, on lines of their own.
    Group,
    Header,
    Footer,
    Address,
    Paragraph,
    /// 1 to 6.
    Heading(u8),
    BulletList,
    NumberedList,
    Item,
    Term,
    Quote,
    Quotation,
    Figure,
    FigureCaption,
    Picture,
    Source,
    Image,
    Video,
    Track,
    Table,
    TableCaption,
    TableHead,
    TableBody,
    Row,
    Cell,
    HeaderCell,
    Preformatted,
    Divider,
    Break,
    BreakOpportunity,
    Strong,
    Emphasis,
    Cite,
    Small,
    Link,
    Code,
    Subscript,
    Superscript,
    Mark,
    Abbreviation,
    Time,
    RubyText,
}

/// What becomes of an HTML element by its name in lower case.
pub(super) fn tag_of(name: &str) -> Tag {
    match name {
        "script" | "style" | "template" | "noscript" | "object" | "embed" | "applet" | "svg"
        | "math" | "canvas" | "frame" | "frameset" | "noframes" | "noembed" | "head" | "title"
        | "link" | "meta" | "base" | "param" | "map" | "area" | "xmp" | "plaintext" | "button"
        | "input" | "select" | "textarea" | "option" | "optgroup" | "datalist" | "label"
        | "legend" | "output" | "progress" | "meter" | "keygen" | "rp" | "del" | "dialog"
        | "slot" | "portal" | "fencedframe" | "bgsound" => Tag::Dropped,
        "iframe" | "audio" | "s" | "strike" => Tag::DroppedAloud,
        "header" => Tag::Header,
        "footer" => Tag::Footer,
        "address" => Tag::Address,
        "html" | "body" | "div" | "section" | "article" | "main" | "aside" | "nav" | "center"
        | "form" | "fieldset" | "details" | "hgroup" | "search" | "dl" | "dd" => Tag::Group,
        "p" => Tag::Paragraph,
        "h1" => Tag::Heading(1),
        "h2" => Tag::Heading(2),
        "h3" => Tag::Heading(3),
        "h4" => Tag::Heading(4),
        "h5" => Tag::Heading(5),
        "h6" => Tag::Heading(6),
        "ul" | "menu" | "dir" => Tag::BulletList,
        "ol" => Tag::NumberedList,
        "li" => Tag::Item,
        "dt" | "summary" => Tag::Term,
        "blockquote" => Tag::Quote,
        "q" => Tag::Quotation,
        "figure" => Tag::Figure,
        "figcaption" => Tag::FigureCaption,
        "picture" => Tag::Picture,
        "source" => Tag::Source,
        "img" => Tag::Image,
        "video" => Tag::Video,
        "track" => Tag::Track,
        "table" => Tag::Table,
        "caption" => Tag::TableCaption,
        "thead" => Tag::TableHead,
        "tbody" | "tfoot" => Tag::TableBody,
        "tr" => Tag::Row,
        "td" => Tag::Cell,
        "th" => Tag::HeaderCell,
        "pre" | "listing" => Tag::Preformatted,
        "hr" => Tag::Divider,
        "br" => Tag::Break,
        "wbr" => Tag::BreakOpportunity,
        "strong" | "b" => Tag::Strong,
        "em" | "i" | "dfn" | "var" => Tag::Emphasis,
        "cite" => Tag::Cite,
        "small" => Tag::Small,
        "a" => Tag::Link,
        "code" | "kbd" | "samp" | "tt" => Tag::Code,
        "sub" => Tag::Subscript,
        "sup" => Tag::Superscript,
        "mark" => Tag::Mark,
        "abbr" | "acronym" => Tag::Abbreviation,
        "time" => Tag::Time,
        "rt" => Tag::RubyText,
        // "span", "u", "ins", "font", "bdi", "data" and whatever nobody knows.
        _ => Tag::Span,
    }
}

impl Tag {
    /// The attributes that mean something on this element, beside those of every element.
    pub(super) fn attributes(self) -> &'static [&'static str] {
        match self {
            Self::Link => &["href", "rel", "role"],
            Self::Image => &[
                "src",
                "srcset",
                "alt",
                "width",
                "height",
                "data-src",
                "data-original",
                "data-lazy-src",
                "data-srcset",
            ],
            Self::Source => &["src", "srcset", "type"],
            Self::Video => &["src", "poster", "width", "height", "title", "aria-label"],
            Self::Track => &["src", "kind", "srclang", "label", "default"],
            Self::Heading(_) | Self::Item | Self::Paragraph => &["id", "role"],
            Self::NumberedList => &["start", "reversed", "role"],
            Self::BulletList => &["role"],
            Self::Group | Self::Footer => &["id", "role", "title"],
            Self::Table => &["role"],
            Self::Cell | Self::HeaderCell => &["colspan", "rowspan", "scope"],
            Self::Abbreviation => &["title"],
            Self::Time => &["datetime"],
            Self::Span => &["value", "content", "role", "id"],
            Self::DroppedAloud => &["src"],
            _ => &[],
        }
    }
}
