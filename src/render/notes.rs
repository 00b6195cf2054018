//! Notes: they stand at the end of the article, wherever they were written.

use super::blocks;
use super::scope::Scope;
use super::words::{Attribute, Element};
use crate::locale;

/// All notes of the article, with a way back to where they were referred to.
pub(super) fn render<'a>(scope: &mut Scope<'a, '_>) {
    let notes = std::mem::take(&mut scope.notes);
    if notes.is_empty() {
        return;
    }
    let words = scope.context.words;
    scope.steps.open(Element::Notes);
    scope.name("readerly-notes readerly-title");
    scope.steps.open(Element::NotesHeading);
    scope.steps.level(2, 2 + scope.lower);
    scope.steps.text(words.notes_heading);
    scope.steps.close();
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
