//! The visitor counter.
//!
//! Words come before numbers: `place.rs` shows the place of a panel and fetches
//! the rest (the poller, the machine, the formats, the rows), which is reached
//! through its `begin` alone, and so lies in a module of its own. `given.rs` and
//! `elements.rs` are on both sides. Whoever calls into `panel.rs`, `poller.rs` or
//! `crate::counter` from anywhere else moves that code back into what every
//! reader downloads.

mod announcer;
mod answer;
mod chart;
mod company;
mod complaint;
mod elements;
mod feed;
mod given;
mod panel;
mod place;
mod poller;
mod stream;
mod table;
mod visit;

pub use given::{CounterPanel, CounterPanelProps};
pub use table::{CounterTable, Mood, table};
