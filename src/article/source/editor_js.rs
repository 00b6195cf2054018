//! What Editor.js saves: <https://editorjs.io/saving-data/>. The texts of its
//! blocks are HTML.

use super::super::warning::Warnings;
use super::values::{
    figure_of, html_block, object, paragraph, push, rich, scalar, text_value, with_text,
};
use crate::json::{Object, Value};
use crate::shape;
use crate::text::word_index;

/// Whether a value is a list that holds at least one block of the editor.
pub(super) fn is_block_list(value: &Value) -> bool {
    let Value::Array(list) = value else {
        return false;
    };
    list.iter().any(|entry| {
        matches!(entry.get("type"), Some(Value::String(_)))
            && matches!(entry.get("data"), Some(Value::Object(_)))
    })
}

/// The tools of the editor's own makers, under the names of their examples.
const TYPES: &str = "paragraph header list nestedList checklist quote image simpleImage embed code table delimiter raw warning linkTool attaches";

/// Blocks of article JSON.
pub(super) fn convert(list: &[Value], warnings: &mut Warnings) -> Vec<Value> {
    let mut blocks = Vec::new();
    let mut number = 0;
    for entry in list {
        number += 1;
        let kind = entry.get("type").and_then(Value::as_str);
        let kind = kind.unwrap_or_default();
        warnings.begin_block(number, kind);
        let mut block = None;
        match (word_index(TYPES, kind, true), entry.get("data")) {
            (Some(index), Some(data)) => {
                block = convert_block(index, data);
                if block.is_none() {
                    warnings.warn("holds nothing that could be shown; it was left out");
                }
            }
            (None, _) => warnings.warn("is of a type that is not known here; it was left out"),
            (_, None) => warnings.warn("has no data; it was left out"),
        }
        warnings.end_block();
        // A block that is left out keeps its number in messages.
        blocks.push(block.unwrap_or(Value::Null));
    }
    blocks
}

fn convert_block(index: usize, data: &Value) -> Option<Value> {
    let line = |pointers: &str| shape::find(data, pointers).and_then(|text| rich(text, true));
    let mut block = Object::default();
    let kind = match index {
        0 => return line("/text").map(paragraph),
        1 => {
            let level = data.get("level").and_then(Value::as_u64);
            let level = level.unwrap_or(2).clamp(2, 6);
            block.push("level", Value::Number(level.to_string()));
            push(&mut block, "text", line("/text"));
            "heading"
        }
        2..=4 => return list_of(data, data.get("items")?, index == 4),
        5 => {
            push(&mut block, "text", line("/text"));
            push(&mut block, "cite", line("/caption"));
            "quote"
        }
        6 | 7 => {
            block = figure_of(data)?;
            "figure"
        }
        8 => return embed(data, line("/caption")),
        9 => {
            push(&mut block, "text", data.get("code").cloned());
            push(&mut block, "language", data.get("language").cloned());
            "code"
        }
        10 => {
            let mut rows = Vec::new();
            if let Some(Value::Array(list)) = data.get("content") {
                for row in list {
                    rows.push(cells(row));
                }
            }
            if data.get("withHeadings") == Some(&Value::Bool(true)) && !rows.is_empty() {
                block.push("head", Value::Array(vec![rows.remove(0)]));
            }
            block.push("body", Value::Array(rows));
            "table"
        }
        11 => "divider",
        12 => return scalar(data.get("html")?).map(|html| html_block(&html)),
        13 => {
            let mut run = Vec::new();
            run.extend(line("/title").map(|title| with_text("strong", title)));
            push_after_break(&mut run, line("/message"));
            return some_paragraph(run);
        }
        14 => {
            let text = line("/meta/title");
            let mut run = vec![link(shape::find(data, "/link")?, text)?];
            push_after_break(&mut run, line("/meta/description"));
            return some_paragraph(run);
        }
        _ => {
            let text = line("/title | /file/title | /file/name");
            return some_paragraph(vec![link(shape::find(data, "/file/url")?, text)?]);
        }
    };
    block.push("type", Value::String(kind.to_owned()));
    Some(Value::Object(block))
}

/// A list of the old tool (strings), of the nested one, or of boxes to tick.
fn list_of(data: &Value, items: &Value, has_boxes: bool) -> Option<Value> {
    let style = data.pointer("/style").and_then(Value::as_str);
    let is_ordered = style == Some("ordered");
    let has_boxes = has_boxes || style == Some("checklist");
    let mut list = nested(items, is_ordered, has_boxes)?;
    if is_ordered && let Some(start) = shape::find(data, "/meta/start") {
        list.push("start", start.clone());
    }
    Some(Value::Object(list))
}

fn nested(items: &Value, is_ordered: bool, has_boxes: bool) -> Option<Object> {
    let Value::Array(items) = items else {
        return None;
    };
    let mut entries = Vec::new();
    for item in items {
        let content = match item {
            Value::Object(_) => shape::find(item, "/content | /text"),
            single => Some(single),
        };
        let mut text = content.and_then(scalar).unwrap_or_default();
        if has_boxes {
            let is_ticked = shape::find(item, "/meta/checked | /checked");
            let mark = match is_ticked {
                Some(Value::Bool(true)) => "☑ ",
                _ => "☐ ",
            };
            text.insert_str(0, mark);
        }
        let mut parts = Vec::new();
        parts.extend(rich(&Value::String(text), true));
        let inner = item.get("items");
        if let Some(inner) = inner.and_then(|inner| nested(inner, is_ordered, has_boxes)) {
            parts.push(Value::Object(inner));
        }
        if !parts.is_empty() {
            entries.push(Value::Array(parts));
        }
    }
    if entries.is_empty() {
        return None;
    }
    let mut list = Object::default();
    list.push("type", Value::String("list".to_owned()));
    list.push("ordered", Value::Bool(is_ordered));
    list.push("items", Value::Array(entries));
    Some(list)
}

/// Cells of a row, empty ones too.
fn cells(row: &Value) -> Value {
    let mut cells = Vec::new();
    if let Value::Array(row) = row {
        for cell in row {
            cells.push(rich(cell, true).unwrap_or(Value::String(String::new())));
        }
    }
    Value::Array(cells)
}

/// A video, or a link to what is no video.
fn embed(data: &Value, caption: Option<Value>) -> Option<Value> {
    const VIDEOS: &str = "youtube vimeo coub vine twitch-video twitch-channel";
    let address = shape::find(data, "/source | /embed")?;
    let service = data.get("service").and_then(Value::as_str);
    if word_index(VIDEOS, service.unwrap_or_default(), true).is_none() {
        return some_paragraph(vec![link(address, caption)?]);
    }
    let mut video = Object::default();
    video.push("type", Value::String("video".to_owned()));
    video.push("url", text_value(address)?);
    push(&mut video, "caption", caption);
    Some(Value::Object(video))
}

/// A link; without a text the address is shown.
fn link(address: &Value, text: Option<Value>) -> Option<Value> {
    let mut link = Object::default();
    link.push("type", Value::String("link".to_owned()));
    link.push("url", text_value(address)?);
    push(&mut link, "text", text);
    Some(Value::Object(link))
}

fn push_after_break(run: &mut Vec<Value>, text: Option<Value>) {
    if let Some(text) = text {
        if !run.is_empty() {
            run.push(object(&[("type", "break")]));
        }
        run.push(text);
    }
}

fn some_paragraph(run: Vec<Value>) -> Option<Value> {
    (!run.is_empty()).then(|| paragraph(Value::Array(run)))
}
