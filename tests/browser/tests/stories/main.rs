//! The stories of Readerly, told in Chromium; those whose subject differs
//! between engines in Firefox and WebKitGTK too.
//!
//! `cargo xtask test --story counter_real::two_tabs --engine webkit` builds what
//! is needed and tells one. Cargo's own command tells them as well, once there
//! is a `dist/`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accessibility;
mod appearance;
mod bad_input;
mod blank;
mod bundlers;
mod cms;
mod containers;
mod counter;
mod counter_away;
mod counter_faults;
mod counter_formats;
mod counter_handover;
mod counter_marathon;
mod counter_panel;
mod counter_real;
mod counter_shared;
mod counter_stream;
mod counter_trouble;
mod demo;
mod door;
mod ears;
mod fallback;
mod film;
mod harness;
mod hosts;
mod keyboard;
mod leaks;
mod letters;
mod live;
mod long;
mod moved;
mod one_page_sites;
mod own_article;
mod parts;
mod peers;
mod pictures;
mod players;
mod policy;
mod provider_harness;
mod recipes;
mod safety;
mod second_module;
mod side_by_side;
mod sources;
mod tables;
mod takeover;
mod upgrade;
mod video;
mod video_consent;
mod video_failures;
mod video_hls;
mod video_layout;
mod video_links;
mod video_many;
mod video_native;
mod video_providers;
mod video_texts;
mod video_together;
mod waterfall;
