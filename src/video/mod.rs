//! What is watched: from an address to a file or a provider's player.
//!
//! Addresses are judged by their parsed parts, never by patterns over the
//! string: `notyoutube.com` and `/embed/videoseries` fooled every pattern that
//! was tried.

mod file;
mod query;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod time;
pub mod youtube;

use crate::article::url::{SafeUrl, UrlParts};
pub use youtube::{YouTube, YouTubeSubject};

/// How a video is played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file for the browser's own player.
    File {
        /// Value for `<source type>`; `None` where the type would make a
        /// browser refuse a file that it can in fact play.
        mime: Option<&'static str>,
    },
    /// YouTube's player in a frame, after the reader asked for it.
    YouTube(YouTube),
    /// Nothing known: offer a plain link.
    Unknown,
}

impl Source {
    /// Width and height of the box when the article gives none.
    pub fn default_size(&self) -> (u32, u32) {
        match self {
            Self::YouTube(video) if video.portrait => (9, 16),
            _ => (16, 9),
        }
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
    let Some(address) = query::Address::of(href) else {
        return Source::Unknown;
    };
    if youtube::is_host(address.host) {
        return youtube::read(&address).map_or(Source::Unknown, Source::YouTube);
    }
    file::mime_of(address.path).map_or(Source::Unknown, |mime| Source::File { mime })
}
