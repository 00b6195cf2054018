//! From an endpoint's answer to [`Counts`].

use super::model::{Counts, Online, PageCounts, SiteCounts};
use super::retry_after::days_in_month;
use super::shapes::{CountsShape, VERSION_1};
use crate::json::{self, Value};
use crate::shape::{self, Pointers};
use std::fmt;

/// Longest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// Longest path, date or address that is kept, in bytes.
const TEXT_LIMIT: usize = 2_048;

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
    /// No number in it that could be shown.
    NothingOffered {
        /// What was wrong with single fields.
        warnings: Vec<String>,
    },
}

/// Reads counter JSON, version 1.
///
/// A bad field is left out and named in the warnings; unknown fields are
/// ignored.
///
/// # Errors
/// When the body is too long, no JSON object, of another version, or offers
/// nothing.
pub fn read(text: &str) -> Result<(Counts, Vec<String>), CounterError> {
    let value = parse(text)?;
    if !matches!(value, Value::Object(_)) {
        return Err(CounterError::NotAnObject);
    }
    let mut warnings = Vec::new();
    match shape::find(&value, "/v") {
        None => warnings.push("/v: missing; read as version 1".to_owned()),
        Some(version) if shape::whole_number(version) == Some(1) => {}
        Some(version) => {
            return Err(CounterError::UnsupportedVersion {
                found: excerpt(version),
            });
        }
    }
    read_shape(&value, &VERSION_1, warnings)
}

/// Reads any counter format from its table. `warnings` are those found so far.
///
/// # Errors
/// When nothing in it can be shown.
pub fn read_shape(
    value: &Value,
    shape: &CountsShape<'_>,
    warnings: Vec<String>,
) -> Result<(Counts, Vec<String>), CounterError> {
    let mut fields = Fields { value, warnings };
    for group in shape.groups {
        fields.expect_object(*group);
    }
    let window_seconds = fields.seconds(shape.window);
    let counts = Counts {
        online: fields.number(shape.online).map(|value| Online {
            value,
            window_seconds,
        }),
        site: SiteCounts {
            views: fields.number(shape.views),
            visitors: fields.number(shape.visitors),
            today: fields.number(shape.today),
            yesterday: fields.number(shape.yesterday),
            week: fields.number(shape.week),
            month: fields.number(shape.month),
            year: fields.number(shape.year),
        },
        page: fields.page(shape),
        since: fields.text(
            shape.since,
            "a day such as \"2013-04-02\"",
            is_calendar_date,
        ),
        at: fields.text(
            shape.at,
            "a time such as \"2026-11-23T09:35:24Z\"",
            |text| !text.is_empty(),
        ),
        ttl_seconds: fields.seconds(shape.ttl),
        stream: fields.text(shape.stream, "an http or https address", is_web_address),
    };
    if counts.is_empty() {
        return Err(CounterError::NothingOffered {
            warnings: fields.warnings,
        });
    }
    Ok((counts, fields.warnings))
}

fn parse(text: &str) -> Result<Value, CounterError> {
    if text.len() > BODY_LIMIT {
        return Err(CounterError::TooLarge { bytes: text.len() });
    }
    json::parse(text).map_err(|fault| CounterError::NotJson {
        line: fault.line,
        column: fault.column,
    })
}

/// Picks fields out of a reply and collects what is wrong with them.
struct Fields<'v> {
    value: &'v Value,
    warnings: Vec<String>,
}

impl Fields<'_> {
    fn number(&mut self, pointers: Option<Pointers<'_>>) -> Option<u64> {
        let pointers = pointers?;
        let found = pointers.find(self.value)?;
        let number = shape::whole_number(found);
        if number.is_none() {
            self.warn(pointers, found, "a whole number of 0 or more");
        }
        number
    }

    fn seconds(&mut self, pointers: Option<Pointers<'_>>) -> Option<u32> {
        let seconds = self.number(pointers)?;
        // A longer time than 136 years means the same.
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    }

    fn text(
        &mut self,
        pointers: Option<Pointers<'_>>,
        wanted: &str,
        is_good: fn(&str) -> bool,
    ) -> Option<String> {
        let pointers = pointers?;
        let found = pointers.find(self.value)?;
        let text = found
            .as_str()
            .filter(|text| text.len() <= TEXT_LIMIT && is_good(text));
        if text.is_none() {
            self.warn(pointers, found, wanted);
        }
        text.map(str::to_owned)
    }

    fn page(&mut self, shape: &CountsShape<'_>) -> Option<PageCounts> {
        let page = PageCounts {
            path: self.text(shape.page_path, "a path such as \"/news/1\"", |text| {
                !text.is_empty()
            }),
            views: self.number(shape.page_views),
            visitors: self.number(shape.page_visitors),
            online: self.number(shape.page_online),
        };
        let has_number = page.views.is_some() || page.visitors.is_some() || page.online.is_some();
        has_number.then_some(page)
    }

    fn expect_object(&mut self, pointers: Pointers<'_>) {
        if let Some(found) = pointers.find(self.value)
            && !matches!(found, Value::Object(_))
        {
            self.warn(pointers, found, "an object");
        }
    }

    fn warn(&mut self, pointers: Pointers<'_>, found: &Value, wanted: &str) {
        let mut warning = String::from(pointers.as_str());
        warning.push_str(": ");
        warning.push_str(&excerpt(found));
        warning.push_str(" is not ");
        warning.push_str(wanted);
        warning.push_str("; left out");
        self.warnings.push(warning);
    }
}

/// A value as JSON, short enough for a message.
fn excerpt(value: &Value) -> String {
    const LENGTH: usize = 40;
    let mut text = match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) => ["\"", text, "\""].concat(),
        Value::Number(written) => written.clone(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Null => "null".to_owned(),
    };
    if let Some((end, _)) = text.char_indices().nth(LENGTH) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Whether `text` is a day that exists, written "2013-04-02".
fn is_calendar_date(text: &str) -> bool {
    let number = |digits: Option<&str>, length: usize| {
        let digits = digits.filter(|digits| {
            digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        digits.and_then(|digits| digits.parse::<u64>().ok())
    };
    let mut parts = text.split('-');
    match (
        number(parts.next(), 4),
        number(parts.next(), 2),
        number(parts.next(), 2),
        parts.next(),
    ) {
        (Some(year), Some(month), Some(day), None) => {
            (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month)
        }
        _ => false,
    }
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

impl fmt::Display for CounterError {
    /// For the page's owner, in the console.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                write!(
                    formatter,
                    "the counter's answer has {bytes} bytes; at most {BODY_LIMIT} are read"
                )
            }
            Self::NotJson { line, column } => {
                write!(
                    formatter,
                    "the counter's answer is not JSON (line {line}, column {column})"
                )
            }
            Self::NotAnObject => {
                formatter.write_str("the counter's answer is JSON but no object {…}")
            }
            Self::UnsupportedVersion { found } => {
                write!(
                    formatter,
                    "the counter's answer has version {found}; this reader knows version 1"
                )
            }
            Self::NothingOffered { warnings } => {
                formatter.write_str("the counter's answer holds no number that could be shown")?;
                for warning in warnings {
                    write!(formatter, "; {warning}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for CounterError {}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
