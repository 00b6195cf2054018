//! From an endpoint's answer to [`Counts`].

use super::model::{Counts, Online, Shown};
use super::number;
use super::retry_after::{digits, has_form};
use super::shapes::{
    AT, CountsShape, Guard, LABEL, MESSAGE, MONTH, ONLINE, PAGE_ONLINE, PAGE_PATH, PAGE_VIEWS,
    PAGE_VISITORS, SINCE, STREAM, TODAY, TOTAL, TTL, VERSION_1, VISITORS, WEEK, WINDOW, YEAR,
    YESTERDAY,
};
use crate::calendar::days_in_month;
use crate::json::{self, Value};
use crate::shape::{self, Pointers};

mod error;

pub(super) use error::shorten;
pub use error::{BODY_LIMIT, CounterError};

/// Longest path, date or address that is kept, in bytes.
const TEXT_LIMIT: usize = 2_048;

/// Longest words that stand in place of a number, in bytes.
const SHOWN_LIMIT: usize = 100;

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
    read_version_1(&value)
}

/// Reads counter JSON, version 1, that has been parsed.
pub(super) fn read_version_1(value: &Value) -> Result<(Counts, Vec<String>), CounterError> {
    let mut warnings = Vec::new();
    match shape::find(value, "/v") {
        None => warnings.push("/v: missing; read as version 1".to_owned()),
        Some(version) if shape::whole_number(version) == Some(1) => {}
        Some(version) => {
            return Err(CounterError::UnsupportedVersion {
                found: excerpt(version),
            });
        }
    }
    read_shape(value, &VERSION_1, warnings)
}

/// Reads any counter format from its table. `warnings` are those found so far.
///
/// # Errors
/// When the answer says that something went wrong, or nothing in it can be
/// shown.
pub fn read_shape(
    value: &Value,
    shape: &CountsShape<'_>,
    warnings: Vec<String>,
) -> Result<(Counts, Vec<String>), CounterError> {
    for guard in shape.guards {
        check_guard(value, guard, shape.complaint)?;
    }
    let mut fields = Fields {
        value,
        list: shape.list,
        is_grouped: shape.is_grouped,
        window_seconds: shape.window_seconds,
        counts: Counts::default(),
        warnings,
    };
    for group in shape.groups {
        fields.expect_object(group);
    }
    for (field, place) in shape.places {
        fields.take(*field, place);
    }
    fields.finish()
}

/// Parses a body that is not too long.
pub(super) fn parse(text: &str) -> Result<Value, CounterError> {
    if text.len() > BODY_LIMIT {
        return Err(CounterError::TooLarge { bytes: text.len() });
    }
    json::parse(text).map_err(|fault| CounterError::NotJson {
        line: fault.line,
        column: fault.column,
    })
}

/// Whether what must hold does.
fn check_guard(value: &Value, guard: &Guard<'_>, complaint: &str) -> Result<(), CounterError> {
    let found = shape::find(value, guard.place).unwrap_or(&Value::Null);
    let is_absent = matches!(found, Value::Null);
    let wanted = json::parse(guard.wanted).unwrap_or(Value::Null);
    if (is_absent && guard.is_optional) || is_same(found, &wanted) {
        return Ok(());
    }
    Err(not_as_expected(value, guard.place, complaint))
}

/// Something at `place` is not as it should be: the error is what the answer
/// itself says of it at `complaint`, or else what stands there.
pub(super) fn not_as_expected(value: &Value, place: &str, complaint: &str) -> CounterError {
    if let Some(message) = complaint_in(value, complaint) {
        return CounterError::Told { message };
    }
    CounterError::NotAsExpected {
        place: place.to_owned(),
        found: excerpt(shape::find(value, place).unwrap_or(&Value::Null)),
    }
}

/// What an answer says in words at one of the places `complaint`.
pub(super) fn complaint_in(value: &Value, complaint: &str) -> Option<String> {
    let words = shape::find(value, complaint)?.as_str()?;
    let mut message = words.trim_ascii().to_owned();
    shorten(&mut message, 200);
    (!message.is_empty()).then_some(message)
}

/// Whether two values are equal. Some endpoints write numbers as strings, and
/// not all of their versions agree which.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    let number = shape::whole_number(one);
    one == other || (number.is_some() && number == shape::whole_number(other))
}

/// The place for a number in `counts`; `None` where the field is no number
/// that can be set by itself.
fn slot(counts: &mut Counts, field: usize) -> Option<&mut Option<u64>> {
    let page = matches!(field, PAGE_ONLINE | PAGE_VIEWS | PAGE_VISITORS);
    if page {
        let page = counts.page.get_or_insert_default();
        return Some(match field {
            PAGE_ONLINE => &mut page.online,
            PAGE_VIEWS => &mut page.views,
            _ => &mut page.visitors,
        });
    }
    let site = &mut counts.site;
    Some(match field {
        TODAY => &mut site.today,
        YESTERDAY => &mut site.yesterday,
        WEEK => &mut site.week,
        MONTH => &mut site.month,
        YEAR => &mut site.year,
        VISITORS => &mut site.visitors,
        TOTAL => &mut site.views,
        _ => return None,
    })
}

/// Gives one of the numbers of [`super::shapes::FIELDS`] its value.
pub(super) fn set_number(counts: &mut Counts, field: usize, number: u64) {
    if field == ONLINE {
        counts.online = Some(Online {
            value: number,
            window_seconds: None,
        });
    } else if let Some(slot) = slot(counts, field) {
        *slot = Some(number);
    }
}

