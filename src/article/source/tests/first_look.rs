//! What the module that everybody downloads reads alone, and what it hands on.

use super::*;
use crate::article::json::WithoutHtml;

const ALONE: Option<bool> = None;
const PARSED: Option<bool> = Some(true);
const AS_TEXT: Option<bool> = Some(false);

#[track_caller]
fn check(text: &str, format: Format, expected: Option<bool>) {
    let native = NativeHtml { base: BASE };
    let document = Document {
        text,
        content_type: "application/json",
    };
    let context = |html| Context {
        base: BASE,
        urls: &NativeUrls,
        html,
        map: None,
        item: None,
    };
    let whole = read(&document, format, &context(&native));
    match read_own(&document, format, &context(&WithoutHtml)) {
        Ok(answer) => {
            assert_eq!(expected, ALONE, "{text}");
            assert_eq!(answer, whole, "{text}");
        }
        Err(value) => {
            assert_eq!(expected, Some(value.is_some()), "{text}");
            let read = read_parsed(&document, value.as_ref(), format, &context(&native));
            assert_eq!(read, whole, "{text}");
        }
    }
}

#[test]
fn html_is_noticed_before_anything_is_read() {
    let article = |body: &str| format!(r#"{{"version": 1, "title": "t", "body": [{body}]}}"#);
    for (body, expected) in [
        (r#""a""#, ALONE),
        (r#"{"type": "paragraph", "text": "html"}"#, ALONE),
        (
            r#"{"type": "code", "text": "a", "language": "html"}"#,
            ALONE,
        ),
        (r#"{"type": "html", "html": "<p>a"}"#, PARSED),
        (r#"{"type": " html ", "html": "<p>a"}"#, PARSED),
        (
            r#"{"type": "quote", "body": [{"type": "html", "html": "<p>a"}]}"#,
            PARSED,
        ),
        (
            r#"{"type": "paragraph", "text": ["a", {"type": "html", "html": "<b>a</b>"}]}"#,
            PARSED,
        ),
    ] {
        check(&article(body), Format::Auto, expected);
        check(&article(body), Format::Json, expected);
        check(&article(body), Format::WordPress, AS_TEXT);
    }
}

#[test]
fn what_is_no_article_json_is_handed_on() {
    check(fixture!("wordpress.json"), Format::Auto, PARSED);
    check(fixture!("json-feed.json"), Format::Auto, PARSED);
    check(fixture!("atom.xml"), Format::Auto, AS_TEXT);
    check("{\"version\": 1,", Format::Auto, AS_TEXT);
    check("{}", Format::Json, ALONE);
}
