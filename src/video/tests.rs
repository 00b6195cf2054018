//! Every form of address that providers hand out, and those that only look like one.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

mod dailymotion;
mod frames;
mod kinds;
mod peertube;
mod times;
mod vimeo;
mod youtube;

/// Parses as a browser would.
fn parts(address: &str) -> UrlParts {
    let url = url::Url::parse("https://host.example/news/")
        .unwrap()
        .join(address)
        .unwrap();
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    UrlParts {
        href: url.to_string(),
        scheme: url.scheme().to_owned(),
        host: url.host_str().unwrap_or_default().to_owned() + &port,
        has_credentials: !url.username().is_empty() || url.password().is_some(),
        fragment: url.fragment().unwrap_or_default().to_owned(),
    }
}

#[track_caller]
fn check(address: &str, expected: Source) {
    assert_eq!(classify(&parts(address)), expected, "{address}");
}

#[track_caller]
fn frame(address: &str) -> Frame {
    match classify(&parts(address)) {
        Source::Frame(frame) => frame,
        other => panic!("{address} is no provider's: {other:?}"),
    }
}

/// Player, without a start of its own, and page.
#[track_caller]
fn check_frame(address: &str, player: &str, page: &str) {
    let frame = frame(address);
    assert_eq!(frame.address(false, None, "", ""), player, "{address}");
    assert_eq!(frame.page, page, "{address}");
}

#[test]
fn files() {
    #[track_caller]
    fn check_file(address: &str, mime: Option<&'static str>) {
        check(address, Source::File { mime });
    }
    check_file("https://cdn.example/a.mp4", Some("video/mp4"));
    check_file("/clips/a.M4V?token=x.y/z", Some("video/mp4"));
    check_file("a.webm#t=10", Some("video/webm"));
    check_file("//cdn.example/a.b.ogv", Some("video/ogg"));
    check_file(
        "https://cdn.example/phim%20t%C3%A0i%20li%E1%BB%87u.mp4",
        Some("video/mp4"),
    );
    check_file("https://cdn.example/a.mov", None);
    check_file("https://cdn.example/a.mkv", None);
    check_file(
        "https://player.vimeo.com/external/1.hd.mp4?s=0123456789",
        Some("video/mp4"),
    );
    for address in [
        "https://cdn.example/master.m3u8",
        "/live/INDEX.M3U8?token=a.b",
        "https://www.dailymotion.com/cdn/manifest/video/x8abcde.m3u8",
    ] {
        check(address, Source::Hls);
    }
    for address in [
        "https://cdn.example/a.mp4.html",
        "https://cdn.example/a.mp4/",
        "https://cdn.example/mp4",
        "https://cdn.example/.mp4",
        "https://cdn.example/a.m3u",
        "https://cdn.example/m3u8",
        "https://cdn.example/?file=a.mp4",
        "https://cdn.example/#a.mp4",
        "https://cdn.mp4",
        "https://user@cdn.example/a.mp4",
        "ftp://cdn.example/a.mp4",
        "blob:https://cdn.example/a.mp4",
        "data:video/mp4,a.mp4",
        "javascript:void(0)//a.mp4",
    ] {
        check(address, Source::Unknown);
    }
}

#[test]
fn only_shorts_are_taller_than_wide() {
    #[track_caller]
    fn check(address: &str, expected: bool) {
        let parts = parts(address);
        assert_eq!(classify(&parts).is_portrait(), expected, "{address}");
        assert_eq!(kind::is_portrait(&parts.href), expected, "{address}");
    }
    check("https://www.youtube.com/shorts/dQw4w9WgXcQ", true);
    check("https://www.youtube.com/watch?v=dQw4w9WgXcQ", false);
    check("https://vimeo.com/76979871", false);
    check("/a.mp4", false);
}
