//! Readerly: a drop-in article reader with a video slot and a live visitor counter.
//!
//! The rooms, in reading order:
//!
//! - [`article`]: what is read. The model, and every source that becomes it.
//! - [`counter`]: who is reading. Counts, their JSON, and the poll machine.
//! - [`video`]: what is watched. From an address to a way of playing it.
//! - [`json`]: JSON text becomes a tree of values.
//! - [`text`]: what all rooms do with strings.
//! - [`providers`]: where the providers of videos are found.
//! - [`calendar`]: days and dates as arithmetic.
//! - [`shape`]: pointer tables, by which foreign JSON becomes ours.
//! - [`render`]: from the article to the steps by which it is built.
//! - [`locale`]: words, directions, plurals.
//! - [`browser`]: the edge. The only room, beside the door, that touches the browser.
//! - [`view`]: Yew components and hooks over the rooms above.
//! - [`embed`]: the door. What the loader script and an owner's script can call.
//!
//! Arrows run one way, `embed -> view -> the pure rooms` and
//! `embed, view -> browser`; `tests/architecture.rs` keeps it so.

pub mod article;
pub mod browser;
pub mod calendar;
pub mod counter;
pub mod embed;
pub mod json;
pub mod locale;
pub mod providers;
pub mod render;
pub mod shape;
pub mod text;
pub mod video;
pub mod view;
