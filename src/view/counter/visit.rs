//! Tells a counter that its page is being read, where the owner asked for it.

use crate::browser::presence::Panel;
use crate::browser::{Timeout, after, page};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

/// Milliseconds that the first numbers wait for the visit to be counted.
const PATIENCE_MS: u32 = 2_000;

/// One panel's part in telling a counter of this visit.
#[must_use = "dropping the visit says goodbye"]
pub struct Visit(Rc<Signs>);

struct Signs {
    panel: Panel,
    /// The next sign of life.
    heartbeat: RefCell<Option<Timeout>>,
    /// Waits for the visit to be counted.
    _patience: Timeout,
    /// Milliseconds between two signs of life.
    every_ms: Cell<u32>,
}

impl fmt::Debug for Visit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Visit")
    }
}

impl Visit {
    /// Tells the counter at `url`. `counted` is called when it knows, so that
    /// readers see themselves among those present, or when it takes long: a
    /// counter that is slow to take a visit may still be quick to show numbers.
    pub fn begin(url: &str, counted: Rc<dyn Fn()>) -> Self {
        let late = counted.clone();
        let signs = Rc::new(Signs {
            panel: Panel::join(url, Box::new(move || counted())),
            heartbeat: RefCell::default(),
            _patience: after(PATIENCE_MS, Box::new(move || late())),
            every_ms: Cell::new(60_000),
        });
        live_on(&signs);
        Self(signs)
    }

    /// The page is being read again.
    pub fn resume(&self) {
        live(&Rc::downgrade(&self.0));
    }

    /// The page cannot be seen any more.
    pub fn rest(&self) {
        *self.0.heartbeat.borrow_mut() = None;
    }

    /// The page is being left.
    pub fn leave(&self) {
        self.rest();
        self.0.panel.leave();
    }

    /// Three signs of life in the time after which a counter forgets a reader,
    /// which it names; a minute apart where it does not.
    pub fn pace(&self, window_seconds: Option<u32>) {
        let seconds = window_seconds.map_or(60, |window| (window / 3).clamp(5, 60));
        self.0.every_ms.set(seconds * 1000);
    }
}

fn live(signs: &Weak<Signs>) {
    if let Some(signs) = signs.upgrade() {
        signs.panel.live();
        live_on(&signs);
    }
}

fn live_on(signs: &Rc<Signs>) {
    let weak = Rc::downgrade(signs);
    *signs.heartbeat.borrow_mut() =
        page::is_visible().then(|| after(signs.every_ms.get(), Box::new(move || live(&weak))));
}
