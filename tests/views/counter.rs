//! The counter panel: its states, and the live one against answers.

use super::network::Network;
use super::page::{Heard, Mounted, Place, Show, ShowProps, field, settle, wait_for};
use readerly::browser::{clock, host::Host};
use readerly::counter::model::{Counts, Online, PageCounts, SiteCounts};
use readerly::counter::poll::{Freshness, Status};
use readerly::view::{CounterPanel, CounterPanelProps, CounterSettings, Language, counter_table};
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Callback;

const URL: &str = "https://stats.example/v1/counter/ward";

fn counts() -> Counts {
    Counts {
        online: Some(Online {
            value: 13,
            window_seconds: Some(300),
        }),
        site: SiteCounts {
            views: Some(u64::MAX),
            today: Some(0),
            ..SiteCounts::default()
        },
        page: Some(PageCounts {
            views: Some(1365),
            online: Some(2),
            ..PageCounts::default()
        }),
        ..Counts::default()
    }
}

async fn table(freshness: Freshness, counts: Option<Counts>, language: &str) -> Mounted<Show> {
    let status = Status {
        freshness,
        counts: counts.map(Rc::new),
        failure: None,
    };
    let html = counter_table(&status, &Language::new(language), Callback::noop());
    Mounted::new(|_| ShowProps { html }).await
}

fn props(place: &Place) -> CounterPanelProps {
    CounterPanelProps {
        settings: CounterSettings {
            url: URL.to_owned(),
            every_ms: 86_400_000,
            hit: false,
        },
        language: Language::new("vi"),
        host: Host::new(place.host.clone()),
        refreshes: 0,
    }
}

#[track_caller]
fn check_state(place: &Place, state: &str, words: &str, button: &str) {
    assert_eq!(
        place
            .find("section.counter")
            .get_attribute("data-state")
            .as_deref(),
        Some(state)
    );
    assert_eq!(place.text(".counter-status"), words);
    assert_eq!(place.text("button.counter-toggle[type=button]"), button);
}

#[wasm_bindgen_test]
async fn every_state_says_how_good_the_numbers_are() {
    let since_ms = clock::now_ms() - 300_500;
    let pause = "Tạm dừng cập nhật";
    for (freshness, numbers, state, words, button) in [
        (
            Freshness::Waiting,
            None,
            "waiting",
            "Đang lấy số liệu…",
            pause,
        ),
        (
            Freshness::Live { since_ms },
            Some(counts()),
            "live",
            "",
            pause,
        ),
        (
            Freshness::Stale { since_ms },
            Some(counts()),
            "stale",
            "Chưa cập nhật được số mới; số liệu 5 phút trước",
            pause,
        ),
        (
            Freshness::Unreachable,
            None,
            "unreachable",
            "Chưa lấy được số liệu truy cập.",
            pause,
        ),
        (
            Freshness::Paused { since_ms: None },
            None,
            "paused",
            "Đã tạm dừng cập nhật",
            "Tiếp tục cập nhật",
        ),
        (
            Freshness::Paused {
                since_ms: Some(since_ms),
            },
            Some(counts()),
            "paused",
            "Đã tạm dừng cập nhật",
            "Tiếp tục cập nhật",
        ),
    ] {
        let has_numbers = numbers.is_some();
        let shown = table(freshness, numbers, "vi").await;
        check_state(&shown.place, state, words, button);
        assert_eq!(
            shown
                .place
                .text("section[aria-labelledby=readerly-counter] > h2#readerly-counter"),
            "Thống kê truy cập"
        );
        // Numbers stay whatever happens; without any there is no row, least of all a zero.
        assert_eq!(shown.place.count("dl > .row") > 0, has_numbers, "{state}");
    }
}

#[wasm_bindgen_test]
async fn what_is_offered_has_a_row_and_a_zero_is_offered() {
    let shown = table(Freshness::Live { since_ms: 0 }, Some(counts()), "vi").await;
    let place = &shown.place;
    assert_eq!(
        place.texts("dt"),
        [
            "Đang online",
            "Đang đọc bài này",
            "Hôm nay",
            "Lượt xem bài này",
            "Tất cả"
        ]
    );
    assert_eq!(
        place.texts("dd"),
        ["13", "2", "0", "1.365", "18.446.744.073.709.551.615"]
    );
    assert_eq!(place.text(".row.online > dd"), "13");
    assert_eq!(place.text(".row.total > dd"), "18.446.744.073.709.551.615");
    // A translator may not take the numbers out of Yew's hands.
    assert_eq!(place.count("dd:not([translate=no])"), 0);
}

#[wasm_bindgen_test]
async fn all_that_a_site_may_offer_is_shown() {
    let site = SiteCounts {
        views: Some(7),
        visitors: Some(6),
        today: Some(1),
        yesterday: Some(2),
        week: Some(3),
        month: Some(4),
        year: Some(5),
    };
    let counts = Counts {
        site,
        ..Counts::default()
    };
    let shown = table(Freshness::Live { since_ms: 0 }, Some(counts), "vi").await;
    assert_eq!(
        shown.place.texts("dt"),
        [
            "Hôm nay",
            "Hôm qua",
            "Tuần này",
            "Tháng này",
            "Năm nay",
            "Khách",
            "Tất cả"
        ]
    );
    assert_eq!(shown.place.texts("dd"), ["1", "2", "3", "4", "5", "6", "7"]);
}

#[wasm_bindgen_test]
async fn the_button_calls_back() {
    let pressed = Rc::new(Cell::new(0));
    let status = Status {
        freshness: Freshness::Waiting,
        counts: None,
        failure: None,
    };
    let toggle = {
        let pressed = pressed.clone();
        Callback::from(move |_| pressed.set(pressed.get() + 1))
    };
    let html = counter_table(&status, &Language::new("en"), toggle);
    let shown = Mounted::<Show>::new(|_| ShowProps { html }).await;
    shown.place.click(".counter-toggle");
    assert_eq!(pressed.get(), 1);
}

#[wasm_bindgen_test]
async fn a_panel_waits_shows_and_keeps_what_it_has() {
    let network = Network::new();
    network.never_answer(URL);
    let mut panel = Mounted::<CounterPanel>::new(props).await;
    check_state(
        &panel.place,
        "waiting",
        "Đang lấy số liệu…",
        "Tạm dừng cập nhật",
    );

    // Another counter, and numbers.
    let other = "https://stats.example/v1/counter/other";
    network.json(other, &json!({ "v": 1, "online": { "value": 13 } }));
    let mut changed = props(&panel.place);
    changed.settings.url = other.to_owned();
    panel.update(changed.clone()).await;
    wait_for("numbers", || panel.place.count("dd") > 0).await;
    check_state(&panel.place, "live", "", "Tạm dừng cập nhật");
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
    assert!(
        panel
            .place
            .text(".counter-status")
            .starts_with("Chưa cập nhật được số mới; số liệu ")
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
            "Chưa lấy được số liệu truy cập.",
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
                url: url.to_owned(),
                every_ms: 86_400_000,
                hit,
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
