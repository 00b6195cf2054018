//! Lines and lists inside the article's element that lead away from it: what
//! they say, how much of them is links, and that they are alike.

use super::super::super::date::{Order, dates_in};
use super::super::super::dom::{
    Attribute, NodeId, ROOT, Tag, Tree, Words, has_part, label_of, path_of, shares_word,
};
use super::phrases::{Says, is_advertisement, is_copyright, is_reading_time, says};
use crate::text::{collapsed, holds, word_index};

/// The longest line that only says what follows, in bytes of letters.
const LONGEST_LABEL: usize = 56;

/// The shortest piece of text that is running text, in bytes of letters.
const RUNNING: usize = 60;

/// Letters up to each node: all, those in links, those of running text outside
/// of links.
struct Sums {
    all: Vec<u32>,
    linked: Vec<u32>,
    running: Vec<u32>,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, Default)]
struct Amount {
    all: usize,
    linked: usize,
    running: usize,
}

impl Amount {
    /// Whether so many of ten letters stand in links.
    fn is_linked(self, tenths: usize) -> bool {
        self.linked > 0 && self.linked * 10 >= self.all * tenths
    }
}

impl Sums {
    fn of(tree: &Tree<'_>) -> Self {
        let mut sums = Self {
            all: vec![0; tree.len() + 1],
            linked: vec![0; tree.len() + 1],
            running: vec![0; tree.len() + 1],
        };
        let mut link_end = 0;
        for id in 0..tree.len() {
            let mut letters = 0;
            match tree.tag(id) {
                _ if tree.is_gone(id) => {}
                // What leads to a place on the page leads nowhere else.
                Some(Tag::Link) if leads_away(tree, id) => link_end = link_end.max(tree.end(id)),
                Some(_) => {}
                None => {
                    for byte in tree.letters(id).bytes() {
                        letters += u32::from(byte > b' ');
                    }
                }
            }
            let is_linked = id < link_end;
            let is_running = !is_linked && letters as usize >= RUNNING;
            sums.all[id + 1] = sums.all[id] + letters;
            sums.linked[id + 1] = sums.linked[id] + if is_linked { letters } else { 0 };
            sums.running[id + 1] = sums.running[id] + if is_running { letters } else { 0 };
        }
        sums
    }

    /// What stands from one node up to another.
    fn between(&self, start: NodeId, end: NodeId) -> Amount {
        let count = |sums: &[u32]| (sums[end] - sums[start]) as usize;
        Amount {
            all: count(&self.all),
            linked: count(&self.linked),
            running: count(&self.running),
        }
    }

    fn of_element(&self, tree: &Tree<'_>, id: NodeId) -> Amount {
        self.between(id, tree.end(id))
    }
}

/// Whether a link leads to another page: no place on this one and no file, which
/// belongs to the text.
fn leads_away(tree: &Tree<'_>, link: NodeId) -> bool {
    tree.attribute(link, Attribute::Href).is_some_and(|href| {
        let (_, ending) = path_of(href).rsplit_once('.').unwrap_or_default();
        !href.starts_with('#') && word_index(FILES, ending, true).is_none()
    })
}

/// How the addresses of files end.
const FILES: &str = "pdf doc docx xls xlsx odt ods ppt pptx zip csv epub mp3 txt";

/// Finds what leads away from the article; each with its label.
pub(super) fn find_boilerplate(tree: &Tree<'_>) -> Vec<(NodeId, String)> {
    let sums = Sums::of(tree);
    let total = sums.of_element(tree, ROOT);
    let mut found: Vec<(NodeId, String)> = Vec::new();
    let mut end = ROOT;
    let text = Text::of(tree, &sums);
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
        let is_line = amount.all <= 400 && is_block(tag);
        let mut gone = None;
        if is_line && (is_short_line(tree, id, amount)) {
            gone = line(tree, &sums, id, amount, total, text);
        }
        if gone.is_none() && is_outside_text(tree, id, tag, amount, total, text) {
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

/// Where the running text begins and ends, and the elements that hold its
/// beginning and its end together with more of it.
#[derive(Clone, Copy)]
struct Text {
    first: NodeId,
    last: NodeId,
    start: NodeId,
    end: NodeId,
}

impl Text {
    fn of(tree: &Tree<'_>, sums: &Sums) -> Self {
        let all = sums.running.last().copied().unwrap_or_default();
        let first = sums.running.partition_point(|count| *count == 0);
        let last = sums.running.partition_point(|count| *count < all);
        let around = |piece: usize| {
            let mut at = piece.saturating_sub(1).min(tree.len() - 1);
            let own = sums.of_element(tree, at).running;
            // A paragraph may be of several pieces.
            while at != ROOT
                && (sums.of_element(tree, at).running == own
                    || tree
                        .tag(at)
                        .is_none_or(|tag| tag.is_inline() || tag == Tag::Paragraph))
            {
                at = tree.node(at).parent;
            }
            at
        };
        let start = around(first);
        // What stands beside both its ends is of the same text, however short it is.
        let mut container = start;
        while container != ROOT && tree.end(container) < last {
            container = tree.node(container).parent;
        }
        Self {
            first,
            last,
            start: start.min(container),
            end: tree.end(around(last)).max(tree.end(container)),
        }
    }
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

fn is_block(tag: Tag) -> bool {
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
fn is_short_line(tree: &Tree<'_>, id: NodeId, amount: Amount) -> bool {
    let is_small = tree.end(id) - id < 40;
    is_small && (amount.all <= LONGEST_LABEL * 2 || amount.is_linked(4) || amount.all <= 300)
}

/// What goes with a line, from one node up to another.
fn line(
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
        && (is_at_end || text.contains('©'))
        && is_copyright(&text)
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
        // Below the text alone, and all that follows.
        if id < running.last || amount.all > LONGEST_LABEL {
            return None;
        }
        let last = tree.siblings_after(id).last().unwrap_or(id);
        return Some((id, tree.end(last)));
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

/// A group whose parts are alike and each mostly a link to something else.
fn is_list_of_teasers(tree: &Tree<'_>, sums: &Sums, id: NodeId, tag: Tag, amount: Amount) -> bool {
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
