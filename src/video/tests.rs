//! Every form of address that YouTube hands out, and those that only look like one.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

const ID: &str = "dQw4w9WgXcQ";
const LIST: &str = "PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf";
const CHANNEL: &str = "UC_x5XG1OV2P6uZZ5FqM9Ttw";

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
fn check_embed(address: &str, expected: &str) {
    let Source::YouTube(video) = classify(&parts(address)) else {
        panic!("{address} is not known as YouTube's")
    };
    assert_eq!(
        video.embed_url(),
        format!("https://www.youtube-nocookie.com/embed/{expected}"),
        "{address}"
    );
}

fn video() -> YouTube {
    YouTube {
        subject: YouTubeSubject::Video {
            id: ID.to_owned(),
            playlist: None,
        },
        start_seconds: None,
        end_seconds: None,
        portrait: false,
    }
}

#[test]
fn one_video() {
    for address in [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "http://youtube.com/watch?v=dQw4w9WgXcQ",
        "//www.youtube.com/watch?v=dQw4w9WgXcQ",
        "HTTPS://WWW.YOUTUBE.COM/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com:443/watch?v=dQw4w9WgXcQ",
        "https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be",
        "https://music.youtube.com/watch?v=dQw4w9WgXcQ&si=abc",
        "https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch/?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=AbCdEf",
        "https://youtu.be/dQw4w9WgXcQ/",
        "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share",
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
        "https://youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/v/dQw4w9WgXcQ?version=3",
        "https://www.youtube.com/e/dQw4w9WgXcQ",
        "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=0",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=soon",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=WL",
        "https://www.youtube.com/watch?v=%64Qw4w9WgXcQ",
    ] {
        check(address, Source::YouTube(video()));
    }
    check(
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        Source::YouTube(YouTube {
            portrait: true,
            ..video()
        }),
    );
    check(
        "https://youtu.be/__-__-__-__",
        Source::YouTube(YouTube {
            subject: YouTubeSubject::Video {
                id: "__-__-__-__".to_owned(),
                playlist: None,
            },
            ..video()
        }),
    );
}

#[test]
fn playlists_and_broadcasts() {
    let playlist = |id: &str| {
        Source::YouTube(YouTube {
            subject: YouTubeSubject::Playlist { id: id.to_owned() },
            ..video()
        })
    };
    check(
        &format!("https://www.youtube.com/playlist?list={LIST}"),
        playlist(LIST),
    );
    check(
        &format!("https://www.youtube.com/embed/videoseries?list={LIST}"),
        playlist(LIST),
    );
    check(
        &format!("https://www.youtube.com/embed/videoseries?si=x&list={LIST}"),
        playlist(LIST),
    );
    check(
        &format!("https://www.youtube.com/embed?listType=playlist&list={LIST}"),
        playlist(LIST),
    );
    check(
        &format!("https://www.youtube.com/embed/?listType=playlist&list={LIST}"),
        playlist(LIST),
    );
    check(
        &format!("https://www.youtube.com/watch?list={LIST}"),
        playlist(LIST),
    );
    check(
        &format!("https://www.youtube.com/watch?v={ID}&list={LIST}&index=3"),
        Source::YouTube(YouTube {
            subject: YouTubeSubject::Video {
                id: ID.to_owned(),
                playlist: Some(LIST.to_owned()),
            },
            ..video()
        }),
    );
    check(
        &format!("https://www.youtube.com/embed/live_stream?channel={CHANNEL}"),
        Source::YouTube(YouTube {
            subject: YouTubeSubject::LiveChannel {
                id: CHANNEL.to_owned(),
            },
            ..video()
        }),
    );
}

#[test]
fn what_only_looks_like_youtube_is_not() {
    for address in [
        "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
        "https://user@www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://user:secret@youtu.be/dQw4w9WgXcQ",
        "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ",
        "https://evil.example/#https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
        "https://studio.youtube.com/video/dQw4w9WgXcQ/edit",
        "ftp://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "javascript:alert(1)//www.youtube.com/watch?v=dQw4w9WgXcQ",
        "data:text/html,//youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/",
        "https://www.youtube.com/dQw4w9WgXcQ",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQx",
        "https://www.youtube.com/watch?v=dQw4w9WgXc%22",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%26autoplay=1",
        "https://www.youtube.com/watch?V=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?av=dQw4w9WgXcQ",
        "https://www.youtube.com/watch#v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=videoseries",
        "https://youtu.be/videoseries",
        "https://youtu.be/live_stream",
        "https://youtu.be/",
        "https://youtu.be/watch/dQw4w9WgXcQ",
        "https://www.youtube.com/embed/videoseries",
        "https://www.youtube.com/embed/live_stream",
        "https://www.youtube.com/embed/live_stream?channel=somebody",
        "https://www.youtube.com/embed",
        "https://www.youtube.com/embed?listType=user_uploads&list=somebodys-name",
        "https://www.youtube.com/embed/dQw4w9WgXcQ/more",
        "https://www.youtube.com/playlist?list=WL",
        "https://www.youtube.com/playlist?list=LL",
        "https://www.youtube.com/playlist?list=PL%22onload%3Dalert(1)%2F%2F",
        "https://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FqM9Ttw",
        "https://www.youtube.com/@somebody/live",
        "https://www.youtube.com/results?search_query=dQw4w9WgXcQ",
        "https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ",
        "https://www.youtube.com/attribution_link",
        "https://www.youtube.com/attribution_link?u=%2Fattribution_link%3Fu%3D%252Fwatch",
        "https://www.youtube.com/attribution_link?u=https%3A%2F%2Fevil.example%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        "https://www.youtube.com/clip.mp4",
        "https://www.dailymotion.com/video/x8abcde",
    ] {
        check(address, Source::Unknown);
    }
}

