//! The counter panel on a page that the browser translates, heard by a screen
//! reader, and beside an article that names its views.

use super::network::Network;
use super::page::{Changes, Place, js, settle, wait_for};
use super::stage::Embedded;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ARTICLE: &str = "https://ward.example/news/market.json";

fn answer(online: u64, views: u64) -> Value {
    json!({ "v": 1, "online": { "value": online }, "page": { "views": views }, "since": "2013-04-02" })
}

async fn reader(network: &Network, counter: &str, article: &Value) -> Embedded {
    network.json(ARTICLE, article);
    let options = [
        ("src", ARTICLE),
        ("counter", counter),
        ("counter-show", "online page-views since"),
        ("counter-every", "86400"),
        ("lang", "vi"),
    ];
    let reader = Embedded::new("", &options).await;
    wait_for("the numbers", || reader.place.count(".counter dd") == 3).await;
    reader
}

fn article(views: Option<u64>) -> Value {
    json!({ "version": 1, "title": "Chợ", "views": views, "body": ["Phí"] })
}

/// Does to the panel what the translator of Chromium does to a page: each text
/// becomes two elements with another text, and nothing that is marked
/// `translate="no"` is touched.
pub fn translate(place: &Place) {
    js(
        "const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
         const texts = [];
         while (walker.nextNode()) texts.push(walker.currentNode);
         for (const text of texts) {
           if (!text.data.trim() || text.parentElement.closest('[translate=no], font')) continue;
           const outer = document.createElement('font');
           const inner = document.createElement('font');
           inner.append(`<${text.data}>`);
           outer.append(inner);
           text.replaceWith(outer);
         }",
        &[("section", &place.find("section.counter"))],
    );
}

#[wasm_bindgen_test]
async fn a_translated_panel_goes_on_working() {
    let counter = "https://stats.example/v1/counter/translated";
    let network = Network::new();
    network.json(counter, &answer(13, 100));
    let reader = reader(&network, counter, &article(None)).await;
    let place = &reader.place;
    translate(place);
    assert_eq!(place.text("dt"), "<Đang online>");
    assert_eq!(place.texts("dd")[..2], ["13", "100"]);

    // New numbers.
    network.json(counter, &answer(14, 101));
    reader.reader.refresh();
    wait_for("new numbers", || place.text(".online > dd") == "14").await;
    assert_eq!(place.texts("dd")[..2], ["14", "101"]);

    // Another state: its words and no others, in each place once.
    translate(place);
    place.click(".counter-toggle");
    wait_for("the pause", || place.count("[data-state=paused]") == 1).await;
    assert_eq!(
        place.texts(".counter-status > span"),
        ["Đã tạm dừng cập nhật"]
    );
    assert_eq!(place.text(".counter-toggle"), "Tiếp tục cập nhật");
    translate(place);
    place.click(".counter-toggle");
    wait_for("the end of the pause", || {
        place.count("[data-state=live]") == 1
    })
    .await;
    assert_eq!(place.texts(".counter-status > span"), ["Số liệu mới nhất"]);
    assert_eq!(place.text(".counter-toggle"), "Tạm dừng cập nhật");

    // A failure, with an age.
    translate(place);
    network.refuse(counter);
    reader.reader.refresh();
    wait_for("the failure", || place.count("[data-state=stale]") == 1).await;
    assert_eq!(place.count(".counter-status > span"), 2);
    assert_eq!(place.text(".counter-status > span"), "Chưa có số liệu mới");

    // Another language.
    translate(place);
    let options = [
        ("src", ARTICLE),
        ("counter", counter),
        ("counter-show", "online page-views since"),
        ("counter-every", "86400"),
        ("lang", "en"),
    ];
    reader.update(&options).await;
    assert_eq!(place.text("section.counter > h2"), "Visitor statistics");
    assert_eq!(
        place.texts("dt"),
        ["Online now", "Views of this article", "Since"]
    );
    assert_eq!(place.texts("dd"), ["14", "101", "April 2, 2013"]);
    assert_eq!(
        place.texts("button"),
        ["Update now", "Pause updates", "Chart"]
    );
    assert_eq!(place.count("font"), 0, "nothing of the translation is left");
}

#[wasm_bindgen_test]
async fn readers_hear_of_states_once_they_have_used_the_panel() {
    let counter = "https://stats.example/v1/counter/heard";
    let network = Network::new();
    network.json(counter, &answer(13, 100));
    let reader = reader(&network, counter, &article(None)).await;
    let place = &reader.place;
    let said = || place.text("section.counter > [role=status]");
    assert_eq!(said(), "", "nothing is said on load");
    network.refuse(counter);
    reader.reader.refresh();
    wait_for("the failure", || place.count("[data-state=stale]") == 1).await;
    assert_eq!(said(), "", "nothing is said to one who only reads");

    place.click(".counter-toggle");
    wait_for("the pause", || place.count("[data-state=paused]") == 1).await;
    assert_eq!(said(), "Đã tạm dừng cập nhật");
    place.click(".counter-toggle");
    wait_for("the end of the pause", || {
        place.count("[data-state=stale]") == 1
    })
    .await;
    assert_eq!(
        said(),
        "",
        "what no longer holds is gone, and the minute is not over"
    );
}

#[wasm_bindgen_test]
async fn the_line_under_the_title_takes_the_counters_number_once() {
    let counter = "https://stats.example/v1/counter/line";
    let network = Network::new();
    network.json(counter, &answer(13, 1402));
    let with = reader(&network, counter, &article(Some(1365))).await;
    wait_for("the number", || {
        with.place.text(".views") == "Lượt xem: 1.402"
    })
    .await;
    assert_eq!(with.place.text(".views > [translate=no]"), "1.402");

    // Later numbers change the panel alone.
    let changes = Changes::of(&with.place.root);
    network.json(counter, &answer(14, 1403));
    with.reader.refresh();
    wait_for("the next number", || {
        with.place.text(".counter .online > dd") == "14"
    })
    .await;
    settle().await;
    let places = changes.places();
    assert!(
        !places.is_empty() && places.iter().all(|place| place.contains("counter")),
        "{places:?}"
    );
    assert_eq!(with.place.text(".views"), "Lượt xem: 1.402");
    // Nor do other rows of the same counter take it back.
    let options = [
        ("src", ARTICLE),
        ("counter", counter),
        ("counter-show", "online"),
        ("counter-every", "86400"),
        ("lang", "vi"),
    ];
    with.update(&options).await;
    settle().await;
    assert_eq!(with.place.count(".counter dd"), 1);
    assert_eq!(with.place.text(".views"), "Lượt xem: 1.402");
    drop(with);

    // An article that names no views gets no line: its text would jump.
    let counter = "https://stats.example/v1/counter/no-line";
    network.json(counter, &answer(13, 1402));
    let without = reader(&network, counter, &article(None)).await;
    assert_eq!(without.place.count(".views, .facts"), 0);
}
