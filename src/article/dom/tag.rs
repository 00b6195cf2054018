//! The allow-list: what becomes of each HTML element.

use super::attribute::Attributes;
use crate::text::{holds, word_index};

/// What the walk does with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) enum Tag {
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
    Definitions,
    Term,
    Meaning,
    Details,
    /// Details made of ordinary elements, as Ghost writes them.
    Toggle,
    /// A link to a page or a file, made of many elements.
    Card,
    Summary,
    Quote,
    Quotation,
    Figure,
    FigureCaption,
    Picture,
    Source,
    Image,
    /// Pictures for readers without scripts; nothing else in it is shown.
    NoScript,
    Video,
    Audio,
    Track,
    /// Another document inside this one.
    Frame,
    Table,
    TableCaption,
    TableHead,
    TableBody,
    TableFoot,
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
    Deleted,
    Inserted,
    Link,
    Code,
    Subscript,
    Superscript,
    Mark,
    Abbreviation,
    Time,
    Ruby,
    RubyText,
    /// A formula's base with what stands above or below it.
    MathScript,
    MathFraction,
    MathRoot,
    /// A button or a field: left out with everything in it, and counted.
    Control,
    /// SVG or a canvas: left out with everything in it, and counted.
    Drawing,
}

impl Tag {
    /// Whether it stands inside a line.
    pub(in crate::article) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Span
                | Self::Quotation
                | Self::BreakOpportunity
                | Self::Strong
                | Self::Emphasis
                | Self::Cite
                | Self::Small
                | Self::Deleted
                | Self::Inserted
                | Self::Link
                | Self::Code
                | Self::Subscript
                | Self::Superscript
                | Self::Mark
                | Self::Abbreviation
                | Self::Time
                | Self::Ruby
                | Self::RubyText
                | Self::MathScript
                | Self::MathFraction
                | Self::MathRoot
                | Self::NoScript
                | Self::Control
                | Self::Drawing
                | Self::Picture
        )
    }

    /// Whether nothing below it is copied.
    pub(in crate::article) fn is_leaf(self) -> bool {
        matches!(self, Self::Drawing | Self::Break | Self::Image)
    }
}

/// A kind of element: what becomes of it, its names in lower case, and the
/// attributes that mean something on it, beside those of every element.
#[derive(Debug)]
pub(in crate::article) struct Kind {
    pub(in crate::article) tag: Tag,
    names: &'static str,
    pub(super) attributes: Attributes,
}

/// "span", "u", "font", "bdi", "data" and whatever nobody knows.
static SPAN: Kind = kind(Tag::Span, "", "value content role");

/// In the order in which texts are likely to hold them: the search ends at the first.
static KINDS: [Kind; 60] = [
    kind(Tag::Span, "span", "value content role"),
    kind(Tag::Paragraph, "p", "role align"),
    kind(Tag::Link, "a", "href rel role name"),
    kind(Tag::Strong, "strong b", ""),
    kind(Tag::Emphasis, "em i dfn var", ""),
    kind(Tag::Break, "br", ""),
    kind(Tag::Item, "li", "role value"),
    kind(Tag::Cell, "td", "colspan rowspan scope align"),
    kind(Tag::HeaderCell, "th", "colspan rowspan scope align"),
    kind(Tag::Row, "tr", ""),
    kind(Tag::Heading(1), "h1", "role"),
    kind(Tag::Heading(2), "h2", "role"),
    kind(Tag::Heading(3), "h3", "role"),
    kind(Tag::Heading(4), "h4", "role"),
    kind(Tag::Heading(5), "h5", "role"),
    kind(Tag::Heading(6), "h6", "role"),
    kind(
        Tag::Image,
        "img amp-img amp-anim",
        "src srcset alt width height data-src data-lazy-src data-original data-lazy \
        data-original-src data-actualsrc data-echo data-hi-res-src data-full-src data-orig-file \
        data-srcset data-lazy-srcset data-original-set \
        data-url data-lazyload data-lazyload-src data-img-src data-imgsrc \
        data-wpfc-original-src nitro-lazy-src data-ezsrc data-cfsrc data-defer-src \
        data-pagespeed-lazy-src data-real-src data-td-src-property data-srv data-img \
        data-image data-image-src data-fallback-src data-large-file data-large-src \
        data-src-large",
    ),
    kind(Tag::Figure, "figure", "data-kg-thumbnail"),
    kind(Tag::FigureCaption, "figcaption", ""),
    kind(
        Tag::Group,
        "div section article main aside nav center form fieldset legend hgroup search html body",
        "role title",
    ),
    kind(Tag::BulletList, "ul menu dir", "role"),
    kind(Tag::NumberedList, "ol", "start reversed role"),
    kind(Tag::Quote, "blockquote", ""),
    kind(Tag::Header, "header", ""),
    kind(Tag::Footer, "footer", "role title"),
    kind(Tag::Time, "time", "datetime"),
    kind(Tag::Code, "code kbd samp tt", ""),
    kind(Tag::Subscript, "sub", ""),
    kind(Tag::Superscript, "sup", ""),
    kind(Tag::Mark, "mark", ""),
    kind(Tag::Small, "small", ""),
    kind(Tag::Cite, "cite", ""),
    kind(Tag::Deleted, "del s strike", ""),
    kind(Tag::Inserted, "ins", ""),
    kind(Tag::Abbreviation, "abbr acronym", "title"),
    kind(Tag::Definitions, "dl", ""),
    kind(Tag::Term, "dt", ""),
    kind(Tag::Meaning, "dd", "role"),
    kind(Tag::Details, "details", "open"),
    kind(Tag::Summary, "summary", ""),
    kind(Tag::Quotation, "q", ""),
    kind(Tag::Address, "address", ""),
    kind(Tag::Picture, "picture", ""),
    kind(
        Tag::Source,
        "source",
        "src data-src srcset data-srcset type",
    ),
    kind(
        Tag::Video,
        "video amp-video",
        "src data-src poster width height title aria-label",
    ),
    kind(
        Tag::Audio,
        "audio amp-audio",
        "src data-src title aria-label",
    ),
    kind(Tag::Track, "track", "src kind srclang label default"),
    kind(
        Tag::Frame,
        "iframe embed object lite-youtube amp-youtube amp-iframe",
        "src data data-src data-lazy-src data-litespeed-src data-url videoid data-videoid title \
        aria-label playlabel width height",
    ),
    kind(Tag::NoScript, "noscript", ""),
    kind(Tag::Table, "table", "role"),
    kind(Tag::TableCaption, "caption", ""),
    kind(Tag::TableHead, "thead", ""),
    kind(Tag::TableBody, "tbody", ""),
    kind(Tag::TableFoot, "tfoot", ""),
    kind(Tag::Preformatted, "pre listing", "data-lang data-language"),
    kind(Tag::Divider, "hr", ""),
    kind(Tag::BreakOpportunity, "wbr", ""),
    kind(Tag::Ruby, "ruby", ""),
    kind(Tag::RubyText, "rt rtc", ""),
    kind(
        Tag::Control,
        "button input select textarea meter progress",
        "type checked name",
    ),
];

