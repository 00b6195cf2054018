//! Portable Text: <https://github.com/portabletext/portabletext>.

use super::super::warning::Warnings;
use super::values::{figure_of, object, paragraph, push, text_value, video_of, with_text};
use crate::json::{Object, Value};
use crate::shape;
use crate::text::word_index;

/// Levels and marks beyond these are taken for the last one, so that a list
/// cannot nest without end.
const DEEPEST: usize = 10;

/// The member that tells headings and quotes from paragraphs.
const STYLE: &str = "style";

/// Whether a value is a list that holds at least one object with a `_type`.
pub(super) fn is_text(value: &Value) -> bool {
    let Value::Array(list) = value else {
        return false;
    };
    list.iter().any(|entry| kind_of(entry).is_some())
}

/// Whether a value is a list that holds at least one block of text.
pub(super) fn has_block(value: &Value) -> bool {
    let Value::Array(list) = value else {
        return false;
    };
    list.iter().any(|entry| kind_of(entry) == Some("block"))
}

fn kind_of(value: &Value) -> Option<&str> {
    value.get("_type").and_then(Value::as_str)
}

/// Blocks of article JSON. Entries that join a list leave `null` behind, so
/// that blocks keep their numbers in messages.
pub(super) fn convert(list: &[Value], warnings: &mut Warnings) -> Vec<Value> {
    let mut blocks = Vec::new();
    let mut items = Vec::new();
    let mut number = 0;
    for entry in list {
        number += 1;
        let kind = kind_of(entry).unwrap_or("block");
        warnings.begin_block(number, kind);
        if let Some(style) = entry.get("listItem").and_then(Value::as_str) {
            items.push(Item {
                is_ordered: style == "number",
                level: level_of(entry),
                text: line(entry, warnings),
            });
        } else {
            flush(&mut items, &mut blocks);
            blocks.push(block(entry, kind, warnings).unwrap_or(Value::Null));
        }
        warnings.end_block();
    }
    flush(&mut items, &mut blocks);
    blocks
}

fn block(entry: &Value, kind: &str, warnings: &mut Warnings) -> Option<Value> {
    let kinds = "block, image, code, break, divider, horizontalRule, hr, table, youtube, video";
    Some(match word_index(kinds, kind, false) {
        Some(0) => text_block(entry, warnings),
        // A block of one's own with the members of one.
        None if entry.get("children").is_some() => text_block(entry, warnings),
        Some(1) => {
            let Some(mut figure) = figure_of(entry) else {
                warnings.warn(
                    "names its picture only inside its own system; ask for asset->url too; it was left out",
                );
                return None;
            };
            figure.push("type", Value::String("figure".to_owned()));
            Value::Object(figure)
        }
        Some(2) => {
            let mut code = Object::default();
            code.push("type", Value::String("code".to_owned()));
            push(&mut code, "text", entry.get("code").cloned());
            push(&mut code, "language", entry.get("language").cloned());
            Value::Object(code)
        }
        Some(3..=6) => object(&[("type", "divider")]),
        Some(7) => table(entry),
        Some(_) => {
            let mut video = Object::default();
            video.push("type", Value::String("video".to_owned()));
            if let Some(Value::Object(found)) = video_of(entry) {
                for (key, value) in found.members() {
                    video.push(key, value.clone());
                }
            }
            Value::Object(video)
        }
        None => {
            warnings.warn("is of a type that is not known here; it was left out");
            return None;
        }
    })
}

fn text_block(entry: &Value, warnings: &mut Warnings) -> Value {
    let style = entry.get(STYLE).and_then(Value::as_str);
    let text = Value::Array(line(entry, warnings));
    let level = match style.unwrap_or("normal") {
        "normal" => return paragraph(text),
        "blockquote" => return with_text("quote", text),
        "h1" | "h2" => "2",
        "h3" => "3",
        "h4" => "4",
        "h5" => "5",
        "h6" => "6",
        other => {
            warnings.add(
                STYLE,
                Some(other),
                &[" is not known here; the text became a paragraph"],
            );
            return paragraph(text);
        }
    };
    let mut heading = Object::default();
    heading.push("type", Value::String("heading".to_owned()));
    heading.push("level", Value::Number(level.to_owned()));
    heading.push("text", text);
    Value::Object(heading)
}

/// The table of the editor's own plug-in: rows of cells of plain text.
fn table(entry: &Value) -> Value {
    let mut rows = Vec::new();
    if let Some(Value::Array(list)) = entry.get("rows") {
        for row in list {
            rows.extend(row.get("cells").cloned());
        }
    }
    let mut table = Object::default();
    table.push("type", Value::String("table".to_owned()));
    table.push("body", Value::Array(rows));
    Value::Object(table)
}

struct Item {
    is_ordered: bool,
    level: usize,
    text: Vec<Value>,
}

fn level_of(entry: &Value) -> usize {
    let level = entry.get("level").and_then(Value::as_u64);
    let level = level.and_then(|level| usize::try_from(level).ok());
    level.unwrap_or(1).clamp(1, DEEPEST)
}

fn flush(items: &mut Vec<Item>, blocks: &mut Vec<Value>) {
    let mut at = 0;
    while at < items.len() {
        let start = at;
        blocks.push(list_of(items, &mut at));
        for _ in start + 1..at {
            blocks.push(Value::Null);
        }
    }
    items.clear();
}

