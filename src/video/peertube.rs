//! PeerTube's addresses. It runs on hosts that nobody can list, so that the
//! shape of an address has to tell.

use super::form::{Form, Kind, Site};
use super::provider::Provider;

/// Without `p2p=0` other viewers learn the reader's IP address.
pub(super) static SITE: Site = Site {
    provider: Provider::PeerTube,
    name: "",
    key: "",
    hosts: "",
    forms: &[
        video("/w/*;", "/w/*~"),
        video("/videos/watch,embed/*;", "/videos/watch/*~"),
        list("/w/p/*;", "/w/p/*"),
        list("/videos/watch/playlist/*;", "/videos/watch/playlist/*"),
        list("/video-playlists/embed/*;", "/videos/watch/playlist/*"),
    ],
    key_parameter: ("playlistPosition", Kind::PeerTubePosition),
    starts: "start",
    end: "stop",
    page_start: "?start=*",
    always: "api=1&p2p=0&warningTitle=0&title=0",
    autoplay: "&autoplay=*",
    embedder: "",
    language: "&subtitle=*",
    player_end: "&stop=*",
    player_start: "&start=*",
};

const fn video(path: &'static str, page: &'static str) -> Form {
    Form {
        path,
        kind: Kind::PeerTube,
        player: "/videos/embed/*?",
        page,
        portrait: false,
    }
}

const fn list(path: &'static str, page: &'static str) -> Form {
    Form {
        path,
        kind: Kind::PeerTube,
        player: "/video-playlists/embed/*?[playlistPosition=+&]",
        page,
        portrait: false,
    }
}
