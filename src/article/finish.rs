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
    close_gaps(&mut article.body, &mut Vec::new());
    Ok(())
}

/// Gives headings levels from 2 on without a gap between one and what stands under
/// it: of an h2 and an h4 nobody who hears them knows whether one has been missed.
/// `open` are the levels, as written, of the headings around the next one.
fn close_gaps(blocks: &mut [Block], open: &mut Vec<u8>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                while open.last().is_some_and(|last| *last >= heading.level) {
                    open.pop();
                }
                open.push(heading.level);
                heading.level = open.len() as u8 + 1;
            }
            Block::Quote(quote) => close_gaps(&mut quote.body, open),
            Block::Details(details) => close_gaps(&mut details.body, open),
            _ => {}
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::article::{Details, Heading};

    fn heading(level: u8) -> Block {
        Block::Heading(Heading {
            level,
            id: None,
            text: Vec::new(),
        })
    }

    fn levels(blocks: &[Block], found: &mut Vec<u8>) {
        for block in blocks {
            match block {
                Block::Heading(heading) => found.push(heading.level),
                Block::Details(details) => levels(&details.body, found),
                _ => {}
            }
        }
    }

    #[track_caller]
    fn check(written: &[u8], expected: &[u8]) {
        let mut article = Article {
            title: "Market".to_owned(),
            body: written.iter().map(|level| heading(*level)).collect(),
            ..Article::default()
        };
        let mut found = Vec::new();
        assert!(finish(&mut article, &mut Warnings::default()).is_ok());
        levels(&article.body, &mut found);
        assert_eq!(found, expected, "{written:?}");
    }

    #[test]
    fn levels_have_no_gap() {
        check(&[], &[]);
        check(&[2, 3, 4, 5, 6], &[2, 3, 4, 5, 6]);
        check(&[2, 4, 4, 2, 3], &[2, 3, 3, 2, 3]);
        check(&[2, 5, 3, 5, 2], &[2, 3, 3, 4, 2]);
        check(&[3, 3, 4], &[2, 2, 3]);
        check(&[4, 2, 3], &[2, 2, 3]);
        check(&[6, 6], &[2, 2]);
    }

    #[test]
    fn headings_in_a_part_that_opens_count_too() {
        let part = Block::Details(Details {
            body: vec![heading(4)],
            ..Details::default()
        });
        let mut body = vec![heading(2), part, heading(5)];
        let mut found = Vec::new();
        close_gaps(&mut body, &mut Vec::new());
        levels(&body, &mut found);
        assert_eq!(found, [2, 3, 3 + 1]);
    }
}
