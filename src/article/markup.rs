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

use super::dom::{Record, RecordBuilder};
use parser::{Open, Parser};

pub use depth::{shallow, shallow_part};

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Names as written, prefixes included; every element is closed by itself.
    Xml,
    /// Names in lower case, void elements, raw text and ends left out.
    Html,
}

/// Reads a text, whatever it is; there is no text that it refuses. What it
/// holds stands below the root.
pub fn parse(text: &str, syntax: Syntax) -> Record {
    let is_html = syntax == Syntax::Html;
    let mut parser = Parser {
        text: text.strip_prefix('\u{FEFF}').unwrap_or(text),
        at: 0,
        is_html,
        attributes: Vec::new(),
        open: Vec::new(),
        record: RecordBuilder::new(true),
        is_cut: false,
    };
    let root = parser.record.open("", true);
    parser.open.push(Open::new(root));
    parser.run();
    parser.record.finish()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
