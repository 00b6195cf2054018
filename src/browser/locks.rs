//! Locks that all pages of one site share (<https://w3c.github.io/web-locks/>).
//!
//! They exist in secure contexts only, and not in every frame: whoever asks
//! has to be able to do without.

use super::settle::{Settled, as_promise, settle};
use super::turn::Turn;
use super::{call, option_bag};
use js_sys::{Function, Reflect};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

/// What became of a lock that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockEvent {
    /// It is ours, until it is dropped or another page steals it.
    Granted,
    /// Another page has taken it away.
    Stolen,
    /// The browser does not give it to this page, and will not.
    Refused,
}

/// A lock that is ours or that we queue for.
#[must_use = "dropping a lock releases it, or leaves the queue"]
pub struct Lock(Rc<Place>);

/// Called with each [`LockEvent`]; never from within [`request`], and not
/// after the lock was dropped.
pub type LockHeard = Rc<dyn Fn(LockEvent)>;

/// A place in the queue, and the lock when it is our turn.
struct Place {
    controller: Option<AbortController>,
    /// Ends the promise for which the browser keeps the lock for us.
    release: RefCell<Option<Function>>,
    /// Nobody wants it any more.
    dropped: Cell<bool>,
    heard: LockHeard,
}

impl fmt::Debug for Lock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Lock")
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.dropped.set(true);
        if let Some(controller) = &self.0.controller {
            controller.abort();
        }
        self.0.release();
    }
}

impl Place {
    fn release(&self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    fn tell(&self, event: LockEvent) {
        if !self.dropped.get() {
            (self.heard)(event);
        }
    }
}

/// Queues for the lock called `name`, or takes it away from whoever has it
/// where `steal` is set. `None` where the browser has no locks for this page.
pub fn request(name: &str, steal: bool, heard: LockHeard) -> Option<Lock> {
    let place = Rc::new(Place {
        // A lock that is stolen has no queue to leave, and the two may not be
        // asked for together.
        controller: AbortController::new().ok().filter(|_| !steal),
        release: RefCell::default(),
        dropped: Cell::new(false),
        heard,
    });
    let granted = {
        let place = place.clone();
        let turn = Turn::now();
        move |release: JsValue| {
            if !turn.take() {
                // Whoever waits for it may have it.
                let _ = call(&release, "call", &[]);
                return;
            }
            *place.release.borrow_mut() = release.dyn_into().ok();
            if place.dropped.get() {
                place.release();
            }
            place.tell(LockEvent::Granted);
        }
    };
    let granted: Closure<dyn FnMut(JsValue)> = Closure::wrap(Box::new(granted));
    let mut options = vec![("mode", JsValue::from_str("exclusive"))];
    if steal {
        options.push(("steal", JsValue::TRUE));
    }
    if let Some(controller) = &place.controller {
        options.push(("signal", controller.signal().into()));
    }
    let asked = ask(name, &option_bag(&options), granted.as_ref());
    let asked = as_promise(asked.ok()?)?;
    let lost = {
        let place = place.clone();
        move |settled: Settled| {
            // The browser may call it until the promise is settled.
            drop(granted);
            // Of a promise that is kept before the lock was dropped, no more is
            // known than that nobody holds a lock by it.
            let reason = settled.err().unwrap_or_default();
            let name = Reflect::get(&reason, &JsValue::from_str("name"));
            let is_stolen = name.is_ok_and(|name| name == "AbortError");
            place.tell(if is_stolen {
                LockEvent::Stolen
            } else {
                LockEvent::Refused
            });
        }
    };
    settle(&asked, Box::new(lost));
    Some(Lock(place))
}

/// Asks the browser; `granted` is called with the function that releases.
///
/// The browser calls a function when the lock is ours, and keeps the lock until
/// the promise is kept that the function returns. One that returned something
/// would be a closure of a type of its own, with an import and a shim. So the
/// function is `Object` itself, bound to an object whose `then` is `granted`:
/// `Object` returns it, the browser takes it for a promise, and calls its `then`
/// with the function that keeps it
/// (<https://tc39.es/ecma262/#sec-promise-resolve-functions>).
fn ask(name: &str, options: &JsValue, granted: &JsValue) -> Result<JsValue, JsValue> {
    let held = option_bag(&[("then", granted.clone())]);
    let member = |object: &JsValue, name| Reflect::get(object, &JsValue::from_str(name));
    let global = js_sys::global().into();
    let callback = call(
        &member(&global, "Object")?,
        "bind",
        &[JsValue::NULL, held.into()],
    )?;
    let locks = member(&member(&global, "navigator")?, "locks")?;
    call(
        &locks,
        "request",
        &[JsValue::from_str(name), options.clone(), callback],
    )
}
