//! The counter panel at work, against answers.

use super::network::Network;
use super::page::{Heard, Mounted, Place, field, settle, wait_for};
use readerly::browser::host::Host;
use readerly::view::{CounterPanel, CounterPanelProps, CounterSettings, Language};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;
use yew::Callback;

const URL: &str = "https://stats.example/v1/counter/ward";

fn props(place: &Place) -> CounterPanelProps {
    CounterPanelProps {
        settings: CounterSettings {
            urls: vec![URL.to_owned()],
            every_ms: 86_400_000,
            ..CounterSettings::default()
        },
        language: Language::new("vi"),
        host: Host::new(place.host.clone()),
        refreshes: 0,
        page_views: Callback::noop(),
    }
}

#[track_caller]
fn check_state(place: &Place, state: &str, words: &str, button: &str) {
    let section = place.find("section.counter");
    assert_eq!(section.get_attribute("data-state").as_deref(), Some(state));
    assert_eq!(place.text(".counter-status > span"), words);
    assert_eq!(place.text("button.counter-toggle[type=button]"), button);
}

#[wasm_bindgen_test]
async fn a_panel_waits_shows_and_keeps_what_it_has() {
    let network = Network::new();
    network.never_answer(URL);
    let mut panel = Mounted::<CounterPanel>::new(props).await;
    check_state(
        &panel.place,
        "waiting",
        "Đang tải số liệu…",
        "Tạm dừng cập nhật",
    );

    network.wait_for(URL, 1).await;
    // Another counter, and numbers.
    let other = "https://stats.example/v1/counter/other";
    network.json(other, &json!({ "v": 1, "online": { "value": 13 } }));
    let mut changed = props(&panel.place);
    changed.settings.urls = vec![other.to_owned()];
    panel.update(changed.clone()).await;
    wait_for("numbers", || panel.place.count("dd") > 0).await;
    check_state(
        &panel.place,
        "live",
        "Số liệu mới nhất",
        "Tạm dừng cập nhật",
    );
    assert_eq!(network.asked(&format!("aborted {URL}")), 1);

    // No answer any more: the numbers stay and are called old.
    network.refuse(other);
    changed.refreshes = 1;
    panel.update(changed).await;
    network.wait_for(other, 2).await;
    wait_for("old numbers", || {
        panel.place.count("[data-state=stale]") > 0
    })
    .await;
    assert_eq!(panel.place.texts("dd"), ["13"]);
    assert_eq!(
        panel.place.texts(".counter-status > span")[0],
        "Chưa có số liệu mới"
    );
}

