//! Video files in the browser's own player.

use super::page::{
    Changes, Heard, dispatch, field, forget_refused, js, loaded, refused, settle, wait_for,
};
use super::video::{FILM, come_near, own, play, player, player_of, show};
use readerly::view::VideoSettings;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

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
        ("aria-label", "The opening"),
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
             <track kind=\"captions\" srclang=\"vi\" label=\"Tiếng Việt\" src=\"{}\">",
            own("/market.mp4"),
            own("/a.vtt")
        )
    );
    // Tracks from the page's own origin need no CORS, and asking for it could
    // cost a video its picture.
    assert!(!video.has_attribute("crossorigin"));
    assert!(!video.has_attribute("autoplay"));
    wait_for("the request for the poster", || !refused().is_empty()).await;
    let poster = "https://ward.example/news/market.webp";
    assert!(refused().iter().all(|url| url == poster), "{:?}", refused());
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
    // There is no such file, which is found out by asking for it.
    play(&video).await;
    wait_for("the request for the file", || state() == no_source).await;
    wait_for("the request for the captions", || {
        loaded(&own("/a.vtt")) > 0
    })
    .await;
    assert_eq!(
        js("return video.textTracks[0].mode", &[("video", &video)]),
        "showing"
    );
    assert_eq!(loaded(&own("/b.vtt")), 0, "chapters that nobody asked for");
    assert!(
        video.is_same_node(Some(&player.place.find("video"))),
        "the player was made anew"
    );
    wait_for("the failure", || player.place.count(".video-failed") == 1).await;
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
    dispatch(&before, "play");
    dispatch(&player.place.find("source"), "error");
    settle().await;
    assert_eq!(player.place.count(".video-failed[role=alert]"), 1);
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
    show(
        &mut player,
        json!({ "type": "video", "url": own("/other.mp4") }),
    )
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
async fn a_film_that_broke_before_the_module_came_says_so() {
    let player = player(json!({ "type": "video", "url": own("/quiet.mp4") })).await;
    let heard = Heard::on(&player.place.host, "readerly-video");
    let video = player.place.find("video");
    js(
        "Object.defineProperty(video, 'error', { value: { code: 3 } })",
        &[("video", &video)],
    );
    dispatch(&video, "play");
    wait_for("the sentence", || player.place.count(".video-failed") == 1).await;
    assert_eq!(heard.texts("state"), ["play", "error"]);
}

#[wasm_bindgen_test]
async fn the_last_file_of_a_film_decides() {
    let player = player(json!({ "type": "video", "url": own("/a.webm"), "sources": [
        { "url": own("/a.mp4"), "type": "video/mp4; codecs=\"av01.0.05M.08\"" }, { "url": own("/b.mp4") },
    ] }))
    .await;
    come_near(&player).await;
    let video = player.place.find("video");
    assert_eq!(
        video.inner_html(),
        format!(
            "<source src=\"{}\" type=\"video/webm\">\
             <source src=\"{}\" type=\"video/mp4; codecs=&quot;av01.0.05M.08&quot;\">\
             <source src=\"{}\" type=\"video/mp4\">",
            own("/a.webm"),
            own("/a.mp4"),
            own("/b.mp4")
        )
    );
    for (place, failures) in [(1, 0), (2, 0), (3, 1)] {
        let source = format!("source:nth-child({place})");
        dispatch(&player.place.find(&source), "error");
        settle().await;
        assert_eq!(player.place.count(".video-failed"), failures, "{source}");
    }
}

#[wasm_bindgen_test]
async fn a_film_plays_though_its_first_file_is_missing() {
    let player = player(
        json!({ "type": "video", "url": own("/none.webm"), "sources": [{ "url": own(FILM) }] }),
    )
    .await;
    let video = player.place.find("video");
    play(&video).await;
    wait_for("the second file", || number(&video, "currentTime") > 0.0).await;
    assert_eq!(player.place.count(".video-failed"), 0);
    assert_eq!(field(&video, "currentSrc"), JsValue::from(own(FILM)));
}

