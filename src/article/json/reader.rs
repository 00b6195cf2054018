//! The state of one reading, and the getters that every part of it uses.

use super::super::MAX_NODES;
use super::super::date::Timestamp;
use super::super::model::Direction;
use super::super::text::{language_tag, quoted, trimmed};
use super::super::url::{Addresses, SafeUrl, UrlUse};
use super::super::warning::{Place, Warnings};
use super::{Context, HtmlReader};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) type Object = serde_json::Map<String, Value>;

/// The deepest nesting of blocks and inlines that is read.
const MAX_DEPTH: usize = 32;

pub(super) struct Reader<'a> {
    pub(super) addresses: Addresses<'a>,
    pub(super) html: &'a dyn HtmlReader,
    pub(super) warnings: Warnings,
    /// Names of headings and notes, which must differ.
    pub(super) ids: BTreeSet<String>,
    /// Names of notes, which references aim at.
    pub(super) notes: BTreeSet<String>,
    /// References to notes and where they stand.
    pub(super) references: Vec<(Place, String)>,
    depth: usize,
    nodes: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: &Context<'a>) -> Self {
        Self {
            addresses: Addresses::new(context.base, context.urls),
            html: context.html,
            warnings: Warnings::new(),
            ids: BTreeSet::new(),
            notes: BTreeSet::new(),
            references: Vec::new(),
            depth: 0,
            nodes: 0,
        }
    }

    /// Counts one block or inline. `false`: the article is full.
    pub(super) fn count_node(&mut self) -> bool {
        self.nodes += 1;
        if self.nodes == MAX_NODES + 1 {
            self.warnings.warn(
                "the article holds more than 100000 blocks and inlines; the rest was left out",
            );
        }
        self.nodes <= MAX_NODES
    }

    /// Goes one level deeper. `false`: too deep, with a warning, and nothing to come back from.
    pub(super) fn descend(&mut self) -> bool {
        if self.depth == MAX_DEPTH {
            self.warnings
                .warn("is nested more than 32 deep; it was left out");
            return false;
        }
        self.depth += 1;
        true
    }

    /// Comes back from [`Self::descend`].
    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    /// Warns of fields that are not in `known`.
    pub(super) fn check_fields(&mut self, map: &Object, known: &[&str]) {
        for key in map.keys() {
            // "$schema" helps editors; a leading underscore marks a field for others.
            if known.contains(&key.as_str()) || key == "$schema" || key.starts_with('_') {
                continue;
            }
            let mut problem = String::from("is not known here and was ignored; known fields: ");
            problem.push_str(&known.join(", "));
            let shown: String = key.chars().take(40).collect();
            self.warnings.warn_field(&shown, problem);
        }
    }

    /// Warns that a value has the wrong type, at the field that is being read.
    pub(super) fn wrong_type(&mut self, value: &Value, expected: &str) {
        let problem = [
            kind_of(value),
            " stands where ",
            expected,
            " belongs; it was left out",
        ]
        .concat();
        self.warnings.warn(problem);
    }

    /// A string, trimmed; absent where it is missing, null or blank.
    pub(super) fn string(&mut self, map: &Object, key: &str) -> Option<String> {
        match map.get(key)? {
            Value::Null => None,
            Value::String(text) => {
                let text = trimmed(text);
                (!text.is_empty()).then(|| text.to_owned())
            }
            other => {
                self.warnings.enter(key);
                self.wrong_type(other, "a string");
                self.warnings.leave();
                None
            }
        }
    }

    /// A string that an object cannot do without.
    pub(super) fn required_string(
        &mut self,
        map: &Object,
        key: &str,
        consequence: &str,
    ) -> Option<String> {
        let text = self.string(map, key);
        if text.is_none() && !map.get(key).is_some_and(is_wrong_for_string) {
            let problem = ["is missing; ", consequence].concat();
            self.warnings.warn_field(key, problem);
        }
        text
    }

    /// Strings from a list, or one string.
    pub(super) fn strings(&mut self, map: &Object, key: &str) -> Vec<String> {
        let mut strings = Vec::new();
        let Some(value) = map.get(key) else {
            return strings;
        };
        self.warnings.enter(key);
        match value {
            Value::Null => {}
            Value::String(text) => push_lines(text, &mut strings),
            Value::Array(list) => {
                for (index, entry) in list.iter().enumerate() {
                    match entry {
                        Value::String(text) => push_lines(text, &mut strings),
                        other => {
                            self.warnings.enter_number(index + 1);
                            self.wrong_type(other, "a string");
                            self.warnings.leave();
                        }
                    }
                }
            }
            other => self.wrong_type(other, "a string or a list of strings"),
        }
        self.warnings.leave();
        strings
    }

    /// `true` or `false`; absent is `false`.
    pub(super) fn flag(&mut self, map: &Object, key: &str) -> bool {
        match map.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.warnings.enter(key);
                self.wrong_type(other, "true or false");
                self.warnings.leave();
                false
            }
        }
    }

    /// A whole number inside `low..=high`.
    pub(super) fn integer(&mut self, map: &Object, key: &str, low: i64, high: i64) -> Option<i64> {
        let value = match map.get(key)? {
            Value::Null => return None,
            value => value,
        };
        let number = value.as_i64().filter(|n| (low..=high).contains(n));
        if number.is_none() {
            self.warnings.enter(key);
            if value.is_number() {
                self.warnings
                    .warn("is no whole number in the range that makes sense here; it was left out");
            } else {
                self.wrong_type(value, "a whole number");
            }
            self.warnings.leave();
        }
        number
    }

    /// A count up to 2^64 - 1, exact: an integer, or its digits in a string,
    /// because JavaScript writers lose integers above 2^53.
    pub(super) fn count(&mut self, map: &Object, key: &str) -> Option<u64> {
        let count = match map.get(key)? {
            Value::Null => return None,
            Value::Number(number) => number.as_u64(),
            Value::String(text) => {
                let digits = text.trim();
                // `parse` alone would let a leading plus sign pass.
                let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
                is_digits.then(|| digits.parse().ok()).flatten()
            }
            _ => None,
        };
        if count.is_none() {
            self.warnings.warn_field(
                key,
                "is no count: write an integer from 0 to 18446744073709551615, or its digits in a string; it was left out",
            );
        }
        count
    }

    /// An address on the allow-list; `lost` says what is left out otherwise.
    pub(super) fn url(
        &mut self,
        map: &Object,
        key: &str,
        usage: UrlUse,
        lost: &str,
    ) -> Option<SafeUrl> {
        let raw = self.string(map, key)?;
        match self.addresses.resolve(&raw, usage) {
            Ok(url) => Some(url),
            Err(refusal) => {
                let problem = [refusal.to_string().as_str(), "; ", lost].concat();
                self.warnings.warn_field(key, problem);
                None
            }
        }
    }

    /// An address that an object cannot do without.
    pub(super) fn required_url(
        &mut self,
        map: &Object,
        key: &str,
        usage: UrlUse,
        lost: &str,
    ) -> Option<SafeUrl> {
        if map.get(key).is_none_or(is_nothing) {
            let problem = ["is missing; ", lost].concat();
            self.warnings.warn_field(key, problem);
            return None;
        }
        self.url(map, key, usage, lost)
    }

    /// A date; what cannot be read is shown as written.
    pub(super) fn timestamp(&mut self, map: &Object, key: &str) -> Option<Timestamp> {
        let text = self.string(map, key)?;
        let (timestamp, problem) = Timestamp::parse(&text);
        if let Some(problem) = problem {
            let problem = [quoted(&text).as_str(), " ", problem].concat();
            self.warnings.warn_field(key, problem);
        }
        Some(timestamp)
    }

    /// A language tag.
    pub(super) fn language(&mut self, map: &Object, key: &str) -> Option<String> {
        let text = self.string(map, key)?;
        let tag = language_tag(&text);
        if tag.is_none() {
            let problem = [
                quoted(&text).as_str(),
                " is no language tag such as \"vi\" or \"en-GB\"; it was left out",
            ]
            .concat();
            self.warnings.warn_field(key, problem);
        }
        tag
    }

    /// A base direction; "auto" leaves it to the language.
    pub(super) fn direction(&mut self, map: &Object) -> Option<Direction> {
        match self.string(map, "dir")?.as_str() {
            "ltr" => Some(Direction::LeftToRight),
            "rtl" => Some(Direction::RightToLeft),
            "auto" => None,
            other => {
                let problem = [
                    quoted(other).as_str(),
                    " is no direction; write \"ltr\" or \"rtl\"",
                ]
                .concat();
                self.warnings.warn_field("dir", problem);
                None
            }
        }
    }

    /// Width and height in CSS pixels; only both together are of use.
    pub(super) fn size(&mut self, map: &Object) -> Option<(u32, u32)> {
        const LARGEST: i64 = 100_000;
        let width = self.integer(map, "width", 1, LARGEST);
        let height = self.integer(map, "height", 1, LARGEST);
        match (width, height) {
            (Some(width), Some(height)) => {
                Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
            }
            (None, None) => None,
            _ => {
                self.warnings.warn(
                    "has only one of width and height, so its room cannot be kept free; write both",
                );
                None
            }
        }
    }

    /// Claims a name for a heading or note; a second owner is warned of.
    pub(super) fn claim_id(&mut self, id: &str) {
        if !self.ids.insert(id.to_owned()) {
            let problem = [
                quoted(id).as_str(),
                " is used twice; links lead to the first",
            ]
            .concat();
            self.warnings.warn_field("id", problem);
        }
    }
}

/// What a value is, in words.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Null, or a string with nothing in it.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => trimmed(text).is_empty(),
        _ => false,
    }
}

fn is_wrong_for_string(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::String(_))
}

fn push_lines(text: &str, strings: &mut Vec<String>) {
    for line in text.split('\n') {
        let line = trimmed(line);
        if !line.is_empty() {
            strings.push(line.to_owned());
        }
    }
}
