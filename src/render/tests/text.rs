//! The same article as plain text.

use super::super::{Context, text};
use super::{WardPage, article_of};
use crate::locale;
use serde_json::{Value, json};

fn text_of(value: &Value) -> String {
    let article = article_of(value);
    let context = Context {
        words: locale::words_for("en"),
        page: &WardPage,
        views: article.views,
        original: true,
        level: 1,
        is_one_of_several: false,
    };
    text(&article, &context)
}

#[track_caller]
fn check(blocks: Value, expected: &str) {
    let article = json!({ "version": 1, "title": "Market", "body": blocks });
    assert_eq!(text_of(&article), format!("Market\n\n{expected}\n"));
}

#[test]
fn what_stands_around_the_text() {
    let article = json!({
        "version": 1, "title": "Market", "kicker": "News", "published": "2024-05-02 late", "views": 1365,
        "url": "https://ward.example/market", "lead": "Open again.", "rest": "members",
        "authors": [{ "name": "Tran Van A", "role": ["Vice chair", "Ward"] }, "B"], "tags": ["market", "river"],
        "image": { "image": { "url": "a.webp", "alt": "Boats" }, "caption": "At dawn.", "credit": "Minh" },
        "video": [{ "url": "a.mp4", "title": "The opening" }], "body": ["The boats are back."],
    });
    assert_eq!(
        text_of(&article),
        "News\nMarket\nAsWritten(\"2024-05-02 late\") · Views: 1365\n\nOpen again.\n\n[Boats]\nAt dawn. Photo: Minh\n\n\
         The opening\nhttps://ward.example/news/a.mp4\n\nThe boats are back.\n\nThe rest is for members.\n\n\
         Tran Van A\nVice chair\nWard\n\nB\n\nmarket, river\n\nRead the original: https://ward.example/market\n"
    );
    // The page that it stands on is no further place to read it.
    let article = json!({ "version": 1, "title": "Market", "url": "https://ward.example/here" });
    assert_eq!(text_of(&article), "Market\n");
}

#[test]
fn blocks() {
    check(
        json!(["One.", { "type": "heading", "level": 2, "text": "Two" }, { "type": "divider" }]),
        "One.\n\nTwo\n\n* * *",
    );
    check(
        json!([{ "type": "list", "ordered": true, "start": 9, "items": [
            "a", ["b", { "type": "list", "items": ["c", ["d", { "type": "break" }, "e"]] }],
            [{ "type": "paragraph", "text": "f" }, { "type": "paragraph", "text": "g" }],
        ] }]),
        "9. a\n10. b\n    - c\n    - d\n      e\n11. f\n\n    g",
    );
    check(
        json!([{ "type": "list", "ordered": true, "reversed": true, "items": ["a", "b"] }]),
        "2. a\n1. b",
    );
    check(
        json!([{ "type": "quote", "body": ["a", "b"], "cite": "c" }]),
        "> a\n>\n> b\n> — c",
    );
    check(
        json!([{ "type": "table", "caption": "Fees", "head": [["Goods", "Fee"]],
            "body": [[["Fish", { "type": "break" }, "(fresh)"], "5,000"]] }]),
        "Fees\nGoods | Fee\nFish (fresh) | 5,000",
    );
    check(
        json!([{ "type": "code", "text": "a {\n\n  b\n}" }]),
        "    a {\n\n      b\n    }",
    );
    check(
        json!([{ "type": "gallery", "caption": "Both", "figures": [
            { "image": { "url": "a", "alt": "Upper" }, "caption": "Upper" }, { "image": { "url": "b", "alt": "" } },
        ] }]),
        "Upper\nBoth",
    );
    check(
        json!([{ "type": "audio", "url": "a.mp3", "title": "News", "caption": "At six" }]),
        "News\nAt six\nhttps://ward.example/news/a.mp3",
    );
    check(
        json!([{ "type": "definitions", "groups": [{ "terms": ["Quay", "Landing"], "details": ["Where boats lie.", "Steps."] }] }]),
        "Quay\nLanding\n    Where boats lie.\n    Steps.",
    );
    check(
        json!([{ "type": "details", "summary": "How?", "body": ["So."] }]),
        "How?\n\nSo.",
    );
}

#[test]
fn notes_stand_at_the_end() {
    let note = |id: &str, text: &str| json!({ "type": "note", "id": id, "text": text });
    let to = |id: &str| json!({ "type": "note", "ref": id });
    check(
        json!([
            { "type": "paragraph", "text": ["Fees", to("b"), " rise", to("a"), to("none")] },
            note("a", "In May."), note("b", "Ask."), "Last.",
        ]),
        "Fees[2] rise[1]\n\nLast.\n\nNotes\n\n[1] In May.\n\n[2] Ask.",
    );
}

#[test]
fn inlines() {
    #[track_caller]
    fn check_line(text: Value, expected: &str) {
        check(json!([{ "type": "paragraph", "text": text }]), expected);
    }
    check_line(
        json!(["a ", { "type": "link", "url": "/b", "text": { "type": "strong", "text": "b" } }, { "type": "break" }, "c"]),
        "a b\nc",
    );
    // Another number than 103, and no price that still holds.
    check_line(
        json!(["10", { "type": "sup", "text": "−39" }, " ", { "type": "del", "text": "5" }]),
        "10⁻³⁹ ~~5~~",
    );
    check_line(
        json!([{ "type": "ruby", "text": "市", "annotation": "thị" }, " ", { "type": "image", "url": "a", "alt": "fish" }]),
        "市 (thị) [fish]",
    );
    // A line break in the source is none, and no terminal takes orders.
    check_line(json!("a\nb\u{1b}[31mc\u{7}"), "a b[31mc");
}
