//! An item of an RSS 2.0 or Atom feed.

use super::super::error::ReadError;
use super::super::json;
use super::super::model::Article;
use super::super::warning::Warning;
use super::Context;

/// Reads one item of a feed.
///
/// # Errors
/// Where the text is no feed, or holds no such item.
pub(super) fn read(
    text: &str,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    json::read(text, &context.json())
}
