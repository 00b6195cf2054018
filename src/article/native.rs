//! What stands in for a browser natively: html5ever parses, the `url` crate
//! resolves. Tests, fuzzing and prerendering read the same articles by it as a
//! browser does. Not part of the module that browsers load.

mod html_of;

use super::dom::{self, Record, RecordBuilder};
use super::error::ReadError;
use super::json::HtmlReader;
use super::markup::{shallow, shallow_part};
use super::model::{Article, Block};
use super::source::{self, PageReader};
use super::url::{UrlParser, UrlParts};
use super::warning::{Warning, Warnings};
use crate::text::percent_decoded;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, QualName, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

pub use html_of::html_of;

/// The `url` crate, which follows the same specification as browsers do.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeUrls;

impl UrlParser for NativeUrls {
    fn parse(&self, raw: &str, base: Option<&str>) -> Option<UrlParts> {
        let url = match base {
            Some(base) => ::url::Url::parse(base).ok()?.join(raw).ok()?,
            None => ::url::Url::parse(raw).ok()?,
        };
        let mut host = url.host_str().unwrap_or_default().to_owned();
        if let Some(port) = url.port() {
            host.push(':');
            host.push_str(&port.to_string());
        }
        let fragment = url.fragment().unwrap_or_default();
        Some(UrlParts {
            href: url.as_str().to_owned(),
            scheme: url.scheme().to_owned(),
            host,
            has_credentials: !url.username().is_empty() || url.password().is_some(),
            fragment: percent_decoded(fragment, false),
        })
    }
}

/// Reads HTML text natively, as the browser's parser does in the module.
#[derive(Clone, Copy, Debug)]
pub struct NativeHtml<'a> {
    /// The address that relative ones refer to.
    pub base: &'a str,
}

impl NativeHtml<'_> {
    fn context(&self) -> dom::Context<'_> {
        dom::Context {
            base: self.base,
            urls: &NativeUrls,
        }
    }
}

impl HtmlReader for NativeHtml<'_> {
    fn read(&self, html: &str, warnings: &mut Warnings) -> Vec<Block> {
        let html = shallow(html, warnings);
        dom::read_blocks(html_body(html).root(), &self.context(), warnings)
    }
}

impl PageReader for NativeHtml<'_> {
    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        source::read_page(&html_document(shallow_part(html)), &self.context())
    }
}

/// What `html` holds, parsed as the content of an `<article>`: the root is the
/// element itself when one `<article>` is all there is.
pub fn html_root(html: &str) -> Record {
    let name = |local: &str| QualName::new(None, ns!(html), local.into());
    let dom = parse_fragment(RcDom::default(), options(), name("div"), Vec::new(), false).one(html);
    let fragment = dom.document.children.borrow()[0].clone();
    let children = fragment.children.borrow();
    match children.as_slice() {
        [only] if is_named(only, "article") => record(only),
        _ => record(&fragment),
    }
}

/// Without scripts, as in the documents that a browser's `DOMParser` makes:
/// what stands in `noscript` is elements then, not text.
fn options() -> ParseOpts {
    ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    }
}

/// The document that `html` is.
pub fn html_document(html: &str) -> Record {
    record(
        &parse_document(RcDom::default(), options())
            .one(html)
            .document,
    )
}

/// The `<body>` of the document that `html` is: what a browser's parser lends
/// for a fragment too.
pub fn html_body(html: &str) -> Record {
    let dom = parse_document(RcDom::default(), options()).one(html);
    let child = |of: &Handle, wanted: &str| {
        let children = of.children.borrow();
        children.iter().find(|node| is_named(node, wanted)).cloned()
    };
    let body = child(&dom.document, "html").and_then(|html| child(&html, "body"));
    record(&body.unwrap_or_else(|| dom.document.clone()))
}

fn is_named(node: &Handle, wanted: &str) -> bool {
    matches!(&node.data, NodeData::Element { name, .. } if &*name.local == wanted)
}

/// The record of a node of html5ever's tree, which may be of any depth.
fn record(root: &Handle) -> Record {
    let mut builder = RecordBuilder::default();
    // What is still to be written; nothing where an element ends.
    let mut left = vec![Some(root.clone())];
    while let Some(next) = left.pop() {
        let Some(node) = next else {
            builder.close();
            continue;
        };
        match &node.data {
            NodeData::Text { contents } => {
                builder.text(&contents.borrow());
                continue;
            }
            NodeData::Element { name, attrs, .. } => {
                builder.open(&name.local, name.ns == ns!(html));
                for attribute in attrs.borrow().iter() {
                    builder.attribute(&attribute.name.local, &attribute.value);
                }
            }
            NodeData::Document => {
                builder.open("", true);
            }
            _ => continue,
        }
        left.push(None);
        left.extend(node.children.borrow().iter().rev().cloned().map(Some));
    }
    builder.finish()
}
