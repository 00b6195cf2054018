//! The widget from outside and without a browser: the walls of its house, and
//! what it makes of addresses, of other people's counters, of long and of
//! broken sources.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod addresses;
mod architecture;
mod fuzz_replay;
#[cfg(unix)]
mod hosting;
mod large_inputs;
mod peers;
