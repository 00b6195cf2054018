//! The list of sections above a long article, and what it leads to.

use super::page::{Changes, Mounted, field, js, settle};
use super::samples;
use readerly::view::ArticleView;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn heading(level: u8, id: Option<&str>, text: &str) -> Value {
    json!({ "type": "heading", "level": level, "id": id, "text": text })
}

async fn sections(language: &str) -> Mounted<ArticleView> {
    let body = json!([
        "Before.",
        heading(2, Some("hours"), "Hours"),
        "Open daily.",
        heading(3, None, "Holidays"),
        "Closed.",
        heading(2, Some("readerly-title"), "Fees"),
        "None.",
    ]);
    samples::shown(samples::of_blocks(body), language).await
}

#[wasm_bindgen_test]
async fn a_short_article_needs_no_list() {
    let body = json!([
        heading(2, None, "Hours"),
        "Open.",
        heading(2, None, "Fees"),
        "None."
    ]);
    let shown = samples::shown(samples::of_blocks(body), "en").await;
    assert_eq!(
        shown.place.count(".outline, nav, [id^=readerly-section]"),
        0
    );
}

#[wasm_bindgen_test]
async fn a_long_article_has_a_list_of_its_sections() {
    let shown = sections("en").await;
    assert_eq!(
        shown.place.find("article > details.outline").outer_html(),
        "<details class=\"outline\" part=\"outline\"><summary id=\"readerly-contents\">Contents</summary><nav aria-labelledby=\"readerly-contents\"><ul>\
         <li><a href=\"#hours\">Hours</a></li><li class=\"deeper\"><a href=\"#readerly-section-2\">Holidays</a></li>\
         <li><a href=\"#readerly-section-3\">Fees</a></li></ul></nav></details>"
    );
    assert_eq!(shown.place.text("h2#hours"), "Hours");
    assert_eq!(shown.place.text("h3#readerly-section-2"), "Holidays");
    assert_eq!(shown.place.text("h2#readerly-section-3"), "Fees");
    // It stands above the text.
    assert_eq!(shown.place.count(".outline + .body"), 1);
}

#[wasm_bindgen_test]
async fn its_name_is_in_the_readers_language() {
    for (language, name) in [("vi", "Mục lục"), ("en", "Contents"), ("ar", "المحتويات")]
    {
        let shown = sections(language).await;
        assert_eq!(shown.place.text(".outline > summary"), name);
        let label = shown
            .place
            .find(".outline > nav")
            .get_attribute("aria-labelledby");
        assert_eq!(label.as_deref(), Some("readerly-contents"));
    }
}

#[wasm_bindgen_test]
async fn its_links_are_followed_and_change_nothing_else() {
    let before = js("return location.href", &[]);
    let shown = sections("en").await;
    let changes = Changes::of(&shown.place.find(".body"));
    shown.place.click(".outline > summary");
    settle().await;
    assert_eq!(shown.place.count(".outline[open]"), 1);
    shown.place.click(".outline a[href='#readerly-section-2']");
    settle().await;
    let focused = field(&field(&shown.place.root, "activeElement"), "id");
    assert_eq!(focused.as_string().as_deref(), Some("readerly-section-2"));
    // The heading became able to take the focus, and that is all.
    assert_eq!(changes.places().len(), 1);
    js(
        "history.replaceState(null, '', before)",
        &[("before", &before)],
    );
}

#[wasm_bindgen_test]
async fn numbered_openings_are_sections_too() {
    let body = json!([
        { "type": "paragraph", "text": [{ "type": "strong", "text": "Một là: " }, "giữ sạch bến."] },
        "Một đoạn.",
        { "type": "paragraph", "text": "Hai là: giữ trật tự." },
        { "type": "paragraph", "text": ["Ba là, ", { "type": "em", "text": "giữ lửa" }, "."] },
    ]);
    let shown = samples::shown(samples::of_blocks(body), "vi").await;
    assert_eq!(shown.place.count("p.measure[id^=readerly-section]"), 3);
    assert_eq!(shown.place.count(".outline li"), 3);
    for link in [
        "#readerly-section-1",
        "#readerly-section-2",
        "#readerly-section-3",
    ] {
        assert_eq!(shown.place.count(&format!(".outline a[href='{link}']")), 1);
        assert_eq!(shown.place.count(link), 1);
    }
}
