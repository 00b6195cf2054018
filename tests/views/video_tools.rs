//! The row under a player: speed, captions, a window of its own.

use super::page::{Mounted, dispatch, field, js, loaded, settle, wait_for};
use super::video::{FILM, choose, own, play, player_of};
use readerly::view::{VideoPlayer, VideoSettings};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

const VIETNAMESE: &str = "/tests/fixtures/video/vi.vtt";
const ENGLISH: &str = "/tests/fixtures/video/en.vtt";

/// A film that plays, in a language, with these tracks and controls.
async fn playing(
    language: &str,
    tracks: Value,
    controls: Option<&str>,
) -> (Mounted<VideoPlayer>, Element) {
    let settings = VideoSettings {
        controls: controls.map(str::to_owned),
        ..VideoSettings::default()
    };
    let film = json!({ "type": "video", "url": own(FILM), "tracks": tracks });
    let player = player_of(vec![film], language, settings).await;
    assert_eq!(player.place.count(".video-tools"), 0, "before it played");
    let video = player.place.find("video");
    play(&video).await;
    wait_for("the film", || {
        field(&video, "currentTime").as_f64() > Some(0.0)
    })
    .await;
    (player, video)
}

/// What a menu offers.
fn offered(player: &Mounted<VideoPlayer>, label: &str) -> Vec<String> {
    let options = player
        .place
        .texts(&format!("{} option", named(player, label)));
    assert!(!options.is_empty(), "no menu {label:?}");
    options
}

/// The menu of this name.
#[track_caller]
fn named(player: &Mounted<VideoPlayer>, label: &str) -> String {
    let labels = player.place.texts(".video-tools > *");
    let place = labels.iter().position(|text| text.starts_with(label));
    let place = place.unwrap_or_else(|| panic!("no {label:?} in {labels:?}"));
    format!(".video-tools > :nth-child({})", place + 1)
}

fn menu(player: &Mounted<VideoPlayer>, label: &str) -> Element {
    let selector = format!("{} select", named(player, label));
    player.place.find(&selector)
}

fn tracks() -> Value {
    json!([
        { "url": own(VIETNAMESE), "kind": "subtitles", "lang": "vi" },
        { "url": own(ENGLISH), "kind": "captions", "lang": "en", "label": "English, for the deaf" },
        { "url": own("/chapters.vtt"), "kind": "chapters", "lang": "en" },
    ])
}

#[wasm_bindgen_test]
async fn a_film_plays_as_fast_as_the_reader_wants() {
    let (player, video) = playing("vi", json!([]), None).await;
    assert_eq!(
        offered(&player, "Tốc độ"),
        ["0,5×", "0,75×", "1×", "1,25×", "1,5×", "1,75×", "2×"]
    );
    let menu = menu(&player, "Tốc độ");
    assert_eq!(field(&menu, "selectedIndex"), 2);
    choose(&menu, 5).await;
    assert_eq!(field(&video, "playbackRate"), 1.75);
    assert_eq!(field(&menu, "selectedIndex"), 5);
    // What the reader sets in the browser's own menu shows here.
    js("video.playbackRate = 0.5", &[("video", &video)]);
    wait_for("the other speed", || field(&menu, "selectedIndex") == 0).await;
    // A speed that the menu has not is not given for another.
    js("video.playbackRate = 3", &[("video", &video)]);
    wait_for("no speed", || field(&menu, "selectedIndex") == -1).await;
    assert!(
        menu.is_same_node(Some(&player.place.find(".video-tools select"))),
        "the menu was made anew under the reader's hand"
    );
}

#[wasm_bindgen_test]
async fn the_next_film_is_as_fast() {
    let film = |title: &str| json!({ "type": "video", "url": own(FILM), "title": title });
    let films = vec![film("One"), film("Two")];
    let player = player_of(films, "en", VideoSettings::default()).await;
    play(&player.place.find("video")).await;
    choose(&menu(&player, "Speed"), 6).await;
    player.place.click(".playlist li:last-child button");
    settle().await;
    let video = player.place.find("video");
    play(&video).await;
    wait_for("the speed", || field(&video, "playbackRate") == 2).await;
    assert_eq!(field(&menu(&player, "Speed"), "selectedIndex"), 6);
}

