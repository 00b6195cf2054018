//! The browser's own nodes, lent to the article room as a tree.

use super::option_bag;
use super::url::BrowserUrls;
use crate::article::dom::{self, Node, NodeKind};
use crate::article::json::HtmlReader;
use crate::article::{Article, Block, ReadError, Warning, Warnings};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, Element, HtmlFormElement, SupportedType};

/// The namespace of HTML elements; an SVG `<title>` or `<a>` has another.
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Reads an `<article>` that stands on the page.
///
/// # Errors
/// As [`dom::read_article`].
pub fn read_article(article: &Element) -> Result<(Article, Vec<Warning>), ReadError> {
    let base = super::host::page_base();
    let context = dom::Context {
        base: &base,
        urls: &BrowserUrls,
    };
    dom::read_article(&PageNode::new(article.clone().into()), &context)
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
        let Some(body) = parse(html).and_then(|document| body(&document)) else {
            warnings.warn(
                "the page's Trusted Types policy lets no HTML be parsed in this browser; the block was left out",
            );
            return Vec::new();
        };
        let context = dom::Context {
            base: self.base,
            urls: &BrowserUrls,
        };
        dom::read_blocks(&PageNode::new(body), &context, warnings)
    }

    fn read_page(&self, _html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        Err(ReadError::Empty)
    }
}

/// `<form name="body">` would stand in for the document's own property.
fn body(document: &Document) -> Option<web_sys::Node> {
    prototype_get("Document", "body", document)?.dyn_into().ok()
}

/// Under `require-trusted-types-for 'script'` a `DOMParser` throws and reports
/// a violation; `Document.parseHTML` does neither, where a browser has it
/// (<https://wicg.github.io/sanitizer-api/>).
fn parse(html: &str) -> Option<Document> {
    parse_by_sanitizer(html).or_else(|| {
        DomParser::new()
            .ok()?
            .parse_from_string(html, SupportedType::TextHtml)
            .ok()
    })
}

fn parse_by_sanitizer(html: &str) -> Option<Document> {
    let class = Reflect::get(&js_sys::global(), &JsValue::from_str("Document")).ok()?;
    let parse: Function = Reflect::get(&class, &JsValue::from_str("parseHTML"))
        .ok()?
        .dyn_into()
        .ok()?;
    // An empty sanitizer keeps what is harmless in an inert document; our own
    // allow-list decides what is read from it.
    let options = option_bag(&[("sanitizer", option_bag(&[]).into())]);
    parse
        .call2(&class, &JsValue::from_str(html), &options)
        .ok()?
        .dyn_into()
        .ok()
}

/// One node. It is only read, never moved or changed.
#[derive(Clone)]
struct PageNode {
    node: web_sys::Node,
    /// Named controls of a `<form>` stand in for its properties
    /// (<https://html.spec.whatwg.org/#the-form-element>, LegacyOverrideBuiltIns),
    /// so a form is read through the prototypes.
    is_form: bool,
}

impl PageNode {
    fn new(node: web_sys::Node) -> Self {
        let is_form = node.is_instance_of::<HtmlFormElement>();
        Self { node, is_form }
    }

    fn relative(&self, name: &str) -> Option<Self> {
        prototype_get("Node", name, &self.node)?
            .dyn_into()
            .ok()
            .map(Self::new)
    }
}

/// What the getter of a class says of an object, whatever the object itself
/// has under that name.
fn prototype_get(class: &str, name: &str, of: &JsValue) -> Option<JsValue> {
    let class = Reflect::get(&js_sys::global(), &JsValue::from_str(class)).ok()?;
    let prototype: Object = Reflect::get(&class, &JsValue::from_str("prototype"))
        .ok()?
        .dyn_into()
        .ok()?;
    let property =
        Reflect::get_own_property_descriptor(&prototype, &JsValue::from_str(name)).ok()?;
    let getter: Function = Reflect::get(&property, &JsValue::from_str("get"))
        .ok()?
        .dyn_into()
        .ok()?;
    getter.call0(of).ok()
}

impl Node for PageNode {
    fn kind(&self) -> NodeKind {
        if self.is_form {
            return NodeKind::Element {
                name: "form".to_owned(),
                is_html: true,
            };
        }
        match self.node.node_type() {
            web_sys::Node::ELEMENT_NODE => {
                let element: &Element = self.node.unchecked_ref();
                NodeKind::Element {
                    name: element.local_name(),
                    is_html: element.namespace_uri().as_deref() == Some(HTML),
                }
            }
            web_sys::Node::TEXT_NODE => NodeKind::Text(self.node.node_value().unwrap_or_default()),
            _ => NodeKind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        if self.is_form {
            return None;
        }
        self.node.dyn_ref::<Element>()?.get_attribute(name)
    }

    fn has_attributes(&self) -> bool {
        !self.is_form
            && self
                .node
                .dyn_ref::<Element>()
                .is_some_and(Element::has_attributes)
    }

    fn first_child(&self) -> Option<Self> {
        if self.is_form {
            self.relative("firstChild")
        } else {
            self.node.first_child().map(Self::new)
        }
    }

    fn next_sibling(&self) -> Option<Self> {
        if self.is_form {
            self.relative("nextSibling")
        } else {
            self.node.next_sibling().map(Self::new)
        }
    }
}
