//! Notes: they stand at the end of the article, wherever they were written.

use super::blocks;
use super::scope::Scope;
use super::words::{Attribute, Element};
use crate::article::{Block, Note};
use crate::locale;

/// All notes of a body, in reading order.
pub(super) fn gathered(body: &[Block]) -> Vec<&Note> {
    let mut notes = Vec::new();
    gather(body, &mut notes);
    notes
}

fn gather<'a>(blocks: &'a [Block], notes: &mut Vec<&'a Note>) {
    for block in blocks {
        match block {
            Block::Note(note) => {
                notes.push(note);
                gather(&note.body, notes);
            }
            Block::List(list) => {
                for item in &list.items {
                    gather(item, notes);
                }
            }
            Block::Quote(quote) => gather(&quote.body, notes),
            Block::Details(details) => gather(&details.body, notes),
            Block::Definitions(groups) => {
                for group in groups {
                    for meaning in &group.details {
                        gather(meaning, notes);
                    }
                }
            }
            _ => {}
        }
    }
}

/// All notes of the article, with a way back to where they were referred to.
pub(super) fn render<'a>(scope: &mut Scope<'a, '_>) {
    let notes = std::mem::take(&mut scope.notes);
    if notes.is_empty() {
        return;
    }
    let words = scope.context.words;
    scope.steps.open(Element::Notes);
    scope.steps.line(Element::NotesHeading, words.notes_heading);
    scope.steps.open(Element::NumberedList);
    let mut number = 0;
    for note in notes {
        number += 1;
        scope.steps.open(Element::Item);
        // Of two notes with one name, references lead to the first.
        if scope.note_number(&note.id) == Some(number) {
            scope.steps.id("note-", &note.id);
        }
        blocks::render(&note.body, scope);
        scope.steps.open(Element::NoteBack);
        scope.steps.fragment("ref-", &note.id);
        let name = locale::fill(
            words.note_back,
            &[("n", &scope.context.page.number(number))],
        );
        scope.steps.attribute(Attribute::Label, &name);
        scope.steps.text("↩");
        scope.steps.close();
        scope.steps.close();
    }
    scope.steps.close();
    scope.steps.close();
}

/// A reference to a note.
pub(super) fn reference(id: &str, label: Option<&str>, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::Superscript);
    match scope.note_number(id) {
        // A reference to a note that does not exist stays as plain text.
        None => scope.steps.text(label.unwrap_or_default()),
        Some(number) => {
            let shown = label.map_or_else(|| scope.context.page.number(number), str::to_owned);
            let name = locale::fill(scope.context.words.note_reference, &[("n", &shown)]);
            scope.steps.open(Element::NoteReference);
            scope.steps.fragment("note-", id);
            scope.steps.attribute(Attribute::Label, &name);
            if scope.is_first_reference(id) {
                scope.steps.id("ref-", id);
            }
            scope.steps.text(&shown);
            scope.steps.close();
        }
    }
    scope.steps.close();
}
