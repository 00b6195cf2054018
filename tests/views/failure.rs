//! What a person sees, and an owner is told, when there is no article.

use super::network::Network;
use super::page::{Heard, Mounted, Place, js, wait_for};
use readerly::browser::host::Host;
use readerly::view::{Reader, Session, Settings};
use serde_json::json;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "https://ward.example/news/market.json";

fn props(host: &web_sys::HtmlElement) -> Session {
    let settings = Settings {
        source: Some(URL.to_owned()),
        lang: Some("vi".to_owned()),
        ..Settings::default()
    };
    Session {
        host: Host::new(host.clone()),
        settings: Rc::new(settings),
        refreshes: 0,
        has_stopped: false,
    }
}

/// Mounts a reader and expects it to fail with this code and this title.
async fn check(network: &Network, code: &str, title: &str) {
    let place = Place::new("");
    let heard = Heard::on(&place.host, "readerly-error");
    let reader = Mounted::<Reader>::new(|_| props(&place.host)).await;
    heard.detail(0).await;
    assert_eq!(heard.texts("code"), [code], "{title}");
    let message = heard.texts("message").concat();
    assert!(message.contains(URL), "{message}");
    assert_eq!(
        reader.place.count(".failure[part=failure] > [role=alert]"),
        1,
        "{code}"
    );
    assert_eq!(reader.place.text(".failure h2.failure-title"), title);
    let advice = reader.place.text(".failure p");
    assert!(
        advice.len() > 20 && advice.ends_with('.'),
        "{code}: {advice}"
    );
    assert_eq!(
        reader.place.text(".failure > button[type=button]"),
        "Thử lại"
    );

    // The same button leads to the article once there is one.
    let before = network.asked(URL);
    network.json(
        URL,
        &json!({ "version": 1, "title": "Chợ", "body": ["Chữ."] }),
    );
    reader.place.click(".failure > button");
    wait_for("the article", || reader.place.count("h1") > 0).await;
    assert_eq!(network.asked(URL), before + 1);
    assert_eq!(reader.place.count(".failure"), 0);
    assert_eq!(heard.count(), 1);
}

#[wasm_bindgen_test]
async fn each_status_has_its_words() {
    let network = Network::new();
    for (status, title) in [
        (404, "Không tìm thấy bài viết"),
        (410, "Không tìm thấy bài viết"),
        (401, "Bạn chưa có quyền xem bài viết này"),
        (403, "Bạn chưa có quyền xem bài viết này"),
        (451, "Bạn chưa có quyền xem bài viết này"),
        (500, "Máy chủ đang gặp sự cố"),
        (503, "Máy chủ đang gặp sự cố"),
    ] {
        network.answer(URL, status, b"no", &[]);
        check(&network, "status", title).await;
    }
}

#[wasm_bindgen_test]
async fn each_unreadable_body_has_its_words() {
    let network = Network::new();
    let broken = "Không đọc được bài viết";
    for (body, code, title) in [
        (
            b"<!doctype html><title></title>".as_slice(),
            "empty",
            "Bài viết chưa có nội dung",
        ),
        (b"{\"posts\":1}", "unknown-format", broken),
        (b"{\"version\":1,\"title\":\"Ch", "not-json", broken),
        (b"", "not-json", broken),
        (b"{\"title\":\"\xff\xfe\"}", "not-text", broken),
        (b"[1,2]", "unknown-format", broken),
        (b"7", "not-an-object", broken),
        (
            b"{\"version\":9,\"title\":\"a\"}",
            "unsupported-version",
            "Chưa hiển thị được bài viết này",
        ),
        (
            b"{\"version\":1,\"body\":[]}",
            "empty",
            "Bài viết chưa có nội dung",
        ),
    ] {
        network.answer(URL, 200, body, &[]);
        check(&network, code, title).await;
    }
    let deep = [b"[".repeat(500), b"]".repeat(500)].concat();
    network.answer(URL, 200, &deep, &[]);
    check(&network, "too-deep", broken).await;
    // A body is refused by the length that it states, before it is downloaded.
    network.answer(URL, 200, b"{}", &[("content-length", "20971521")]);
    check(&network, "too-large", "Bài viết quá lớn").await;
    network.answer(URL, 200, &vec![b' '; (20 << 20) + 1], &[]);
    check(&network, "too-large", "Bài viết quá lớn").await;
}

