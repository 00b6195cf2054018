//! The module that browsers load: the library, linked as one program.
//!
//! A library that is `cdylib` and `rlib` at once would do, but Cargo runs no
//! link-time optimisation for it (`rlib` rules it out for all crate types of a
//! target), which triples the download. A program is optimised as a whole, and
//! the library stays one that tests can use.

use readerly as _;

/// Nothing happens by itself: the loader calls what `readerly::embed` exports.
fn main() {}
