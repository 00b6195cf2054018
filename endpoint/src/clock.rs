//! The one source of time, so that tests can move days and windows without sleeping.

use jiff::Timestamp;

/// Tells the time. The endpoint asks for nothing but the present instant.
pub trait Clock: Send + Sync {
    /// The present instant. It may jump either way, as wall clocks do.
    fn now(&self) -> Timestamp;
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
