//! What stands around the text.

use super::{body, whole};
use serde_json::json;

#[test]
fn an_article_without_anything_around_it() {
    assert_eq!(
        whole(&json!({ "version": 1, "body": ["Text."] }), "en"),
        "<header></header><div class=\"body\" part=\"body\"><p>Text.</p></div>"
    );
}

#[test]
fn head_picture_byline_and_tags() {
    let article = json!({
        "version": 1, "title": "Chợ ven sông", "kicker": "Tin phường", "views": 1365, "url": "/news/market",
        "lead": ["Sau ", { "type": "em", "text": "hai năm" }], "body": ["Chữ."], "tags": ["chợ", "sông"],
        "authors": [
            { "name": "Trần Văn A", "role": ["Phó Chủ tịch", "UBND phường"], "url": "/people/a" },
            { "name": "Lan", "url": "https://elsewhere.example/lan" },
        ],
        "image": { "image": { "url": "market.webp", "alt": "Bến" } },
    });
    assert_eq!(
        whole(&article, "vi"),
        "<header><p class=\"kicker\" part=\"kicker\">Tin phường</p>\
         <h1 class=\"title\" part=\"title\" id=\"readerly-title\">Chợ ven sông</h1>\
         <p class=\"facts\" part=\"facts\"><span class=\"views\">Lượt xem: <span translate=\"no\">1365</span></span></p>\
         <p class=\"lead\" part=\"lead\">Sau <em>hai năm</em></p></header>\
         <figure class=\"main-picture\"><img loading=\"eager\" decoding=\"async\" alt=\"Bến\" \
         src=\"https://ward.example/news/market.webp\"></figure>\
         <div class=\"body\" part=\"body\"><p>Chữ.</p></div>\
         <footer class=\"byline\" part=\"byline\"><p class=\"author\"><span class=\"name\">\
         <a rel=\"author\" href=\"https://ward.example/people/a\">Trần Văn A</a></span>\
         <span class=\"role\">Phó Chủ tịch</span><span class=\"role\">UBND phường</span></p>\
         <p class=\"author\"><span class=\"name\">\
         <a rel=\"author noopener nofollow ugc\" href=\"https://elsewhere.example/lan\">Lan</a></span></p></footer>\
         <ul class=\"tags\"><li>chợ</li><li>sông</li></ul>\
         <p class=\"original\" part=\"original\"><a href=\"https://ward.example/news/market\">Đọc bản gốc</a></p>"
    );
}

#[test]
fn a_line_leads_to_the_articles_own_address_unless_it_is_here() {
    let end_of = |url: &str| {
        let article = json!({ "version": 1, "title": "a", "url": url, "body": [] });
        let html = whole(&article, "en");
        html.split_once("</div>").unwrap().1.to_owned()
    };
    assert_eq!(end_of("https://ward.example/here"), "");
    assert_eq!(
        end_of("https://elsewhere.example/a"),
        "<p class=\"original\" part=\"original\"><a rel=\"noopener nofollow ugc\" \
         href=\"https://elsewhere.example/a\">Read the original</a></p>"
    );
}

#[test]
fn the_rest_of_an_article_has_its_reason_and_its_link_once() {
    let article = json!({ "version": 1, "url": "/a", "body": ["Text."], "rest": "members" });
    assert_eq!(
        whole(&article, "en"),
        "<header></header><div class=\"body\" part=\"body\"><p>Text.</p></div>\
         <div class=\"rest\" part=\"rest\"><p>The rest is for members.</p>\
         <p class=\"original\" part=\"original\"><a href=\"https://ward.example/a\">Read the original</a></p></div>"
    );
}

#[test]
fn a_long_article_has_a_list_of_its_sections() {
    let heading = |level: u8, id: &str, text: &str| json!({ "type": "heading", "level": level, "id": id, "text": text });
    let article = json!({ "version": 1, "title": "Market", "body": [
        heading(2, "hours", "Hours"),
        { "type": "heading", "level": 3, "text": "Holidays" },
        heading(2, "readerly-title", "Fees"),
    ] });
    assert_eq!(
        whole(&article, "en"),
        "<header><h1 class=\"title\" part=\"title\" id=\"readerly-title\">Market</h1></header>\
         <details class=\"outline\" part=\"outline\"><summary id=\"readerly-contents\">Contents</summary><nav aria-labelledby=\"readerly-contents\"><ul>\
         <li><a href=\"#hours\">Hours</a></li><li class=\"deeper\"><a href=\"#readerly-section-2\">Holidays</a></li>\
         <li><a href=\"#readerly-section-3\">Fees</a></li></ul></nav></details>\
         <div class=\"body\" part=\"body\"><h2 id=\"hours\">Hours</h2>\
         <h3 id=\"readerly-section-2\">Holidays</h3><h2 id=\"readerly-section-3\">Fees</h2></div>"
    );
}

