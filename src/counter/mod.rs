//! Who is reading: counts, endpoint shapes and the poll machine.
//!
//! Nothing here knows a browser. [`source`] knows which requests a counter
//! needs and turns its answers into [`Counts`](model::Counts), by the tables in
//! [`shapes`] and its own; [`read`] holds what all formats share. [`poll`]
//! decides when to ask, and [`retry_after`] reads how long an endpoint wants to
//! be left alone. [`merge`] puts several endpoints together, and [`show`] picks
//! the rows of a panel.

pub mod history;
pub mod merge;
pub mod model;
mod number;
pub mod poll;
pub mod read;
pub mod retry_after;
pub mod shapes;
pub mod share;
pub mod show;
pub mod source;
pub mod stream;
pub mod wanted;
pub mod write;
