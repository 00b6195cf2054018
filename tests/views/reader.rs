//! The whole reader: where its article comes from, its words, its places for
//! the owner, and what the owner is told.

use super::network::Network;
use super::page::{Heard, Place, document, field, js, settle, wait_for};
use super::stage::Embedded;
use js_sys::Array;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "https://ward.example/news/market.json";
const OWN: &str = "<article lang='vi'><h1>Chợ ven sông</h1><p>Chữ.</p></article>";

fn is_fallback_shown(place: &Place) -> bool {
    !place.find("slot:not([name])").has_attribute("hidden")
}

#[wasm_bindgen_test]
async fn without_an_address_the_pages_own_article_is_read() {
    let place = Place::new(OWN);
    let heard = Heard::on(&place.host, "readerly-ready");
    let bubbled = Heard::on(&document().body().unwrap(), "readerly-ready");
    let reader = Embedded::within(place, &[]).await;
    assert_eq!(reader.place.text("h1"), "Chợ ven sông");
    assert_eq!(reader.place.text(".body"), "Chữ.");
    assert_eq!(
        reader
            .place
            .count(".reader[lang=vi][dir=ltr][part=reader][data-theme=light][data-align=auto]"),
        1
    );
    // Ours stands in its place, so the page's own is hidden, not removed.
    assert!(!is_fallback_shown(&reader.place));
    assert!(reader.place.host.inner_html().contains("Chợ ven sông"));

    let detail = heard.detail(0).await;
    assert_eq!((heard.count(), bubbled.count()), (1, 1));
    assert_eq!(heard.texts("title"), ["Chợ ven sông"]);
    assert_eq!(heard.texts("lang"), ["vi"]);
    assert_eq!(
        field(&detail, "warnings")
            .unchecked_into::<Array>()
            .length(),
        0
    );
}

#[wasm_bindgen_test]
async fn an_address_outweighs_the_pages_own_article() {
    let network = Network::new();
    network.json(URL, &json!({ "version": 1, "title": "Market", "lang": "en", "body": ["Text.", { "type": "riddle" }] }));
    let place = Place::new(OWN);
    let heard = Heard::on(&place.host, "readerly-ready");
    let reader = Embedded::within(place, &[("src", URL)]).await;
    let detail = heard.detail(0).await;
    assert_eq!(reader.place.text("h1"), "Market");
    assert_eq!(reader.place.count(".reader[lang=en]"), 1);
    let warnings = field(&detail, "warnings").unchecked_into::<Array>();
    assert_eq!(warnings.length(), 1);
    let warning = warnings.get(0).as_string().unwrap();
    assert!(
        warning.starts_with("block 2 (riddle), field \"type\""),
        "{warning}"
    );
}

#[wasm_bindgen_test]
async fn while_an_article_is_on_its_way_the_pages_own_is_read() {
    let network = Network::new();
    network.never_answer(URL);
    let own = Embedded::new(OWN, &[("src", URL), ("lang", "vi")]).await;
    assert!(is_fallback_shown(&own.place));
    assert_eq!(own.place.count(".loading, .failure"), 0);
    let empty = Embedded::new("", &[("src", URL), ("lang", "vi")]).await;
    assert_eq!(empty.place.text(".loading"), "Đang tải bài viết…");
    drop(empty);
    drop(own);
    settle().await;
    assert_eq!(network.asked(&format!("aborted {URL}")), 2);
}

#[wasm_bindgen_test]
async fn an_article_that_cannot_be_had_gives_way_to_the_pages_own() {
    let network = Network::new();
    network.answer(URL, 500, b"", &[]);
    let place = Place::new(OWN);
    let heard = Heard::on(&place.host, "readerly-error");
    let reader = Embedded::within(place, &[("src", URL)]).await;
    heard.detail(0).await;
    assert!(is_fallback_shown(&reader.place));
    assert_eq!(heard.texts("code"), ["status"]);
    assert!(heard.texts("message")[0].contains("500"));
}

#[wasm_bindgen_test]
async fn an_element_with_nothing_to_show_says_so() {
    let place = Place::new("  \n ");
    let heard = Heard::on(&place.host, "readerly-error");
    let reader = Embedded::within(place, &[("lang", "en")]).await;
    assert_eq!(heard.texts("code"), ["no-article"]);
    assert_eq!(
        reader.place.text(".failure-title"),
        "This article has no text yet"
    );
}

