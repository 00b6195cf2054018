//! One panel by itself, and many in a model of a browser.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod browser;
mod crowd;
mod rules;

use super::*;
