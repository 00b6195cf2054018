//! The lock and the channel by which the panels of a site share one poll.

use crate::browser::channel::Channel;
use crate::browser::locks::{self, Lock, LockEvent};
use crate::counter::share::ShareEvent;
use std::rc::Rc;

/// What a feed holds of them. Nothing of it may be held while the page is in
/// the back/forward cache: either bars a page from it.
#[derive(Debug)]
pub struct Company {
    /// Of both.
    name: String,
    channel: Option<Channel>,
    lock: Option<(u64, Lock)>,
}

impl Company {
    /// Holds nothing yet.
    pub fn new(name: String) -> Self {
        Self {
            name,
            channel: None,
            lock: None,
        }
    }

    /// Opens the channel and tells what is heard there; whether that was
    /// possible.
    pub fn open(&mut self, tell: Rc<dyn Fn(ShareEvent)>) -> bool {
        let heard = move |text| tell(ShareEvent::Heard(text));
        self.channel = Channel::open(&self.name, Rc::new(heard));
        self.channel.is_some()
    }

    /// Lets go of everything.
    pub fn close(&mut self) {
        self.channel = None;
        self.lock = None;
    }

    /// Posts a text; whether that was possible. While everything is closed
    /// there is nobody to hear it, which is no fault.
    pub fn post(&self, text: &str) -> bool {
        self.channel
            .as_ref()
            .is_none_or(|channel| channel.post(text))
    }

    /// Queues for the lock or steals it, and tells what becomes of that; whether
    /// it was possible.
    pub fn request(&mut self, tell: Rc<dyn Fn(ShareEvent)>, ticket: u64, steal: bool) -> bool {
        let heard = move |event| {
            let event = match event {
                LockEvent::Granted => ShareEvent::Granted { ticket },
                LockEvent::Stolen => ShareEvent::Lost { ticket },
                LockEvent::Refused => ShareEvent::Opened { is_alone: true },
            };
            tell(event);
        };
        let lock = locks::request(&self.name, steal, Rc::new(heard));
        self.lock = lock.map(|lock| (ticket, lock));
        self.lock.is_some()
    }

    /// Lets go of the lock of that ticket.
    pub fn release(&mut self, ticket: u64) {
        self.lock.take_if(|(held, _)| *held == ticket);
    }
}
