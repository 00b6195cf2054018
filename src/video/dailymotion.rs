//! Dailymotion's addresses.

use super::form::{Form, Kind, Site};
use super::provider::Provider;
use crate::providers::DAILYMOTION;

/// An owner's player is kept where the address names one: since September 2026
/// the provider may refuse to play without
/// (<https://developers.dailymotion.com/changelog/api-player-id-required-in-embed-urls>).
pub(super) static SITE: Site = Site {
    provider: Provider::Dailymotion,
    name: DAILYMOTION.name,
    key: DAILYMOTION.key,
    hosts: DAILYMOTION.pages,
    forms: &[
        video("/video/*_"),
        video("/embed,swf,crawler/video/*_"),
        video("dai.ly/*"),
        video("geo.dailymotion.com/player.html?video=*"),
        video("geo.dailymotion.com/player/+.?video=*"),
        list("/playlist/*_"),
        list("geo.dailymotion.com/player.html?playlist=*"),
        list("geo.dailymotion.com/player/+.?playlist=*"),
    ],
    key_parameter: ("", Kind::DailymotionPlayer),
    starts: "startTime start",
    end: "",
    page_start: "?start=*",
    always: "",
    autoplay: "&autoplay=true",
    embedder: "",
    language: "",
    player_end: "",
    player_start: "&startTime=*",
};

const fn video(path: &'static str) -> Form {
    Form {
        path,
        kind: Kind::DailymotionVideo,
        player: "https://geo.dailymotion.com/player[/+].html?video=*",
        page: "https://www.dailymotion.com/video/*~",
        portrait: false,
    }
}

const fn list(path: &'static str) -> Form {
    Form {
        path,
        kind: Kind::DailymotionList,
        player: "https://geo.dailymotion.com/player[/+].html?playlist=*",
        page: "https://www.dailymotion.com/playlist/*",
        portrait: false,
    }
}
