//! What was wrong in an article that is shown all the same.

use crate::text::{push_number, push_quoted, trimmed};
use std::fmt;

/// One thing that was wrong, where, and what became of it, as a sentence for
/// the console:
/// `block 7 (figure), field "image.url": "javascript:…" is not an allowed address; the picture was left out`.
///
/// All counts begin at 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning(String);

impl Warning {
    /// The sentence.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Collects warnings and knows the place that is being read.
#[derive(Debug, Default)]
pub struct Warnings {
    list: Vec<Warning>,
    more: usize,
    /// Number of the block of the body; 0 in the article's other fields.
    block: usize,
    /// The block's type in JSON, or its element name in HTML.
    kind: String,
    /// Path of the field inside the block or the article, such as
    /// "items\[2\].image.url".
    path: String,
    marks: Vec<usize>,
    /// Fields of the article and where a foreign document keeps them.
    origins: Vec<(&'static str, String)>,
}

impl Warnings {
    /// The longest list that is kept; what is above it is only counted.
    pub const LIMIT: usize = 100;

    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a warning about the place that is being read.
    pub fn warn(&mut self, problem: &str) {
        self.add("", None, &[problem]);
    }

    /// Adds a warning about a field of the place that is being read.
    pub fn warn_field(&mut self, field: &str, problem: &str) {
        self.add(field, None, &[problem]);
    }

    /// Adds a warning about a field, or about the place itself where `field`
    /// is empty. The problem is what was `found` there, in quotes, and the
    /// `parts` of a sentence.
    #[inline(never)]
    pub(super) fn add(&mut self, field: &str, found: Option<&str>, parts: &[&str]) {
        // A broken article can bring a million: none above the limit costs words.
        if self.list.len() >= Self::LIMIT {
            self.more += 1;
            return;
        }
        if !field.is_empty() {
            self.enter(field);
        }
        let place = self.place();
        if !field.is_empty() {
            self.leave();
        }
        self.add_at(place, found, parts);
    }

    /// Adds a warning about a place that [`Self::place`] gave.
    #[inline(never)]
    pub(super) fn add_at(&mut self, place: String, found: Option<&str>, parts: &[&str]) {
        if self.list.len() >= Self::LIMIT {
            self.more += 1;
            return;
        }
        let mut text = place;
        text.push_str(": ");
        if let Some(found) = found {
            push_quoted(&mut text, found);
        }
        for part in parts {
            text.push_str(part);
        }
        self.list.push(Warning(text));
    }

    /// Notes that a field of the article stands at `pointer` of a foreign
    /// document, whose owner never wrote the field itself.
    pub(super) fn add_origin(&mut self, field: &'static str, pointer: String) {
        self.origins.push((field, pointer));
    }

    /// Where a foreign document keeps the field that is being read.
    fn origin(&self) -> Option<&str> {
        // What was tried last counts.
        for (field, pointer) in self.origins.iter().rev() {
            let is_read = if self.block > 0 {
                *field == "body"
            } else {
                let rest = self.path.strip_prefix(field);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            };
            if is_read {
                return Some(pointer);
            }
        }
        None
    }

    /// The place that is being read, in words.
    pub(super) fn place(&self) -> String {
        let mut text = String::new();
        let origin = self.origin();
        if let Some(pointer) = origin {
            text.push_str("field ");
            push_quoted(&mut text, pointer);
            if self.block == 0 {
                text.push_str(" (");
                text.push_str(&self.path);
                text.push(')');
                return text;
            }
            text.push_str(", ");
        }
        if self.block > 0 {
            text.push_str("block ");
            push_number(&mut text, self.block);
            if !self.kind.is_empty() {
                text.push_str(" (");
                text.push_str(&self.kind);
                text.push(')');
            }
        }
        if !self.path.is_empty() {
            if self.block > 0 {
                text.push_str(", ");
            }
            text.push_str("field ");
            push_quoted(&mut text, &self.path);
        } else if self.block == 0 {
            text.push_str("article");
        }
        text
    }

    /// The list, closed by "and N more" where the limit cut it.
    pub fn finish(mut self) -> Vec<Warning> {
        if self.more > 0 {
            let mut text = String::from("article: and ");
            push_number(&mut text, self.more);
            text.push_str(" more warnings");
            self.list.push(Warning(text));
        }
        self.list
    }

    /// Begins a block of the body; `number` counts from 1.
    pub(super) fn begin_block(&mut self, number: usize, kind: &str) {
        self.block = number;
        self.kind.clear();
        let mut length = 0;
        for character in trimmed(kind).chars() {
            if length < 30 && !character.is_control() {
                self.kind.push(character);
                length += 1;
            }
        }
    }

    /// Ends the block that [`Self::begin_block`] began.
    pub(super) fn end_block(&mut self) {
        self.block = 0;
    }

    /// Goes into a field; [`Self::leave`] comes back.
    #[inline(never)]
    pub(super) fn enter(&mut self, field: &str) {
        self.marks.push(self.path.len());
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(field);
    }

    /// Goes into an entry of a list; `number` counts from 1.
    #[inline(never)]
    pub(super) fn enter_number(&mut self, number: usize) {
        self.marks.push(self.path.len());
        self.path.push('[');
        push_number(&mut self.path, number);
        self.path.push(']');
    }

    /// Comes back from the field or entry that was entered last.
    #[inline(never)]
    pub(super) fn leave(&mut self) {
        if let Some(mark) = self.marks.pop() {
            self.path.truncate(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_warning_reads_as_a_sentence() {
        let mut warnings = Warnings::new();
        warnings.begin_block(7, "figure");
        warnings.enter("image");
        warnings.warn_field(
            "url",
            "\"javascript:…\" is not an allowed address; the picture was left out",
        );
        warnings.leave();
        warnings.warn("is odd");
        warnings.end_block();
        warnings.enter("authors");
        warnings.enter_number(2);
        warnings.warn_field("name", "is missing");
        warnings.leave();
        warnings.leave();
        warnings.warn("is odd");
        let lines: Vec<String> = warnings.finish().iter().map(Warning::to_string).collect();
        assert_eq!(
            lines,
            [
                "block 7 (figure), field \"image.url\": \"javascript:…\" is not an allowed address; the picture was left out",
                "block 7 (figure): is odd",
                "field \"authors[2].name\": is missing",
                "article: is odd",
            ]
        );
    }

    #[test]
    fn the_list_is_capped_and_says_so() {
        let mut warnings = Warnings::new();
        for _ in 0..Warnings::LIMIT + 23 {
            warnings.warn("is odd");
        }
        let list = warnings.finish();
        assert_eq!(list.len(), Warnings::LIMIT + 1);
        assert_eq!(
            list[Warnings::LIMIT].to_string(),
            "article: and 23 more warnings"
        );

        let mut full = Warnings::new();
        for _ in 0..Warnings::LIMIT {
            full.warn("is odd");
        }
        assert_eq!(full.finish().len(), Warnings::LIMIT);
    }
}
