//! Footnotes: which elements are notes, and the notes themselves.
//!
//! An element is a note where it says so by role or class
//! (<https://www.w3.org/TR/dpub-aria-1.1/>), or where a short link such as
//! "[1]" leads down to it and a short link in it leads back: so Word, Markdown
//! processors, pandoc, MediaWiki and the plug-ins of WordPress write them, each
//! with names of its own.

use super::super::model::{Block, Inline, LinkTarget, Note};
use super::super::names::Names;
use super::super::text::{
    children, collapsed, has_letters, holds, is_blank, plain_text, trimmed, trimmed_at,
};
use super::super::url::Addresses;
use super::attribute::Attribute;
use super::flow::{Flow, Loss, Room};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// The longest text of a link that may be the mark of a note.
const LONGEST_MARK: usize = 8;

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

    fn name_at(&self, id: NodeId) -> Option<&str> {
        let place = self.places.get(id)?.checked_sub(1)?;
        Some(&self.names[place])
    }
}

impl Flow<'_> {
    /// Whether an element is a note that stands outside of any other.
    pub(super) fn is_note(&self, id: NodeId) -> bool {
        !self.is_in_note && self.room == Room::Blocks && self.notes.name_at(id).is_some()
    }

    /// Reads a note; `false` where the element is none.
    pub(super) fn note(&mut self, id: NodeId) -> bool {
        if !self.is_note(id) {
            return false;
        }
        let name = self.notes.name_at(id).unwrap_or_default().to_owned();
        self.end_paragraph();
        self.is_in_note = true;
        self.note_label = None;
        let ways_back = self.counted(Loss::BackLink);
        let mut body = self.blocks_inside(id);
        self.is_in_note = false;
        // One way back is what the reader makes for each note.
        if self.counted(Loss::BackLink) > ways_back {
            self.uncount(Loss::BackLink);
        }
        // "^" before several ways back is the only one that is no link.
        if let Some(Block::Paragraph(text)) = body.first_mut()
            && let Some(Inline::Text(letters)) = text.first_mut()
            && let Some(rest) = letters.strip_prefix('^')
        {
            *letters = trimmed_at(rest, true, false).into();
        }
        // A link around the whole note cannot be told from the way back when it
        // stands inside, so it counts as one in both places.
        if let [Block::Paragraph(text)] = body.as_slice()
            && is_way_back(text)
        {
            self.count(Loss::BackLink);
            body.clear();
        }
        if body.is_empty() {
            return true;
        }
        let note = Block::Note(Note {
            id: name,
            label: self.note_label.take(),
            body,
        });
        if self.outer_number.is_none() {
            self.push_block(note);
        } else {
            self.hoisted.push(note);
        }
        true
    }

    /// Reads a link to a fragment that is a note, or the way back from one;
    /// `false` where it is an ordinary link.
    pub(super) fn note_link(&mut self, id: NodeId, target: &LinkTarget) -> bool {
        let LinkTarget::Fragment(fragment) = target else {
            return false;
        };
        let tree = self.tree;
        let label = collapsed(&tree.raw_text(id));
        let label = trimmed(&label);
        let is_named_back = tree.has_word(id, Attribute::Role, "doc-backlink");
        if self.is_in_note && (is_named_back || is_back(label)) {
            let is_first = self.blocks.is_empty() && self.run.is_empty();
            if is_first && self.note_label.is_none() && has_letters(label) {
                self.note_label = Some(label.to_owned());
            } else {
                // An arrow says nothing more; "a b c" are the only text of many ways back.
                self.count(Loss::BackLink);
                if !is_named_back && has_letters(label) {
                    self.children_of(id);
                }
            }
            return true;
        }
        if !self.notes.has(fragment) && !tree.has_word(id, Attribute::Role, "doc-noteref") {
            return false;
        }
        self.word(Inline::NoteReference {
            id: fragment.clone(),
            label: (!label.is_empty()).then(|| label.to_owned()),
        });
        true
    }
}

/// The way back from a note: an arrow, a letter, or the number of the note.
fn is_back(label: &str) -> bool {
    label.chars().count() <= 3 || (label.starts_with(['[', '(']) && label.len() <= LONGEST_MARK)
}

/// Whether a run is one short link into the text, whatever marks are around it.
fn is_way_back(run: &[Inline]) -> bool {
    match run {
        [Inline::Link(link)] => {
            matches!(link.target, LinkTarget::Fragment(_)) && is_back(&plain_text(&link.text))
        }
        [marked] => is_way_back(children(marked)),
        _ => false,
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
