//! The article out of what a page's head says and what its element shows.

use super::super::super::dom::path_of;
use super::super::super::model::{Article, Block, Figure, Heading};
use super::super::super::runs::{plain_text, text_run};
use super::captions::give as give_captions;
use super::phrases::says;
use super::sums::squeezed;
use crate::json::whole_number;
use crate::text::{holds, parted, parted_last, trimmed};
use std::mem::swap;

/// Among so many blocks the main picture of a page may stand.
const NEAR_TOP: usize = 4;

/// The least of a description that has to differ from the text, in bytes.
const SAMPLE: usize = 60;

/// Adds what the article's element says to what the head says. `letters` are
/// those of the element.
pub(super) fn merge(article: &mut Article, visible: &mut Article, letters: &str) {
    let title = squeezed(&article.title);
    let shown = squeezed(&visible.title);
    if article.title.is_empty() {
        swap(&mut article.title, &mut visible.title);
    } else if !holds(&shown, &title) && !holds(&title, &shown) {
        // A headline that says something else is part of the text.
        let heading = Heading {
            level: 2,
            id: None,
            text: text_run(&visible.title),
        };
        visible.body.insert(0, Block::Heading(heading));
    }
    let first = line_of(visible.body.first());
    if !first.is_empty() && squeezed(&first) == squeezed(&article.title) && visible.body.len() > 1 {
        visible.body.remove(0);
    }
    let lead = squeezed(&plain_text(&article.lead));
    let mut lead = lead.as_str();
    for end in ["[…]", "[...]", "…", "..."] {
        lead = lead.strip_suffix(end).unwrap_or(lead);
    }
    let mut sample = lead.len().min(SAMPLE);
    while !lead.is_char_boundary(sample) {
        sample -= 1;
    }
    if !visible.lead.is_empty() {
        swap(&mut article.lead, &mut visible.lead);
    } else if lead == squeezed(&article.title) || holds(letters, &lead[..sample]) {
        // A description that the text begins with is no standfirst.
        article.lead.clear();
    }
    if article.kicker.is_none() {
        swap(&mut article.kicker, &mut visible.kicker);
    }
    if article.published.is_none() {
        swap(&mut article.published, &mut visible.published);
    }
    if article.modified.is_none() {
        swap(&mut article.modified, &mut visible.modified);
    }
    article.views = article.views.or(visible.views);
    if article.lang.is_none() {
        swap(&mut article.lang, &mut visible.lang);
    }
    article.dir = article.dir.or(visible.dir);
    swap(&mut article.body, &mut visible.body);
    swap(&mut article.rest, &mut visible.rest);
    if article.tags.is_empty() {
        swap(&mut article.tags, &mut visible.tags);
    }
    give_captions(&mut article.body, &mut article.image);
    drop_tail(article);
    take_main_picture(article);
    if let Some(figure) = &article.image
        && shows_picture(&article.body, figure)
    {
        article.image = None;
    }
}

/// The longest line at the end that is none of the text, in bytes.
const LONGEST_TAIL: usize = 60;

/// Drops from the end what leads on to nothing any more: labels, and the names
/// of the authors.
fn drop_tail(article: &mut Article) {
    while article.body.len() > 1 {
        let text = line_of(article.body.last());
        let text = trimmed(&text);
        let is_tail = (1..=LONGEST_TAIL).contains(&text.len())
            && (text.ends_with(':')
                || says(text).is_some()
                || article.authors.iter().any(|author| author.name == text));
        if !is_tail {
            return;
        }
        article.body.pop();
    }
}

/// The text of a heading or paragraph; an empty one of other blocks.
#[inline(never)]
fn line_of(block: Option<&Block>) -> String {
    match block {
        Some(Block::Heading(heading)) => plain_text(&heading.text),
        Some(Block::Paragraph(run)) => plain_text(run),
        _ => String::new(),
    }
}

/// The picture that the page names as its own is the main one where it stands
/// near the beginning, and so is any before all text; with its caption.
fn take_main_picture(article: &mut Article) {
    let named = article.image.as_ref().map(picture_name);
    let most = if named.is_some() { NEAR_TOP } else { 1 };
    let is_main = |block: &Block| match block {
        Block::Figure(figure) => named
            .as_ref()
            .is_none_or(|name| *name == picture_name(figure)),
        _ => false,
    };
    let place = article.body.iter().take(most).position(is_main);
    if let Some(place) = place
        && article.body.len() > 1
        && let Block::Figure(figure) = article.body.remove(place)
    {
        article.image = Some(figure);
    }
}

/// Whether blocks show a picture already, in whatever size.
pub(in crate::article) fn shows_picture(blocks: &[Block], picture: &Figure) -> bool {
    let name = picture_name(picture);
    for block in blocks {
        let figures = match block {
            Block::Figure(figure) => std::slice::from_ref(figure),
            Block::Gallery(gallery) => gallery.figures.as_slice(),
            _ => continue,
        };
        for figure in figures {
            if picture_name(figure) == name {
                return true;
            }
        }
    }
    false
}

/// The address of a picture without what makes one of its sizes: query, and
/// "-1024x768" or "-scaled" before its ending.
fn picture_name(figure: &Figure) -> String {
    let url = figure.image.url.as_str();
    let url = path_of(url);
    let url = url
        .strip_prefix("https")
        .or(url.strip_prefix("http"))
        .unwrap_or(url);
    // Networks that deliver pictures put their own host before the picture's.
    let behind = url
        .strip_prefix("://")
        .and_then(|url| parted(url, "/"))
        .filter(|(_, own)| {
            parted(own, "/").is_some_and(|(first, _)| holds(first, ".") && !first.ends_with('.'))
        });
    let behind = behind.map(|(_, own)| ["://", own].concat());
    let url = behind.as_deref().unwrap_or(url);
    let (path, ending) = parted_last(url, b'.');
    let (start, size) = parted_last(path, b'-');
    let is_size = size == "scaled"
        || parted(size, "x").is_some_and(|(width, height)| {
            whole_number(width).is_some() && whole_number(height).is_some()
        });
    [if is_size { start } else { path }, ".", ending].concat()
}
