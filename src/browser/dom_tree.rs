//! The browser's own nodes, lent to the article room as a tree.

use super::inert::parse;
use super::url::BrowserUrls;
use crate::article::dom::{self, Node, NodeKind};
use crate::article::json::HtmlReader;
use crate::article::markup::{PlainHtml, shallow, shallow_part};
use crate::article::{Article, Block, ReadError, Warning, Warnings};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlFormElement};

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

    fn context(&self) -> dom::Context<'_> {
        dom::Context {
            base: self.base,
            urls: &BrowserUrls,
        }
    }
}

impl HtmlReader for PageHtml<'_> {
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block> {
        let html = shallow(html, warnings);
        match parse(html).and_then(|document| body(&document)) {
            Some(body) => dom::read_blocks(&PageNode::new(body), &self.context(), warnings),
            None => PlainHtml(self.context()).read(html, warnings),
        }
    }

    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        let html = shallow_part(html);
        let Some(document) = parse(html) else {
            return PlainHtml(self.context()).read_page(html);
        };
        let document = PageNode {
            node: document.into(),
            stand_in: StandIn::Names,
        };
        dom::read_page(&document, &self.context())
    }
}

/// `<form name="body">` would stand in for the document's own property.
fn body(document: &Document) -> Option<web_sys::Node> {
    prototype_get("Document", "body", document)?.dyn_into().ok()
}

/// One node. It is only read, never moved or changed.
#[derive(Clone)]
struct PageNode {
    node: web_sys::Node,
    /// Named controls of a `<form>` stand in for its properties, and named
    /// forms and pictures for those of a document (LegacyOverrideBuiltIns:
    /// <https://html.spec.whatwg.org/#the-form-element>,
    /// <https://html.spec.whatwg.org/#the-document-object>), so these two are
    /// read through the prototypes.
    stand_in: StandIn,
}

/// What may answer in place of a node's own properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StandIn {
    /// Nothing.
    None,
    /// The controls of a form.
    Controls,
    /// What a document names.
    Names,
}

impl PageNode {
    fn new(node: web_sys::Node) -> Self {
        let stand_in = if node.is_instance_of::<HtmlFormElement>() {
            StandIn::Controls
        } else {
            StandIn::None
        };
        Self { node, stand_in }
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
        match self.stand_in {
            StandIn::None => {}
            StandIn::Controls => {
                return NodeKind::Element {
                    name: "form".to_owned(),
                    is_html: true,
                };
            }
            StandIn::Names => return NodeKind::Other,
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
        if self.stand_in != StandIn::None {
            return None;
        }
        self.node.dyn_ref::<Element>()?.get_attribute(name)
    }

    fn has_attributes(&self) -> bool {
        self.stand_in == StandIn::None
            && self
                .node
                .dyn_ref::<Element>()
                .is_some_and(Element::has_attributes)
    }

    fn first_child(&self) -> Option<Self> {
        if self.stand_in == StandIn::None {
            self.node.first_child().map(Self::new)
        } else {
            self.relative("firstChild")
        }
    }

    fn next_sibling(&self) -> Option<Self> {
        if self.stand_in == StandIn::None {
            self.node.next_sibling().map(Self::new)
        } else {
            self.relative("nextSibling")
        }
    }
}
