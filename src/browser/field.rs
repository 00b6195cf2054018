//! What the reader does in a field: an event tells it of its target.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// What stands in the field.
pub fn value(event: &Event) -> String {
    let target = event.target().map(JsValue::from);
    target
        .and_then(|target| text(&target, "value"))
        .unwrap_or_default()
}

/// The n-th entry of a menu is chosen, from 0; `None` when none is.
pub fn index(event: &Event) -> Option<usize> {
    let target = JsValue::from(event.target()?);
    let index = Reflect::get(&target, &JsValue::from_str("selectedIndex")).ok()?;
    index
        .as_f64()
        .filter(|index| *index >= 0.0)
        .map(|index| index as usize)
}

/// Empties the field.
pub fn clear(event: &Event) {
    if let Some(target) = event.target() {
        let _ = Reflect::set(&target, &JsValue::from_str("value"), &JsValue::from_str(""));
    }
}

/// The key that was pressed; `None` while it is part of a letter that takes
/// several, as with the input methods for Vietnamese.
pub fn key(event: &Event) -> Option<String> {
    let composing = Reflect::get(event, &JsValue::from_str("isComposing"));
    if composing == Ok(JsValue::TRUE) {
        return None;
    }
    text(event, "key")
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .as_string()
}
