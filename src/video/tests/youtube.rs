//! YouTube.

use super::*;

const ID: &str = "dQw4w9WgXcQ";
const LIST: &str = "PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf";
const CHANNEL: &str = "UC_x5XG1OV2P6uZZ5FqM9Ttw";
const OPTIONS: &str = "playsinline=1&rel=0&enablejsapi=1";

/// `player` begins after `embed/` and is without the options at its end.
#[track_caller]
fn check_video(address: &str, player: &str, page: &str) {
    let player = ["https://www.youtube-nocookie.com/embed/", player, OPTIONS];
    let page = ["https://www.youtube.com/", page];
    check_frame(address, &player.concat(), &page.concat());
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
        check_video(address, "dQw4w9WgXcQ?", "watch?v=dQw4w9WgXcQ");
        assert!(!frame(address).portrait, "{address}");
        assert_eq!(frame(address).provider, Provider::YouTube);
    }
    check_video(
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "dQw4w9WgXcQ?",
        "shorts/dQw4w9WgXcQ",
    );
    check_video(
        "https://youtu.be/__-__-__-__",
        "__-__-__-__?",
        "watch?v=__-__-__-__",
    );
}

#[test]
fn playlists_and_broadcasts() {
    for form in [
        "playlist?list=",
        "embed/videoseries?list=",
        "embed/videoseries?si=x&list=",
        "embed?listType=playlist&list=",
        "embed/?listType=playlist&list=",
        "watch?list=",
    ] {
        check_video(
            &["https://www.youtube.com/", form, LIST].concat(),
            &format!("videoseries?list={LIST}&"),
            &format!("playlist?list={LIST}"),
        );
    }
    check_video(
        &format!("https://www.youtube.com/watch?v={ID}&list={LIST}&index=3"),
        &format!("{ID}?list={LIST}&"),
        &format!("watch?v={ID}&list={LIST}"),
    );
    check_video(
        &format!("https://www.youtube.com/embed/live_stream?channel={CHANNEL}"),
        &format!("live_stream?channel={CHANNEL}&"),
        &format!("channel/{CHANNEL}/live"),
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
    ] {
        check(address, Source::Unknown);
    }
}

#[test]
fn times() {
    #[track_caller]
    fn check_time(query: &str, start_seconds: Option<u32>, end_seconds: Option<u32>) {
        let video = frame(&format!("https://www.youtube.com/watch?v={ID}{query}"));
        assert_eq!(
            (video.start_seconds, video.end_seconds),
            (start_seconds, end_seconds),
            "{query}"
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
fn what_the_player_is_told() {
    #[track_caller]
    fn check(query: &str, given: (bool, Option<u32>, &str, &str), expected: &str) {
        let video = frame(&["https://youtu.be/dQw4w9WgXcQ", query].concat());
        let (autoplay, start, origin, language) = given;
        assert_eq!(
            video.address(autoplay, start, origin, language),
            [
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?",
                OPTIONS,
                expected
            ]
            .concat()
        );
    }
    check("", (true, None, "", ""), "&autoplay=1");
    check(
        "?t=1m30s&end=100",
        (false, None, "", ""),
        "&end=100&start=90",
    );
    check("?t=90&end=100", (false, Some(120), "", ""), "&start=120");
    check("?t=90&end=100", (false, Some(0), "", ""), "&end=100");
    check(
        "",
        (false, None, "http://[::1]:8080", "pt-BR"),
        "&origin=http%3A%2F%2F%5B%3A%3A1%5D%3A8080&widget_referrer=http%3A%2F%2F%5B%3A%3A1%5D%3A8080&hl=pt&cc_lang_pref=pt",
    );
    check("", (false, None, "null", "vi"), "&hl=vi&cc_lang_pref=vi");
    check("", (false, None, "", "x"), "");
    check("", (false, None, "", "&a=b"), "");
    assert_eq!(
        frame("https://youtu.be/dQw4w9WgXcQ?t=90").page,
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90"
    );
}
