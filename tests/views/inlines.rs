//! Every kind of inline as the browser holds it.

use super::samples;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

async fn check(text: Value, expected: &str) {
    let shown = samples::shown(
        samples::of_blocks(json!([{ "type": "paragraph", "text": text }])),
        "en",
    )
    .await;
    assert_eq!(shown.place.find(".body > p").inner_html(), expected);
}

#[wasm_bindgen_test]
async fn text_is_text_and_nothing_else() {
    check(
        json!("Fish & <b>rice</b> \"today\""),
        "Fish &amp; &lt;b&gt;rice&lt;/b&gt; \"today\"",
    )
    .await;
    check(
        json!(["One, ", { "type": "text", "text": "two" }]),
        "One, two",
    )
    .await;
}

#[wasm_bindgen_test]
async fn spans_become_their_elements() {
    for (kind, name) in [
        ("strong", "strong"),
        ("em", "em"),
        ("sub", "sub"),
        ("sup", "sup"),
        ("mark", "mark"),
        ("small", "small"),
        ("del", "del"),
        ("ins", "ins"),
        ("code", "code"),
    ] {
        check(
            json!(["a", { "type": kind, "text": "b" }, "c"]),
            &format!("a<{name}>b</{name}>c"),
        )
        .await;
    }
    check(json!(["a", { "type": "break" }, "c"]), "a<br>c").await;
    check(
        json!({ "type": "abbr", "title": "People's Committee", "text": "PC" }),
        "<abbr title=\"People's Committee\">PC</abbr>",
    )
    .await;
    check(
        json!({ "type": "time", "datetime": "2024-05-02", "text": "last Thursday" }),
        "<time datetime=\"2024-05-02\">last Thursday</time>",
    )
    .await;
    check(
        json!({ "type": "span", "lang": "ar", "dir": "rtl", "text": "سوق" }),
        "<span lang=\"ar\" dir=\"rtl\">سوق</span>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn ruby_stands_in_parentheses_where_it_is_not_known() {
    check(
        json!(["a ", { "type": "ruby", "text": "市", "annotation": ["th", { "type": "em", "text": "ị" }] }]),
        "a <ruby>市<rp> (</rp><rt>th<em>ị</em></rt><rp>)</rp></ruby>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_picture_may_stand_in_a_line() {
    check(
        json!(["a ", { "type": "image", "url": "fish.svg", "alt": "fish", "width": 24, "height": 24 }]),
        "a <img alt=\"fish\" width=\"24\" height=\"24\" loading=\"lazy\" decoding=\"async\" \
         src=\"https://ward.example/news/fish.svg\" class=\"line-picture\">",
    )
    .await;
    // A link around a picture without words has a name all the same.
    let picture = |alt: &str| json!({ "type": "link", "url": "/map", "text": [{ "type": "image", "url": "map.png", "alt": alt }] });
    for (alt, name) in [("", Some("https://ward.example/map")), ("Map", None)] {
        let body = json!([{ "type": "paragraph", "text": picture(alt) }]);
        let shown = samples::shown(samples::of_blocks(body), "en").await;
        let link = shown.place.find(".body a");
        assert_eq!(link.get_attribute("aria-label").as_deref(), name);
    }
}

#[wasm_bindgen_test]
async fn spans_nest() {
    check(
        json!({ "type": "strong", "text": ["a", { "type": "em", "text": ["b", { "type": "mark", "text": "c" }] }] }),
        "<strong>a<em>b<mark>c</mark></em></strong>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_publisher_vouches_for_its_own_pages_only() {
    let link = |url: &str| json!({ "type": "link", "url": url, "text": "there" });
    check(
        link("/about"),
        "<a href=\"https://ward.example/about\">there</a>",
    )
    .await;
    check(
        link("https://ward.example/"),
        "<a href=\"https://ward.example/\">there</a>",
    )
    .await;
    check(
        link("https://elsewhere.example/x"),
        "<a href=\"https://elsewhere.example/x\" rel=\"noopener nofollow ugc\">there</a>",
    )
    .await;
    check(
        link("https://ward.example.evil.example/"),
        "<a href=\"https://ward.example.evil.example/\" rel=\"noopener nofollow ugc\">there</a>",
    )
    .await;
    check(link("#hours"), "<a href=\"#hours\">there</a>").await;
    check(
        link("https://ward.example/news/market.json#hours"),
        "<a href=\"#hours\">there</a>",
    )
    .await;
    check(
        link("tel:+84281234567"),
        "<a href=\"tel:+84281234567\" rel=\"noopener nofollow ugc\">there</a>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_refused_link_keeps_its_text() {
    let attack = json!({ "version": 1, "title": "Market", "body": [
        { "type": "paragraph", "text": { "type": "link", "url": "java\tscript:alert(1)", "text": "there" } },
    ] });
    let shown = samples::shown(samples::article(&attack), "en").await;
    assert_eq!(shown.place.find(".body").inner_html(), "<p>there</p>");
}
