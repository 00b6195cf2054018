//! What reading borrows from its surroundings.

use super::super::model::Block;
use super::super::url::UrlParser;
use super::super::warning::Warnings;

/// What reading borrows from its surroundings.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The address of the JSON, which relative addresses in it refer to.
    pub base: &'a str,
    /// A conforming URL parser.
    pub urls: &'a dyn UrlParser,
    /// Reads `html` blocks.
    pub html: &'a dyn HtmlReader,
}

/// Turns HTML text into blocks: the browser lends its own parser, and
/// [`read_blocks`](super::super::dom::read_blocks) walks what comes out.
pub trait HtmlReader {
    /// Blocks of the fragment; what had to be left out goes to `warnings`.
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block>;
}

/// For surroundings without an HTML parser: `html` blocks are left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct WithoutHtml;

impl HtmlReader for WithoutHtml {
    fn read(&self, _html: &str, warnings: &mut Warnings) -> Vec<Block> {
        warnings.warn("HTML cannot be read here; the block was left out");
        Vec::new()
    }
}
