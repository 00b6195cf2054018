//! What an owner asked for, after the door has read and checked it.

use crate::article::Video;
use crate::article::source::Format;

/// Everything that can be asked of one reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Absolute address of the article; `None` reads the inline article.
    pub source: Option<String>,
    /// What the owner says stands there.
    pub format: Format,
    /// The owner's own shape table, as JSON text.
    pub map: Option<String>,
    /// The counter to show.
    pub counter: Option<CounterSettings>,
    /// A video that stands before the article's own.
    pub video: Option<Video>,
    /// How videos are shown.
    pub player: VideoSettings,
    /// BCP 47 tag of the words around the article.
    pub lang: Option<String>,
    /// Colours.
    pub theme: Theme,
    /// Where the column of text stands.
    pub align: Align,
    /// No link to the article's own address.
    pub hides_original: bool,
    /// What the page put inside the element stays in place of an article of ours.
    pub keeps_own: bool,
}

/// Which counter to show, and how. The texts are the owner's own: the module
/// that polls reads them ([`crate::counter::wanted`]), so that their names and
/// warnings are not downloaded before the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CounterSettings {
    /// Absolute, vetted addresses, at least one of which is not empty. One that
    /// was refused is empty, so that the others keep their places in the lists
    /// below.
    pub urls: Vec<String>,
    /// What stands there: one name for all or one for each address.
    pub formats: Option<String>,
    /// The owner's own table, as JSON text: an object for all, or a list with
    /// an object or null for each address.
    pub map: Option<String>,
    /// Names of the rows to show.
    pub show: Option<String>,
    /// Milliseconds between two polls; 0 asks once.
    pub every_ms: u32,
    /// Tell the counter of this visit.
    pub hit: bool,
}

/// How videos are shown. The texts are the owner's own: the module that plays
/// reads them ([`crate::video::consent`], [`crate::video::controls`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VideoSettings {
    /// Who is asked before a provider is contacted.
    pub consent: Option<String>,
    /// Names of what the player offers.
    pub controls: Option<String>,
    /// Absolute, vetted address of the owner's own hls.js.
    pub hls_source: Option<String>,
}

impl Settings {
    /// Whether the same article is read in the same way, however it is shown.
    pub fn reads_the_same(&self, other: &Self) -> bool {
        self.source == other.source
            && self.format == other.format
            && self.map == other.map
            && self.keeps_own == other.keeps_own
    }
}

impl CounterSettings {
    /// Whether the same counters are asked in the same way, whatever is shown.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.every_ms == other.every_ms
            && self.hit == other.hit
            && self.urls == other.urls
            && self.formats == other.formats
            && self.map == other.map
    }
}

/// Colours of a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the reader's system asks for, where the page can be that too.
    #[default]
    Auto,
    /// What the reader's system asks for.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The strongest contrast, dark on light.
    Contrast,
    /// The strongest contrast, light on dark.
    ContrastDark,
    /// Light or dark, whichever the page around it is.
    Host,
}

impl Theme {
    /// Name in attributes and style sheets.
    pub fn as_attribute(self) -> &'static str {
        match self {
            // By now it is known what the page can be.
            Self::Auto | Self::System => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
            Self::ContrastDark => "contrast-dark",
            Self::Host => "host",
        }
    }
}

/// Where the column of text stands in a place that is wider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// In the middle, unless something stands beside it.
    #[default]
    Auto,
    /// Where lines begin.
    Start,
    /// In the middle of what the panels leave.
    Center,
}

impl Align {
    /// Name in style sheets.
    pub fn as_attribute(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Start => "start",
            Self::Center => "center",
        }
    }
}
