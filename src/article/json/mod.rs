//! Article JSON, version 1, becomes an [`Article`].
//!
//! The format is described in `docs/article-json.md`. The walk goes over
//! `serde_json::Value` by hand: each message names block and field, one bad
//! value never costs its neighbours, and no derived code goes into the module.

mod blocks;
mod head;
mod inlines;
mod list;
mod media;
mod reader;
mod table;

use super::error::ReadError;
use super::finish::finish;
use super::model::{Article, Block};
use super::url::UrlParser;
use super::warning::{Warning, Warnings};
use reader::{Reader, kind_of};
use serde_json::Value;
use serde_json::error::Category;

/// The longest text that is read: 16 MiB, some forty times a very long article.
pub const MAX_BYTES: usize = 16 << 20;

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
}

/// For surroundings without an HTML parser: `html` blocks are left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct WithoutHtml;

impl HtmlReader for WithoutHtml {
    fn read(&self, _html: &str, warnings: &mut Warnings) -> Vec<Block> {
        warnings.warn("HTML cannot be read here; the block was left out");
        Vec::new()
    }
}

/// Reads article JSON.
///
/// # Errors
/// Only where there is no article at all: see [`ReadError`]. Whatever is wrong
/// inside an article is a warning.
pub fn read(text: &str, context: &Context<'_>) -> Result<(Article, Vec<Warning>), ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    let Value::Object(map) = &value else {
        return Err(ReadError::NotAnObject {
            found: kind_of(&value),
        });
    };
    let mut reader = Reader::new(context);
    let mut article = reader.article(map)?;
    finish(&mut article, &mut reader.warnings)?;
    Ok((article, reader.warnings.finish()))
}

fn not_json(text: &str, error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    // serde_json keeps its error codes to itself; this message is its only sign.
    if message.starts_with("recursion limit exceeded") {
        return ReadError::TooDeep;
    }
    let reason = if text.trim_start().starts_with('<') {
        "it begins with \"<\" like an HTML page,".to_owned()
    } else if text.trim().is_empty() {
        "it is empty".to_owned()
    } else if error.classify() == Category::Eof {
        "it ends too early".to_owned()
    } else {
        message
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    ReadError::NotJson {
        line: error.line(),
        column: error.column(),
        reason,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
