//! What native tests of every source share.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::model::{Article, Block, Figure, Image, Inline, Link, LinkTarget, Video};
use super::text::{children, is_visible};
use super::url::SafeUrl;

/// Plain text.
pub(crate) fn text(letters: &str) -> Inline {
    Inline::Text(letters.into())
}

/// A paragraph of plain text.
pub(crate) fn paragraph(letters: &str) -> Block {
    Block::Paragraph(vec![text(letters)])
}

/// Every address that a view could render.
pub(crate) fn addresses(article: &Article) -> Vec<&SafeUrl> {
    let mut found = Vec::new();
    found.extend(&article.url);
    for author in &article.authors {
        found.extend(&author.url);
    }
    run_addresses(&article.lead, &mut found);
    if let Some(figure) = &article.image {
        figure_addresses(figure, &mut found);
    }
    for video in &article.video {
        video_addresses(video, &mut found);
    }
    block_addresses(&article.body, &mut found);
    found
}

fn block_addresses<'a>(blocks: &'a [Block], found: &mut Vec<&'a SafeUrl>) {
    for block in blocks {
        match block {
            Block::Paragraph(run) => run_addresses(run, found),
            Block::Heading(heading) => run_addresses(&heading.text, found),
            Block::List(list) => {
                for item in &list.items {
                    block_addresses(item, found);
                }
            }
            Block::Quote(quote) => {
                block_addresses(&quote.body, found);
                run_addresses(&quote.citation, found);
            }
            Block::Figure(figure) => figure_addresses(figure, found),
            Block::Gallery(gallery) => {
                for figure in &gallery.figures {
                    figure_addresses(figure, found);
                }
                run_addresses(&gallery.caption, found);
            }
            Block::Table(table) => {
                run_addresses(&table.caption, found);
                for cell in table.head.iter().chain(&table.body).flatten() {
                    run_addresses(&cell.text, found);
                }
            }
            Block::Note(note) => block_addresses(&note.body, found),
            Block::Video(video) => video_addresses(video, found),
            Block::Audio(audio) => {
                found.push(&audio.url);
                run_addresses(&audio.caption, found);
            }
            Block::Definitions(groups) => {
                for group in groups {
                    for term in &group.terms {
                        run_addresses(term, found);
                    }
                    for meaning in &group.details {
                        block_addresses(meaning, found);
                    }
                }
            }
            Block::Details(details) => {
                run_addresses(&details.summary, found);
                block_addresses(&details.body, found);
            }
            Block::Code(_) | Block::Divider => {}
        }
    }
}

fn figure_addresses<'a>(figure: &'a Figure, found: &mut Vec<&'a SafeUrl>) {
    image_addresses(&figure.image, found);
    if let Some(LinkTarget::Url { url, .. }) = &figure.target {
        found.push(url);
    }
    run_addresses(&figure.caption, found);
}

fn image_addresses<'a>(image: &'a Image, found: &mut Vec<&'a SafeUrl>) {
    found.push(&image.url);
    found.extend(image.candidates.iter().map(|entry| &entry.url));
}

fn video_addresses<'a>(video: &'a Video, found: &mut Vec<&'a SafeUrl>) {
    found.push(&video.url);
    found.extend(&video.poster);
    found.extend(video.tracks.iter().map(|track| &track.url));
    run_addresses(&video.caption, found);
}

fn run_addresses<'a>(run: &'a [Inline], found: &mut Vec<&'a SafeUrl>) {
    for inline in run {
        if let Inline::Link(Link {
            target: LinkTarget::Url { url, .. },
            ..
        }) = inline
        {
            found.push(url);
        }
        if let Inline::Image(image) = inline {
            image_addresses(image, found);
        }
        if let Inline::Ruby { annotation, .. } = inline {
            run_addresses(annotation, found);
        }
        run_addresses(children(inline), found);
    }
}

/// What every source promises of its blocks: nothing empty, nothing out of range.
pub(crate) fn is_sound(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph(run) => is_visible(run),
        Block::Heading(heading) => (2..=6).contains(&heading.level) && is_visible(&heading.text),
        Block::List(list) => {
            !list.items.is_empty()
                && list
                    .items
                    .iter()
                    .all(|item| !item.is_empty() && is_sound(item))
        }
        Block::Quote(quote) => !quote.body.is_empty() && is_sound(&quote.body),
        Block::Figure(_) | Block::Divider | Block::Video(_) | Block::Audio(_) => true,
        Block::Definitions(groups) => {
            !groups.is_empty()
                && groups.iter().all(|group| {
                    group.terms.iter().all(|term| is_visible(term))
                        && group.details.iter().all(|blocks| is_sound(blocks))
                        && !(group.terms.is_empty() && group.details.is_empty())
                })
        }
        Block::Details(details) => is_sound(&details.body),
        Block::Gallery(gallery) => !gallery.figures.is_empty(),
        Block::Table(table) => {
            let rows = || table.head.iter().chain(&table.body);
            rows().next().is_some()
                && rows().all(|row| !row.is_empty())
                && rows().flatten().all(|cell| {
                    (1..=1000).contains(&cell.column_span) && (1..=65_534).contains(&cell.row_span)
                })
        }
        Block::Code(code) => !code.text.trim().is_empty(),
        Block::Note(note) => !note.id.is_empty() && !note.body.is_empty() && is_sound(&note.body),
    })
}
