//! Players: a provider behind a link, and what no player is known for. The
//! browser's own players are in the files beside this one.

use super::page::{Mounted, dispatch, field, forget_refused, js, refused, settle, wait_for};
use super::samples;
use readerly::browser::host::Host;
use readerly::view::{Language, VideoPlayer, VideoPlayerProps, VideoSettings};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

/// Four seconds of two colours, without a sound.
pub const FILM: &str = "/tests/fixtures/video/flat.webm";

pub async fn player(value: Value) -> Mounted<VideoPlayer> {
    player_of(vec![value], "en", VideoSettings::default()).await
}

pub async fn player_of(
    values: Vec<Value>,
    language: &str,
    settings: VideoSettings,
) -> Mounted<VideoPlayer> {
    let videos = values.into_iter().map(samples::video).collect();
    Mounted::new(|place| VideoPlayerProps {
        videos,
        settings,
        language: Language::new(language),
        host: Host::new(place.host.clone()),
    })
    .await
}

/// Shows another video in the same place.
pub async fn show(player: &mut Mounted<VideoPlayer>, value: Value) {
    let host = Host::new(player.place.host.clone());
    player
        .update(VideoPlayerProps {
            videos: vec![samples::video(value)],
            settings: VideoSettings::default(),
            language: Language::new("en"),
            host,
        })
        .await;
}

/// An address on the server that the tests come from.
pub fn own(path: &str) -> String {
    web_sys::window().unwrap().location().origin().unwrap() + path
}

/// Keeps from everybody else that the page's policy refuses frames, so that a
/// frame stays where it is; until it is dropped.
pub struct Unheard(JsValue);

pub fn unheard_refusals() -> Unheard {
    Unheard(js(
        "const end = new AbortController();
         window.addEventListener('securitypolicyviolation', (event) => {
           window.refused?.push(event.blockedURI);
           event.stopImmediatePropagation();
         }, { capture: true, signal: end.signal });
         return end",
        &[],
    ))
}

impl Drop for Unheard {
    fn drop(&mut self) {
        js("end.abort()", &[("end", &self.0)]);
    }
}

/// Comes near a player, as a reader does who wants it: then the module is sent
/// for that does more than the first one.
pub async fn come_near(player: &Mounted<VideoPlayer>) {
    dispatch(&player.place.find(".video-player"), "pointerover");
    settle().await;
}

/// Has a player play without its sound, which browsers allow a script.
pub async fn play(video: &Element) {
    js(
        "video.muted = true; video.play().catch(() => {})",
        &[("video", video)],
    );
    settle().await;
}

/// Chooses in a menu as a reader does.
pub async fn choose(menu: &Element, index: usize) {
    js(
        "menu.selectedIndex = index",
        &[("menu", menu), ("index", &JsValue::from(index as u32))],
    );
    dispatch(menu, "change");
    settle().await;
}

#[wasm_bindgen_test]
async fn a_provider_is_contacted_by_the_readers_click_and_not_before() {
    forget_refused();
    let _unheard = unheard_refusals();
    let player = player(json!({
        "type": "video", "url": "https://youtu.be/aqz-KE-bpKQ?t=90", "title": "The opening",
    }))
    .await;
    let place = &player.place;
    assert_eq!(
        refused(),
        Vec::<String>::new(),
        "the provider was contacted"
    );
    assert_eq!(place.count("iframe, img, video, link, script"), 0);
    come_near(&player).await;
    let facade = place.find(".video-box > button.facade");
    let name = facade.get_attribute("aria-label").unwrap();
    assert!(name.starts_with("Play video: The opening"), "{name}");
    assert!(name.ends_with("loads from YouTube"), "{name}");
    // A link would have Chromium connect to the provider when it is pressed.
    assert_eq!(place.count(".facade[href]"), 0);
    let address = place
        .find(".video-notice > a")
        .get_attribute("href")
        .unwrap();
    assert!(
        address.starts_with("https://www.youtube.com/watch?v=aqz-KE-bpKQ"),
        "{address}"
    );
    assert!(
        place
            .text(".video-notice")
            .starts_with("Playing loads the video from YouTube")
    );

    place.click(".facade");
    settle().await;
    assert_eq!(place.count(".facade"), 0);
    let frame = place.find(".video-box > iframe");
    for (name, value) in [
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
    let address = frame.get_attribute("src").unwrap();
    assert!(
        address.starts_with("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?"),
        "{address}"
    );
    assert!(address.contains("autoplay=1"), "{address}");
    assert!(address.contains("start=90"), "{address}");
    // The frame takes the focus that the link had.
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
            .count(".video-box.portrait > .facade > img[alt=''][loading=lazy]"),
        1
    );
    assert_eq!(
        player.place.find("img").get_attribute("src").as_deref(),
        Some("https://ward.example/news/market.webp")
    );
}

#[wasm_bindgen_test]
async fn what_no_player_is_known_for_is_a_link() {
    for url in [
        "https://ward.example/watch/1",
        "https://www.youtube.com/@ward",
        "https://notyoutube.com/watch?v=aqz-KE-bpKQ",
    ] {
        let player = player(json!({ "type": "video", "url": url, "title": "The opening" })).await;
        come_near(&player).await;
        assert_eq!(
            player.place.count("iframe, video, button, [role=button]"),
            0,
            "{url}"
        );
        let link = player
            .place
            .find(".video-box > a[rel='noopener nofollow ugc']");
        assert_eq!(link.get_attribute("href").as_deref(), Some(url));
        assert_eq!(
            link.get_attribute("aria-label").as_deref(),
            Some("Play video: The opening")
        );
    }
}

#[wasm_bindgen_test]
async fn a_frame_that_takes_orders_has_a_speed() {
    let _unheard = unheard_refusals();
    let player = player(json!({ "type": "video", "url": "https://youtu.be/aqz-KE-bpKQ" })).await;
    assert_eq!(player.place.count(".video-tools"), 0);
    player.place.click(".facade");
    settle().await;
    let menu = player.place.find(".video-tools select");
    assert_eq!(field(&menu, "value"), "1×");
    choose(&menu, 4).await;
    assert_eq!(field(&menu, "value"), "1.5×");
    // It can be kept from asking again, and cannot be put into a window.
    assert_eq!(player.place.count(".video-tools input[type=checkbox]"), 1);
    assert_eq!(player.place.count(".video-tools button"), 0);
    assert!(
        player
            .place
            .text(".video-tools")
            .ends_with("Always load videos from YouTube")
    );
}

#[wasm_bindgen_test]
async fn where_a_film_was_left_outlives_a_visit_that_plays_nothing() {
    let url = own(FILM) + "?left";
    let name = "readerly.position.".to_owned() + &url;
    let stored = || {
        js(
            "return localStorage.getItem(name)",
            &[("name", &name.as_str().into())],
        )
    };
    js(
        "localStorage.setItem(name, '300')",
        &[("name", &name.as_str().into())],
    );
    let settings = VideoSettings {
        controls: Some("resume".to_owned()),
        ..VideoSettings::default()
    };
    let film = json!({ "type": "video", "url": url, "duration": 600 });
    let _player = player_of(vec![film], "en", settings).await;
    js("dispatchEvent(new Event('pagehide'))", &[]);
    settle().await;
    let left = stored();
    js(
        "localStorage.removeItem(name)",
        &[("name", &name.as_str().into())],
    );
    assert_eq!(left, JsValue::from_str("300"));
}
