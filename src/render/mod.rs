//! From the article to the steps by which it is built.
//!
//! What stands in an article never changes while it is read, so it passes by
//! the virtual DOM of the [`view`](crate::view): it is written as one list of
//! [`Steps`] and built in one go. What lives in it (players, the number of
//! views) is put into its place afterwards.

mod blocks;
mod frame;
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
mod html;
mod inlines;
mod notes;
mod outline;
mod scope;
mod steps;
mod table;
mod words;

use crate::article::{Article, Timestamp, Video};
use crate::locale::Words;

#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
pub use html::html;
pub use steps::{Same, Steps};
pub use words::{ATTRIBUTES, ELEMENTS};

/// The `rel` of links that lead away from the article's own site.
pub const FOREIGN: &str = "noopener nofollow ugc";

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

/// Writes down how what stands in an `<article>` is built.
pub fn render<'a>(article: &'a Article, context: &Context<'_>) -> Rendered<'a> {
    frame::render(article, context)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
