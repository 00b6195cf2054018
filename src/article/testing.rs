//! What tests of every source share, fuzzing included: what must hold of an
//! article, wherever it came from. Not part of the module that browsers load.

pub mod corpus;

use super::error::ReadError;
use super::json;
use super::model::{Article, Block, Figure, Image, Inline, Link, LinkTarget, Video};
use super::native::{NativeHtml, NativeUrls};
use super::runs::{children, is_visible};
use super::url::{SafeUrl, UrlParser, UrlUse};
use crate::text::language_tag;

/// Asserts that a view may render all of this article.
///
/// # Panics
/// Where it holds an address that is not on the allow-list, something empty, or
/// something out of range.
#[track_caller]
pub fn assert_sound(article: &Article) {
    for (url, usage) in uses(article) {
        assert_safe(url, usage);
    }
    assert!(is_sound(&article.body), "{:?}", article.body);
    assert!(
        !article.title.is_empty()
            || !article.body.is_empty()
            || !article.lead.is_empty()
            || !article.video.is_empty()
            || article.image.is_some(),
        "the article is empty"
    );
    if let Some(lang) = &article.lang {
        assert_eq!(language_tag(lang).as_ref(), Some(lang));
    }
    for author in &article.authors {
        assert!(!author.name.is_empty());
    }
}

/// Asserts that a view may render these blocks.
///
/// # Panics
/// As [`assert_sound`].
#[track_caller]
pub fn assert_sound_blocks(blocks: &[Block]) {
    let mut found = Vec::new();
    block_addresses(blocks, &mut found);
    for (url, usage) in found {
        assert_safe(url, usage);
    }
    assert!(is_sound(blocks), "{blocks:?}");
}

/// Asserts that the article, written as article JSON and read again under the
/// address that it was read under, is the same.
///
/// Where article JSON has no room for all of it, because it is nested too deep
/// or too long, reading has to say so.
///
/// # Panics
/// Where it is not.
#[track_caller]
pub fn assert_comes_back(article: &Article, base: &str) {
    let written = json::write(article).to_text(false);
    let context = json::Context {
        base,
        urls: &NativeUrls,
        html: &NativeHtml { base },
    };
    match json::read(&written, &context) {
        Ok((again, warnings)) => {
            let mut warnings = warnings.iter().map(|warning| warning.as_str());
            if !warnings.any(|warning| LIMITS.iter().any(|limit| warning.contains(limit))) {
                for (one, other) in again.body.iter().zip(&article.body) {
                    assert_eq!(one, other, "of {:?}", article.title);
                }
                assert_eq!(&again, article);
            }
        }
        Err(ReadError::TooDeep | ReadError::TooLarge { .. }) => {}
        Err(error) => panic!("{error}: {written}"),
    }
}

/// What a warning says of an article that article JSON has no room for.
const LIMITS: [&str; 2] = ["nested more than 32 deep", "more than 100000 blocks"];

/// Asserts that an address is on the allow-list for its use, by a parser's
/// word, and that it is written in its normal form.
///
/// # Panics
/// Where it is not.
#[track_caller]
pub fn assert_safe(url: &SafeUrl, usage: UrlUse) {
    let written = url.as_str();
    let parts = NativeUrls.parse(written, None);
    let Some(parts) = parts else {
        panic!("{written:?} is no address");
    };
    assert_eq!(parts.href, written, "written in another form");
    assert_eq!(parts.scheme, url.scheme(), "{written:?}");
    let schemes: &[&str] = match usage {
        UrlUse::Link => &["http", "https", "mailto", "tel"],
        UrlUse::Media => &["http", "https"],
    };
    assert!(
        schemes.contains(&url.scheme()),
        "{written:?} is a {usage:?}"
    );
    assert!(!parts.has_credentials, "{written:?}");
    assert!(!written.contains(char::is_control), "{written:?}");
}

/// Plain text.
pub fn text(letters: &str) -> Inline {
    Inline::Text(letters.into())
}

/// A paragraph of plain text.
pub fn paragraph(letters: &str) -> Block {
    Block::Paragraph(vec![text(letters)])
}

/// Every address that a view could render.
pub fn addresses(article: &Article) -> Vec<&SafeUrl> {
    uses(article).into_iter().map(|(url, _)| url).collect()
}

