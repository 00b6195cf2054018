//! Words between the pages of one site, and between readers on one page.

use super::call;
use super::page::Listener;
use js_sys::Reflect;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, Event};

/// An open channel. What is posted is heard by all others of the same name,
/// on this page too, but not by itself.
#[must_use = "dropping a channel closes it"]
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl fmt::Debug for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Channel")
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        // An open channel bars a page from the back/forward cache.
        let _ = call(&self.channel, "close", &[]);
    }
}

impl Channel {
    /// Opens the channel called `name`; `heard` is called with each text.
    /// `None` where the browser has no channels for this page.
    pub fn open(name: &str, heard: Rc<dyn Fn(String)>) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let on_message = move |event: &Event| {
            let data = Reflect::get(event, &JsValue::from_str("data"));
            if let Some(text) = data.ok().and_then(|data| data.as_string()) {
                heard(text);
            }
        };
        let listener = Listener::new(&channel, "message", false, Box::new(on_message));
        Some(Self {
            channel,
            _listener: listener,
        })
    }

    /// Tells all others; whether that was possible.
    pub fn post(&self, text: &str) -> bool {
        call(&self.channel, "postMessage", &[JsValue::from_str(text)]).is_ok()
    }
}
