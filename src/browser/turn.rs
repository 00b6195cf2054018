//! Whose turn it is: the reader for whom this module is working right now.
//!
//! All readers of a page share one module, and a panic ends it. The loader
//! then starts another one for the readers that did nothing wrong, so it has to
//! be told which one did. Every way into the module takes a turn: a component
//! when it is called, and a promise, a timer or a listener when it calls back,
//! for the reader in whose turn it was set up.

use std::cell::Cell;
use web_sys::Event;

thread_local! {
    static NOW: Cell<Turn> = const { Cell::new(Turn(0)) };
    static LAST: Cell<u32> = const { Cell::new(0) };
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// The number of a reader, or 0 for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u32);

impl Turn {
    /// For a reader that is new.
    pub fn next() -> Self {
        LAST.set(LAST.get().wrapping_add(1));
        Self(LAST.get())
    }

    /// Nobody's.
    pub const NOBODYS: Self = Self(0);

    /// The one that is being taken.
    pub fn now() -> Self {
        NOW.get()
    }

    /// Takes it. `false` once the module has broken: what is still to call back
    /// then has to let it rest.
    pub fn take(self) -> bool {
        NOW.set(self);
        !BROKEN.get()
    }

    /// The number by which the loader knows the reader.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// What a listener is to call: the same, in the turn that is being taken now.
pub fn taking(heard: Box<dyn Fn(&Event)>) -> Box<dyn Fn(&Event)> {
    let turn = Turn::now();
    Box::new(move |event| {
        if turn.take() {
            heard(event);
        }
    })
}

/// Has nothing call back any more.
pub fn end_all() {
    BROKEN.set(true);
}
