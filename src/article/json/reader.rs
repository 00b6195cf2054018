//! The state of one reading, and the getters that every part of it uses.

use super::super::MAX_NODES;
use super::super::date::Timestamp;
use super::super::model::Direction;
use super::super::names::Names;
use super::super::url::{Addresses, SafeUrl, UrlUse};
use super::super::warning::Warnings;
use super::context::{Context, HtmlReader};
use crate::json::{Value, whole_number};
use crate::text::{language_tag, non_empty, signed_number, trimmed, word_index};

pub(super) use crate::json::Object;

/// The deepest nesting of blocks and inlines that is read.
const MAX_DEPTH: u32 = 32;

pub(super) struct Reader<'a> {
    pub(super) addresses: Addresses<'a>,
    pub(super) html: &'a dyn HtmlReader,
    pub(super) warnings: Warnings,
    /// Names of headings and notes, which must differ.
    ids: Names,
    /// Names of notes, which references aim at.
    notes: Names,
    /// References to notes and where they stand.
    pub(super) references: Vec<(String, String)>,
    /// A link is being read: HTML has no link inside a link.
    pub(super) is_in_link: bool,
    depth: u32,
    nodes: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: &Context<'a>, warnings: Warnings) -> Self {
        Self {
            addresses: Addresses::new(context.base, context.urls),
            html: context.html,
            warnings,
            ids: Names::default(),
            notes: Names::default(),
            references: Vec::new(),
            is_in_link: false,
            depth: 0,
            nodes: 0,
        }
    }

    /// Counts one block or inline. `false`: the article is full.
    pub(super) fn count_node(&mut self) -> bool {
        self.count_nodes(1)
    }

    /// Counts several at once.
    #[inline(never)]
    pub(super) fn count_nodes(&mut self, count: usize) -> bool {
        let was_full = self.nodes > MAX_NODES;
        self.nodes += count;
        if self.nodes > MAX_NODES && !was_full {
            self.warnings.warn(
                "the article holds more than 100000 blocks and inlines; the rest was left out",
            );
        }
        self.nodes <= MAX_NODES
    }

    /// Goes one level deeper. `false`: too deep, with a warning, and nothing to come back from.
    #[inline(never)]
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

    /// Warns of fields that are not in the list `known`.
    #[inline(never)]
    pub(super) fn check_fields(&mut self, map: &Object, known: &str) {
        for (key, _) in map.members() {
            // "$schema" helps editors; a leading underscore marks a field for others.
            if word_index(known, key, false).is_some() || key == "$schema" || key.starts_with('_') {
                continue;
            }
            let shown: String = key.chars().take(40).collect();
            let problem = ["is not known here and was ignored; known fields: ", known];
            // A field without a name would be taken for the place itself.
            let shown = if shown.is_empty() { "\"\"" } else { &shown };
            self.warnings.add(shown, None, &problem);
        }
    }

    /// Warns that a value has the wrong type, at the field that is being read.
    pub(super) fn wrong_type(&mut self, value: &Value, expected: &str) {
        self.wrong_field("", value, expected);
    }

    /// Warns that a field's value has the wrong type.
    #[inline(never)]
    pub(super) fn wrong_field(&mut self, key: &str, value: &Value, expected: &str) {
        let problem = [
            kind_of(value),
            " stands where ",
            expected,
            " belongs; it was left out",
        ];
        self.warnings.add(key, None, &problem);
    }

    /// Calls `read` for every entry of a list; one value alone counts as a
    /// list, null as none.
    #[inline(never)]
    pub(super) fn each(
        &mut self,
        map: &Object,
        key: &str,
        read: &mut dyn FnMut(&mut Self, &Value),
    ) {
        if let Some(value) = map.get(key) {
            self.warnings.enter(key);
            match value {
                Value::Null => {}
                Value::Array(list) => self.each_of(list, read),
                single => read(self, single),
            }
            self.warnings.leave();
        }
    }

    /// Calls `read` for every entry, at whose number the warnings stand.
    #[inline(never)]
    pub(super) fn each_of(&mut self, list: &[Value], read: &mut dyn FnMut(&mut Self, &Value)) {
        let mut number = 0;
        for entry in list {
            number += 1;
            self.warnings.enter_number(number);
            read(self, entry);
            self.warnings.leave();
        }
    }

    /// Calls `read` for every object in a list.
    #[inline(never)]
    pub(super) fn each_object(
        &mut self,
        map: &Object,
        key: &str,
        read: &mut dyn FnMut(&mut Self, &Object),
    ) {
        self.each(map, key, &mut |reader, entry| match entry {
            Value::Object(object) => read(reader, object),
            other => reader.wrong_type(other, "an object"),
        });
    }

    /// A string, trimmed; absent where it is missing, null or blank.
    #[inline(never)]
    pub(super) fn string(&mut self, map: &Object, key: &str) -> Option<String> {
        match map.get(key)? {
            Value::Null => None,
            Value::String(text) => non_empty(text),
            other => {
                self.wrong_field(key, other, "a string");
                None
            }
        }
    }

    /// A string that an object cannot do without.
    #[inline(never)]
    pub(super) fn required_string(
        &mut self,
        map: &Object,
        key: &str,
        consequence: &str,
    ) -> Option<String> {
        if map.get(key).is_none_or(is_nothing) {
            self.warnings.add(key, None, &["is missing; ", consequence]);
            return None;
        }
        self.string(map, key)
    }

    /// Strings from a list, or one string.
    #[inline(never)]
    pub(super) fn strings(&mut self, map: &Object, key: &str) -> Vec<String> {
        let mut strings = Vec::new();
        self.each(map, key, &mut |reader, entry| match entry {
            Value::String(text) => {
                for line in text.split('\n') {
                    if !reader.count_node() {
                        break;
                    }
                    strings.extend(non_empty(line));
                }
            }
            other => reader.wrong_type(other, "a string"),
        });
        strings
    }

    /// `true` or `false`; absent is `false`.
    #[inline(never)]
    pub(super) fn flag(&mut self, map: &Object, key: &str) -> bool {
        match map.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.wrong_field(key, other, "true or false");
                false
            }
        }
    }

    /// A whole number inside `low..=high`.
    #[inline(never)]
    pub(super) fn integer(&mut self, map: &Object, key: &str, low: i32, high: i32) -> Option<i32> {
        match map.get(key)? {
            Value::Null => return None,
            Value::Number(written) => {
                if let Some(number) = signed_number(written)
                    && (low..=high).contains(&number)
                {
                    return Some(number);
                }
                self.warnings.warn_field(
                    key,
                    "is no whole number in the range that makes sense here; it was left out",
                );
            }
            other => self.wrong_field(key, other, "a whole number"),
        }
        None
    }

    /// A length or count from 1 on.
    #[inline(never)]
    pub(super) fn positive(&mut self, map: &Object, key: &str, high: i32) -> Option<u32> {
        Some(self.integer(map, key, 1, high)?.unsigned_abs())
    }

    /// A count up to 2^64 - 1, exact: an integer, or its digits in a string,
    /// because JavaScript writers lose integers above 2^53.
    pub(super) fn count(&mut self, map: &Object, key: &str) -> Option<u64> {
        let count = match map.get(key)? {
            Value::Null => return None,
            Value::Number(text) => whole_number(text),
            Value::String(text) => whole_number(trimmed(text)),
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
    #[inline(never)]
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
                self.warnings
                    .add(key, None, &[&refusal.reason(), "; ", lost]);
                None
            }
        }
    }

    /// The address of a picture, video or track, which cannot do without.
    #[inline(never)]
    pub(super) fn media_url(&mut self, map: &Object, lost: &str) -> Option<SafeUrl> {
        if map.get("url").is_none_or(is_nothing) {
            self.warnings.add("url", None, &["is missing; ", lost]);
            return None;
        }
        self.url(map, "url", UrlUse::Media, lost)
    }

    /// A date; what cannot be read is shown as written.
    #[inline(never)]
    pub(super) fn timestamp(&mut self, map: &Object, key: &str) -> Option<Timestamp> {
        let text = self.string(map, key)?;
        let (timestamp, problem) = Timestamp::parse(&text);
        if let Some(problem) = problem {
            self.warnings.add(key, Some(&text), &[" ", problem]);
        }
        Some(timestamp)
    }

    /// A language tag.
    #[inline(never)]
    pub(super) fn language(&mut self, map: &Object) -> Option<String> {
        let text = self.string(map, "lang")?;
        let tag = language_tag(&text);
        if tag.is_none() {
            self.warnings.add(
                "lang",
                Some(&text),
                &[" is no language tag such as \"vi\" or \"en-GB\"; it was left out"],
            );
        }
        tag
    }

    /// A base direction; "auto" leaves it to the language.
    #[inline(never)]
    pub(super) fn direction(&mut self, map: &Object) -> Option<Direction> {
        match self.choice(map, "dir", "ltr, rtl, auto")? {
            0 => Some(Direction::LeftToRight),
            1 => Some(Direction::RightToLeft),
            _ => None,
        }
    }

    /// The number of the word that a field holds among the `known` ones;
    /// another word is warned of.
    #[inline(never)]
    pub(super) fn choice(&mut self, map: &Object, key: &str, known: &str) -> Option<usize> {
        let word = self.string(map, key)?;
        let index = word_index(known, &word, false);
        if index.is_none() {
            self.warnings
                .add(key, Some(&word), &[" was left out; known: ", known]);
        }
        index
    }

    /// Width and height in CSS pixels; only both together are of use.
    #[inline(never)]
    pub(super) fn size(&mut self, map: &Object) -> Option<(u32, u32)> {
        const LARGEST: i32 = 100_000;
        let width = self.positive(map, "width", LARGEST);
        let height = self.positive(map, "height", LARGEST);
        if width.is_some() != height.is_some() {
            self.warnings.warn(
                "has only one of width and height, so its room cannot be kept free; write both",
            );
        }
        width.zip(height)
    }

    /// Claims a name for a heading or note; a second owner is warned of.
    #[inline(never)]
    pub(super) fn claim_id(&mut self, id: &str) {
        if !self.ids.insert(id) {
            self.warnings
                .add("id", Some(id), &[" is used twice; links lead to the first"]);
        }
    }

    /// Notes that a note has this name.
    pub(super) fn add_note(&mut self, id: &str) {
        self.notes.insert(id);
    }

    /// Warns of references whose note does not exist.
    pub(super) fn check_references(&mut self) {
        for (place, id) in std::mem::take(&mut self.references) {
            if self.notes.position(&id).is_none() {
                self.warnings
                    .add_at(place, Some(&id), &[" is the id of no note"]);
            }
        }
    }
}

/// What a value is, in words.
pub(in crate::article) fn kind_of(value: &Value) -> &'static str {
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
#[inline(never)]
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => trimmed(text).is_empty(),
        _ => false,
    }
}