#[wasm_bindgen_test]
async fn a_counter_that_never_answered_has_no_numbers() {
    let network = Network::new();
    for (status, body) in [
        (503, "busy"),
        (200, "<!doctype html>"),
        (200, "{\"v\":1,\"online\":{\"value\":1"),
        (200, "{\"v\":9}"),
    ] {
        network.answer(URL, status, body.as_bytes(), &[]);
        let panel = Mounted::<CounterPanel>::new(props).await;
        wait_for("the failure", || {
            panel.place.count("[data-state=unreachable]") > 0
        })
        .await;
        check_state(
            &panel.place,
            "unreachable",
            "Chưa tải được số liệu truy cập.",
            "Tạm dừng cập nhật",
        );
        assert_eq!(panel.place.count("dd"), 0, "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_reader_can_stop_the_numbers() {
    let network = Network::new();
    network.never_answer(URL);
    let panel = Mounted::<CounterPanel>::new(props).await;
    network.wait_for(URL, 1).await;
    panel.place.click(".counter-toggle");
    settle().await;
    check_state(
        &panel.place,
        "paused",
        "Đã tạm dừng cập nhật",
        "Tiếp tục cập nhật",
    );
    assert_eq!(network.asked(&format!("aborted {URL}")), 1);
    network.json(URL, &json!({ "v": 1, "online": { "value": 1 } }));
    panel.place.click(".counter-toggle");
    wait_for("numbers", || panel.place.count("[data-state=live]") > 0).await;
    assert_eq!(panel.place.texts("dd"), ["1"]);
}

#[wasm_bindgen_test]
async fn a_reader_can_ask_for_numbers_and_keeps_the_focus() {
    let network = Network::new();
    let url = "https://stats.example/v1/counter/asked";
    let panel = Mounted::<CounterPanel>::new(|place| {
        let mut props = props(place);
        props.settings.urls = vec![url.to_owned()];
        props
    })
    .await;
    let place = &panel.place;
    wait_for("the failure", || {
        place.count("[data-state=unreachable]") > 0
    })
    .await;
    network.json(url, &json!({ "v": 1, "online": { "value": 1 } }));
    let button: HtmlElement = place.find(".counter-ask").unchecked_into();
    button.focus().unwrap();
    button.click();
    wait_for("numbers", || place.count("[data-state=live]") > 0).await;
    assert_eq!(place.texts("dd"), ["1"]);
    assert_eq!(place.count(".counter-ask"), 0);
    // The button is gone, and the focus with it, but not out of the panel.
    wait_for("the focus", || {
        place
            .root
            .active_element()
            .is_some_and(|element| element.class_name().contains("counter-toggle"))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_button_that_goes_by_itself_leaves_the_focus_in_the_panel() {
    let network = Network::new();
    let url = "https://stats.example/v1/counter/recovered";
    let of = |place: &Place| {
        let mut props = props(place);
        props.settings.urls = vec![url.to_owned()];
        props
    };
    let mut panel = Mounted::<CounterPanel>::new(of).await;
    wait_for("the failure", || {
        panel.place.count("[data-state=unreachable]") > 0
    })
    .await;
    network.json(url, &json!({ "v": 1, "online": { "value": 1 } }));
    let button: HtmlElement = panel.place.find(".counter-ask").unchecked_into();
    button.focus().unwrap();
    let mut again = of(&panel.place);
    again.refreshes = 1;
    panel.update(again).await;
    wait_for("the focus", || {
        panel
            .place
            .root
            .active_element()
            .is_some_and(|element| element.class_name().contains("counter-toggle"))
    })
    .await;
    assert_eq!(panel.place.count(".counter-ask"), 0);
}

#[wasm_bindgen_test]
async fn owners_are_told_new_numbers_exactly() {
    let network = Network::new();
    network.json(
        URL,
        &json!({ "v": 1, "online": { "value": 13 }, "site": { "views": 2_497_859 } }),
    );
    let place = Place::new("");
    let heard = Heard::on(&place.host, "readerly-count");
    let mut panel = Mounted::<CounterPanel>::new(|_| props(&place)).await;
    let detail = heard.detail(0).await;
    assert_eq!(field(&detail, "online"), JsValue::from_f64(13.0));
    assert_eq!(field(&detail, "total"), JsValue::from_f64(2_497_859.0));
    assert!(
        field(&detail, "page").loose_eq(&JsValue::NULL),
        "what is not offered is no number"
    );

    // The same numbers again are no news; larger ones than JavaScript can
    // count come whole.
    let mut again = props(&place);
    again.refreshes = 1;
    panel.update(again.clone()).await;
    network.wait_for(URL, 2).await;
    settle().await;
    assert_eq!(heard.count(), 1);
    network.json(
        URL,
        &json!({ "v": 1, "online": { "value": 13 }, "site": { "views": "18446744073709551615" } }),
    );
    again.refreshes = 2;
    panel.update(again).await;
    let detail = heard.detail(1).await;
    let total = field(&detail, "total");
    assert!(total.is_bigint(), "{total:?}");
    assert_eq!(
        total.unchecked_into::<js_sys::BigInt>().to_string(10).ok(),
        Some("18446744073709551615".into())
    );
    let online = field(&detail, "online");
    assert_eq!(
        online,
        JsValue::from_f64(13.0),
        "small numbers stay numbers"
    );
}

#[wasm_bindgen_test]
async fn a_visit_is_told_only_when_the_owner_asks_for_it() {
    let network = Network::new();
    let quiet = "https://stats.example/v1/counter/quiet";
    let counted = "https://stats.example/v1/counter/counted";
    for url in [quiet, counted] {
        network.json(url, &json!({ "v": 1, "online": { "value": 1 } }));
    }
    let mounted = |url: &'static str, hit: bool| {
        Mounted::<CounterPanel>::new(move |place| {
            let mut props = props(place);
            props.settings = CounterSettings {
                urls: vec![url.to_owned()],
                every_ms: 86_400_000,
                hit,
                ..CounterSettings::default()
            };
            props
        })
    };
    let without = mounted(quiet, false).await;
    wait_for("numbers", || without.place.count("dd") > 0).await;
    assert_eq!(network.asked(quiet), 1);
    let with = mounted(counted, true).await;
    wait_for("numbers", || with.place.count("dd") > 0).await;
    assert_eq!(network.asked(counted), 2, "one to tell, one to ask");
}
