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
