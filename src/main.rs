//! The module that browsers load: the library, linked as one program.
//!
//! A library that is `cdylib` and `rlib` at once would do, but Cargo runs no
//! link-time optimisation for it (`rlib` rules it out for all crate types of a
//! target), and without it the module was 27 % larger. A program is optimised
//! as a whole, and the library stays one that tests can use.

// Nothing happens by itself: the loader calls what `readerly::embed` exports.
// In a browser, an empty `main` would bring in the start-up of a process.
#![cfg_attr(target_arch = "wasm32", no_main)]

use readerly as _;

/// One thread, and bytes that every reader downloads: the standard library's
/// own allocator takes 2 KB more after Brotli.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
