//! The cues of a WebVTT file, read by the browser's own parser.
//!
//! A track is fetched and parsed once its mode says so, whether or not its
//! player has anything to play or is on the page at all: measured in Chromium
//! 156, Firefox 140 ESR and WebKitGTK 2.52.

use super::page::Listener;
use js_sys::{Array, JsString, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

/// One cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// When it begins, in seconds.
    pub start: f64,
    /// What it says, without markup; never empty.
    pub text: String,
}

/// A file on its way, or read. Dropping it forgets about it.
#[derive(Debug)]
pub struct CueReader {
    track: Element,
    /// A track without its player is not read.
    _video: Element,
    _listeners: [Listener; 2],
}

impl CueReader {
    /// Sends for the file at `url`; `settled` is called when it has been read
    /// or cannot be had. `None` without a document.
    pub fn new(url: &str, settled: Rc<dyn Fn()>) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let video = document.create_element("video").ok()?;
        let track = document.create_element("track").ok()?;
        // Files from the page's own origin are fetched as ever.
        video.set_attribute("crossorigin", "anonymous").ok()?;
        track.set_attribute("src", url).ok()?;
        let listeners = ["load", "error"].map(|name| {
            let settled = settled.clone();
            Listener::new(&track, name, false, Box::new(move |_| settled()))
        });
        video.append_child(&track).ok()?;
        let mode = JsValue::from_str("hidden");
        Reflect::set(&get(&track, "track"), &JsValue::from_str("mode"), &mode).ok()?;
        Some(Self {
            track,
            _video: video,
            _listeners: listeners,
        })
    }

    /// The cues in the order of their beginnings; empty when the file cannot be
    /// had or is no WebVTT. `None` while it is on its way.
    pub fn cues(&self) -> Option<Vec<Cue>> {
        // https://html.spec.whatwg.org/#dom-track-readystate
        let state = get(&self.track, "readyState").as_f64()?;
        if state < 2.0 {
            return None;
        }
        let mut cues: Vec<Cue> = Vec::new();
        let list = get(&get(&self.track, "track"), "cues");
        if list.is_object() {
            let list = Array::from(&list);
            for index in 0..list.length() {
                let Some(cue) = read(&list.get(index)) else {
                    continue;
                };
                // Captions that roll up say a line again under the next.
                if cues.last().is_none_or(|last| last.text != cue.text) {
                    cues.push(cue);
                }
            }
        }
        Some(cues)
    }
}

/// A text in small letters and in Unicode's form NFD.
pub fn decomposed(text: &str) -> String {
    JsString::from(text).to_lower_case().normalize("NFD").into()
}

fn read(cue: &JsValue) -> Option<Cue> {
    let start = get(cue, "startTime").as_f64()?;
    let content: Node = super::call(cue, "getCueAsHTML", &[]).ok()?.unchecked_into();
    let mut text = String::new();
    // `<v Lan>` becomes an element with that title
    // (https://www.w3.org/TR/webvtt1/#dom-construction-rules).
    if let Some(first) = content.first_child()
        && let Ok(voice) = first.dyn_into::<Element>()
        && let Some(name) = voice.get_attribute("title")
    {
        text.push_str(&name);
        text.push_str(": ");
    }
    for word in content.text_content()?.split_ascii_whitespace() {
        text.push_str(word);
        text.push(' ');
    }
    text.pop();
    (!text.is_empty()).then_some(Cue { start, text })
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
