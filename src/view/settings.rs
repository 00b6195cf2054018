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
    /// BCP 47 tag of the words around the article.
    pub lang: Option<String>,
    /// Colours.
    pub theme: Theme,
}

/// Which counter to show, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterSettings {
    /// Absolute address of the counter.
    pub url: String,
    /// Milliseconds between two polls.
    pub every_ms: u32,
    /// Tell the counter of this visit.
    pub hit: bool,
}

/// Colours of a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the reader's system asks for.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The strongest contrast.
    Contrast,
}

impl Theme {
    /// Name in attributes and style sheets.
    pub fn as_attribute(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}
