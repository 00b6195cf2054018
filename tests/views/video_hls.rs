//! HLS in Chromium, which has a player of its own and `MediaSource`.

use super::page::{Mounted, dispatch, js, settle, wait_for};
use super::video::{own, player_of, show};
use js_sys::Function;
use readerly::browser::modules;
use readerly::view::{VideoPlayer, VideoSettings};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const SCRIPT: &str = "https://ward.example/hls.mjs";

/// An hls.js that keeps a diary, and the loader's function that brings it;
/// `exports` is what importing it gives, in JavaScript.
fn lend(exports: &str) {
    let load = js(
        &format!(
            "const diary = window.diary = [];
             window.Hls = undefined;
             class Hls {{
               static isSupported() {{ return true }}
               static Events = {{ ERROR: 'hlsError' }};
               listeners = [];
               constructor(config) {{ diary.push('new ' + JSON.stringify(config)); Hls.last = this }}
               on(name, heard) {{ if (name === 'hlsError') this.listeners.push(heard) }}
               loadSource(url) {{ diary.push('load ' + url) }}
               attachMedia(video) {{ diary.push('attach ' + video.localName) }}
               startLoad() {{ diary.push('start') }}
               recoverMediaError() {{ diary.push('recover') }}
               destroy() {{ diary.push('destroy') }}
             }}
             window.fail = (data) => Hls.last.listeners.forEach((heard) => heard('hlsError', data));
             return async (name, init, element) => {{
               // An article, in whatever test comes next.
               if (element) return fetch(name, init);
               diary.push('import ' + name);
               {exports}
             }}"
        ),
        &[],
    );
    modules::loaded_by(load.unchecked_into::<Function>());
}

fn diary() -> String {
    let diary = js("return diary.splice(0).join('; ')", &[]);
    diary.as_string().unwrap()
}

async fn hls(library: bool) -> Mounted<VideoPlayer> {
    let settings = VideoSettings {
        hls_source: library.then(|| SCRIPT.to_owned()),
        ..VideoSettings::default()
    };
    let video = json!({ "type": "video", "url": own("/live.m3u8"), "title": "The opening" });
    player_of(vec![video], "en", settings).await
}

#[wasm_bindgen_test]
async fn the_owners_library_comes_when_the_reader_presses() {
    lend("return { default: Hls }");
    let mut player = hls(true).await;
    assert_eq!(player.place.count("video, source"), 0);
    assert_eq!(diary(), "", "before anybody pressed");
    let facade = player.place.find("button.facade");
    assert_eq!(
        facade.get_attribute("aria-label").unwrap(),
        "Play video: The opening"
    );
    assert_eq!(
        player.place.count(".video-notice"),
        0,
        "there is no third party"
    );

    player.place.click(".facade");
    settle().await;
    assert_eq!(
        diary(),
        format!(
            "import {SCRIPT}; new {{\"capLevelToPlayerSize\":true}}; load {}; attach video",
            own("/live.m3u8")
        )
    );
    // Nothing that the browser could take for the video itself.
    assert_eq!(player.place.count("video"), 1);
    assert_eq!(player.place.count("video > source"), 0);

    js(
        "fail({ fatal: false, type: 'networkError', details: 'fragLoadError' })",
        &[],
    );
    assert_eq!(diary(), "", "what it repairs by itself");
    js(
        "fail({ fatal: true, type: 'mediaError', details: 'bufferAppendError' })",
        &[],
    );
    assert_eq!(diary(), "recover");
    settle().await;
    assert_eq!(player.place.count(".video-failed"), 0);
    js(
        "fail({ fatal: true, type: 'networkError', details: 'fragLoadError' })",
        &[],
    );
    settle().await;
    assert_eq!(diary(), "", "no second attempt");
    assert_eq!(player.place.count(".video-failed"), 1);

    show(
        &mut player,
        json!({ "type": "video", "url": own("/a.mp4") }),
    )
    .await;
    assert_eq!(diary(), "destroy");
}

#[wasm_bindgen_test]
async fn the_library_may_be_of_the_older_form() {
    lend("window.Hls = Hls; return {}");
    let player = hls(true).await;
    player.place.click(".facade");
    settle().await;
    assert!(diary().ends_with("attach video"));
    js(
        "fail({ fatal: true, type: 'networkError', details: 'fragLoadError' })",
        &[],
    );
    assert_eq!(diary(), "start");
    drop(player);
    settle().await;
    assert_eq!(diary(), "destroy");
}

#[wasm_bindgen_test]
async fn a_playlist_that_is_not_there_is_not_waited_for() {
    lend("return { default: Hls }");
    let player = hls(true).await;
    player.place.click(".facade");
    settle().await;
    diary();
    js(
        "fail({ fatal: true, type: 'networkError', details: 'manifestLoadError' })",
        &[],
    );
    settle().await;
    assert_eq!(diary(), "");
    assert_eq!(player.place.count(".video-failed"), 1);
    // Another attempt is another hls.js.
    player.place.click(".video-failed button");
    settle().await;
    assert!(diary().starts_with("destroy; import"));
    assert_eq!(player.place.count(".video-failed"), 0);
}