#[test]
fn times() {
    #[track_caller]
    fn check_time(query: &str, start_seconds: Option<u32>, end_seconds: Option<u32>) {
        check(
            &format!("https://www.youtube.com/watch?v={ID}{query}"),
            Source::YouTube(YouTube {
                start_seconds,
                end_seconds,
                ..video()
            }),
        );
    }
    check_time("&t=90", Some(90), None);
    check_time("&t=90s", Some(90), None);
    check_time("&t=1m30s", Some(90), None);
    check_time("&t=1h2m3s", Some(3_723), None);
    check_time("&t=2h", Some(7_200), None);
    check_time("&t=1h5s", Some(3_605), None);
    check_time("&start=90", Some(90), None);
    check_time("&time_continue=90", Some(90), None);
    check_time("#t=90", Some(90), None);
    check_time("#t=1m30s", Some(90), None);
    check_time("&t=10#t=90", Some(10), None);
    check_time("&start=10&end=20", Some(10), Some(20));
    check_time("&end=20", None, Some(20));
    check_time("&start=20&end=20", Some(20), None);
    check_time("&end=0", None, None);
    for junk in [
        "",
        "s",
        "m",
        "1:30",
        "-5",
        "+5",
        "1.5",
        "1s2m",
        "1m1m",
        "1x",
        "90ss",
        "s90",
        "4294967296",
        "1193047h",
    ] {
        check_time(&format!("&t={}", junk.replace('+', "%2B")), None, None);
    }
}

#[test]
fn the_player_lives_on_the_host_without_cookies() {
    let options = "autoplay=1&playsinline=1&rel=0";
    check_embed("https://youtu.be/dQw4w9WgXcQ", &format!("{ID}?{options}"));
    check_embed(
        "https://youtu.be/dQw4w9WgXcQ?t=1m30s&end=100",
        &format!("{ID}?{options}&start=90&end=100"),
    );
    check_embed(
        &format!("https://www.youtube.com/watch?v={ID}&list={LIST}"),
        &format!("{ID}?{options}&list={LIST}"),
    );
    check_embed(
        &format!("https://www.youtube.com/playlist?list={LIST}"),
        &format!("videoseries?{options}&list={LIST}"),
    );
    check_embed(
        &format!("https://www.youtube.com/embed/live_stream?channel={CHANNEL}"),
        &format!("live_stream?{options}&channel={CHANNEL}"),
    );
}

#[test]
fn boxes_have_the_shape_of_what_they_hold() {
    let size = |address: &str| classify(&parts(address)).default_size();
    assert_eq!(size("https://www.youtube.com/shorts/dQw4w9WgXcQ"), (9, 16));
    assert_eq!(size("https://www.youtube.com/watch?v=dQw4w9WgXcQ"), (16, 9));
    assert_eq!(size("/a.mp4"), (16, 9));
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
    check_file(
        "https://cdn.example/master.m3u8",
        Some("application/vnd.apple.mpegurl"),
    );
    check_file("https://cdn.example/a.mov", None);
    check_file("https://cdn.example/a.mkv", None);
    for address in [
        "https://cdn.example/a.mp4.html",
        "https://cdn.example/a.mp4/",
        "https://cdn.example/mp4",
        "https://cdn.example/.mp4",
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

proptest! {
    /// Whatever is put into an address, the player's address holds only
    /// identifiers and digits, and reads back as the same video.
    #[test]
    fn the_players_address_is_safe_and_means_the_same(
        path in "(watch|embed/[a-zA-Z0-9_-]{11}|shorts/[a-zA-Z0-9_-]{11}|playlist)",
        query in "(&?(v|list|t|end|channel)=[a-zA-Z0-9_&=%\"<>-]{0,24}){0,4}",
    ) {
        let Ok(url) = url::Url::parse(&format!("https://www.youtube.com/{path}?{query}")) else { return Ok(()) };
        if let Source::YouTube(video) = classify(&parts(url.as_str())) {
            let embed = video.embed_url();
            prop_assert!(embed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/?&=-_.".contains(&byte)), "{}", embed);
            let again = Source::YouTube(YouTube { portrait: false, ..video.clone() });
            prop_assert_eq!(classify(&parts(&embed)), again);
            prop_assert!(matches!(classify(&parts(&video.watch_url())), Source::YouTube(same) if same.subject == video.subject || video.portrait));
        }
    }
}
