//! What the page and the device are doing: seen or hidden, online or not,
//! kept for the back button or leaving.

use gloo::events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::VisibilityState;

/// Something that happened to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// The tab came to the front.
    Shown,
    /// The tab went to the back or the device was locked.
    Hidden,
    /// The device reports a connection.
    Online,
    /// The device reports none.
    Offline,
    /// The window was focused.
    Focused,
    /// The page is being left; it may be kept for the back button.
    Left,
    /// The page was taken out of the back/forward cache.
    Restored,
}

/// Listeners that stop when they are dropped.
#[must_use = "dropping the listeners stops them"]
#[derive(Debug)]
pub struct Listeners(#[expect(dead_code, reason = "held only to be dropped")] Vec<EventListener>);

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Whether the device reports a connection. A hint: `true` promises nothing.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `happened` for every [`PageEvent`].
pub fn listen(happened: Rc<dyn Fn(PageEvent)>) -> Listeners {
    let (Some(window), Some(document)) = (web_sys::window(), document()) else {
        return Listeners(Vec::new());
    };
    let mut listeners = Vec::new();
    for (name, event) in [
        ("online", PageEvent::Online),
        ("offline", PageEvent::Offline),
        ("focus", PageEvent::Focused),
        ("pagehide", PageEvent::Left),
    ] {
        let happened = happened.clone();
        listeners.push(EventListener::new(&window, name, move |_| happened(event)));
    }
    let restored = happened.clone();
    listeners.push(EventListener::new(&window, "pageshow", move |event| {
        let persisted = js_sys::Reflect::get(event, &JsValue::from_str("persisted"));
        if persisted.is_ok_and(|value| value.is_truthy()) {
            restored(PageEvent::Restored);
        }
    }));
    listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
        happened(if is_visible() { PageEvent::Shown } else { PageEvent::Hidden });
    }));
    Listeners(listeners)
}

/// Calls `scrolled` whenever anything on the page scrolls or the window is resized.
pub fn on_scroll(scrolled: Rc<dyn Fn()>) -> Listeners {
    let Some(window) = web_sys::window() else {
        return Listeners(Vec::new());
    };
    // Scroll events of inner scrollers do not bubble, so they are caught on the way down.
    let options = EventListenerOptions::run_in_capture_phase();
    let resized = scrolled.clone();
    Listeners(vec![
        EventListener::new_with_options(&window, "scroll", options, move |_| scrolled()),
        EventListener::new(&window, "resize", move |_| resized()),
    ])
}

/// Calls `changed` when the page's fragment changes.
pub fn on_fragment(changed: Rc<dyn Fn()>) -> Listeners {
    let Some(window) = web_sys::window() else {
        return Listeners(Vec::new());
    };
    Listeners(vec![EventListener::new(window.unchecked_ref(), "hashchange", move |_| changed())])
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
