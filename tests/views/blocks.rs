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
async fn measures_are_counted_openings_that_follow_each_other() {
    let strong = |opening: &str| json!({ "type": "paragraph", "text": [{ "type": "strong", "text": opening }, "keep it clean."] });
    let shown = samples::shown(
        samples::of_blocks(json!([
            strong("Một là: "),
            strong("Important "),
            "Hai là: keep it dry.",
            strong("A whole sentence in bold that merely ends in a colon: "),
        ])),
        "en",
    )
    .await;
    assert_eq!(
        shown.place.find(".body").inner_html(),
        "<p class=\"measure\"><strong>Một là: </strong>keep it clean.</p>\
         <p><strong>Important </strong>keep it clean.</p>\
         <p class=\"measure counted\">Hai là: keep it dry.</p>\
         <p><strong>A whole sentence in bold that merely ends in a colon: </strong>keep it clean.</p>"
    );
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
async fn a_task_has_its_box_and_no_bullet() {
    check(
        json!({ "type": "list", "items": ["☑ Sweep", ["☐ ", { "type": "em", "text": "Paint" }], "Fish ☑"] }),
        "<ul><li class=\"task\">☑ Sweep</li><li class=\"task\">☐ <em>Paint</em></li><li>Fish ☑</li></ul>",
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
    assert_eq!(place.count("[data-columns]"), 0);
}

#[wasm_bindgen_test]
async fn a_gallery_has_as_many_columns_as_it_wants() {
    let figure = json!({ "image": { "url": "quay.webp", "alt": "" } });
    let shown = samples::shown(
        samples::of_blocks(json!([{ "type": "gallery", "columns": 3, "figures": [figure, figure, figure, figure] }])),
        "en",
    )
    .await;
    assert_eq!(shown.place.count(".gallery-pictures[data-columns='3']"), 1);
}

#[wasm_bindgen_test]
async fn a_cell_says_where_its_text_stands() {
    check(
        json!({ "type": "table", "head": [["Goods", { "text": "Fee", "align": "right" }]], "body": [["Fish", { "text": "5,000", "align": "right" }]] }),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table, scroll sideways to see all of it\"><table>\
         <thead><tr><th scope=\"col\">Goods</th><th scope=\"col\" data-align=\"right\">Fee</th></tr></thead>\
         <tbody><tr><td>Fish</td><td data-align=\"right\">5,000</td></tr></tbody></table></div>",
    )
    .await;
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
async fn a_picture_leads_where_it_is_told_to() {
    let figure = |alt: &str, link: &str| json!({ "type": "figure", "link": link, "image": { "url": "quay.webp", "alt": alt } });
    check(
        figure("Steps", "/map"),
        "<figure class=\"figure\"><a href=\"https://ward.example/map\"><img alt=\"Steps\" loading=\"lazy\" \
         decoding=\"async\" src=\"https://ward.example/news/quay.webp\"></a></figure>",
    )
    .await;
    for (block, expected) in [
        (
            figure("", "https://elsewhere.example/"),
            (
                "https://elsewhere.example/",
                Some("noopener nofollow ugc"),
                "https://elsewhere.example/",
            ),
        ),
        (figure("", "#hours"), ("#hours", None, "hours")),
        (
            json!({ "type": "figure", "link": "#hours", "caption": ["The ", { "type": "em", "text": "quay" }],
                "image": { "url": "quay.webp", "alt": "" } }),
            ("#hours", None, "The quay"),
        ),
    ] {
        let shown = samples::shown(samples::of_blocks(json!([block])), "en").await;
        let link = shown.place.find("figure.figure > a");
        let (href, rel, name) = expected;
        assert_eq!(link.get_attribute("href").as_deref(), Some(href));
        assert_eq!(link.get_attribute("rel").as_deref(), rel);
        assert_eq!(link.get_attribute("aria-label").as_deref(), Some(name));
    }
}

#[wasm_bindgen_test]
async fn a_recording_is_not_fetched_before_it_is_asked_for() {
    check(
        json!({ "type": "audio", "url": "news.mp3", "title": "Morning news", "caption": "From the ward" }),
        "<figure class=\"audio\"><audio controls=\"\" preload=\"none\" aria-label=\"Morning news\" \
         src=\"https://ward.example/news/news.mp3\"></audio><figcaption>From the ward</figcaption></figure>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn terms_and_their_meanings() {
    check(
        json!({ "type": "definitions", "groups": [
            { "terms": ["Quay", ["Land", { "type": "em", "text": "ing" }]], "details": ["Where boats lie.", ["It has", { "type": "list", "items": ["steps"] }]] },
            { "terms": ["Bank"], "details": [[{ "type": "paragraph", "text": "One." }, { "type": "paragraph", "text": "Two." }]] },
        ] }),
        "<dl><dt>Quay</dt><dt>Land<em>ing</em></dt><dd>Where boats lie.</dd><dd>It has<ul><li>steps</li></ul></dd>\
         <dt>Bank</dt><dd><p>One.</p><p>Two.</p></dd></dl>",
    )
    .await;
}

#[wasm_bindgen_test]
async fn details_open_when_they_are_asked_to() {
    check(
        json!({ "type": "details", "summary": ["How to ", { "type": "em", "text": "get there" }], "body": ["Along the river."] }),
        "<details><summary>How to <em>get there</em></summary><p>Along the river.</p></details>",
    )
    .await;
    check(
        json!({ "type": "details", "open": true, "text": "Along the river." }),
        "<details open=\"\"><p>Along the river.</p></details>",
    )
    .await;
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

#[wasm_bindgen_test]
async fn a_heading_cannot_take_a_name_of_the_reader() {
    let shown = samples::shown(
        samples::of_blocks(
            json!([{ "type": "heading", "level": 2, "id": "readerly-title", "text": "Hours" }]),
        ),
        "en",
    )
    .await;
    assert_eq!(shown.place.count("#readerly-title"), 1);
    assert_eq!(shown.place.text("#readerly-title"), "Market");
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
async fn notes_are_gathered_from_wherever_they_stand() {
    let note = |id: &str| json!({ "type": "note", "id": id, "text": id });
    let shown = samples::shown(
        samples::of_blocks(json!([
            { "type": "quote", "body": ["Said.", note("one")] },
            { "type": "list", "items": [["Food", note("two")]] },
            { "type": "details", "body": ["Text.", note("three")] },
            { "type": "definitions", "groups": [{ "terms": ["Quay"], "details": [["Steps.", note("four")]] }] },
        ])),
        "en",
    )
    .await;
    assert_eq!(
        shown.place.texts(".notes li > p"),
        ["one", "two", "three", "four"]
    );
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
