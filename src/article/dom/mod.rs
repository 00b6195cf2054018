//! A tree of HTML elements becomes an article, or blocks of one.
//!
//! The tree is lent through [`Node`], so that the same walk runs over the
//! browser's own nodes and, natively, over another parser's. It goes in two
//! steps: `tree` copies what the allow-list lets through into a small tree of
//! our own, dropping scripts, frames and foreign content; `flow`, `metadata`
//! and their neighbours turn that tree into typed blocks. No markup survives:
//! what has no place in the model is only its text.

mod card;
mod code;
mod definition;
mod figure;
mod flow;
mod furniture;
mod heading;
mod inline;
mod list;
mod media;
mod metadata;
mod notes;
mod page;
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
use tree::Tree;

pub(super) use page::shows_picture;
pub use record::{ATTRIBUTES, Record, RecordNode};

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An element.
    Element {
        /// Its local name; HTML ones in lower case.
        name: String,
        /// Whether it belongs to the HTML namespace. An SVG `title` or `a`
        /// does not, and is no HTML element by its name alone.
        is_html: bool,
    },
    /// Text and its letters.
    Text(String),
    /// A comment or anything else that is neither.
    Other,
}

/// A node of somebody's tree.
pub trait Node: Clone {
    /// What it is; one call gives name or text, because each may cross into the browser.
    fn kind(&self) -> NodeKind;

    /// The value of an attribute; `name` is in lower case.
    fn attribute(&self, name: &str) -> Option<String>;

    /// `false` spares the walk from asking for attributes one by one.
    fn has_attributes(&self) -> bool {
        true
    }

    /// Whether there was more of the tree, which was not handed over.
    fn is_cut(&self) -> bool {
        false
    }

    /// The first child.
    fn first_child(&self) -> Option<Self>;

    /// The next sibling.
    fn next_sibling(&self) -> Option<Self>;
}

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
pub fn read_article<N: Node>(
    root: &N,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let mut warnings = Warnings::new();
    let tree = Tree::copy(root, &mut warnings);
    let addresses = Addresses::new(context.base, context.urls);
    article_of(tree, addresses, warnings)
}

/// Reads the article of a whole page; `document` is the document's node.
///
/// # Errors
/// [`ReadError::Empty`] where the page holds none.
pub fn read_page<N: Node>(
    document: &N,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    page::read(document, context)
}

/// Reads a fragment: every child of `root` becomes blocks.
pub fn read_blocks<N: Node>(
    root: &N,
    context: &Context<'_>,
    warnings: &mut Warnings,
) -> Vec<Block> {
    let tree = Tree::copy(root, warnings);
    let addresses = Addresses::new(context.base, context.urls);
    blocks_of(tree, &addresses, warnings)
}

/// Not generic, so that it is compiled once for every kind of node.
fn article_of(
    mut tree: Tree,
    addresses: Addresses<'_>,
    mut warnings: Warnings,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let mut article = unfinished(&mut tree, None, &addresses, &mut warnings);
    finish(&mut article, &mut warnings)?;
    Ok((article, warnings.finish()))
}

/// What an article's element says; perhaps without a title or anything to read.
/// `next` is the post's next page, as the head of its page names it.
fn unfinished(
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
    flow.children_of(tree::ROOT);
    article.body = flow.finish();
    heading::shift_headings(&mut article.body, true);
    article.tags = tags;
    article.rest = rest.or(pages);
    article
}

fn blocks_of(mut tree: Tree, addresses: &Addresses<'_>, warnings: &mut Warnings) -> Vec<Block> {
    furniture::take_furniture(&mut tree, warnings);
    furniture::name_pages(&tree, None, addresses, warnings);
    let mut flow = Flow::new(&tree, addresses, warnings);
    flow.children_of(tree::ROOT);
    let mut blocks = flow.finish();
    heading::shift_headings(&mut blocks, false);
    blocks
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
