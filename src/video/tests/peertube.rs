//! PeerTube, on hosts that nobody knows.

use super::*;

const UUID: &str = "9c9de5e8-0a1e-484a-b099-e80766180a6d";
/// The same in base 58.
const SHORT: &str = "kkGMgK9ZtnKfYAgnEtQxbv";
const OPTIONS: &str = "api=1&p2p=0&warningTitle=0&title=0";

#[test]
fn videos() {
    for (path, name, page) in [
        ("/w/", SHORT, "/w/"),
        ("/w/", UUID, "/w/"),
        ("/videos/watch/", UUID, "/videos/watch/"),
        ("/videos/watch/", SHORT, "/videos/watch/"),
        ("/videos/embed/", UUID, "/videos/watch/"),
        ("/videos/embed/", SHORT, "/videos/watch/"),
    ] {
        for origin in ["https://tube.example", "http://localhost:9000"] {
            for end in ["", "/", "?warningTitle=1", ";threadId=7"] {
                check_frame(
                    &[origin, path, name, end].concat(),
                    &[origin, "/videos/embed/", name, "?", OPTIONS].concat(),
                    &[origin, page, name].concat(),
                );
            }
        }
    }
    let video = frame(&["https://tube.example:8443/w/", SHORT].concat());
    assert_eq!(video.origin, "https://tube.example:8443");
    assert_eq!(video.provider_name(), "tube.example:8443");
    assert_eq!(video.key(), "tube.example:8443");
    assert!(video.provider.speaks());
}

#[test]
fn playlists() {
    for (path, page) in [
        ("/w/p/", "/w/p/"),
        ("/videos/watch/playlist/", "/videos/watch/playlist/"),
        ("/video-playlists/embed/", "/videos/watch/playlist/"),
    ] {
        check_frame(
            &["https://tube.example", path, SHORT].concat(),
            &[
                "https://tube.example/video-playlists/embed/",
                SHORT,
                "?",
                OPTIONS,
            ]
            .concat(),
            &["https://tube.example", page, SHORT].concat(),
        );
    }
    check_frame(
        &["https://tube.example/w/p/", UUID, "?playlistPosition=3"].concat(),
        &[
            "https://tube.example/video-playlists/embed/",
            UUID,
            "?playlistPosition=3&",
            OPTIONS,
        ]
        .concat(),
        &["https://tube.example/w/p/", UUID].concat(),
    );
}

#[test]
fn times() {
    let video = frame(&["https://tube.example/w/", SHORT, "?start=1m30s&stop=2m"].concat());
    assert_eq!(
        video.address(true, None, "https://host.example", "vi"),
        [
            "https://tube.example/videos/embed/",
            SHORT,
            "?",
            OPTIONS,
            "&autoplay=1&subtitle=vi&stop=120&start=90"
        ]
        .concat()
    );
    assert_eq!(
        video.page,
        ["https://tube.example/w/", SHORT, "?start=90"].concat()
    );
}

#[test]
fn both_ways_of_writing_a_name_mean_the_same() {
    let long = frame(&["https://tube.example/videos/watch/", UUID].concat());
    let short = frame(&["https://tube.example/w/", SHORT].concat());
    let elsewhere = frame(&["https://other.example/w/", SHORT].concat());
    assert!(long.shows_the_same(&short));
    assert!(!long.shows_the_same(&elsewhere));
}

#[test]
fn what_only_looks_like_peertube_is_not() {
    for address in [
        "https://host.example/w/",
        "https://host.example/w/news",
        "https://host.example/w/0123456789012345678901",
        "https://host.example/w/internationalisations1",
        // More than sixteen bytes.
        "https://host.example/w/ZZZZZZZZZZZZZZZZZZZZZZ",
        // No random one.
        "https://host.example/w/9c9de5e8-0a1e-184a-b099-e80766180a6d",
        "https://host.example/w/kkGMgK9ZqFkt9uwmheiZnP",
        "https://host.example/w/kkGMgK9ZtnKfYAgnEtQxb",
        "https://host.example/w/kkGMgK9ZtnKfYAgnEtQxbv/edit",
        "https://host.example/x/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://host.example/news/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://host.example/?u=/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://host.example/videos/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        "https://host.example/videos/embed/12",
        "https://host.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6dx",
        "https://host.example/videos/embed/9c9de5e8_0a1e_484a_b099_e80766180a6d",
        "https://host.example/videos/watch/the-opening-of-the-market-hall-in-may",
        "https://host.example/video-playlists/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        "https://user@tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://www.youtube.com/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://www.dailymotion.com/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    ] {
        check(address, Source::Unknown);
    }
}
