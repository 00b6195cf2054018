//! Whose words are in which language.

use super::whole;
use serde_json::{Value, json};

/// The only part of an article in `lang` that begins like this, up to its end, as
/// a reader in `reader` has it.
#[track_caller]
fn check(lang: &str, reader: &str, block: Value, expected: &str) {
    let article = json!({
        "version": 1, "lang": lang, "title": "Market", "published": "2024-05-02", "views": 12,
        "url": "/away", "rest": "members", "body": [block],
    });
    let html = whole(&article, reader);
    assert!(html.contains(expected), "{expected}\n{html}");
}

#[test]
fn nothing_is_marked_where_all_is_in_one_language() {
    let article = json!({
        "version": 1, "lang": "en-GB", "title": "Market", "published": "2024-05-02", "body": ["a"],
    });
    assert!(!whole(&article, "en-GB").contains("lang="));
}

#[test]
fn the_readers_own_words_say_what_they_are_in() {
    let none = || json!("a");
    let check = |block, expected| check("vi", "en", block, expected);
    check(
        none(),
        "<span class=\"published\" lang=\"en\" dir=\"ltr\"><time lang=\"en\" dir=\"ltr\" datetime=\"2024-05-02\">",
    );
    check(
        none(),
        "<span class=\"views\" lang=\"en\" dir=\"ltr\">Views: <span translate=\"no\" lang=\"en\" dir=\"ltr\">12</span></span>",
    );
    check(
        none(),
        "<p lang=\"en\" dir=\"ltr\">The rest is for members.</p>",
    );
    check(
        none(),
        "<p class=\"original\" part=\"original\" lang=\"en\" dir=\"ltr\"><a href=",
    );
    let image = json!({ "url": "a.webp", "alt": "" });
    check(
        json!({ "type": "figure", "credit": "Minh Châu", "image": image }),
        "<span class=\"credit\"><span lang=\"en\" dir=\"ltr\">Photo:</span> Minh Châu</span>",
    );
    check(
        json!({ "type": "figure", "credit": "Ảnh: Minh Châu", "image": image }),
        "<span class=\"credit\">Ảnh: Minh Châu</span>",
    );
    check(
        json!({ "type": "table", "body": [["a"]] }),
        " lang=\"en\" dir=\"ltr\" aria-label=\"Table, scroll to see all of it\"><table lang=\"vi\" dir=\"ltr\">",
    );
    check(
        json!({ "type": "table", "caption": "Giá", "body": [["a"]] }),
        " lang=\"en\" dir=\"ltr\" aria-label=\"Table, scroll to see all of it\"><table lang=\"vi\" dir=\"ltr\"><caption>",
    );
    // Code runs from left to right in any language.
    check(
        json!({ "type": "code", "text": "x" }),
        "lang=\"en\" dir=\"ltr\" translate=\"no\" aria-label=\"Code, scroll sideways to see all of it\"><code lang=\"vi\" dir=\"ltr\">x",
    );
}

#[test]
fn notes_and_contents_say_it_and_what_they_lead_to_does_not() {
    let heading = |text: &str| json!({ "type": "heading", "level": 2, "text": text });
    let article = json!({ "version": 1, "lang": "ar", "title": "سوق", "body": [
        heading("واحد"), heading("اثنان"), heading("ثلاثة"),
        { "type": "paragraph", "text": ["a", { "type": "note", "ref": "fee" }] },
        { "type": "note", "id": "fee", "text": "b" },
    ] });
    let html = whole(&article, "vi");
    for expected in [
        "<summary id=\"readerly-contents\" lang=\"vi\" dir=\"ltr\">",
        "<nav aria-labelledby=\"readerly-contents\"><ul><li><a href=\"#readerly-section-1\">",
        "<a class=\"note-reference\" role=\"doc-noteref\" lang=\"vi\" dir=\"ltr\" href=",
        "<h2 id=\"readerly-notes\" lang=\"vi\" dir=\"ltr\">",
        "<a class=\"note-back\" role=\"doc-backlink\" lang=\"vi\" dir=\"ltr\" href=",
    ] {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
}

#[test]
fn words_that_there_are_none_of_are_english_and_dates_are_not() {
    let article = json!({
        "version": 1, "lang": "fa", "title": "بازار", "modified": "2024-05-02", "body": ["a"],
    });
    let html = whole(&article, "fa");
    let expected = "<span class=\"modified\" lang=\"en\" dir=\"ltr\">Updated <time lang=\"fa\" dir=\"rtl\" datetime=";
    assert!(html.contains(expected), "{html}");
}

#[test]
fn a_direction_of_its_own_is_a_difference_too() {
    let article = json!({
        "version": 1, "lang": "ar", "dir": "ltr", "title": "a", "body": [{ "type": "code", "text": "x" }],
        "views": 1,
    });
    let html = whole(&article, "ar");
    assert!(
        html.contains("<span class=\"views\" lang=\"ar\" dir=\"rtl\">"),
        "{html}"
    );
}
