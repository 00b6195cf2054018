//! Lines that lead away from an article, and what goes with them.

use super::super::super::date::{Order, dates_in};
use super::super::super::dom::{NodeId, ROOT, Tag, Tree};
use super::phrases::{
    Says, is_advertisement, is_copyright, is_disclosure, is_promotion, is_reading_time, says,
};
use super::sums::{Amount, Sums, Text};
use crate::text::{collapsed, holds};

/// The longest line that only says what follows, in bytes of letters.
pub(super) const LONGEST_LABEL: usize = 56;

/// The longest line that asks readers to follow or to pay, in bytes of letters.
const LONGEST_PROMOTION: usize = 260;

/// Whether a tag can be of a line.
pub(super) fn is_block(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Group
            | Tag::Header
            | Tag::Footer
            | Tag::Paragraph
            | Tag::Heading(2..)
            | Tag::Item
            | Tag::Span
            | Tag::Strong
            | Tag::Term
            | Tag::Link
            | Tag::Small
    )
}

/// Whether a block is one line: a label, or mostly a link.
pub(super) fn is_short_line(tree: &Tree<'_>, id: NodeId, amount: Amount) -> bool {
    let is_small = tree.end(id) - id < 40;
    is_small && (amount.all <= LONGEST_LABEL * 2 || amount.is_linked(4) || amount.all <= 300)
}

/// What goes with a line, from one node up to another.
pub(super) fn line(
    tree: &Tree<'_>,
    sums: &Sums,
    id: NodeId,
    amount: Amount,
    total: Amount,
    running: Text,
) -> Option<(NodeId, NodeId)> {
    let tag = tree.tag(id)?;
    let is_inline = tag.is_inline();
    let text = collapsed(&tree.raw_text(id));
    // At an end of the running text, of which a long notice may be the last piece.
    let is_at_end = tree.end(id) <= running.first || tree.end(id) >= running.last;
    if !is_inline
        && amount.running <= 250
        && (is_at_end || holds(&text, "©"))
        && is_copyright(&text)
    {
        return Some((id, tree.end(id)));
    }
    let is_last = tree.end(id) >= running.last;
    if !is_inline
        && amount.all <= LONGEST_PROMOTION
        && ((is_last || amount.linked > 0) && is_promotion(&text) || is_disclosure(&text))
    {
        return Some((id, tree.end(id)));
    }
    // A word of a sentence is no line of its own.
    if is_inline && !is_own_line(tree, sums, id, amount) {
        return None;
    }
    let is_outside = tree.end(id) <= running.first || id >= running.last;
    if is_outside && amount.all <= LONGEST_LABEL && is_note_of_time(&text) {
        return Some((id, tree.end(id)));
    }
    let says = says(&text)?;
    if says == Says::Contact {
        // Below the text or before nothing but links, and all that follows.
        let mut first = id;
        while tree.node(first).parent != ROOT
            && sums.of_element(tree, tree.node(first).parent).all == amount.all
        {
            first = tree.node(first).parent;
        }
        let end = tree.end(tree.node(first).parent);
        let rest = sums.between(tree.end(first), end);
        if amount.all > LONGEST_LABEL
            || (id < running.last && (rest.running > 0 || !rest.is_linked(4)))
        {
            return None;
        }
        return Some((first, end));
    }
    if amount.all > LONGEST_LABEL {
        return amount.is_linked(4).then_some((id, tree.end(id)));
    }
    // Amid the text the same words may be a step or a heading of it: there links say
    // that others follow.
    if says == Says::Other
        && !is_outside
        && !amount.is_linked(4)
        && !is_advertisement(&text)
        && !leads_to_links(tree, sums, id)
    {
        return None;
    }
    // The largest element that begins with the line and is no more of the article.
    let mut first = id;
    let mut at = id;
    loop {
        let around = tree.node(at).parent;
        if around == ROOT || sums.between(around, at).all > 0 {
            break;
        }
        let whole = sums.of_element(tree, around);
        let is_more = whole.all * 3 > total.all;
        let is_other = says == Says::Comments || whole.running == 0 || whole.is_linked(3);
        if is_more || !is_other {
            break;
        }
        first = around;
        at = around;
    }
    // And what follows beside it.
    let mut last = tree.end(first);
    if says == Says::Other && first != id {
        return Some((first, last));
    }
    let is_late = sums.all[first] as usize * 2 > total.all;
    for next in tree.siblings_after(first) {
        let beside = sums.of_element(tree, next);
        let is_heading = matches!(tree.tag(next), Some(Tag::Heading(_)));
        let is_other = match says {
            Says::Comments | Says::Contact => is_late,
            Says::Other => {
                beside.all == 0
                    || (!is_heading && (beside.is_linked(5) && beside.running * 4 < beside.all))
            }
        };
        if !is_other {
            break;
        }
        last = tree.end(next);
    }
    Some((first, last))
}

/// Whether what follows a line, or all that stands around it, is mostly links.
fn leads_to_links(tree: &Tree<'_>, sums: &Sums, id: NodeId) -> bool {
    let mut at = id;
    while at != ROOT {
        let next = tree
            .siblings_after(at)
            .map(|next| sums.of_element(tree, next))
            .find(|next| next.all > 0);
        if let Some(next) = next {
            return next.is_linked(4);
        }
        at = tree.node(at).parent;
        if sums.of_element(tree, at).is_linked(4) {
            return true;
        }
    }
    false
}

/// Whether an element inside lines stands alone on its line.
fn is_own_line(tree: &Tree<'_>, sums: &Sums, id: NodeId, amount: Amount) -> bool {
    let around = tree.node(id).parent;
    if sums.of_element(tree, around).all == amount.all {
        return true;
    }
    if tree.tag(around).is_none_or(Tag::is_inline) {
        return false;
    }
    // From here to both sides and no further than the next neighbour: a parent
    // may have a hundred thousand children.
    let is_seen = |child: NodeId| {
        !tree.is_gone(child) && (tree.tag(child).is_some() || sums.of_element(tree, child).all > 0)
    };
    let mut at = id;
    while at > around + 1 {
        at -= 1;
        while tree.node(at).parent != around {
            at = tree.node(at).parent;
        }
        if is_seen(at) {
            if !is_line_end(tree, at) {
                return false;
            }
            break;
        }
    }
    let after = tree.siblings_after(id).next();
    after.is_none_or(|after| is_line_end(tree, after))
}

fn is_line_end(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.tag(id).is_some_and(|tag| !tag.is_inline())
}

/// Whether a line is a date or says how long reading takes.
fn is_note_of_time(line: &str) -> bool {
    let dates = dates_in(line, Order::DayFirst);
    let mut rest = line.len();
    for written in &dates {
        rest = rest.saturating_sub(written.place.1 - written.place.0);
    }
    (!dates.is_empty() && rest <= LONGEST_LABEL / 2) || is_reading_time(line)
}
