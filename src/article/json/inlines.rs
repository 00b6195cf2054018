//! Text: a string, or a list of strings and inline objects.

use super::super::date::Timestamp;
use super::super::model::{Inline, Link};
use super::super::text::{is_visible, plain_text, quoted, trim_run, trimmed};
use super::reader::{Object, Reader};
use serde_json::Value;

const INLINE_TYPES: &str =
    "text, strong, em, link, code, sub, sup, mark, break, note, abbr, time, span";

impl Reader<'_> {
    /// The text of a field, trimmed at its ends; empty where there is none.
    pub(super) fn text(&mut self, map: &Object, key: &str) -> Vec<Inline> {
        let mut run = Vec::new();
        if let Some(value) = map.get(key) {
            self.warnings.enter(key);
            run = self.text_of(value);
            self.warnings.leave();
        }
        run
    }

    /// The text of a field without which its owner is left out.
    pub(super) fn required_text(
        &mut self,
        map: &Object,
        key: &str,
        consequence: &str,
    ) -> Vec<Inline> {
        let run = self.text(map, key);
        if run.is_empty() {
            let problem = ["holds no text; ", consequence].concat();
            self.warnings.warn_field(key, problem);
        }
        run
    }

    /// Text from any value, trimmed at its ends.
    pub(super) fn text_of(&mut self, value: &Value) -> Vec<Inline> {
        let mut run = Vec::new();
        self.push_inlines(value, &mut run);
        trim_run(&mut run);
        run
    }

    /// Adds the text of any value, untrimmed.
    pub(super) fn push_inlines(&mut self, value: &Value, run: &mut Vec<Inline>) {
        match value {
            Value::Null => {}
            Value::String(text) => {
                if !text.is_empty() && self.count_node() {
                    run.push(Inline::Text(text.as_str().into()));
                }
            }
            Value::Array(list) => {
                if !self.descend() {
                    return;
                }
                for (index, entry) in list.iter().enumerate() {
                    self.warnings.enter_number(index + 1);
                    self.push_inlines(entry, run);
                    self.warnings.leave();
                }
                self.ascend();
            }
            Value::Object(map) => {
                if !self.descend() {
                    return;
                }
                if self.count_node() {
                    self.push_inline_object(map, run);
                }
                self.ascend();
            }
            other => self.wrong_type(other, "text (a string or a list of inlines)"),
        }
    }

    fn push_inline_object(&mut self, map: &Object, run: &mut Vec<Inline>) {
        let kind = self.string(map, "type").unwrap_or_default();
        let wrap: fn(Vec<Inline>) -> Inline = match kind.as_str() {
            "strong" => Inline::Strong,
            "em" => Inline::Emphasis,
            "sub" => Inline::Subscript,
            "sup" => Inline::Superscript,
            "mark" => Inline::Mark,
            _ => {
                self.push_special_inline(&kind, map, run);
                return;
            }
        };
        self.check_fields(map, &["type", "text"]);
        let text = self.inner_text(map);
        if !text.is_empty() {
            run.push(wrap(text));
        }
    }

    /// Inlines with fields of their own.
    fn push_special_inline(&mut self, kind: &str, map: &Object, run: &mut Vec<Inline>) {
        match kind {
            "text" | "" => {
                self.check_fields(map, &["type", "text"]);
                let text = self.inner_text(map);
                run.extend(text);
            }
            "break" => {
                self.check_fields(map, &["type"]);
                run.push(Inline::Break);
            }
            "code" => {
                self.check_fields(map, &["type", "text"]);
                let code = self.required_string(map, "text", "the code was left out");
                run.extend(code.map(Inline::Code));
            }
            "link" => {
                self.check_fields(map, &["type", "url", "text"]);
                self.push_link(map, run);
            }
            "note" => {
                self.check_fields(map, &["type", "ref", "label"]);
                let label = self.string(map, "label");
                if let Some(id) = self.required_string(map, "ref", "the reference was left out") {
                    self.references.push((self.warnings.place(), id.clone()));
                    run.push(Inline::NoteReference { id, label });
                }
            }
            "abbr" => {
                self.check_fields(map, &["type", "title", "text"]);
                let title = self.required_string(map, "title", "only the text is shown");
                let text = self.inner_text(map);
                match title {
                    Some(title) if !text.is_empty() => {
                        run.push(Inline::Abbreviation { title, text });
                    }
                    _ => run.extend(text),
                }
            }
            "time" => {
                self.check_fields(map, &["type", "datetime", "text"]);
                self.push_time(map, run);
            }
            "span" => {
                self.check_fields(map, &["type", "lang", "dir", "text"]);
                let lang = self.language(map, "lang");
                let dir = self.direction(map);
                let text = self.inner_text(map);
                if lang.is_none() && dir.is_none() {
                    run.extend(text);
                } else if !text.is_empty() {
                    run.push(Inline::Span { lang, dir, text });
                }
            }
            unknown => {
                let problem = [
                    quoted(unknown).as_str(),
                    " is no inline type; only its text is shown; known types: ",
                    INLINE_TYPES,
                ]
                .concat();
                self.warnings.warn_field("type", problem);
                let text = self.text(map, "text");
                run.extend(text);
            }
        }
    }

    /// The text inside an inline. It keeps the spaces at its ends: "Một là: "
    /// in bold needs the one after the colon.
    fn inner_text(&mut self, map: &Object) -> Vec<Inline> {
        let mut run = Vec::new();
        self.warnings.enter("text");
        if let Some(value) = map.get("text") {
            self.push_inlines(value, &mut run);
        }
        let is_space = matches!(map.get("text"), Some(Value::String(text)) if !text.is_empty());
        if run.is_empty() || !(is_space || is_visible(&run)) {
            self.warnings.warn("holds no text; it was left out");
            run.clear();
        }
        self.warnings.leave();
        run
    }

    fn push_link(&mut self, map: &Object, run: &mut Vec<Inline>) {
        const LOST: &str = "only the link's text is shown";
        let raw = self.required_string(map, "url", LOST);
        // The address itself is the text of a link without one.
        let mut text = match (map.get("text"), &raw) {
            (None | Some(Value::Null), Some(raw)) => vec![Inline::Text(raw.as_str().into())],
            _ => self.inner_text(map),
        };
        remove_links(&mut text);
        let Some(raw) = raw else {
            run.extend(text);
            return;
        };
        match self.addresses.link_target(&raw) {
            Ok(target) if is_visible(&text) => run.push(Inline::Link(Link { target, text })),
            Ok(_) => {}
            Err(refusal) => {
                let problem = [refusal.to_string().as_str(), "; ", LOST].concat();
                self.warnings.warn_field("url", problem);
                run.extend(text);
            }
        }
    }

    fn push_time(&mut self, map: &Object, run: &mut Vec<Inline>) {
        let written = self.required_string(map, "datetime", "only the text is shown");
        let mut text = match (map.get("text"), &written) {
            (None | Some(Value::Null), Some(written)) => {
                vec![Inline::Text(written.as_str().into())]
            }
            _ => self.inner_text(map),
        };
        let Some(written) = written else {
            run.extend(text);
            return;
        };
        let (timestamp, problem) = Timestamp::parse(&written);
        match timestamp.machine_form() {
            Some(datetime) if !text.is_empty() => run.push(Inline::Time { datetime, text }),
            _ => {
                if let Some(problem) = problem {
                    let problem = [quoted(&written).as_str(), " ", problem].concat();
                    self.warnings.warn_field("datetime", problem);
                }
                run.append(&mut text);
            }
        }
    }
}

/// HTML has no link inside a link: inner ones give way to their text.
fn remove_links(run: &mut Vec<Inline>) {
    let mut index = 0;
    while index < run.len() {
        match &mut run[index] {
            Inline::Link(link) => {
                let text = std::mem::take(&mut link.text);
                run.splice(index..=index, text);
            }
            Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Subscript(text)
            | Inline::Superscript(text)
            | Inline::Mark(text)
            | Inline::Abbreviation { text, .. }
            | Inline::Time { text, .. }
            | Inline::Span { text, .. } => {
                remove_links(text);
                index += 1;
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::NoteReference { .. } => {
                index += 1;
            }
        }
    }
}

/// Text that stands where a plain string belongs, such as a credit.
impl Reader<'_> {
    /// A field of text whose marks the model has no room for.
    pub(super) fn plain(&mut self, map: &Object, key: &str) -> Option<String> {
        match map.get(key)? {
            Value::String(text) => {
                let text = trimmed(text);
                (!text.is_empty()).then(|| text.to_owned())
            }
            _ => {
                let text = plain_text(&self.text(map, key));
                (!text.is_empty()).then_some(text)
            }
        }
    }
}
