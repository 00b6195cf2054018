//! What publishing systems put into the element of a post that is about the
//! post and no part of it: its list of contents, which the reader makes itself,
//! its tags, a box about its author, the form for comments, and the way to its
//! further pages.

use super::super::model::Rest;
use super::super::url::{Addresses, UrlUse};
use super::super::warning::Warnings;
use super::attribute::Attribute;
use super::label::{Words, has_part, label_of, take_named};
use super::picture::path_of;
use super::tag::{Tag, shares_word};
use super::tree::{NodeId, ROOT, Tree};
use crate::json::whole_number;
use crate::text::{collapsed, holds, is_blank};

/// Classes and ids that mean nothing else, whole.
pub(in crate::article) const FURNITURE: &str = "respond comment-respond comment-form commentform comments \
    comments-area comment-list commentlist disqus_thread wp-block-comments \
    wp-block-post-comments-form";

/// Classes of a box about the author. On a page about a person one of them may
/// hold the text.
const AUTHORS: &str = "author-box author-bio author-info author-card about-author \
    saboxplugin-wrap wp-block-post-author";

/// Parts of the classes and ids of a list of contents.
static CONTENTS: Words =
    Words::of("toc ofcontents ofcontent tableofcontents lwptoc simpletoc mucluc");

/// Classes of what holds a post's tags, where its links do not say it.
const TAG_LISTS: &str = "post-tags tags-links tag-links entry-tags";

/// Classes of what stands in place of a text behind a password.
const PASSWORD_FORMS: &str = "post-password-form";

/// Classes of what asks for a membership where the text breaks off: Ghost,
/// Jetpack, Paid Memberships Pro and MemberPress.
const MEMBERS_NOTES: &str = "gh-post-upgrade-cta wp-block-premium-content-logged-out-view \
    pmpro_content_message mepr-unauthorized-message";

/// Classes of what leads to the further pages of a post.
const PAGE_LISTS: &str = "page-links wp-link-pages post-page-numbers";

/// The longest text beside tags that only introduces them, in bytes.
const LONGEST_LABEL: usize = 60;

/// The most tags that are looked at.
const MOST_TAGS: usize = 50;

/// Where a list of further pages is long enough for a warning, in bytes.
const LONGEST_LIST: usize = 500;

/// Takes lists of contents, boxes about authors and forms for comments out of a
/// tree, and names them.
pub(super) fn take_furniture(tree: &mut Tree, warnings: &mut Warnings) {
    let mut found = Vec::new();
    let mut end = ROOT;
    let mut heading = None;
    let total = plain(tree, ROOT);
    for id in tree.descendants(ROOT) {
        let Some(tag) = tree.tag(id).filter(|_| id >= end) else {
            continue;
        };
        let has_room = matches!(
            tag,
            Tag::Group
                | Tag::Header
                | Tag::Footer
                | Tag::BulletList
                | Tag::NumberedList
                | Tag::Details
        );
        if let Tag::Heading(_) = tag {
            heading = Some(id);
        }
        // No name of an element is among the words.
        if !has_room || !tree.has_attributes(id) {
            continue;
        }
        let label = label_of(tree, id);
        let is_contents = is_contents(tree, id, &label);
        if is_contents && let Some(heading) = heading.filter(|heading| names(tree, *heading, id)) {
            found.push((heading, label_of(tree, heading)));
        }
        // Where there is nothing else to read, it is the text.
        let is_furniture = shares_word(&label, FURNITURE) && plain(tree, id) < total;
        let is_author = shares_word(&label, AUTHORS) && plain(tree, id) * 2 <= total;
        if is_contents || is_furniture || is_author {
            end = tree.end(id);
            found.push((id, label));
        }
    }
    take_named(tree, found, warnings);
}

/// Whether an element calls itself a list of contents and is mostly links to
/// places on the page.
fn is_contents(tree: &Tree, id: NodeId, label: &str) -> bool {
    if !has_part(label, &CONTENTS) {
        return false;
    }
    let mut linked = 0;
    for link in tree.descendants(id) {
        if tree.tag(link) == Some(Tag::Link)
            && tree
                .attribute(link, Attribute::Href)
                .is_some_and(|href| holds(href, "#"))
        {
            linked += tree.count_letters(link);
        }
    }
    linked * 2 > tree.count_letters(id)
}

/// Whether a heading stands straight before a list of contents and says so.
fn names(tree: &Tree, heading: NodeId, list: NodeId) -> bool {
    for between in tree.end(heading)..list {
        if !is_blank(tree.letters(between)) || tree.tag(between).is_some() {
            return false;
        }
    }
    has_part(&label_of(tree, heading), &CONTENTS)
}

/// The letters of an element that stand in no heading.
fn plain(tree: &Tree, id: NodeId) -> usize {
    let mut count = tree.count_letters(id);
    for heading in tree.descendants(id) {
        if let Some(Tag::Heading(_)) = tree.tag(heading) {
            count = count.saturating_sub(tree.count_letters(heading));
        }
    }
    count
}

