//! What a page puts around and into an article that is no part of it.

use super::super::super::text::word_index;
use super::super::super::warning::Warnings;
use super::super::furniture::has_pages;
use super::super::tag::Tag;
use super::super::tree::{NodeId, ROOT, Tree};

/// Parts of class names and ids, and pairs of parts written as one word.
const WORDS: &str = "share sharing shares sharethis sharedaddy sharebar addthis addtoany social \
    related relatedposts breadcrumb breadcrumbs comments commentlist commentform respond disqus advert adverts \
    advertisement advertising ads ad adsbygoogle sponsored newsletter pagination pager sidebar \
    lienquan tinlienquan tinkhac chiase binhluan quangcao";

/// Roles of what surrounds an article.
const ROLES: &str = "navigation search banner contentinfo";

/// The most parts that a message names.
const MOST_NAMED: usize = 8;

/// Whether name, class, id or role say that an element is no part of an article.
#[inline(never)]
pub(super) fn is_clutter(tag: Tag, label: &str) -> bool {
    let has_room = matches!(
        tag,
        Tag::Group | Tag::BulletList | Tag::NumberedList | Tag::Header | Tag::Footer
    );
    if !has_room {
        return false;
    }
    let (name, rest) = label.split_once(' ').unwrap_or((label, ""));
    match name {
        "nav" | "search" => return true,
        // These hold the article, whatever a theme calls them.
        "html" | "body" | "main" | "article" => return false,
        _ => {}
    }
    for word in rest.split(' ') {
        if word_index(ROLES, word, true).is_some() {
            return true;
        }
    }
    has_part(rest, WORDS)
}

/// Whether a part of a class name, or two that follow each other, is one of
/// `words`: "news-date", "newsDate" and "news_date" have the parts "news",
/// "date" and "newsdate".
#[inline(never)]
pub(in super::super) fn has_part(classes: &str, words: &str) -> bool {
    let mut pair = String::new();
    let mut middle = 0;
    let mut is_lower = false;
    // The space after the last one ends it.
    for character in classes.chars().chain([' ']) {
        let begins =
            !character.is_ascii_alphanumeric() || (is_lower && character.is_ascii_uppercase());
        if begins && pair.len() > middle {
            let is_known = word_index(words, &pair[middle..], false).is_some()
                || word_index(words, &pair, false).is_some();
            if is_known {
                return true;
            }
            pair.drain(..middle);
            middle = pair.len();
        }
        if character == ' ' {
            pair.clear();
            middle = 0;
        }
        is_lower = character.is_ascii_lowercase();
        if character.is_ascii_alphanumeric() {
            pair.push(character.to_ascii_lowercase());
        }
    }
    false
}

/// Takes out of the article's element what is clearly no part of the article,
/// and names it. Nothing that holds half of the text is.
pub(super) fn take_clutter(tree: &mut Tree, is_whole_page: bool, warnings: &mut Warnings) {
    let total = letters(tree, ROOT);
    let mut found = Vec::new();
    let mut end = ROOT;
    for id in tree.descendants(ROOT) {
        // What lies inside another one goes with it.
        if id < end {
            continue;
        }
        let Some(tag) = tree.tag(id) else {
            continue;
        };
        let label = label_of(tree, id);
        let is_around = is_whole_page
            && matches!(tag, Tag::Header | Tag::Footer)
            && tree.find_tag(id, Tag::Heading(1)).is_none();
        if (is_around || is_clutter(tag, &label) || is_link_list(tree, id))
            && letters(tree, id) * 2 <= total
            && !has_pages(tree, id)
        {
            end = tree.end(id);
            found.push((id, label));
        }
    }
    take_named(tree, found, warnings);
}

/// Takes elements out of the tree, and names by their labels those that held
/// anything.
pub(in super::super) fn take_named(
    tree: &mut Tree,
    found: Vec<(NodeId, String)>,
    warnings: &mut Warnings,
) {
    let mut names = String::new();
    let mut count = 0;
    for (id, label) in found {
        let has_anything = letters(tree, id) > 0 || tree.find_tag(id, Tag::Image).is_some();
        tree.take(id);
        if !has_anything {
            continue;
        }
        count += 1;
        if count <= MOST_NAMED {
            if count > 1 {
                names.push_str(", ");
            }
            names.push('<');
            let mut length = 0;
            for character in label.chars() {
                if length < 40 && !character.is_control() {
                    names.push(character);
                    length += 1;
                }
            }
            names.push('>');
        }
    }
    if count > MOST_NAMED {
        names.push_str(" and more");
    }
    if count > 0 {
        let problem = [
            "inside its element, parts that are marked as something else were left out: ",
            &names,
        ];
        warnings.add("", None, &problem);
    }
}

/// An `aside` whose text is mostly links; others may belong to the article.
fn is_link_list(tree: &Tree, id: NodeId) -> bool {
    if tree.name(id) != "aside" {
        return false;
    }
    let mut linked = 0;
    for link in tree.descendants(id) {
        if tree.tag(link) == Some(Tag::Link) {
            linked += letters(tree, link);
        }
    }
    linked * 2 > letters(tree, id)
}

pub(in super::super) fn letters(tree: &Tree, id: NodeId) -> usize {
    let mut count = 0;
    for byte in tree.raw_text(id).bytes() {
        count += usize::from(byte > b' ');
    }
    count
}

pub(in super::super) fn label_of(tree: &Tree, id: NodeId) -> String {
    let mut label = tree.name(id).to_owned();
    for attribute in ["class", "id", "role"] {
        if let Some(value) = tree.attribute(id, attribute) {
            label.push(' ');
            label.push_str(value);
        }
    }
    label
}
