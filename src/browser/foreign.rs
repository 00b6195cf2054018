//! The way into [`Module::Foreign`](super::modules::Module): everything that
//! reads HTML and other people's formats.

use super::dom_tree::{self, PageHtml};
use super::fetch::Arrived;
use super::url::BrowserUrls;
use crate::article::source::{self, Context, Document, Format, Parsed};
use crate::article::{Article, ReadError, Warning};
use std::cell::Cell;
use web_sys::Element;

/// What came of reading.
pub type Answer = Result<(Article, Vec<Warning>), ReadError>;

/// What to read.
#[derive(Debug)]
pub enum Source {
    /// An article on the page.
    Element(Element),
    /// A text that arrived.
    Text {
        /// It.
        arrived: Arrived,
        /// What it holds as JSON, where the first look has parsed it.
        value: Option<Parsed>,
        /// What the owner says it is.
        format: Format,
        /// The owner's map.
        map: Option<String>,
        /// The item the address names.
        item: Option<String>,
    },
}

/// What crosses from one module to the other.
#[derive(Debug)]
pub struct Call {
    /// What to read.
    pub source: Source,
    /// [`Module::Page`](super::modules::Module) has come.
    pub has_page: bool,
    /// It is a whole page, so that it takes that module.
    pub wants_page: bool,
    /// What came of it.
    pub answer: Answer,
}

readerly_split::split_point! {
    foreign:
    /// Reads; [`modules::with`] has to have brought the second module.
    pub fn read(call: &mut Call) = read_here;
}

fn read_here(call: &mut Call) {
    let wants_page = Cell::new(false);
    call.answer = match &call.source {
        Source::Element(element) => dom_tree::read_article(element),
        Source::Text {
            arrived,
            value,
            format,
            map,
            item,
        } => source::read_parsed(
            &Document {
                text: &arrived.text,
                content_type: &arrived.content_type,
            },
            value.as_ref(),
            *format,
            &Context {
                base: &arrived.url,
                urls: &BrowserUrls,
                html: &match call.has_page {
                    true => PageHtml::new(&arrived.url),
                    false => PageHtml::without_pages(&arrived.url, &wants_page),
                },
                map: map.as_deref(),
                item: item.as_deref(),
            },
        ),
    };
    call.wants_page = wants_page.get();
}
