//! The browser's own nodes, handed over to the article room as a record.

use super::inert::parse;
use super::url::BrowserUrls;
use crate::article::dom::{self, ATTRIBUTES, Record};
use crate::article::json::HtmlReader;
use crate::article::markup::{shallow, shallow_part};
use crate::article::source::{self, PageReader, PlainHtml};
use crate::article::{Article, Block, ReadError, Warning, Warnings};
use js_sys::{Array, Function, Int32Array, JsString, Object, Reflect};
use std::cell::Cell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node};

#[wasm_bindgen(module = "/src/browser/walk.js")]
extern "C" {
    /// Reads everything below a node and itself in one go: the numbers and the
    /// text of a [`Record`].
    #[wasm_bindgen(catch)]
    fn walk(
        root: &Node,
        wanted: &str,
        most_nodes: u32,
        most_letters: u32,
    ) -> Result<Array, JsValue>;
}

/// Where reading ends: as much as the article room looks at.
const MOST_NODES: u32 = 400_010;
/// Of attributes; after these none is read any more.
const MOST_LETTERS: u32 = 40_000_000;

fn record(root: &Node) -> Record {
    let Ok(parts) = walk(root, ATTRIBUTES, MOST_NODES, MOST_LETTERS) else {
        return Record::default();
    };
    let numbers: Int32Array = parts.get(0).unchecked_into();
    let texts: JsString = parts.get(1).unchecked_into();
    Record::new(&numbers.to_vec(), texts.into())
}

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
    dom::read_article(&record(article), &context)
}

/// Reads HTML text with the browser's own parser, in a document that runs no
/// script and loads nothing.
#[derive(Debug)]
pub struct PageHtml<'a> {
    base: &'a str,
    wants_page: Option<&'a Cell<bool>>,
}

impl<'a> PageHtml<'a> {
    /// `base` is the address that relative ones refer to.
    pub fn new(base: &'a str) -> Self {
        Self {
            base,
            wants_page: None,
        }
    }

    /// The same while the module for whole pages has not come: `wants_page` is told
    /// of one.
    pub fn without_pages(base: &'a str, wants_page: &'a Cell<bool>) -> Self {
        Self {
            base,
            wants_page: Some(wants_page),
        }
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
            Some(body) => dom::read_blocks(record(&body).root(), &self.context(), warnings),
            None => PlainHtml(self.context()).read(html, warnings),
        }
    }
}

impl PageReader for PageHtml<'_> {
    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        let mut call = PageCall {
            html,
            base: self.base,
            answer: Err(ReadError::Empty),
        };
        match self.wants_page {
            Some(wants_page) => wants_page.set(true),
            None => read_page(&mut call),
        }
        call.answer
    }
}

/// What crosses to the module for whole pages.
#[derive(Debug)]
struct PageCall<'a> {
    /// The page.
    html: &'a str,
    /// The address that relative ones refer to.
    base: &'a str,
    /// What came of it.
    answer: Result<(Article, Vec<Warning>), ReadError>,
}

readerly_split::split_point! {
    page:
    /// Reads it; [`modules::with`](super::modules::with) has to have brought the module.
    fn read_page(call: &mut PageCall<'_>) = read_page_here;
}

fn read_page_here(call: &mut PageCall<'_>) {
    let context = dom::Context {
        base: call.base,
        urls: &BrowserUrls,
    };
    let html = shallow_part(call.html);
    call.answer = match parse(html) {
        Some(document) => source::read_page(&record(&document), &context),
        None => PlainHtml(context).read_page(html),
    };
}

/// `<form name="body">` would stand in for the document's own property.
fn body(document: &Document) -> Option<Node> {
    prototype_get("Document", "body", document)?.dyn_into().ok()
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
