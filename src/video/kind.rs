//! A first look at an address: enough to draw what stands there before
//! anybody plays.
//!
//! It is in the module that every reader downloads, so it tells providers by
//! their hosts alone. What is really there, [`super::classify`] says when
//! the player has come; where the two differ, a button leads to the page.

use super::Source;
use super::file;
use crate::providers;
use crate::text::{holds, host_and_path};

/// What seems to be at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A file for the browser's own player, and the value for `<source type>`.
    File(Option<&'static str>),
    /// A list of pieces, as Apple's HTTP Live Streaming has it.
    Hls,
    /// A provider's page, by the name that the reader knows.
    Provider(&'a str),
    /// A page of which nothing is known.
    Page,
}

impl<'a> Kind<'a> {
    /// Looks at an address that a conforming parser has normalised.
    pub fn of(href: &'a str) -> Self {
        let (host, path) = host_and_path(href);
        if let Some(name) = providers::name_of(host) {
            return Self::Provider(name);
        }
        if providers::is_peertube_page(path) {
            return Self::Provider(host);
        }
        match file::source_of(path) {
            Source::File { mime } => Self::File(mime),
            Source::Hls => Self::Hls,
            _ => Self::Page,
        }
    }
}

/// Whether what is there seems to be taller than wide.
pub fn is_portrait(href: &str) -> bool {
    holds(href, providers::YOUTUBE_SHORTS)
}
