//! Whatever arrived from an address becomes an article.
//!
//! Each foreign format is turned into article JSON, version 1, as a
//! [`crate::json::Value`], and read by the one reader in [`super::json`]: so
//! every rule about dates, addresses and empty parts holds for all of them.

mod blocks;
mod builder;
mod detect;
mod document;
mod editor_js;
mod feed;
mod foreign;
mod json_ld;
mod map;
mod page;
mod plain;
mod portable_text;
mod shapes;
mod values;

use super::MAX_BYTES;
use super::error::ReadError;
use super::json;
use super::model::Article;
use super::warning::{Warning, Warnings};
use crate::json::Value;
use crate::shape;
use crate::text::{holds, trimmed};

pub use document::{Context, Document, Format, PageReader};
pub use page::read as read_page;
pub use plain::PlainHtml;

/// Reads whatever arrived.
///
/// # Errors
/// Only where there is no article at all: see [`ReadError`]. Whatever is wrong
/// inside an article is a warning.
pub fn read(
    document: &Document<'_>,
    format: Format,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    read_parsed(document, None, format, context)
}

/// As [`read`]; `value` is what the text holds as JSON, where that is known.
///
/// # Errors
/// As [`read`].
pub fn read_parsed(
    document: &Document<'_>,
    value: Option<&Parsed>,
    format: Format,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let text = document.text;
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let document = &Document { text, ..*document };
    let mut warnings = Warnings::new();
    let map = context.map.and_then(|map| map::parse(map, &mut warnings));
    let is_free = format == Format::Auto;
    let mut format = format;
    if is_free && map.is_none() {
        format = detect::by_text(text, document.content_type);
    }
    let may_hold_json = match format {
        Format::Html => is_free,
        Format::Rss | Format::Atom => false,
        _ => true,
    };
    let mut behind = None;
    if value.is_none() && may_hold_json {
        behind = json_behind_notice(document, is_free && map.is_none());
    }
    if behind.is_some() {
        warnings.warn(
            "text stands before the JSON, such as a notice of PHP, and was left out; mend what prints it",
        );
        if is_free {
            format = Format::Auto;
        }
    }
    let value = value.or(behind.as_ref());
    let markup = match format {
        Format::Html => Some(context.html.read_page(text)),
        Format::Rss | Format::Atom => Some(feed::read(text, format, context)),
        _ => None,
    };
    if let Some(result) = markup {
        let (article, found) = result?;
        let mut all = warnings.finish();
        all.extend(found);
        return Ok((article, all));
    }
    let parsed;
    let value = match value {
        Some(value) => value,
        None => {
            parsed = json::parse(text)?;
            &parsed
        }
    };
    let list;
    let mut value = value;
    if map.is_none() && detect::is_lone_block(value) {
        list = Value::Array(vec![value.clone()]);
        value = &list;
    }
    if map.is_none() && format == Format::Auto {
        format = detect::by_value(value);
    }
    let result = if map.is_none() && format == Format::Json {
        match value {
            // The answer to a search that found nothing.
            Value::Array(list) if is_free && list.is_empty() => Err(ReadError::NoItems),
            Value::Array(_) if is_free => Err(unknown()),
            _ => own(value, context, warnings),
        }
    } else {
        foreign::read(value, format, map.as_ref(), context, warnings)
    };
    let mut result = match result {
        // Marks can deceive, and the owner never named that format.
        Err(ReadError::WrongFormat { .. }) if is_free => Err(unknown()),
        result => result,
    };
    if let Err(ReadError::UnknownFormat { said } | ReadError::WrongFormat { said, .. }) =
        &mut result
        && let Some(Value::String(message)) = shape::find(value, MESSAGES)
    {
        said.push_str(trimmed(message));
    }
    result
}

/// The JSON to which a text comes that begins with something else, such as a
/// notice of PHP, as HTML or plain. Where nobody says that it is JSON
/// (`is_free`), it may as well be an article that ends in brackets.
fn json_behind_notice(document: &Document<'_>, is_free: bool) -> Option<Value> {
    /// Brackets of the notice itself: "Undefined array key [x]".
    const MOST_BRACKETS: usize = 16;
    let text = trimmed(document.text);
    let is_markup = text.starts_with('<');
    let is_notice = text.starts_with("<br") || text.starts_with("<b>");
    if text.starts_with(['{', '['])
        || is_markup && !is_notice && !holds(document.content_type, "json")
    {
        return None;
    }
    let mut count = 0;
    for (index, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'{' | b'[') {
            continue;
        }
        count += 1;
        if count > MOST_BRACKETS {
            break;
        }
        let (before, rest) = text.split_at(index);
        let Ok(value) = json::parse(rest) else {
            continue;
        };
        let is_answer = match &value {
            Value::Array(list) => list
                .first()
                .is_none_or(|first| matches!(first, Value::Object(_))),
            value => matches!(value, Value::Object(_)),
        };
        // PHP names file and line.
        if is_answer && (!is_free || holds(before, " on line ") || detect::bears_mark(&value)) {
            return Some(value);
        }
    }
    None
}

/// Where WordPress, Ghost and others put what went wrong.
const MESSAGES: &str = "/message | /errors/0/message | /error/message | /error";

fn unknown() -> ReadError {
    ReadError::UnknownFormat {
        said: String::new(),
    }
}

/// A text as JSON.
pub type Parsed = Value;

/// What a first look comes to: an article, or that it takes more to read one,
/// and what the text holds as JSON where it was parsed.
pub type FirstLook = Result<Result<(Article, Vec<Warning>), ReadError>, Option<Parsed>>;

/// Reads article JSON without HTML in it that says what it is by its version,
/// or whose owner does, and nothing else: the rest is for [`read_parsed`], which
/// also words what is wrong. So little of this room stays in the module that
/// everybody downloads, and nothing is parsed or read twice.
///
/// # Errors
/// What [`read_parsed`] need not parse again.
pub fn read_own(document: &Document<'_>, format: Format, context: &Context<'_>) -> FirstLook {
    if context.map.is_some()
        || document.text.len() > MAX_BYTES
        || !matches!(format, Format::Auto | Format::Json)
    {
        return Err(None);
    }
    let value = json::parse(document.text).map_err(|_| None)?;
    if (format == Format::Auto && !detect::is_own(&value)) || holds_html(&value) {
        return Err(Some(value));
    }
    Ok(own(&value, context, Warnings::new()))
}

/// Whether any part calls itself HTML; the reader of JSON limits the depth.
fn holds_html(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(holds_html),
        Value::Object(object) => object.members().iter().any(|(key, part)| match part {
            Value::String(kind) => key == "type" && trimmed(kind) == "html",
            part => holds_html(part),
        }),
        _ => false,
    }
}

/// Article JSON, or an object in a form that nobody here knows.
fn own(
    value: &Value,
    context: &Context<'_>,
    warnings: Warnings,
) -> Result<(Article, Vec<Warning>), ReadError> {
    if matches!(value, Value::Object(_))
        && shape::find(value, "/version | /title | /body | /lead | /image | /video").is_none()
    {
        return Err(unknown());
    }
    json::read_made(value, &context.json(), warnings)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
