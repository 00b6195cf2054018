//! Every kind of block.

use super::{body, whole};
use serde_json::{Value, json};

#[track_caller]
fn check(block: Value, expected: &str) {
    assert_eq!(body(json!([block])), expected);
}

#[test]
fn plain_blocks() {
    check(json!("A string."), "<p>A string.</p>");
    check(json!({ "type": "divider" }), "<hr>");
    let heading = |level: u8| json!({ "type": "heading", "level": level, "text": "Hours" });
    assert_eq!(
        body(json!([heading(2), heading(3)])),
        "<h2>Hours</h2><h3>Hours</h3>"
    );
    check(
        json!({ "type": "heading", "level": 2, "id": "hours", "text": "Hours" }),
        "<h2 id=\"hours\">Hours</h2>",
    );
}

#[test]
fn lists_nest_and_count() {
    check(
        json!({ "type": "list", "items": ["Fish", "Rice"] }),
        "<ul><li>Fish</li><li>Rice</li></ul>",
    );
    check(
        json!({ "type": "list", "ordered": true, "start": 3, "reversed": true, "items": ["Fish"] }),
        "<ol reversed=\"\" start=\"3\"><li>Fish</li></ol>",
    );
    check(
        json!({ "type": "list", "items": [["Food", { "type": "list", "items": ["Fish"] }]] }),
        "<ul><li>Food<ul><li>Fish</li></ul></li></ul>",
    );
    check(
        json!({ "type": "list", "items": [[{ "type": "paragraph", "text": "One." }, { "type": "paragraph", "text": "Two." }]] }),
        "<ul><li><p>One.</p><p>Two.</p></li></ul>",
    );
}

