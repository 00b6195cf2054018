//! The browser's own nodes, lent to the article room as a tree.

use super::option_bag;
use super::url::BrowserUrls;
use crate::article::dom::{self, Node, NodeKind};
use crate::article::json::HtmlReader;
use crate::article::{Article, Block, ReadError, Warning, Warnings};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, Element, SupportedType};

/// The namespace of HTML elements; an SVG `<title>` or `<a>` has another.
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Reads an `<article>` that stands on the page.
///
/// # Errors
/// As [`dom::read_article`].
pub fn read_article(article: &Element) -> Result<(Article, Vec<Warning>), ReadError> {
    let base = super::host::page_base();
    let context = dom::Context { base: &base, urls: &BrowserUrls };
    dom::read_article(&PageNode(article.clone().into()), &context)
}

/// Reads HTML text with the browser's own parser, in a document that runs no
/// script and loads nothing.
#[derive(Debug)]
pub struct PageHtml<'a> {
    base: &'a str,
}

impl<'a> PageHtml<'a> {
    /// `base` is the address that relative ones refer to.
    pub fn new(base: &'a str) -> Self {
        Self { base }
    }
}

impl HtmlReader for PageHtml<'_> {
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block> {
        let Some(body) = parse(html).and_then(|document| document.body()) else {
            warnings.warn(
                "the page's Trusted Types policy lets no HTML be parsed in this browser; the block was left out",
            );
            return Vec::new();
        };
        let context = dom::Context { base: self.base, urls: &BrowserUrls };
        dom::read_blocks(&PageNode(body.into()), &context, warnings)
    }
}

/// Under `require-trusted-types-for 'script'` a `DOMParser` throws and reports
/// a violation; `Document.parseHTML` does neither, where a browser has it
/// (<https://wicg.github.io/sanitizer-api/>).
fn parse(html: &str) -> Option<Document> {
    parse_by_sanitizer(html)
        .or_else(|| DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok())
}

fn parse_by_sanitizer(html: &str) -> Option<Document> {
    let class = Reflect::get(&js_sys::global(), &JsValue::from_str("Document")).ok()?;
    let parse: Function = Reflect::get(&class, &JsValue::from_str("parseHTML")).ok()?.dyn_into().ok()?;
    // An empty sanitizer keeps what is harmless in an inert document; our own
    // allow-list decides what is read from it.
    let options = option_bag(&[("sanitizer", option_bag(&[]).into())]);
    parse.call2(&class, &JsValue::from_str(html), &options).ok()?.dyn_into().ok()
}

/// One node. It is only read, never moved or changed.
#[derive(Clone)]
struct PageNode(web_sys::Node);

impl Node for PageNode {
    fn kind(&self) -> NodeKind {
        match self.0.node_type() {
            web_sys::Node::ELEMENT_NODE => {
                let element: &Element = self.0.unchecked_ref();
                NodeKind::Element {
                    name: element.local_name(),
                    is_html: element.namespace_uri().as_deref() == Some(HTML),
                }
            }
            web_sys::Node::TEXT_NODE => NodeKind::Text(self.0.node_value().unwrap_or_default()),
            _ => NodeKind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.0.dyn_ref::<Element>()?.get_attribute(name)
    }

    fn has_attributes(&self) -> bool {
        self.0.dyn_ref::<Element>().is_some_and(Element::has_attributes)
    }

    fn first_child(&self) -> Option<Self> {
        self.0.first_child().map(Self)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.0.next_sibling().map(Self)
    }
}
