//! A tree of nodes as one list of numbers and one text, in document order:
//! what a browser hands over in one go (`src/browser/walk.js` writes it), so
//! that it need not be asked for each name, attribute and text by itself.
//!
//! | number | what follows |
//! | --- | --- |
//! | 0 | the element that is open ends |
//! | 1 | a text |
//! | 2 | there was more, which was not read |
//! | 3 and more | an element begins: its name is that less 3, of the names in the order in which they came; then how many attributes it has, then for each its place in [`ATTRIBUTES`] |
//!
//! In the text stand, with U+0000 between them and in the same order: each name
//! when it comes for the first time (with a blank before it where the element is
//! none of HTML; empty for a document), each attribute's value, each text.

use super::{Node, NodeKind};

/// Every attribute that is asked for anywhere in this room.
pub const ATTRIBUTES: &str = "class id itemprop lang dir hidden style role rel href type content property name \
    itemscope datetime src value align colspan rowspan scope srcset alt width height \
    data-src data-lazy-src data-original data-lazy data-original-src data-actualsrc \
    data-echo data-hi-res-src data-full-src data-orig-file data-srcset data-lazy-srcset \
    data-original-set data-kg-thumbnail title start reversed open poster aria-label kind \
    srclang label default data data-url data-litespeed-src videoid data-videoid \
    playlabel data-lang data-language checked";

/// What a number says; the rest are names.
const CLOSE: i32 = 0;
const LETTERS: i32 = 1;
const CUT: i32 = 2;
const FIRST_NAME: i32 = 3;

/// A whole tree.
#[derive(Debug, Default)]
pub struct Record {
    texts: String,
    names: Vec<Name>,
    /// The place in [`ATTRIBUTES`], and the value.
    attributes: Vec<(i32, Range)>,
    entries: Vec<Entry>,
    is_cut: bool,
}

/// From where to where in the text.
type Range = (usize, usize);

#[derive(Debug)]
struct Name {
    range: Range,
    is_html: bool,
}

#[derive(Debug)]
struct Entry {
    content: Content,
    /// The entry after everything below this one.
    end: usize,
}

#[derive(Debug)]
enum Content {
    Letters(Range),
    /// The name, and from where to where its attributes are.
    Element(usize, Range),
}

impl Record {
    /// Reads what a browser wrote. What does not fit together ends it.
    pub fn new(numbers: &[i32], texts: String) -> Self {
        let mut record = Self {
            texts,
            ..Self::default()
        };
        let mut writer = Writer {
            at: 0,
            open: Vec::new(),
        };
        let _ = writer.write(numbers, &mut record);
        for index in writer.open {
            record.entries[index].end = record.entries.len();
        }
        record
    }

    /// The node at its top.
    pub fn root(&self) -> RecordNode<'_> {
        RecordNode {
            record: self,
            index: 0,
            limit: self.entries.len(),
        }
    }

    fn text(&self, (start, end): Range) -> &str {
        self.texts.get(start..end).unwrap_or_default()
    }
}

/// How far reading has come.
struct Writer {
    /// Where in the text the next part begins.
    at: usize,
    /// The elements that are open.
    open: Vec<usize>,
}

impl Writer {
    fn write(&mut self, numbers: &[i32], record: &mut Record) -> Option<()> {
        let mut numbers = numbers.iter().copied();
        while let Some(number) = numbers.next() {
            let content = match number {
                CLOSE => {
                    let index = self.open.pop()?;
                    record.entries[index].end = record.entries.len();
                    continue;
                }
                CUT => {
                    record.is_cut = true;
                    continue;
                }
                LETTERS => Content::Letters(self.next(record)),
                name => {
                    let name = usize::try_from(name)
                        .ok()?
                        .checked_sub(FIRST_NAME as usize)?;
                    if name == record.names.len() {
                        let (mut start, end) = self.next(record);
                        let is_html = !record.text((start, end)).starts_with(' ');
                        start += usize::from(!is_html);
                        record.names.push(Name {
                            range: (start, end),
                            is_html,
                        });
                    }
                    record.names.get(name)?;
                    let first = record.attributes.len();
                    for _ in 0..numbers.next()? {
                        let place = numbers.next()?;
                        let value = self.next(record);
                        record.attributes.push((place, value));
                    }
                    Content::Element(name, (first, record.attributes.len()))
                }
            };
            let index = record.entries.len();
            if matches!(content, Content::Element(..)) {
                self.open.push(index);
            }
            record.entries.push(Entry {
                content,
                end: index + 1,
            });
        }
        Some(())
    }

    /// The next part of the text.
    fn next(&mut self, record: &Record) -> Range {
        let start = self.at;
        let rest = record.texts.get(start..).unwrap_or_default();
        let end = start + rest.find('\0').unwrap_or(rest.len());
        self.at = end + 1;
        (start, end)
    }
}

/// One node of a [`Record`].
#[derive(Clone, Copy, Debug)]
pub struct RecordNode<'a> {
    record: &'a Record,
    index: usize,
    /// The entry after the last of its siblings.
    limit: usize,
}

impl<'a> RecordNode<'a> {
    fn entry(&self) -> Option<&'a Entry> {
        self.record.entries.get(self.index)
    }

    fn at(&self, index: usize, limit: usize) -> Option<Self> {
        (index < limit).then_some(Self {
            record: self.record,
            index,
            limit,
        })
    }
}

impl Node for RecordNode<'_> {
    fn kind(&self) -> NodeKind {
        match self.entry().map(|entry| &entry.content) {
            Some(Content::Letters(range)) => NodeKind::Text(self.record.text(*range).to_owned()),
            Some(Content::Element(name, _)) => {
                let name = &self.record.names[*name];
                match self.record.text(name.range) {
                    "" => NodeKind::Other,
                    text => NodeKind::Element {
                        name: text.to_owned(),
                        is_html: name.is_html,
                    },
                }
            }
            None => NodeKind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let Content::Element(_, (first, last)) = self.entry()?.content else {
            return None;
        };
        if first == last {
            return None;
        }
        let wanted = ATTRIBUTES.split(' ').position(|known| known == name);
        debug_assert!(wanted.is_some(), "{name} is asked for and not in the list");
        let wanted = wanted? as i32;
        self.record.attributes[first..last]
            .iter()
            .find(|(place, _)| *place == wanted)
            .map(|(_, range)| self.record.text(*range).to_owned())
    }

    fn has_attributes(&self) -> bool {
        matches!(
            self.entry().map(|entry| &entry.content),
            Some(Content::Element(_, (first, last))) if first < last
        )
    }

    fn is_cut(&self) -> bool {
        self.record.is_cut
    }

    fn first_child(&self) -> Option<Self> {
        self.at(self.index + 1, self.entry()?.end)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.at(self.entry()?.end, self.limit)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
