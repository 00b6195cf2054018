//! The allow-list: what becomes of each HTML element.

use super::super::text::word_index;

/// What the walk does with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
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

/// A kind of element: what becomes of it, its names in lower case, and the
/// attributes that mean something on it, beside those of every element.
pub(super) struct Kind {
    pub(super) tag: Tag,
    names: &'static str,
    pub(super) attributes: &'static str,
}

/// "span", "u", "ins", "font", "bdi", "data" and whatever nobody knows.
static SPAN: Kind = kind(Tag::Span, "", "value content role id");

const HEADING: &str = "id role";

/// In the order in which texts are likely to hold them: the search ends at the first.
static KINDS: [Kind; 49] = [
    kind(Tag::Span, "span", "value content role id"),
    kind(Tag::Paragraph, "p", HEADING),
    kind(Tag::Link, "a", "href rel role"),
    kind(Tag::Strong, "strong b", ""),
    kind(Tag::Emphasis, "em i dfn var", ""),
    kind(Tag::Break, "br", ""),
    kind(Tag::Item, "li", HEADING),
    kind(Tag::Cell, "td", "colspan rowspan scope"),
    kind(Tag::HeaderCell, "th", "colspan rowspan scope"),
    kind(Tag::Row, "tr", ""),
    kind(Tag::Heading(1), "h1", HEADING),
    kind(Tag::Heading(2), "h2", HEADING),
    kind(Tag::Heading(3), "h3", HEADING),
    kind(Tag::Heading(4), "h4", HEADING),
    kind(Tag::Heading(5), "h5", HEADING),
    kind(Tag::Heading(6), "h6", HEADING),
    kind(
        Tag::Image,
        "img",
        "src srcset alt width height data-src data-original data-lazy-src data-srcset",
    ),
    kind(Tag::Figure, "figure", ""),
    kind(Tag::FigureCaption, "figcaption", ""),
    kind(
        Tag::Group,
        "div section article main aside nav center form fieldset details hgroup search dl dd html body",
        "id role title",
    ),
    kind(Tag::BulletList, "ul menu dir", "role"),
    kind(Tag::NumberedList, "ol", "start reversed role"),
    kind(Tag::Quote, "blockquote", ""),
    kind(Tag::Header, "header", ""),
    kind(Tag::Footer, "footer", "id role title"),
    kind(Tag::Time, "time", "datetime"),
    kind(Tag::Code, "code kbd samp tt", ""),
    kind(Tag::Subscript, "sub", ""),
    kind(Tag::Superscript, "sup", ""),
    kind(Tag::Mark, "mark", ""),
    kind(Tag::Small, "small", ""),
    kind(Tag::Cite, "cite", ""),
    kind(Tag::Abbreviation, "abbr acronym", "title"),
    kind(Tag::Term, "dt summary", ""),
    kind(Tag::Quotation, "q", ""),
    kind(Tag::Address, "address", ""),
    kind(Tag::Picture, "picture", ""),
    kind(Tag::Source, "source", "src srcset type"),
    kind(
        Tag::Video,
        "video",
        "src poster width height title aria-label",
    ),
    kind(Tag::Track, "track", "src kind srclang label default"),
    kind(Tag::Table, "table", "role"),
    kind(Tag::TableCaption, "caption", ""),
    kind(Tag::TableHead, "thead", ""),
    kind(Tag::TableBody, "tbody tfoot", ""),
    kind(Tag::Preformatted, "pre listing", ""),
    kind(Tag::Divider, "hr", ""),
    kind(Tag::BreakOpportunity, "wbr", ""),
    kind(Tag::RubyText, "rt", ""),
    kind(Tag::DroppedAloud, "iframe audio s strike", "src"),
];

/// Left out with everything in it.
const DROPPED: &str = "script style template noscript object embed applet svg math canvas frame \
    frameset noframes noembed head title link meta base param map area xmp plaintext button input \
    select textarea option optgroup datalist label legend output progress meter keygen rp del \
    dialog slot portal fencedframe bgsound";

const fn kind(tag: Tag, names: &'static str, attributes: &'static str) -> Kind {
    Kind {
        tag,
        names,
        attributes,
    }
}

/// What becomes of an HTML element by its name in lower case; nothing of one
/// that is left out with everything in it.
pub(super) fn kind_of(name: &str) -> Option<&'static Kind> {
    for kind in &KINDS {
        if word_index(kind.names, name, false).is_some() {
            return Some(kind);
        }
    }
    match word_index(DROPPED, name, false) {
        Some(_) => None,
        None => Some(&SPAN),
    }
}