/// Picks fields out of a reply and collects what is wrong with them.
struct Fields<'v> {
    value: &'v Value,
    list: Option<&'v str>,
    is_grouped: bool,
    window_seconds: Option<u32>,
    counts: Counts,
    warnings: Vec<String>,
}

impl Fields<'_> {
    /// Takes one field from its place, where it is there.
    fn take(&mut self, field: usize, place: &str) {
        match field {
            SINCE => self.counts.since = self.text(place, "a day such as \"2013-04-02\"", is_date),
            PAGE_PATH => {
                let path = self.text(place, "a path such as \"/news/1\"", is_not_empty);
                self.counts.page.get_or_insert_default().path = path;
            }
            AT => {
                let wanted = "a time such as \"2026-11-23T09:35:24Z\"";
                self.counts.at = self.text(place, wanted, is_not_empty);
            }
            STREAM => {
                self.counts.stream = self.text(place, "an http or https address", is_reference);
            }
            LABEL => {
                let label = self.text(place, "a short text", is_short);
                self.shown().label = label.unwrap_or_default();
            }
            MESSAGE => {
                let message = self.text(place, "a short text", is_short);
                self.shown().message = message.unwrap_or_default();
            }
            TTL => self.counts.ttl_seconds = self.seconds(place),
            WINDOW => self.window_seconds = self.seconds(place),
            number => {
                if let Some(value) = self.number(place) {
                    set_number(&mut self.counts, number, value);
                }
            }
        }
    }

    fn finish(self) -> Result<(Counts, Vec<String>), CounterError> {
        let Self {
            mut counts,
            warnings,
            window_seconds,
            ..
        } = self;
        if let Some(online) = &mut counts.online {
            online.window_seconds = window_seconds;
        }
        // A page without a number and a label without words are nothing to show.
        counts.page = counts.page.filter(|page| {
            page.views.is_some() || page.visitors.is_some() || page.online.is_some()
        });
        counts.shown = counts.shown.filter(|shown| !shown.message.is_empty());
        if counts.is_empty() {
            return Err(CounterError::NothingOffered { warnings });
        }
        Ok((counts, warnings))
    }

    fn shown(&mut self) -> &mut Shown {
        self.counts.shown.get_or_insert_default()
    }

    fn find(&self, place: &str) -> Option<&Value> {
        let Some(list) = self.list else {
            return Pointers::new(place).find(self.value);
        };
        let Some(Value::Array(entries)) = shape::find(self.value, list) else {
            return None;
        };
        for entry in entries {
            if entry.get("name").and_then(Value::as_str) == Some(place) {
                return entry.get("value");
            }
        }
        None
    }

    fn number(&mut self, place: &str) -> Option<u64> {
        let found = self.find(place)?;
        let number = match found {
            Value::String(text) if self.is_grouped => number::grouped(text),
            other => shape::whole_number(other),
        };
        if number.is_none() {
            let found = excerpt(found);
            self.warn(place, &found, "a whole number of 0 or more");
        }
        number
    }

    fn seconds(&mut self, place: &str) -> Option<u32> {
        let seconds = self.number(place)?;
        // A longer time than 136 years means the same.
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    }

    fn text(&mut self, place: &str, wanted: &str, is_good: fn(&str) -> bool) -> Option<String> {
        let found = self.find(place)?;
        let text = found
            .as_str()
            .filter(|text| text.len() <= TEXT_LIMIT && is_good(text));
        if let Some(text) = text {
            return Some(text.to_owned());
        }
        let found = excerpt(found);
        self.warn(place, &found, wanted);
        None
    }

    fn expect_object(&mut self, place: &str) {
        if let Some(found) = shape::find(self.value, place)
            && !matches!(found, Value::Object(_))
        {
            let found = excerpt(found);
            self.warn(place, &found, "an object");
        }
    }

    fn warn(&mut self, place: &str, found: &str, wanted: &str) {
        let place = if place.is_empty() { "answer" } else { place };
        self.warnings
            .push([place, ": ", found, " is not ", wanted, "; left out"].concat());
    }
}

/// A value as JSON, short enough for a message.
pub(super) fn excerpt(value: &Value) -> String {
    let mut text = match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) => ["\"", text, "\""].concat(),
        Value::Number(written) => written.clone(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Null => "null".to_owned(),
    };
    shorten(&mut text, 40);
    text
}

/// Whether `text` is a day that exists, written "2013-04-02".
pub(super) fn is_date(text: &str) -> bool {
    let number = |from, to| digits(text.as_bytes(), from, to);
    let (month, day) = (number(5, 7), number(8, 10));
    has_form(text, b"0000-00-00")
        && (1..=12).contains(&month)
        && day >= 1
        && day <= u64::from(days_in_month(number(0, 4) as u32, month as u32))
}

fn is_not_empty(text: &str) -> bool {
    !text.is_empty()
}

fn is_short(text: &str) -> bool {
    text.len() <= SHOWN_LIMIT
}

/// Whether it is an address, or one that refers to the endpoint's own. Whoever
/// follows it resolves and vets it.
fn is_reference(text: &str) -> bool {
    ["https://", "http://", "/", "?"]
        .iter()
        .any(|start| text.starts_with(start))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
