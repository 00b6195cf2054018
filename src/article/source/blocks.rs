//! The body of a foreign document, in whatever form: which one is found out.

use super::super::warning::Warnings;
use super::values::{Markup, html_block, markup_of, object, paragraph, scalar};
use super::{editor_js, portable_text};
use crate::json::{self, Value};
use crate::shape;
use crate::text::{is_blank, non_empty, trimmed};

/// Blocks of article JSON out of HTML, plain text, a list of either, Portable
/// Text, Editor.js or article JSON itself.
pub(super) fn blocks_of(value: &Value, warnings: &mut Warnings) -> Option<Vec<Value>> {
    let mut blocks = Vec::new();
    match value {
        Value::String(text) => {
            // Databases keep what an editor saved as text.
            if trimmed(text).starts_with(['{', '['])
                && let Ok(saved) = json::parse(text)
            {
                return blocks_of(&saved, warnings);
            }
            blocks = string_blocks(text);
        }
        Value::Array(list) => {
            if portable_text::is_text(value) {
                return Some(portable_text::convert(list, warnings));
            }
            if editor_js::is_block_list(value) {
                return Some(editor_js::convert(list, warnings));
            }
            for entry in list {
                match entry {
                    Value::String(text) => blocks.extend(string_blocks(text)),
                    block => blocks.push(block.clone()),
                }
            }
        }
        Value::Object(_) => {
            if let Some(inner) = shape::find(value, "/blocks | /rendered | /html | /@value") {
                return blocks_of(inner, warnings);
            }
            blocks.push(value.clone());
        }
        other => blocks.push(Value::String(scalar(other)?)),
    }
    (!blocks.is_empty()).then_some(blocks)
}

/// HTML where it holds a tag, and plain text otherwise.
fn string_blocks(text: &str) -> Vec<Value> {
    match markup_of(text) {
        Markup::Tag => vec![html_block(text)],
        _ => text_blocks(text, true),
    }
}

/// Plain text as paragraphs: parted by empty lines where there are any, line by
/// line otherwise. With `has_references` a line may hold "&amp;" and the like.
pub(super) fn text_blocks(text: &str, has_references: bool) -> Vec<Value> {
    let mut has_empty_lines = false;
    for line in trimmed(text).split('\n') {
        has_empty_lines |= is_blank(line);
    }
    let mut blocks = Vec::new();
    let mut run = Vec::new();
    for line in text.split('\n') {
        if !has_empty_lines || is_blank(line) {
            flush(&mut run, &mut blocks);
        }
        if let Some(line) = non_empty(line) {
            if !run.is_empty() {
                run.push(object(&[("type", "break")]));
            }
            run.push(if has_references && markup_of(&line) != Markup::None {
                html_block(&line)
            } else {
                Value::String(line)
            });
        }
    }
    flush(&mut run, &mut blocks);
    blocks
}

fn flush(run: &mut Vec<Value>, blocks: &mut Vec<Value>) {
    if !run.is_empty() {
        blocks.push(paragraph(Value::Array(std::mem::take(run))));
    }
}
