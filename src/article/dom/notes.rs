//! Footnotes: which elements are notes, and what they are called.
//!
//! An element is a note where it says so by role or class
//! (<https://www.w3.org/TR/dpub-aria-1.1/>), or where a short link such as
//! "[1]" leads down to it and a short link in it leads back: so Word, Markdown
//! processors, pandoc, MediaWiki and the plug-ins of WordPress write them, each
//! with names of its own.

use super::super::names::Names;
use super::super::url::{Addresses, LinkTarget};
use super::attribute::Attribute;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{collapsed, holds, is_blank, trimmed};

/// The longest text of a link that may be the mark of a note.
pub(super) const LONGEST_MARK: usize = 8;

/// A note has fewer elements and texts than this.
const LARGEST_NOTE: usize = 500;

/// The notes of a tree.
#[derive(Default)]
pub(super) struct Notes {
    known: Names,
    names: Vec<String>,
    /// For each node the place of its name in `names`, counted from 1; nothing
    /// where there are no notes at all.
    places: Vec<usize>,
}

impl Notes {
    pub(super) fn of(tree: &Tree, addresses: &Addresses<'_>) -> Self {
        let mut notes = Self::default();
        let mut ids = Names::default();
        let mut named = Vec::new();
        let mut marks = Vec::new();
        for id in tree.marked() {
            if let Some(name) = declared_name(tree, id) {
                notes.add(tree, id, name);
            }
            if let Some(name) = name_of(tree, id) {
                ids.insert(name);
                named.push(id);
            }
            if is_mark(tree, id) {
                marks.push(id);
            }
        }
        for mark in marks {
            if let Some(fragment) = fragment_of(tree, mark, addresses)
                && let Some(place) = ids.position(&fragment)
                && let Some(id) = note_around(tree, named[place], mark)
            {
                notes.add(tree, id, &fragment);
            }
        }
        notes
    }

    fn add(&mut self, tree: &Tree, id: NodeId, name: &str) {
        if self.places.is_empty() {
            self.places = vec![0; tree.len()];
        }
        if self.places[id] == 0 {
            self.names.push(name.to_owned());
            self.places[id] = self.names.len();
            self.known.insert(name);
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.known.position(name).is_some()
    }

    pub(super) fn name_at(&self, id: NodeId) -> Option<&str> {
        let place = self.places.get(id)?.checked_sub(1)?;
        Some(&self.names[place])
    }
}

/// The name of an element that says it is a note.
#[inline(never)]
fn declared_name<'a>(tree: &Tree<'a>, id: NodeId) -> Option<&'a str> {
    let name = trimmed(tree.attribute(id, Attribute::Id)?);
    let list = tree.node(id).parent;
    let is_note = tree.has_word(id, Attribute::Role, "doc-footnote doc-endnote")
        || (tree.tag(id) == Some(Tag::Item)
            && (is_endnotes(tree, list) || is_endnotes(tree, tree.node(list).parent)));
    (is_note && !name.is_empty()).then_some(name)
}

fn is_endnotes(tree: &Tree, id: NodeId) -> bool {
    tree.has_word(id, Attribute::Role, "doc-endnotes")
        || tree.has_word(id, Attribute::Class, "footnotes")
}

/// The name by which fragments find an element.
#[inline(never)]
fn name_of<'a>(tree: &Tree<'a>, id: NodeId) -> Option<&'a str> {
    let name = tree
        .attribute(id, Attribute::Id)
        .or_else(|| tree.attribute(id, Attribute::Name));
    name.map(trimmed).filter(|name| !name.is_empty())
}

/// Whether a link is as short as the mark of a note: "[1]", "*", "1".
#[inline(never)]
fn is_mark(tree: &Tree, id: NodeId) -> bool {
    let is_link = tree.tag(id) == Some(Tag::Link)
        && tree.end(id) - id <= 8
        && tree
            .attribute(id, Attribute::Href)
            .is_some_and(|href| holds(href, "#"));
    if !is_link {
        return false;
    }
    let text = collapsed(&tree.raw_text(id));
    let text = trimmed(&text);
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    !text.is_empty() && text.chars().count() <= if has_digit { LONGEST_MARK } else { 3 }
}

fn fragment_of(tree: &Tree, link: NodeId, addresses: &Addresses<'_>) -> Option<String> {
    match addresses.link_target(tree.attribute(link, Attribute::Href)?) {
        Ok(LinkTarget::Fragment(fragment)) => Some(fragment),
        _ => None,
    }
}

/// The note that a named element is, or begins; `mark` is what leads to it.
#[inline(never)]
fn note_around(tree: &Tree, named: NodeId, mark: NodeId) -> Option<NodeId> {
    let mut id = named;
    while tree.tag(id).is_some_and(Tag::is_inline) {
        id = tree.node(id).parent;
    }
    let is_block = matches!(
        tree.tag(id),
        Some(Tag::Item | Tag::Paragraph | Tag::Group | Tag::Meaning | Tag::Footer)
    );
    let end = tree.end(id);
    if !is_block || id <= mark || end - id > LARGEST_NOTE {
        return None;
    }
    let mut has_way_back = false;
    for child in id + 1..end {
        match tree.tag(child) {
            None if child < named && !is_blank(tree.letters(child)) => return None,
            Some(Tag::Heading(_)) => return None,
            Some(Tag::Link) => {
                has_way_back |=
                    is_mark(tree, child) || tree.has_word(child, Attribute::Role, "doc-backlink");
            }
            _ => {}
        }
    }
    has_way_back.then_some(id)
}
