//! From an address that an owner has at hand to the requests of one poll, and
//! from their answers to [`Counts`].

mod address;
mod answer;
mod dialogue;
mod format;
mod map;
mod plan;
mod refuse;
mod request;
mod tables;

pub use dialogue::Dialogue;
pub use format::Format;

use super::model::Counts;
use super::read::{CounterError, shorten};
use std::fmt;

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
