//! What feeds a panel: several panels, several counters, streams, pages.

use super::network::Network;
use super::page::{Mounted, Place, js, settle, wait_for};
use super::sharing::InPlace;
use readerly::browser::host::Host;
use readerly::view::{CounterPanel, CounterPanelProps, CounterSettings, Language};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Callback;

fn props(place: &Place, settings: &CounterSettings) -> CounterPanelProps {
    CounterPanelProps {
        settings: CounterSettings {
            every_ms: 86_400_000,
            ..settings.clone()
        },
        language: Language::new("en"),
        host: Host::new(place.host.clone()),
        refreshes: 0,
        page_views: Callback::noop(),
    }
}

async fn mounted(settings: &CounterSettings) -> Mounted<CounterPanel> {
    Mounted::new(|place| props(place, settings)).await
}

fn counter(url: &str) -> CounterSettings {
    CounterSettings {
        urls: vec![url.to_owned()],
        ..CounterSettings::default()
    }
}

fn online(value: u64) -> Value {
    json!({ "v": 1, "online": { "value": value } })
}

async fn wait_for_numbers(panel: &Mounted<CounterPanel>, numbers: &[&str]) {
    wait_for("the numbers", || panel.place.texts("dd") == numbers).await;
}

#[wasm_bindgen_test]
async fn panels_of_one_counter_ask_once() {
    let url = "https://stats.example/v1/counter/together";
    let network = Network::new();
    network.json(url, &online(13));
    let first = mounted(&counter(url)).await;
    let mut second = mounted(&counter(url)).await;
    let third = mounted(&counter(url)).await;
    for panel in [&first, &second, &third] {
        wait_for_numbers(panel, &["13"]).await;
    }
    assert_eq!(network.asked(url), 1);

    // The one that asked goes, and what another asks is told to all.
    drop(first);
    network.json(url, &online(14));
    let mut again = props(&second.place, &counter(url));
    again.refreshes = 1;
    second.update(again).await;
    wait_for_numbers(&second, &["14"]).await;
    wait_for_numbers(&third, &["14"]).await;
    assert_eq!(network.asked(url), 2);
}

#[wasm_bindgen_test]
async fn other_settings_are_no_reason_to_ask_a_counter_anew() {
    for missing in ["nothing", "locks"] {
        let _missing = InPlace::of("navigator", missing, "undefined");
        let url = format!("https://stats.example/v1/counter/settings-{missing}");
        let network = Network::new();
        network.json(&url, &online(13));
        let mut panel = mounted(&counter(&url)).await;
        wait_for_numbers(&panel, &["13"]).await;
        network.json(&url, &online(14));
        for every_ms in [60_000, 90_000, 60_000, 90_000] {
            let mut props = props(&panel.place, &counter(&url));
            props.settings.every_ms = every_ms;
            panel.update(props).await;
            wait_for("a while", {
                let until = js_sys::Date::now() + 200.0;
                move || js_sys::Date::now() > until
            })
            .await;
            assert_eq!(panel.place.texts("dd"), ["13"], "{missing}");
        }
        assert_eq!(network.asked(&url), 1, "{missing}");
        // Nor do they undo what the reader has chosen.
        panel.place.click(".counter-toggle");
        settle().await;
        let mut props_of_owner = props(&panel.place, &counter(&url));
        props_of_owner.settings.every_ms = 60_000;
        panel.update(props_of_owner).await;
        settle().await;
        assert_eq!(panel.place.count("[data-state=paused]"), 1, "{missing}");
        assert_eq!(panel.place.texts("dd"), ["13"], "{missing}");
        panel.place.click(".counter-toggle");
        // Another counter is asked at once.
        let other = format!("{url}-2");
        network.json(&other, &online(2));
        panel.update(props(&panel.place, &counter(&other))).await;
        wait_for_numbers(&panel, &["2"]).await;
    }
}

#[wasm_bindgen_test]
async fn a_counter_hears_of_one_visit_however_often_tabs_change() {
    let url = "https://stats.example/v1/counter/tabs";
    let network = Network::new();
    network.json(url, &online(13));
    let settings = CounterSettings {
        hit: true,
        ..counter(url)
    };
    let panel = mounted(&settings).await;
    wait_for_numbers(&panel, &["13"]).await;
    // One to tell it of the visit, and one poll.
    assert_eq!(network.asked(url), 2);
    for _ in 0..5 {
        js("document.dispatchEvent(new Event('visibilitychange'))", &[]);
    }
    settle().await;
    assert_eq!(network.asked(url), 2);
}

#[wasm_bindgen_test]
async fn a_page_that_nobody_sees_does_not_ask_though_it_is_focused() {
    let url = "https://stats.example/v1/counter/unseen";
    let network = Network::new();
    network.json(url, &online(13));
    let unseen = InPlace::of("document", "visibilityState", "'hidden'");
    let panel = mounted(&counter(url)).await;
    js("window.dispatchEvent(new Event('focus'))", &[]);
    settle().await;
    wait_for("a while", {
        let until = js_sys::Date::now() + 300.0;
        move || js_sys::Date::now() > until
    })
    .await;
    assert_eq!(network.asked(url), 0);
    drop(unseen);
    js("document.dispatchEvent(new Event('visibilitychange'))", &[]);
    wait_for_numbers(&panel, &["13"]).await;
}