/// Takes the lines that name tags and categories out of a tree, and gives the
/// tags. A tag in a sentence stays in it too.
pub(super) fn take_tags(tree: &mut Tree) -> Vec<String> {
    let mut tags = Vec::new();
    let mut lines = Vec::new();
    let mut count = 0;
    for link in tree.descendants(ROOT) {
        if tree.tag(link) != Some(Tag::Link) || !is_tag(tree, link) {
            continue;
        }
        // Each is looked at with all that stands around it.
        count += 1;
        if count > MOST_TAGS {
            break;
        }
        let tag = collapsed(&tree.raw_text(link));
        if !tree.has_word(link, Attribute::Rel, "category")
            && !is_blank(&tag)
            && !tags.contains(&tag)
        {
            tags.push(tag);
        }
        let mut line = link;
        loop {
            let around = tree.node(line).parent;
            if around == ROOT || !is_tag_line(tree, around) {
                break;
            }
            line = around;
        }
        if line != link {
            lines.push(line);
        }
    }
    for line in lines {
        tree.take(line);
    }
    tags
}

fn is_tag(tree: &Tree, link: NodeId) -> bool {
    let around = tree.node(link).parent;
    tree.has_word(link, Attribute::Rel, "tag category")
        || tree.has_word(around, Attribute::Class, TAG_LISTS)
        || tree.has_word(tree.node(around).parent, Attribute::Class, TAG_LISTS)
}

/// Whether an element holds tags and little else.
fn is_tag_line(tree: &Tree, id: NodeId) -> bool {
    let mut label = 0;
    let mut at = id + 1;
    while at < tree.end(id) {
        let mut next = at + 1;
        match tree.tag(at) {
            _ if tree.node(at).is_taken => next = tree.end(at),
            None => label += tree.letters(at).len(),
            Some(Tag::Link) if is_tag(tree, at) => next = tree.end(at),
            Some(
                Tag::Paragraph | Tag::Quote | Tag::Preformatted | Tag::Table | Tag::Definitions,
            ) if tree
                .find(at, &|tree, link| {
                    tree.tag(link) == Some(Tag::Link) && is_tag(tree, link)
                })
                .is_none() =>
            {
                return false;
            }
            Some(
                Tag::Image
                | Tag::Picture
                | Tag::Figure
                | Tag::Video
                | Tag::Audio
                | Tag::Frame
                | Tag::Card,
            ) => return false,
            Some(_) => {}
        }
        if label > LONGEST_LABEL {
            return false;
        }
        at = next;
    }
    true
}

/// Takes out what asks for a password or a membership, which the reader has
/// words of its own for.
pub(super) fn take_gates(tree: &mut Tree) -> Option<Rest> {
    let mut rest = None;
    let mut gates = Vec::new();
    for id in tree.marked() {
        for (classes, why) in [
            (PASSWORD_FORMS, Rest::Password),
            (MEMBERS_NOTES, Rest::Members),
        ] {
            if tree.has_word(id, Attribute::Class, classes) {
                rest = rest.or(Some(why));
                gates.push(id);
            }
        }
    }
    for gate in gates {
        tree.take(gate);
    }
    rest
}

/// Names the further pages of a post, and says whether there are any. Links to
/// them stay where they are; `next` is what the page's head says.
pub(super) fn name_pages(
    tree: &Tree,
    next: Option<&str>,
    addresses: &Addresses<'_>,
    warnings: &mut Warnings,
) -> Option<Rest> {
    let mut pages = String::new();
    let mut end = ROOT;
    for id in tree.marked() {
        if tree.has_word(id, Attribute::Class, PAGE_LISTS) {
            end = end.max(tree.end(id));
        }
        if id < end
            && tree.tag(id) == Some(Tag::Link)
            && let Some(href) = tree.attribute(id, Attribute::Href)
            && let Ok(url) = addresses.resolve(href, UrlUse::Link)
            && pages.len() < LONGEST_LIST
        {
            if !pages.is_empty() {
                pages.push_str(", ");
            }
            pages.push_str(url.as_str());
        }
    }
    if pages.is_empty() {
        pages.push_str(next.unwrap_or_default());
    }
    if pages.is_empty() {
        return None;
    }
    let problem = ["goes on at ", &pages, "; only this page of it is shown"];
    warnings.add("", None, &problem);
    Some(Rest::Pages)
}

/// Whether a list of classes says that it leads to the further pages of a post.
pub(in crate::article) fn has_pages(tree: &Tree, id: NodeId) -> bool {
    tree.find(id, &|tree, child| {
        tree.has_word(child, Attribute::Class, PAGE_LISTS)
    })
    .is_some()
}

/// Whether `next` is a further page of the post at `own`, and no other post:
/// WordPress adds the number of the page.
pub(in crate::article) fn is_page_of(own: &str, next: &str) -> bool {
    let rest = next.strip_prefix(path_of(own).trim_end_matches('/'));
    let number = rest.and_then(|rest| rest.strip_prefix('/'));
    number.is_some_and(|number| whole_number(number.trim_end_matches('/')).is_some())
}
