//! Blocks as the browser holds them.

use super::page::{Mounted, field, js, settle};
use super::samples;
use readerly::view::ArticleView;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The native tests of the render room hold the same two files against each other.
#[wasm_bindgen_test]
async fn a_browser_builds_what_the_html_says() {
    let article = include_str!("../fixtures/rendering/article.json");
    let article = serde_json::from_str(article).expect("JSON");
    let shown = samples::shown(samples::article(&article), "en").await;
    assert_eq!(
        shown.place.find("article").inner_html() + "\n",
        nothing_hidden(include_str!("../fixtures/rendering/article.html"))
    );
}

/// What can scroll takes the focus and has a name while a part of it is hidden, and
/// here there is room for all of it.
fn nothing_hidden(html: &str) -> String {
    let mut html = html
        .replace(" role=\"group\" tabindex=\"0\"", "")
        .replace(" tabindex=\"0\" role=\"group\"", "");
    while let Some(start) = html
        .find(" aria-label=\"Table, ")
        .or_else(|| html.find(" aria-label=\"Code, "))
    {
        let value = start + " aria-label=\"".len();
        let end = value + html[value..].find('"').expect("its end") + 1;
        html.replace_range(start..end, "");
    }
    html
}

#[wasm_bindgen_test]
async fn a_caption_that_says_the_title_of_a_video_says_it_once() {
    let film = |caption: &str| json!([{ "type": "video", "url": "market.mp4", "title": "The opening", "caption": caption }]);
    let shown = samples::shown(samples::of_blocks(film("The opening, in May")), "en").await;
    assert_eq!(shown.place.count(".video-title"), 0);
    assert_eq!(shown.place.text(".video-caption"), "The opening, in May");
    let shown = samples::shown(samples::of_blocks(film("In May")), "en").await;
    assert_eq!(shown.place.text(".video-title"), "The opening");
    assert_eq!(shown.place.text(".video-caption"), "In May");
}

#[wasm_bindgen_test]
async fn a_link_into_closed_details_opens_them() {
    let shown = samples::shown(
        samples::of_blocks(json!([
            { "type": "paragraph", "text": { "type": "link", "url": "#way", "text": "The way" } },
            { "type": "details", "summary": "Far", "body": [
                { "type": "details", "summary": "Farther", "body": [{ "type": "heading", "level": 2, "id": "way", "text": "Way" }] },
            ] },
        ])),
        "en",
    )
    .await;
    let before = js("return location.href", &[]);
    assert_eq!(shown.place.count("details[open]"), 0);
    // A link into what is closed opens it.
    shown.place.click("a[href='#way']");
    settle().await;
    assert_eq!(shown.place.count("details[open]"), 2);
    let focused = field(&field(&shown.place.root, "activeElement"), "id");
    assert_eq!(focused.as_string().as_deref(), Some("way"));
    js(
        "history.replaceState(null, '', before)",
        &[("before", &before)],
    );
}

async fn with_notes() -> Mounted<ArticleView> {
    let reference = |id: &str| json!({ "type": "note", "ref": id });
    samples::shown(
        samples::of_blocks(json!([
            { "type": "paragraph", "text": ["Fees", reference("fees"), " and days", reference("days")] },
            { "type": "note", "id": "fees", "text": "They change each May." },
            { "type": "paragraph", "text": ["Fees again", reference("fees")] },
            { "type": "note", "id": "days", "body": ["Not in the rain.", "Nor at Tet."] },
        ])),
        "en",
    )
    .await
}

#[wasm_bindgen_test]
async fn notes_are_gathered_numbered_and_lead_back() {
    let shown = with_notes().await;
    let place = &shown.place;
    assert_eq!(
        place.find(".body").inner_html(),
        "<p>Fees<sup><a class=\"note-reference\" role=\"doc-noteref\" href=\"#note-fees\" aria-label=\"Note 1\" id=\"ref-fees\">1</a></sup> \
         and days<sup><a class=\"note-reference\" role=\"doc-noteref\" href=\"#note-days\" aria-label=\"Note 2\" id=\"ref-days\">2</a></sup></p>\
         <p>Fees again<sup><a class=\"note-reference\" role=\"doc-noteref\" href=\"#note-fees\" aria-label=\"Note 1\">1</a></sup></p>"
    );
    assert_eq!(
        place.count("section.notes[role=doc-endnotes][aria-labelledby=readerly-notes] > ol > li"),
        2
    );
    assert_eq!(place.text(".notes > h2#readerly-notes"), "Notes");
    assert_eq!(
        place.texts(".notes li p"),
        ["They change each May.", "Not in the rain.", "Nor at Tet."]
    );
    // Every link of the article finds its target, and no name is given twice.
    for (link, target) in [
        ("#note-fees", "li"),
        ("#note-days", "li"),
        ("#ref-fees", "a"),
        ("#ref-days", "a"),
    ] {
        assert!(
            place.count(&format!("a[href='{link}']")) > 0,
            "no link to {link}"
        );
        assert_eq!(place.count(&format!("{target}{link}")), 1, "{link}");
    }
    assert_eq!(place.count(".notes .note-back[role=doc-backlink]"), 2);
}

#[wasm_bindgen_test]
async fn links_to_notes_are_followed_inside_the_shadow_root() {
    let before = js("return location.href", &[]);
    let shown = with_notes().await;
    let focused = || field(&field(&shown.place.root, "activeElement"), "id").as_string();
    shown.place.click("a[href='#note-days']");
    settle().await;
    assert_eq!(focused().as_deref(), Some("note-days"));
    assert_eq!(
        js("return location.hash", &[]),
        JsValue::from_str("#note-days")
    );
    shown.place.click("a[href='#ref-days']");
    settle().await;
    assert_eq!(focused().as_deref(), Some("ref-days"));
    js(
        "history.replaceState(null, '', before)",
        &[("before", &before)],
    );
}

#[wasm_bindgen_test]
async fn a_label_stands_where_the_owner_gave_one() {
    let shown = samples::shown(
        samples::of_blocks(json!([
            { "type": "paragraph", "text": ["Fees", { "type": "note", "ref": "fees", "label": "*" }] },
            { "type": "note", "id": "fees", "text": "They change." },
        ])),
        "en",
    )
    .await;
    assert_eq!(shown.place.text(".note-reference"), "*");
    let name = shown
        .place
        .find(".note-reference")
        .get_attribute("aria-label");
    assert_eq!(name.as_deref(), Some("Note *"));
}