#[wasm_bindgen_test]
async fn an_address_that_says_nothing_may_have_a_type() {
    for (url, mime) in [
        ("/film?id=1", "video/webm"),
        ("/film?id=2", "application/vnd.apple.mpegurl"),
    ] {
        let sources = json!([{ "url": own(url), "type": mime }]);
        let player = player(json!({ "type": "video", "sources": sources })).await;
        let source = player.place.find("video > source");
        assert_eq!(source.get_attribute("type").as_deref(), Some(mime));
    }
}

#[wasm_bindgen_test]
async fn a_file_that_breaks_says_why() {
    let mut sentences = Vec::new();
    for code in [2, 3, 4] {
        let player = player(json!({ "type": "video", "url": own("/quiet.mp4") })).await;
        come_near(&player).await;
        let video = player.place.find("video");
        js(
            "Object.defineProperty(video, 'error', { value: { code } })",
            &[("video", &video), ("code", &JsValue::from(code))],
        );
        dispatch(&video, "error");
        settle().await;
        sentences.push(player.place.text(".video-failed"));
    }
    // Three causes, three sentences.
    sentences.dedup();
    assert_eq!(sentences.len(), 3, "{sentences:?}");
}

#[wasm_bindgen_test]
async fn trying_again_begins_where_it_broke() {
    let player = player(json!({ "type": "video", "url": own(FILM) })).await;
    let before = player.place.find("video");
    play(&before).await;
    wait_for("the film", || number(&before, "currentTime") > 0.0).await;
    js(
        "video.pause();
         Object.defineProperty(video, 'error', { value: { code: 3 } });
         Object.defineProperty(video, 'currentTime', { value: 3.5 });
         video.dispatchEvent(new Event('timeupdate'));
         video.dispatchEvent(new Event('error'))",
        &[("video", &before)],
    );
    settle().await;
    player.place.click(".video-failed button");
    settle().await;
    let video = player.place.find("video");
    assert!(
        !video.is_same_node(Some(&before)),
        "the broken player stayed"
    );
    assert_eq!(number(&video, "currentTime"), 3.0);
}

#[wasm_bindgen_test]
async fn a_film_that_plays_changes_nothing_on_the_page() {
    let player = player(json!({ "type": "video", "url": own(FILM) })).await;
    let video = player.place.find("video");
    play(&video).await;
    wait_for("the film", || number(&video, "currentTime") > 0.1).await;
    let changes = Changes::of(&player.place.root);
    let start = number(&video, "currentTime");
    wait_for("half a second of film", || {
        number(&video, "currentTime") > start + 0.5
    })
    .await;
    assert_eq!(changes.places(), Vec::<String>::new());
    js("video.pause()", &[("video", &video)]);
}

#[wasm_bindgen_test]
async fn a_place_is_kept_until_the_browser_knows_the_video() {
    let player = player(json!({ "type": "video", "url": own("/quiet.mp4") })).await;
    come_near(&player).await;
    js(
        "Object.defineProperty(video, 'currentTime', { value: 7.5 });
         for (const name of ['timeupdate', 'error']) video.dispatchEvent(new Event(name))",
        &[("video", &player.place.find("video"))],
    );
    settle().await;
    player.place.click(".video-failed button");
    settle().await;
    // A browser that forgets what it was told too early.
    let video = player.place.find("video");
    js(
        "video.told = []; video.ready = 0;
         Object.defineProperty(video, 'readyState', { get: () => video.ready });
         Object.defineProperty(video, 'currentTime', { get: () => 0, set: (time) => video.told.push(time) });",
        &[("video", &video)],
    );
    let told = || js("return String(video.told.splice(0))", &[("video", &video)]);
    js("video.ready = 1", &[("video", &video)]);
    dispatch(&video, "loadedmetadata");
    settle().await;
    assert_eq!(told(), "7");
    // Whoever goes elsewhere then is not called back.
    dispatch(&video, "ratechange");
    settle().await;
    assert_eq!(told(), "");
}

