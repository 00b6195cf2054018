//! Players: files, a provider behind a button, and what is neither.

use super::page::{
    Heard, Mounted, dispatch, field, forget_refused, js, loaded, refused, settle, wait_for,
};
use super::samples;
use readerly::browser::host::Host;
use readerly::view::{Language, VideoPlayer, VideoPlayerProps};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

async fn player(value: Value) -> Mounted<VideoPlayer> {
    let video = samples::video(value);
    Mounted::new(|place| VideoPlayerProps {
        video,
        language: Language::new("en"),
        host: Host::new(place.host.clone()),
    })
    .await
}

fn own(path: &str) -> String {
    web_sys::window().unwrap().location().origin().unwrap() + path
}

#[wasm_bindgen_test]
async fn a_file_loads_nothing_but_its_poster_before_it_plays() {
    forget_refused();
    let player = player(json!({
        "type": "video", "url": own("/market.mp4"), "title": "The opening", "poster": "market.webp", "width": 1280, "height": 720,
        "tracks": [{ "url": own("/a.vtt"), "kind": "captions", "lang": "vi", "label": "Tiếng Việt", "default": true },
                   { "url": own("/b.vtt"), "kind": "chapters" }],
    }))
    .await;
    let video = player.place.find(".video-box > video");
    for (name, value) in [
        ("controls", ""),
        ("playsinline", ""),
        ("preload", "none"),
        ("aria-label", "Play video: The opening"),
        ("poster", "https://ward.example/news/market.webp"),
        ("width", "1280"),
        ("height", "720"),
    ] {
        assert_eq!(video.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(
        video.inner_html(),
        format!(
            "<source src=\"{}\" type=\"video/mp4\">\
             <track kind=\"captions\" srclang=\"vi\" label=\"Tiếng Việt\" src=\"{}\">\
             <track kind=\"chapters\" src=\"{}\">",
            own("/market.mp4"),
            own("/a.vtt"),
            own("/b.vtt")
        )
    );
    // Tracks from the page's own origin need no CORS, and asking for it could
    // cost a video its picture.
    assert!(!video.has_attribute("crossorigin"));
    assert!(!video.has_attribute("autoplay"));
    wait_for("the request for the poster", || !refused().is_empty()).await;
    assert_eq!(refused(), ["https://ward.example/news/market.webp"]);
    // https://html.spec.whatwg.org/#dom-media-networkstate
    let (idle, no_source) = (1.0, 3.0);
    let state = || field(&video, "networkState").as_f64().unwrap_or_default();
    assert_eq!(state(), idle);
    for path in ["/a.vtt", "/b.vtt"] {
        assert_eq!(
            loaded(&own(path)),
            0,
            "{path} was loaded before it was played"
        );
    }
    // There is no such file, which is found out by asking for it. Without its
    // sound, a browser lets a script play it.
    js(
        "video.muted = true; video.play().catch(() => {})",
        &[("video", &video)],
    );
    wait_for("the request for the file", || state() == no_source).await;
    wait_for("the request for the captions", || {
        loaded(&own("/a.vtt")) > 0
    })
    .await;
    assert_eq!(player.place.count("track[default]"), 1);
    assert_eq!(loaded(&own("/b.vtt")), 0, "chapters that nobody asked for");
    assert!(
        video.is_same_node(Some(&player.place.find("video"))),
        "the player was made anew"
    );
}

#[wasm_bindgen_test]
async fn a_track_from_elsewhere_needs_cors_on_the_player() {
    let player = player(json!({ "type": "video", "url": "market.mp4", "tracks": [
        { "url": own("/a.vtt") }, { "url": "https://elsewhere.example/b.vtt" },
    ] }))
    .await;
    assert_eq!(player.place.count("video[crossorigin=anonymous]"), 1);
    // A box of unknown shape keeps the usual one, so that nothing jumps.
    assert_eq!(player.place.count("video[width='16'][height='9']"), 1);
    assert_eq!(
        player
            .place
            .find("video")
            .get_attribute("aria-label")
            .as_deref(),
        Some("Video")
    );
}

#[wasm_bindgen_test]
async fn owners_hear_what_a_player_does() {
    let player = player(json!({ "type": "video", "url": own("/quiet.mp4") })).await;
    let heard = Heard::on(&player.place.host, "readerly-video");
    let video = player.place.find("video");
    for name in ["play", "pause", "play", "ended"] {
        dispatch(&video, name);
        settle().await;
    }
    dispatch(&player.place.find("source"), "error");
    settle().await;
    assert_eq!(
        heard.texts("state"),
        ["play", "pause", "play", "ended", "error"]
    );
    assert_eq!(heard.texts("url"), vec![own("/quiet.mp4"); 5]);
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_played_can_be_opened() {
    let mut player = player(json!({ "type": "video", "url": own("/quiet.mp4") })).await;
    assert_eq!(player.place.count(".video-failed"), 0);
    let before = player.place.find("video");
    dispatch(&player.place.find("source"), "error");
    settle().await;
    assert_eq!(
        player.place.text(".video-failed[role=alert]"),
        "This video cannot be played. Open the video file"
    );
    assert_eq!(
        player
            .place
            .count(&format!(".video-failed > a[href='{}']", own("/quiet.mp4"))),
        1
    );
    // It is the same player: what the reader does with it next must count.
    let video = player.place.find("video");
    assert!(
        video.is_same_node(Some(&before)),
        "the player was made anew"
    );
    dispatch(&video, "play");
    settle().await;
    assert_eq!(player.place.count(".video-failed"), 0);
    assert!(
        video.is_same_node(Some(&player.place.find("video"))),
        "the player was made anew"
    );
    dispatch(&player.place.find("source"), "error");
    settle().await;
    // The next video begins without the last one's failure.
    let video = samples::video(json!({ "type": "video", "url": own("/other.mp4") }));
    let host = Host::new(player.place.host.clone());
    player
        .update(VideoPlayerProps {
            video,
            language: Language::new("en"),
            host,
        })
        .await;
    assert_eq!(player.place.count(".video-failed"), 0);
    assert_eq!(
        player
            .place
            .count(&format!("source[src='{}']", own("/other.mp4"))),
        1
    );
}

#[wasm_bindgen_test]
async fn a_provider_is_contacted_by_the_readers_click_and_not_before() {
    forget_refused();
    let player = player(json!({
        "type": "video", "url": "https://youtu.be/aqz-KE-bpKQ?t=90", "title": "The opening", "caption": "Thursday",
    }))
    .await;
    let heard = Heard::on(&player.place.host, "readerly-video");
    let place = &player.place;
    assert_eq!(
        refused(),
        Vec::<String>::new(),
        "the provider was contacted"
    );
    assert_eq!(place.count("iframe, img, video, link, script"), 0);
    let button = place.find("figure.video-figure .video-box > button.facade[type=button]");
    assert_eq!(
        button.get_attribute("aria-label").as_deref(),
        Some("Play video: The opening (loads from YouTube)")
    );
    assert!(
        place
            .text(".video-notice")
            .starts_with("Playing loads the video from YouTube")
    );
    let link = place
        .find(".video-notice > a[rel='noopener nofollow ugc']")
        .get_attribute("href");
    assert_eq!(
        link.as_deref(),
        Some("https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=90")
    );
    assert_eq!(place.text("figcaption"), "Thursday");

    place.click("button.facade");
    settle().await;
    assert_eq!(place.count("button.facade"), 0);
    let frame = place.find(".video-box > iframe");
    for (name, value) in [
        (
            "src",
            "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&playsinline=1&rel=0&start=90",
        ),
        ("title", "The opening"),
        ("referrerpolicy", "strict-origin-when-cross-origin"),
        (
            "allow",
            "autoplay; encrypted-media; fullscreen; picture-in-picture",
        ),
        ("allowfullscreen", ""),
    ] {
        assert_eq!(frame.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(heard.texts("state"), ["play"]);
    // The frame takes the focus that the button had.
    wait_for("the focus", || {
        field(&place.root, "activeElement") == JsValue::from(&frame)
    })
    .await;
    wait_for("the request for the player", || !refused().is_empty()).await;
    assert!(
        refused()
            .iter()
            .all(|url| url.starts_with("https://www.youtube-nocookie.com")),
        "{:?}",
        refused()
    );
}

#[wasm_bindgen_test]
async fn a_short_stands_upright_and_an_owners_poster_is_shown() {
    let player = player(json!({
        "type": "video", "url": "https://www.youtube.com/shorts/aqz-KE-bpKQ", "poster": "market.webp",
    }))
    .await;
    assert_eq!(
        player
            .place
            .count(".video-box.portrait > button > img[alt=''][loading=lazy]"),
        1
    );
    assert_eq!(
        player.place.find("img").get_attribute("src").as_deref(),
        Some("https://ward.example/news/market.webp")
    );
}

#[wasm_bindgen_test]
async fn what_is_neither_is_a_link() {
    for url in [
        "https://ward.example/watch/1",
        "https://www.youtube.com/@ward",
        "https://notyoutube.com/watch?v=aqz-KE-bpKQ",
    ] {
        let player = player(json!({ "type": "video", "url": url, "title": "The opening" })).await;
        assert_eq!(player.place.count("iframe, video, button"), 0, "{url}");
        let link = player
            .place
            .find(".video-link > a[rel='noopener nofollow ugc']");
        assert_eq!(link.get_attribute("href").as_deref(), Some(url));
        assert_eq!(
            link.text_content().as_deref(),
            Some("Play video: The opening")
        );
    }
}
