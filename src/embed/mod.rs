//! The door: what the loader script can call, and what owners can ask.
//!
//! `loader.js` beside this file is the script that owners paste. It registers
//! the element, waits, fetches this module and makes one [`exports::Reader`]
//! per element; `readerly.mjs` and `readerly.d.mts` are the same door for
//! module scripts and TypeScript. `attributes.rs` lists what owners can ask.

pub mod attributes;
pub mod exports;
pub mod options;
mod panic;
