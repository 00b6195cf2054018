//! Who fills a record, and how: by calls, or all at once as a browser does.

use super::super::super::names::Names;
use super::super::attribute::{ATTRIBUTES, Attribute};
use super::super::tag::kind_of;
use super::{Content, Entry, Name, Range, Record};
use crate::text::word_index;

/// The most bytes of attributes that are kept, twice those of the largest
/// source: a parser copies the attributes of an open `b` or `a` into every
/// paragraph behind it, so a short text can hold very many of them.
const MAX_ATTRIBUTE_BYTES: usize = 40_000_000;

/// The most bytes that are kept of a list of classes: more than any real one has.
const MAX_CLASS_BYTES: usize = 1_000;

/// What a browser's numbers say; the rest are names.
pub(super) const CLOSE: i32 = 0;
pub(super) const LETTERS: i32 = 1;
pub(super) const CUT: i32 = 2;
pub(super) const FIRST_NAME: i32 = 3;

/// Fills a [`Record`] in document order. What is still open in the end is
/// closed there.
#[derive(Debug, Default)]
pub struct RecordBuilder {
    record: Record,
    /// Names with a blank before those that are none of HTML.
    names: Names,
    /// The elements that are open.
    open: Vec<usize>,
    attribute_bytes: usize,
    has_prefixes: bool,
}

impl RecordBuilder {
    /// `has_prefixes`: names are those of XML, where "xhtml:P" is a paragraph too.
    pub fn new(has_prefixes: bool) -> Self {
        Self {
            has_prefixes,
            ..Self::default()
        }
    }

    /// Begins an element, or, with an empty name, a document. Gives its number.
    pub fn open(&mut self, name: &str, is_html: bool) -> usize {
        let start = self.record.texts.len();
        if !is_html {
            self.record.texts.push(' ');
        }
        self.record.texts.push_str(name);
        let known = &self.record.texts[start..];
        let place = match self.names.position(known) {
            Some(place) => {
                self.record.texts.truncate(start);
                place
            }
            None => {
                self.names.insert(known);
                self.name((start, self.record.texts.len()))
            }
        };
        self.element(place)
    }

    /// Adds an attribute to the element that was begun last. The first of
    /// several with one name counts.
    pub fn attribute(&mut self, name: &str, value: &str) {
        if let Some(place) = word_index(ATTRIBUTES, name, false)
            && self.attribute_bytes < MAX_ATTRIBUTE_BYTES
            && !self.has_attribute(place)
        {
            let value = self.append(value);
            // There are fewer than 128.
            self.value(place as u8, value);
        }
    }

    fn has_attribute(&self, place: usize) -> bool {
        let Some(Content::Element(_, (first, last))) =
            self.record.entries.last().map(|entry| entry.content)
        else {
            return true;
        };
        self.record.attributes[first..last]
            .iter()
            .any(|(known, _)| usize::from(*known) == place)
    }

    /// Begins an element once more, with its attributes where they are no
    /// longer than `most` bytes.
    pub fn open_again(&mut self, index: usize, most: usize) -> Option<usize> {
        let Content::Element(name, (first, last)) = self.record.entries.get(index)?.content else {
            return None;
        };
        let again = self.element(name);
        let mut length = 0;
        for (_, (start, end)) in &self.record.attributes[first..last] {
            length += end - start;
        }
        for attribute in first..last {
            if length <= most {
                let (place, value) = self.record.attributes[attribute];
                self.value(place, value);
            }
        }
        Some(again)
    }

    /// Ends what is open inside the element with a number.
    pub fn close_inside(&mut self, index: usize) {
        while self.open.last().is_some_and(|open| *open > index) {
            self.close();
        }
    }

    /// What it holds so far.
    pub fn so_far(&self) -> &Record {
        &self.record
    }

    /// Adds a text.
    pub fn text(&mut self, letters: &str) {
        let range = self.append(letters);
        self.push(Content::Letters(range));
    }

    /// Ends the element that was begun last and is still open.
    pub fn close(&mut self) {
        if let Some(index) = self.open.pop() {
            self.record.entries[index].end = self.record.entries.len();
        }
    }

    /// Says that there was more.
    pub fn cut(&mut self) {
        self.record.is_cut = true;
    }

    /// The record.
    pub fn finish(mut self) -> Record {
        while !self.open.is_empty() {
            self.close();
        }
        self.record.lacks_attributes = self.attribute_bytes >= MAX_ATTRIBUTE_BYTES;
        self.record
    }

