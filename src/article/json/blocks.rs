//! Blocks of the body, in reading order.

use super::super::model::{Block, Code, DefinitionGroup, Details, Heading, Note, Quote};
use super::reader::{Object, Reader};
use crate::json::Value;
use crate::text::{code_lines, signed_number, trimmed, word_index};

const BLOCK_TYPES: &str = "paragraph, heading, list, quote, figure, gallery, table, code, divider, note, video, html, definitions, details, audio";

/// The fields of each block type, in the same order; a figure and a video,
/// which stand elsewhere too, know their own.
const BLOCK_FIELDS: [&str; 15] = [
    "type, text",
    "type, level, id, text",
    "type, ordered, start, reversed, items",
    "type, body, text, cite",
    "",
    "type, figures, caption, columns",
    "type, caption, head, body",
    "type, text, language",
    "type",
    "type, id, label, body, text",
    "",
    "type, html",
    "type, groups",
    "type, summary, body, text, open",
    "type, url, title, caption",
];

const BLOCK_LOST: &str = "the block was left out";

impl Reader<'_> {
    /// The article's body, whose blocks carry the numbers of the warnings.
    pub(super) fn body(&mut self, value: &Value) -> Vec<Block> {
        let mut blocks = Vec::new();
        let list = match value {
            Value::Null => return blocks,
            Value::Array(list) => list.as_slice(),
            // A body that is one string is one paragraph.
            single => std::slice::from_ref(single),
        };
        let mut number = 0;
        for entry in list {
            number += 1;
            self.warnings.begin_block(number, block_kind(entry));
            self.push_block(entry, &mut blocks);
            self.warnings.end_block();
        }
        blocks
    }

    /// Groups of terms and meanings; one in which nothing stands is left out.
    fn definitions(&mut self, map: &Object) -> Vec<DefinitionGroup> {
        let mut groups = Vec::new();
        self.each_object(map, "groups", &mut |reader, entry| {
            reader.check_fields(entry, "terms, details");
            let mut group = DefinitionGroup::default();
            if !reader.count_node() {
                return;
            }
            reader.each(entry, "terms", &mut |reader, term| {
                let term = reader.text_of(term);
                if !term.is_empty() {
                    group.terms.push(term);
                }
            });
            reader.each(entry, "details", &mut |reader, meaning| {
                let meaning = reader.item(meaning);
                if !meaning.is_empty() {
                    group.details.push(meaning);
                }
            });
            if group.terms.is_empty() && group.details.is_empty() {
                reader.holds_nothing("it was left out");
            } else {
                groups.push(group);
            }
        });
        groups
    }

    /// Reads `body` (blocks) or `text` of a quote, note or details.
    fn body_or_text(&mut self, map: &Object) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.descend() {
            self.each(map, "body", &mut |reader, entry| {
                reader.push_block(entry, &mut blocks);
            });
            self.ascend();
        }
        let text = self.text(map, "text");
        if !text.is_empty() {
            blocks.push(Block::Paragraph(text));
        }
        blocks
    }

    #[inline(never)]
    pub(super) fn push_block(&mut self, value: &Value, blocks: &mut Vec<Block>) {
        if !self.count_node() {
            return;
        }
        match value {
            // As everywhere, null is nothing.
            Value::Null => {}
            Value::String(_) => {
                let text = self.text_of(value);
                if text.is_empty() {
                    self.holds_nothing("it was left out");
                } else {
                    blocks.push(Block::Paragraph(text));
                }
            }
            Value::Object(map) => {
                if self.descend() {
                    if let Some(kind) = self.required_string(map, "type", BLOCK_LOST) {
                        match word_index(BLOCK_TYPES, &kind, false) {
                            // What an HTML block holds is as many blocks as it holds.
                            Some(11) => self.push_html(map, blocks),
                            Some(index) => blocks.extend(self.block(map, index)),
                            None => self.warnings.add(
                                "type",
                                Some(&kind),
                                &[
                                    " is no block type; the block was left out; known types: ",
                                    BLOCK_TYPES,
                                ],
                            ),
                        }
                    }
                    self.ascend();
                }
            }
            other => self.wrong_type(other, "a block (an object or a string)"),
        }
    }

    fn push_html(&mut self, map: &Object, blocks: &mut Vec<Block>) {
        self.check_fields(map, BLOCK_FIELDS[11]);
        if let Some(html) = self.required_string(map, "html", BLOCK_LOST) {
            let read = self.read_html(&html);
            blocks.extend(read);
        }
    }

    /// A block by the number of its type; absent, with a warning, where it holds nothing.
    fn block(&mut self, map: &Object, index: usize) -> Option<Block> {
        let fields = BLOCK_FIELDS[index];
        if !fields.is_empty() {
            self.check_fields(map, fields);
        }
        match index {
            0 => {
                let text = self.text(map, "text");
                if !text.is_empty() {
                    return Some(Block::Paragraph(text));
                }
            }
            1 => return self.heading(map),
            2 => return self.list(map).map(Block::List),
            3 => {
                let quote = Quote {
                    body: self.body_or_text(map),
                    citation: self.text(map, "cite"),
                };
                if !quote.body.is_empty() {
                    return Some(Block::Quote(quote));
                }
            }
            4 => return self.figure(map).map(Block::Figure),
            5 => return self.gallery(map).map(Block::Gallery),
            6 => return self.table(map).map(Block::Table),
            7 => return self.code(map),
            8 => return Some(Block::Divider),
            9 => {
                let id = self.required_string(map, "id", "the note was left out");
                let label = self.string(map, "label");
                let body = self.body_or_text(map);
                let id = id?;
                if !body.is_empty() {
                    self.claim_id(&id);
                    self.add_note(&id);
                    return Some(Block::Note(Note { id, label, body }));
                }
            }
            12 => {
                let groups = self.definitions(map);
                if !groups.is_empty() {
                    return Some(Block::Definitions(groups));
                }
            }
            13 => {
                let details = Details {
                    summary: self.text(map, "summary"),
                    body: self.body_or_text(map),
                    is_open: self.flag(map, "open"),
                };
                if !(details.summary.is_empty() && details.body.is_empty()) {
                    return Some(Block::Details(details));
                }
            }
            14 => return self.audio(map).map(Block::Audio),
            _ => return self.video(map).map(Block::Video),
        }
        self.holds_nothing("it was left out");
        None
    }

    #[inline(never)]
    pub(super) fn holds_nothing(&mut self, consequence: &str) {
        self.warnings
            .add("", None, &["holds no text; ", consequence]);
    }

    fn heading(&mut self, map: &Object) -> Option<Block> {
        let written = match map.get("level") {
            Some(Value::Number(written)) => signed_number(written),
            _ => None,
        };
        let level = match written {
            Some(level @ 2..=6) => level as u8,
            _ => {
                self.warnings.warn_field(
                    "level",
                    "is no number from 2 to 6 (1 is the title); the nearest was taken",
                );
                if written > Some(6) { 6 } else { 2 }
            }
        };
        let id = self.string(map, "id");
        let text = self.text(map, "text");
        if text.is_empty() {
            self.holds_nothing("the heading was left out");
            return None;
        }
        if let Some(id) = &id {
            self.claim_id(id);
        }
        Some(Block::Heading(Heading { level, id, text }))
    }

    fn code(&mut self, map: &Object) -> Option<Block> {
        let language = self.string(map, "language");
        // Only whole empty lines go: indentation is part of the code.
        if self
            .required_string(map, "text", "the code was left out")
            .is_some()
            && let Some(Value::String(text)) = map.get("text")
        {
            let text = code_lines(text);
            return Some(Block::Code(Code { text, language }));
        }
        None
    }
}

/// The type of an entry of the body as written.
fn block_kind(value: &Value) -> &str {
    match value {
        Value::String(_) => "paragraph",
        _ => value
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default(),
    }
}

/// Whether an entry of a list's item can only be a block.
///
/// `code` and `note` name both a block and an inline: a note with `ref` is the
/// inline that refers to one, and code is a block here only with a `language`.
pub(super) fn is_block_object(value: &Value) -> bool {
    let Some(kind) = value.get("type").and_then(Value::as_str) else {
        return false;
    };
    match word_index(BLOCK_TYPES, trimmed(kind), false) {
        Some(7) => value.get("language").is_some(),
        Some(9) => value.get("ref").is_none(),
        index => index.is_some(),
    }
}
