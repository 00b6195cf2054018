//! Headings and their levels.

use super::super::model::{Block, Heading, Inline};
use super::super::runs::{children, is_visible};
use super::attribute::Attribute;
use super::flow::Flow;
use super::tree::NodeId;
use crate::text::non_empty;

impl Flow<'_> {
    pub(super) fn heading(&mut self, id: NodeId, level: u8) {
        self.end_paragraph();
        let text = self.line_of(id);
        if !has_letters(&text) {
            // A picture alone in a heading is a picture.
            self.push_line(text);
        } else {
            let id = self.heading_id(id);
            self.push_block(Block::Heading(Heading { level, id, text }));
        }
    }

    /// The name by which links find a heading: its own, or that of an element
    /// inside, as wikis and lists of contents write it.
    fn heading_id(&self, id: NodeId) -> Option<String> {
        let tree = self.tree;
        let own = std::iter::once(id).chain(tree.descendants(id));
        let mut names = own.filter_map(|id| {
            let name = tree.attribute(id, Attribute::Id);
            non_empty(name.or_else(|| tree.attribute(id, Attribute::Name))?)
        });
        names.next()
    }
}

/// Moves all headings by the same number of levels, so that the highest is 2:
/// no level is skipped that the writer did not skip. A fragment is only moved
/// down, because the text around it may have headings of its own.
pub(super) fn shift_headings(blocks: &mut [Block], is_whole: bool) {
    let mut highest = 7;
    each_heading(blocks, &mut |heading| highest = highest.min(heading.level));
    if highest == 2 || highest > 6 || (highest > 2 && !is_whole) {
        return;
    }
    each_heading(blocks, &mut |heading| {
        heading.level = (heading.level + 2 - highest).clamp(2, 6);
    });
}

/// Whether a reader finds letters in a line, or marks of notes.
fn has_letters(line: &[Inline]) -> bool {
    line.iter().any(|inline| match inline {
        Inline::Image(_) => false,
        other => {
            is_visible(std::slice::from_ref(other)) && {
                let inside = children(other);
                inside.is_empty() || has_letters(inside)
            }
        }
    })
}

fn each_heading(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Heading)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(heading),
            Block::List(list) => {
                for item in &mut list.items {
                    each_heading(item, visit);
                }
            }
            Block::Quote(quote) => each_heading(&mut quote.body, visit),
            Block::Note(note) => each_heading(&mut note.body, visit),
            Block::Details(details) => each_heading(&mut details.body, visit),
            Block::Definitions(groups) => {
                for group in groups {
                    for meaning in &mut group.details {
                        each_heading(meaning, visit);
                    }
                }
            }
            _ => {}
        }
    }
}
