//! What the browser keeps for a reader of this site
//! (<https://html.spec.whatwg.org/#the-localstorage-attribute>).
//!
//! A reader may have switched it off, then even looking at it throws, and it
//! may be full. Nothing here depends on it, so none of that is an error.

use super::call;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The text that is kept under this name.
pub fn kept(name: &str) -> Option<String> {
    storage("getItem", &[JsValue::from_str(name)])?.as_string()
}

/// Keeps a text, or forgets what was kept.
pub fn keep(name: &str, text: Option<&str>) {
    let name = JsValue::from_str(name);
    match text {
        Some(text) => storage("setItem", &[name, JsValue::from_str(text)]),
        None => storage("removeItem", &[name]),
    };
}

#[inline(never)]
fn storage(method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let storage = Reflect::get(&js_sys::global(), &JsValue::from_str("localStorage"));
    call(&storage.ok()?, method, arguments).ok()
}
