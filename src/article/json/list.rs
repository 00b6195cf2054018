//! Lists, and the rule that tells a run of blocks from a run of text.

use super::super::model::{Block, Inline, List};
use super::super::text::trim_run;
use super::blocks::is_block_object;
use super::reader::{Object, Reader};
use serde_json::Value;

impl Reader<'_> {
    pub(super) fn list(&mut self, map: &Object) -> Option<List> {
        let mut list = List {
            ordered: self.flag(map, "ordered"),
            start: self
                .integer(map, "start", i32::MIN.into(), i32::MAX.into())
                .and_then(|start| i32::try_from(start).ok()),
            reversed: self.flag(map, "reversed"),
            items: Vec::new(),
        };
        self.warnings.enter("items");
        match map.get("items") {
            Some(Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.warnings.enter_number(index + 1);
                    let blocks = self.item(item);
                    if blocks.is_empty() {
                        self.warnings.warn("holds nothing to read; it was left out");
                    } else {
                        list.items.push(blocks);
                    }
                    self.warnings.leave();
                }
                if list.items.is_empty() {
                    self.warnings
                        .warn("holds nothing to read; the list was left out");
                }
            }
            Some(Value::Null) | None => self.warnings.warn("is missing; the list was left out"),
            Some(other) => self.wrong_type(other, "a list of items"),
        }
        self.warnings.leave();
        (!list.items.is_empty()).then_some(list)
    }

    /// An item is text, unless it is a block or a list in which at least one
    /// entry is a block; then the text between blocks becomes paragraphs.
    fn item(&mut self, value: &Value) -> Vec<Block> {
        match value {
            Value::Array(entries) if entries.iter().any(is_block_object) => {
                self.item_blocks(entries)
            }
            Value::Object(_) if is_block_object(value) => {
                self.item_blocks(std::slice::from_ref(value))
            }
            text => {
                let text = self.text_of(text);
                if text.is_empty() {
                    Vec::new()
                } else {
                    vec![Block::Paragraph(text)]
                }
            }
        }
    }

    fn item_blocks(&mut self, entries: &[Value]) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.descend() {
            return blocks;
        }
        let mut run = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            self.warnings.enter_number(index + 1);
            if is_block_object(entry) {
                flush(&mut run, &mut blocks);
                self.push_block(entry, &mut blocks);
            } else {
                self.push_inlines(entry, &mut run);
            }
            self.warnings.leave();
        }
        flush(&mut run, &mut blocks);
        self.ascend();
        blocks
    }
}

fn flush(run: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    trim_run(run);
    if !run.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(run)));
    }
}