/// Elements of MathML of which the letters are kept: a formula is text.
static MATH: [Kind; 4] = [
    kind(
        Tag::Span,
        "math mi mn mo mtext ms mrow mstyle mtable mtr mtd mpadded semantics menclose merror",
        "",
    ),
    kind(
        Tag::MathScript,
        "msup msub msubsup munder mover munderover",
        "",
    ),
    kind(Tag::MathFraction, "mfrac", ""),
    kind(Tag::MathRoot, "msqrt mroot", ""),
];

static DRAWING: Kind = kind(Tag::Drawing, "", "");

/// Left out with everything in it. What a browser shows of these is not text.
const DROPPED: &str = "script style template applet frame frameset noframes noembed head title link \
    meta base param area colgroup col xmp plaintext option optgroup datalist keygen rp dialog portal \
    fencedframe bgsound";

/// Classes of what is no text of the article: the links of a wiki beside each
/// heading.
pub(in crate::article) const TOOLS: &str = "mw-editsection";

/// Classes by which publishing systems say what an ordinary element is.
const FIGURE_CLASSES: &str = "wp-caption gallery-item wp-block-gallery";
const CARD_CLASSES: &str = "kg-bookmark-card kg-file-card wp-block-file";
const CAPTION_CLASSES: &str = "wp-caption-text wp-element-caption gallery-caption image-caption \
    img-caption photo-caption picture-caption figcaption pcaption caption";

/// Ghost writes the buttons and clocks of its players into the article.
const CONTROL_CLASSES: &str = "kg-audio-player kg-video-player kg-video-overlay";

const fn kind(tag: Tag, names: &'static str, attributes: &str) -> Kind {
    Kind {
        tag,
        names,
        attributes: Attributes::named(attributes),
    }
}

/// What becomes of an element by its name, which is in lower case for HTML;
/// nothing of one that is left out with everything in it.
pub(in crate::article) fn kind_of(name: &str, is_html: bool) -> Option<&'static Kind> {
    let kinds: &[Kind] = if is_html { &KINDS } else { &MATH };
    for kind in kinds {
        if word_index(kind.names, name, false).is_some() {
            return Some(kind);
        }
    }
    if name == if is_html { "canvas" } else { "svg" } {
        return Some(&DRAWING);
    }
    let is_dropped = !is_html || word_index(DROPPED, name, false).is_some();
    (!is_dropped).then_some(&SPAN)
}

/// What an element is by its classes, where its name says little.
pub(in crate::article) fn by_class(tag: Tag, class: &str) -> Tag {
    let is_plain = matches!(
        tag,
        Tag::Group
            | Tag::Paragraph
            | Tag::Span
            | Tag::Small
            | Tag::Emphasis
            | Tag::Definitions
            | Tag::Meaning
    );
    let has = |words| shares_word(class, words);
    if !is_plain {
        return match tag {
            Tag::Figure if has(CARD_CLASSES) => Tag::Card,
            // Its items are pictures, as the editor of WordPress first wrote them.
            Tag::BulletList if has("wp-block-gallery") => Tag::Figure,
            _ => tag,
        };
    }
    if has(CAPTION_CLASSES) {
        Tag::FigureCaption
    } else if tag.is_inline() {
        tag
    } else if has(FIGURE_CLASSES) || holds(class, "gallery-columns-") {
        Tag::Figure
    } else if has("kg-toggle-card") {
        Tag::Toggle
    } else if has(CARD_CLASSES) {
        Tag::Card
    } else if has(CONTROL_CLASSES) {
        Tag::Control
    } else {
        tag
    }
}

/// Whether two lists of words parted by white space have one in common.
#[inline(never)]
pub(in crate::article) fn shares_word(list: &str, words: &str) -> bool {
    for word in words.split_ascii_whitespace() {
        if word_index(list, word, true).is_some() {
            return true;
        }
    }
    false
}
