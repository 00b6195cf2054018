//! A tree of HTML elements becomes an article, or blocks of one.
//!
//! Whoever parses it fills a [`Record`]: the browser, the reader of markup
//! beside this room and, natively, html5ever. Then it goes in two steps: `tree`
//! takes over what the allow-list lets through, without scripts, frames and
//! foreign content; `flow`, `metadata` and their neighbours turn that tree into
//! typed blocks. No markup survives: what has no place in the model is only its
//! text.

mod attribute;
mod card;
mod code;
mod definition;
mod figure;
mod flow;
mod furniture;
mod heading;
mod inline;
mod label;
mod list;
mod media;
mod metadata;
mod note;
mod notes;
mod picture;
mod quote;
mod record;
mod run;
mod table;
mod tag;
mod tree;

use super::error::ReadError;
use super::finish::finish;
use super::model::{Article, Block};
use super::url::{Addresses, UrlParser};
use super::warning::{Warning, Warnings};
use flow::Flow;

pub(super) use attribute::runs_from_right;
pub use attribute::{ATTRIBUTES, Attribute};
pub(super) use furniture::{FURNITURE, has_pages, is_page_of};
pub(super) use label::{Words, first_part, has_part, label_of, push_label, take_named};
pub(super) use picture::path_of;
pub use record::{Children, Node, Record, RecordBuilder};
pub(super) use tag::{Tag, shares_word};
pub(super) use tree::{NodeId, ROOT, Tree};

/// What reading borrows from its surroundings.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The address that relative ones refer to (`document.baseURI`).
    pub base: &'a str,
    /// A conforming URL parser.
    pub urls: &'a dyn UrlParser,
}

/// Reads an `<article>` element: its headline, dates, byline and text.
///
/// # Errors
/// [`ReadError::Empty`] where there is neither a title nor anything to read.
pub fn read_article(
    record: &Record,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let mut warnings = Warnings::new();
    let mut tree = Tree::of(record.root(), &mut warnings);
    let addresses = Addresses::new(context.base, context.urls);
    let mut article = unfinished(&mut tree, None, &addresses, &mut warnings);
    finish(&mut article, &mut warnings)?;
    Ok((article, warnings.finish()))
}

/// Reads a fragment: every child of `root` becomes blocks.
pub fn read_blocks(root: Node<'_>, context: &Context<'_>, warnings: &mut Warnings) -> Vec<Block> {
    let mut tree = Tree::of(root, warnings);
    let addresses = Addresses::new(context.base, context.urls);
    furniture::take_furniture(&mut tree, warnings);
    furniture::name_pages(&tree, None, &addresses, warnings);
    let mut flow = Flow::new(&tree, &addresses, warnings);
    flow.children_of(ROOT);
    let mut blocks = flow.finish();
    heading::shift_headings(&mut blocks, false);
    blocks
}

/// What an article's element says; perhaps without a title or anything to read.
/// `next` is the post's next page, as the head of its page names it.
pub(super) fn unfinished(
    tree: &mut Tree,
    next: Option<&str>,
    addresses: &Addresses<'_>,
    warnings: &mut Warnings,
) -> Article {
    furniture::take_furniture(tree, warnings);
    let rest = furniture::take_gates(tree);
    let pages = furniture::name_pages(tree, next, addresses, warnings);
    let tags = furniture::take_tags(tree);
    let mut article = metadata::extract(tree, addresses, warnings);
    let mut flow = Flow::new(tree, addresses, warnings);
    flow.number_blocks();
    flow.children_of(ROOT);
    article.body = flow.finish();
    heading::shift_headings(&mut article.body, true);
    article.tags = tags;
    article.rest = rest.or(pages);
    article
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
