//! The owner's own table, for systems that are not known here.

use super::super::warning::Warnings;
use super::builder::Builder;
use super::shapes::{FIELDS, Shape};
use crate::json::{self, Value};
use crate::shape::Pointers;
use crate::text::{push_number, trimmed, word_index};

/// A table as the owner wrote it: each field's number, its name and its pointers.
pub(super) type Map = Vec<(usize, String, String)>;

/// Reads a table such as `{"title": "/data/headline", "body": "/data/html"}`.
/// `None` where nothing in it is of use; each mistake is a warning.
pub(super) fn parse(text: &str, warnings: &mut Warnings) -> Option<Map> {
    let value = match json::parse(text) {
        Ok(value) => value,
        Err(fault) => {
            let mut problem = String::from("is not JSON: there is a mistake at line ");
            push_number(&mut problem, fault.line);
            problem.push_str(", column ");
            push_number(&mut problem, fault.column);
            problem.push_str("; it was ignored");
            warnings.add_at("map".to_owned(), None, &[&problem]);
            return None;
        }
    };
    let Value::Object(members) = &value else {
        warnings.add_at(
            "map".to_owned(),
            None,
            &["must be an object such as {\"title\": \"/data/headline\"}; it was ignored"],
        );
        return None;
    };
    let mut map = Map::new();
    for (name, value) in members.members() {
        let Some(field) = word_index(FIELDS, trimmed(name), false) else {
            let problem = [" is not known here; known fields: ", FIELDS];
            warnings.add_at("map field".to_owned(), Some(name), &problem);
            continue;
        };
        let Value::String(pointers) = value else {
            warn(
                warnings,
                name,
                None,
                "must be a JSON Pointer such as \"/data/headline\"",
            );
            continue;
        };
        if let Some(wrong) = Pointers::new(pointers).fault() {
            let problem = " is no JSON Pointer, which begins with \"/\"; the field was ignored";
            warn(warnings, name, Some(wrong), problem);
            continue;
        }
        map.push((field, name.clone(), pointers.clone()));
    }
    (!map.is_empty()).then_some(map)
}

/// Fills in what the table finds; a pointer that finds nothing is a warning,
/// and is given back for where there is no article to warn of.
pub(super) fn fill(builder: &mut Builder<'_>, document: &Value, map: &Map) -> String {
    let mut missing = String::new();
    for (field, name, pointers) in map {
        if Pointers::new(pointers).find(document).is_none() {
            if !missing.is_empty() {
                missing.push_str(", ");
            }
            missing.push_str(pointers);
            warn(
                &mut builder.warnings,
                name,
                None,
                &[pointers, " found nothing"].concat(),
            );
        }
        let places = [(*field, pointers.as_str())];
        builder.fill(
            document,
            "",
            &Shape {
                places: &places,
                has_markup: true,
            },
        );
    }
    missing
}

fn warn(warnings: &mut Warnings, field: &str, found: Option<&str>, problem: &str) {
    let mut place = String::from("map field \"");
    place.extend(field.chars().take(40));
    place.push('"');
    warnings.add_at(place, found, &[problem]);
}
