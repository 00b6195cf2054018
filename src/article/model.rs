//! The one article that every source becomes and that the view renders.
//!
//! These are domain types: they carry no serde and no browser handle. A value
//! that reaches a view has already passed validation, so a [`Link`] or an
//! [`Image`] can only hold an address that the allow-list accepted.

use super::date::Timestamp;
use super::url::SafeUrl;
use std::rc::Rc;

pub use super::url::LinkTarget;

/// A whole article, ready to be rendered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Headline; empty only where the source has none, and then hidden.
    pub title: String,
    /// The short line above the headline ("Thông tin tuyên truyền").
    pub kicker: Option<String>,
    /// BCP 47 language tag of the text, as the source gave it.
    pub lang: Option<String>,
    /// Base direction, when the source states one; otherwise the language decides.
    pub dir: Option<Direction>,
    /// Canonical address of the article.
    pub url: Option<SafeUrl>,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// How often it was read, as the source counted; exact up to 2^64 - 1.
    pub views: Option<u64>,
    /// Who wrote it, in order.
    pub authors: Vec<Author>,
    /// The standfirst; empty when the source has none.
    pub lead: Vec<Inline>,
    /// The main picture.
    pub image: Option<Figure>,
    /// The text itself.
    pub body: Vec<Block>,
    /// Videos that belong to the article as a whole.
    pub video: Vec<Video>,
    /// Keywords, in order.
    pub tags: Vec<String>,
    /// Why the source gave no more than a part of it; absent where this is all.
    pub rest: Option<Rest>,
}

/// Where the rest of an article is, of which the source gave a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// On further pages.
    Pages,
    /// For members of the site alone.
    Members,
    /// Behind a password.
    Password,
}

impl Rest {
    /// The names in JSON, in the order of [`Self::nth`].
    pub(super) const NAMES: &'static str = "pages, members, password";

    /// What the n-th name stands for, from 0.
    pub(super) fn nth(index: usize) -> Self {
        match index {
            0 => Self::Pages,
            1 => Self::Members,
            _ => Self::Password,
        }
    }
}

/// A person or office named in the byline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// The name, never empty.
    pub name: String,
    /// The role, one entry per line ("Phó Chủ tịch" / "UBND phường …").
    pub role: Vec<String>,
    /// A page about the author.
    pub url: Option<SafeUrl>,
}

/// One block of the body, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading inside the article.
    Heading(Heading),
    /// An ordered or unordered list.
    List(List),
    /// A quotation with an optional source.
    Quote(Quote),
    /// A picture with caption and credit.
    Figure(Figure),
    /// Several pictures that belong together.
    Gallery(Gallery),
    /// A data table.
    Table(Table),
    /// Preformatted code.
    Code(Code),
    /// A thematic break.
    Divider,
    /// A footnote; the text refers to it by [`Inline::NoteReference`].
    Note(Note),
    /// A video inside the text.
    Video(Video),
    /// A recording inside the text.
    Audio(Audio),
    /// Terms and what they mean.
    Definitions(Vec<DefinitionGroup>),
    /// Text that a reader opens.
    Details(Details),
}

/// A heading; level 1 is the title, so these run from 2 to 6.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Fragment that in-article links aim at.
    pub id: Option<String>,
    /// The heading's text.
    pub text: Vec<Inline>,
}

/// A list; each item is a run of blocks, so lists nest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Numbered rather than bulleted.
    pub ordered: bool,
    /// First number of an ordered list.
    pub start: Option<i32>,
    /// Numbers count down.
    pub reversed: bool,
    /// The items, in order.
    pub items: Vec<Vec<Block>>,
}

/// A quotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// What was said.
    pub body: Vec<Block>,
    /// Who said it or where; empty when unknown.
    pub citation: Vec<Inline>,
}

