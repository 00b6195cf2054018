//! Whether an element can be seen, and bringing it where it can be.

use super::turn::Turn;
use super::{call, option_bag};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// An observer that stops when it is dropped.
#[must_use = "dropping the observer stops it"]
#[derive(Debug)]
pub struct Sight {
    observer: JsValue,
    _heard: Closure<dyn FnMut(JsValue)>,
}

/// Calls `seen` at first, and whenever `element` comes into the window or has
/// left it altogether. `None` where the browser cannot tell.
pub fn watch(element: &Element, seen: Box<dyn Fn(bool)>) -> Option<Sight> {
    let turn = Turn::now();
    let heard = Closure::wrap(Box::new(move |entries: JsValue| {
        if !turn.take() {
            return;
        }
        // The last entry tells how it is now.
        let is_seen = call(&entries, "pop", &[])
            .and_then(|entry| Reflect::get(&entry, &JsValue::from_str("isIntersecting")));
        if let Ok(is_seen) = is_seen {
            seen(is_seen == JsValue::TRUE);
        }
    }) as Box<dyn FnMut(JsValue)>);
    let class = Reflect::get(
        &js_sys::global(),
        &JsValue::from_str("IntersectionObserver"),
    )
    .ok()?;
    let class: Function = class.dyn_into().ok()?;
    let observer = Reflect::construct(&class, &Array::of1(heard.as_ref())).ok()?;
    call(&observer, "observe", &[element.into()]).ok()?;
    Some(Sight {
        observer,
        _heard: heard,
    })
}

impl Drop for Sight {
    fn drop(&mut self) {
        let _ = call(&self.observer, "disconnect", &[]);
    }
}

/// Moves the page no further than it takes to see the element.
pub fn bring(element: &Element) {
    let options = option_bag(&[("block", JsValue::from_str("nearest"))]);
    let _ = call(element, "scrollIntoView", &[options.into()]);
}

/// Whether some of the element is inside the window.
pub fn is_in_window(element: &Element) -> bool {
    let place = element.get_bounding_client_rect();
    let height = web_sys::window()
        .and_then(|window| window.inner_height().ok())
        .and_then(|height| height.as_f64());
    place.top() + place.height() > 0.0 && height.is_none_or(|height| place.top() < height)
}

/// Has the element take the focus, wherever it is, without moving the page.
pub fn focus_where_it_is(element: &Element) {
    let options = option_bag(&[("preventScroll", JsValue::TRUE)]);
    let _ = call(element, "focus", &[options.into()]);
}
