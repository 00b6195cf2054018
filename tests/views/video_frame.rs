//! A provider's player: whom it listens to, what it is told and when, and who
//! may take it away. Nobody is reached: a policy refuses the frames, and the
//! test stands for what would be in them.

use super::page::{Mounted, field, js, settle, wait_for};
use super::samples;
use super::video::{come_near, player, player_of, unheard_refusals};
use readerly::browser::host::Host;
use readerly::view::{Language, VideoPlayer, VideoPlayerProps, VideoSettings};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

const YOUTUBE: &str = "https://www.youtube-nocookie.com";
const ADDRESS: &str = "https://youtu.be/aqz-KE-bpKQ";
const READY: &str = r#"{"event":"onReady","info":null}"#;
const BROKEN: &str = r#"{"event":"onError","info":150}"#;

/// Windows that write down what is posted to them, in place of those of frames;
/// until it is dropped.
struct Windows(JsValue);

fn windows() -> Windows {
    Windows(js(
        "const prototype = HTMLIFrameElement.prototype;
         const real = Object.getOwnPropertyDescriptor(prototype, 'contentWindow');
         Object.defineProperty(prototype, 'contentWindow', { configurable: true, get() {
           return this.standIn ??= { posted: [], postMessage(text, origin) {
             this.posted.push(origin + ' ' + text);
           } };
         } });
         return () => Object.defineProperty(prototype, 'contentWindow', real)",
        &[],
    ))
}

impl Drop for Windows {
    fn drop(&mut self) {
        js("end()", &[("end", &self.0)]);
    }
}

/// Has a message come to the page, from the window of `frame` or from another.
async fn say(frame: &Element, is_own: bool, origin: &str, data: &JsValue) {
    js(
        "const source = own ? frame.contentWindow : window;
         dispatchEvent(Object.assign(new Event('message'), { data, origin, source }))",
        &[
            ("frame", frame),
            ("own", &is_own.into()),
            ("origin", &origin.into()),
            ("data", data),
        ],
    );
    settle().await;
}

/// What was posted to a frame so far, each after its target origin.
fn posted(frame: &Element) -> Vec<String> {
    let posted = js("return frame.contentWindow.posted", &[("frame", frame)]);
    let posted = js_sys::Array::from(&posted);
    posted.iter().filter_map(|text| text.as_string()).collect()
}

fn has_been_told(frame: &Element, what: &str) -> bool {
    posted(frame).iter().any(|text| text.contains(what))
}

/// Presses, and waits until the frame has been greeted.
async fn press(player: &Mounted<VideoPlayer>) -> Element {
    player.place.click(".facade");
    settle().await;
    let frame = player.place.find(".video-box > iframe");
    wait_for("the greeting", || has_been_told(&frame, "listening")).await;
    frame
}

fn asking(consent: &str) -> VideoSettings {
    VideoSettings {
        consent: Some(consent.to_owned()),
        ..VideoSettings::default()
    }
}

async fn ask_anew(player: &mut Mounted<VideoPlayer>, consent: &str) {
    let host = Host::new(player.place.host.clone());
    let props = VideoPlayerProps {
        videos: vec![samples::video(json!({ "type": "video", "url": ADDRESS }))],
        settings: asking(consent),
        language: Language::new("en"),
        host,
    };
    player.update(props).await;
}

#[wasm_bindgen_test]
async fn only_the_frame_itself_and_its_own_origin_are_believed() {
    let (_unheard, _windows) = (unheard_refusals(), windows());
    let player = player(json!({ "type": "video", "url": ADDRESS })).await;
    let frame = press(&player).await;
    for (is_own, origin) in [
        (false, YOUTUBE),
        (true, "https://forger.example"),
        (true, "https://www.youtube-nocookie.com.forger.example"),
        (true, "http://www.youtube-nocookie.com"),
        (true, "null"),
        (true, ""),
    ] {
        say(&frame, is_own, origin, &BROKEN.into()).await;
        assert_eq!(
            player.place.count(".video-failed"),
            0,
            "{origin:?} {is_own}"
        );
    }
    // What it says itself counts, as a text and as an object.
    let object = js("return JSON.parse(text)", &[("text", &BROKEN.into())]);
    say(&frame, true, YOUTUBE, &object).await;
    let failed = player.place.find(".video-failed[role=alert]");
    assert!(failed.text_content().unwrap().contains("150"));
    // Whatever it was told, nobody else could have read it.
    for text in posted(&frame) {
        assert!(text.starts_with(&[YOUTUBE, " "].concat()), "{text}");
    }
}

#[wasm_bindgen_test]
async fn nonsense_from_the_frame_does_no_harm() {
    let (_unheard, _windows) = (unheard_refusals(), windows());
    let player = player(json!({ "type": "video", "url": ADDRESS })).await;
    let frame = press(&player).await;
    let circle = js(
        "const circle = {}; circle.circle = circle; return circle",
        &[],
    );
    say(&frame, true, YOUTUBE, &circle).await;
    for text in [
        "",
        "[[[[[[",
        "null",
        r#"{"event":"infoDelivery","info":{"currentTime":1e999,"duration":-5}}"#,
        r#"{"event":"infoDelivery","info":{"currentTime":"<b>","duration":null}}"#,
        r#"{"event":"onError","info":"<img src=x>"}"#,
    ] {
        say(&frame, true, YOUTUBE, &text.into()).await;
    }
    assert_eq!(player.place.count(".video-box > iframe"), 1);
    assert_eq!(player.place.count("b, .video-failed img"), 0);
}