#[wasm_bindgen_test]
async fn captions_are_fetched_when_the_reader_wants_them() {
    let (player, video) = playing("en", tracks(), None).await;
    assert_eq!(
        offered(&player, "Captions"),
        ["Off", "Vietnamese", "English, for the deaf"]
    );
    for path in [VIETNAMESE, ENGLISH] {
        assert_eq!(loaded(&own(path)), 0, "{path} before anybody wanted it");
    }
    let menu = menu(&player, "Captions");
    let modes = || {
        js(
            "return [...video.textTracks].map((track) => track.mode).join(' ')",
            &[("video", &video)],
        )
    };
    assert_eq!(field(&menu, "selectedIndex"), 0);
    choose(&menu, 2).await;
    assert_eq!(modes(), "disabled showing");
    let said = |index: u32| {
        js(
            "return video.textTracks[index].activeCues?.[0]?.text",
            &[("video", &video), ("index", &JsValue::from(index))],
        )
    };
    wait_for("the captions", || said(1) == "The market opens early.").await;
    choose(&menu, 1).await;
    assert_eq!(modes(), "showing disabled");
    wait_for("the subtitles", || said(0) == "Chợ mở cửa từ sáng sớm.").await;
    assert_eq!(field(&menu, "selectedIndex"), 1);
    // By the browser's own menu.
    js(
        "video.textTracks[0].mode = 'disabled'",
        &[("video", &video)],
    );
    wait_for("no captions", || field(&menu, "selectedIndex") == 0).await;
    js("video.textTracks[1].mode = 'showing'", &[("video", &video)]);
    wait_for("captions", || field(&menu, "selectedIndex") == 2).await;
    choose(&menu, 0).await;
    assert_eq!(modes(), "disabled disabled");
    js("video.pause()", &[("video", &video)]);
}

#[wasm_bindgen_test]
async fn a_track_that_is_on_from_the_start_shows_as_such() {
    let tracks =
        json!([{ "url": own(VIETNAMESE), "lang": "vi", "default": true }, { "url": own(ENGLISH) }]);
    let (player, video) = playing("vi", tracks, None).await;
    assert_eq!(offered(&player, "Phụ đề"), ["Tắt", "Tiếng Việt", "2"]);
    let menu = menu(&player, "Phụ đề");
    wait_for("the default", || field(&menu, "selectedIndex") == 1).await;
    // Captions that come with the film, as those of an HLS playlist do.
    js(
        "video.addTextTrack('captions', 'Inside', 'ar')",
        &[("video", &video)],
    );
    wait_for("the new track", || {
        offered(&player, "Phụ đề").last().map(String::as_str) == Some("Inside")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_film_goes_into_a_window_of_its_own() {
    js(
        "Object.defineProperty(document, 'pictureInPictureEnabled', { configurable: true, value: true })",
        &[],
    );
    let (player, video) = playing("en", json!([]), None).await;
    let button = player.place.find(".video-tools button[type=button]");
    assert_eq!(button.text_content().unwrap(), "Picture in picture");
    // Browsers want a hand for it, which no test has.
    js(
        "const at = (place) => Object.defineProperty(root, 'pictureInPictureElement', { configurable: true, value: place });
         at(null);
         video.requestPictureInPicture = async () => { at(video); video.dispatchEvent(new Event('enterpictureinpicture')) };
         document.exitPictureInPicture = async () => { at(null); video.dispatchEvent(new Event('leavepictureinpicture')) };",
        &[("root", &player.place.root), ("video", &video)],
    );
    for pressed in ["false", "true", "false"] {
        assert_eq!(button.get_attribute("aria-pressed").unwrap(), pressed);
        player.place.click(".video-tools button");
        settle().await;
    }
    js("delete document.exitPictureInPicture", &[]);
}

#[wasm_bindgen_test]
async fn safaris_older_way_into_a_window_is_known_too() {
    js(
        "Object.defineProperty(document, 'pictureInPictureEnabled', { configurable: true, value: undefined })",
        &[],
    );
    let (player, video) = playing("en", json!([]), None).await;
    assert_eq!(player.place.count(".video-tools button"), 0);
    js(
        "video.requestPictureInPicture = undefined;
         video.webkitPresentationMode = 'inline';
         video.webkitSupportsPresentationMode = (mode) => mode === 'picture-in-picture';
         video.webkitSetPresentationMode = (mode) => {
           video.webkitPresentationMode = mode;
           video.dispatchEvent(new Event('webkitpresentationmodechanged'));
         }",
        &[("video", &video)],
    );
    dispatch(&video, "ratechange");
    settle().await;
    for (pressed, mode) in [("true", "picture-in-picture"), ("false", "inline")] {
        player.place.click(".video-tools button");
        settle().await;
        let button = player.place.find(".video-tools button");
        assert_eq!(button.get_attribute("aria-pressed").unwrap(), pressed);
        assert_eq!(field(&video, "webkitPresentationMode"), mode);
    }
    js("delete document.pictureInPictureEnabled", &[]);
}

#[wasm_bindgen_test]
async fn owners_choose_what_is_offered() {
    for (controls, expected) in [
        ("speed", "Speed"),
        ("captions", "Captions"),
        ("pip", "Picture"),
    ] {
        let (player, _) = playing("en", tracks(), Some(controls)).await;
        let tools = player.place.texts(".video-tools > *");
        assert_eq!(tools.len(), 1, "{controls}: {tools:?}");
        assert!(tools[0].starts_with(expected), "{controls}: {tools:?}");
    }
    let (player, _) = playing("en", tracks(), Some("none")).await;
    assert_eq!(player.place.count(".video-tools"), 0);
    // A menu of nothing but "off" is none.
    let (player, _) = playing("en", json!([]), Some("captions")).await;
    assert_eq!(player.place.count(".video-tools"), 0);
}
