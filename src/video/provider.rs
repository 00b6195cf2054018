//! Whose player it is.

/// Who plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// <https://www.youtube.com>
    YouTube,
    /// <https://vimeo.com>
    Vimeo,
    /// Any site that runs <https://joinpeertube.org>
    PeerTube,
    /// <https://www.dailymotion.com>
    Dailymotion,
}

impl Provider {
    /// Whether its player takes orders and tells what it does
    /// ([`super::dialogue`]).
    pub fn speaks(self) -> bool {
        self != Self::Dailymotion
    }
}
