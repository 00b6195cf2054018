//! The edge: the only room, beside the door (`embed`), that touches the browser.
//!
//! Everything that runs on (a request, a timer, a listener) is a value that
//! stops when it is dropped, so that a reader which leaves the page leaves
//! nothing behind.

pub mod anchors;
pub mod build;
pub mod channel;
pub mod clock;
pub mod cue_list;
pub mod cues;
pub mod details;
pub mod dom_tree;
pub mod fetch;
pub mod field;
pub mod foreign;
pub mod format;
pub mod frames;
pub mod handlers;
pub mod hls;
pub mod host;
mod inert;
pub mod links;
pub mod locks;
pub mod media;
pub mod media_session;
pub mod memory;
pub mod modules;
pub mod page;
pub mod page_colours;
pub mod picture_in_picture;
pub mod presence;
pub mod selectors;
mod settle;
pub mod sight;
pub mod sounds;
pub mod stream;
pub mod styles;
pub mod text_tracks;
pub mod turn;
pub mod url;

/// A one-shot timer that stops when it is dropped.
pub use gloo::timers::callback::Timeout;

use js_sys::{Function, Object, Reflect};
use turn::Turn;
use wasm_bindgen::{JsCast, JsValue};

/// An option bag without a prototype, so that a page which added properties to
/// `Object.prototype` cannot slip options into the browser's own calls.
fn option_bag(entries: &[(&str, JsValue)]) -> Object {
    with_entries(Object::create(JsValue::NULL.unchecked_ref()), entries)
}

fn with_entries(bag: Object, entries: &[(&str, JsValue)]) -> Object {
    for (name, value) in entries {
        // Setting a property of a fresh, extensible object cannot fail.
        let _ = Reflect::set(&bag, &JsValue::from_str(name), value);
    }
    bag
}

/// Calls a method of an object that a page may have replaced by its own: what
/// is missing or throws is an error, and no more. Up to three arguments.
#[inline(never)]
fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &JsValue::from_str(method))?.dyn_into()?;
    match arguments {
        [] => method.call0(object),
        [one] => method.call1(object, one),
        [one, two] => method.call2(object, one, two),
        [one, two, three, ..] => method.call3(object, one, two, three),
    }
}

/// Calls `then` once, in `delay_ms` milliseconds, unless the timer is dropped
/// before. Boxed, so that the timer is not compiled anew for each caller.
#[inline(never)]
pub fn after(delay_ms: u32, then: Box<dyn FnOnce()>) -> Timeout {
    let turn = Turn::now();
    Timeout::new(delay_ms, move || {
        if turn.take() {
            then();
        }
    })
}

/// Writes one line to the console, marked as ours.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&JsValue::from_str(&["[readerly] ", message].concat()));
}

/// Writes one error line to the console, marked as ours.
pub fn error(message: &str) {
    web_sys::console::error_1(&JsValue::from_str(&["[readerly] ", message].concat()));
}
