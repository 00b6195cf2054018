//! What is watched: from an address to a file or a provider's player.
//!
//! Addresses are judged by their parsed parts, never by patterns over the
//! string: `notyoutube.com` and `/embed/videoseries` fooled every pattern that
//! was tried.

pub mod consent;
pub mod control;
pub mod controls;
mod dailymotion;
pub mod dialogue;
mod file;
mod form;
pub mod frame;
pub mod hls;
pub mod kind;
mod peertube;
mod provider;
mod query;
pub mod resume;
mod source;
pub mod stall;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
pub mod time;
pub mod transcript;
mod uuid;
mod vimeo;
mod words;
mod youtube;

use crate::article::url::{SafeUrl, UrlParts};
pub use frame::Frame;
pub use provider::Provider;
pub use source::Source;

/// Decides how the video at `url` is played.
pub fn classify(url: &UrlParts) -> Source {
    if url.has_credentials {
        Source::Unknown
    } else {
        classify_normalised(&url.href)
    }
}

/// Decides how the video at an address of an article is played.
pub fn classify_safe(url: &SafeUrl) -> Source {
    classify_normalised(url.as_str())
}

/// `href` must come out of a conforming parser, which has resolved escapes,
/// dots and letter case in the places that matter here.
fn classify_normalised(href: &str) -> Source {
    let Some(mut address) = query::Address::of(href) else {
        return Source::Unknown;
    };
    // It is followed once: no form has this path.
    let attributed = youtube::attributed(&address);
    if let Some(inner) = &attributed {
        address = address.with_path(inner);
    }
    match frame::frame_of(&address) {
        Ok(frame) => Source::Frame(frame),
        Err(true) => file::source_of(address.path),
        Err(false) => Source::Unknown,
    }
}
