//! The language of one reader: its tag, its direction, its words and its numbers.

use crate::browser::format::Formats;
use crate::locale::{self, Words};
use std::ops::Deref;
use std::rc::Rc;

/// A language that many views share. Two are equal when their tags are, since
/// the tag decides the rest.
#[derive(Clone, Debug)]
pub struct Language(Rc<Spoken>);

/// What a [`Language`] consists of.
#[derive(Debug)]
pub struct Spoken {
    /// BCP 47 tag.
    pub tag: String,
    /// Words around the article.
    pub words: &'static Words,
    /// Numbers, dates and ages.
    pub formats: Formats,
}

impl Deref for Language {
    type Target = Spoken;

    fn deref(&self) -> &Spoken {
        &self.0
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        *self.tag == *other.tag
    }
}

impl Language {
    /// The language with this tag, or the nearest that Readerly has words for.
    pub fn new(tag: &str) -> Self {
        Self(Rc::new(Spoken {
            tag: tag.to_owned(),
            words: locale::words_for(tag),
            formats: Formats::new(tag),
        }))
    }

    /// Base direction, as the HTML `dir` attribute wants it.
    pub fn direction(&self) -> &'static str {
        if locale::is_right_to_left(&self.tag) {
            "rtl"
        } else {
            "ltr"
        }
    }
}
