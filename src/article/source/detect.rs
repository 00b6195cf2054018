//! What a document is, found out by itself.

use super::document::Format;
use super::{editor_js, portable_text};
use crate::json::Value;
use crate::shape;
use crate::text::trimmed;

/// What a document is by its first characters, or by its media type where they
/// leave it open. Servers name the wrong type more often than a page begins
/// with a bracket, so the text is asked first. `Auto`: JSON, of whatever form.
pub(super) fn by_text(text: &str, content_type: &str) -> Format {
    let text = trimmed(text);
    if text.starts_with(['{', '[']) {
        return Format::Auto;
    }
    if text.starts_with('<') {
        return root_element(text);
    }
    if matches!(content_type, "text/html" | "application/xhtml+xml") {
        return Format::Html;
    }
    Format::Auto
}

/// What the first element says, after declarations and comments.
fn root_element(text: &str) -> Format {
    let mut rest = text;
    while let Some(after) = rest.strip_prefix('<') {
        let end = if after.starts_with("!--") {
            "-->"
        } else if after.starts_with('!') && has_declarations(after) {
            "]>"
        } else if after.starts_with(['?', '!']) {
            ">"
        } else {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let mut name = after;
            // A prefix says nothing, but of RSS 1.0.
            let mut prefix = "";
            for (index, byte) in after.bytes().enumerate() {
                if byte == b':' && prefix.is_empty() {
                    prefix = after.get(..index).unwrap_or_default();
                    name = after.get(index + 1..).unwrap_or_default();
                } else if !is_name(byte) {
                    let start = after.len() - name.len();
                    name = after.get(start..index).unwrap_or_default();
                    break;
                }
            }
            for (known, format) in [
                ("rss", Format::Rss),
                ("rdf", Format::Rss),
                ("feed", Format::Atom),
            ] {
                let is_known = name.eq_ignore_ascii_case(known);
                if is_known && (known != "rdf" || prefix.eq_ignore_ascii_case("rdf")) {
                    return format;
                }
            }
            return Format::Html;
        };
        let mut windows = after.as_bytes().windows(end.len());
        let Some(at) = windows.position(|window| window == end.as_bytes()) else {
            break;
        };
        rest = trimmed(after.get(at + end.len()..).unwrap_or_default());
    }
    Format::Html
}

/// Whether a document type declares anything in brackets, where ">" is no end.
fn has_declarations(text: &str) -> bool {
    let end = text.find('>').unwrap_or_default();
    // Not the whole rest of the text: there may be a million of these.
    text.as_bytes()[..end].contains(&b'[')
}

/// The marks of formats: pointers of which one finds something.
const MARKS: [(Format, &str); 3] = [
    (
        Format::WordPress,
        "/content/rendered | /title/rendered | /0/content/rendered | /0/title/rendered",
    ),
    (
        Format::Ghost,
        "/posts/0/html | /posts/0/uuid | /posts/0/comment_id | /posts/0/feature_image | /pages/0/html | /pages/0/uuid",
    ),
    (
        Format::JsonLd,
        "/@context | /@graph | /@type | /0/@context | /0/@graph | /0/@type",
    ),
];

/// What a JSON document is; `Json` where it bears no foreign mark.
pub(super) fn by_value(value: &Value) -> Format {
    if is_own(value) {
        return Format::Json;
    }
    if is_json_feed(value) {
        return Format::JsonFeed;
    }
    for (format, marks) in MARKS {
        if shape::find(value, marks).is_some() {
            return format;
        }
    }
    if portable_text_of(value).is_some() {
        return Format::PortableText;
    }
    let blocks = value.get("blocks");
    if editor_js::is_block_list(blocks.unwrap_or(value)) {
        return Format::EditorJs;
    }
    // An editor in which nothing was written yet.
    if blocks.is_some() && value.get("time").is_some() {
        return Format::EditorJs;
    }
    Format::Json
}

/// Whether a JSON document says what it is.
pub(super) fn bears_mark(value: &Value) -> bool {
    is_own(value) || is_lone_block(value) || by_value(value) != Format::Json
}

/// Whether it is one block of Portable Text, or one of Editor.js, without the
/// list that it stands in.
pub(super) fn is_lone_block(value: &Value) -> bool {
    let is_text = value.get("_type").and_then(Value::as_str) == Some("block");
    let has_children = matches!(value.get("children"), Some(Value::Array(_)));
    let is_tool = matches!(value.get("type"), Some(Value::String(_)))
        && matches!(value.get("data"), Some(Value::Object(_)));
    (is_text && has_children) || is_tool
}

/// Whether it is article JSON, which says its version as a number. So may
/// schema.org (<https://schema.org/version>), which says its type as well.
pub(super) fn is_own(value: &Value) -> bool {
    matches!(value.get("version"), Some(Value::Number(_))) && value.get("@type").is_none()
}

/// Whether the version is an address of the format's own site.
pub(super) fn is_json_feed(value: &Value) -> bool {
    let version = value.get("version").and_then(Value::as_str);
    let version = version.unwrap_or_default();
    let rest = version
        .strip_prefix("https://")
        .or_else(|| version.strip_prefix("http://"))
        .unwrap_or_default();
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.starts_with("jsonfeed.org/version/")
}

/// The document around Portable Text and its pointer, which is the list itself
/// where there is none. A query answers with a `result`.
pub(super) fn portable_text_of(value: &Value) -> Option<(&Value, &'static str)> {
    for pointer in ["", "/result", "/result/0", "/0"] {
        let Some(document) = value.pointer(pointer) else {
            continue;
        };
        let text = shape::find(document, "/body | /content");
        if portable_text::has_block(document) || text.is_some_and(portable_text::has_block) {
            return Some((document, pointer));
        }
    }
    None
}
