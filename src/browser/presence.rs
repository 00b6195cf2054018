//! Tells a counter that this page is being read, when its owner asked for it.
//!
//! The name of the visit is made anew for each page load and kept in memory
//! only: no cookie, no storage.

use super::option_bag;
use super::settle::settle;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The page was opened: counts a view.
    Hit,
    /// The page is still being read: counts nothing.
    Heartbeat,
    /// The page is being left.
    Leave,
}

impl Signal {
    fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Heartbeat => "heartbeat",
            Self::Leave => "leave",
        }
    }
}

thread_local! {
    /// Name of this visit; empty before the first signal.
    static VISIT: Cell<String> = const { Cell::new(String::new()) };
    /// Counters that have been told of it.
    static COUNTED: Cell<Vec<String>> = const { Cell::new(Vec::new()) };
}

/// Sends `signal` to `url` and calls `sent` when the counter has taken it or
/// could not be reached.
///
/// Several readers on one page are one visit: the second hit for the same
/// counter becomes a heartbeat. A goodbye goes by `sendBeacon` as well, because
/// Firefox 140 on a busy machine loses the odd request of a tab that closes,
/// and saying goodbye twice counts once.
pub fn send(url: &str, signal: Signal, sent: Box<dyn FnOnce()>) {
    let Some(window) = web_sys::window() else { return };
    let signal = match signal {
        Signal::Hit if !first_time(url) => Signal::Heartbeat,
        other => other,
    };
    let path = window.location().pathname().unwrap_or_default();
    let body = body(signal, &visit(), &path);
    if signal == Signal::Leave {
        // A counter ignores what comes late from a visit that said goodbye; if
        // the page comes back, that is a new one.
        VISIT.set(String::new());
        let _ = window.navigator().send_beacon_with_opt_str(url, Some(&body));
    }
    let options = option_bag(&[
        ("method", JsValue::from_str("POST")),
        ("mode", JsValue::from_str("cors")),
        ("credentials", JsValue::from_str("omit")),
        ("keepalive", JsValue::TRUE),
        // A plain string is sent as text/plain, which needs no preflight.
        ("body", JsValue::from_str(&body)),
    ]);
    let request = window.fetch_with_str_and_init(url, options.unchecked_ref());
    settle(&request, Box::new(move |_| sent()));
}

fn first_time(url: &str) -> bool {
    let mut counted = COUNTED.take();
    let first = !counted.iter().any(|known| known == url);
    if first {
        counted.push(url.to_owned());
    }
    COUNTED.set(counted);
    first
}

fn visit() -> String {
    let mut visit = VISIT.take();
    if visit.is_empty() {
        // 20 letters: enough that two visits never share a name, which is all
        // that this name is for.
        for _ in 0..20 {
            visit.push(char::from(b'a' + (js_sys::Math::random() * 26.0) as u8));
        }
    }
    VISIT.set(visit.clone());
    visit
}

fn body(signal: Signal, visit: &str, path: &str) -> String {
    let path = js_sys::JSON::stringify(&JsValue::from_str(path)).map(String::from).unwrap_or_default();
    ["{\"event\":\"", signal.name(), "\",\"tab\":\"", visit, "\",\"path\":", &path, "}"].concat()
}
