//! JSON behind what PHP prints, and what only looks like that.

use super::wordpress::post;
use super::*;

#[test]
fn json_behind_a_notice_of_php() {
    let notice = "<br />\n<b>Warning</b>: Undefined array key [x] in <b>/var/www/a.php</b> on line <b>7</b><br />\n";
    let warning = "article: text stands before the JSON, such as a notice of PHP, and was left out; mend what prints it";
    let text = [notice, &post("<p>a</p>", serde_json::json!({}))].concat();
    for format in [Format::Auto, Format::WordPress] {
        let (article, warnings) = read_with(&text, format, None, None).unwrap();
        assert_eq!(article.title, "Market");
        assert_eq!(warnings, [warning]);
    }
    // A server that prints plain text, and one whose headers were out already.
    let plain = "\nWarning: Undefined array key [x] in /var/www/a.php on line 7\n";
    let text = [plain, &post("<p>a</p>", serde_json::json!({}))].concat();
    for format in [Format::Auto, Format::WordPress] {
        for content_type in ["application/json", "text/html", ""] {
            let document = Document {
                text: &text,
                content_type,
            };
            let (article, warnings) = read_document(&document, format, None, None).unwrap();
            assert_eq!(article.title, "Market", "{content_type}");
            assert_eq!(warnings, [warning]);
        }
    }
    let map = r#"{"title": "/t"}"#;
    let mapped = [plain, r#"{"t": "c"}"#].concat();
    let (article, _) = read_with(&mapped, Format::Auto, Some(map), None).unwrap();
    assert_eq!(article.title, "c");
    // What went wrong behind it is told.
    let refusal = [notice, r#"{"code": "a", "message": "No route"}"#].concat();
    let error = read_with(&refusal, Format::Auto, None, None).unwrap_err();
    assert_eq!(error.kind(), "unknown-format");
    for notice in [notice, plain] {
        let error = read_with(notice, Format::WordPress, None, None).unwrap_err();
        assert_eq!(error.kind(), "not-json");
    }
}

#[test]
fn an_article_that_ends_in_brackets_is_no_notice() {
    for words in [
        "<b>Lưu ý:</b> xem chú thích [1]",
        "<b>Lưu ý:</b> chờ trả lời [{\"a\": 1}]",
        "<br>Đọc ở dòng on line [1]",
        "<h1>a</h1><p>b {c} [1]</p>",
    ] {
        let (article, warnings) = read_with(words, Format::Auto, None, None).unwrap();
        assert_ne!(article.body, [], "{words}");
        assert!(!warnings[0].contains("PHP"), "{words}");
    }
}
