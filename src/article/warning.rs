//! What was wrong in an article that is shown all the same.

use super::text::{push_number, quoted};
use std::borrow::Cow;
use std::fmt;

/// One thing that was wrong, where, and what became of it.
///
/// `Display` is a sentence for the console:
/// `block 7 (figure), field "image.url": "javascript:…" is not an allowed address; the picture was left out`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where it was.
    pub place: Place,
    /// What was wrong and what became of it.
    pub problem: Cow<'static, str>,
}

/// A place in an article's source. All counts begin at 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The block of the body; absent for the article's other fields.
    pub block: Option<BlockPlace>,
    /// Path of the field inside the block or the article, such as
    /// "items\[2\].image.url"; absent when the whole is meant.
    pub field: Option<String>,
}

/// A block of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockPlace {
    /// Its number in the body, from 1.
    pub number: u32,
    /// Its type in JSON, or its element name in HTML.
    pub kind: Cow<'static, str>,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        if let Some(block) = &self.block {
            text.push_str("block ");
            push_number(&mut text, block.number as usize);
            if !block.kind.is_empty() {
                text.push_str(" (");
                text.push_str(&block.kind);
                text.push(')');
            }
        }
        if let Some(field) = &self.field {
            text.push_str(if text.is_empty() {
                "field "
            } else {
                ", field "
            });
            text.push_str(&quoted(field));
        }
        formatter.write_str(if text.is_empty() { "article" } else { &text })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.place, formatter)?;
        formatter.write_str(": ")?;
        formatter.write_str(&self.problem)
    }
}

/// Collects warnings and knows the place that is being read.
#[derive(Debug, Default)]
pub struct Warnings {
    list: Vec<Warning>,
    more: usize,
    block: Option<BlockPlace>,
    path: String,
    marks: Vec<usize>,
}

impl Warnings {
    /// The longest list that is kept; what is above it is only counted.
    pub const LIMIT: usize = 100;

    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a warning about the place that is being read.
    pub fn warn(&mut self, problem: impl Into<Cow<'static, str>>) {
        self.add(self.place(), problem.into());
    }

    /// Adds a warning about a field of the place that is being read.
    pub fn warn_field(&mut self, field: &str, problem: impl Into<Cow<'static, str>>) {
        self.enter(field);
        self.warn(problem);
        self.leave();
    }

    /// Adds a warning about any place.
    pub fn add(&mut self, place: Place, problem: Cow<'static, str>) {
        if self.list.len() < Self::LIMIT {
            self.list.push(Warning { place, problem });
        } else {
            self.more += 1;
        }
    }

    /// The place that is being read.
    pub fn place(&self) -> Place {
        Place {
            block: self.block.clone(),
            field: (!self.path.is_empty()).then(|| self.path.clone()),
        }
    }

    /// The list, closed by "and N more" where the limit cut it.
    pub fn finish(mut self) -> Vec<Warning> {
        if self.more > 0 {
            let mut problem = String::from("and ");
            push_number(&mut problem, self.more);
            problem.push_str(" more warnings");
            self.list.push(Warning {
                place: Place::default(),
                problem: problem.into(),
            });
        }
        self.list
    }

    /// Begins a block of the body; `number` counts from 1.
    pub(super) fn begin_block(&mut self, number: usize, kind: Cow<'static, str>) {
        self.block = Some(BlockPlace {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            kind,
        });
    }

    /// Ends the block that [`Self::begin_block`] began.
    pub(super) fn end_block(&mut self) {
        self.block = None;
    }

    /// Goes into a field; [`Self::leave`] comes back.
    pub(super) fn enter(&mut self, field: &str) {
        self.marks.push(self.path.len());
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(field);
    }

    /// Goes into an entry of a list; `number` counts from 1.
    pub(super) fn enter_number(&mut self, number: usize) {
        self.marks.push(self.path.len());
        self.path.push('[');
        push_number(&mut self.path, number);
        self.path.push(']');
    }

    /// Comes back from the field or entry that was entered last.
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
        warnings.begin_block(7, "figure".into());
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
