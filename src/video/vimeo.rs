//! Vimeo's addresses.

use super::form::{Form, Kind, Site};
use super::provider::Provider;
use crate::providers::VIMEO;

/// `dnt=1` keeps the player from setting cookies and counting the viewer.
pub(super) static SITE: Site = Site {
    provider: Provider::Vimeo,
    name: VIMEO.name,
    key: VIMEO.key,
    hosts: VIMEO.pages,
    forms: &[
        video("player.vimeo.com/video/*"),
        video("/*"),
        video("/*/+"),
        video("/channels,ondemand/_/*"),
        video("/groups/_/videos/*"),
        video("/showcase,album/_/video/*"),
        video("/showcase,album/_?video=*"),
        video("/manage/videos/*"),
        video("/manage/videos/*/+"),
        event("/event/*"),
        event("/event/*/+"),
        event("/event/*/embed"),
        event("/event/*/embed/+"),
    ],
    // An unlisted video plays only with its hash.
    key_parameter: ("h", Kind::VimeoHash),
    starts: "t",
    end: "",
    page_start: "#t=*s",
    always: "dnt=1",
    autoplay: "&autoplay=*",
    embedder: "",
    language: "&texttrack=*",
    player_end: "",
    // As a parameter the time is ignored.
    player_start: "#t=*s",
};

const fn video(path: &'static str) -> Form {
    Form {
        path,
        kind: Kind::VimeoVideo,
        player: "https://player.vimeo.com/video/*?[h=+&]",
        page: "https://vimeo.com/*[/+]~",
        portrait: false,
    }
}

/// A broadcast has no number of its own among the videos.
const fn event(path: &'static str) -> Form {
    Form {
        path,
        kind: Kind::VimeoEvent,
        player: "https://vimeo.com/event/*/embed[/+]?",
        page: "https://vimeo.com/event/*[/+]",
        portrait: false,
    }
}
