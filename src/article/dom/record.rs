//! A tree of nodes as one flat list and one text, in document order: what
//! everybody fills who parses markup, and all that the rest of this room reads.
//! Names, values and letters are pieces of the text and never copied.

mod builder;

use super::attribute::Attribute;
use super::tag::Kind;

pub use builder::RecordBuilder;

/// A whole tree.
#[derive(Debug, Default)]
pub struct Record {
    texts: String,
    /// Every name once.
    names: Vec<Name>,
    /// Those of each element beside each other: the place of the [`Attribute`],
    /// and the value.
    attributes: Vec<(u8, Range)>,
    entries: Vec<Entry>,
    is_cut: bool,
    lacks_attributes: bool,
}

/// From where to where in a list or text.
type Range = (usize, usize);

#[derive(Debug)]
struct Name {
    written: Range,
    /// Without a prefix.
    local: Range,
    is_html: bool,
    kind: Option<&'static Kind>,
}

#[derive(Debug)]
struct Entry {
    content: Content,
    /// The entry after everything below this one.
    end: usize,
}

#[derive(Clone, Copy, Debug)]
enum Content {
    Letters(Range),
    /// The name, and from where to where its attributes are.
    Element(usize, Range),
}

impl Record {
    /// The node at its top.
    pub fn root(&self) -> Node<'_> {
        self.node(0)
    }

    /// The node with a number, in document order.
    pub fn node(&self, index: usize) -> Node<'_> {
        Node {
            record: self,
            index,
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether there was more, which was not handed over.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether there were too many attributes.
    pub(in crate::article) fn lacks_attributes(&self) -> bool {
        self.lacks_attributes
    }

    fn text(&self, (start, end): Range) -> &str {
        self.texts.get(start..end).unwrap_or_default()
    }
}

/// One node of a [`Record`].
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    record: &'a Record,
    index: usize,
}

impl<'a> Node<'a> {
    pub(in crate::article) fn record(self) -> &'a Record {
        self.record
    }

    /// Its number.
    pub(in crate::article) fn index(self) -> usize {
        self.index
    }

    /// The number of the node after everything below it.
    pub(in crate::article) fn end(self) -> usize {
        match self.record.entries.get(self.index) {
            Some(entry) => entry.end,
            None => self.index,
        }
    }

    fn content(self) -> Option<Content> {
        Some(self.record.entries.get(self.index)?.content)
    }

    /// The letters of a text; an element has none of its own.
    pub fn letters(self) -> Option<&'a str> {
        match self.content()? {
            Content::Letters(range) => Some(self.record.text(range)),
            Content::Element(..) => None,
        }
    }

    fn element(self) -> Option<&'a Name> {
        match self.content()? {
            Content::Element(name, _) => self.record.names.get(name),
            Content::Letters(_) => None,
        }
    }

    /// The element's name as it is written, in HTML in lower case; empty for
    /// text and for a whole document.
    pub fn name(self) -> &'a str {
        match self.element() {
            Some(name) => self.record.text(name.written),
            None => "",
        }
    }

    /// The element's name without the prefix that XML has there.
    pub(in crate::article) fn local_name(self) -> &'a str {
        match self.element() {
            Some(name) => self.record.text(name.local),
            None => "",
        }
    }

    /// Whether it is an element of HTML. An SVG `title` or `a` is none, and no
    /// HTML element by its name alone.
    pub fn is_html(self) -> bool {
        self.element().is_some_and(|name| name.is_html)
    }

    /// What becomes of the element; nothing of text, and of what is left out
    /// with everything in it.
    pub(in crate::article) fn kind(self) -> Option<&'static Kind> {
        self.element()?.kind
    }

    /// The value of an attribute.
    #[inline(never)]
    pub fn attribute(self, attribute: Attribute) -> Option<&'a str> {
        let Content::Element(_, (first, last)) = self.content()? else {
            return None;
        };
        for (place, value) in self.record.attributes.get(first..last)? {
            if *place == attribute as u8 {
                return Some(self.record.text(*value));
            }
        }
        None
    }

    /// Names and values of its attributes.
    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub(in super::super) fn attributes(self) -> impl Iterator<Item = (&'static str, &'a str)> {
        let (first, last) = match self.content() {
            Some(Content::Element(_, range)) => range,
            _ => (0, 0),
        };
        let name = |place: u8| {
            super::ATTRIBUTES
                .split(' ')
                .nth(place.into())
                .unwrap_or_default()
        };
        self.record.attributes[first..last]
            .iter()
            .map(move |(place, value)| (name(*place), self.record.text(*value)))
    }

    /// Whether it has any attribute that somebody asks for.
    pub(in crate::article) fn has_attributes(self) -> bool {
        matches!(self.content(), Some(Content::Element(_, (first, last))) if first < last)
    }

    /// The children, texts included.
    pub fn children(self) -> Children<'a> {
        Children {
            at: self.record.node(self.index + 1),
            end: self.end(),
        }
    }

    /// All letters inside, as written.
    pub fn text(self) -> String {
        let mut text = String::new();
        for index in self.index..self.end() {
            text.push_str(self.record.node(index).letters().unwrap_or_default());
        }
        text
    }
}

/// See [`Node::children`].
#[derive(Clone, Debug)]
pub struct Children<'a> {
    at: Node<'a>,
    end: usize,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let node = self.at;
        if node.index >= self.end {
            return None;
        }
        self.at.index = node.end();
        Some(node)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