#[track_caller]
fn check_digits(list: Value, expected: Option<&str>) {
    let mut block = list;
    block["type"] = json!("list");
    let html = body(json!([block]));
    let (list, _) = html.split_once("<li>").unwrap();
    let digits = list
        .split_once("data-digits=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(digits, _)| digits);
    assert_eq!(digits, expected, "{list}");
}

#[test]
fn a_list_says_what_room_its_numbers_need_where_that_is_much() {
    let items = |count: usize| vec!["Fish"; count];
    let ordered = |count: usize| json!({ "ordered": true, "items": items(count) });
    check_digits(ordered(999), None);
    check_digits(ordered(1000), Some("5"));
    check_digits(json!({ "items": items(1000) }), None);
    let from = |start: i32, reversed: bool| json!({ "ordered": true, "start": start, "reversed": reversed, "items": items(2) });
    check_digits(from(998, false), None);
    check_digits(from(999, false), Some("5"));
    check_digits(from(1000, true), Some("5"));
    check_digits(from(-999, true), Some("5"));
    check_digits(from(99_998, false), Some("5"));
    check_digits(from(99_999, false), Some("10"));
    check_digits(from(i32::MAX, false), Some("10"));
    check_digits(from(i32::MIN, true), Some("10"));
    let countdown =
        |count: usize| json!({ "ordered": true, "reversed": true, "items": items(count) });
    check_digits(countdown(999), None);
    check_digits(countdown(1000), Some("5"));
}

#[test]
fn a_task_has_its_box_and_no_bullet() {
    check(
        json!({ "type": "list", "items": ["☑ Sweep", ["☐ ", { "type": "em", "text": "Paint" }], "Fish ☑"] }),
        "<ul><li class=\"task\">☑ Sweep</li><li class=\"task\">☐ <em>Paint</em></li><li>Fish ☑</li></ul>",
    );
}

#[test]
fn a_quote_names_its_source() {
    check(
        json!({ "type": "quote", "text": "A full market.", "cite": "Ba Tu" }),
        "<figure class=\"quote\"><blockquote><p>A full market.</p></blockquote><figcaption>Ba Tu</figcaption></figure>",
    );
    check(
        json!({ "type": "quote", "body": ["One.", "Two."] }),
        "<figure class=\"quote\"><blockquote><p>One.</p><p>Two.</p></blockquote></figure>",
    );
}

#[test]
fn code_keeps_its_lines_and_can_be_scrolled_by_keyboard() {
    check(
        json!({ "type": "code", "language": "json", "text": "{\n  \"fee\": 5\n}" }),
        "<pre class=\"code\" tabindex=\"0\" role=\"group\" dir=\"ltr\" translate=\"no\" \
         aria-label=\"Code, scroll sideways to see all of it\" data-language=\"json\"><code dir=\"ltr\">{\n  \"fee\": 5\n}</code></pre>",
    );
}

#[test]
fn a_picture_says_all_of_itself_before_it_is_fetched() {
    check(
        json!({ "type": "figure", "caption": "The quay", "credit": "Minh Chau", "image": {
            "url": "quay.webp", "alt": "Steps to the water", "width": 1600, "height": 900,
            "candidates": [{ "url": "quay-400.webp", "width": 400 }, { "url": "quay-800.webp", "width": 800 }],
        } }),
        "<figure class=\"figure\"><img loading=\"lazy\" decoding=\"async\" alt=\"Steps to the water\" width=\"1600\" height=\"900\" \
         srcset=\"https://ward.example/news/quay-400.webp 400w, https://ward.example/news/quay-800.webp 800w\" \
         sizes=\"(min-width: 48rem) 44rem, 100vw\" src=\"https://ward.example/news/quay.webp\">\
         <figcaption>The quay <span class=\"credit\"><span>Photo:</span> Minh Chau</span></figcaption></figure>",
    );
    // An empty alternative is a statement and stays; what is not known is not made up.
    check(
        json!({ "type": "figure", "image": { "url": "quay.webp", "alt": "" } }),
        "<figure class=\"figure\"><img loading=\"lazy\" decoding=\"async\" alt=\"\" \
         src=\"https://ward.example/news/quay.webp\"></figure>",
    );
}

#[test]
fn a_cell_says_where_its_text_stands() {
    check(
        json!({ "type": "table", "head": [["Goods", { "text": "Fee", "align": "right" }]], "body": [["Fish", { "text": "5,000", "align": "right" }]] }),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table, scroll to see all of it\"><table>\
         <thead><tr><th scope=\"col\">Goods</th><th scope=\"col\" data-align=\"right\">Fee</th></tr></thead>\
         <tbody><tr><td>Fish</td><td data-align=\"right\">5,000</td></tr></tbody></table></div>",
    );
}

#[test]
fn a_recording_is_not_fetched_before_it_is_asked_for() {
    check(
        json!({ "type": "audio", "url": "news.mp3", "title": "Morning news", "caption": "From the ward" }),
        "<figure class=\"audio\"><audio controls=\"\" preload=\"none\" aria-label=\"Morning news\" \
         src=\"https://ward.example/news/news.mp3\"></audio><figcaption>From the ward</figcaption></figure>",
    );
}

#[test]
fn terms_and_their_meanings() {
    check(
        json!({ "type": "definitions", "groups": [
            { "terms": ["Quay", ["Land", { "type": "em", "text": "ing" }]], "details": ["Where boats lie.", ["It has", { "type": "list", "items": ["steps"] }]] },
            { "terms": ["Bank"], "details": [[{ "type": "paragraph", "text": "One." }, { "type": "paragraph", "text": "Two." }]] },
        ] }),
        "<dl><dt>Quay</dt><dt>Land<em>ing</em></dt><dd>Where boats lie.</dd><dd>It has<ul><li>steps</li></ul></dd>\
         <dt>Bank</dt><dd><p>One.</p><p>Two.</p></dd></dl>",
    );
}

#[test]
fn measures_are_counted_openings_that_follow_each_other() {
    let strong = |opening: &str| json!({ "type": "paragraph", "text": [{ "type": "strong", "text": opening }, "keep it clean."] });
    assert_eq!(
        body(json!([
            strong("Một là: "),
            strong("Important "),
            "Hai là: keep it dry.",
            strong("A whole sentence in bold that merely ends in a colon: "),
        ])),
        "<p class=\"measure\"><strong>Một là: </strong>keep it clean.</p>\
         <p><strong>Important </strong>keep it clean.</p>\
         <p class=\"measure counted\">Hai là: keep it dry.</p>\
         <p><strong>A whole sentence in bold that merely ends in a colon: </strong>keep it clean.</p>"
    );
}

#[test]
fn a_gallery_holds_pictures_under_one_caption() {
    let picture = |name: &str| {
        format!(
            "<img loading=\"lazy\" decoding=\"async\" alt=\"\" src=\"https://ward.example/news/{name}\">"
        )
    };
    let (upper, lower) = (picture("upper.webp"), picture("lower.webp"));
    check(
        json!({ "type": "gallery", "caption": "Both landings", "columns": 3, "figures": [
            { "image": { "url": "upper.webp", "alt": "" } },
            { "image": { "url": "lower.webp", "alt": "" }, "caption": "In the rain" },
        ] }),
        &format!(
            "<figure class=\"gallery\"><div class=\"gallery-pictures\" data-columns=\"3\">\
             <figure class=\"figure\">{upper}</figure>\
             <figure class=\"figure\">{lower}<figcaption>In the rain</figcaption></figure>\
             </div><figcaption>Both landings</figcaption></figure>"
        ),
    );
    // As many beside each other as there is room for.
    check(
        json!({ "type": "gallery", "figures": [{ "image": { "url": "upper.webp", "alt": "" } }] }),
        &format!(
            "<figure class=\"gallery\"><div class=\"gallery-pictures\"><figure class=\"figure\">{upper}</figure></div></figure>"
        ),
    );
}

#[test]
fn a_picture_leads_where_it_is_told_to() {
    let figure = |alt: &str, link: &str| json!({ "type": "figure", "link": link, "image": { "url": "quay.webp", "alt": alt } });
    let named = json!({ "type": "figure", "link": "#hours", "caption": ["The ", { "type": "em", "text": "quay" }],
        "image": { "url": "quay.webp", "alt": "" } });
    for (block, link, alt, caption) in [
        (
            figure("Steps", "/map"),
            "href=\"https://ward.example/map\"",
            "Steps",
            "",
        ),
        // Without words of its own the picture is named by what belongs to it.
        (
            figure("", "https://elsewhere.example/"),
            "rel=\"noopener nofollow ugc\" href=\"https://elsewhere.example/\" aria-label=\"https://elsewhere.example/\"",
            "",
            "",
        ),
        (
            figure("", "#hours"),
            "href=\"#hours\" aria-label=\"hours\"",
            "",
            "",
        ),
        (
            named,
            "href=\"#hours\" aria-label=\"The quay\"",
            "",
            "<figcaption>The <em>quay</em></figcaption>",
        ),
    ] {
        check(
            block,
            &format!(
                "<figure class=\"figure\"><a {link}><img loading=\"lazy\" decoding=\"async\" alt=\"{alt}\" \
                 src=\"https://ward.example/news/quay.webp\"></a>{caption}</figure>"
            ),
        );
    }
}

#[test]
fn details_open_when_they_are_asked_to() {
    check(
        json!({ "type": "details", "summary": ["How to ", { "type": "em", "text": "get there" }], "body": ["Along the river."] }),
        "<details><summary>How to <em>get there</em></summary><p>Along the river.</p></details>",
    );
    check(
        json!({ "type": "details", "open": true, "text": "Along the river." }),
        "<details open=\"\"><p>Along the river.</p></details>",
    );
}

#[test]
fn a_heading_cannot_take_a_name_of_the_reader() {
    check(
        json!({ "type": "heading", "level": 2, "id": "readerly-title", "text": "Hours" }),
        "<h2>Hours</h2>",
    );
}

#[test]
fn a_table_has_headers_with_scope_and_what_scrolls_a_name() {
    check(
        json!({ "type": "table", "caption": "Fees", "head": [["Goods", { "text": "Fee", "colspan": 2 }]], "body": [
            [{ "text": "Fish", "header": "row", "rowspan": 2 }, "5,000", "dong"],
            ["6,000", "dong"],
        ] }),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table, scroll to see all of it\"><table><caption>Fees</caption>\
         <thead><tr><th scope=\"col\">Goods</th><th scope=\"col\" colspan=\"2\">Fee</th></tr></thead>\
         <tbody><tr><th scope=\"row\" rowspan=\"2\">Fish</th><td data-align=\"number\">5,000</td><td>dong</td></tr>\
         <tr><td data-align=\"number\">6,000</td><td>dong</td></tr></tbody></table></div>",
    );
    check(
        json!({ "type": "table", "body": [["5,000"]] }),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table, scroll to see all of it\">\
         <table><tbody><tr><td data-align=\"number\">5,000</td></tr></tbody></table></div>",
    );
}

/// The rows of a table as letters: `#` for a cell of a column of numbers, `.` for
/// any other.
#[track_caller]
fn check_numbers(table: Value, expected: &str) {
    let mut block = table;
    block["type"] = json!("table");
    let html = body(json!([block]));
    let rows: Vec<String> = html
        .split("<tr>")
        .skip(1)
        .map(|row| {
            row.split("<t")
                .filter(|cell| cell.starts_with("h ") || cell.starts_with('d'))
                .map(|cell| {
                    if cell.contains("data-align=\"number\"") {
                        '#'
                    } else {
                        '.'
                    }
                })
                .collect()
        })
        .collect();
    assert_eq!(rows.join(" "), expected, "{html}");
}

#[test]
fn columns_of_numbers_are_told_apart() {
    check_numbers(
        json!({ "head": [["Year", "Fee", "Place"]], "body": [["2021", "1.234,5", "Quay 1"], ["2022", "–", "3"], ["2023", "−12 %", "4"]] }),
        "##. ##. ##. ##.",
    );
    // In the digits of Arabic and Persian, too.
    check_numbers(json!({ "body": [["سوق", "١٢٠"], ["نهر", "۸۵"]] }), ".# .#");
    // A column without any number, and dates.
    check_numbers(json!({ "body": [["–", "14/5/2024"], ["", "1"]] }), ".. ..");
    // What the source says holds.
    check_numbers(
        json!({ "head": [["Fee"]], "body": [[{ "text": "5", "align": "left" }], ["6"]] }),
        "# . #",
    );
    // Columns are counted from the end, so that a cell of several rows at the start
    // does not confuse them, and a cell of several columns is none.
    check_numbers(
        json!({ "head": [["Goods", { "text": "Fee", "colspan": 2 }]], "body": [
            [{ "text": "Fish", "rowspan": 2 }, "5", "dong"], ["6", "dong"], [{ "text": "Total", "colspan": 2 }, "dong"],
        ] }),
        ".. .#. #. ..",
    );
    check_numbers(
        json!({ "body": [vec!["1"; 70]] }),
        &format!("{}{}", ".".repeat(6), "#".repeat(64)),
    );
}

#[test]
fn a_video_has_a_place_for_its_player() {
    check(
        json!({ "type": "video", "url": "market.mp4" }),
        "<div class=\"player\"></div>",
    );
}

#[test]
fn notes_are_gathered_from_wherever_they_stand() {
    let note = |id: &str| json!({ "type": "note", "id": id, "text": id });
    let html = whole(
        &json!({ "version": 1, "body": [
            { "type": "quote", "body": ["Said.", note("one")] },
            { "type": "list", "items": [["Food", note("two")]] },
            { "type": "details", "body": ["Text.", note("three")] },
            { "type": "definitions", "groups": [{ "terms": ["Quay"], "details": [["Steps.", note("four")]] }] },
        ] }),
        "en",
    );
    let (_, notes) = html.split_once("</dl></div>").unwrap();
    let mut expected = String::from(
        "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"readerly-notes\">\
         <h2 id=\"readerly-notes\">Notes</h2><ol>",
    );
    for (index, name) in ["one", "two", "three", "four"].iter().enumerate() {
        expected.push_str(&format!(
            "<li id=\"note-{name}\"><p>{name}</p><a class=\"note-back\" role=\"doc-backlink\" href=\"#ref-{name}\" \
             aria-label=\"Back to note {} in the text\">↩</a></li>",
            index + 1
        ));
    }
    assert_eq!(notes, expected + "</ol></section>");
}

#[test]
fn a_reference_leads_to_its_note_and_back() {
    let reference = |id: &str| json!({ "type": "note", "ref": id });
    assert_eq!(
        body(json!([
            { "type": "paragraph", "text": ["Fees", reference("fees"), " and days", reference("days")] },
            { "type": "paragraph", "text": ["Fees again", reference("fees")] },
            { "type": "note", "id": "fees", "text": "They change each May." },
            { "type": "note", "id": "days", "label": "*", "text": "Not in the rain." },
        ])),
        "<p>Fees<sup><a class=\"note-reference\" role=\"doc-noteref\" href=\"#note-fees\" aria-label=\"Note 1\" id=\"ref-fees\">1</a></sup> \
         and days<sup><a class=\"note-reference\" role=\"doc-noteref\" href=\"#note-days\" aria-label=\"Note 2\" id=\"ref-days\">2</a></sup></p>\
         <p>Fees again<sup><a class=\"note-reference\" role=\"doc-noteref\" href=\"#note-fees\" aria-label=\"Note 1\">1</a></sup></p>"
    );
}

#[test]
fn a_credit_is_labelled_once() {
    let credit = |credit: &str| {
        let image = json!({ "url": "a.webp", "alt": "" });
        let html = body(json!([{ "type": "figure", "credit": credit, "image": image }]));
        let (_, rest) = html.split_once("<span class=\"credit\">").unwrap();
        let (credit, _) = rest.split_once("</figcaption>").unwrap();
        credit.replace("<span>", "").replace("</span>", "")
    };
    assert_eq!(credit("Minh Châu"), "Photo: Minh Châu");
    assert_eq!(credit("Ảnh: Minh Châu"), "Ảnh: Minh Châu");
    assert_eq!(credit("写真：市役所"), "写真：市役所");
    assert_eq!(credit("© AFP"), "© AFP");
    assert_eq!(credit("Photo by Jane Doe"), "Photo by Jane Doe");
    assert_eq!(credit("photo courtesy of AFP"), "photo courtesy of AFP");
    assert_eq!(credit("Photopress"), "Photo: Photopress");
    assert_eq!(credit("Photo"), "Photo: Photo");
    assert_eq!(credit("ả"), "Photo: ả");
    assert_eq!(
        credit("https://ward.example/"),
        "Photo: https://ward.example/"
    );
}

/// What is said of the last block of a long article, which begins with `expected`.
#[track_caller]
fn check_lines(last: Value, expected: &str) {
    let mut blocks = vec![json!("a"); 16];
    blocks.push(last);
    let html = body(json!(blocks));
    let last = html.strip_prefix(&"<p>a</p>".repeat(16)).unwrap();
    assert!(last.starts_with(expected), "{last}");
}

#[test]
fn beyond_the_first_screens_a_block_says_how_many_lines_it_may_take() {
    check_lines(json!("Short."), "<p data-lines=\"1\">");
    check_lines(json!("x".repeat(10 * 68)), "<p data-lines=\"10\">");
    check_lines(json!("x".repeat(90 * 68)), "<p data-lines=\"50\">");
    // Letters count, and not bytes; those of East Asia are wide.
    check_lines(json!("ợ".repeat(4 * 68)), "<p data-lines=\"4\">");
    check_lines(json!("字".repeat(4 * 34)), "<p data-lines=\"4\">");
    // Each item begins a line.
    check_lines(
        json!({ "type": "list", "items": ["a", "b", "c", "d"] }),
        "<ul data-lines=\"2\">",
    );
    check_lines(
        json!({ "type": "quote", "text": "Market." }),
        "<figure class=\"quote\" data-lines=\"1\">",
    );
}

#[test]
fn what_is_no_text_says_nothing_of_lines() {
    check_lines(
        json!({ "type": "heading", "level": 2, "text": "Hours" }),
        "<h2>",
    );
    check_lines(json!({ "type": "divider" }), "<hr>");
    check_lines(
        json!({ "type": "figure", "image": { "url": "a.webp", "alt": "" } }),
        "<figure class=\"figure\">",
    );
    check_lines(
        json!({ "type": "video", "url": "a.mp4" }),
        "<div class=\"player\">",
    );
}
