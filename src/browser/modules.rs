//! The modules that come after the first one.
//!
//! Most pages show article JSON, and words come before numbers: so what reads
//! HTML and other people's formats is linked into one module of its own, and
//! the visitor counter and the video player into two others. The loader fetches
//! each when it is first needed, or before, where it knows that it will be. All
//! share memory and table: what runs there is ordinary Rust.

use super::settle::{Settled, as_promise, settle};
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// A module that is fetched when it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// Reads HTML and other people's formats.
    Foreign,
    /// Finds the article of a whole page; to be used behind [`Module::Foreign`].
    Page,
    /// Polls counters and shows their numbers.
    Counter,
    /// Plays videos.
    Video,
    /// Says why an article could not be had.
    Failure,
}

impl Module {
    /// Its name in the split points and in the glue.
    fn name(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Page => "page",
            Self::Counter => "counter",
            Self::Video => "video",
            Self::Failure => "failure",
        }
    }
}

thread_local! {
    static LOAD: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// `load(name)` answers a promise that is kept when that module is there. It
/// fetches each module once, and a failure is forgotten, so that a later call
/// asks anew. Of an absolute address it answers what importing it promises; of
/// one with options and an element, what asking for that element's article does.
pub fn loaded_by(load: Function) {
    LOAD.with_borrow_mut(|place| *place = Some(load));
}

/// Calls `then` once: when the module is there, or with the loader's words for
/// why it is not.
pub fn with(module: Module, then: Box<dyn FnOnce(Result<(), String>)>) {
    // A development build is one module, and tests have no loader.
    if cfg!(debug_assertions) {
        return then(Ok(()));
    }
    let promise = ask(module.name());
    let Some(promise) = promise else {
        return then(Err(String::new()));
    };
    settle(
        &promise,
        Box::new(move |settled: Settled| {
            then(settled.map(drop).map_err(|error| {
                Reflect::get(&error, &JsValue::from_str("message"))
                    .ok()
                    .and_then(|message| message.as_string())
                    .unwrap_or_default()
            }));
        }),
    );
}

/// Imports a script of the owner's from its absolute address, in a development
/// build too, and calls `then` once with what it exports. Only JavaScript can
/// import, so the glue does.
pub fn bring(address: &str, then: Box<dyn FnOnce(Settled)>) {
    match ask(address) {
        Some(promise) => settle(&promise, then),
        None => then(Err(JsValue::UNDEFINED)),
    }
}

/// The answer to the request for an article, which the loader may have sent
/// already: it knew the address before there was a module. `None` without a loader.
pub fn article(address: &str, options: &JsValue, element: &HtmlElement) -> Option<Promise> {
    let load = LOAD.with_borrow(Clone::clone)?;
    let address = JsValue::from_str(address);
    let answer = load.call3(&JsValue::UNDEFINED, &address, options, element);
    answer.ok().and_then(as_promise)
}

fn ask(name: &str) -> Option<Promise> {
    LOAD.with_borrow(Clone::clone)
        .and_then(|load| {
            load.call1(&JsValue::UNDEFINED, &JsValue::from_str(name))
                .ok()
        })
        .and_then(as_promise)
}
