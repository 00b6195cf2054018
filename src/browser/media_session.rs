//! What the keys of a headset, a lock screen and a car show and do
//! (<https://w3c.github.io/mediasession/>).

use super::media::{self, construct, get, navigator, number, quietly, set, window};
use super::page::Listener;
use super::{option_bag, turn};
use js_sys::Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// Seconds that one step backwards or forwards takes where the device names none.
const STEP_SECONDS: f64 = 10.0;

/// The last two lead to another video.
const ACTIONS: [&str; 7] = [
    "play",
    "pause",
    "seekto",
    "seekbackward",
    "seekforward",
    "previoustrack",
    "nexttrack",
];

thread_local! {
    /// A page has one session: the last player that took it.
    static OWNER: Cell<u32> = const { Cell::new(0) };
}

/// A player that the device's keys work on, until it is dropped.
#[derive(Debug)]
pub struct MediaSession {
    session: JsValue,
    number: u32,
    _acts: Closure<dyn Fn(&Event)>,
    _listeners: Vec<Listener>,
}

impl MediaSession {
    /// Gives `element` the page's session; `None` where the browser has none.
    /// `others` is called to go to the next video (`true`) or to the one before.
    pub fn new(
        element: &JsValue,
        title: &str,
        poster: Option<&str>,
        others: Option<Box<dyn Fn(bool)>>,
    ) -> Option<Self> {
        let session = get(&navigator(), "mediaSession");
        if !session.is_object() {
            return None;
        }
        let number = OWNER.get().wrapping_add(1);
        OWNER.set(number);
        describe(&session, title, poster);
        let has_others = others.is_some();
        let player = element.clone();
        let acts: Box<dyn Fn(&Event)> =
            Box::new(move |details| act(&player, details, others.as_deref()));
        let acts = Closure::wrap(turn::taking(acts));
        for action in ACTIONS {
            let is_wanted = has_others || !action.ends_with("track");
            let handler = if is_wanted {
                acts.as_ref()
            } else {
                &JsValue::NULL
            };
            handle(&session, action, handler);
        }
        let mut listeners = Vec::new();
        if let Some(target) = element.dyn_ref::<EventTarget>() {
            let state = (session.clone(), element.clone());
            let changed: Rc<dyn Fn()> = Rc::new(move || show_position(&state.0, &state.1));
            changed();
            for name in ["play", "seeked", "ratechange", "durationchange"] {
                let changed = changed.clone();
                let heard = Box::new(move |_: &Event| changed());
                listeners.push(Listener::new(target, name, false, heard));
            }
        }
        Some(Self {
            session,
            number,
            _acts: acts,
            _listeners: listeners,
        })
    }
}

impl Drop for MediaSession {
    fn drop(&mut self) {
        // Another player may have taken the session meanwhile.
        if OWNER.get() == self.number {
            set(&self.session, "metadata", &JsValue::NULL);
            quietly(&self.session, "setPositionState", &[]);
            for action in ACTIONS {
                handle(&self.session, action, &JsValue::NULL);
            }
        }
    }
}

/// A browser throws at an action that it does not know, which is no harm.
fn handle(session: &JsValue, action: &str, handler: &JsValue) {
    quietly(
        session,
        "setActionHandler",
        &[action.into(), handler.clone()],
    );
}

fn describe(session: &JsValue, title: &str, poster: Option<&str>) {
    let artwork = Array::new();
    if let Some(poster) = poster {
        artwork.push(&option_bag(&[("src", poster.into())]));
    }
    let about = option_bag(&[
        ("title", title.into()),
        ("artist", get(&get(&window(), "document"), "title")),
        ("artwork", artwork.into()),
    ]);
    if let Some(metadata) = construct(&get(&window(), "MediaMetadata"), &[about.into()]) {
        set(session, "metadata", &metadata);
    }
}

/// Between these moments the device counts on by itself.
fn show_position(session: &JsValue, element: &JsValue) {
    if let (seconds, Some(duration)) = media::time(element) {
        let state = option_bag(&[
            ("duration", duration.into()),
            ("playbackRate", media::rate(element).into()),
            ("position", seconds.min(duration).into()),
        ]);
        quietly(session, "setPositionState", &[state.into()]);
    }
}

/// Does what a key asks; `details` is a `MediaSessionActionDetails`.
fn act(element: &JsValue, details: &JsValue, others: Option<&dyn Fn(bool)>) {
    let action = get(details, "action");
    let action = action.as_string().unwrap_or_default();
    let step = match number(details, "seekOffset") {
        0.0 => STEP_SECONDS,
        seconds => seconds,
    };
    let (seconds, _) = media::time(element);
    match &*action {
        "play" => media::play(element),
        "pause" => media::pause(element),
        "seekto" => media::seek(element, number(details, "seekTime")),
        "seekbackward" => media::seek(element, seconds - step),
        "seekforward" => media::seek(element, seconds + step),
        _ => {
            if let Some(others) = others {
                others(action == "nexttrack");
            }
        }
    }
}
