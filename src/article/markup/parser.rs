//! From letters to a tree: texts, declarations, and which elements are open.

use super::super::MAX_NODES;
use super::super::dom::RecordBuilder;
use super::nesting;
use super::references::decoded;
use crate::text::is_blank;

/// The most elements and texts that are kept, as many as a walk looks at.
pub(super) const LARGEST: usize = 4 * MAX_NODES;

/// The deepest nesting that is kept; what lies deeper moves up to it. Browsers
/// stop at 512, and the walks over an article at 200.
const MAX_DEPTH: usize = 256;

/// The most marks that go on behind an end that cut them off.
pub(super) const MOST_MARKS: usize = 8;

/// The most bytes of attributes that go on with a mark.
const LONGEST_COPY: usize = 2000;

/// An element that is still open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) id: usize,
    /// Its end came while a block inside was open: it ends with that block.
    pub(super) has_ended: bool,
}

impl Open {
    pub(super) fn new(id: usize) -> Self {
        Self {
            id,
            has_ended: false,
        }
    }
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) is_html: bool,
    /// Those of the tag that was read last, as they are written.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    /// The root, and the elements whose ends have not come yet.
    pub(super) open: Vec<Open>,
    pub(super) record: RecordBuilder,
    /// Whether the text holds more than is kept.
    pub(super) is_cut: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn run(&mut self) {
        let mut start = self.at;
        while self.at < self.text.len() && !self.is_cut {
            if self.byte(0) != b'<' {
                self.at += 1;
                continue;
            }
            let next = self.byte(1);
            let is_tag = is_name_start(next) || (next == b'/' && is_name_start(self.byte(2)));
            if !is_tag && !matches!(next, b'!' | b'?' | b'/') {
                self.at += 1;
                continue;
            }
            self.add_text(start, self.at, true);
            match next {
                _ if !is_tag => self.declaration(),
                b'/' => self.end_tag(),
                _ => self.start_tag(),
            }
            start = self.at;
        }
        self.add_text(start, self.at, true);
    }

    /// The byte that lies so far ahead; 0 beyond the end.
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        let at = self.at + ahead;
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Goes to where the next element or text belongs; `false` where there are
    /// too many already.
    #[inline(never)]
    pub(super) fn has_room(&mut self) -> bool {
        if self.record.so_far().len() > LARGEST {
            self.is_cut = true;
            self.record.cut();
            return false;
        }
        let parent = self.open.last().map_or(0, |open| open.id);
        self.record.close_inside(parent);
        true
    }

    #[inline(never)]
    pub(super) fn add_text(&mut self, start: usize, end: usize, has_references: bool) {
        let letters = self.text.get(start..end).unwrap_or_default();
        if letters.is_empty() {
            return;
        }
        let letters = decoded(letters, has_references, false);
        // The head of an HTML page holds no text: what stands there is the body.
        if self.is_html && self.top_name() == "head" && !is_blank(&letters) {
            self.pop();
        }
        if self.has_room() {
            self.record.text(&letters);
        }
    }

    pub(super) fn top_name(&self) -> &str {
        self.name_of(self.open.len() - 1)
    }

    pub(super) fn name_of(&self, depth: usize) -> &str {
        self.record.so_far().node(self.open[depth].id).name()
    }

    /// Goes behind the next `mark`; gives where it stands, or the end.
    #[inline(never)]
    pub(super) fn skip_to(&mut self, mark: &str) -> usize {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let found = self.at;
            if bytes[found..].starts_with(mark.as_bytes()) {
                self.at += mark.len();
                return found;
            }
            self.at += 1;
        }
        self.at
    }

    /// Comments, document types, instructions and CDATA.
    pub(super) fn declaration(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with("<!--") {
            self.at += 4;
            // "<!-->" is a whole comment in HTML.
            if self.is_html && self.byte(0) == b'>' {
                self.at += 1;
            } else {
                self.skip_to("-->");
            }
        } else if rest.starts_with("<![CDATA[") && (!self.is_html || !self.is_in_html()) {
            self.at += 9;
            let start = self.at;
            let end = self.skip_to("]]>");
            self.add_text(start, end, false);
        } else if self.is_html || rest.starts_with("<?") {
            self.skip_to(if self.is_html { ">" } else { "?>" });
        } else {
            self.document_type();
        }
    }

    /// Its declarations may hold ">" in quotes and in brackets. None is read.
    pub(super) fn document_type(&mut self) {
        let mut is_inside = false;
        let mut quote = 0;
        while self.at < self.text.len() {
            let byte = self.byte(0);
            // An apostrophe in a comment is no quote.
            if quote == 0 && byte == b'<' && self.byte(1) == b'!' && self.byte(2) == b'-' {
                self.skip_to("-->");
                continue;
            }
            self.at += 1;
            match byte {
                b'"' | b'\'' if quote == 0 => quote = byte,
                _ if byte == quote => quote = 0,
                _ if quote != 0 => {}
                b'[' => is_inside = true,
                b']' => is_inside = false,
                b'>' if !is_inside => return,
                _ => {}
            }
        }
    }

    pub(super) fn end_tag(&mut self) {
        self.at += 2;
        let name = self.name();
        self.skip_to(">");
        let Some(depth) = self.end_of(&name) else {
            return;
        };
        if self.is_html && nesting::is_formatting(&name) {
            for inner in depth + 1..self.open.len() {
                if !nesting::is_formatting(self.name_of(inner)) {
                    self.open[depth].has_ended = true;
                    return;
                }
            }
            self.close_to(depth, true);
        } else {
            self.close_to(depth, false);
        }
    }

    /// The open element that an end belongs to.
    pub(super) fn end_of(&self, name: &str) -> Option<usize> {
        // What comes after </body> is read as if it stood before it.
        if self.is_html && matches!(name, "body" | "html") {
            return None;
        }
        let mut depth = self.open.len();
        while depth > 1 {
            depth -= 1;
            let known = self.name_of(depth);
            if known == name && !self.open[depth].has_ended {
                return Some(depth);
            }
            // No end inside a cell ends the table around it but the table's own.
            if self.is_html && nesting::holds_ends(known, name) {
                return None;
            }
        }
        None
    }

    pub(super) fn pop(&mut self) {
        self.open.pop();
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.has_ended) {
            self.open.pop();
        }
    }

    /// Closes the open elements from `depth` on. With `reopens`, marks such as
    /// bold that were cut off there begin anew behind.
    #[inline(never)]
    pub(super) fn close_to(&mut self, depth: usize, reopens: bool) {
        let mut marks = Vec::new();
        if reopens {
            self.marks_above(depth, &mut marks);
        }
        self.open.truncate(depth + 1);
        self.pop();
        self.reopen(&marks);
    }

    /// Marks such as bold that are open inside the element at `depth`.
    #[inline(never)]
    pub(super) fn marks_above(&self, depth: usize, marks: &mut Vec<usize>) {
        for inner in depth + 1..self.open.len() {
            let is_mark = nesting::is_formatting(self.name_of(inner));
            if is_mark && !self.open[inner].has_ended && marks.len() < MOST_MARKS {
                marks.push(self.open[inner].id);
            }
        }
    }

    #[inline(never)]
    pub(super) fn reopen(&mut self, marks: &[usize]) {
        for mark in marks {
            if self.has_room()
                && let Some(id) = self.record.open_again(*mark, LONGEST_COPY)
            {
                self.push_open(id);
            }
        }
    }

    pub(super) fn push_open(&mut self, id: usize) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open::new(id));
        }
    }
}

/// Bytes above ASCII begin names in XML, and are text in HTML; feeds have none.
fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}
