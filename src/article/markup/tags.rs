//! Tags: names, attributes, and what a start tag begins and ends.

use super::nesting::{self, Scope, is_raw, is_void, takes_references};
use super::parser::{Open, Parser};
use super::references::decoded;

/// The most attributes of one element.
const MOST_ATTRIBUTES: usize = 100;

impl<'a> Parser<'a> {
    pub(super) fn start_tag(&mut self) {
        self.at += 1;
        let name = self.name();
        let Some(closes_itself) = self.attributes() else {
            // The text ends inside the tag: there is no such element.
            self.at = self.text.len();
            return;
        };
        let mut marks = Vec::new();
        let mut is_html = true;
        if self.is_html {
            is_html = self.enter_namespace(&name);
            if matches!(name.as_str(), "html" | "body") && self.has_open(&name) {
                return;
            }
            if is_html {
                if self.top_name() == "head" && !nesting::is_of_head(&name) {
                    self.pop();
                }
                marks = self.imply_ends(&name);
            }
        }
        let is_foreign = matches!(local(&name), "svg" | "math");
        if !self.has_room() {
            return;
        }
        let id = self
            .record
            .open(&name, is_html && !is_foreign && self.is_in_html());
        for (key, value) in std::mem::take(&mut self.attributes) {
            let value = decoded(value, true, true);
            if self.is_html {
                self.record.attribute(&key.to_ascii_lowercase(), &value);
            } else {
                self.record.attribute(key, &value);
            }
        }
        if self.is_html && is_html && !is_foreign {
            if is_raw(&name) {
                self.raw_text(&name, id);
            } else if !is_void(&name) {
                self.push_open(id);
                self.reopen(&marks);
            }
        } else if !closes_itself {
            self.push_open(id);
        }
    }

    /// Reads the attributes of a tag, and gives whether it ends with "/>";
    /// nothing where it has no end.
    pub(super) fn attributes(&mut self) -> Option<bool> {
        self.attributes.clear();
        loop {
            self.skip_space(b'/');
            if self.at >= self.text.len() {
                return None;
            }
            if self.byte(0) == b'>' {
                let closes_itself = self.text.as_bytes()[self.at - 1] == b'/';
                self.at += 1;
                return Some(closes_itself);
            }
            let start = self.at;
            if self.byte(0) == b'=' {
                self.at += 1;
            }
            self.name();
            let key = self.text.get(start..self.at).unwrap_or_default();
            self.skip_space(b' ');
            let mut value = "";
            if self.byte(0) == b'=' {
                self.at += 1;
                self.skip_space(b' ');
                value = self.attribute_value();
            }
            if self.attributes.len() < MOST_ATTRIBUTES {
                self.attributes.push((key, value));
            }
        }
    }

    pub(super) fn attribute_value(&mut self) -> &'a str {
        let quote = self.byte(0);
        let start;
        let end;
        if matches!(quote, b'"' | b'\'') {
            self.at += 1;
            start = self.at;
            end = self.skip_to(if quote == b'"' { "\"" } else { "'" });
        } else {
            start = self.at;
            while !matches!(self.byte(0), b'\t' | b'\n' | 0xC | b'\r' | b' ' | b'>')
                && self.at < self.text.len()
            {
                self.at += 1;
            }
            end = self.at;
        }
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether what comes next is HTML, judged by where it stands; an HTML tag
    /// inside a drawing ends the drawing, as it does in browsers.
    pub(super) fn enter_namespace(&mut self, name: &str) -> bool {
        if self.is_in_html() {
            return true;
        }
        if !nesting::breaks_out(name) {
            return false;
        }
        while self.open.len() > 1 && !self.is_in_html() {
            self.open.pop();
        }
        true
    }

    /// Whether a child of the innermost open element is HTML.
    pub(super) fn is_in_html(&self) -> bool {
        let top = self.open.last().map_or(0, |open| open.id);
        let top = self.record.so_far().node(top);
        top.is_html() || (self.is_html && nesting::is_integration_point(top.name()))
    }

    pub(super) fn has_open(&self, name: &str) -> bool {
        for depth in 1..self.open.len() {
            if self.name_of(depth) == name {
                return true;
            }
        }
        false
    }

    /// Closes what a start tag closes without saying so; gives the marks that
    /// go on inside the new element.
    pub(super) fn imply_ends(&mut self, name: &str) -> Vec<usize> {
        let mut marks = Vec::new();
        for scope in &nesting::SCOPES {
            if !scope.begins_with(name) {
                continue;
            }
            let Some(depth) = self.closed_by(scope) else {
                continue;
            };
            self.marks_above(depth, &mut marks);
            self.open.truncate(depth + 1);
            self.pop();
        }
        marks
    }

    /// The outermost open element that a start tag closes.
    pub(super) fn closed_by(&self, scope: &Scope) -> Option<usize> {
        let mut found = None;
        let mut depth = self.open.len();
        while depth > 1 {
            depth -= 1;
            let known = self.name_of(depth);
            if scope.closes(known) {
                found = Some(depth);
            } else if scope.stops_at(known) {
                break;
            }
        }
        found
    }

    /// Everything up to the element's own end tag is its text.
    pub(super) fn raw_text(&mut self, name: &str, id: usize) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = bytes.len();
        while self.at < bytes.len() {
            if self.byte(0) == b'<' && self.byte(1) == b'/' {
                let found = bytes.get(self.at + 2..self.at + 2 + name.len());
                let after = self.byte(2 + name.len());
                if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                    && (after <= b' ' || matches!(after, b'/' | b'>'))
                {
                    end = self.at;
                    self.skip_to(">");
                    break;
                }
            }
            self.at += 1;
        }
        self.open.push(Open::new(id));
        self.add_text(start, end, takes_references(name));
        self.open.pop();
    }

    /// A name from here on.
    pub(super) fn name(&mut self) -> String {
        let start = self.at;
        while !matches!(
            self.byte(0),
            0 | b'\t' | b'\n' | 0xC | b'\r' | b' ' | b'/' | b'>' | b'='
        ) {
            self.at += 1;
        }
        let mut name = self.text.get(start..self.at).unwrap_or_default().to_owned();
        if self.is_html {
            name.make_ascii_lowercase();
        }
        name
    }

    /// Goes to the next byte of a tag that is neither white space nor in `also`.
    pub(super) fn skip_space(&mut self, also: u8) {
        while self.at < self.text.len() {
            let byte = self.byte(0);
            if byte > b' ' && byte != also {
                return;
            }
            self.at += 1;
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    match name.split_once(':') {
        Some((_, local)) => local,
        None => name,
    }
}
