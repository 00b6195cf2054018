//! A video in a window of its own, above all others
//! (<https://w3c.github.io/picture-in-picture/>, and Safari's older way).

use super::call;
use super::media::{get, quietly, window};
use super::page::Listener;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Node;

/// Safari's name of the mode.
const MODE: &str = "picture-in-picture";

/// Whether the browser has it, and the page may use it.
pub fn is_possible(element: &JsValue) -> bool {
    get(&document(), "pictureInPictureEnabled").is_truthy()
        || call(element, "webkitSupportsPresentationMode", &[MODE.into()])
            .is_ok_and(|answer| answer.is_truthy())
}

/// Whether the video is there now.
pub fn is_on(element: &JsValue) -> bool {
    // The document names the host of the shadow root, the root the video.
    call(element, "getRootNode", &[])
        .is_ok_and(|root| get(&root, "pictureInPictureElement") == *element)
        || get(element, "webkitPresentationMode") == MODE
}

/// Sends it there, or back. Call it within the reader's own click.
pub fn toggle(element: &JsValue) {
    let is_on = is_on(element);
    if !get(element, "requestPictureInPicture").is_function() {
        let mode = if is_on { "inline" } else { MODE };
        quietly(element, "webkitSetPresentationMode", &[mode.into()]);
    } else if is_on {
        quietly(&document(), "exitPictureInPicture", &[]);
    } else {
        quietly(element, "requestPictureInPicture", &[]);
    }
}

/// Calls `changed` when the video goes there or comes back in Safari's older way:
/// for this event elements have no handler.
pub fn watch_older(element: &Node, changed: Rc<dyn Fn()>) -> Listener {
    let heard = Box::new(move |_: &web_sys::Event| changed());
    Listener::new(element, "webkitpresentationmodechanged", false, heard)
}

fn document() -> JsValue {
    get(&window(), "document")
}
