//! The owner's own hls.js, as far as a player needs it
//! (<https://github.com/video-dev/hls.js/blob/master/docs/API.md>).

use super::media::{self, construct, get, quietly, set, window};
use super::settle::Settled;
use super::{call, modules, option_bag, turn};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Event;

/// Why it does not play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The script cannot be had, or is no hls.js: words for the owner.
    Script(String),
    /// hls.js cannot work in this browser.
    Unsupported,
    /// The playlist or the video could not be fetched.
    Network,
    /// The video is damaged, or something else is wrong with it.
    Media,
}

/// An hls.js at work, or on its way, until it is dropped.
#[derive(Debug)]
pub struct HlsPlayer {
    _attached: Rc<RefCell<Option<Attached>>>,
}

/// What is to be played.
#[derive(Debug)]
pub struct Wanted {
    /// The video element.
    pub element: JsValue,
    /// Absolute address of the playlist.
    pub playlist: String,
    /// Seconds from the beginning.
    pub start: f64,
}

impl HlsPlayer {
    /// Fetches the script and plays. `failed` is called when that is at an end.
    pub fn new(script: &str, wanted: Wanted, failed: Box<dyn Fn(Fault)>) -> Self {
        let attached = Rc::new(RefCell::new(None));
        let place = Rc::downgrade(&attached);
        let arrived = move |settled: Settled| {
            // The reader may have gone on to something else meanwhile.
            let Some(place) = place.upgrade() else {
                return;
            };
            match settled {
                Ok(library) => *place.borrow_mut() = attach(&library, wanted, failed),
                Err(error) => {
                    let message = get(&error, "message");
                    failed(Fault::Script(message.as_string().unwrap_or_default()));
                }
            }
        };
        modules::bring(script, Box::new(arrived));
        Self {
            _attached: attached,
        }
    }
}

#[derive(Debug)]
struct Attached {
    hls: JsValue,
    _heard: Closure<dyn Fn(&Event)>,
}

impl Drop for Attached {
    fn drop(&mut self) {
        quietly(&self.hls, "destroy", &[]);
    }
}

/// `library` is what the import brought: a module has the class as its default
/// export, the older form leaves it in the window.
fn attach(library: &JsValue, wanted: Wanted, failed: Box<dyn Fn(Fault)>) -> Option<Attached> {
    let class = [get(library, "default"), get(&window(), "Hls")]
        .into_iter()
        .find(JsValue::is_function);
    let Some(class) = class else {
        failed(Fault::Script("it is no hls.js".to_owned()));
        return None;
    };
    if !call(&class, "isSupported", &[]).is_ok_and(|answer| answer.is_truthy()) {
        failed(Fault::Unsupported);
        return None;
    }
    let Wanted {
        element,
        playlist,
        start,
    } = wanted;
    // No more pixels than the box shows.
    let mut options = vec![("capLevelToPlayerSize", JsValue::TRUE)];
    if start > 0.0 {
        options.push(("startPosition", start.into()));
    }
    let hls = construct(&class, &[option_bag(&options).into()])?;
    // An error comes as two arguments, its name and its data. The first
    // listener, the `push` of a list, keeps both for the second: a closure of
    // two arguments would be a shim of its own in the glue.
    let kept = Array::new();
    let heard: Box<dyn Fn(&Event)> = {
        let (kept, hls, element) = (kept.clone(), hls.clone(), element.clone());
        let has_recovered = Cell::new(false);
        Box::new(move |_| {
            let data = get(&kept, "1");
            set(&kept, "length", &0.into());
            if get(&data, "fatal").is_truthy()
                && !recover(&hls, &element, &data, has_recovered.replace(true))
            {
                failed(match is_of_network(&data) {
                    true => Fault::Network,
                    false => Fault::Media,
                });
            }
        })
    };
    let heard = Closure::wrap(turn::taking(heard));
    let error = get(&get(&class, "Events"), "ERROR");
    if let Ok(keep) = call(&get(&kept, "push"), "bind", &[kept.into()]) {
        quietly(&hls, "on", &[error.clone(), keep]);
        quietly(&hls, "on", &[error, heard.as_ref().clone()]);
    }
    quietly(&hls, "loadSource", &[playlist.into()]);
    quietly(&hls, "attachMedia", std::slice::from_ref(&element));
    media::play(&element);
    Some(Attached { hls, _heard: heard })
}

/// Tries once to go on, as the documents of hls.js advise. Without a playlist
/// there is nothing to go on with.
fn recover(hls: &JsValue, element: &JsValue, data: &JsValue, has_recovered: bool) -> bool {
    let details = get(data, "details").as_string().unwrap_or_default();
    if has_recovered || details.starts_with("manifest") {
        return false;
    }
    if is_of_network(data) {
        quietly(hls, "startLoad", &[]);
    } else {
        quietly(hls, "recoverMediaError", &[]);
        media::play(element);
    }
    true
}

fn is_of_network(data: &JsValue) -> bool {
    get(data, "type") == "networkError"
}
