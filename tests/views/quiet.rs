//! The page is changed where something is new and nowhere else.

use super::network::Network;
use super::page::{Changes, Heard, Place, settle, wait_for};
use super::stage::Embedded;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const ARTICLE: &str = "https://ward.example/news/market.json";
const COUNTER: &str = "https://stats.example/v1/counter/ward";
const OPTIONS: [(&str, &str); 4] = [
    ("src", ARTICLE),
    ("counter", COUNTER),
    ("lang", "vi"),
    ("video", "https://ward.example/a.mp4"),
];

/// A reader with everything in it, settled.
async fn full(network: &Network) -> Embedded {
    network.json(ARTICLE, &json!({ "version": 1, "title": "Chợ", "lead": "Mở đầu", "published": "2020-03-16 08:06:45", "body": [
        { "type": "paragraph", "text": ["Phí", { "type": "note", "ref": "fees" }] },
        { "type": "figure", "image": { "url": "quay.webp", "alt": "Bến" } },
        { "type": "video", "url": "https://youtu.be/aqz-KE-bpKQ" },
        { "type": "note", "id": "fees", "text": "Đổi mỗi năm." },
    ] }));
    network.json(
        COUNTER,
        &json!({ "v": 1, "online": { "value": 13 }, "site": { "views": 2_497_859 } }),
    );
    let reader = Embedded::new("", &OPTIONS).await;
    wait_for("everything", || reader.place.count("h1, .counter dd") == 3).await;
    reader
}

#[wasm_bindgen_test]
async fn the_same_options_change_nothing() {
    let network = Network::new();
    let reader = full(&network).await;
    let (inside, outside) = (
        Changes::of(&reader.place.root),
        Changes::of(&reader.place.host),
    );
    reader.update(&OPTIONS).await;
    assert_eq!(inside.places(), Vec::<String>::new());
    assert_eq!(outside.places(), Vec::<String>::new());
    assert_eq!((network.asked(ARTICLE), network.asked(COUNTER)), (1, 1));
    // The watch does see what changes.
    let other = [OPTIONS.as_slice(), &[("theme", "dark")]].concat();
    reader.update(&other).await;
    assert_eq!(inside.places(), ["reader"]);
}

#[wasm_bindgen_test]
async fn new_numbers_change_the_panel_alone_and_the_same_ones_nothing() {
    let network = Network::new();
    let reader = full(&network).await;
    let (inside, outside) = (
        Changes::of(&reader.place.root),
        Changes::of(&reader.place.host),
    );
    // The same article and the same numbers, fetched anew.
    reader.reader.refresh();
    network.wait_for(COUNTER, 2).await;
    network.wait_for(ARTICLE, 2).await;
    assert_eq!(inside.places(), Vec::<String>::new());

    network.json(
        COUNTER,
        &json!({ "v": 1, "online": { "value": 14 }, "site": { "views": 2_497_859 } }),
    );
    reader.reader.refresh();
    wait_for("the new number", || {
        reader.place.text(".online > dd") == "14"
    })
    .await;
    let places = inside.places();
    assert!(!places.is_empty());
    // Only the number that is new: the total beside it is left alone.
    assert!(
        places
            .iter()
            .all(|place| place.starts_with("row online < counter < ")),
        "{places:?}"
    );
    assert_eq!(outside.places(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn a_counter_that_fails_changes_the_panel_alone() {
    let network = Network::new();
    let reader = full(&network).await;
    let changes = Changes::of(&reader.place.root);
    network.refuse(COUNTER);
    reader.reader.refresh();
    wait_for("the failure", || {
        reader.place.count(".counter[data-state=stale]") > 0
    })
    .await;
    let places = changes.places();
    assert!(
        places.iter().all(|place| place.contains("counter")),
        "{places:?}"
    );
    assert_eq!(reader.place.texts(".counter dd"), ["13", "2.497.859"]);
}

#[wasm_bindgen_test]
async fn a_released_reader_asks_nobody_and_tells_nobody() {
    let network = Network::new();
    let reader = full(&network).await;
    let heard = Heard::on(&reader.place.host, "readerly-ready");
    reader.release().await;
    let page: &Place = &reader.place;
    let changes = Changes::of(&page.host);
    for event in ["online", "focus", "scroll", "hashchange"] {
        super::page::js(
            "window.dispatchEvent(new Event(name))",
            &[("name", &event.into())],
        );
    }
    settle().await;
    assert_eq!((network.asked(ARTICLE), network.asked(COUNTER)), (1, 1));
    assert_eq!(heard.count(), 0);
    assert_eq!(changes.places(), Vec::<String>::new());
}
