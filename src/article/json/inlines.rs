//! Text: a string, or a list of strings and inline objects.

use super::super::date::Timestamp;
use super::super::model::{Block, Inline, Link, LinkTarget};
use super::super::runs::{is_visible, plain_text, push_marked, text_run, trim_run};
use super::reader::{Object, Reader};
use crate::json::Value;
use crate::text::{non_empty, word_index};

const INLINE_TYPES: &str = "text, strong, em, link, code, sub, sup, mark, break, note, abbr, time, span, small, del, ins, ruby, image, html";

/// The fields of each inline type, in the same order.
const INLINE_FIELDS: [&str; 19] = [
    "type, text",
    "type, text",
    "type, text",
    "type, url, text",
    "type, text",
    "type, text",
    "type, text",
    "type, text",
    "type",
    "type, ref, label",
    "type, title, text",
    "type, datetime, text",
    "type, lang, dir, text",
    "type, text",
    "type, text",
    "type, text",
    "type, text, annotation",
    "type, url, alt, width, height, candidates",
    "type, html",
];

const ONLY_TEXT: &str = "only the text is shown";

impl Reader<'_> {
    /// The text of a field, trimmed at its ends; empty where there is none.
    #[inline(never)]
    pub(super) fn text(&mut self, map: &Object, key: &str) -> Vec<Inline> {
        let mut run = Vec::new();
        if let Some(value) = map.get(key) {
            self.warnings.enter(key);
            run = self.text_of(value);
            self.warnings.leave();
        }
        run
    }

    /// Text from any value, trimmed at its ends.
    #[inline(never)]
    pub(super) fn text_of(&mut self, value: &Value) -> Vec<Inline> {
        let mut run = Vec::new();
        self.push_inlines(value, &mut run);
        trim_run(&mut run);
        run
    }

    /// Adds the text of any value, untrimmed.
    #[inline(never)]
    pub(super) fn push_inlines(&mut self, value: &Value, run: &mut Vec<Inline>) {
        match value {
            Value::Null => {}
            Value::String(text) => {
                if !text.is_empty() && self.count_node() {
                    run.push(Inline::Text(text.as_str().into()));
                }
            }
            Value::Array(_) | Value::Object(_) => {
                if !self.descend() {
                    return;
                }
                match value {
                    Value::Array(list) => {
                        self.each_of(list, &mut |reader, entry| reader.push_inlines(entry, run));
                    }
                    Value::Object(map) if self.count_node() => self.push_inline_object(map, run),
                    _ => {}
                }
                self.ascend();
            }
            other => self.wrong_type(other, "text (a string or a list of inlines)"),
        }
    }

    fn push_inline_object(&mut self, map: &Object, run: &mut Vec<Inline>) {
        let kind = self.string(map, "type");
        let kind = kind.as_deref().unwrap_or("text");
        let Some(index) = word_index(INLINE_TYPES, kind, false) else {
            self.warnings.add(
                "type",
                Some(kind),
                &[
                    " is no inline type; only its text is shown; known types: ",
                    INLINE_TYPES,
                ],
            );
            let text = self.text(map, "text");
            run.extend(text);
            return;
        };
        self.check_fields(map, INLINE_FIELDS[index]);
        let nothing = Vec::new();
        // What the text is where none is written.
        let mut fallback = None;
        let mut is_link = false;
        let mark = match index {
            1 => Some(Inline::Strong(nothing)),
            2 => Some(Inline::Emphasis(nothing)),
            3 => {
                is_link = true;
                fallback = self.required_string(map, "url", ONLY_TEXT);
                fallback.as_deref().and_then(|raw| self.link(raw))
            }
            4 => {
                let code = self.required_string(map, "text", "the code was left out");
                run.extend(code.map(Inline::Code));
                return;
            }
            5 => Some(Inline::Subscript(nothing)),
            6 => Some(Inline::Superscript(nothing)),
            7 => Some(Inline::Mark(nothing)),
            8 => {
                run.push(Inline::Break);
                return;
            }
            9 => {
                let label = self.string(map, "label");
                if let Some(id) = self.required_string(map, "ref", "the reference was left out") {
                    self.references.push((self.warnings.place(), id.clone()));
                    run.push(Inline::NoteReference { id, label });
                }
                return;
            }
            10 => {
                let title = self.required_string(map, "title", ONLY_TEXT);
                title.map(|title| Inline::Abbreviation {
                    title,
                    text: nothing,
                })
            }
            11 => {
                fallback = self.required_string(map, "datetime", ONLY_TEXT);
                fallback.as_deref().and_then(|written| self.time(written))
            }
            12 => {
                let lang = self.language(map);
                let dir = self.direction(map);
                (lang.is_some() || dir.is_some()).then_some(Inline::Span {
                    lang,
                    dir,
                    text: nothing,
                })
            }
            13 => Some(Inline::Small(nothing)),
            14 => Some(Inline::Deleted(nothing)),
            15 => Some(Inline::Inserted(nothing)),
            16 => {
                let annotation = self.text(map, "annotation");
                if annotation.is_empty() {
                    let problem = ["is missing; ", ONLY_TEXT];
                    self.warnings.add("annotation", None, &problem);
                }
                (!annotation.is_empty()).then_some(Inline::Ruby {
                    text: nothing,
                    annotation,
                })
            }
            17 => {
                run.extend(self.image(map).map(Inline::Image));
                return;
            }
            18 => {
                self.push_html_line(map, run);
                return;
            }
            _ => None,
        };
        let text = match (map.get("text"), &fallback) {
            (None | Some(Value::Null), Some(fallback)) => text_run(fallback),
            _ => {
                let outer = self.is_in_link;
                self.is_in_link |= is_link;
                let text = self.inner_text(map);
                self.is_in_link = outer;
                text
            }
        };
        push_marked(run, mark, text);
    }

    /// HTML as one line of text: a break stands between its paragraphs.
    fn push_html_line(&mut self, map: &Object, run: &mut Vec<Inline>) {
        let Some(html) = self.required_string(map, "html", "it was left out") else {
            return;
        };
        let mut is_first = true;
        for block in self.read_html(&html) {
            let text = match block {
                Block::Paragraph(text) => text,
                Block::Heading(heading) => heading.text,
                _ => {
                    self.warnings.warn_field(
                        "html",
                        "holds more than a line has room for, such as a list or a picture; that was left out",
                    );
                    continue;
                }
            };
            if !is_first {
                run.push(Inline::Break);
            }
            is_first = false;
            if self.is_in_link {
                run.extend(text_run(&plain_text(&text)));
            } else {
                run.extend(text);
            }
        }
    }

    /// The text inside an inline. It keeps the spaces at its ends: "Một là: "
    /// in bold needs the one after the colon.
    fn inner_text(&mut self, map: &Object) -> Vec<Inline> {
        let mut run = Vec::new();
        self.warnings.enter("text");
        let value = map.get("text");
        if let Some(value) = value {
            self.push_inlines(value, &mut run);
        }
        // A string of spaces is meant, a list of nothing is not.
        let is_string = matches!(value, Some(Value::String(_)));
        if run.is_empty() || !(is_string || is_visible(&run)) {
            self.warnings.warn("holds no text; it was left out");
            run.clear();
        }
        self.warnings.leave();
        run
    }

    /// A link without its text; none inside a link, because HTML has no such thing.
    fn link(&mut self, raw: &str) -> Option<Inline> {
        let target = self.link_target("url", raw, "only the link's text is shown")?;
        (!self.is_in_link).then_some(Inline::Link(Link {
            target,
            text: Vec::new(),
        }))
    }

    /// Where a link leads; `lost` says what is left out otherwise.
    pub(super) fn link_target(&mut self, key: &str, raw: &str, lost: &str) -> Option<LinkTarget> {
        match self.addresses.link_target(raw) {
            Ok(target) => Some(target),
            Err(refusal) => {
                let reason = refusal.reason();
                self.warnings.add(key, None, &[&reason, "; ", lost]);
                None
            }
        }
    }

    /// A time without its text.
    fn time(&mut self, written: &str) -> Option<Inline> {
        let (timestamp, problem) = Timestamp::parse(written);
        if let Some(problem) = problem {
            self.warnings
                .add("datetime", Some(written), &[" ", problem]);
        }
        Some(Inline::Time {
            datetime: timestamp.machine_form()?,
            text: Vec::new(),
        })
    }

    /// A field of text whose marks the model has no room for, such as a credit.
    #[inline(never)]
    pub(super) fn plain(&mut self, map: &Object, key: &str) -> Option<String> {
        match map.get(key)? {
            Value::String(text) => non_empty(text),
            _ => non_empty(&plain_text(&self.text(map, key))),
        }
    }
}
