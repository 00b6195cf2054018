//! Browser tests of the views.
#![cfg(target_arch = "wasm32")]
