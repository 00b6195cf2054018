//! The elements and attributes that an article can be built of.

/// Writes an enumeration and, at the same places, the words of a browser for it.
macro_rules! table {
    ($(#[$about:meta])* $name:ident, $(#[$list_about:meta])* $list:ident: $($kind:ident = $words:literal,)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = $words] $kind,)*
        }

        $(#[$list_about])*
        pub const $list: &str = concat!($($words, "\n"),*);

        impl $name {
            /// How many there are.
            pub const COUNT: u8 = [$($words),*].len() as u8;
        }
    };
}

table! {
    /// An element: its name, and the attributes that it always has.
    Element,
    /// Their words, by lines: the name, then attributes with "|" before each. `lang`
    /// names a place in the list of [`tongues`](super::tongues): 0 is what the reader's
    /// own words are in, 2 what its dates and numbers are in, 4 what the article is in.
    ELEMENTS:
    // Around the text.
    Header = "header",
    Kicker = "p|class=kicker|part=kicker",
    Title = "h1|class=title|part=title|id=readerly-title",
    LongTitle = "h1|class=title long|part=title|id=readerly-title",
    Facts = "p|class=facts|part=facts",
    Published = "span|class=published|lang=2",
    Modified = "span|class=modified|lang=0",
    Views = "span|class=views|lang=0",
    Untranslated = "span|translate=no|lang=2",
    Date = "time|lang=2",
    Lead = "p|class=lead|part=lead",
    MainPicture = "figure|class=main-picture",
    Outline = "details|class=outline|part=outline",
    Contents = "summary|id=readerly-contents|lang=0",
    Nav = "nav|aria-labelledby=readerly-contents",
    Deeper = "li|class=deeper",
    Deepest = "li|class=deepest",
    Body = "div|class=body|part=body",
    Rest = "div|class=rest|part=rest",
    Reason = "p|lang=0",
    Notes = "section|class=notes|role=doc-endnotes|aria-labelledby=readerly-notes",
    NotesHeading = "h2|id=readerly-notes|lang=0",
    NoteBack = "a|class=note-back|role=doc-backlink|lang=0",
    Byline = "footer|class=byline|part=byline",
    Author = "p|class=author",
    AuthorName = "span|class=name",
    AuthorRole = "span|class=role",
    AuthorLink = "a|rel=author",
    ForeignAuthorLink = "a|rel=author noopener nofollow ugc",
    Tags = "ul|class=tags",
    Original = "p|class=original|part=original|lang=0",
    // Blocks whose height their letters tell.
    Paragraph = "p",
    Measure = "p|class=measure",
    CountedMeasure = "p|class=measure counted",
    BulletList = "ul",
    NumberedList = "ol",
    CountdownList = "ol|reversed",
    QuoteFigure = "figure|class=quote",
    Definitions = "dl",
    TableFrame = "div|class=table|role=group|tabindex=0|lang=0",
    // Other blocks, and what stands in them.
    Heading2 = "h2",
    Heading3 = "h3",
    Heading4 = "h4",
    Heading5 = "h5",
    Heading6 = "h6",
    Item = "li",
    Task = "li|class=task",
    Quote = "blockquote",
    Figure = "figure|class=figure",
    Gallery = "figure|class=gallery",
    GalleryPictures = "div|class=gallery-pictures",
    Caption = "figcaption",
    Credit = "span|class=credit",
    CreditLabel = "span|lang=0",
    AudioFigure = "figure|class=audio",
    Audio = "audio|controls|preload=none",
    Player = "div|class=player",
    Term = "dt",
    Meaning = "dd",
    Details = "details",
    OpenDetails = "details|open",
    Summary = "summary",
    CodeBlock = "pre|class=code|tabindex=0|role=group|lang=0|dir=ltr|translate=no",
    CodeText = "code|lang=4|dir=ltr",
    Divider = "hr",
    // Tables.
    Table = "table|lang=4",
    TableCaption = "caption",
    TableHead = "thead",
    TableBody = "tbody",
    Row = "tr",
    Cell = "td",
    ColumnHeader = "th|scope=col",
    RowHeader = "th|scope=row",
    // In a line.
    Link = "a",
    ForeignLink = "a|rel=noopener nofollow ugc",
    NoteReference = "a|class=note-reference|role=doc-noteref|lang=0",
    Strong = "strong",
    Emphasis = "em",
    Subscript = "sub",
    Superscript = "sup",
    Mark = "mark",
    Small = "small",
    Deleted = "del",
    Inserted = "ins",
    Abbreviation = "abbr|tabindex=0|role=button",
    // In what can be pressed itself.
    InnerAbbreviation = "abbr",
    Time = "time",
    Span = "span",
    Code = "code",
    Ruby = "ruby",
    RubyParenthesis = "rp",
    RubyText = "rt",
    Break = "br",
    Picture = "img|loading=lazy|decoding=async",
    FirstPicture = "img|loading=eager|decoding=async",
    LinePicture = "img|class=line-picture|loading=lazy|decoding=async",
}

table! {
    /// An attribute whose value is the article's, or in the reader's language.
    Attribute,
    /// Their names, by lines.
    ATTRIBUTES:
    Id = "id",
    Href = "href",
    Src = "src",
    SrcSet = "srcset",
    Sizes = "sizes",
    Alt = "alt",
    Width = "width",
    Height = "height",
    Lang = "lang",
    Dir = "dir",
    Label = "aria-label",
    LabelledBy = "aria-labelledby",
    Level = "aria-level",
    Title = "title",
    DateTime = "datetime",
    Start = "start",
    ColumnSpan = "colspan",
    RowSpan = "rowspan",
    Align = "data-align",
    Columns = "data-columns",
    Language = "data-language",
    Lines = "data-lines",
    Digits = "data-digits",
}

impl Element {
    /// Whether it is a block whose height its letters tell: not a picture, whose
    /// size is known, a player, which may not be cut off, or a heading.
    pub(super) fn is_lines(code: u8) -> bool {
        (Self::Paragraph as u8..=Self::TableFrame as u8).contains(&code)
    }
}

impl Attribute {
    /// Whether its value is an address, which comes by a way of its own.
    pub fn is_address(self) -> bool {
        matches!(self, Self::Href | Self::Src | Self::SrcSet)
    }
}
