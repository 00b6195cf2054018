//! What the page and the device are doing: seen or hidden, online or not,
//! kept for the back button or leaving.

use super::turn;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, VisibilityState};

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
    /// The page may be about to be left. Firefox 153 keeps no page for the back
    /// button that holds a lock now, not even one that lets go of it when it is
    /// left.
    Leaving,
    /// The page is being left; it may be kept for the back button.
    Left,
    /// The page was taken out of the back/forward cache.
    Restored,
    /// The address in the browser's bar may be another one, and the page was not
    /// loaded anew.
    Moved,
}

/// Listeners that stop when they are dropped.
#[must_use = "dropping the listeners stops them"]
#[derive(Debug)]
pub struct Listeners(#[expect(dead_code, reason = "held only to be dropped")] Vec<Listener>);

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
    // Browsers without `navigation` tell only of Back and Forward.
    let navigation = js_sys::Reflect::get(&window, &JsValue::from_str("navigation"))
        .ok()
        .and_then(|navigation| navigation.dyn_into::<EventTarget>().ok());
    let moved = if navigation.is_some() {
        "currententrychange"
    } else {
        "popstate"
    };
    for (name, told) in [
        (moved, PageEvent::Moved),
        ("online", PageEvent::Online),
        ("offline", PageEvent::Offline),
        ("focus", PageEvent::Focused),
        ("beforeunload", PageEvent::Leaving),
        ("pagehide", PageEvent::Left),
        ("pageshow", PageEvent::Restored),
        ("visibilitychange", PageEvent::Shown),
    ] {
        let target: &EventTarget = match (told, &navigation) {
            (PageEvent::Shown, _) => &document,
            (PageEvent::Moved, Some(navigation)) => navigation,
            _ => &window,
        };
        let happened = happened.clone();
        let heard = move |event: &Event| match told {
            PageEvent::Restored if !is_from_cache(event) => {}
            PageEvent::Shown if !is_visible() => happened(PageEvent::Hidden),
            // A script may say so of a page that nobody sees.
            PageEvent::Focused if !is_visible() => {}
            _ => happened(told),
        };
        // Not on the way down: there a window hears of every focus within.
        listeners.push(Listener::new(target, name, false, Box::new(heard)));
    }
    Listeners(listeners)
}

/// Whether the browser prepares this page before anybody asked for it
/// (<https://wicg.github.io/nav-speculation/prerendering.html>).
pub fn is_prerendering() -> bool {
    document().is_some_and(|document| {
        js_sys::Reflect::get(&document, &JsValue::from_str("prerendering"))
            .is_ok_and(|value| value == JsValue::TRUE)
    })
}

/// Calls `activated` when a page that was prepared is opened.
pub fn on_activation(activated: Box<dyn Fn()>) -> Listeners {
    let mut listeners = Vec::new();
    if let Some(document) = document() {
        let heard = Box::new(move |_: &Event| activated());
        listeners.push(Listener::new(&document, "prerenderingchange", false, heard));
    }
    Listeners(listeners)
}

/// Calls `scrolled` whenever anything on the page scrolls or the window is resized.
pub fn on_scroll(scrolled: Rc<dyn Fn()>) -> Listeners {
    on_window(&["scroll", "resize"], scrolled)
}

/// Calls `changed` when the page's fragment changes.
pub fn on_fragment(changed: Rc<dyn Fn()>) -> Listeners {
    on_window(&["hashchange"], changed)
}

fn on_window(names: &[&'static str], happened: Rc<dyn Fn()>) -> Listeners {
    let mut listeners = Vec::new();
    if let Some(window) = web_sys::window() {
        for name in names {
            let happened = happened.clone();
            // Scroll events of inner scrollers do not bubble, so they are
            // caught on the way down.
            listeners.push(Listener::new(
                &window,
                name,
                true,
                Box::new(move |_| happened()),
            ));
        }
    }
    Listeners(listeners)
}

/// Whether a `pageshow` event tells of a page from the back/forward cache.
fn is_from_cache(event: &Event) -> bool {
    js_sys::Reflect::get(event, &JsValue::from_str("persisted"))
        .is_ok_and(|value| value.is_truthy())
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// One listener. The type of its closure is the one that Yew uses too: each
/// further type is an import and a shim of its own.
#[must_use = "dropping the listener stops it"]
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    capture: bool,
    heard: Closure<dyn Fn(&Event)>,
}

impl Listener {
    pub(super) fn new(
        target: &EventTarget,
        name: &'static str,
        capture: bool,
        heard: Box<dyn Fn(&Event)>,
    ) -> Self {
        let heard = Closure::wrap(turn::taking(heard));
        let _ = target.add_event_listener_with_callback_and_bool(
            name,
            heard.as_ref().unchecked_ref(),
            capture,
        );
        Self {
            target: target.clone(),
            name,
            capture,
            heard,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.name,
            heard,
            self.capture,
        );
    }
}
