//! What stands in an answer.

use super::Answer;
use super::map::{self, Field, Map};
use super::tables::{Kind, LOOKS, NUMBER, Table};
use crate::counter::model::Counts;
use crate::counter::number;
use crate::counter::read::{
    CounterError, complaint_in, is_same, not_as_expected, parse, read_shape, read_version_1,
    set_number, shorten,
};
use crate::counter::shapes::{CountsShape, FIELDS, NOTHING, TOTAL};
use crate::json::{self, Value};
use crate::shape::{self, Pointers};
use crate::text::push_number;

/// What Umami gives for a share address.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub website: String,
    pub secret: String,
}

/// What an answer gives, with what is wrong with parts of it.
pub(super) type Reading = Result<(Counts, Vec<String>), CounterError>;

/// Reads JSON by its table, or by an owner's.
pub(super) fn read_json(value: &Value, table: &Table, own: &[Field], map: Option<&Map>) -> Reading {
    let mut warnings = Vec::new();
    if let Some(map) = map {
        for (place, wanted) in &map.guards {
            let found = shape::find(value, place).unwrap_or(&Value::Null);
            if !is_same(found, wanted) {
                return Err(not_as_expected(value, place, table.shape.complaint));
            }
        }
        for field in own {
            if Pointers::new(&field.place).find(value).is_none() {
                let problem = [": ", field.place.as_str(), " found nothing"].concat();
                warnings.push(map::warning(FIELDS[field.number], "", &problem));
            }
        }
    }
    let mut places = Vec::new();
    for field in own {
        places.push((field.number, field.place.as_str()));
    }
    let shape = if places.is_empty() {
        table.shape
    } else {
        CountsShape {
            places: &places,
            ..table.shape
        }
    };
    let (mut counts, warnings) = read_shape(value, &shape, warnings)?;
    // A message that is a number is one.
    if let Some(shown) = &counts.shown
        && let Some(number) = json::whole_number(&shown.message)
    {
        counts.site.views = counts.site.views.or(Some(number));
        counts.shown = None;
    }
    Ok((counts, warnings))
}

/// Reads a text that is one whole number, perhaps in quotes.
pub(super) fn read_number(text: &str, field: usize) -> Reading {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_ascii();
    let bare = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let Some(number) = number::grouped(bare) else {
        let mut found = text.to_owned();
        shorten(&mut found, 40);
        return Err(CounterError::NotANumber { found });
    };
    let mut counts = Counts::default();
    set_number(&mut counts, field, number);
    Ok((counts, Vec::new()))
}

/// Finds out what a counter is, and reads it.
pub(super) fn read_unknown(text: &str) -> Result<(&'static Table, Reading), CounterError> {
    if let Ok(read) = read_number(text, TOTAL) {
        return Ok((&NUMBER, Ok(read)));
    }
    let value = parse(text)?;
    for (place, table) in LOOKS {
        if shape::find(&value, place).is_none() {
            continue;
        }
        // Anybody may call a member "value": only alone it is Abacus.
        let is_vague = place == "/value";
        if is_vague && !matches!(&value, Value::Object(members) if members.members().len() == 1) {
            continue;
        }
        let read = match table.kind {
            Kind::Version1 => read_version_1(&value),
            _ => read_json(&value, table, &[], None),
        };
        return Ok((table, read));
    }
    Err(match complaint_in(&value, "/error/message | /error") {
        Some(message) => CounterError::Told { message },
        None => CounterError::UnknownFormat,
    })
}

/// Reads what Umami answers to a share address.
pub(super) fn token_in(value: &Value) -> Result<Token, CounterError> {
    let text = |place| shape::find(value, place).and_then(Value::as_str);
    match (text("/websiteId"), text("/token")) {
        // It becomes a header, where nothing else may stand.
        (Some(website), Some(secret)) if secret.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Ok(Token {
                website: website.to_owned(),
                secret: secret.to_owned(),
            })
        }
        _ => Err(not_as_expected(
            value,
            "/token",
            "/error/message | /message",
        )),
    }
}

/// What an answer with an unhappy status says of itself.
pub(super) fn told_by_status(answer: &Answer<'_>) -> CounterError {
    let mut message = String::from("status ");
    push_number(&mut message, usize::from(answer.status));
    let complaint = NOTHING.complaint;
    let words = match parse(answer.text) {
        Ok(value) => complaint_in(&value, complaint),
        Err(_) => {
            let text = answer.text.trim_ascii();
            // A page says nothing that fits into a sentence.
            let is_short = text.len() <= 300 && !text.starts_with('<') && !text.is_empty();
            is_short.then(|| text.to_owned())
        }
    };
    if let Some(words) = words {
        message.push_str(", ");
        message.push_str(&words);
    }
    CounterError::Told { message }
}

pub(super) fn nothing(warnings: Vec<String>) -> CounterError {
    CounterError::NothingOffered { warnings }
}
