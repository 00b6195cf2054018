//! The first look agrees with the second one where it counts.

use super::*;
use crate::providers;
use crate::video::kind::Kind;

#[track_caller]
fn check_kind(address: &str, expected: Kind<'_>) {
    assert_eq!(Kind::of(&parts(address).href), expected, "{address}");
}

#[test]
fn providers_by_their_hosts() {
    for (address, name) in [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube"),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "YouTube"),
        ("https://music.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube"),
        (
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "YouTube",
        ),
        ("https://player.vimeo.com/video/76979871", "Vimeo"),
        ("https://vimeo.com/76979871#t=3s", "Vimeo"),
        (
            "https://geo.dailymotion.com/player.html?video=x8abcde",
            "Dailymotion",
        ),
        ("https://dai.ly/x8abcde", "Dailymotion"),
        (
            "https://tube.example:8443/w/kkGMgK9ZtnKfYAgnEtQxbv?start=3",
            "tube.example:8443",
        ),
        (
            "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            "tube.example",
        ),
    ] {
        check_kind(address, Kind::Provider(name));
        let Source::Frame(frame) = classify(&parts(address)) else {
            panic!("{address} is no provider's for the player")
        };
        assert_eq!(frame.provider_name(), name, "{address}");
    }
}

#[test]
fn files_and_pages() {
    check_kind(
        "https://host.example/a.mp4?x=/b#c",
        Kind::File(Some("video/mp4")),
    );
    check_kind("https://host.example/a.MOV", Kind::File(None));
    check_kind("https://host.example/live/a.m3u8", Kind::Hls);
    for address in [
        "https://host.example/",
        "https://host.mp4/",
        "https://host.example/?file=a.mp4",
        "https://host.example/#a.mp4",
        "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ",
        "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://host.example/news/w/1",
    ] {
        check_kind(address, Kind::Page);
    }
}

#[test]
fn every_host_of_a_form_is_known_to_the_first_look() {
    let sites = [
        &crate::video::youtube::SITE,
        &crate::video::vimeo::SITE,
        &crate::video::dailymotion::SITE,
    ];
    for site in sites {
        for form in site.forms {
            for written in [form.path, form.player, form.page] {
                let place = written.strip_prefix("https://").unwrap_or(written);
                let host = place.split('/').next().unwrap();
                if !host.is_empty() {
                    assert_eq!(providers::name_of(host), Some(site.name), "{written}");
                }
            }
        }
    }
}
