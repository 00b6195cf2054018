//! The browser's own players, and what the device asks of them.
//!
//! By name and not by types of `web_sys`: each of those is an import of its own
//! in the glue, which the readers of pages without a video download too.

use super::call;
use super::settle::{as_promise, settle};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

/// Plays on. Call it within the reader's own click: Safari allows it nowhere else.
///
/// `preload` has had its day then, and has to go first: of a player that has not
/// yet looked at its sources, and then holds back because of it, WebKit forgets
/// that it was asked to play, and waits for ever.
pub fn play(element: &JsValue) {
    set(element, "preload", &JsValue::from_str("auto"));
    quietly(element, "play", &[]);
}

/// Has it stand still.
pub fn pause(element: &JsValue) {
    quietly(element, "pause", &[]);
}

/// Begins anew with what it is given now, standing still, and fetches no more
/// than `preload` allows.
pub fn load(element: &JsValue) {
    quietly(element, "load", &[]);
}

/// Goes to this many seconds from the beginning.
pub fn seek(element: &JsValue, seconds: f64) {
    set(element, "currentTime", &JsValue::from_f64(seconds));
}

/// Plays this many times as fast, the next video in the same element too.
pub fn set_rate(element: &JsValue, factor: f64) {
    for name in ["defaultPlaybackRate", "playbackRate"] {
        set(element, name, &JsValue::from_f64(factor));
    }
}

/// How many times as fast it plays.
pub fn rate(element: &JsValue) -> f64 {
    number(element, "playbackRate")
}

/// Where it stands, and how long it is, in seconds; live video has no length.
pub fn time(element: &JsValue) -> (f64, Option<f64>) {
    let duration = number(element, "duration");
    let is_known = duration.is_finite() && duration > 0.0;
    (number(element, "currentTime"), is_known.then_some(duration))
}

/// `HTMLMediaElement.readyState`: 0 before anything is known, 4 when it can go on.
pub fn ready_state(element: &JsValue) -> u16 {
    number(element, "readyState") as u16
}

/// Whether it ought to move on.
pub fn ought_to_move(element: &JsValue) -> bool {
    ["paused", "ended", "seeking"]
        .iter()
        .all(|name| !get(element, name).is_truthy())
}

/// The code of its `MediaError`, 0 without one.
pub fn error_code(element: &JsValue) -> u16 {
    number(&get(element, "error"), "code") as u16
}

/// Whether the browser says that it may play files of this type.
pub fn says_it_plays(mime: &str) -> bool {
    let document = get(&window(), "document");
    call(&document, "createElement", &["video".into()])
        .and_then(|video| call(&video, "canPlayType", &[mime.into()]))
        .is_ok_and(|answer| answer.is_truthy())
}

/// Whether the browser has a class of this name.
pub fn has_class(name: &str) -> bool {
    get(&window(), name).is_function()
}

/// Ends whatever it is loading. One that was taken off the page goes on loading
/// until it is collected, and Chromium lets nobody else have the same file in
/// the meantime.
pub fn stop(element: &JsValue) {
    set(element, "src", &"".into());
    load(element);
}

/// Whether the reader's device asks sites to send little
/// (<https://wicg.github.io/savedata/>).
pub fn saves_data() -> bool {
    get(&get(&navigator(), "connection"), "saveData").is_truthy()
}

/// Whether the reader wants little to move.
pub fn prefers_reduced_motion() -> bool {
    let query = JsValue::from_str("(prefers-reduced-motion: reduce)");
    call(&window(), "matchMedia", &[query]).is_ok_and(|list| get(&list, "matches").is_truthy())
}

/// What an event happened to.
pub fn target(event: &JsValue) -> JsValue {
    get(event, "target")
}

/// Whether the reader ticked a box, by its `change` event.
pub fn is_checked(event: &JsValue) -> bool {
    get(&target(event), "checked").is_truthy()
}

/// Has a `<select>` show its n-th option; none for a number that it has not.
pub fn select(element: &JsValue, index: Option<usize>) {
    let index = index.map_or(-1.0, |index| index as f64);
    set(element, "selectedIndex", &JsValue::from_f64(index));
}

/// A property, or `undefined`.
#[inline(never)]
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is a number, or 0.
#[inline(never)]
pub(super) fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().unwrap_or_default()
}

#[inline(never)]
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Calls a method for what it does. What it promises is waited for, so that a
/// refusal is no unhandled rejection on the owner's page: a player that may not
/// do a thing stays as it is, and shows that.
#[inline(never)]
pub(super) fn quietly(object: &JsValue, method: &str, arguments: &[JsValue]) {
    if let Some(promise) = call(object, method, arguments).ok().and_then(as_promise) {
        settle(&promise, Box::new(drop));
    }
}

/// Makes an object of a class that not every browser has. By the page's
/// `Reflect.construct`, which costs no import of its own.
#[inline(never)]
pub(super) fn construct(class: &JsValue, arguments: &[JsValue]) -> Option<JsValue> {
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    let reflect = get(&window(), "Reflect");
    call(&reflect, "construct", &[class.clone(), list.into()]).ok()
}

pub(super) fn window() -> JsValue {
    js_sys::global().into()
}

pub(super) fn navigator() -> JsValue {
    get(&window(), "navigator")
}
