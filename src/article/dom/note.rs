//! A footnote, and the links to it and back.

use super::super::model::{Block, Inline, LinkTarget, Note};
use super::super::runs::{plain_text, trim_run};
use super::attribute::Attribute;
use super::flow::{Flow, Loss, Room};
use super::notes::LONGEST_MARK;
use super::run::Run;
use super::tree::NodeId;
use crate::text::{collapsed, has_letters, trimmed};

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
        // A link around the note would look like the way back inside it.
        let mut outer = None;
        if let Some(LinkTarget::Fragment(_)) = self.run.link() {
            self.count(Loss::BackLink);
            outer = Some(std::mem::replace(&mut self.run, Run::new(Vec::new())));
        }
        let mut body = self.blocks_inside(id);
        if let Some(outer) = outer {
            self.run = outer;
            if let [Block::Paragraph(text)] = body.as_slice()
                && is_back(&plain_text(text))
            {
                body.clear();
            }
        }
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
            *letters = rest.into();
            trim_run(text);
            if text.is_empty() {
                body.remove(0);
            }
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
