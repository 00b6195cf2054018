//! The last look at an article, the same for every source.

use super::error::ReadError;
use super::model::{Article, Block};
use super::runs::plain_text;
use super::warning::Warnings;

/// Finds a title for an article without one, and refuses one with nothing in it.
pub(super) fn finish(article: &mut Article, warnings: &mut Warnings) -> Result<(), ReadError> {
    let has_content = !article.body.is_empty()
        || !article.lead.is_empty()
        || !article.video.is_empty()
        || article.image.is_some();
    if article.title.is_empty() {
        if !has_content {
            return Err(ReadError::Empty);
        }
        // Only a heading that opens the body speaks for the whole article; one
        // further down would put the name of a section above everything.
        if let Some(Block::Heading(heading)) = article.body.first() {
            article.title = plain_text(&heading.text);
        }
        if article.title.is_empty() {
            warnings.warn_field(
                "title",
                "is missing; the article is shown without a headline",
            );
        } else {
            article.body.remove(0);
            warnings.warn_field("title", "is missing; the first heading took its place");
        }
    } else if !has_content && article.rest.is_none() {
        warnings.warn_field("body", "holds nothing to read; only the title is shown");
    }
    Ok(())
}
