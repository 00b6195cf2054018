//! Errors, warnings and the values that earn them.

use super::*;

#[test]
fn counts_are_exact_or_absent() {
    #[track_caller]
    fn check(written: &str, expected: Option<u64>) {
        let article = [
            r#"{"version":1,"title":"T","body":["x"],"views":"#,
            written,
            "}",
        ]
        .concat();
        let (article, warnings) = read_text(&article).unwrap();
        assert_eq!(article.views, expected, "{written}");
        assert_eq!(
            warnings.len(),
            usize::from(expected.is_none() && written != "null")
        );
    }
    check("0", Some(0));
    check("1365", Some(1365));
    check("9007199254740993", Some(9_007_199_254_740_993));
    check("18446744073709551615", Some(u64::MAX));
    check("\"18446744073709551615\"", Some(u64::MAX));
    check("\" 12 \"", Some(12));
    check("\"007\"", Some(7));
    check("null", None);
    check("18446744073709551616", None);
    check("\"18446744073709551616\"", None);
    check("-1", None);
    check("1.5", None);
    check("1e3", None);
    check("\"-1\"", None);
    check("\"+1\"", None);
    check("\"1.365\"", None);
    check("\"\"", None);
    check("\"١٢\"", None);
    check("true", None);
    check("[1]", None);
}

#[test]
fn errors() {
    #[track_caller]
    fn check(text: &str, kind: &str, sentence: &str) {
        let error = read_text(text).unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.to_string(), sentence);
    }
    check(
        "<!doctype html><title>404</title>",
        "not-json",
        "the article is not JSON: it begins with \"<\" like an HTML page, at line 1, column 1; check that the address answers with article JSON and is not cut off",
    );
    check(
        "",
        "not-json",
        "the article is not JSON: it is empty at line 1, column 0; check that the address answers with article JSON and is not cut off",
    );
    check(
        "{\n\"version\": 1,",
        "not-json",
        "the article is not JSON: it ends too early at line 2, column 13; check that the address answers with article JSON and is not cut off",
    );
    check(
        "{\"version\": 1,}",
        "not-json",
        "the article is not JSON: trailing comma at line 1, column 15; check that the address answers with article JSON and is not cut off",
    );
    check(
        &"[".repeat(500),
        "too-deep",
        "the article nests lists and objects more than 127 deep; flatten it",
    );
    check(
        "[1]",
        "not-an-object",
        "the article JSON is a list; it must be an object with \"version\", \"title\" and \"body\"",
    );
    check(
        "{\"version\": 2, \"title\": \"T\"}",
        "unsupported-version",
        "article JSON of version \"2\" is not known to this reader; write \"version\": 1 or load a newer reader",
    );
    check(
        "{\"version\": \"1.0\"}",
        "unsupported-version",
        "article JSON of version \"1.0\" is not known to this reader; write \"version\": 1 or load a newer reader",
    );
    check(
        "{\"version\": 1, \"title\": \" \", \"body\": []}",
        "empty",
        "the article has neither a title nor any text; give it a title and a body",
    );
    check(
        &" ".repeat(MAX_BYTES + 1),
        "too-large",
        "the article is 20971521 bytes long and at most 20971520 are read; keep pictures and videos as files and name their addresses",
    );
}

