//! What the room is given, and what comes out of it.

use super::steps::Steps;
use crate::article::{Timestamp, Video};
use crate::locale::Words;

/// What an article is shown in.
pub struct Context<'a> {
    /// Words around the text.
    pub words: &'static Words,
    /// Numbers, dates and addresses as the reader's page has them.
    pub page: &'a dyn Page,
    /// How often the article was viewed; no line where that is not known.
    pub views: Option<u64>,
    /// A link leads to the article's own address.
    pub original: bool,
    /// The level of the article's title among the headings of the page, from 1.
    pub level: u8,
    /// Other readers are on the page, so that parts of this one need its title in
    /// their names.
    pub is_one_of_several: bool,
}

/// What only the place knows where an article is shown.
pub trait Page {
    /// A number as the reader's language writes it.
    fn number(&self, number: u64) -> String;

    /// A date as the reader's language writes it.
    fn date(&self, date: &Timestamp) -> String;

    /// Whether an address is of the same origin as another, or as the page.
    fn is_same_origin(&self, address: &str, other: Option<&str>) -> bool;

    /// Whether an address is the page's own.
    fn is_this(&self, address: &str) -> bool;
}

/// An article that is ready to be built.
#[derive(Debug)]
pub struct Rendered<'a> {
    /// How.
    pub steps: Steps,
    /// The videos in its text, one for each place, in the same order.
    pub videos: Vec<&'a Video>,
}