/// The reader before this one broke: its own article and one line are shown,
/// and nothing is asked again before a person wants it.
#[wasm_bindgen_test]
async fn a_reader_that_stopped_says_so_quietly() {
    let network = Network::new();
    network.json(
        URL,
        &json!({ "version": 1, "title": "Chợ", "body": ["Chữ."] }),
    );
    for (own, selector) in [
        ("<p>Của trang.</p>", ".notice:has([role=status])"),
        ("", ".failure"),
    ] {
        let before = network.asked(URL);
        let place = Place::new(own);
        let heard = Heard::on(&place.host, "readerly-error");
        let mut props = props(&place.host);
        props.has_stopped = true;
        let reader = Mounted::<Reader>::new(|_| props).await;
        assert_eq!(reader.place.count(selector), 1, "{own}");
        assert!(
            reader
                .place
                .text(selector)
                .contains("Trình đọc chưa hoạt động")
        );
        assert_eq!(network.asked(URL), before);
        assert_eq!(heard.count(), 0, "the loader has told");
        reader.place.click(&format!("{selector} button"));
        wait_for("the article", || reader.place.count("h1") > 0).await;
        assert_eq!(reader.place.count(".notice, .failure"), 0);
    }
}

#[wasm_bindgen_test]
async fn no_answer_and_no_connection_are_told_apart() {
    let network = Network::new();
    check(&network, "unreachable", "Chưa tải được bài viết").await;
    network.refuse(URL);
    let offline = Offline::begin();
    check(&network, "offline", "Mất kết nối mạng").await;
    drop(offline);
}

#[wasm_bindgen_test]
async fn a_connection_that_comes_back_is_used_at_once() {
    let network = Network::new();
    let reader = Mounted::<Reader>::new(|place| props(&place.host)).await;
    wait_for("the failure", || reader.place.count(".failure") > 0).await;
    network.json(
        URL,
        &json!({ "version": 1, "title": "Chợ", "body": ["Chữ."] }),
    );
    js("window.dispatchEvent(new Event('online'))", &[]);
    wait_for("the article", || reader.place.count("h1") > 0).await;
    assert_eq!(network.asked(URL), 2);
    // There is nothing left to wait for.
    js("window.dispatchEvent(new Event('online'))", &[]);
    super::page::settle().await;
    assert_eq!(network.asked(URL), 2);
}

#[wasm_bindgen_test]
async fn an_answer_that_does_not_come_in_time_is_given_up() {
    // The twenty seconds are over at once.
    let real = js(
        "const real = window.setTimeout;
         window.setTimeout = (task, delay, ...rest) => real(task, delay === 20000 ? 0 : delay, ...rest);
         return real;",
        &[],
    );
    let network = Network::new();
    network.never_answer(URL);
    check(&network, "timeout", "Tải bài viết quá lâu").await;
    assert_eq!(network.asked(&format!("aborted {URL}")), 1);
    js("window.setTimeout = real", &[("real", &real)]);
}

/// A device that says it has no connection.
struct Offline;

impl Offline {
    fn begin() -> Self {
        js(
            "Object.defineProperty(navigator, 'onLine', { configurable: true, value: false })",
            &[],
        );
        Self
    }
}

impl Drop for Offline {
    fn drop(&mut self) {
        let restored = js("delete navigator.onLine; return navigator.onLine", &[]);
        assert_eq!(restored, JsValue::TRUE);
    }
}