#[test]
fn titles_and_versions() {
    #[track_caller]
    fn check(text: &str, title: &str, blocks: usize, expected: &[&str]) {
        let (article, warnings) = read_text(text).unwrap();
        assert_eq!(article.title, title);
        assert_eq!(article.body.len(), blocks);
        assert_eq!(warnings, expected);
    }
    check(
        "\u{FEFF}{\"version\": 1, \"title\": \" T \", \"body\": \"x\"}",
        "T",
        1,
        &[],
    );
    check(
        "{\"title\": \"T\", \"body\": [\"x\"]}",
        "T",
        1,
        &["field \"version\": is missing; 1 was taken"],
    );
    check(
        "{\"version\": \"1\", \"title\": \"T\", \"body\": [\"x\"]}",
        "T",
        1,
        &["field \"version\": is a string; write the number 1"],
    );
    check(
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/articles/smallest.json"
        )),
        "Một dòng tin",
        0,
        &["field \"body\": holds nothing to read; only the title is shown"],
    );
    let heading = r#"{"type":"heading","level":2,"text":"H"}"#;
    check(
        &[r#"{"version":1,"body":["#, heading, r#","x"]}"#].concat(),
        "H",
        1,
        &["field \"title\": is missing; the first heading took its place"],
    );
    check(
        &[r#"{"version":1,"body":["x","#, heading, "]}"].concat(),
        "",
        2,
        &["field \"title\": is missing; the article is shown without a headline"],
    );
}

#[test]
fn warnings_of_single_fields() {
    #[track_caller]
    fn check(key: &str, value: Value, expected: &[&str]) {
        assert_eq!(read_field(key, value).1, expected);
    }
    check("kicker", json!(null), &[]);
    check("$schema", json!("https://example.com/schema.json"), &[]);
    check("_internal", json!({"id": 4}), &[]);
    check("dir", json!("auto"), &[]);
    check("authors", json!("Ann"), &[]);
    check(
        "image",
        json!({"type": "figure", "image": {"url": "a.png", "alt": ""}}),
        &[],
    );
    check(
        "lead",
        json!(5),
        &[
            "field \"lead\": a number stands where text (a string or a list of inlines) belongs; it was left out",
        ],
    );
    check(
        "authors",
        json!([{"name": ["Ann"]}]),
        &["field \"authors[1].name\": a list stands where a string belongs; it was left out"],
    );
    check(
        "body",
        json!([{"type": "figure", "image": {"url": "a.png", "alt": "", "colour": 1}}]),
        &[
            "block 1 (figure), field \"image.colour\": is not known here and was ignored; known fields: url, alt, width, height, candidates",
        ],
    );
    check(
        "body",
        json!(["a", {"type": "figure", "image": {"url": "javascript:x", "alt": ""}}]),
        &[
            "block 2 (figure), field \"image.url\": \"javascript:…\" is not an allowed address; the picture was left out",
        ],
    );
    check(
        "body",
        json!(["a", {"type": "list", "items": ["b", [{"type": "paragraph", "text": [" "]}, {"type": "quote"}]]}]),
        &[
            "block 2 (list), field \"items[2][1]\": holds no text; it was left out",
            "block 2 (list), field \"items[2][2]\": holds no text; it was left out",
            "block 2 (list), field \"items[2]\": holds no text; it was left out",
        ],
    );
    check(
        "body",
        json!([{"type": "heading", "level": 3, "id": "a", "text": "A"}, {"type": "note", "id": "a", "text": "B"}]),
        &["block 2 (note), field \"id\": \"a\" is used twice; links lead to the first"],
    );
    check(
        "body",
        json!([{"type": "paragraph", "text": [{"type": "blink", "text": "kept"}]}]),
        &[
            "block 1 (paragraph), field \"text[1].type\": \"blink\" is no inline type; only its text is shown; known types: text, strong, em, link, code, sub, sup, mark, break, note, abbr, time, span, small, del, ins, ruby, image, html",
        ],
    );
}

#[test]
fn the_examples_of_the_documentation_are_read_without_a_warning() {
    let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/article-json.md"));
    let mut count = 0;
    for fence in page.split("```json\n").skip(1) {
        let example = fence.split("\n```").next().unwrap();
        let value: Value = serde_json::from_str(example).unwrap();
        let article = match value {
            Value::Object(map) if map.contains_key("version") => Value::Object(map),
            Value::Array(blocks) => json!({"version": 1, "title": "Tin", "body": blocks}),
            block => json!({"version": 1, "title": "Tin", "body": [block]}),
        };
        assert_eq!(read_text(&article.to_string()).unwrap().1, [""; 0]);
        count += 1;
    }
    assert_eq!(count, 3);
}