/// A picture with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// Caption; empty when there is none.
    pub caption: Vec<Inline>,
    /// Photographer, agency or licence.
    pub credit: Option<String>,
    /// Where the picture leads when it is followed.
    pub target: Option<LinkTarget>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Where it is.
    pub url: SafeUrl,
    /// Text alternative; empty for a picture that only decorates.
    pub alt: String,
    /// Intrinsic width and height in CSS pixels, so that nothing jumps while it loads.
    pub size: Option<(u32, u32)>,
    /// Further widths of the same picture.
    pub candidates: Vec<ImageCandidate>,
}

/// One entry of a `srcset` with a width descriptor.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageCandidate {
    /// Where it is.
    pub url: SafeUrl,
    /// Its width in physical pixels.
    pub width: u32,
}

/// Several pictures under one caption.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gallery {
    /// The pictures, in order.
    pub figures: Vec<Figure>,
    /// Caption of the whole; empty when there is none.
    pub caption: Vec<Inline>,
    /// How many pictures the source puts side by side, 1 to [`MOST_COLUMNS`];
    /// absent where it leaves that to the room there is.
    pub columns: Option<u32>,
}

/// The most pictures that a gallery puts side by side, as in WordPress.
pub(super) const MOST_COLUMNS: i32 = 9;

/// A data table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Caption; empty when there is none.
    pub caption: Vec<Inline>,
    /// Rows of the head.
    pub head: Vec<Vec<Cell>>,
    /// Rows of the body.
    pub body: Vec<Vec<Cell>>,
}

/// One table cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Row, column or no header.
    pub kind: CellKind,
    /// Columns covered, 1 to 1000.
    pub column_span: u32,
    /// Rows covered, 1 to 65534.
    pub row_span: u32,
    /// Where its text stands; absent where the direction of the text decides.
    pub align: Option<Alignment>,
    /// What stands in it.
    pub text: Vec<Inline>,
}

/// Where the text of a table cell stands, in either direction of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right, as numbers do.
    Right,
}

impl Alignment {
    /// The names in JSON and HTML, in the order of [`Self::nth`].
    pub(super) const NAMES: &'static str = "left, center, right";

    /// The alignment that the n-th name stands for, from 0.
    pub(super) fn nth(index: usize) -> Self {
        match index {
            0 => Self::Left,
            1 => Self::Center,
            _ => Self::Right,
        }
    }

    /// Its name.
    pub fn as_attribute(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
        }
    }
}

/// What a table cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Plain data.
    #[default]
    Data,
    /// Heads its column (`<th scope="col">`).
    ColumnHeader,
    /// Heads its row (`<th scope="row">`).
    RowHeader,
}

/// Preformatted code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// The code, line breaks kept.
    pub text: String,
    /// Language name ("rust").
    pub language: Option<String>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Name by which the text refers to it.
    pub id: String,
    /// What stands before it ("1"); the view numbers notes without one.
    pub label: Option<String>,
    /// The note's text.
    pub body: Vec<Block>,
}

/// A video as the source described it; the `video` room decides how it is played.
#[derive(Clone, Debug, PartialEq)]
pub struct Video {
    /// Address of the file or of the provider's page.
    pub url: SafeUrl,
    /// Type of the file at `url` in the form of a `<source type>`; absent where
    /// the source says nothing.
    pub mime: Option<String>,
    /// Further files of the same film, in order: a browser plays the first of
    /// all that it can.
    pub sources: Vec<VideoSource>,
    /// Title, for the accessible name of the player.
    pub title: Option<String>,
    /// Still picture shown before it plays.
    pub poster: Option<SafeUrl>,
    /// Width and height whose ratio the box keeps.
    pub size: Option<(u32, u32)>,
    /// Length in seconds.
    pub duration: Option<u32>,
    /// Captions and subtitles.
    pub tracks: Vec<Track>,
    /// Caption; empty when there is none.
    pub caption: Vec<Inline>,
}

/// One file of a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoSource {
    /// Address of the file.
    pub url: SafeUrl,
    /// Its type, perhaps with codecs ("video/webm; codecs=vp9"); absent where
    /// the source says nothing.
    pub mime: Option<String>,
}

