//! Markup text becomes a tree: feeds, and HTML where nothing else can read it.
//!
//! Feeds are XML, and a browser's `DOMParser` throws under
//! `require-trusted-types-for 'script'`; the same policy leaves some browsers
//! without a parser for HTML text. One reader serves both. As XML it knows no
//! document type and expands nothing but a fixed table of characters, so no
//! text can grow; as HTML it is a plain approximation of
//! <https://html.spec.whatwg.org/multipage/parsing.html>, which leaves out the
//! rules that move nodes about. Nothing relies on it for safety: the allow-list
//! of [`super::dom`] runs over its tree as over the browser's.
//!
//! Why one of our own: with Brotli it weighs 6.4 KB above a module that only
//! allocates and formats. roxmltree weighs 12.1 KB and quick-xml, which makes
//! no tree, 4.7 KB, both for XML alone and without mercy for broken feeds;
//! html5gum weighs 28.9 KB and tl 2.3 KB, both without a tree as HTML has it.

mod depth;
mod nesting;
mod parser;
mod references;
mod tags;

use super::MAX_NODES;
use super::dom::{self, Node, NodeKind};
use super::error::ReadError;
use super::json::HtmlReader;
use super::model::{Article, Block};
use super::warning::{Warning, Warnings};
use parser::{Open, Parser};

pub use depth::{shallow, shallow_part};

/// Reads HTML text where there is no other parser.
#[derive(Clone, Copy)]
pub struct PlainHtml<'a>(pub dom::Context<'a>);

impl HtmlReader for PlainHtml<'_> {
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block> {
        let markup = Markup::parse(shallow(html, warnings), Syntax::Html);
        dom::read_blocks(&markup.root(), &self.0, warnings)
    }

    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        let markup = Markup::parse(shallow_part(html), Syntax::Html);
        dom::read_page(&markup.root(), &self.0)
    }
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Names as written, prefixes included; every element is closed by itself.
    Xml,
    /// Names in lower case, void elements, raw text and ends left out.
    Html,
}

/// The most elements and texts that are kept, as many as a walk looks at.
const LARGEST: usize = 4 * MAX_NODES;

/// A text as a tree.
#[derive(Debug)]
pub struct Markup {
    entries: Vec<Entry>,
    /// Whether it holds more than is kept.
    is_cut: bool,
}

#[derive(Debug)]
struct Entry {
    content: Content,
    first_child: usize,
    last_child: usize,
    next_sibling: usize,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Element {
        name: String,
        attributes: Vec<(String, String)>,
        is_html: bool,
    },
}

/// No node: the root is nobody's child.
const NONE: usize = 0;

/// A node of a [`Markup`].
#[derive(Clone, Copy, Debug)]
pub struct MarkupNode<'a> {
    markup: &'a Markup,
    id: usize,
}

impl Markup {
    /// Reads a text, whatever it is; there is no text that it refuses.
    pub fn parse(text: &str, syntax: Syntax) -> Self {
        let mut parser = Parser {
            text: text.strip_prefix('\u{FEFF}').unwrap_or(text),
            at: 0,
            is_html: syntax == Syntax::Html,
            open: Vec::new(),
            markup: Self {
                entries: Vec::new(),
                is_cut: false,
            },
        };
        parser.add(Content::Element {
            name: String::new(),
            attributes: Vec::new(),
            is_html: true,
        });
        parser.open.push(Open::new(NONE));
        parser.run();
        parser.markup
    }

    /// The node whose children the text holds.
    pub fn root(&self) -> MarkupNode<'_> {
        MarkupNode {
            markup: self,
            id: NONE,
        }
    }

    /// Whether the text held more nodes than are kept.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }
}

impl<'a> MarkupNode<'a> {
    /// The element's name, in XML as written with its prefix; empty for text.
    pub fn name(self) -> &'a str {
        match &self.markup.entries[self.id].content {
            Content::Element { name, .. } => name,
            Content::Text(_) => "",
        }
    }

    /// The value of an attribute.
    pub fn value(self, name: &str) -> Option<&'a str> {
        if let Content::Element { attributes, .. } = &self.markup.entries[self.id].content {
            for (key, value) in attributes {
                if key == name {
                    return Some(value);
                }
            }
        }
        None
    }

    /// The children, texts included.
    pub fn children(self) -> Children<'a> {
        Children(self.child(self.markup.entries[self.id].first_child))
    }

    /// All letters inside, as written.
    pub fn text(self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    /// No deeper than [`MAX_DEPTH`].
    fn push_text(self, text: &mut String) {
        match &self.markup.entries[self.id].content {
            Content::Text(letters) => text.push_str(letters),
            Content::Element { .. } => {
                for child in self.children() {
                    child.push_text(text);
                }
            }
        }
    }

    fn child(self, id: usize) -> Option<Self> {
        (id != NONE).then_some(Self {
            markup: self.markup,
            id,
        })
    }
}

/// See [`MarkupNode::children`].
#[derive(Clone, Debug)]
pub struct Children<'a>(Option<MarkupNode<'a>>);

impl<'a> Iterator for Children<'a> {
    type Item = MarkupNode<'a>;

    fn next(&mut self) -> Option<MarkupNode<'a>> {
        let node = self.0?;
        self.0 = node.next_sibling();
        Some(node)
    }
}

impl Node for MarkupNode<'_> {
    fn kind(&self) -> NodeKind {
        match &self.markup.entries[self.id].content {
            Content::Text(text) => NodeKind::Text(text.clone()),
            Content::Element { name, is_html, .. } => {
                NodeKind::Element {
                    // "xhtml:p" is a paragraph too.
                    name: local(name).to_ascii_lowercase(),
                    is_html: *is_html,
                }
            }
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.value(name).map(str::to_owned)
    }

    fn has_attributes(&self) -> bool {
        matches!(&self.markup.entries[self.id].content,
            Content::Element { attributes, .. } if !attributes.is_empty())
    }

    fn first_child(&self) -> Option<Self> {
        self.child(self.markup.entries[self.id].first_child)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.child(self.markup.entries[self.id].next_sibling)
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    match name.split_once(':') {
        Some((_, local)) => local,
        None => name,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