#[wasm_bindgen_test]
async fn the_words_follow_owner_article_page_in_this_order() {
    let page = "<article><h1>a</h1><p>b</p></article>";
    let check = async |content: &str,
                       page_lang: Option<&str>,
                       options: &[(&str, &str)],
                       lang: &str,
                       dir: &str| {
        let place = Place::new(content);
        let section = document().create_element("section").unwrap();
        if let Some(lang) = page_lang {
            section.set_attribute("lang", lang).unwrap();
        }
        document().body().unwrap().append_child(&section).unwrap();
        section.append_child(&place.host).unwrap();
        let reader = Embedded::within(place, options).await;
        let root = reader.place.find(".reader");
        assert_eq!(root.get_attribute("lang").as_deref(), Some(lang));
        assert_eq!(root.get_attribute("dir").as_deref(), Some(dir));
        section.remove();
    };
    // What stands where is the article's matter, whatever the words around it are.
    check(OWN, Some("en"), &[("lang", "ar")], "ar", "ltr").await;
    check(OWN, Some("en"), &[], "vi", "ltr").await;
    check(page, Some("ar"), &[], "ar", "rtl").await;
    check(page, Some("en-GB"), &[], "en-GB", "ltr").await;
    // There are no words in it, so these are English.
    check(page, None, &[("lang", "az_Arab")], "en", "rtl").await;
    // A direction that the article states outweighs that of any language.
    check(
        "<article lang='ar' dir='ltr'><h1>a</h1><p>b</p></article>",
        None,
        &[],
        "ar",
        "ltr",
    )
    .await;
}

#[wasm_bindgen_test]
async fn options_change_in_place() {
    let reader = Embedded::new(OWN, &[("theme", "dark")]).await;
    let article = reader.place.find("article");
    assert_eq!(reader.place.count(".reader[data-theme=dark]"), 1);
    reader
        .update(&[
            ("theme", "light"),
            ("video", "https://ward.example/a.mp4"),
            ("video-title", "The opening"),
        ])
        .await;
    assert_eq!(reader.place.count(".reader[data-theme=light]"), 1);
    assert_eq!(
        reader.place.text(
            ".beside section.video[part=video][aria-labelledby=readerly-video] .video-player > .video-title"
        ),
        "The opening"
    );
    let player = reader.place.find("video");
    reader
        .update(&[
            ("theme", "light"),
            ("video", "https://ward.example/a.mp4"),
            ("video-poster", "/poster.webp"),
        ])
        .await;
    assert_eq!(reader.place.count(".video-title"), 0);
    assert!(
        player.is_same_node(Some(&reader.place.find("video"))),
        "the player was made anew"
    );
    reader.update(&[("theme", "unheard-of")]).await;
    assert_eq!(reader.place.count(".reader[data-theme=light]"), 1);
    assert_eq!(reader.place.count(".beside, video"), 0);
    assert!(
        article.is_same_node(Some(&reader.place.find("article"))),
        "the article was made anew"
    );
}

#[wasm_bindgen_test]
async fn another_address_is_fetched_while_the_last_article_stays() {
    let network = Network::new();
    network.json(URL, &json!({ "version": 1, "title": "One", "body": ["a"] }));
    let other = "https://ward.example/news/other.json";
    let place = Place::new("");
    let heard = Heard::on(&place.host, "readerly-ready");
    let reader = Embedded::within(place, &[("src", URL)]).await;
    heard.detail(0).await;
    network.never_answer(other);
    reader.update(&[("src", other)]).await;
    assert_eq!(reader.place.text("h1"), "One");
    // Back before it arrived: what is on its way is given up.
    reader.update(&[("src", URL)]).await;
    assert_eq!(network.asked(&format!("aborted {other}")), 1);
    network.json(
        other,
        &json!({ "version": 1, "title": "Two", "body": ["b"] }),
    );
    reader.update(&[("src", other)]).await;
    wait_for("the other article", || reader.place.text("h1") == "Two").await;
    assert_eq!(heard.texts("title").last().map(String::as_str), Some("Two"));
}

