//! Every kind of block as the browser holds it.

use super::page::{Mounted, field, js, settle};
use super::samples;
use readerly::view::ArticleView;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

async fn check(block: Value, expected: &str) {
    let shown = samples::shown(samples::of_blocks(json!([block])), "en").await;
    assert_eq!(shown.place.find(".body").inner_html(), expected);
}

#[wasm_bindgen_test]
async fn plain_blocks() {
    check(json!("A string."), "<p>A string.</p>").await;
    check(json!({ "type": "divider" }), "<hr>").await;
    for level in 2..=6 {
        check(
            json!({ "type": "heading", "level": level, "text": "Hours" }),
            &format!("<h{level}>Hours</h{level}>"),
        )
        .await;
    }
    check(
        json!({ "type": "heading", "level": 3, "id": "hours", "text": "Hours" }),
        "<h3 id=\"hours\">Hours</h3>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_measure_opens_with_a_strong_ordinal() {
    let paragraph = |opening: &str| json!({ "type": "paragraph", "text": [{ "type": "strong", "text": opening }, "keep it clean."] });
    check(
        paragraph("Một là: "),
        "<p class=\"measure\"><strong>Một là: </strong>keep it clean.</p>",
    )
    .await;
    check(
        paragraph("Important "),
        "<p><strong>Important </strong>keep it clean.</p>",
    )
    .await;
    let sentence = "A whole sentence in bold that merely ends in a colon: ";
    check(
        paragraph(sentence),
        &format!("<p><strong>{sentence}</strong>keep it clean.</p>"),
    )
    .await;
    let later = json!(["First ", { "type": "strong", "text": "Một là:" }]);
    check(
        json!({ "type": "paragraph", "text": later }),
        "<p>First <strong>Một là:</strong></p>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn lists_nest_and_count() {
    check(
        json!({ "type": "list", "items": ["Fish", "Rice"] }),
        "<ul><li>Fish</li><li>Rice</li></ul>",
    )
    .await;
    check(
        json!({ "type": "list", "ordered": true, "start": 3, "reversed": true, "items": ["Fish"] }),
        "<ol start=\"3\" reversed=\"\"><li>Fish</li></ol>",
    )
    .await;
    check(
        json!({ "type": "list", "items": [["Food", { "type": "list", "items": ["Fish"] }]] }),
        "<ul><li>Food<ul><li>Fish</li></ul></li></ul>",
    )
    .await;
    check(
        json!({ "type": "list", "items": [[{ "type": "paragraph", "text": "One." }, { "type": "paragraph", "text": "Two." }]] }),
        "<ul><li><p>One.</p><p>Two.</p></li></ul>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_quote_names_its_source() {
    check(
        json!({ "type": "quote", "text": "A full market.", "cite": "Ba Tu" }),
        "<figure class=\"quote\"><blockquote><p>A full market.</p></blockquote><figcaption>Ba Tu</figcaption></figure>",
    )
    .await;
    check(
        json!({ "type": "quote", "body": ["One.", "Two."] }),
        "<figure class=\"quote\"><blockquote><p>One.</p><p>Two.</p></blockquote></figure>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn code_keeps_its_lines_and_can_be_scrolled_by_keyboard() {
    check(
        json!({ "type": "code", "language": "json", "text": "{\n  \"fee\": 5\n}" }),
        "<pre class=\"code\" tabindex=\"0\" role=\"group\" dir=\"ltr\" translate=\"no\" \
         aria-label=\"Code, scroll sideways to see all of it\" data-language=\"json\"><code>{\n  \"fee\": 5\n}</code></pre>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_picture_says_all_of_itself_before_it_is_fetched() {
    check(
        json!({ "type": "figure", "caption": "The quay", "credit": "Minh Chau", "image": {
            "url": "quay.webp", "alt": "Steps to the water", "width": 1600, "height": 900,
            "candidates": [{ "url": "quay-400.webp", "width": 400 }, { "url": "quay-800.webp", "width": 800 }],
        } }),
        "<figure class=\"figure\"><img alt=\"Steps to the water\" width=\"1600\" height=\"900\" loading=\"lazy\" \
         decoding=\"async\" srcset=\"https://ward.example/news/quay-400.webp 400w, https://ward.example/news/quay-800.webp 800w\" \
         sizes=\"(min-width: 48rem) 44rem, 100vw\" src=\"https://ward.example/news/quay.webp\">\
         <figcaption>The quay <span class=\"credit\">Photo: Minh Chau</span></figcaption></figure>",
    )
    .await;
    // An empty alternative is a statement and stays; what is not known is not made up.
    check(
        json!({ "type": "figure", "image": { "url": "quay.webp", "alt": "" } }),
        "<figure class=\"figure\"><img alt=\"\" loading=\"lazy\" decoding=\"async\" \
         src=\"https://ward.example/news/quay.webp\"></figure>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_gallery_holds_pictures_under_one_caption() {
    let shown = samples::shown(
        samples::of_blocks(
            json!([{ "type": "gallery", "caption": "Both landings", "figures": [
            { "image": { "url": "upper.webp", "alt": "Upper" } },
            { "image": { "url": "lower.webp", "alt": "Lower" }, "caption": "In the rain" },
        ] }]),
        ),
        "en",
    )
    .await;
    let place = &shown.place;
    assert_eq!(
        place.count(".gallery > .gallery-pictures > figure.figure > img[loading=lazy]"),
        2
    );
    assert_eq!(place.text(".gallery > figcaption"), "Both landings");
    assert_eq!(place.texts(".gallery-pictures figcaption"), ["In the rain"]);
}

#[wasm_bindgen_test]
async fn a_table_has_headers_with_scope_and_a_name() {
    check(
        json!({ "type": "table", "caption": "Fees", "head": [["Goods", { "text": "Fee", "colspan": 2 }]], "body": [
            [{ "text": "Fish", "header": "row", "rowspan": 2 }, "5,000", "dong"],
            ["6,000", "dong"],
        ] }),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Fees\"><table><caption>Fees</caption>\
         <thead><tr><th scope=\"col\">Goods</th><th scope=\"col\" colspan=\"2\">Fee</th></tr></thead>\
         <tbody><tr><th scope=\"row\" rowspan=\"2\">Fish</th><td>5,000</td><td>dong</td></tr>\
         <tr><td>6,000</td><td>dong</td></tr></tbody></table></div>",
    )
    .await;
    // What scrolls needs a name of its own where the table has none.
    let shown = samples::shown(
        samples::of_blocks(json!([{ "type": "table", "body": [["5,000"]] }])),
        "en",
    )
    .await;
    assert_eq!(shown.place.count(".table caption, .table thead"), 0);
    let name = shown.place.find(".table").get_attribute("aria-label");
    assert_eq!(
        name.as_deref(),
        Some("Table, scroll sideways to see all of it")
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
