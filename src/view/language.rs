//! The language of one reader: its tag, its direction, its words and its numbers.

use super::element::Element;
use crate::article::{Article, Direction};
use crate::browser::format::Formats;
use crate::locale::{self, Words};
use std::ops::Deref;
use std::rc::Rc;

/// A language that many views share. Two are equal when their tags are, and those
/// of the article, since these decide the rest.
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
    /// BCP 47 tag and direction of the article; of the words where there is none.
    pub article: (String, &'static str),
}

impl Deref for Language {
    type Target = Spoken;

    fn deref(&self) -> &Spoken {
        &self.0
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        *self.tag == *other.tag && self.article == other.article
    }
}

impl Language {
    /// The language with this tag, or the nearest that Readerly has words for.
    pub fn new(tag: &str) -> Self {
        Self::around(tag, None)
    }

    /// The same around an article; one that names no language is taken to be in
    /// this one.
    pub fn around(tag: &str, article: Option<&Article>) -> Self {
        let lang = match article {
            Some(article) => article.lang.as_deref().unwrap_or(tag),
            None => locale::spoken(tag),
        };
        let dir = article.and_then(|article| article.dir);
        let dir = dir.map_or_else(|| locale::direction(lang), Direction::as_attribute);
        Self(Rc::new(Spoken {
            tag: tag.to_owned(),
            words: locale::words_for(tag),
            formats: Formats::new(tag),
            article: (lang.to_owned(), dir),
        }))
    }

    /// What the words are in, which is English where Readerly has none; numbers and
    /// dates are in the language of the tag.
    pub fn spoken(&self) -> &str {
        locale::spoken(&self.tag)
    }

    /// Has an element say that what it holds is the article's.
    pub fn article_words(&self, element: Element) -> Element {
        let (lang, dir) = &self.article;
        element.attribute("lang", lang).with("dir", dir)
    }
}