#[wasm_bindgen_test]
async fn owners_have_places_of_their_own() {
    let content = [
        OWN,
        "<p slot='header'>Above</p><div slot='video'>My player</div>",
    ]
    .concat();
    let reader = Embedded::new(&content, &[("video", "https://ward.example/a.mp4")]).await;
    let order = js(
        "return [...root.querySelectorAll('.reader > *')].map((child) => child.name || child.className)",
        &[("root", &reader.place.root)],
    );
    let order: Vec<_> = order
        .unchecked_into::<Array>()
        .iter()
        .filter_map(|name| name.as_string())
        .collect();
    assert_eq!(order, ["header", "page", "footer"]);
    // The owner's player takes the place of ours, and is shown there.
    assert_eq!(reader.place.count("section.video > slot[name=video]"), 1);
    assert_eq!(reader.place.count("video"), 0);
    let assigned = |name: &str| {
        let slot = reader.place.find(&format!("slot[name={name}]"));
        js(
            "return slot.assignedElements().map((element) => element.textContent).join()",
            &[("slot", &slot)],
        )
    };
    assert_eq!(assigned("video"), JsValue::from_str("My player"));
    assert_eq!(assigned("header"), JsValue::from_str("Above"));
}

#[wasm_bindgen_test]
async fn an_articles_first_video_stands_beside_it_unless_the_owner_names_one() {
    let network = Network::new();
    network.json(
        URL,
        &json!({ "version": 1, "title": "One", "body": ["a"], "video": [
        { "url": "first.mp4", "title": "First" }, { "url": "second.mp4" },
    ] }),
    );
    let reader = Embedded::new("", &[("src", URL)]).await;
    wait_for("the article", || reader.place.count("h1") > 0).await;
    let sources = || {
        reader
            .place
            .root
            .query_selector_all("video > source")
            .unwrap()
            .length()
    };
    assert_eq!(sources(), 1);
    assert_eq!(reader.place.text(".video-title"), "First");
    reader
        .update(&[("src", URL), ("video", "https://ward.example/own.mp4")])
        .await;
    assert_eq!(sources(), 1);
    let source = reader.place.find("video > source").get_attribute("src");
    assert_eq!(source.as_deref(), Some("https://ward.example/own.mp4"));
    assert_eq!(reader.place.count(".video-title"), 0);
}

#[wasm_bindgen_test]
async fn numbers_come_even_where_the_article_does_not() {
    let network = Network::new();
    let counter = "https://stats.example/v1/counter/ward";
    network.json(counter, &json!({ "v": 1, "online": { "value": 13 } }));
    let reader = Embedded::new("", &[("src", URL), ("counter", counter), ("lang", "vi")]).await;
    wait_for("the numbers", || reader.place.count(".counter dd") > 0).await;
    assert_eq!(reader.place.count(".failure"), 1);
    assert_eq!(
        reader.place.text(".beside > section.counter .online > dd"),
        "13"
    );
}

#[wasm_bindgen_test]
async fn an_owner_may_want_the_numbers_alone() {
    let network = Network::new();
    let counter = "https://stats.example/v1/counter/ward";
    network.json(counter, &json!({ "v": 1, "online": { "value": 13 } }));
    let place = Place::new("");
    let heard = Heard::on(&place.host, "readerly-error");
    let reader = Embedded::within(place, &[("counter", counter), ("lang", "vi")]).await;
    wait_for("the numbers", || reader.place.count(".counter dd") > 0).await;
    assert_eq!(reader.place.count(".failure, article"), 0);
    assert_eq!(heard.count(), 0);
}

#[wasm_bindgen_test]
async fn an_article_that_cannot_be_had_anew_stays() {
    let network = Network::new();
    network.json(URL, &json!({ "version": 1, "title": "One", "body": ["a"] }));
    let reader = Embedded::new("", &[("src", URL)]).await;
    wait_for("the article", || reader.place.count("h1") > 0).await;
    let heard = Heard::on(&reader.place.host, "readerly-error");
    network.refuse(URL);
    reader.reader.refresh();
    heard.detail(0).await;
    assert_eq!(reader.place.text("h1"), "One");
    assert_eq!(reader.place.count(".failure"), 0);
    // Another address is another article: the old one may not stand for it.
    let other = "https://ward.example/news/other.json";
    reader.update(&[("src", other)]).await;
    heard.detail(1).await;
    assert_eq!(reader.place.count("h1"), 0);
    assert_eq!(reader.place.count(".failure"), 1);
}
