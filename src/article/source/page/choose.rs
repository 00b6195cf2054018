//! Which element of a page is the article.

use super::super::super::dom::{FURNITURE, shares_word};
use super::super::super::warning::Warnings;
use super::survey::{Page, Role};

/// A shorter text could stand anywhere, in bytes without white space.
const SHORTEST: usize = 60;

/// So few letters are hardly an article where there are many more.
const FEW: usize = 300;

/// The element of the article, by its number; `None` where the page holds
/// nothing to read.
pub(super) fn choose(page: &Page<'_>, warnings: &mut Warnings) -> Option<usize> {
    if page.letters.is_empty() {
        return None;
    }
    let mut densest = densest_of(page, false);
    // In a forum what readers wrote is the text.
    if densest.is_none_or(|found| page.plain_of(found) < FEW && page.plain > 5 * FEW) {
        densest = densest_of(page, true);
    }
    // What readers wrote may be more than the article.
    let enough = densest.map_or(0, |element| {
        let plain = page.plain_of(element) / 3;
        if page.elements[element].is_clutter {
            plain.min(3 * FEW)
        } else {
            plain
        }
    });
    for role in [Role::ArticleBody, Role::Article, Role::Main] {
        if let Some(found) = largest(page, role, enough, warnings) {
            return Some(article_around(page, found));
        }
    }
    let (found, problem) = match densest {
        Some(found) => (
            found,
            "the page marks no article; the part with the most text was taken; mark it with <article>",
        ),
        None => (
            body_of(page),
            "the page marks no article; all of it was taken; mark the article with <article>",
        ),
    };
    warnings.add("", Some(&page.elements[found].label()), &[": ", problem]);
    Some(found)
}

/// The `<article>` around the text, which holds its lead, its first picture and
/// its byline too, unless it holds much more than that.
fn article_around(page: &Page<'_>, text: usize) -> usize {
    let mut at = text;
    while at > 0 {
        if page.elements[at].role == Role::Article {
            let is_close = page.plain_of(at) * 3 <= page.plain_of(text) * 4;
            return if is_close { at } else { text };
        }
        at = page.elements[at].parent;
    }
    text
}

/// The element of a role with the most text, if that is `enough`.
fn largest(page: &Page<'_>, role: Role, enough: usize, warnings: &mut Warnings) -> Option<usize> {
    let mut found: Option<usize> = None;
    let mut second = 0;
    for (index, element) in page.elements.iter().enumerate() {
        if element.role != role || element.letters.0 == element.letters.1 {
            continue;
        }
        let plain = page.plain_of(index);
        match found {
            Some(known) if plain <= page.plain_of(known) => {
                let is_inside = index < page.elements[known].end;
                if !is_inside {
                    second = second.max(plain);
                }
            }
            _ => {
                second = found.map_or(0, |known| page.plain_of(known));
                found = Some(index);
            }
        }
    }
    let found = found?;
    let plain = page.plain_of(found);
    if plain < enough {
        return None;
    }
    if second * 2 > plain {
        let label = page.elements[found].label();
        let problem = ": the page marks several articles; the longest was taken";
        warnings.add("", Some(&label), &[problem]);
    }
    Some(found)
}

/// The element that groups blocks and is closest to the most unlinked text:
/// text counts for the group that it stands in and half for the one around.
fn densest_of(page: &Page<'_>, with_clutter: bool) -> Option<usize> {
    let mut scores = vec![0_usize; page.elements.len()];
    // The nearest group of each element, and whether it lies in clutter.
    let mut groups: Vec<(usize, bool)> = Vec::with_capacity(page.elements.len());
    for (index, element) in page.elements.iter().enumerate() {
        let (around, is_outer_clutter) = groups.get(element.parent).copied().unwrap_or((0, true));
        let is_group = !matches!(element.role, Role::Other);
        // What holds most of the text is the page, whatever it is called.
        let is_clutter = (is_outer_clutter && index > 1 && element.parent > 0)
            || (element.is_clutter
                && !with_clutter
                && (page.plain_of(index) * 2 < page.plain
                    || shares_word(&element.label(), FURNITURE)));
        groups.push((if is_group { index } else { around }, is_clutter));
        if is_clutter {
            continue;
        }
        let (group, _) = groups[index];
        scores[group] += element.own;
        let outer = groups[page.elements[group].parent].0;
        if outer != group {
            scores[outer] += element.own / 2;
        }
    }
    let mut found = None;
    for (index, score) in scores.iter().enumerate() {
        let is_group = matches!(page.elements[index].role, Role::Group);
        if is_group && *score > 0 && found.is_none_or(|known: usize| *score > scores[known]) {
            found = Some(index);
        }
    }
    Some(widened(page, found?, &groups))
}

/// An article may be parted among several groups: the one around them all is
/// wanted, though never the whole page. A group of its own around one part and
/// nothing else tells nothing yet.
fn widened(page: &Page<'_>, densest: usize, groups: &[(usize, bool)]) -> usize {
    let mut found = densest;
    let mut inner = densest;
    let mut empty_steps = 0;
    while empty_steps < 5 {
        let around = page.elements[inner].parent;
        if !matches!(page.elements[around].role, Role::Group) {
            break;
        }
        let mut more = 0;
        let mut has_lead = false;
        let mut at = around + 1;
        while at < page.elements[around].end {
            let element = &page.elements[at];
            let (plain, all) = (page.plain_of(at), element.letters.1 - element.letters.0);
            let is_text = plain >= SHORTEST && plain * 4 >= all * 3 && !groups[at].1;
            if at != inner && is_text {
                more += plain;
                // A lead often stands before the text, outside of its group.
                let is_paragraph = element.source.local_name() == "p";
                has_lead |= is_paragraph && at < inner;
            }
            at = element.end;
        }
        inner = around;
        // What is far away has to weigh more.
        let share = if empty_steps < 3 { 10 } else { 3 };
        if (has_lead && empty_steps < 3) || (more > 0 && more * share >= page.plain_of(found)) {
            found = around;
            empty_steps = 0;
        } else {
            empty_steps += 1;
        }
    }
    found
}

fn body_of(page: &Page<'_>) -> usize {
    for (index, element) in page.elements.iter().enumerate() {
        if element.role == Role::Body {
            return index;
        }
    }
    0
}
