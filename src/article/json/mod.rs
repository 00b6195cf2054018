//! Article JSON, version 1, becomes an [`Article`].
//!
//! The format is described in `docs/article-json.md`. The walk goes over
//! [`crate::json::Value`] by hand: each message names block and field, one bad
//! value never costs its neighbours, and no derived code goes into the module.

mod blocks;
mod context;
mod head;
mod html;
mod inlines;
mod list;
mod media;
mod reader;
mod table;
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
mod write;

use super::MAX_BYTES;
use super::error::ReadError;
use super::finish::finish;
use super::model::Article;
use super::warning::{Warning, Warnings};
use crate::json::{self, Fault, FaultKind, Object, Value};
use crate::text::{is_blank, trimmed};
use reader::Reader;

pub use context::{Context, HtmlReader, WithoutHtml};
pub(super) use reader::kind_of;
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
pub use write::write;

/// Reads article JSON.
///
/// # Errors
/// Only where there is no article at all: see [`ReadError`]. Whatever is wrong
/// inside an article is a warning.
pub fn read(text: &str, context: &Context<'_>) -> Result<(Article, Vec<Warning>), ReadError> {
    read_value(&parse(text)?, context)
}

/// The JSON value that a text holds.
///
/// # Errors
/// [`ReadError::TooLarge`], [`ReadError::NotJson`] and [`ReadError::TooDeep`].
pub(super) fn parse(text: &str) -> Result<Value, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: text.len() });
    }
    json::parse(text).map_err(|fault| not_json(text, fault))
}

/// Reads article JSON that has been parsed, or made out of another format.
///
/// # Errors
/// As [`read`].
pub fn read_value(
    value: &Value,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    read_made(value, context, Warnings::new())
}

/// Reads article JSON that was made out of another format; `warnings` are those
/// found on the way, and know where the fields came from.
///
/// # Errors
/// As [`read`].
pub(super) fn read_made(
    value: &Value,
    context: &Context<'_>,
    warnings: Warnings,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let Value::Object(map) = value else {
        return Err(ReadError::NotAnObject {
            found: kind_of(value),
        });
    };
    let mut reader = Reader::new(context, warnings);
    reader.check_version(map)?;
    let mut article = reader.article(map);
    finish(&mut article, &mut reader.warnings)?;
    Ok((article, reader.warnings.finish()))
}

/// As [`read_made`], but more is still to come: nothing is missing yet, not even
/// the version, and the caller has the last look.
pub(super) fn read_part(map: &Object, context: &Context<'_>, warnings: &mut Warnings) -> Article {
    let mut reader = Reader::new(context, std::mem::take(warnings));
    let article = reader.article(map);
    *warnings = reader.warnings;
    article
}

fn not_json(text: &str, fault: Fault) -> ReadError {
    let reason = match fault.kind {
        FaultKind::TooDeep => return ReadError::TooDeep,
        FaultKind::EndsEarly if is_blank(text) => "it is empty",
        FaultKind::EndsEarly => "it ends too early",
        FaultKind::TrailingComma => "trailing comma",
        FaultKind::Unexpected if trimmed(text).starts_with('<') => {
            "it begins with \"<\" like an HTML page,"
        }
        FaultKind::Unexpected => "unexpected character",
    };
    ReadError::NotJson {
        line: fault.line,
        column: fault.column,
        reason,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
