//! Who plays an HLS playlist: the browser, the owner's own hls.js, or nobody.
//!
//! What `canPlayType` answers decides nothing by itself: Chromium says "maybe"
//! of a player of its own that stops on some playlists without an error, and
//! older versions of Safari say the same of one that works. Browsers with
//! `ManagedMediaSource` have the good one, which is how hls.js tells them apart
//! too (<https://github.com/video-dev/hls.js>, README, on embedding).

/// The type by which a browser is asked, and which is announced to it.
pub const MIME: &str = "application/vnd.apple.mpegurl";

/// What is known of the browser and of the owner's wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Browser {
    /// `ManagedMediaSource` is there.
    pub has_managed_media_source: bool,
    /// `MediaSource` is there, without which no script can play a video.
    pub has_media_source: bool,
    /// `canPlayType` answered more than an empty text.
    pub says_it_plays: bool,
    /// The owner named an hls.js.
    pub has_library: bool,
}

/// Who plays it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The browser, as any file.
    Native,
    /// The browser, watched: it may stop without a word.
    Watched,
    /// The owner's hls.js, once the reader has asked for the video.
    Library,
    /// Nobody here: a plain link.
    Link,
}

/// Decides it.
pub fn way(browser: Browser) -> Way {
    if browser.says_it_plays && browser.has_managed_media_source {
        Way::Native
    } else if browser.has_library && browser.has_media_source {
        Way::Library
    } else if browser.says_it_plays {
        Way::Watched
    } else {
        Way::Link
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// `has`: m(anaged media source), s(media source), p(lays), l(ibrary).
    #[track_caller]
    fn check(has: &str, expected: Way) {
        let browser = Browser {
            has_managed_media_source: has.contains('m'),
            has_media_source: has.contains('s'),
            says_it_plays: has.contains('p'),
            has_library: has.contains('l'),
        };
        assert_eq!(way(browser), expected, "{has:?}");
    }

    #[test]
    fn every_browser_has_its_way() {
        // Safari: on a Mac with both, on a telephone with the managed one alone.
        check("msp", Way::Native);
        check("mspl", Way::Native);
        check("mp", Way::Native);
        check("mpl", Way::Native);
        // Chromium since 142.
        check("spl", Way::Library);
        check("sp", Way::Watched);
        // Firefox on a desk.
        check("sl", Way::Library);
        check("s", Way::Link);
        // Old Safari on a telephone: no script can play there.
        check("pl", Way::Watched);
        check("p", Way::Watched);
        // A managed media source that cannot play HLS by itself.
        check("msl", Way::Library);
        check("ms", Way::Link);
        check("ml", Way::Link);
        // Neither.
        check("l", Way::Link);
        check("m", Way::Link);
        check("", Way::Link);
    }
}
