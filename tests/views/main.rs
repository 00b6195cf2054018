//! The views in a real browser: components are mounted into a shadow root, as
//! on a page, and what they make of it is read back.
//!
//! Nothing here reaches a network: requests are answered by the test
//! ([`network`]), and a policy keeps pictures, players and frames from loading
//! ([`page`]).
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod addresses;
mod article;
mod blocks;
mod counter;
mod counter_chart;
mod counter_table;
mod counter_translated;
mod failure;
mod html;
mod network;
mod outline;
mod page;
mod quiet;
mod reader;
mod samples;
mod sharing;
mod sources;
mod stage;
mod streams;
mod together;
mod video;
mod video_file;
mod video_frame;
mod video_hls;
mod video_texts;
mod video_tools;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
