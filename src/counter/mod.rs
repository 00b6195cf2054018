//! Who is reading: counts, endpoint shapes and the poll machine.
//!
//! Nothing here knows a browser. [`read`](read::read) turns an endpoint's
//! answer into [`Counts`](model::Counts); [`poll`] decides when to ask, and
//! [`retry_after`] reads how long an endpoint wants to be left alone.

pub mod model;
pub mod poll;
pub mod read;
pub mod retry_after;
pub mod shapes;
