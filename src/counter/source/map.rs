//! The owner's own table, for counters that are not known here.

use super::super::model::Counts;
use super::super::number;
use super::super::read::{CounterError, is_date, set_number};
use super::super::shapes::{FIELDS, SINCE, TOTAL};
use super::{Pages, Refusal};
use crate::json::{self, Value};
use crate::shape::Pointers;

/// A field and where it stands: JSON Pointers, or a selector.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    /// Its number in [`FIELDS`].
    pub number: usize,
    /// Its place.
    pub place: String,
}

/// A table as the owner wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Map {
    pub fields: Vec<Field>,
    /// JSON Pointers, and what must stand there.
    pub guards: Vec<(String, Value)>,
    /// The table is for a page: its places are selectors.
    pub has_selectors: bool,
    /// What is wrong with parts of it.
    pub warnings: Vec<String>,
}

const EXAMPLE: &str = "{\"online\": \"/data/now\", \"total\": \"/data/all\"}";

/// Reads a table such as `{"online": "/data/now", "guard": {"/ok": true}}`.
/// `is_page` says whether it is one of selectors; unsaid, it is where nothing in
/// it is a pointer.
///
/// # Errors
/// Where nothing in it is of use.
pub(super) fn parse(url: &str, text: &str, is_page: Option<bool>) -> Result<Map, Refusal> {
    let value = json::parse(text).map_err(|fault| {
        let line = fault.line.to_string();
        let column = fault.column.to_string();
        let place = [
            " is not JSON: there is a mistake at line ",
            &line,
            ", column ",
            &column,
        ];
        Refusal::new(url, &["counter-map", &place.concat()])
    })?;
    let Value::Object(members) = &value else {
        return Err(Refusal::new(
            url,
            &["counter-map must be an object such as ", EXAMPLE],
        ));
    };
    let mut map = Map::default();
    for (name, place) in members.members() {
        if name == "guard" {
            map.take_guards(place);
            continue;
        }
        let known = FIELDS
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name.trim_ascii()));
        let Some(number) = known else {
            let known = FIELDS.join(", ");
            let problem = [" is not known here; known fields: ", &known, ", guard"].concat();
            map.warn(name, "", &problem);
            continue;
        };
        let Some(place) = place.as_str() else {
            map.warn(name, "", " must be a text: a JSON Pointer such as \"/data/now\", or for a page a CSS selector such as \"#online\"");
            continue;
        };
        let place = place.trim_ascii().to_owned();
        map.fields.push(Field { number, place });
    }
    let is_pointer = |field: &Field| field.place.is_empty() || field.place.starts_with('/');
    map.has_selectors = is_page.unwrap_or_else(|| !map.fields.iter().any(is_pointer));
    map.drop_faults();
    if map.fields.is_empty() {
        let mut problem = String::from(
            "counter-map names no field that could be read; it must be an object such as ",
        );
        problem.push_str(EXAMPLE);
        for warning in &map.warnings {
            problem.push_str("; ");
            problem.push_str(warning);
        }
        return Err(Refusal::new(url, &[&problem]));
    }
    Ok(map)
}

impl Map {
    fn take_guards(&mut self, guards: &Value) {
        let Value::Object(guards) = guards else {
            self.warn("guard", "", " must be an object such as {\"/ok\": true}");
            return;
        };
        for (place, wanted) in guards.members() {
            if let Some(wrong) = Pointers::new(place).fault() {
                self.warn("guard", wrong, NO_POINTER);
            } else {
                self.guards.push((place.clone(), wanted.clone()));
            }
        }
    }

    /// Leaves out what is no place at all.
    fn drop_faults(&mut self) {
        for field in std::mem::take(&mut self.fields) {
            let name = FIELDS[field.number];
            let fault = if self.has_selectors {
                let is_number = field.number <= TOTAL || field.number == SINCE;
                match () {
                    () if !is_number => {
                        Some(("", " cannot be read from a page; the field was ignored"))
                    }
                    () if field.place.is_empty() => Some((
                        "",
                        " must be a CSS selector such as \"#online\"; the field was ignored",
                    )),
                    () => None,
                }
            } else {
                Pointers::new(&field.place)
                    .fault()
                    .map(|wrong| (wrong, NO_POINTER))
            };
            match fault {
                Some((wrong, problem)) => {
                    let wrong = wrong.to_owned();
                    self.warn(name, &wrong, problem);
                }
                None => self.fields.push(field),
            }
        }
    }

    fn warn(&mut self, field: &str, found: &str, problem: &str) {
        self.warnings.push(warning(field, found, problem));
    }
}

const NO_POINTER: &str = " is no JSON Pointer, which begins with \"/\"; the field was ignored";

/// A mistake in the table, or a place where nothing was.
pub(super) fn warning(field: &str, found: &str, problem: &str) -> String {
    let mut text = String::from("counter-map field \"");
    text.extend(field.chars().take(40));
    text.push('"');
    if !found.is_empty() {
        text.push_str(": \"");
        text.extend(found.chars().take(60));
        text.push('"');
    }
    text.push_str(problem);
    text
}

/// Reads the numbers of a page by an owner's selectors.
///
/// # Errors
/// Where a selector is none, or no number was found.
pub(super) fn read_page(
    html: &str,
    fields: &[Field],
    pages: &dyn Pages,
) -> Result<(Counts, Vec<String>), CounterError> {
    let mut selectors = Vec::new();
    for field in fields {
        selectors.push(field.place.as_str());
    }
    let texts = pages
        .texts(html, &selectors)
        .map_err(|selector| match selector {
            Some(selector) => CounterError::BadSelector { selector },
            None => CounterError::NoPages,
        })?;
    let mut counts = Counts::default();
    let mut warnings = Vec::new();
    for (field, text) in fields.iter().zip(texts) {
        let name = FIELDS[field.number];
        let Some(text) = text else {
            warnings.push(warning(name, &field.place, " found nothing on the page"));
            continue;
        };
        let text = text.trim_ascii();
        if field.number == SINCE {
            if is_date(text) {
                counts.since = Some(text.to_owned());
            } else {
                warnings.push(warning(name, text, " is not a day such as \"2013-04-02\""));
            }
        } else if let Some(number) = number::in_words(text) {
            set_number(&mut counts, field.number, number);
        } else {
            let problem = " is not one whole number that could be told for certain";
            warnings.push(warning(name, text, problem));
        }
    }
    if counts.is_empty() {
        return Err(CounterError::NothingOffered { warnings });
    }
    Ok((counts, warnings))
}