/// Every address and what it is used for.
fn uses(article: &Article) -> Vec<(&SafeUrl, UrlUse)> {
    let mut found = Vec::new();
    found.extend(article.url.iter().map(link));
    for author in &article.authors {
        found.extend(author.url.iter().map(link));
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

type Uses<'a> = Vec<(&'a SafeUrl, UrlUse)>;

fn link(url: &SafeUrl) -> (&SafeUrl, UrlUse) {
    (url, UrlUse::Link)
}

fn media(url: &SafeUrl) -> (&SafeUrl, UrlUse) {
    (url, UrlUse::Media)
}

fn block_addresses<'a>(blocks: &'a [Block], found: &mut Uses<'a>) {
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
                found.push(media(&audio.url));
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

fn figure_addresses<'a>(figure: &'a Figure, found: &mut Uses<'a>) {
    image_addresses(&figure.image, found);
    if let Some(LinkTarget::Url { url, .. }) = &figure.target {
        found.push(link(url));
    }
    run_addresses(&figure.caption, found);
}

fn image_addresses<'a>(image: &'a Image, found: &mut Uses<'a>) {
    found.push(media(&image.url));
    found.extend(image.candidates.iter().map(|entry| media(&entry.url)));
}

fn video_addresses<'a>(video: &'a Video, found: &mut Uses<'a>) {
    found.push(media(&video.url));
    found.extend(video.sources.iter().map(|source| media(&source.url)));
    found.extend(video.poster.iter().map(media));
    found.extend(video.tracks.iter().map(|track| media(&track.url)));
    run_addresses(&video.caption, found);
}

fn run_addresses<'a>(run: &'a [Inline], found: &mut Uses<'a>) {
    for inline in run {
        if let Inline::Link(Link {
            target: LinkTarget::Url { url, .. },
            ..
        }) = inline
        {
            found.push(link(url));
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

/// How many blocks, inlines, cells, addresses, names and tags an article holds.
pub fn count_parts(article: &Article) -> usize {
    let roles: usize = article.authors.iter().map(|author| author.role.len()).sum();
    let tracks: usize = article.video.iter().map(|video| video.tracks.len()).sum();
    uses(article).len()
        + article.tags.len()
        + article.authors.len()
        + roles
        + tracks
        + count_inlines(&article.lead)
        + count_blocks(&article.body)
}

fn count_blocks(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Paragraph(run) => count_inlines(run),
        Block::Heading(heading) => count_inlines(&heading.text),
        Block::List(list) => list.items.iter().map(|item| 1 + count_blocks(item)).sum(),
        Block::Quote(quote) => count_blocks(&quote.body) + count_inlines(&quote.citation),
        Block::Note(note) => count_blocks(&note.body),
        Block::Details(details) => count_blocks(&details.body) + count_inlines(&details.summary),
        Block::Figure(figure) => count_inlines(&figure.caption),
        Block::Gallery(gallery) => {
            let figures = gallery.figures.iter();
            figures
                .map(|figure| 1 + count_inlines(&figure.caption))
                .sum()
        }
        Block::Table(table) => {
            let cells = table.head.iter().chain(&table.body).flatten();
            cells.map(|cell| 1 + count_inlines(&cell.text)).sum()
        }
        Block::Definitions(groups) => {
            let mut count = 0;
            for group in groups {
                count += group
                    .terms
                    .iter()
                    .map(|run| 1 + count_inlines(run))
                    .sum::<usize>();
                count += group
                    .details
                    .iter()
                    .map(|body| 1 + count_blocks(body))
                    .sum::<usize>();
            }
            count
        }
        Block::Audio(audio) => count_inlines(&audio.caption),
        Block::Video(video) => count_inlines(&video.caption),
        Block::Code(_) | Block::Divider => 0,
    };
    blocks.iter().map(|block| 1 + count(block)).sum()
}

fn count_inlines(run: &[Inline]) -> usize {
    let count = |inline: &Inline| match inline {
        Inline::Ruby { text, annotation } => count_inlines(text) + count_inlines(annotation),
        other => count_inlines(children(other)),
    };
    run.iter().map(|inline| 1 + count(inline)).sum()
}

/// What every source promises of its blocks: nothing empty, nothing out of range.
pub fn is_sound(blocks: &[Block]) -> bool {
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
