//! Captions and subtitles of a player, those that came with an HLS playlist too.

use super::media::{get, number, set};
use super::page::Listener;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

/// One that a reader can switch on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Its name; empty when it has none.
    pub label: String,
    /// BCP 47 tag of its language; empty when that is not known.
    pub lang: String,
    /// It is on.
    pub is_shown: bool,
}

/// What there is, in the player's own order.
pub fn captions(element: &JsValue) -> Vec<Caption> {
    let mut captions = Vec::new();
    for track in tracks(element) {
        let text = |name| get(&track, name).as_string().unwrap_or_default();
        captions.push(Caption {
            label: text("label"),
            lang: text("language"),
            is_shown: is_shown(&track),
        });
    }
    captions
}

/// Switches on the n-th of [`captions`] and the others off, or all. A browser
/// fetches a track when it is first switched on.
pub fn show(element: &JsValue, index: Option<usize>) {
    for (number, track) in tracks(element).iter().enumerate() {
        let mode = match Some(number) == index {
            true => "showing",
            // What a script reads without showing it is not the reader's matter.
            false if is_shown(track) => "disabled",
            false => continue,
        };
        set(track, "mode", &mode.into());
    }
}

/// Listens until it is dropped.
#[derive(Debug)]
pub struct Watched(#[expect(dead_code, reason = "held only to be dropped")] Vec<Listener>);

/// Calls `changed` when a track comes or goes, or is switched on or off, by the
/// browser's own menu or by a script.
pub fn watch(element: &JsValue, changed: Rc<dyn Fn()>) -> Watched {
    let mut listeners = Vec::new();
    if let Ok(list) = get(element, "textTracks").dyn_into::<EventTarget>() {
        for name in ["change", "addtrack", "removetrack"] {
            let changed = changed.clone();
            let heard = Box::new(move |_: &web_sys::Event| changed());
            listeners.push(Listener::new(&list, name, false, heard));
        }
    }
    Watched(listeners)
}

fn tracks(element: &JsValue) -> Vec<JsValue> {
    let list = get(element, "textTracks");
    let mut tracks = Vec::new();
    for index in 0..number(&list, "length") as u32 {
        let track = js_sys::Reflect::get(&list, &JsValue::from_f64(f64::from(index)));
        let track = track.unwrap_or_default();
        let kind = get(&track, "kind");
        if kind == "captions" || kind == "subtitles" {
            tracks.push(track);
        }
    }
    tracks
}

fn is_shown(track: &JsValue) -> bool {
    get(track, "mode") == "showing"
}
