//! From an address that an owner has at hand to the requests of one poll, and
//! from their answers to [`Counts`].

mod address;
mod answer;
mod dialogue;
mod map;
mod plan;
mod refuse;
mod tables;

pub use dialogue::Dialogue;

use super::model::Counts;
use super::read::{CounterError, shorten};
use std::fmt;

/// What an owner says the counter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// To be found out, by the address or by the answer.
    #[default]
    Auto,
    /// Counter JSON, version 1.
    Json,
    /// GoatCounter's visitor counter.
    GoatCounter,
    /// Umami, by a website's share address.
    Umami,
    /// The public dashboard of Plausible.
    Plausible,
    /// Matomo, where anybody may view the site.
    Matomo,
    /// A public project of Swetrix.
    Swetrix,
    /// Vercount.
    Vercount,
    /// A Busuanzi of one's own.
    Busuanzi,
    /// Abacus.
    Abacus,
    /// counterapi.dev, version 2.
    CounterApi,
    /// Waline's article counter.
    Waline,
    /// JSON for the endpoint badge of shields.io.
    Shields,
    /// A text that is one whole number.
    Number,
    /// A page of the same site that shows the numbers.
    Html,
}

impl Format {
    /// The values of the `counter-format` attribute, in the order of [`Self::nth`].
    pub const NAMES: [&'static str; 15] = [
        "auto",
        "json",
        "goatcounter",
        "umami",
        "plausible",
        "matomo",
        "swetrix",
        "vercount",
        "busuanzi",
        "abacus",
        "counterapi",
        "waline",
        "shields",
        "number",
        "html",
    ];

    /// The format that the n-th name stands for, from 0; `Auto` beyond them.
    pub fn nth(index: usize) -> Self {
        match index {
            1 => Self::Json,
            2 => Self::GoatCounter,
            3 => Self::Umami,
            4 => Self::Plausible,
            5 => Self::Matomo,
            6 => Self::Swetrix,
            7 => Self::Vercount,
            8 => Self::Busuanzi,
            9 => Self::Abacus,
            10 => Self::CounterApi,
            11 => Self::Waline,
            12 => Self::Shields,
            13 => Self::Number,
            14 => Self::Html,
            _ => Self::Auto,
        }
    }

    /// The format of that name, in letters of either case.
    pub fn named(name: &str) -> Option<Self> {
        for (index, known) in Self::NAMES.iter().enumerate() {
            if known.eq_ignore_ascii_case(name) {
                return Some(Self::nth(index));
            }
        }
        None
    }

    /// The name in the `counter-format` attribute.
    pub fn name(self) -> &'static str {
        // The variants stand in the order of their names.
        Self::NAMES[self as usize]
    }
}

/// One endpoint as its owner named it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// Absolute `http` or `https` address, vetted and normalised.
    pub url: String,
    /// What stands there.
    pub format: Format,
    /// The owner's own table, as JSON text. It is of use where the format is
    /// [`Format::Auto`], [`Format::Json`], [`Format::Number`] or
    /// [`Format::Html`]; the other formats know where their numbers stand.
    pub map: Option<String>,
}

/// Why an endpoint is not asked at all: one sentence for the owner, with the
/// address, the cause and the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    fn new(url: &str, why: &[&str]) -> Self {
        let mut shown = url.to_owned();
        shorten(&mut shown, 200);
        let mut text = ["counter \"", &shown, "\": "].concat();
        for part in why {
            text.push_str(part);
        }
        text.push('.');
        Self(text)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// One GET that a conversation wants made, without cookies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Absolute address.
    pub url: String,
    /// Request headers beside the browser's own.
    pub headers: Vec<(&'static str, String)>,
    /// Statuses outside 200 to 299 whose body is wanted all the same: hand
    /// them to [`Dialogue::take`]. Any other is a failure of the poll.
    pub statuses: &'static [u16],
    /// Largest body in bytes; one byte more is a failure of the poll.
    pub max_bytes: usize,
}

/// What came of an [`Ask`].
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// HTTP status: 200 to 299, or one of [`Ask::statuses`].
    pub status: u16,
    /// The body.
    pub text: &'a str,
    /// The wall clock in milliseconds since 1970.
    pub now_ms: u64,
}

/// How a poll goes on after an answer.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one per answer, and it is taken apart at once"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// One more request belongs to the same poll.
    Ask(Ask),
    /// The poll has succeeded; with warnings for the owner.
    Counts(Counts, Vec<String>),
    /// The poll has failed: the answer holds no numbers.
    Failed(CounterError),
    /// The poll has failed as if by this HTTP status.
    Refused {
        /// The status.
        code: u16,
        /// What the owner should know of it.
        error: CounterError,
    },
}

/// Lent by the browser: reads an HTML page without running it.
pub trait Pages {
    /// Per selector the text of the first element that it finds, white space
    /// collapsed; `None` where it finds none.
    ///
    /// # Errors
    /// The first of `selectors` that is no selector; `None` where no page can be
    /// read at all.
    fn texts(&self, html: &str, selectors: &[&str]) -> Result<Vec<Option<String>>, Option<String>>;
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
