//! Quotations and where they come from.

use super::super::model::{Block, Quote};
use super::flow::Flow;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{is_blank, trimmed};

impl Flow<'_> {
    pub(super) fn quote(&mut self, id: NodeId) {
        self.end_paragraph();
        let source = source_of(self.tree, id);
        let outer = std::mem::replace(&mut self.skipped, source);
        let body = self.blocks_inside(id);
        self.skipped = outer;
        let mut citation = Vec::new();
        if let Some(source) = source {
            citation = self.line_of(source);
        }
        if !body.is_empty() {
            self.push_block(Block::Quote(Quote { body, citation }));
        } else {
            self.push_line(citation);
        }
    }
}

/// The element that names the source: a `footer` or `figcaption` straight
/// inside, a `cite` that no words of the line follow, or a last paragraph that
/// is a `cite` after a dash.
fn source_of(tree: &Tree, quote: NodeId) -> Option<NodeId> {
    let mut last = None;
    let mut cite = None;
    for child in tree.children(quote) {
        match tree.tag(child) {
            Some(Tag::Footer | Tag::FigureCaption) => return Some(child),
            Some(Tag::Cite) => cite = Some(child),
            Some(Tag::Break) => {}
            None if is_blank(tree.letters(child)) => {}
            other => {
                last = None;
                if other.is_none_or(Tag::is_inline) {
                    // "As <cite>Hamlet</cite> says": a title among the words.
                    cite = None;
                } else if cite.is_some() {
                    return cite;
                } else if let Some(Tag::Paragraph | Tag::Group) = other {
                    last = Some(child);
                }
            }
        }
    }
    if cite.is_some() {
        return cite;
    }
    let paragraph = last?;
    let mut cite = false;
    for child in tree.children(paragraph) {
        match tree.tag(child) {
            Some(Tag::Cite) if !cite => cite = true,
            None if matches!(
                trimmed(tree.letters(child)),
                "" | "-" | "\u{2010}" | "\u{2013}" | "\u{2014}" | "\u{2015}" | "~"
            ) => {}
            _ => return None,
        }
    }
    cite.then_some(paragraph)
}