#[wasm_bindgen_test]
async fn one_plays_at_a_time() {
    let one = player(json!({ "type": "video", "url": own(FILM) })).await;
    let two = player(json!({ "type": "video", "url": own(FILM) })).await;
    let (first, second) = (one.place.find("video"), two.place.find("video"));
    play(&first).await;
    wait_for("the first", || number(&first, "currentTime") > 0.0).await;
    play(&second).await;
    wait_for("the second", || field(&first, "paused") == JsValue::TRUE).await;
    assert_eq!(field(&second, "paused"), JsValue::FALSE);
    js("video.pause()", &[("video", &second)]);
}

#[wasm_bindgen_test]
async fn the_keys_of_a_headset_work_on_what_plays() {
    js(
        "window.keys = {};
         navigator.mediaSession.setActionHandler = (name, act) => window.keys[name] = act;
         window.press = (action, more) => window.keys[action]?.({ action, ...more })",
        &[],
    );
    let keys = || {
        let names = "return Object.keys(keys).filter((name) => keys[name]).sort().join(' ')";
        js(names, &[]).as_string().unwrap()
    };
    let title = || js("return navigator.mediaSession.metadata?.title", &[]);
    let films = |title: &str| json!({ "type": "video", "url": own(FILM), "title": title, "poster": "market.webp" });
    let one = player_of(
        vec![films("The opening"), films("The morning after")],
        "en",
        VideoSettings::default(),
    )
    .await;
    let first = one.place.find("video");
    assert_eq!(keys(), "", "before anything plays");
    play(&first).await;
    wait_for("the film", || number(&first, "currentTime") > 0.0).await;
    assert_eq!(
        keys(),
        "nexttrack pause play previoustrack seekbackward seekforward seekto"
    );
    assert_eq!(title(), "The opening");
    assert_eq!(
        js("return navigator.mediaSession.metadata.artwork[0].src", &[]),
        "https://ward.example/news/market.webp"
    );
    js("press('pause')", &[]);
    wait_for("the pause", || field(&first, "paused") == JsValue::TRUE).await;
    for (press, expected) in [
        ("press('seekto', { seekTime: 1 })", 1.0),
        ("press('seekforward', { seekOffset: 2 })", 3.0),
        ("press('seekbackward')", 0.0),
    ] {
        js(
            "let now = video.currentTime;
             Object.defineProperty(video, 'currentTime', { configurable: true, get: () => now, set: (time) => now = Math.max(0, time) })",
            &[("video", &first)],
        );
        js(press, &[]);
        assert_eq!(number(&first, "currentTime"), expected, "{press}");
    }
    js(
        "delete video.currentTime; press('play')",
        &[("video", &first)],
    );
    settle().await;
    assert_eq!(field(&first, "paused"), JsValue::FALSE);

    // Another player takes them, and the first does not take them away again.
    let two = player(films("The market")).await;
    let second = two.place.find("video");
    play(&second).await;
    wait_for("the second", || field(&first, "paused") == JsValue::TRUE).await;
    assert_eq!(title(), "The market");
    assert_eq!(keys(), "pause play seekbackward seekforward seekto");
    drop(one);
    settle().await;
    assert_eq!(title(), "The market");
    drop(two);
    settle().await;
    assert_eq!(keys(), "");
    assert!(title().is_undefined());
}

#[wasm_bindgen_test]
async fn the_next_of_several_is_one_key_away() {
    js(
        "window.keys = {};
         navigator.mediaSession.setActionHandler = (name, act) => window.keys[name] = act",
        &[],
    );
    let films = |title: &str| json!({ "type": "video", "url": own(FILM), "title": title });
    let player = player_of(
        vec![films("One"), films("Two")],
        "en",
        VideoSettings::default(),
    )
    .await;
    play(&player.place.find("video")).await;
    js("keys.previoustrack({ action: 'previoustrack' })", &[]);
    settle().await;
    assert_eq!(player.place.text(".video-title"), "One");
    js("keys.nexttrack({ action: 'nexttrack' })", &[]);
    settle().await;
    assert_eq!(player.place.text(".video-title"), "Two");
}

fn number(object: &Element, name: &str) -> f64 {
    field(object, name).as_f64().unwrap()
}
