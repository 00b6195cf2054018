//! The notes of an article, wherever they were written.

use crate::article::{Block, Note};

/// All notes of a body, in reading order.
pub(super) fn notes(body: &[Block]) -> Vec<&Note> {
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
