//! The second module: everything that reads HTML and other people's formats.
//!
//! Most pages show article JSON, so this part of the program is linked into a
//! module of its own, which the loader fetches when a source first needs it.
//! Both share memory and table: what runs here is ordinary Rust.

use super::dom_tree::{self, PageHtml};
use super::fetch::Arrived;
use super::settle::{Settled, settle};
use super::url::BrowserUrls;
use crate::article::json::HtmlReader;
use crate::article::source::{self, Context, Document, Format};
use crate::article::{Article, Block, ReadError, Warning, Warnings};
use js_sys::{Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// What came of reading.
pub type Answer = Result<(Article, Vec<Warning>), ReadError>;

thread_local! {
    static LOAD: RefCell<Option<Function>> = const { RefCell::new(None) };
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// `load()` answers a promise that is kept when the second module is there.
pub fn loaded_by(load: Function) {
    LOAD.with_borrow_mut(|place| *place = Some(load));
}

/// Calls `then` once: when the second module is there, or with the loader's
/// words for why it is not. A failure is forgotten, so that a later call asks
/// anew.
pub fn with(then: Box<dyn FnOnce(Result<(), String>)>) {
    // A development build is one module, and tests have no loader.
    if cfg!(debug_assertions) {
        return then(Ok(()));
    }
    let loading = LOADING.take().or_else(|| {
        let load = LOAD.with_borrow(Clone::clone)?;
        load.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()
    });
    let Some(promise) = loading else {
        return then(Err(String::new()));
    };
    settle(
        &promise,
        Box::new(move |settled: Settled| {
            then(settled.map(drop).map_err(|error| {
                LOADING.take();
                Reflect::get(&error, &JsValue::from_str("message"))
                    .ok()
                    .and_then(|message| message.as_string())
                    .unwrap_or_default()
            }));
        }),
    );
    LOADING.set(Some(promise));
}

/// Notes that the second module is needed.
#[derive(Debug, Default)]
pub struct Probe {
    /// Whether an HTML block was met.
    pub wanted: Cell<bool>,
}

impl HtmlReader for Probe {
    fn read(&self, _html: &str, _warnings: &mut Warnings) -> Vec<Block> {
        self.wanted.set(true);
        Vec::new()
    }

    fn read_page(&self, _html: &str) -> Answer {
        self.wanted.set(true);
        Err(ReadError::Empty)
    }
}

/// What to read.
#[derive(Debug)]
pub enum Source {
    /// An article on the page.
    Element(Element),
    /// A text that arrived.
    Text {
        /// It.
        arrived: Arrived,
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
    /// What came of it.
    pub answer: Answer,
}

readerly_split::split_point! {
    /// Reads; [`with`] has to have brought the second module.
    pub fn read(call: &mut Call) = read_here;
}

fn read_here(call: &mut Call) {
    call.answer = match &call.source {
        Source::Element(element) => dom_tree::read_article(element),
        Source::Text {
            arrived,
            format,
            map,
            item,
        } => source::read(
            &Document {
                text: &arrived.text,
                content_type: &arrived.content_type,
            },
            *format,
            &Context {
                base: &arrived.url,
                urls: &BrowserUrls,
                html: &PageHtml::new(&arrived.url),
                map: map.as_deref(),
                item: item.as_deref(),
            },
        ),
    };
}
