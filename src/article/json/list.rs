//! Lists, and the rule that tells a run of blocks from a run of text.

use super::super::model::{Block, Inline, List};
use super::super::runs::trim_run;
use super::blocks::is_block_object;
use super::reader::{Object, Reader};
use crate::json::Value;

impl Reader<'_> {
    pub(super) fn list(&mut self, map: &Object) -> Option<List> {
        let mut list = List {
            ordered: self.flag(map, "ordered"),
            start: self.integer(map, "start", i32::MIN, i32::MAX),
            reversed: self.flag(map, "reversed"),
            items: Vec::new(),
        };
        self.each(map, "items", &mut |reader, item| {
            let blocks = reader.item(item);
            if blocks.is_empty() {
                reader.holds_nothing("it was left out");
            } else {
                list.items.push(blocks);
            }
        });
        if list.items.is_empty() {
            self.holds_nothing("the list was left out");
            return None;
        }
        Some(list)
    }

    /// An item is text, unless it is a block or a list in which at least one
    /// entry is a block; then the text between blocks becomes paragraphs.
    pub(super) fn item(&mut self, value: &Value) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut run = Vec::new();
        match value {
            Value::Array(entries) if entries.iter().any(is_block_object) => {
                if self.descend() {
                    self.each_of(entries, &mut |reader, entry| {
                        if is_block_object(entry) {
                            flush(&mut run, &mut blocks);
                            reader.push_block(entry, &mut blocks);
                        } else {
                            reader.push_inlines(entry, &mut run);
                        }
                    });
                    self.ascend();
                }
            }
            block if is_block_object(block) => self.push_block(block, &mut blocks),
            text => self.push_inlines(text, &mut run),
        }
        flush(&mut run, &mut blocks);
        blocks
    }
}

#[inline(never)]
fn flush(run: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    trim_run(run);
    if !run.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(run)));
    }
}