#[test]
fn a_short_article_needs_no_list() {
    let heading = |text: &str| json!({ "type": "heading", "level": 2, "text": text });
    assert_eq!(
        body(json!([heading("Hours"), heading("Fees")])),
        "<h2>Hours</h2><h2>Fees</h2>"
    );
}

/// Level and words of all headings of an article under this level, as they are heard.
#[track_caller]
fn check_levels(article: &serde_json::Value, level: u8, expected: &[(u8, &str)]) {
    let mut article = article.clone();
    article["level"] = json!(level);
    let html = whole(&article, "en");
    let mut heard = Vec::new();
    for part in html.split("<h").skip(1) {
        let (open, rest) = part.split_once('>').unwrap();
        let (element, attributes) = open.split_at(1);
        // "<header" and "<hr" are none.
        let Ok(element) = element.parse::<u8>() else {
            continue;
        };
        let said = attributes.split_once("aria-level=\"");
        let said = said.map(|(_, said)| said[..1].parse().unwrap());
        heard.push((
            said.unwrap_or(element),
            rest.split_once('<').unwrap().0.to_owned(),
        ));
    }
    let expected: Vec<(u8, String)> = expected
        .iter()
        .map(|(level, words)| (*level, (*words).to_owned()))
        .collect();
    assert_eq!(heard, expected, "{html}");
}

#[test]
fn headings_stand_where_the_page_has_room_for_them() {
    let heading =
        |level: u8, text: &str| json!({ "type": "heading", "level": level, "text": text });
    let note = json!({ "type": "note", "id": "a", "text": "b" });
    let mut article = json!({
        "version": 1, "title": "Market", "body": ["a", heading(2, "Fees"), heading(4, "Fish"), note],
    });
    check_levels(
        &article,
        1,
        &[(1, "Market"), (2, "Fees"), (3, "Fish"), (2, "Notes")],
    );
    check_levels(
        &article,
        2,
        &[(2, "Market"), (3, "Fees"), (4, "Fish"), (3, "Notes")],
    );
    check_levels(
        &article,
        4,
        &[(4, "Market"), (5, "Fees"), (6, "Fish"), (5, "Notes")],
    );
    let deep = json!({
        "version": 1, "title": "Market",
        "body": [heading(2, "a"), heading(3, "b"), heading(4, "c"), heading(5, "d"), heading(6, "e")],
    });
    check_levels(
        &deep,
        1,
        &[
            (1, "Market"),
            (2, "a"),
            (3, "b"),
            (4, "c"),
            (5, "d"),
            (6, "e"),
        ],
    );
    // Some screen readers know no more than six.
    check_levels(
        &deep,
        2,
        &[
            (2, "Market"),
            (3, "a"),
            (4, "b"),
            (5, "c"),
            (6, "d"),
            (6, "e"),
        ],
    );
    // Without a title nothing stands between the page and the sections.
    article.as_object_mut().unwrap().remove("title");
    check_levels(&article, 1, &[(2, "Fees"), (3, "Fish"), (2, "Notes")]);
    check_levels(&article, 2, &[(2, "Fees"), (3, "Fish"), (2, "Notes")]);
    check_levels(&article, 3, &[(3, "Fees"), (4, "Fish"), (3, "Notes")]);
}

#[test]
fn of_several_articles_each_names_its_parts_with_its_title() {
    let heading = |text: &str| json!({ "type": "heading", "level": 2, "text": text });
    let mut article = json!({
        "version": 1, "title": "Market", "body": [
            "a", heading("b"), heading("c"), heading("d"), { "type": "note", "id": "a", "text": "b" },
        ],
    });
    for (several, contents, notes) in [
        (false, "\"readerly-contents\"", "\"readerly-notes\""),
        (
            true,
            "\"readerly-contents readerly-title\"",
            "\"readerly-notes readerly-title\"",
        ),
    ] {
        article["several"] = json!(several);
        let html = whole(&article, "en");
        assert!(
            html.contains(&format!("<nav aria-labelledby={contents}>")),
            "{html}"
        );
        assert!(
            html.contains(&format!("role=\"doc-endnotes\" aria-labelledby={notes}>")),
            "{html}"
        );
    }
}
