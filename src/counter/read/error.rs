//! Why an answer gives no numbers.

use crate::counter::source::Format;
use std::fmt;

/// Longest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// Why an answer gives no numbers at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CounterError {
    /// Longer than [`BODY_LIMIT`].
    TooLarge {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Not JSON.
    NotJson {
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
    },
    /// JSON, but not an object.
    NotAnObject,
    /// A version this reader does not know.
    UnsupportedVersion {
        /// What stood in `v`, as JSON, shortened.
        found: String,
    },
    /// JSON of no format that is known by its looks.
    UnknownFormat,
    /// A text that is no whole number.
    NotANumber {
        /// The text, shortened.
        found: String,
    },
    /// The answer itself says that something went wrong, whatever its status.
    Told {
        /// What it says, shortened.
        message: String,
    },
    /// Something in it is not as it is when all is well.
    NotAsExpected {
        /// Where, as a JSON Pointer.
        place: String,
        /// What stands there, as JSON, shortened.
        found: String,
    },
    /// The policy of the page that shows the panel keeps the browser's parser away.
    NoPages,
    /// An owner's selector that is none.
    BadSelector {
        /// The selector.
        selector: String,
    },
    /// No number in it that could be shown.
    NothingOffered {
        /// What was wrong with single fields.
        warnings: Vec<String>,
    },
}

/// Cuts a text for a message after so many characters.
pub(crate) fn shorten(text: &mut String, length: usize) {
    if let Some((end, _)) = text.char_indices().nth(length) {
        text.truncate(end);
        text.push('…');
    }
}

impl fmt::Display for CounterError {
    /// For the page's owner, in the console.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numbers, names);
        let (before, found, after): (&str, &str, &str) = match self {
            Self::TooLarge { bytes } => {
                numbers = [bytes.to_string(), BODY_LIMIT.to_string()];
                formatter.write_str("the counter's answer has ")?;
                formatter.write_str(&numbers[0])?;
                (" bytes; at most ", numbers[1].as_str(), " are read")
            }
            Self::NotJson { line, column } => {
                numbers = [line.to_string(), column.to_string()];
                formatter.write_str("the counter's answer is not JSON (line ")?;
                formatter.write_str(&numbers[0])?;
                (", column ", numbers[1].as_str(), ")")
            }
            Self::NotAnObject => ("the counter's answer is JSON but no object {…}", "", ""),
            Self::UnsupportedVersion { found } => (
                "the counter's answer has version ",
                found.as_str(),
                "; this reader knows version 1",
            ),
            Self::UnknownFormat => (
                "the counter's answer is of no format that can be told by its looks; name it in counter-format (",
                {
                    names = Format::NAMES.join(", ");
                    // The first is "auto", which it was.
                    names.strip_prefix("auto, ").unwrap_or_default()
                },
                "), or say in counter-map where the numbers stand, as in {\"online\": \"/data/now\", \"total\": \"/data/all\"}",
            ),
            Self::NotANumber { found } => (
                "the counter's answer should be one whole number and is \"",
                found.as_str(),
                "\"",
            ),
            Self::Told { message } => ("the counter reports: ", message.as_str(), ""),
            Self::NotAsExpected { place, found } => {
                formatter.write_str("the counter's answer has ")?;
                formatter.write_str(found)?;
                (
                    " at ",
                    place.as_str(),
                    ", as it does when something went wrong",
                )
            }
            Self::NoPages => (
                "this page's policy (require-trusted-types-for) keeps this browser from reading another page; ",
                "have the numbers sent as JSON",
                "",
            ),
            Self::BadSelector { selector } => (
                "counter-map: \"",
                selector.as_str(),
                "\" is no CSS selector such as \"#online\"",
            ),
            Self::NothingOffered { warnings } => {
                formatter.write_str("the counter's answer holds no number that could be shown")?;
                for warning in warnings {
                    formatter.write_str("; ")?;
                    formatter.write_str(warning)?;
                }
                return Ok(());
            }
        };
        for part in [before, found, after] {
            formatter.write_str(part)?;
        }
        Ok(())
    }
}

impl std::error::Error for CounterError {}
