//! Lists.

use super::super::model::{Block, List};
use super::attribute::Attribute;
use super::flow::Flow;
use super::tag::Tag;
use super::tree::NodeId;
use crate::text::signed_number;

impl Flow<'_> {
    pub(super) fn list(&mut self, id: NodeId, ordered: bool) {
        let tree = self.tree;
        let start = tree.attribute(id, Attribute::Start).and_then(signed_number);
        let reversed = ordered && tree.attribute(id, Attribute::Reversed).is_some();
        let mut list = List {
            ordered,
            start: start.filter(|_| ordered),
            reversed,
            items: Vec::new(),
        };
        self.end_paragraph();
        let mut stray = Vec::new();
        for child in tree.children(id) {
            match tree.tag(child) {
                Some(Tag::Item) if !self.is_note(child) => {
                    self.push_stray(&mut stray, &mut list);
                    let blocks = self.blocks_inside(child);
                    if blocks.is_empty() {
                        continue;
                    }
                    // Numbering that starts anew is a list of its own.
                    let value = tree
                        .attribute(child, Attribute::Value)
                        .and_then(signed_number);
                    if ordered && value.is_some() && value != next_number(&list) {
                        let next = List {
                            ordered,
                            start: value,
                            reversed,
                            items: Vec::new(),
                        };
                        self.push_list(std::mem::replace(&mut list, next));
                    }
                    list.items.push(blocks);
                }
                _ => stray.push(child),
            }
        }
        self.push_stray(&mut stray, &mut list);
        self.push_list(list);
    }

    /// Text or a list straight inside a list: browsers show it under the item
    /// before it.
    fn push_stray(&mut self, stray: &mut Vec<NodeId>, list: &mut List) {
        let blocks = self.blocks_of(stray);
        stray.clear();
        match list.items.last_mut() {
            Some(item) => item.extend(blocks),
            None if !blocks.is_empty() => list.items.push(blocks),
            None => {}
        }
    }

    /// Whether a field is the box of a task, as Markdown writes it: in an item
    /// of a list, and without the name that fields of forms have.
    pub(super) fn is_task(&self, id: NodeId) -> bool {
        let tree = self.tree;
        if !tree.has_word(id, Attribute::Type, "checkbox")
            || tree.attribute(id, Attribute::Name).is_some()
        {
            return false;
        }
        let mut around = tree.node(id).parent;
        while matches!(tree.tag(around), Some(Tag::Span | Tag::Paragraph)) {
            around = tree.node(around).parent;
        }
        tree.tag(around) == Some(Tag::Item)
    }

    fn push_list(&mut self, list: List) {
        if !list.items.is_empty() {
            self.push_block(Block::List(list));
        }
    }
}

/// The number that the next item would have; unknown where numbers count down
/// from nobody knows where.
fn next_number(list: &List) -> Option<i32> {
    if list.reversed && list.start.is_none() {
        return None;
    }
    let count = i32::try_from(list.items.len()).ok()?;
    let start = list.start.unwrap_or(1);
    if list.reversed {
        start.checked_sub(count)
    } else {
        start.checked_add(count)
    }
}
