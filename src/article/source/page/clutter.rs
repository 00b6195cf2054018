//! What a page puts around and into an article that is no part of it.

use super::super::super::dom::{
    NodeId, ROOT, Tag, Tree, Words, has_pages, has_part, label_of, take_named,
};
use super::super::super::warning::Warnings;
use crate::text::word_index;

/// Parts of class names and ids, and pairs of parts written as one word.
static WORDS: Words = Words::of(
    "share sharing shares sharethis sharedaddy sharebar addthis addtoany social \
    related relatedposts breadcrumb breadcrumbs comments commentlist commentform respond disqus advert adverts \
    advertisement advertising ads ad adsbygoogle sponsored newsletter pagination pager sidebar \
    lienquan tinlienquan tinkhac chiase binhluan quangcao",
);

/// Roles of what surrounds an article.
const ROLES: &str = "navigation search banner contentinfo";

/// Whether an element may hold what is no part of an article.
fn has_room(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Group | Tag::BulletList | Tag::NumberedList | Tag::Header | Tag::Footer
    )
}

/// Whether name, class, id or role say that an element is no part of an article.
#[inline(never)]
pub(super) fn is_clutter(tag: Tag, label: &str) -> bool {
    if !has_room(tag) {
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
    has_part(rest, &WORDS)
}

/// Takes out of the article's element what is clearly no part of the article,
/// and names it. Nothing that holds half of the text is.
pub(super) fn take_clutter(tree: &mut Tree, is_whole_page: bool, warnings: &mut Warnings) {
    let total = tree.count_letters(ROOT);
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
        let is_around = is_whole_page
            && matches!(tag, Tag::Header | Tag::Footer)
            && tree.find_tag(id, Tag::Heading(1)).is_none();
        // What is said of it by a class and the like is said of these alone.
        if !is_around && !has_room(tag) {
            continue;
        }
        let label = label_of(tree, id);
        if (is_around || is_clutter(tag, &label) || is_link_list(tree, id))
            && tree.count_letters(id) * 2 <= total
            && !has_pages(tree, id)
        {
            end = tree.end(id);
            found.push((id, label));
        }
    }
    take_named(tree, found, warnings);
}

/// An `aside` whose text is mostly links; others may belong to the article.
fn is_link_list(tree: &Tree, id: NodeId) -> bool {
    if tree.name(id) != "aside" {
        return false;
    }
    let mut linked = 0;
    for link in tree.descendants(id) {
        if tree.tag(link) == Some(Tag::Link) {
            linked += tree.count_letters(link);
        }
    }
    linked * 2 > tree.count_letters(id)
}
