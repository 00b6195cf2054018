//! Every kind of inline.

use super::body;
use serde_json::{Value, json};

#[track_caller]
fn check(text: Value, expected: &str) {
    let paragraph = json!([{ "type": "paragraph", "text": text }]);
    assert_eq!(body(paragraph), format!("<p>{expected}</p>"));
}

#[test]
fn text_is_text_and_nothing_else() {
    check(
        json!("Fish & <b>rice</b> \"today\""),
        "Fish &amp; &lt;b&gt;rice&lt;/b&gt; \"today\"",
    );
    check(
        json!(["One, ", { "type": "text", "text": "two" }]),
        "One, two",
    );
}

#[test]
fn spans_become_their_elements() {
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
        );
    }
    check(json!(["a", { "type": "break" }, "c"]), "a<br>c");
    check(
        json!({ "type": "abbr", "title": "People's Committee", "text": "PC" }),
        "<abbr tabindex=\"0\" role=\"button\" title=\"People's Committee\">PC</abbr>",
    );
    check(
        json!({ "type": "time", "datetime": "2024-05-02", "text": "last Thursday" }),
        "<time datetime=\"2024-05-02\">last Thursday</time>",
    );
    check(
        json!({ "type": "span", "lang": "ar", "dir": "rtl", "text": "سوق" }),
        "<span lang=\"ar\" dir=\"rtl\">سوق</span>",
    );
}

#[test]
fn ruby_stands_in_parentheses_where_it_is_not_known() {
    check(
        json!(["a ", { "type": "ruby", "text": "市", "annotation": ["th", { "type": "em", "text": "ị" }] }]),
        "a <ruby>市<rp> (</rp><rt>th<em>ị</em></rt><rp>)</rp></ruby>",
    );
}

#[test]
fn spans_nest() {
    check(
        json!({ "type": "strong", "text": ["a", { "type": "em", "text": ["b", { "type": "mark", "text": "c" }] }] }),
        "<strong>a<em>b<mark>c</mark></em></strong>",
    );
}

#[test]
fn a_publisher_vouches_for_its_own_pages_only() {
    let link = |url: &str| json!({ "type": "link", "url": url, "text": "there" });
    check(
        link("/about"),
        "<a href=\"https://ward.example/about\">there</a>",
    );
    check(
        link("https://ward.example/"),
        "<a href=\"https://ward.example/\">there</a>",
    );
    check(
        link("https://elsewhere.example/x"),
        "<a rel=\"noopener nofollow ugc\" href=\"https://elsewhere.example/x\">there</a>",
    );
    check(
        link("https://ward.example.evil.example/"),
        "<a rel=\"noopener nofollow ugc\" href=\"https://ward.example.evil.example/\">there</a>",
    );
    check(link("#hours"), "<a href=\"#hours\">there</a>");
    check(
        link("https://ward.example/news/market.json#hours"),
        "<a href=\"#hours\">there</a>",
    );
    check(
        link("tel:+84281234567"),
        "<a rel=\"noopener nofollow ugc\" href=\"tel:+84281234567\">there</a>",
    );
}

#[test]
fn a_picture_may_stand_in_a_line() {
    check(
        json!(["a ", { "type": "image", "url": "fish.svg", "alt": "fish", "width": 24, "height": 24 }]),
        "a <img class=\"line-picture\" loading=\"lazy\" decoding=\"async\" alt=\"fish\" width=\"24\" height=\"24\" \
         src=\"https://ward.example/news/fish.svg\">",
    );
}

#[test]
fn a_link_around_a_picture_without_words_has_a_name_all_the_same() {
    let link = |alt: &str, name: &str| {
        check(
            json!({ "type": "link", "url": "/map", "text": [{ "type": "image", "url": "map.png", "alt": alt }] }),
            &format!(
                "<a href=\"https://ward.example/map\"{name}><img class=\"line-picture\" loading=\"lazy\" \
                 decoding=\"async\" alt=\"{alt}\" src=\"https://ward.example/news/map.png\"></a>"
            ),
        );
    };
    link("", " aria-label=\"https://ward.example/map\"");
    link("Map", "");
}

#[test]
fn a_refused_link_keeps_its_text() {
    let link = json!({ "type": "link", "url": "java\tscript:alert(1)", "text": "there" });
    check(link, "there");
}

#[test]
fn a_letter_that_html_has_not_is_shown_as_one_that_is_missing() {
    check(json!("a\u{0}b"), "a\u{fffd}b");
}

#[test]
fn an_abbreviation_in_a_link_is_opened_by_nothing_of_its_own() {
    let short = json!({ "type": "abbr", "title": "People's Committee", "text": "PC" });
    check(
        json!([{ "type": "link", "url": "/a", "text": [short] }, short]),
        "<a href=\"https://ward.example/a\"><abbr title=\"People's Committee\">PC</abbr></a>\
         <abbr tabindex=\"0\" role=\"button\" title=\"People's Committee\">PC</abbr>",
    );
}

#[test]
fn an_abbreviation_behind_a_link_in_a_summary_is_opened_by_nothing_of_its_own() {
    let short = json!({ "type": "abbr", "title": "T", "text": "PC" });
    let link = json!({ "type": "link", "url": "/a", "text": "x" });
    let details = json!({ "type": "details", "summary": [link, short], "text": short });
    let html = body(json!([details]));
    let (summary, body) = html.split_once("</summary>").unwrap();
    assert!(
        summary.contains("</a><abbr title=\"T\">PC</abbr>"),
        "{html}"
    );
    assert!(
        body.contains("<abbr tabindex=\"0\" role=\"button\""),
        "{html}"
    );
}
