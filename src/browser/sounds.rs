//! Whatever begins to play in and inside a reader.

use super::page::Listener;
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement};

/// Listens until it is dropped.
#[must_use = "dropping it stops it"]
#[derive(Debug)]
pub struct Sounds(#[expect(dead_code, reason = "held only to be dropped")] Vec<Listener>);

/// Calls `begun` with each `<video>` and `<audio>` that begins to play with
/// sound, in the reader's shadow root or in what its owner put into the
/// element. Those inside one that matches `except` are left out.
///
/// `play` does not bubble and does not leave a shadow root, so it is caught on
/// its way down, in both trees. Pictures that move without a sound disturb
/// nobody.
pub fn listen(host: &HtmlElement, except: &'static str, begun: Rc<dyn Fn(HtmlElement)>) -> Sounds {
    let mut listeners = Vec::new();
    let root = host.shadow_root();
    let inner = root.as_ref().map(|root| root.as_ref());
    for target in [Some(host.as_ref()), inner].into_iter().flatten() {
        let begun = begun.clone();
        let heard = move |event: &Event| {
            let target = event.target();
            let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok())
            else {
                return;
            };
            let muted = Reflect::get(&element, &JsValue::from_str("muted"));
            if matches!(element.closest(except), Ok(None))
                && muted.is_ok_and(|muted| muted == JsValue::FALSE)
            {
                begun(element);
            }
        };
        listeners.push(Listener::new(target, "play", true, Box::new(heard)));
    }
    Sounds(listeners)
}
