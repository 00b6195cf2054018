//! The language of one reader: its tag, its direction, its words and its numbers.

use crate::browser::format::Formats;
use crate::locale::{self, Words};
use std::rc::Rc;

/// Two are equal when their tags are, since the tag decides the rest.
#[derive(Clone, Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: Rc<str>,
    /// Words around the article.
    pub words: &'static Words,
    /// Numbers, dates and ages.
    pub formats: Formats,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Language {
    /// The language with this tag, or the nearest that Readerly has words for.
    pub fn new(tag: &str) -> Self {
        Self { tag: Rc::from(tag), words: locale::words_for(tag), formats: Formats::new(tag) }
    }

    /// Base direction, as the HTML `dir` attribute wants it.
    pub fn direction(&self) -> &'static str {
        if locale::is_right_to_left(&self.tag) { "rtl" } else { "ltr" }
    }
}