/// A recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Audio {
    /// Address of the file.
    pub url: SafeUrl,
    /// Title, for the accessible name of the player.
    pub title: Option<String>,
    /// Caption; empty when there is none.
    pub caption: Vec<Inline>,
}

/// Terms that share their meanings (`<dt>`, `<dt>`, `<dd>`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DefinitionGroup {
    /// The terms; empty where the source begins with a meaning.
    pub terms: Vec<Vec<Inline>>,
    /// What they mean, one run of blocks each.
    pub details: Vec<Vec<Block>>,
}

/// Text behind a summary that a reader opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// What is always seen; empty leaves it to the browser's own word.
    pub summary: Vec<Inline>,
    /// What is opened.
    pub body: Vec<Block>,
    /// Open from the start.
    pub is_open: bool,
}

/// A WebVTT text track.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Where it is.
    pub url: SafeUrl,
    /// Captions, subtitles, descriptions or chapters.
    pub kind: TrackKind,
    /// BCP 47 language tag.
    pub lang: Option<String>,
    /// Name in the player's menu.
    pub label: Option<String>,
    /// Switched on from the start.
    pub default: bool,
}

/// What a track is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrackKind {
    /// For readers who do not hear the sound.
    #[default]
    Captions,
    /// Translation of the speech.
    Subtitles,
    /// Text of what is seen.
    Descriptions,
    /// Chapter titles.
    Chapters,
}

impl TrackKind {
    /// The names in JSON and HTML, in the order of [`Self::nth`].
    pub(super) const NAMES: &'static str = "captions, subtitles, descriptions, chapters";

    /// The kind that the n-th name stands for, from 0.
    pub(super) fn nth(index: usize) -> Self {
        match index {
            0 => Self::Captions,
            1 => Self::Subtitles,
            2 => Self::Descriptions,
            _ => Self::Chapters,
        }
    }
}

/// A run of text or a span inside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text. `Rc<str>` so that a view clones a pointer, not the letters.
    Text(Rc<str>),
    /// Strong importance.
    Strong(Vec<Inline>),
    /// Stress emphasis.
    Emphasis(Vec<Inline>),
    /// A link.
    Link(Link),
    /// Code.
    Code(String),
    /// Subscript.
    Subscript(Vec<Inline>),
    /// Superscript.
    Superscript(Vec<Inline>),
    /// Highlighted.
    Mark(Vec<Inline>),
    /// Side comments such as a licence.
    Small(Vec<Inline>),
    /// No longer true or valid (`<del>`, `<s>`).
    Deleted(Vec<Inline>),
    /// Added later.
    Inserted(Vec<Inline>),
    /// A picture inside a line or a table cell.
    Image(Image),
    /// Letters and how they are pronounced.
    Ruby {
        /// The letters.
        text: Vec<Inline>,
        /// What stands above them.
        annotation: Vec<Inline>,
    },
    /// A line break that carries meaning, as in an address.
    Break,
    /// Points at a [`Note`] of the same article.
    NoteReference {
        /// The note's name.
        id: String,
        /// What the reader sees; the view numbers references without one.
        label: Option<String>,
    },
    /// An abbreviation with its long form.
    Abbreviation {
        /// The long form.
        title: String,
        /// What stands in the text.
        text: Vec<Inline>,
    },
    /// A time with its machine form.
    Time {
        /// Value for `<time datetime>`.
        datetime: String,
        /// What stands in the text.
        text: Vec<Inline>,
    },
    /// A passage in another language or direction.
    Span {
        /// BCP 47 language tag.
        lang: Option<String>,
        /// Direction.
        dir: Option<Direction>,
        /// The passage.
        text: Vec<Inline>,
    },
}

/// A link and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// The link's text.
    pub text: Vec<Inline>,
}

/// Base direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Direction {
    /// The value of the HTML `dir` attribute.
    pub fn as_attribute(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}
