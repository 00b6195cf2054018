//! What is to be called when something happens to an element that Yew keeps.
//!
//! Yew has listeners of its own, at the root of each application, with a table of
//! a hundred kinds of events: some 4 KB after Brotli that everybody would download.
//! A reader hears of twenty kinds. So its elements have the browser's own handlers
//! (`onclick`), which are one and the same function, and a number by which that
//! finds what is to be called. Yew sets both as properties.

use super::turn::Turn;
use js_sys::Reflect;
use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

/// The property of an element that has its number.
pub const NUMBER: &str = "readerlyHandlers";

/// What an element has called: its handlers by name ("onclick").
pub type Handlers = Vec<(&'static str, Rc<dyn Fn(Event)>)>;

/// The elements of a part have numbers from its own on.
const ELEMENTS_OF_A_PART: u32 = 1 << 12;

type Handler = Closure<dyn Fn(&Event)>;

/// What the elements of one part have called, as long as it is on the page.
pub struct Hearing {
    part: u32,
}

struct Part {
    number: u32,
    elements: Vec<Handlers>,
}

thread_local! {
    static PARTS: RefCell<Vec<Part>> = const { RefCell::new(Vec::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
    /// The part whose elements are being made.
    static MADE: Cell<u32> = const { Cell::new(0) };
    static HANDLER: OnceCell<Handler> = const { OnceCell::new() };
}

impl fmt::Debug for Hearing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hearing")
    }
}

impl Hearing {
    /// Of a part that has no elements yet.
    #[expect(clippy::new_without_default, reason = "each is another part")]
    pub fn new() -> Self {
        let number = (LAST.get() + 1) % (u32::MAX / ELEMENTS_OF_A_PART);
        LAST.set(number);
        PARTS.with_borrow_mut(|parts| {
            parts.push(Part {
                number,
                elements: Vec::new(),
            });
        });
        Self { part: number }
    }

    /// The elements that are made from now on are this part's, and take the place of
    /// those that it had.
    pub fn begin(&self) {
        MADE.set(self.part);
        PARTS.with_borrow_mut(|parts| {
            if let Some(part) = find_part(parts, self.part) {
                part.elements.clear();
            }
        });
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        PARTS.with_borrow_mut(|parts| parts.retain(|part| part.number != self.part));
    }
}

/// The number of an element with these handlers, for its property [`NUMBER`]. Where
/// a part is made anew in the same way, each of its elements has the same again.
#[inline(never)]
pub fn number(handlers: Handlers) -> JsValue {
    PARTS.with_borrow_mut(|parts| {
        let Some(part) = find_part(parts, MADE.get()) else {
            return JsValue::UNDEFINED;
        };
        let first = part.number.wrapping_mul(ELEMENTS_OF_A_PART);
        let place = part.elements.len() as u32 % ELEMENTS_OF_A_PART;
        part.elements.push(handlers);
        JsValue::from_f64((first + place).into())
    })
}

/// The function that each handler is.
#[inline(never)]
pub fn handler() -> JsValue {
    HANDLER.with(|handler| {
        let handler = handler.get_or_init(|| Closure::wrap(Box::new(happened)));
        handler.as_ref().clone()
    })
}

fn happened(event: &Event) {
    if let Some(handle) = find(event) {
        handle(event.clone());
    }
}

fn find(event: &Event) -> Option<Rc<dyn Fn(Event)>> {
    let element: Element = event.current_target()?.dyn_into().ok()?;
    // What has left the page may still load, pause or fail.
    if !element.is_connected() {
        return None;
    }
    let number = Reflect::get(&element, &JsValue::from_str(NUMBER)).ok()?;
    let number = number.as_f64()? as u32;
    let (part, place) = (number / ELEMENTS_OF_A_PART, number % ELEMENTS_OF_A_PART);
    let kind = event.type_();
    PARTS.with_borrow_mut(|parts| {
        let handlers = find_part(parts, part)?.elements.get(place as usize)?;
        let is_asked = |(name, _): &&(&str, _)| name.strip_prefix("on") == Some(&*kind);
        handlers
            .iter()
            .find(is_asked)
            .map(|(_, handle)| handle.clone())
    })
}

fn find_part(parts: &mut [Part], number: u32) -> Option<&mut Part> {
    parts.iter_mut().find(|part| part.number == number)
}

/// The same, in the turn that is being taken now.
pub fn taking(handle: impl Fn(Event) + 'static) -> Rc<dyn Fn(Event)> {
    let turn = Turn::now();
    Rc::new(move |event| {
        if turn.take() {
            handle(event);
        }
    })
}
