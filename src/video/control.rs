//! What every player can be told, and what it tells.

/// An order to a player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Play on from where it stands.
    Play,
    /// Stand still.
    Pause,
    /// Go to this many seconds from the beginning.
    Seek(f64),
    /// Play this many times as fast; 1 is as recorded.
    Rate(f64),
}

/// What a player tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Report {
    /// It talks to us.
    Ready,
    /// It plays.
    Playing,
    /// It stands still.
    Paused,
    /// It has come to the end.
    Ended,
    /// Where it stands.
    Time {
        /// Seconds from the beginning; finite, and not below zero.
        seconds: f64,
        /// Seconds of the whole; finite and above zero. `None` while it is not
        /// known, and for live video, which has none.
        duration: Option<f64>,
    },
    /// It cannot play.
    Failed(Failure),
}

/// Why a video cannot be played.
///
/// The numbers of YouTube are those of
/// <https://developers.google.com/youtube/iframe_api_reference#onError>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address of the video is malformed (YouTube 2).
    BadAddress,
    /// The player itself broke (YouTube 5).
    Player,
    /// The video is removed or private (YouTube 100).
    Gone,
    /// Its owner does not allow it on this page (YouTube 101 and 150, Vimeo's
    /// privacy).
    NotHere,
    /// The provider was not told which page asks (YouTube 153).
    NoReferrer,
    /// The file could not be fetched (`MediaError` 2).
    Network,
    /// The file is damaged (`MediaError` 3).
    Decode,
    /// This browser cannot play such a file, or there is none (`MediaError` 4).
    Unsupported,
    /// The page's Content-Security-Policy forbids the player.
    Policy,
    /// The player did not say a word in time.
    Silent,
    /// The page is isolated (Cross-Origin-Embedder-Policy) and the browser
    /// cannot load the player without credentials.
    Isolated,
    /// The browser's own HLS player stopped moving.
    Stalled,
    /// Something else.
    Unknown,
}