#[wasm_bindgen_test]
async fn orders_wait_until_the_player_listens() {
    let (_unheard, _windows) = (unheard_refusals(), windows());
    let player = player(json!({ "type": "video", "url": ADDRESS })).await;
    let frame = press(&player).await;
    js(
        "const link = document.createElement('a'); link.href = '#t=135'; root.append(link); link.click()",
        &[("root", &player.place.root)],
    );
    settle().await;
    assert!(!has_been_told(&frame, "seekTo"), "{:?}", posted(&frame));
    say(&frame, true, YOUTUBE, &READY.into()).await;
    assert!(
        has_been_told(&frame, r#""func":"seekTo","args":[135,true]"#),
        "{:?}",
        posted(&frame)
    );
    // The frame is the one that it was.
    assert!(player.place.find(".video-box > iframe") == frame);
}

#[wasm_bindgen_test]
async fn a_player_without_a_word_is_said_to_be_silent_until_it_speaks() {
    let (_unheard, _windows) = (unheard_refusals(), windows());
    // The player's looks come half a second apart, which nobody waits for here.
    let hurry = js(
        "const real = window.setTimeout;
         window.setTimeout = (work, ms, ...more) => real(work, ms === 500 ? 5 : ms, ...more);
         return () => { window.setTimeout = real }",
        &[],
    );
    let player = player(json!({ "type": "video", "url": ADDRESS })).await;
    let frame = press(&player).await;
    wait_for("the sentence", || player.place.count(".video-failed") == 1).await;
    js("end()", &[("end", &hurry)]);
    let failed = player.place.find(".video-failed");
    assert_eq!(failed.get_attribute("role").as_deref(), Some("alert"));
    assert!(field(&failed, "textContent") != "", "no word of it");
    assert!(player.place.find(".video-box > iframe") == frame);
    say(&frame, true, YOUTUBE, &READY.into()).await;
    assert_eq!(player.place.count(".video-failed"), 0);
}

#[wasm_bindgen_test]
async fn a_consent_manager_lets_a_provider_in_and_out_again() {
    let (_unheard, _windows) = (unheard_refusals(), windows());
    let video = json!({ "type": "video", "url": ADDRESS });
    let mut player = player_of(vec![video], "en", asking("external")).await;
    come_near(&player).await;
    player.place.click(".facade");
    settle().await;
    assert_eq!(player.place.count("iframe"), 0, "it was not asked");
    ask_anew(&mut player, "external vimeo").await;
    assert_eq!(player.place.count("iframe"), 0, "another was allowed");
    ask_anew(&mut player, "external youtube").await;
    let frame = player.place.find(".video-box > iframe");
    // Another word on another provider changes nothing for this one.
    ask_anew(&mut player, "external youtube vimeo").await;
    assert!(player.place.find(".video-box > iframe") == frame);
    ask_anew(&mut player, "external").await;
    assert_eq!(player.place.count("iframe"), 0, "the consent is withdrawn");
    assert_eq!(player.place.count("button.facade"), 1);
    // What is still said from where it stood is said to nobody.
    say(&frame, true, YOUTUBE, &BROKEN.into()).await;
    assert_eq!(player.place.count(".video-failed"), 0);
}

#[wasm_bindgen_test]
async fn the_address_of_the_page_has_no_waiting_player_play() {
    let (_unheard, _windows) = (unheard_refusals(), windows());
    let video = json!({ "type": "video", "url": ADDRESS });
    let player = player_of(vec![video], "en", asking("always")).await;
    js(
        "history.replaceState(null, '', '#t=135'); dispatchEvent(new HashChangeEvent('hashchange'))",
        &[],
    );
    settle().await;
    js(
        "history.replaceState(null, '', location.pathname + location.search)",
        &[],
    );
    let frame = player.place.find(".video-box > iframe");
    let address = frame.get_attribute("src").unwrap();
    assert!(address.contains("start=135"), "{address}");
    assert!(!address.contains("autoplay=1"), "{address}");
    js("frame.scrollIntoView()", &[("frame", &frame)]);
    wait_for("the greeting", || has_been_told(&frame, "listening")).await;
    say(&frame, true, YOUTUBE, &READY.into()).await;
    for order in ["seekTo", "playVideo"] {
        assert!(!has_been_told(&frame, order), "{:?}", posted(&frame));
    }
}

#[wasm_bindgen_test]
async fn a_page_in_the_list_is_a_link_before_it_is_followed() {
    let videos = vec![
        json!({ "type": "video", "url": ADDRESS }),
        json!({ "type": "video", "url": "https://ward.example/watch/1" }),
    ];
    let player = player_of(videos, "en", VideoSettings::default()).await;
    player.place.click(".playlist li:nth-child(2) > button");
    settle().await;
    let link = player.place.find(".video-box > a.facade");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://ward.example/watch/1")
    );
    assert_eq!(player.place.count("iframe, [role=button]"), 0);
}
