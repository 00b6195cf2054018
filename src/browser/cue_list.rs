//! A list of lines with their times, put on the page by hand: a transcript may
//! have thousands, and another line is the current one every few seconds.

use super::cues::Cue;
use super::page::Listener;
use super::{call, clock, media, option_bag};
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlElement};

/// How long the list is left alone after the reader last used it, in milliseconds.
const PATIENCE_MS: u64 = 6_000;

/// The lines of one list.
#[derive(Debug)]
pub struct CueList {
    list: Element,
    items: Vec<Element>,
    current: Option<usize>,
    /// When the reader last used the list.
    used_ms: Rc<Cell<u64>>,
    _listeners: [Listener; 4],
}

impl CueList {
    /// Fills an empty `<ol>` with a link for each cue. `written` makes words of
    /// whole seconds.
    pub fn fill(list: &Element, cues: &[Cue], written: fn(u32) -> String) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        list.set_text_content(None);
        let mut items = Vec::with_capacity(cues.len());
        for cue in cues {
            let seconds = cue.start as u32;
            let link = child(&document, list, "li", None)?;
            let link = child(&document, &link, "a", None)?;
            let fragment = ["#t=", &seconds.to_string()].concat();
            link.set_attribute("href", &fragment).ok()?;
            // A fragment has whole seconds, and a cue begins at any time.
            let _ = Reflect::set(&link, &SECONDS.into(), &JsValue::from_f64(cue.start));
            let time = child(&document, &link, "span", Some(&written(seconds)))?;
            time.set_attribute("class", "video-time").ok()?;
            // A blank that keeps the two apart where the link is read out.
            child(&document, &link, "span", Some(&[" ", &cue.text].concat()))?;
            items.push(link);
        }
        let used_ms = Rc::new(Cell::new(0));
        let listeners = ["pointermove", "pointerdown", "pointercancel", "keydown"].map(|name| {
            let used_ms = used_ms.clone();
            let used = move |_: &Event| used_ms.set(clock::now_ms());
            Listener::new(list, name, false, Box::new(used))
        });
        Some(Self {
            list: list.clone(),
            items,
            current: None,
            used_ms,
            _listeners: listeners,
        })
    }

    /// Marks a line as the current one, and brings it into sight.
    pub fn mark(&mut self, current: Option<usize>) {
        if self.current == current {
            return;
        }
        if let Some(link) = self.line() {
            let _ = link.remove_attribute("aria-current");
        }
        self.current = current;
        if let Some(link) = self.line() {
            let _ = link.set_attribute("aria-current", "true");
        }
        self.follow();
    }

    /// Brings the current line into sight, by moving the list alone and not
    /// the page; not while the reader uses it.
    pub fn follow(&self) {
        let Some(link) = self.line() else {
            return;
        };
        let is_in_use = clock::now_ms() < self.used_ms.get() + PATIENCE_MS;
        let is_walked = JsValue::from_str(":has(:focus-visible)");
        if is_in_use || call(&self.list, "matches", &[is_walked]) == Ok(JsValue::TRUE) {
            return;
        }
        let area = self.list.get_bounding_client_rect();
        let place = link.get_bounding_client_rect();
        let above = place.top() - area.top();
        // A line that is hidden, or in a list that is folded up, has no height.
        if place.height() == 0.0 || above >= 0.0 && above + place.height() <= area.height() {
            return;
        }
        let behavior = match media::prefers_reduced_motion() {
            true => "auto",
            false => "smooth",
        };
        let options = option_bag(&[
            ("top", JsValue::from_f64(above - area.height() / 3.0)),
            ("behavior", JsValue::from_str(behavior)),
        ]);
        let _ = call(&self.list, "scrollBy", &[options.into()]);
    }

    /// Leaves only those lines, by their numbers, for which `shows` is true;
    /// says how many.
    pub fn filter(&self, shows: &dyn Fn(usize) -> bool) -> usize {
        let mut shown = 0;
        for (index, link) in self.items.iter().enumerate() {
            let is_shown = shows(index);
            shown += usize::from(is_shown);
            if let Some(item) = link.parent_element() {
                let _ = item.toggle_attribute_with_force("hidden", !is_shown);
            }
        }
        shown
    }

    /// Moves the focus to the first line that is left.
    pub fn focus_first(&self) {
        let first = self.list.query_selector("li:not([hidden]) > a");
        if let Ok(Some(first)) = first
            && let Ok(first) = first.dyn_into::<HtmlElement>()
        {
            let _ = first.focus();
        }
    }

    fn line(&self) -> Option<&Element> {
        self.items.get(self.current?)
    }
}

/// Where a line's link leads to, in seconds; `None` for any other link.
pub fn seconds_of(link: &Element) -> Option<f64> {
    Reflect::get(link, &SECONDS.into()).ok()?.as_f64()
}

const SECONDS: &str = "readerlySeconds";

fn child(document: &Document, parent: &Element, name: &str, text: Option<&str>) -> Option<Element> {
    let child = document.create_element(name).ok()?;
    if text.is_some() {
        child.set_text_content(text);
    }
    parent.append_child(&child).ok()?;
    Some(child)
}
