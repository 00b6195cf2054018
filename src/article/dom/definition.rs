//! Definition lists, and text that a reader opens.

use super::super::model::{Block, DefinitionGroup, Details};
use super::attribute::Attribute;
use super::flow::Flow;
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    pub(super) fn definitions(&mut self, id: NodeId) {
        self.end_paragraph();
        let mut groups = Vec::new();
        self.push_definitions(id, &mut groups);
        if !groups.is_empty() {
            self.push_block(Block::Definitions(groups));
        }
    }

    fn push_definitions(&mut self, id: NodeId, groups: &mut Vec<DefinitionGroup>) {
        let tree = self.tree;
        let mut stray = Vec::new();
        for child in tree.children(id) {
            let tag = tree.tag(child);
            let is_part = matches!(tag, Some(Tag::Term | Tag::Meaning | Tag::Group));
            if !is_part || self.is_note(child) {
                stray.push(child);
                continue;
            }
            let blocks = self.blocks_of(&stray);
            stray.clear();
            push_meaning(groups, blocks);
            match tag {
                Some(Tag::Meaning) => {
                    let blocks = self.blocks_inside(child);
                    push_meaning(groups, blocks);
                }
                // HTML lets a `div` stand around each group.
                Some(Tag::Group) => self.push_definitions(child, groups),
                _ => {
                    let term = self.line_of(child);
                    if term.is_empty() {
                        continue;
                    }
                    if groups.last().is_none_or(|group| !group.details.is_empty()) {
                        groups.push(DefinitionGroup::default());
                    }
                    if let Some(group) = groups.last_mut() {
                        group.terms.push(term);
                    }
                }
            }
        }
        let blocks = self.blocks_of(&stray);
        push_meaning(groups, blocks);
    }

    pub(super) fn details(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut summary = None;
        for child in tree.children(id) {
            if tree.tag(child) == Some(Tag::Summary) {
                summary = Some(child);
                break;
            }
        }
        let is_open = tree.attribute(id, Attribute::Open).is_some();
        self.opened(id, summary, is_open);
    }

    /// Ghost's toggle card: a heading in a box, and what it opens.
    pub(super) fn toggle(&mut self, id: NodeId) {
        let tree = self.tree;
        let summary = tree.find(id, &|tree, child| {
            tree.has_word(child, Attribute::Class, "kg-toggle-heading")
        });
        self.opened(id, summary, false);
    }

    fn opened(&mut self, id: NodeId, summary: Option<NodeId>, is_open: bool) {
        self.end_paragraph();
        let line = summary.map(|summary| self.line_of(summary));
        let outer = std::mem::replace(&mut self.skipped, summary);
        let body = self.blocks_inside(id);
        self.skipped = outer;
        let summary = line.unwrap_or_default();
        if !body.is_empty() {
            self.push_block(Block::Details(Details {
                summary,
                body,
                is_open,
            }));
        } else {
            self.push_line(summary);
        }
    }
}

fn push_meaning(groups: &mut Vec<DefinitionGroup>, blocks: Vec<Block>) {
    if blocks.is_empty() {
        return;
    }
    if groups.is_empty() {
        groups.push(DefinitionGroup::default());
    }
    if let Some(group) = groups.last_mut() {
        group.details.push(blocks);
    }
}
