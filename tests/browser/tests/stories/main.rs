//! The stories of Readerly, each told in Chromium, Firefox and WebKitGTK.
//!
//! `cargo test -p readerly-browser-tests` tells them all; a part of a name
//! picks some (`counter::two_tabs`), and `READERLY_ENGINES=chromium` one
//! engine. They need the built `dist/` (`cargo xtask dist`).

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accessibility;
mod bad_input;
mod counter;
mod counter_faults;
mod counter_real;
mod demo;
mod door;
mod fallback;
mod harness;
mod keyboard;
mod live;
mod parts;
mod policy;
mod safety;
mod second_module;
mod sources;
mod video;
