//! [`Counts`] as counter JSON, version 1, for another panel of the browser.

use super::model::Counts;
use super::read;
use super::shapes::VERSION_1;
use crate::json::{Value, push_string};

/// Greatest number that JavaScript keeps exactly; above it digits go into a
/// string (docs/counter-json.md).
const SAFE_NUMBER: u64 = (1 << 53) - 1;

/// Writes counter JSON, version 1. A count in words, which that format does
/// not know, goes into a member `shown` that other readers ignore.
pub fn write(counts: &Counts) -> String {
    let mut json = Writer::new();
    json.number("v", Some(1));
    json.text("at", counts.at.as_deref());
    if let Some(online) = counts.online {
        json.open("online");
        json.number("value", Some(online.value));
        json.number("window", online.window_seconds.map(u64::from));
        json.close();
    }
    let site = &counts.site;
    json.open("site");
    for (key, number) in [
        ("views", site.views),
        ("visitors", site.visitors),
        ("today", site.today),
        ("yesterday", site.yesterday),
        ("week", site.week),
        ("month", site.month),
        ("year", site.year),
    ] {
        json.number(key, number);
    }
    json.close();
    if let Some(page) = &counts.page {
        json.open("page");
        json.text("path", page.path.as_deref());
        json.number("views", page.views);
        json.number("visitors", page.visitors);
        json.number("online", page.online);
        json.close();
    }
    json.text("since", counts.since.as_deref());
    json.number("ttl", counts.ttl_seconds.map(u64::from));
    json.text("stream", counts.stream.as_deref());
    if let Some(shown) = &counts.shown {
        json.open("shown");
        json.text("label", Some(&shown.label));
        json.text("message", Some(&shown.message));
        json.close();
    }
    json.finish()
}

/// Reads back what [`write`] wrote, checked like any foreign answer; `None`
/// where it holds nothing to show.
pub fn read_back(value: &Value) -> Option<Counts> {
    let read = read::read_shape(value, &VERSION_1, Vec::new());
    read.ok().map(|(counts, _)| counts)
}

/// Writes one JSON object, member after member.
pub(super) struct Writer {
    text: String,
    is_first: bool,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            text: "{".to_owned(),
            is_first: true,
        }
    }

    /// Begins a member that is an object.
    pub(super) fn open(&mut self, key: &str) {
        self.key(key);
        self.text.push('{');
        self.is_first = true;
    }

    pub(super) fn close(&mut self) {
        self.text.push('}');
        self.is_first = false;
    }

    #[inline(never)]
    pub(super) fn number(&mut self, key: &str, number: Option<u64>) {
        let Some(number) = number else {
            return;
        };
        self.key(key);
        let quote = if number > SAFE_NUMBER { "\"" } else { "" };
        self.text.push_str(quote);
        self.text.push_str(&number.to_string());
        self.text.push_str(quote);
    }

    #[inline(never)]
    pub(super) fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            push_string(text, &mut self.text);
        }
    }

    /// A member whose JSON is already written.
    pub(super) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.text.push_str(json);
    }

    pub(super) fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }

    fn key(&mut self, key: &str) {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        push_string(key, &mut self.text);
        self.text.push(':');
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
