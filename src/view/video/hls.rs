//! HLS: by the browser itself, by the owner's own hls.js, or not at all.

use super::given::{Link, Player, VideoMessage};
use crate::browser::hls::{Fault, HlsPlayer, Wanted};
use crate::browser::{self, clock, media, page};
use crate::video::control::{Failure, Report};
use crate::video::hls::{self, Browser, Way};
use crate::video::stall::{Seen, Verdict, Watch};
use yew::NodeRef;

/// Milliseconds between two looks at a player that may stop without a word.
const LOOK_EVERY_MS: u32 = 1_000;

/// Who plays HLS on this page.
pub(super) fn way(player: &Player) -> Way {
    hls::way(Browser {
        has_managed_media_source: media::has_class("ManagedMediaSource"),
        has_media_source: media::has_class("MediaSource"),
        says_it_plays: media::says_it_plays(hls::MIME),
        has_library: player.settings.hls_source.is_some(),
    })
}

/// Fetches the owner's hls.js and has it play into the element; call it only
/// when the reader has asked for the video.
pub(super) fn begin_library(
    node: &NodeRef,
    script: &str,
    playlist: &str,
    start: f64,
    link: &Link,
) -> Option<HlsPlayer> {
    let wanted = Wanted {
        element: node.get()?.into(),
        playlist: playlist.to_owned(),
        start,
    };
    let link = link.clone();
    let address = script.to_owned();
    let failed = move |fault| {
        let failure = match fault {
            Fault::Script(message) => {
                let parts = [
                    "attribute \"hls-src\": ",
                    &address,
                    " could not be used (",
                    &message,
                    "). What to do: see that it and all that it imports are there, and that it is an hls.js; where the page has a Content-Security-Policy, that their hosts stand in its script-src.",
                ];
                browser::warn(&parts.concat());
                Failure::Player
            }
            Fault::Unsupported => Failure::Unsupported,
            Fault::Network => Failure::Network,
            Fault::Media => Failure::Decode,
        };
        let report = Report::Failed(failure);
        link.send(VideoMessage::Told(report));
    };
    Some(HlsPlayer::new(script, wanted, Box::new(failed)))
}

/// Looks after the browser's own HLS player while it plays.
#[derive(Default)]
pub(super) struct Watchdog {
    watch: Watch,
    timer: Option<browser::Timeout>,
}

impl Watchdog {
    /// Looks again in a moment.
    pub fn wait(&mut self, link: &Link) {
        let link = link.clone();
        let tick = move || link.send(VideoMessage::Ticked);
        self.timer = Some(browser::after(LOOK_EVERY_MS, Box::new(tick)));
    }

    /// Looks no more until it plays again.
    pub fn rest(&mut self) {
        self.timer = None;
    }

    /// Looks, and says what is to be done.
    pub fn look(&mut self, node: &NodeRef) -> Verdict {
        let Some(node) = node.get() else {
            return Verdict::Fine;
        };
        let (seconds, _) = media::time(&node);
        let seen = Seen {
            seconds,
            ready_state: media::ready_state(&node),
            ought_to_move: media::ought_to_move(&node) && page::is_visible(),
        };
        self.watch.step(clock::now_ms(), seen)
    }
}
