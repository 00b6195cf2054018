//! Article JSON, version 1, becomes an [`Article`].
//!
//! The format is described in `docs/article-json.md`. The walk goes over
//! [`crate::json::Value`] by hand: each message names block and field, one bad
//! value never costs its neighbours, and no derived code goes into the module.

mod blocks;
mod head;
mod html;
mod inlines;
mod list;
mod media;
mod reader;
mod table;

use super::MAX_BYTES;
use super::error::ReadError;
use super::finish::finish;
use super::model::{Article, Block};
use super::text::{is_blank, trimmed};
use super::url::UrlParser;
use super::warning::{Warning, Warnings};
use crate::json::{self, Fault, FaultKind, Value};
use reader::Reader;
pub(super) use reader::kind_of;

/// What reading borrows from its surroundings.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The address of the JSON, which relative addresses in it refer to.
    pub base: &'a str,
    /// A conforming URL parser.
    pub urls: &'a dyn UrlParser,
    /// Reads `html` blocks.
    pub html: &'a dyn HtmlReader,
}

/// Turns HTML text into blocks: the browser lends its own parser, and
/// [`super::dom::read_blocks`] walks what comes out.
pub trait HtmlReader {
    /// Blocks of the fragment; what had to be left out goes to `warnings`.
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block>;

    /// The article of a whole HTML page.
    ///
    /// # Errors
    /// Where the page holds none, or cannot be parsed here.
    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError>;
}

/// For surroundings without an HTML parser: `html` blocks are left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct WithoutHtml;

impl HtmlReader for WithoutHtml {
    fn read(&self, _html: &str, warnings: &mut Warnings) -> Vec<Block> {
        warnings.warn("HTML cannot be read here; the block was left out");
        Vec::new()
    }

    fn read_page(&self, _html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        Err(ReadError::Empty)
    }
}

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
    let mut reader = Reader::new(context);
    reader.warnings = warnings;
    let mut article = reader.article(map)?;
    finish(&mut article, &mut reader.warnings)?;
    Ok((article, reader.warnings.finish()))
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
