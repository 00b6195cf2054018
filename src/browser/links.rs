//! Plain clicks on links, wherever in a reader they are.

use super::host::Host;
use super::page::Listener;
use super::{anchors, call};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

/// A listener that stops when it is dropped.
#[must_use = "dropping the listener stops it"]
#[derive(Debug)]
pub struct Clicks(#[expect(dead_code, reason = "held only to be dropped")] Listener);

/// Calls `clicked` with each link in the reader, or in what the page put inside
/// its element, that is plainly clicked and that nobody else has followed. What
/// it follows itself, by returning `true`, the browser does not.
pub fn on_click(host: &Host, clicked: Box<dyn Fn(&Element) -> bool>) -> Clicks {
    let heard = move |event: &Event| {
        if event.default_prevented() || !event.dyn_ref().is_some_and(anchors::is_plain_click) {
            return;
        }
        // Outside of a shadow root an event tells its target nowhere else.
        let target = call(event, "composedPath", &[])
            .and_then(|path| Reflect::get(&path, &JsValue::from_str("0")));
        if let Ok(target) = target
            && let Ok(target) = target.dyn_into::<Element>()
            && let Ok(Some(link)) = target.closest("a[href]")
            && clicked(&link)
        {
            event.prevent_default();
        }
    };
    Clicks(Listener::new(
        host.element(),
        "click",
        false,
        Box::new(heard),
    ))
}
