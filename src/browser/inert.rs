//! HTML text becomes a document that runs no script and loads nothing.

use super::option_bag;
use js_sys::{Array, Function, Reflect, Set};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser, SupportedType};

thread_local! {
    /// A `DOMParser` was refused once, as it would be each time.
    static IS_REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// Under `require-trusted-types-for 'script'` a `DOMParser` throws and reports
/// a violation; `Document.parseHTML` does neither, where a browser has it
/// (<https://wicg.github.io/sanitizer-api/>). `None` where neither is to be had.
pub fn parse(html: &str) -> Option<Document> {
    if !holds_what_sanitizers_drop(html)
        && let Some(document) = parse_by_sanitizer(html)
    {
        return Some(document);
    }
    if IS_REFUSED.get() {
        return None;
    }
    let parser = DomParser::new().ok()?;
    let parsed = parser.parse_from_string(html, SupportedType::TextHtml);
    IS_REFUSED.set(parsed.is_err());
    parsed.ok()
}

/// Whether there is anything to read that no sanitizer keeps, whatever it is
/// told: videos of providers in frames, and metadata in scripts
/// (<https://wicg.github.io/sanitizer-api/#built-in-safe-baseline-configuration>).
/// And Firefox 153 makes a text of what stands in `noscript`, where the pictures
/// of pages are that load them late.
fn holds_what_sanitizers_drop(html: &str) -> bool {
    const DROPPED: [&str; 4] = ["iframe", "object", "embed", "noscript"];
    // From one rare letter to the next: a page is long.
    let stands_at = |place: usize, name: &str| {
        let found = html.as_bytes().get(place..place + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    html.match_indices('<')
        .any(|(place, _)| DROPPED.iter().any(|name| stands_at(place + 1, name)))
        || html
            .match_indices('+')
            .any(|(place, _)| place >= 2 && stands_at(place - 2, "ld+json"))
}

fn parse_by_sanitizer(html: &str) -> Option<Document> {
    let class = Reflect::get(&js_sys::global(), &JsValue::from_str("Document")).ok()?;
    let parse: Function = Reflect::get(&class, &JsValue::from_str("parseHTML"))
        .ok()?
        .dyn_into()
        .ok()?;
    // An otherwise empty sanitizer keeps what is harmless in an inert document;
    // our own allow-list decides what is read from it.
    let removed = ("removeAttributes", handler_names(html).into());
    let options = option_bag(&[("sanitizer", option_bag(&[removed]).into())]);
    parse
        .call2(&class, &JsValue::from_str(html), &options)
        .ok()?
        .dyn_into()
        .ok()
}

/// Every word of `html` that could be the name of an event handler.
///
/// A sanitizer removes handlers by itself, but Chromium 156 crashes the tab over
/// those whose event it has switched off (`<p onstart>`, `onfinish`,
/// `onbeforexrselect`). Attributes that are named go before it comes to that.
/// The names are taken from the text, since no list of them would last.
fn handler_names(html: &str) -> Array {
    // A name that is given twice makes the whole sanitizer invalid.
    let names = Set::new(&JsValue::UNDEFINED);
    for word in html
        .as_bytes()
        .split(|letter| !letter.is_ascii_alphanumeric())
    {
        if let [b'o' | b'O', b'n' | b'N', ..] = word {
            let word = String::from_utf8_lossy(word).to_ascii_lowercase();
            names.add(&JsValue::from_str(&word));
        }
    }
    Array::from(&names)
}
