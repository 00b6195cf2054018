//! Blocks of the body, in reading order.

use super::super::model::{Block, Code, Heading, Inline, Note, Quote};
use super::super::text::quoted;
use super::reader::{Object, Reader};
use serde_json::Value;
use std::borrow::Cow;

const BLOCK_TYPES: [&str; 12] = [
    "paragraph",
    "heading",
    "list",
    "quote",
    "figure",
    "gallery",
    "table",
    "code",
    "divider",
    "note",
    "video",
    "html",
];

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
        for (index, entry) in list.iter().enumerate() {
            self.warnings.begin_block(index + 1, block_kind(entry));
            self.push_block(entry, &mut blocks);
            self.warnings.end_block();
        }
        blocks
    }

    /// Blocks inside a block.
    pub(super) fn blocks(&mut self, list: &[Value]) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.descend() {
            for (index, entry) in list.iter().enumerate() {
                self.warnings.enter_number(index + 1);
                self.push_block(entry, &mut blocks);
                self.warnings.leave();
            }
            self.ascend();
        }
        blocks
    }

    /// Reads `body` (blocks) or `text` of a quote or note.
    fn body_or_text(&mut self, map: &Object) -> Vec<Block> {
        let mut blocks = Vec::new();
        match map.get("body") {
            Some(Value::Array(list)) => {
                self.warnings.enter("body");
                blocks = self.blocks(list);
                self.warnings.leave();
            }
            None | Some(Value::Null) => {}
            Some(single) => {
                self.warnings.enter("body");
                blocks = self.blocks(std::slice::from_ref(single));
                self.warnings.leave();
            }
        }
        let text = self.text(map, "text");
        if !text.is_empty() {
            blocks.push(Block::Paragraph(text));
        }
        blocks
    }

    pub(super) fn push_block(&mut self, value: &Value, blocks: &mut Vec<Block>) {
        if !self.count_node() {
            return;
        }
        match value {
            Value::String(_) => {
                let text = self.text_of(value);
                self.push_paragraph(text, blocks);
            }
            Value::Object(map) => {
                if self.descend() {
                    self.push_block_object(map, blocks);
                    self.ascend();
                }
            }
            other => self.wrong_type(other, "a block (an object or a string)"),
        }
    }

    pub(super) fn push_paragraph(&mut self, text: Vec<Inline>, blocks: &mut Vec<Block>) {
        if text.is_empty() {
            self.warnings.warn("holds no text; it was left out");
        } else {
            blocks.push(Block::Paragraph(text));
        }
    }

    fn push_block_object(&mut self, map: &Object, blocks: &mut Vec<Block>) {
        let Some(kind) = self.required_string(map, "type", "the block was left out") else {
            return;
        };
        match kind.as_str() {
            "paragraph" => {
                self.check_fields(map, &["type", "text"]);
                let text = self.text(map, "text");
                self.push_paragraph(text, blocks);
            }
            "heading" => {
                self.check_fields(map, &["type", "level", "id", "text"]);
                blocks.extend(self.heading(map).map(Block::Heading));
            }
            "list" => {
                self.check_fields(map, &["type", "ordered", "start", "reversed", "items"]);
                blocks.extend(self.list(map).map(Block::List));
            }
            "quote" => {
                self.check_fields(map, &["type", "body", "text", "cite"]);
                let body = self.body_or_text(map);
                let citation = self.text(map, "cite");
                if body.is_empty() {
                    self.warnings.warn("holds no text; it was left out");
                } else {
                    blocks.push(Block::Quote(Quote { body, citation }));
                }
            }
            "figure" => blocks.extend(self.figure(map).map(Block::Figure)),
            "gallery" => {
                self.check_fields(map, &["type", "figures", "caption"]);
                blocks.extend(self.gallery(map).map(Block::Gallery));
            }
            "table" => {
                self.check_fields(map, &["type", "caption", "head", "body"]);
                blocks.extend(self.table(map).map(Block::Table));
            }
            "code" => {
                self.check_fields(map, &["type", "text", "language"]);
                blocks.extend(self.code(map).map(Block::Code));
            }
            "divider" => {
                self.check_fields(map, &["type"]);
                blocks.push(Block::Divider);
            }
            "note" => {
                self.check_fields(map, &["type", "id", "label", "body", "text"]);
                blocks.extend(self.note(map).map(Block::Note));
            }
            "video" => blocks.extend(self.video(map).map(Block::Video)),
            "html" => {
                self.check_fields(map, &["type", "html"]);
                if let Some(html) = self.required_string(map, "html", "the block was left out") {
                    blocks.extend(self.html.read(&html, &mut self.warnings));
                }
            }
            unknown => {
                let problem = [
                    quoted(unknown).as_str(),
                    " is no block type; the block was left out; known types: ",
                    BLOCK_TYPES.join(", ").as_str(),
                ]
                .concat();
                self.warnings.warn_field("type", problem);
            }
        }
    }

    fn heading(&mut self, map: &Object) -> Option<Heading> {
        let level = match map.get("level").and_then(Value::as_i64) {
            Some(level @ 2..=6) => level as u8,
            Some(1) => {
                self.warnings
                    .warn_field("level", "1 belongs to the title; 2 was taken");
                2
            }
            Some(7..) => {
                self.warnings.warn_field("level", "is above 6; 6 was taken");
                6
            }
            _ => {
                self.warnings
                    .warn_field("level", "is no number from 2 to 6; 2 was taken");
                2
            }
        };
        let id = self.string(map, "id");
        let text = self.required_text(map, "text", "the heading was left out");
        if text.is_empty() {
            return None;
        }
        if let Some(id) = &id {
            self.claim_id(id);
        }
        Some(Heading { level, id, text })
    }

    fn code(&mut self, map: &Object) -> Option<Code> {
        let language = self.string(map, "language");
        let text = match map.get("text") {
            // Only whole empty lines go: indentation is part of the code.
            Some(Value::String(text)) => {
                text.trim_end().trim_start_matches(['\r', '\n']).to_owned()
            }
            Some(Value::Null) | None => String::new(),
            Some(other) => {
                self.warnings.enter("text");
                self.wrong_type(other, "a string");
                self.warnings.leave();
                return None;
            }
        };
        if text.is_empty() {
            self.warnings
                .warn_field("text", "holds no text; the code was left out");
            return None;
        }
        Some(Code { text, language })
    }

    fn note(&mut self, map: &Object) -> Option<Note> {
        let id = self.required_string(map, "id", "the note was left out");
        let label = self.string(map, "label");
        let body = self.body_or_text(map);
        let id = id?;
        if body.is_empty() {
            self.warnings.warn("holds no text; it was left out");
            return None;
        }
        self.claim_id(&id);
        self.notes.insert(id.clone());
        Some(Note { id, label, body })
    }

    /// Warns of references whose note does not exist.
    pub(super) fn check_references(&mut self) {
        for (place, id) in std::mem::take(&mut self.references) {
            if !self.notes.contains(&id) {
                let problem = ["no note has the id ", quoted(&id).as_str()].concat();
                self.warnings.add(place, problem.into());
            }
        }
    }
}

/// What a warning calls an entry of the body.
fn block_kind(value: &Value) -> Cow<'static, str> {
    let Value::Object(map) = value else {
        return if value.is_string() {
            "paragraph".into()
        } else {
            "".into()
        };
    };
    let kind = map
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim();
    match BLOCK_TYPES.iter().find(|known| **known == kind) {
        Some(known) => Cow::Borrowed(known),
        None => kind
            .chars()
            .filter(|character| !character.is_control())
            .take(30)
            .collect::<String>()
            .into(),
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
    match kind.trim() {
        "code" => value.get("language").is_some(),
        "note" => value.get("ref").is_none(),
        kind => BLOCK_TYPES.contains(&kind),
    }
}
