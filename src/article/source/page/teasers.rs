//! Lists of teasers: parts that are alike and lead to other articles.

use super::super::super::dom::{Attribute, NodeId, Tag, Tree, shares_word};
use super::sums::{Amount, Sums};
use crate::text::holds;

/// A group whose parts are alike and each mostly a link to something else.
pub(super) fn is_list_of_teasers(
    tree: &Tree<'_>,
    sums: &Sums,
    id: NodeId,
    tag: Tag,
    amount: Amount,
) -> bool {
    if !matches!(tag, Tag::Group | Tag::BulletList) || amount.linked == 0 {
        return false;
    }
    let (mut parts, mut cards, mut alike) = (0, 0, 0);
    let mut before = None;
    for child in tree.children(id) {
        let part = sums.of_element(tree, child);
        if tree.tag(child).is_none() || part.all == 0 {
            continue;
        }
        parts += 1;
        let is_alike = before.is_some_and(|before| is_alike(tree, before, child));
        alike += usize::from(is_alike);
        before = Some(child);
        let is_card = part.all <= LONGEST_CARD && part.linked > 0 && has_card(tree, sums, child);
        cards += usize::from(is_card);
        if !is_card && !part.is_linked(4) {
            return false;
        }
    }
    if alike * 2 < parts {
        return false;
    }
    if parts >= 2 && cards == parts {
        return true;
    }
    let is_list = tag == Tag::BulletList;
    amount.is_linked(6)
        && amount.running * 4 <= amount.all
        && parts >= 2
        && amount.all >= parts * 20
        && (!is_list || amount.is_linked(9) && amount.all >= parts * 25)
        && !holds(&tree.raw_text(id), "://")
}

/// Whether two elements have a name and a class in common.
fn is_alike(tree: &Tree<'_>, one: NodeId, other: NodeId) -> bool {
    tree.name(one) == tree.name(other)
        && match (
            tree.attribute(one, Attribute::Class),
            tree.attribute(other, Attribute::Class),
        ) {
            (Some(one), Some(other)) => shares_word(one, other),
            (one, other) => one == other,
        }
}

/// Whether an element holds a headline that is a link, or a picture and words
/// in one link.
fn has_card(tree: &Tree<'_>, sums: &Sums, id: NodeId) -> bool {
    let is_card = |tree: &Tree<'_>, child: NodeId| {
        let amount = sums.of_element(tree, child);
        match tree.tag(child) {
            Some(Tag::Heading(_)) => amount.is_linked(9),
            Some(Tag::Link) => {
                amount.all > 0
                    && (tree.find_tag(child, Tag::Image).is_some()
                        || tree
                            .find(child, &|tree, inner| {
                                matches!(tree.tag(inner), Some(Tag::Heading(_)))
                            })
                            .is_some())
            }
            _ => false,
        }
    };
    is_card(tree, id) || tree.find(id, &is_card).is_some()
}

/// The longest teaser, in bytes of letters.
const LONGEST_CARD: usize = 450;