    fn append(&mut self, text: &str) -> Range {
        let start = self.record.texts.len();
        self.record.texts.push_str(text);
        (start, self.record.texts.len())
    }

    /// Adds a name that came for the first time; a blank before it says that it
    /// is none of HTML.
    #[inline(never)]
    fn name(&mut self, (start, end): Range) -> usize {
        let is_html = !self.record.text((start, end)).starts_with(' ');
        let written = (start + usize::from(!is_html), end);
        let mut local = written;
        if self.has_prefixes {
            let name = self.record.text(written);
            let name = name.split_once(':').map_or(name, |(_, local)| local);
            let lower = name.to_ascii_lowercase();
            local = self.append(&lower);
        }
        self.record.names.push(Name {
            written,
            local,
            is_html,
            kind: kind_of(self.record.text(local), is_html),
        });
        self.record.names.len() - 1
    }

    /// Begins an element with one of the names.
    fn element(&mut self, name: usize) -> usize {
        let first = self.record.attributes.len();
        let index = self.push(Content::Element(name, (first, first)));
        self.open.push(index);
        index
    }

    #[inline(never)]
    fn value(&mut self, place: u8, (start, mut end): Range) {
        if self.attribute_bytes >= MAX_ATTRIBUTE_BYTES {
            return;
        }
        self.attribute_bytes += end - start;
        if place == Attribute::Class as u8 && end - start > MAX_CLASS_BYTES {
            end = start + MAX_CLASS_BYTES;
            while !self.record.texts.is_char_boundary(end) {
                end -= 1;
            }
        }
        self.record.attributes.push((place, (start, end)));
        if let Some(Entry {
            content: Content::Element(_, (_, last)),
            ..
        }) = self.record.entries.last_mut()
        {
            *last = self.record.attributes.len();
        }
    }

    fn push(&mut self, content: Content) -> usize {
        let index = self.record.entries.len();
        self.record.entries.push(Entry {
            content,
            end: index + 1,
        });
        index
    }

    /// See [`Record::new`]. What does not fit together ends it.
    fn read(&mut self, numbers: &[i32]) -> Option<()> {
        let mut at = 0;
        let mut numbers = numbers.iter().copied();
        while let Some(number) = numbers.next() {
            match number {
                CLOSE => self.close(),
                CUT => self.cut(),
                LETTERS => {
                    let range = self.next(&mut at);
                    self.push(Content::Letters(range));
                }
                name => {
                    let name = usize::try_from(name)
                        .ok()?
                        .checked_sub(FIRST_NAME as usize)?;
                    if name == self.record.names.len() {
                        let range = self.next(&mut at);
                        self.name(range);
                    }
                    self.record.names.get(name)?;
                    self.element(name);
                    for _ in 0..numbers.next()? {
                        let place = u8::try_from(numbers.next()?).ok()?;
                        let value = self.next(&mut at);
                        self.value(place, value);
                    }
                }
            }
        }
        Some(())
    }

    /// The next part of the text.
    fn next(&self, at: &mut usize) -> Range {
        let start = *at;
        let rest = self.record.texts.get(start..).unwrap_or_default();
        let end = start + rest.find('\0').unwrap_or(rest.len());
        *at = end + 1;
        (start, end)
    }
}

impl Record {
    /// Reads what a browser hands over in one go (`src/browser/walk.js` writes
    /// it), so that it need not be asked for each name, attribute and text by
    /// itself: numbers, and one text.
    ///
    /// | number | what follows |
    /// | --- | --- |
    /// | 0 | the element that is open ends |
    /// | 1 | a text |
    /// | 2 | there was more, which was not read |
    /// | 3 and more | an element begins: its name is that less 3, of the names in the order in which they came; then how many attributes it has, then for each its place in [`ATTRIBUTES`] |
    ///
    /// In the text stand, with U+0000 between them and in the same order: each
    /// name when it comes for the first time (with a blank before it where the
    /// element is none of HTML; empty for a document), each attribute's value,
    /// each text.
    pub fn new(numbers: &[i32], texts: String) -> Self {
        let mut builder = RecordBuilder::default();
        builder.record.texts = texts;
        builder.record.entries.reserve(numbers.len() / 2);
        let _ = builder.read(numbers);
        builder.finish()
    }
}
