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
mod query;
pub mod resume;
pub mod stall;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
pub mod time;
pub mod transcript;
mod vimeo;
mod words;
mod youtube;

use crate::article::url::{SafeUrl, UrlParts};
pub use frame::{Frame, Provider};

/// How a video is played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file for the browser's own player.
    File {
        /// Value for `<source type>`; `None` where the type would make a
        /// browser refuse a file that it can in fact play.
        mime: Option<&'static str>,
    },
    /// A list of pieces, as Apple's HTTP Live Streaming has it.
    Hls,
    /// A provider's player in a frame, after the reader asked for it.
    Frame(Frame),
    /// Nothing known: offer a plain link.
    Unknown,
}

impl Source {
    /// Whether it is taller than wide, where the article does not say.
    pub fn is_portrait(&self) -> bool {
        matches!(self, Self::Frame(frame) if frame.portrait)
    }
}

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
