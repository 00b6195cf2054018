//! What happens when this module breaks.
//!
//! A panic ends the one instance that all readers of a page share, so the
//! loader is told, once. It shows the page's own article in place of the reader
//! whose turn it was, and starts another instance for the others.
//!
//! A development build says what was wrong. In a release the step after the
//! linker has every panic call [`broke`] in place of that: sentences, and the
//! means to write them, were 6 KB of the first module after Brotli.

use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/embed/place.js")]
extern "C" {
    // Caught, so that a call is written, which the build knows how to find.
    #[wasm_bindgen(catch)]
    fn place() -> Result<JsValue, JsValue>;
}

thread_local! {
    static TOLD: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Has panics reported to `tell(message)`.
pub fn report_to(tell: Function) {
    TOLD.with_borrow_mut(|told| *told = Some(tell));
    // In a release nothing calls it. It keeps `broke`, which nothing else does.
    yew::set_custom_panic_hook(Box::new(|info| {
        if cfg!(debug_assertions) {
            report(&JsValue::from_str(&short(&info.to_string())));
        } else {
            broke();
        }
    }));
}

/// Where every panic of a release ends: `xtask/src/embed/panics.rs` knows it by
/// this name, and that it takes and gives nothing.
#[inline(never)]
fn broke() {
    report(&place().unwrap_or_default());
}

fn report(message: &JsValue) {
    // The callback is taken out, so that a second panic on the way down
    // cannot report again.
    let tell = TOLD.try_with(|told| told.try_borrow_mut().ok().and_then(|mut told| told.take()));
    if let Ok(Some(tell)) = tell {
        let _ = tell.call1(&JsValue::UNDEFINED, message);
    }
}

/// A panic's message in one line, without the folders of the machine that built
/// this module: "panicked at …/yew-0.23.0/src/dom_bundle/position.rs:129:9: …"
/// says as much from the file's name on.
fn short(message: &str) -> String {
    let mut line = String::new();
    for letter in message.chars() {
        line.push(if letter.is_ascii_control() {
            ' '
        } else {
            letter
        });
    }
    match line
        .strip_prefix("panicked at ")
        .and_then(|rest| rest.split_once(' '))
    {
        Some((place, cause)) => {
            let mut file = place;
            while let Some((_, after)) = file.split_once('/') {
                file = after;
            }
            [file, " ", cause].concat()
        }
        None => line,
    }
}
