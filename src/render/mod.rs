//! From the article to the steps by which it is built.
//!
//! What stands in an article never changes while it is read, so it passes by
//! the virtual DOM of the [`view`](crate::view): it is written as one list of
//! [`Steps`] and built by them. What lives in it (players, the number of
//! views) is put into its place afterwards.

mod blocks;
mod context;
mod frame;
mod gather;
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
mod html;
mod inlines;
mod notes;
mod outline;
mod scope;
mod steps;
mod table;
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
mod text;
mod tongues;
mod words;

use crate::article::Article;

pub use context::{Context, Page, Rendered};
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
pub use html::html;
pub use steps::{Same, Steps};
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
pub use text::text;
pub use tongues::tongues;
pub use words::{ATTRIBUTES, ELEMENTS};

/// The `rel` of links that lead away from the article's own site.
pub const FOREIGN: &str = "noopener nofollow ugc";

/// Writes down how what stands in an `<article>` is built.
pub fn render<'a>(article: &'a Article, context: &Context<'_>) -> Rendered<'a> {
    frame::render(article, context)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
