//! HTML where there is no parser but our own.

use super::super::dom;
use super::super::json::HtmlReader;
use super::super::markup::{Syntax, parse, shallow};
use super::super::model::Block;
use super::super::warning::Warnings;

/// Reads HTML text where there is no other parser.
#[derive(Clone, Copy)]
pub struct PlainHtml<'a>(pub dom::Context<'a>);

impl HtmlReader for PlainHtml<'_> {
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block> {
        let record = parse(shallow(html, warnings), Syntax::Html);
        dom::read_blocks(record.root(), &self.0, warnings)
    }
}
