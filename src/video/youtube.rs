//! YouTube's addresses.

use super::form::{Form, Kind, Site};
use super::provider::Provider;
use super::query::Address;
use crate::providers::YOUTUBE;
use crate::text::word_index;

/// The player lives on the host that sets no cookie before playback.
pub(super) static SITE: Site = Site {
    provider: Provider::YouTube,
    name: YOUTUBE.name,
    key: YOUTUBE.key,
    hosts: YOUTUBE.pages,
    forms: &[
        video("/watch?v=*"),
        video("youtu.be/*"),
        video("/watch,live,embed,v,e/*"),
        Form {
            page: "https://www.youtube.com/shorts/*",
            portrait: true,
            ..video("/shorts/*")
        },
        list("/watch,playlist,embed?list=*"),
        list("/embed,v,e/videoseries?list=*"),
        Form {
            path: "/embed/live_stream?channel=*",
            kind: Kind::YouTubeChannel,
            player: "https://www.youtube-nocookie.com/embed/live_stream?channel=*&",
            page: "https://www.youtube.com/channel/*/live",
            portrait: false,
        },
    ],
    key_parameter: ("list", Kind::YouTubeList),
    starts: "t start time_continue",
    end: "end",
    page_start: "&t=*",
    always: "playsinline=1&rel=0&enablejsapi=1",
    autoplay: "&autoplay=*",
    embedder: "&origin=*&widget_referrer=*",
    language: "&hl=*&cc_lang_pref=*",
    player_end: "&end=*",
    player_start: "&start=*",
};

const fn video(path: &'static str) -> Form {
    Form {
        path,
        kind: Kind::YouTubeVideo,
        player: "https://www.youtube-nocookie.com/embed/*?[list=+&]",
        page: "https://www.youtube.com/watch?v=*[&list=+]~",
        portrait: false,
    }
}

const fn list(path: &'static str) -> Form {
    Form {
        path,
        kind: Kind::YouTubeList,
        player: "https://www.youtube-nocookie.com/embed/videoseries?list=*&",
        page: "https://www.youtube.com/playlist?list=*",
        portrait: false,
    }
}

/// The address proper of a link that counts who led to it: a path in `u`.
pub(super) fn attributed(address: &Address<'_>) -> Option<String> {
    let is_one = matches!(address.path, "/attribution_link" | "/attribution_link/")
        && word_index(YOUTUBE.pages, address.host, false).is_some();
    if is_one { address.parameter("u") } else { None }
}
