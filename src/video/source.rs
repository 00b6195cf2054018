//! What plays a video.

use super::frame::Frame;

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
    /// The provider's player, where it is one.
    pub fn frame(&self) -> Option<&Frame> {
        match self {
            Self::Frame(frame) => Some(frame),
            _ => None,
        }
    }

    /// Whether it is taller than wide, where the article does not say.
    pub fn is_portrait(&self) -> bool {
        matches!(self, Self::Frame(frame) if frame.portrait)
    }
}