/// The list that begins at an item, with the deeper ones that follow inside it.
fn list_of(items: &mut [Item], at: &mut usize) -> Value {
    let (is_ordered, level) = (items[*at].is_ordered, items[*at].level);
    let mut entries: Vec<Value> = Vec::new();
    while *at < items.len() {
        let item = &mut items[*at];
        if item.level < level || (item.level == level && item.is_ordered != is_ordered) {
            break;
        }
        if item.level == level {
            entries.push(Value::Array(std::mem::take(&mut item.text)));
            *at += 1;
            continue;
        }
        let inner = list_of(items, at);
        if let Some(Value::Array(parts)) = entries.last_mut() {
            parts.push(inner);
        }
    }
    let mut list = Object::default();
    list.push("type", Value::String("list".to_owned()));
    list.push("ordered", Value::Bool(is_ordered));
    list.push("items", Value::Array(entries));
    Value::Object(list)
}

/// A run of letters under the same marks.
#[derive(Clone)]
struct Span<'a> {
    marks: Vec<&'a str>,
    text: &'a str,
}

/// The inlines of a block.
fn line(entry: &Value, warnings: &mut Warnings) -> Vec<Value> {
    let mut spans = Vec::new();
    if let Some(Value::Array(children)) = entry.get("children") {
        for child in children {
            let Some(text) = child.get("text").and_then(Value::as_str) else {
                let kind = kind_of(child).unwrap_or_default();
                warnings.add(
                    "children",
                    Some(kind),
                    &[" has no text that could be shown; it was left out"],
                );
                continue;
            };
            let mut marks = Vec::new();
            if let Some(Value::Array(list)) = child.get("marks") {
                for mark in list.iter().take(DEEPEST) {
                    marks.extend(mark.as_str());
                }
            }
            spans.push(Span { marks, text });
        }
    }
    let mut inlines = Vec::new();
    nest(&spans, entry.get("markDefs"), warnings, &mut inlines);
    inlines
}

/// Nests marks: one that covers several spans becomes one inline around them,
/// so that a link with a bold word in it stays one link.
fn nest(
    spans: &[Span<'_>],
    definitions: Option<&Value>,
    warnings: &mut Warnings,
    inlines: &mut Vec<Value>,
) {
    let mut at = 0;
    while let Some(first) = spans.get(at) {
        let mut longest = at;
        let mut outer = None;
        for mark in &first.marks {
            // Code holds only letters: it stands inside whatever else there is.
            let is_code = *mark == "code";
            if is_code && first.marks.len() > 1 {
                continue;
            }
            let mut end = at + 1;
            while let Some(span) = spans.get(end)
                && span.marks.contains(mark)
                && !(is_code && span.marks.len() > 1)
            {
                end += 1;
            }
            if end > longest {
                longest = end;
                outer = Some(*mark);
            }
        }
        let Some(mark) = outer else {
            if first.marks.is_empty() {
                push_lines(first.text, inlines);
            } else {
                // The same mark twice.
                inlines.push(object(&[("type", "code"), ("text", first.text)]));
            }
            at += 1;
            continue;
        };
        let mut inner = Vec::new();
        for span in &spans[at..longest] {
            let mut span = span.clone();
            span.marks.retain(|other| *other != mark);
            inner.push(span);
        }
        at = longest;
        if mark == "code" {
            let mut text = String::new();
            for span in &inner {
                text.push_str(span.text);
            }
            inlines.push(object(&[("type", "code"), ("text", &text)]));
            continue;
        }
        let mut wrapped = Vec::new();
        nest(&inner, definitions, warnings, &mut wrapped);
        match inline_of(mark, definitions, warnings) {
            Some(mut inline) => {
                inline.push("text", Value::Array(wrapped));
                inlines.push(Value::Object(inline));
            }
            None => inlines.extend(wrapped),
        }
    }
}

/// The inline that a mark stands for, still without its text.
fn inline_of(mark: &str, definitions: Option<&Value>, warnings: &mut Warnings) -> Option<Object> {
    const MARKS: &str = "strong em sub sup strike-through highlight underline";
    const KINDS: [&str; 6] = ["strong", "em", "sub", "sup", "del", "mark"];
    let mut inline = Object::default();
    if let Some(index) = word_index(MARKS, mark, false) {
        // What is only underlined would be taken for a link.
        let kind = KINDS.get(index)?;
        inline.push("type", Value::String((*kind).to_owned()));
        return Some(inline);
    }
    let mut kind = mark;
    if let Some(Value::Array(list)) = definitions {
        // A block has a few; a list without end would be walked for every mark.
        for definition in list.iter().take(200) {
            if definition.get("_key").and_then(Value::as_str) != Some(mark) {
                continue;
            }
            kind = kind_of(definition).unwrap_or_default();
            if let Some(address) = shape::find(definition, "/href | /url") {
                inline.push("type", Value::String("link".to_owned()));
                inline.push("url", text_value(address)?);
                return Some(inline);
            }
        }
    }
    warnings.add(
        "marks",
        Some(kind),
        &[" is not known here; only its text is shown"],
    );
    None
}

/// Text in which a line feed is a break.
fn push_lines(text: &str, inlines: &mut Vec<Value>) {
    let mut is_first = true;
    for line in text.split('\n') {
        if !is_first {
            inlines.push(object(&[("type", "break")]));
        }
        is_first = false;
        if !line.is_empty() {
            inlines.push(Value::String(line.to_owned()));
        }
    }
}

/// The text of blocks as one line, for a lead.
pub(super) fn line_of(list: &[Value], warnings: &mut Warnings) -> Option<Value> {
    let mut run = Vec::new();
    for entry in list {
        let inlines = line(entry, warnings);
        if !run.is_empty() && !inlines.is_empty() {
            run.push(object(&[("type", "break")]));
        }
        run.extend(inlines);
    }
    (!run.is_empty()).then_some(Value::Array(run))
}