#[wasm_bindgen_test]
async fn without_locks_or_channels_each_panel_asks_for_itself() {
    for (owner, name) in [("navigator", "locks"), ("window", "BroadcastChannel")] {
        let _missing = InPlace::of(owner, name, "undefined");
        let url = format!("https://stats.example/v1/counter/without-{name}");
        let network = Network::new();
        network.json(&url, &online(13));
        let one = mounted(&counter(&url)).await;
        let other = mounted(&counter(&url)).await;
        wait_for_numbers(&one, &["13"]).await;
        wait_for_numbers(&other, &["13"]).await;
        assert_eq!(network.asked(&url), 2, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_is_only_prepared_asks_and_tells_nothing() {
    let url = "https://stats.example/v1/counter/prepared";
    let network = Network::new();
    network.json(url, &online(13));
    let prepared = InPlace::of("document", "prerendering", "true");
    let settings = CounterSettings {
        hit: true,
        ..counter(url)
    };
    let panel = mounted(&settings).await;
    settle().await;
    // Nor does what happens to the page meanwhile change that.
    js(
        "document.dispatchEvent(new Event('visibilitychange'));
         for (const name of ['focus', 'online']) window.dispatchEvent(new Event(name));",
        &[],
    );
    settle().await;
    assert_eq!(network.asked(url), 0);
    drop(prepared);
    js(
        "document.dispatchEvent(new Event('prerenderingchange'))",
        &[],
    );
    wait_for_numbers(&panel, &["13"]).await;
    assert_eq!(network.asked(url), 2, "one to tell, one to ask");
}

#[wasm_bindgen_test]
async fn a_stream_takes_over_where_one_is_offered() {
    let url = "https://stats.example/v1/counter/live";
    let events = "https://stats.example/v1/events?of=live";
    let network = Network::new();
    let mut offer = online(13);
    offer["stream"] = json!("/v1/events?of=live");
    network.json(url, &offer);
    let data = format!(": hello\n\nevent: count\ndata: {}\n\n", online(14));
    network.stream(events, &[data.as_bytes()]);
    let panel = mounted(&counter(url)).await;
    wait_for_numbers(&panel, &["14"]).await;
    assert_eq!((network.asked(url), network.asked(events)), (1, 1));
    assert_eq!(panel.place.count("[data-state=live]"), 1);

    // It is closed with the panel.
    drop(panel);
    wait_for("the end", || network.is_aborted(events)).await;
}

#[wasm_bindgen_test]
async fn a_stream_elsewhere_than_on_the_web_is_not_opened() {
    for stream in [
        "https://name:secret@stats.example/events",
        "ftp://stats.example/events",
    ] {
        let url = "https://stats.example/v1/counter/odd-stream";
        let network = Network::new();
        let mut offer = online(13);
        offer["stream"] = json!(stream);
        network.json(url, &offer);
        let panel = mounted(&counter(url)).await;
        wait_for_numbers(&panel, &["13"]).await;
        settle().await;
        assert_eq!(network.asked(stream), 0);
    }
}

#[wasm_bindgen_test]
async fn several_counters_feed_one_panel() {
    let [now, all] = ["now", "all"].map(|name| format!("https://stats.example/v1/{name}"));
    let network = Network::new();
    network.json(&now, &online(13));
    network.json(&all, &json!({ "v": 1, "site": { "views": 2_497_859 } }));
    let settings = CounterSettings {
        urls: vec![now.clone(), all.clone()],
        ..CounterSettings::default()
    };
    let panel = mounted(&settings).await;
    wait_for_numbers(&panel, &["13", "2,497,859"]).await;
    assert_eq!((network.asked(&now), network.asked(&all)), (1, 1));
}

#[wasm_bindgen_test]
async fn a_counter_that_would_count_the_asking_is_not_asked() {
    let url = "https://busuanzi.ibruce.info/busuanzi?jsonpCallback=BusuanziCallback_1";
    let network = Network::new();
    let panel = mounted(&counter(url)).await;
    wait_for("the refusal", || {
        panel.place.count("[data-state=unreachable]") == 1
    })
    .await;
    assert_eq!(network.asked(url), 0);
    assert_eq!(panel.place.count("dd"), 0);
}

#[wasm_bindgen_test]
async fn numbers_are_found_in_a_page_by_selectors() {
    let url = js(
        "return new URL('/statistics.html', location.href).href",
        &[],
    );
    let url = url.as_string().unwrap();
    let network = Network::new();
    let page =
        "<!doctype html><script>window.ran = true</script><img src=x onerror='window.ran = true'>
        <div>Đang online: <b id=now> 42.123\n</b></div><p id=two><b>13</b>
        <b>456</b><p class=all>Tất cả <i>2\u{202f}497\u{202f}859</i>";
    network.answer(&url, 200, page.as_bytes(), &[("content-type", "text/html")]);
    let settings = CounterSettings {
        formats: Some("html".to_owned()),
        map: Some("{\"online\":\"#now\",\"total\":\".all i\",\"today\":\"#two\"}".to_owned()),
        ..counter(&url)
    };
    let panel = mounted(&settings).await;
    wait_for_numbers(&panel, &["42,123", "2,497,859"]).await;
    assert!(js("return window.ran", &[]).is_undefined());
}
