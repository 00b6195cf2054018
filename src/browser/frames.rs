//! The frame of another site: what it says, what it is told, and whether the
//! page lets it in at all.

use super::call;
use super::page::Listener;
use js_sys::Reflect;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Event, Node};

/// What is heard of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A message from it, as JSON text.
    Message(String),
    /// The page's Content-Security-Policy keeps it away.
    Refused,
}

/// A talk with one frame, which ends when it is dropped.
#[must_use = "dropping the talk ends it"]
pub struct Talk {
    frame: FindFrame,
    origin: Rc<str>,
    _listeners: Option<[Listener; 2]>,
}

/// The `<iframe>`; `None` before it is on the page.
pub type FindFrame = Rc<dyn Fn() -> Option<Node>>;

impl fmt::Debug for Talk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Talk")
    }
}

impl Talk {
    /// Listens to the page of `origin` in an `<iframe>`. Any window can send
    /// messages to any other, so only what comes from this frame, and from
    /// this origin in it, is heard. It has to begin before the frame is on the
    /// page: WebKit tells of a refusal as soon as it is.
    pub fn with(frame: FindFrame, origin: &str, heard: Rc<dyn Fn(Said)>) -> Self {
        let origin: Rc<str> = origin.into();
        let window = web_sys::window();
        let listeners = window.map(|window| {
            let on_message = {
                let (frame, origin, heard) = (frame.clone(), origin.clone(), heard.clone());
                move |event: &Event| {
                    let source = get(event, "source");
                    if source.is_object()
                        && source == window_of(&frame)
                        && text(event, "origin") == *origin
                        && let Some(message) = as_json(&get(event, "data"))
                    {
                        heard(Said::Message(message));
                    }
                }
            };
            let on_violation = {
                let origin = origin.clone();
                move |event: &Event| {
                    if refuses_frame(event, &origin) {
                        heard(Said::Refused);
                    }
                }
            };
            [
                Listener::new(&window, "message", false, Box::new(on_message)),
                // A refused frame fires `load` like any other, and never
                // `error`; but the violation bubbles up to the window.
                Listener::new(
                    &window,
                    "securitypolicyviolation",
                    false,
                    Box::new(on_violation),
                ),
            ]
        });
        Self {
            frame,
            origin,
            _listeners: listeners,
        }
    }

    /// Posts a text to the frame, which gets it only if it still shows a page
    /// of that origin.
    pub fn post(&self, text: &str) {
        let window = window_of(&self.frame);
        let arguments = [JsValue::from_str(text), JsValue::from_str(&self.origin)];
        let _ = call(&window, "postMessage", &arguments);
    }
}

/// How frames of other sites fare on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// As on any page.
    No,
    /// The page is isolated: they are let in without cookies and stored data
    /// (<https://wicg.github.io/anonymous-iframe/>).
    Credentialless,
    /// The page is isolated, and the browser knows no such frames: none is let
    /// in that does not ask for it, and no provider's player does.
    Closed,
}

/// How frames of other sites fare on this page.
pub fn isolation() -> Isolation {
    let global = js_sys::global();
    if get(&global, "crossOriginIsolated") != JsValue::TRUE {
        return Isolation::No;
    }
    let prototype = get(&get(&global, "HTMLIFrameElement"), "prototype");
    let name = JsValue::from_str("credentialless");
    // A getter that is called on the prototype throws, but it is there.
    match Reflect::get(&prototype, &name) {
        Ok(value) if value.is_undefined() => Isolation::Closed,
        _ => Isolation::Credentialless,
    }
}

/// The page's origin, for a player that is told where it stands; empty where
/// it has none, as in a sandbox.
pub fn page_origin() -> String {
    let location = get(&js_sys::global(), "location");
    let mut origin = text(&location, "origin");
    if origin == "null" {
        origin.clear();
    }
    origin
}

/// Whether a policy that is enforced, and not only reported, keeps frames of
/// `origin` away.
fn refuses_frame(violation: &Event, origin: &str) -> bool {
    let blocked = text(violation, "blockedURI");
    // Older browsers name the directive that frame-src falls back on.
    matches!(
        text(violation, "effectiveDirective").as_str(),
        "frame-src" | "child-src"
    ) && text(violation, "disposition") != "report"
        && blocked
            .strip_prefix(origin)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A message as JSON text: some players send texts, and some objects. What
/// has no JSON (a circle, a bigint) is no message of theirs.
fn as_json(data: &JsValue) -> Option<String> {
    if let Some(text) = data.as_string() {
        return Some(text);
    }
    let json = get(&js_sys::global(), "JSON");
    call(&json, "stringify", std::slice::from_ref(data))
        .ok()?
        .as_string()
}

/// The window of the frame, or `undefined`.
fn window_of(frame: &FindFrame) -> JsValue {
    let frame = frame().map(JsValue::from).unwrap_or_default();
    get(&frame, "contentWindow")
}

#[inline(never)]
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}
