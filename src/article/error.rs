//! Why a source is no article at all.

use crate::text::{push_number, push_quoted};
use std::fmt;

/// A source that holds no article. `Display` is one sentence for the console
/// that names cause and remedy; [`ReadError::kind`] lets a view choose words in
/// the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The text is not JSON, or it was cut off.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 at the very beginning of a line.
        column: usize,
        /// What the parser met there.
        reason: &'static str,
    },
    /// The text is longer than [`super::MAX_BYTES`].
    TooLarge {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Lists and objects are nested deeper than any article is.
    TooDeep,
    /// The JSON is a list, a string or another value that is no object.
    NotAnObject {
        /// What it is instead, such as "a list".
        found: &'static str,
    },
    /// A version of the format that this reader does not know.
    UnsupportedVersion {
        /// The version as written.
        found: String,
    },
    /// Neither a title nor anything to read.
    Empty,
    /// The owner's map found neither a title nor anything to read.
    NothingMapped {
        /// The pointers that found nothing, with commas between them.
        pointers: String,
    },
    /// JSON in a form that is not known here.
    UnknownFormat {
        /// Its message, where it has one: servers answer with errors too.
        said: String,
    },
    /// The document is not what the owner said that it is.
    WrongFormat {
        /// The value of the `format` attribute.
        name: &'static str,
        /// As in [`Self::UnknownFormat`].
        said: String,
    },
    /// A list of articles with nothing in it.
    NoItems,
    /// A feed or list without the item that the address names.
    NoSuchItem {
        /// Its id or address as written.
        wanted: String,
    },
}

impl ReadError {
    /// A stable name: "not-json", "too-large", "too-deep", "not-an-object",
    /// "unsupported-version", "empty", "unknown-format", "wrong-format" or
    /// "no-such-item" (of an empty list too).
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "not-json",
            Self::TooLarge { .. } => "too-large",
            Self::TooDeep => "too-deep",
            Self::NotAnObject { .. } => "not-an-object",
            Self::UnsupportedVersion { .. } => "unsupported-version",
            Self::Empty | Self::NothingMapped { .. } => "empty",
            Self::UnknownFormat { .. } => "unknown-format",
            Self::WrongFormat { .. } => "wrong-format",
            Self::NoSuchItem { .. } | Self::NoItems => "no-such-item",
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        match self {
            Self::NotJson {
                line,
                column,
                reason,
            } => {
                text.push_str("the article is not JSON: ");
                text.push_str(reason);
                text.push_str(" at line ");
                push_number(&mut text, *line);
                text.push_str(", column ");
                push_number(&mut text, *column);
                text.push_str(
                    "; check that the address answers with article JSON and is not cut off",
                );
            }
            Self::TooLarge { bytes } => {
                text.push_str("the article is ");
                push_number(&mut text, *bytes);
                text.push_str(" bytes long and at most ");
                push_number(&mut text, super::MAX_BYTES);
                text.push_str(
                    " are read; keep pictures and videos as files and name their addresses",
                );
            }
            Self::TooDeep => {
                text.push_str("the article nests lists and objects more than 127 deep; flatten it")
            }
            Self::NotAnObject { found } => {
                text.push_str("the article JSON is ");
                text.push_str(found);
                text.push_str("; it must be an object with \"version\", \"title\" and \"body\"");
            }
            Self::UnsupportedVersion { found } => {
                text.push_str("article JSON of version ");
                push_quoted(&mut text, found);
                text.push_str(
                    " is not known to this reader; write \"version\": 1 or load a newer reader",
                );
            }
            Self::Empty => text.push_str(
                "the article has neither a title nor any text; give it a title and a body",
            ),
            Self::NothingMapped { pointers } => {
                text.push_str(
                    "the article has neither a title nor any text, because map found nothing at ",
                );
                text.push_str(pointers);
                text.push_str("; compare them with what the address answers");
            }
            Self::UnknownFormat { said } => {
                text.push_str("the JSON is in no form that is known here");
                push_said(&mut text, said);
                text.push_str("; say where its title and text stand with map");
            }
            Self::WrongFormat { name, said } => {
                text.push_str("the document is not what format ");
                push_quoted(&mut text, name);
                text.push_str(" says");
                push_said(&mut text, said);
                text.push_str("; check the address, or leave out format to have it found out");
            }
            Self::NoItems => text.push_str(
                "the answer is an empty list, so there is no such article; check the slug or id in the address, and that the article is published",
            ),
            Self::NoSuchItem { wanted } => {
                text.push_str("the document holds no item with the id or address ");
                push_quoted(&mut text, wanted);
                text.push_str("; check what stands after \"#\" in src");
            }
        }
        formatter.write_str(&text)
    }
}

/// Repeats what the document itself has to say.
fn push_said(text: &mut String, said: &str) {
    if !said.is_empty() {
        text.push_str("; its message is ");
        push_quoted(text, said);
    }
}

impl std::error::Error for ReadError {}
