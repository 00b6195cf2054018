//! Lists.

use super::super::model::{Block, List};
use super::super::text::{is_blank, signed_number};
use super::flow::Flow;
use super::tag::Tag;
use super::tree::{Content, NodeId};

impl Flow<'_> {
    pub(super) fn list(&mut self, id: NodeId, ordered: bool) {
        let tree = self.tree;
        let mut list = List {
            ordered,
            start: tree.attribute(id, "start").and_then(signed_number),
            reversed: tree.attribute(id, "reversed").is_some(),
            items: Vec::new(),
        };
        self.end_paragraph();
        let mut notes = Vec::new();
        for child in tree.children(id) {
            match &tree.node(child).content {
                Content::Text(letters) if is_blank(letters) => {}
                Content::Element { tag: Tag::Item, .. } => match self.note_id(child) {
                    Some(name) if !self.is_in_note => notes.push((child, name)),
                    _ => {
                        let blocks = self.blocks_inside(child);
                        if !blocks.is_empty() {
                            list.items.push(blocks);
                        }
                    }
                },
                // Text or a list straight inside a list: browsers show it under
                // the item before it.
                _ => {
                    let blocks = self.blocks_of(&[child]);
                    match list.items.last_mut() {
                        Some(item) => item.extend(blocks),
                        None if !blocks.is_empty() => list.items.push(blocks),
                        None => {}
                    }
                }
            }
        }
        if !list.items.is_empty() {
            self.push_block(Block::List(list));
        }
        for (child, name) in notes {
            self.note(child, name);
        }
    }
}
