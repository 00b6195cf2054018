//! Lines and lists inside the article's element that lead away from it: what
//! they say, how much of them is links, and that they are alike.

use super::super::super::dom::{Attribute, NodeId, ROOT, Tag, Tree, Words, has_part, label_of};
use super::lines::{LONGEST_LABEL, is_block, is_short_line, line};
use super::sums::{Amount, Sums, Text, squeezed};
use super::teasers::is_list_of_teasers;

/// Finds what leads away from the article; each with its label. `title` is the
/// article's, without white space.
pub(super) fn find_boilerplate(tree: &Tree<'_>, title: &str) -> Vec<(NodeId, String)> {
    let sums = Sums::of(tree);
    let total = sums.of_element(tree, ROOT);
    let mut found: Vec<(NodeId, String)> = Vec::new();
    let mut end = ROOT;
    let text = Text::of(tree, &sums);
    let headline = headline_of(tree, title);
    for id in tree.descendants(ROOT) {
        let Some(tag) = tree.tag(id).filter(|_| id >= end) else {
            continue;
        };
        let is_named = tree.has_attributes(id) && matches!(tag, Tag::Group | Tag::NumberedList);
        if tag == Tag::Card || is_named && has_part(&label_of(tree, id), &NOTES) {
            end = tree.end(id);
            continue;
        }
        let amount = sums.of_element(tree, id);
        if amount.all == 0 || amount.all * 2 > total.all {
            continue;
        }
        let is_above = tree.end(id) <= headline && amount.running == 0 && is_above(tree, id, tag);
        let is_line = amount.all <= 400 && is_block(tag);
        let mut gone = None;
        if is_line && (is_short_line(tree, id, amount)) {
            gone = line(tree, &sums, id, amount, total, text);
        }
        if is_above || gone.is_none() && is_outside_text(tree, id, tag, amount, total, text) {
            gone = Some((id, tree.end(id)));
        }
        if gone.is_none()
            && (is_link_between(tree, &sums, id, tag, amount)
                || is_author_box(tree, id, tag, amount, total, text))
        {
            gone = Some((id, tree.end(id)));
        }
        if gone.is_none() && is_list_of_teasers(tree, &sums, id, tag, amount) {
            gone = Some((id, tree.end(id)));
        }
        let Some((first, last)) = gone else {
            continue;
        };
        // What stands around the line and holds nothing else begins before it.
        while found.last().is_some_and(|(known, _)| *known >= first) {
            found.pop();
        }
        let mut at = first;
        while at < last {
            found.push((at, label_of(tree, at)));
            at = tree.end(at);
        }
        end = last;
    }
    found
}

/// The heading that is the article's title; the first node where there is none.
fn headline_of(tree: &Tree<'_>, title: &str) -> NodeId {
    let is_title = |tree: &Tree<'_>, id: NodeId| {
        matches!(tree.tag(id), Some(Tag::Heading(_))) && squeezed(&tree.raw_text(id)) == title
    };
    tree.find(ROOT, &is_title).unwrap_or(ROOT)
}

/// Whether a block above the title says where on the site the article stands.
fn is_above(tree: &Tree<'_>, id: NodeId, tag: Tag) -> bool {
    let is_kept = |tree: &Tree<'_>, id: NodeId| {
        matches!(
            tree.tag(id),
            Some(Tag::Image | Tag::Figure | Tag::Video | Tag::Frame | Tag::Time)
        )
    };
    (is_block(tag) || tag == Tag::BulletList)
        && !names_author(tree, id)
        && !is_kept(tree, id)
        && tree.find(id, &is_kept).is_none()
}

/// Blocks of links, forms, and groups of short lines before and below the
/// running text.
fn is_outside_text(
    tree: &Tree<'_>,
    id: NodeId,
    tag: Tag,
    amount: Amount,
    total: Amount,
    text: Text,
) -> bool {
    if tree.name(id) == "form" {
        return amount.running == 0 || amount.is_linked(3);
    }
    let is_group = matches!(
        tag,
        Tag::Group | Tag::BulletList | Tag::Footer | Tag::Header
    );
    let is_before = tree.end(id) <= text.start;
    let is_below = id >= text.end;
    if !is_before && !is_below {
        return tag == Tag::Group && amount.is_linked(7) && has_links(tree, id);
    }
    if names_author(tree, id) && is_before {
        return false;
    }
    if tag == Tag::Paragraph || amount.is_linked(5) {
        return (is_group || tag == Tag::Paragraph)
            && amount.is_linked(if is_group { 5 } else { 9 });
    }
    // An article of short lines has no running text to be outside of.
    let is_long = is_group && total.running * 2 >= total.all;
    let is_kept = |tree: &Tree<'_>, child: NodeId| match tree.tag(child) {
        Some(Tag::Heading(_) | Tag::Time) => is_before,
        Some(Tag::Image | Tag::Figure | Tag::Video | Tag::Frame) => true,
        _ => has_part(&label_of(tree, child), &NOTES),
    };
    is_long
        && (is_below || amount.all <= LONGEST_LABEL)
        && !is_kept(tree, id)
        && tree.find(id, &is_kept).is_none()
}

/// Classes of what belongs to a text and stands below it.
static NOTES: Words =
    Words::of("footnotes footnote notes references reflist refs endnotes signature");

/// Whether an element holds three links or more.
fn has_links(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.descendants(id)
        .filter(|child| tree.tag(*child) == Some(Tag::Link))
        .nth(2)
        .is_some()
}

/// Whether an element names the author, which is read with roles and links.
fn names_author(tree: &Tree<'_>, id: NodeId) -> bool {
    let is_author = |tree: &Tree<'_>, child: NodeId| {
        tree.has_word(child, Attribute::Rel, "author")
            || tree.has_word(child, Attribute::Itemprop, "author")
            || tree.has_word(
                child,
                Attribute::Class,
                "byline author lead sapo standfirst kicker",
            )
    };
    is_author(tree, id) || tree.find(id, &is_author).is_some()
}

/// A line that is a link to something else, in the middle of running text.
fn is_link_between(tree: &Tree<'_>, sums: &Sums, id: NodeId, tag: Tag, amount: Amount) -> bool {
    if !matches!(tag, Tag::Paragraph | Tag::Heading(2..) | Tag::Quote)
        || !amount.is_linked(9)
        || amount.all < SHORTEST_LINK
    {
        return false;
    }
    let around = tree.node(id).parent;
    let before = sums.between(around, id);
    let after = sums.between(tree.end(id), tree.end(around));
    before.running > 0 && after.running > 0
}

/// A box about an author below the text.
fn is_author_box(
    tree: &Tree<'_>,
    id: NodeId,
    tag: Tag,
    amount: Amount,
    total: Amount,
    text: Text,
) -> bool {
    let is_late = id > text.first && (id >= text.last || id > tree.len() / 2);
    matches!(tag, Tag::Group | Tag::Footer | Tag::BulletList)
        && is_late
        && amount.all * 5 <= total.all
        && has_part(&label_of(tree, id), &AUTHORS)
}

/// Parts of the classes of such a box.
static AUTHORS: Words =
    Words::of("author authors autor autoren autores auteur auteurs bio authorbio tacgia");

/// The shortest link that is a headline of its own, in bytes of letters.
const SHORTEST_LINK: usize = 24;