#[wasm_bindgen_test]
async fn a_library_that_cannot_be_had_is_a_failure_with_a_link() {
    for exports in [
        "throw new TypeError('Failed to fetch')",
        "return {}",
        "Hls.isSupported = () => false; return { default: Hls }",
    ] {
        lend(exports);
        let player = hls(true).await;
        player.place.click(".facade");
        wait_for("the failure", || player.place.count(".video-failed") == 1).await;
        let link = format!(".video-failed > a[href='{}']", own("/live.m3u8"));
        assert_eq!(player.place.count(&link), 1, "{exports}");
    }
}

#[wasm_bindgen_test]
async fn a_reader_who_goes_on_is_not_followed() {
    lend("await new Promise((resolve) => window.arrive = resolve); return { default: Hls }");
    let player = hls(true).await;
    player.place.click(".facade");
    settle().await;
    assert_eq!(diary(), format!("import {SCRIPT}"));
    drop(player);
    js("arrive()", &[]);
    settle().await;
    assert_eq!(diary(), "");
}

#[wasm_bindgen_test]
async fn without_a_library_the_browser_plays_and_nothing_is_loaded_before() {
    lend("return { default: Hls }");
    let player = hls(false).await;
    assert_eq!(player.place.count("video[preload=none]"), 1);
    assert_eq!(
        player
            .place
            .count("source[type='application/vnd.apple.mpegurl']"),
        1
    );
    dispatch(&player.place.find("video"), "play");
    settle().await;
    assert_eq!(diary(), "");
}

/// Time that passes as fast as it is waited for: each wait of a second takes no
/// time, and puts the clock forward by one.
const HURRY: &str = "
    const wait = window.setTimeout, now = Date.now;
    let ahead = 0;
    Date.now = () => now() + ahead;
    window.setTimeout = (then, delay, ...rest) => {
      if (delay !== 1000) return wait(then, delay, ...rest);
      return wait(() => { ahead += 1000; then() }, 0);
    };
    window.calm = () => { window.setTimeout = wait; Date.now = now }";

#[wasm_bindgen_test]
async fn the_browsers_own_player_is_loaded_anew_once_and_then_given_up() {
    let player = hls(false).await;
    let video = player.place.find("video");
    js(
        "video.diary = [];
         for (const [name, value] of Object.entries({ readyState: 4, paused: false, currentTime: 3, preload: 'none' })) {
           Object.defineProperty(video, name, { get: () => value, set: (to) => video.diary.push(`${name} ${to}`) });
         }
         for (const name of ['load', 'play', 'pause']) video[name] = () => { video.diary.push(name) };",
        &[("video", &video)],
    );
    let diary = || {
        let diary = js("return video.diary.join('; ')", &[("video", &video)]);
        diary.as_string().unwrap()
    };
    js(HURRY, &[]);
    dispatch(&video, "play");
    wait_for("another attempt", || !diary().is_empty()).await;
    assert_eq!(diary(), "load; preload auto; play");
    assert_eq!(player.place.count(".video-failed"), 0);
    wait_for("the end of it", || player.place.count(".video-failed") == 1).await;
    js("calm()", &[]);
    assert_eq!(diary(), "load; preload auto; play; pause");
    let link = format!(".video-failed > a[href='{}']", own("/live.m3u8"));
    assert_eq!(player.place.count(&link), 1);
}

#[wasm_bindgen_test]
async fn safari_is_left_to_itself_even_with_a_library() {
    lend("return { default: Hls }");
    js("window.ManagedMediaSource = class {}", &[]);
    let player = hls(true).await;
    js("delete window.ManagedMediaSource", &[]);
    assert_eq!(player.place.count("video > source"), 1);
    assert_eq!(player.place.count(".facade"), 0);
}

#[wasm_bindgen_test]
async fn where_nobody_can_play_it_there_is_a_link() {
    js(
        "window.canPlayType = HTMLMediaElement.prototype.canPlayType;
         HTMLMediaElement.prototype.canPlayType = () => ''",
        &[],
    );
    let player = hls(false).await;
    // Unless the owner has another file of it.
    let video =
        json!({ "type": "video", "url": own("/live.m3u8"), "sources": [{ "url": own("/a.mp4") }] });
    let with_file = player_of(vec![video], "en", VideoSettings::default()).await;
    js(
        "HTMLMediaElement.prototype.canPlayType = window.canPlayType",
        &[],
    );
    assert_eq!(with_file.place.count("video > source"), 2);
    assert_eq!(player.place.count("video, [role=button]"), 0);
    let facade = player.place.find("a.facade");
    assert_eq!(facade.get_attribute("href").unwrap(), own("/live.m3u8"));
}
