//! Waiting for a promise without a future: no executor, no state machine, one
//! closure type for all callers.

use super::turn::Turn;
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What comes of a promise, or what it was rejected with.
pub type Settled = Result<JsValue, JsValue>;

type Heard = Closure<dyn FnMut(JsValue)>;

/// Takes a value for a promise if it can be waited for. Libraries (zone.js, so
/// Angular) put a `Promise` of their own in place of the browser's, and what a
/// browser or an `async` function returns is then no instance of it.
pub fn as_promise(value: JsValue) -> Option<Promise> {
    let then = Reflect::get(&value, &JsValue::from_str("then")).ok()?;
    then.is_function().then(|| value.unchecked_into())
}

/// Calls `then` once, when `promise` is settled.
pub fn settle(promise: &Promise, then: Box<dyn FnOnce(Settled)>) {
    // The closures keep each other alive until one of them is called, and free
    // both then: a promise calls one of its two and nobody else does.
    let waiting = Rc::new(RefCell::new(None::<Waiting>));
    let resolved = heard(&waiting, Ok);
    let rejected = heard(&waiting, Err);
    let _ = promise.then2(&resolved, &rejected);
    *waiting.borrow_mut() = Some(Waiting {
        turn: Turn::now(),
        then,
        _heard: [resolved, rejected],
    });
}

struct Waiting {
    turn: Turn,
    then: Box<dyn FnOnce(Settled)>,
    _heard: [Heard; 2],
}

fn heard(waiting: &Rc<RefCell<Option<Waiting>>>, settled: fn(JsValue) -> Settled) -> Heard {
    let waiting = waiting.clone();
    Closure::wrap(Box::new(move |value| {
        let waiting = waiting.take();
        if let Some(Waiting { turn, then, .. }) = waiting
            && turn.take()
        {
            then(settled(value));
        }
    }))
}
