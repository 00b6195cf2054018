//! Tells a counter that this page is being read, when its owner asked for it.
//!
//! The name of the visit is made anew for each page load and kept in memory
//! only: no cookie, no storage.

use super::settle::settle;
use super::{clock, option_bag, url};
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
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

/// A visit as one counter knows it.
#[derive(Debug)]
struct Visit {
    /// Address of the counter without its query, which may ask about a page.
    counter: String,
    /// The page that was last counted, as the path of its address.
    path: String,
    /// Drawn for each visit; empty before the first signal and after a goodbye.
    name: String,
    /// Panels on the page that tell this counter.
    panels: u32,
    /// When it was last told of the visit.
    told_ms: u64,
}

/// Least time between two signs of life of one visit, in milliseconds: several
/// panels are one visit, and people change tabs quickly. It is less than the
/// least time after which a counter wants the next one.
const PAUSE_MS: u64 = 4_000;

thread_local! {
    /// Names of visits by counter, for the module that may take this one's place.
    static KEPT: RefCell<Option<Object>> = const { RefCell::new(None) };
    static VISITS: RefCell<Vec<Visit>> = const { RefCell::new(Vec::new()) };
}

/// Where the names of visits are kept for as long as the page lives, so that a
/// visit goes on when this module is replaced.
pub fn kept_in(names: Object) {
    KEPT.set(Some(names));
}

/// A panel that tells a counter of this visit. Several panels on one page are
/// one visit, and the last one to go says goodbye.
#[must_use = "dropping the panel says goodbye"]
#[derive(Debug)]
pub struct Panel {
    url: String,
    visit: usize,
}

impl Panel {
    /// Joins the visit to the counter at `url`, and counts the page where no
    /// other panel did: sites that change pages without loading them have many
    /// pages in one visit. `sent` is called when the counter has taken it or could not
    /// be reached.
    pub fn join(url: &str, sent: Box<dyn FnOnce()>) -> Self {
        let counter = url.split('?').next().unwrap_or_default();
        let path = url::page_path();
        let (visit, first) = VISITS.with_borrow_mut(|visits| {
            let known = visits.iter().position(|visit| visit.counter == counter);
            let index = known.unwrap_or_else(|| {
                let name = kept(counter);
                // One that this module takes over has been counted.
                let counted = if name.is_empty() { "" } else { path.as_str() };
                visits.push(Visit {
                    counter: counter.to_owned(),
                    path: counted.to_owned(),
                    name,
                    panels: 0,
                    told_ms: 0,
                });
                visits.len() - 1
            });
            let visit = &mut visits[index];
            visit.panels += 1;
            let first = visit.path != path;
            visit.path = path;
            (index, first)
        });
        let panel = Self {
            url: url.to_owned(),
            visit,
        };
        panel.tell(
            if first {
                Signal::Hit
            } else {
                Signal::Heartbeat
            },
            sent,
        );
        panel
    }

    /// The page is still being read. Nothing is sent where the counter was told
    /// a moment ago.
    pub fn live(&self) {
        let is_known = VISITS.with_borrow(|visits| {
            let visit = &visits[self.visit];
            let passed_ms = clock::now_ms().checked_sub(visit.told_ms);
            !visit.name.is_empty() && passed_ms.is_some_and(|passed_ms| passed_ms < PAUSE_MS)
        });
        if !is_known {
            self.tell(Signal::Heartbeat, Box::new(|| {}));
        }
    }

    /// The page is being left. Only the first panel to hear of it says so, and
    /// a page that comes back is a new visit: a counter ignores what comes
    /// late from one that said goodbye.
    pub fn leave(&self) {
        if VISITS.with_borrow(|visits| !visits[self.visit].name.is_empty()) {
            self.tell(Signal::Leave, Box::new(|| {}));
            VISITS.with_borrow_mut(|visits| {
                let visit = &mut visits[self.visit];
                visit.name.clear();
                keep(visit);
            });
        }
    }

    /// A goodbye goes by `sendBeacon` as well, because Firefox 140 on a busy
    /// machine loses the odd request of a tab that closes, and saying goodbye
    /// twice counts once.
    fn tell(&self, signal: Signal, sent: Box<dyn FnOnce()>) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let path = url::page_path();
        let body = VISITS.with_borrow_mut(|visits| {
            let visit = &mut visits[self.visit];
            visit.told_ms = clock::now_ms();
            if visit.name.is_empty() {
                visit.name = draw();
                keep(visit);
            }
            body(signal, &visit.name, &path)
        });
        if signal == Signal::Leave {
            let _ = window
                .navigator()
                .send_beacon_with_opt_str(&self.url, Some(&body));
        }
        let options = option_bag(&[
            ("method", JsValue::from_str("POST")),
            ("mode", JsValue::from_str("cors")),
            ("credentials", JsValue::from_str("omit")),
            ("keepalive", JsValue::TRUE),
            // A plain string is sent as text/plain, which needs no preflight.
            ("body", JsValue::from_str(&body)),
        ]);
        let request = window.fetch_with_str_and_init(&self.url, options.unchecked_ref());
        settle(&request, Box::new(move |_| sent()));
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        let last = VISITS.with_borrow_mut(|visits| {
            let visit = &mut visits[self.visit];
            visit.panels -= 1;
            visit.panels == 0
        });
        if last {
            self.leave();
        }
    }
}

/// 20 letters: enough that two visits never share a name, which is all that it
/// is for.
fn draw() -> String {
    let mut name = String::new();
    for _ in 0..20 {
        name.push(char::from(b'a' + (js_sys::Math::random() * 26.0) as u8));
    }
    name
}

fn keep(visit: &Visit) {
    KEPT.with_borrow(|kept| {
        if let Some(names) = kept {
            // Setting a property of an ordinary object cannot fail.
            let key = JsValue::from_str(&visit.counter);
            let _ = Reflect::set(names, &key, &JsValue::from_str(&visit.name));
        }
    });
}

fn kept(counter: &str) -> String {
    KEPT.with_borrow(|kept| {
        let name = Reflect::get(kept.as_ref()?, &JsValue::from_str(counter));
        name.ok()?.as_string()
    })
    .unwrap_or_default()
}

fn body(signal: Signal, visit: &str, path: &str) -> String {
    let path = js_sys::JSON::stringify(&JsValue::from_str(path))
        .map(String::from)
        .unwrap_or_default();
    [
        "{\"event\":\"",
        signal.name(),
        "\",\"tab\":\"",
        visit,
        "\",\"path\":",
        &path,
        "}",
    ]
    .concat()
}
