//! Sources that are as long as any that are read, in the shapes that trap a
//! reader: nothing takes a time that grows with the square of its length, and
//! what comes out is bounded whatever goes in. A reader that falls into such a
//! trap does not finish here.

use readerly::article::native::{NativeHtml, NativeUrls};
use readerly::article::source::{self, Context, Document, Format};
use readerly::article::testing::{assert_sound, count_parts};
use readerly::article::{Article, MAX_BYTES, MAX_NODES, ReadError, Warnings};
use readerly::json::{self, FaultKind};

const BASE: &str = "https://song-xanh.example/tin-tuc/bai-1";

/// What is long enough for a square to hurt, where the whole length would make
/// an honest reader slow too.
const LONG: usize = 3 << 20;

/// As much HTML as html5ever parses unoptimised in a second or two.
const LONG_HTML: usize = 256 << 10;

/// A text of `unit`s between two ends, just short of the limit.
fn longest(start: &str, unit: &str, end: &str) -> String {
    of_length(MAX_BYTES, start, unit, end)
}

/// A long text of `unit`s between two ends.
fn filled(start: &str, unit: &str, end: &str) -> String {
    of_length(LONG, start, unit, end)
}

fn filled_html(start: &str, unit: &str, end: &str) -> String {
    of_length(LONG_HTML, start, unit, end)
}

fn of_length(length: usize, start: &str, unit: &str, end: &str) -> String {
    let room = length - start.len() - end.len();
    let mut text = start.to_owned();
    for _ in 0..room / unit.len() {
        text.push_str(unit);
    }
    text.push_str(end);
    text
}

fn numbered(start: &str, count: usize, unit: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = start.to_owned();
    for number in 0..count {
        text.push_str(&unit(number));
    }
    text.push_str(end);
    assert!(text.len() <= MAX_BYTES, "{}", text.len());
    text
}

fn read(text: &str, format: Format) -> Result<Article, ReadError> {
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
        map: None,
        item: None,
    };
    let document = Document {
        text,
        content_type: "",
    };
    let (article, warnings) = source::read(&document, format, &context)?;
    assert!(warnings.len() <= Warnings::LIMIT + 1);
    for warning in &warnings {
        assert!(warning.as_str().len() < 2_000);
    }
    assert_sound(&article);
    Ok(article)
}

/// The article is read, and holds no more than is allowed.
#[track_caller]
fn check(text: &str, format: Format) -> Article {
    let article = read(text, format).unwrap();
    let count = count_parts(&article);
    // An item, the paragraph in it and the text in that are one to the reader.
    assert!(count <= 3 * MAX_NODES, "{count} parts");
    article
}

#[track_caller]
fn check_json(text: &str) -> Article {
    check(text, Format::Json)
}

#[track_caller]
fn check_html(text: &str) -> Article {
    check(text, Format::Html)
}

#[test]
fn one_paragraph() {
    let article = check_json(&longest(
        r#"{"version":1,"title":"T","body":[""#,
        "nước ",
        r#""]}"#,
    ));
    assert_eq!(article.body.len(), 1);
    check_json(&filled(
        r#"{"version":1,"title":"T","body":[""#,
        "\\n",
        r#"x"]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":[""#,
        "\\ud800",
        r#""]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":""#,
        "T ",
        r#"","body":["x"]}"#,
    ));
}

#[test]
fn a_million_blocks() {
    let list = |unit: &str| filled(r#"{"version":1,"title":"T","body":["#, unit, "{}]}");
    let empty = r#"{"version":1,"title":"T","body":["#;
    check_json(&longest(empty, "{},", "{}]}"));
    check_json(&list(r#"{"type":"x","a":1},"#));
    check_json(&list("[],"));
    check_json(&list("1,"));
    assert!(check_json(&list(r#""x","#)).body.len() <= MAX_NODES);
    check_json(&list(r#"{"type":"divider"},"#));
    check_json(&list(r#"{"type":"list","items":["a","b"]},"#));
    check_json(&list(
        r#"{"type":"paragraph","text":[{"type":"strong","text":["x"]}]},"#,
    ));
}

#[test]
fn a_million_fields_and_warnings() {
    check_json(&numbered(
        r#"{"version":1,"title":"T","#,
        1_000_000,
        |number| format!("\"a{number}\":1,"),
        r#""body":["x"]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","#,
        r#""body":["y"],"#,
        r#""body":["x"]}"#,
    ));
    check_json(&numbered(
        r#"{"version":1,"title":"T","body":["x","#,
        300_000,
        |_| r#"{"type":"divider","colour":1},"#.to_owned(),
        "{}]}",
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":["x"],"tags":["#,
        r#""a","#,
        r#""b"]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":["x"],"authors":["#,
        r#"{"name":"a"},"#,
        r#"{"name":"b"}]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":["x"],"authors":[{"name":"a","role":["#,
        r#""r","#,
        r#""s"]}]}"#,
    ));
}

#[test]
fn a_million_names() {
    // Each name belongs before all that came before it.
    let heading = |number: usize| {
        let id = 9_999_999 - number;
        format!(r#"{{"type":"heading","id":"a{id}","text":"x"}},"#)
    };
    check_json(&numbered(
        r#"{"version":1,"title":"T","body":["#,
        400_000,
        heading,
        r#""x"]}"#,
    ));
    let note = |number: usize| {
        let id = 999_999 - number;
        format!(
            r#"{{"type":"note","id":"a{id}","body":["x"]}},[{{"type":"note","id":"b{number}"}}],"#
        )
    };
    check_json(&numbered(
        r#"{"version":1,"title":"T","body":["#,
        200_000,
        note,
        r#""x"]}"#,
    ));
    check_html(&numbered(
        "<article>",
        20_000,
        |number| format!("<h2 id=a{}>x</h2>", 999_999 - number),
        "",
    ));
    check_html(&numbered(
        "<article>",
        10_000,
        |number| format!("<p><a href=#a{number}>1</a><p id=a{}>x", 9_999 - number),
        "",
    ));
}

#[test]
fn a_million_pictures() {
    let image = r#"{"type":"figure","image":{"url":"a","alt":"x"}},"#;
    check_json(&filled(
        r#"{"version":1,"title":"T","body":["#,
        image,
        r#""x"]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":[{"type":"gallery","figures":["#,
        r#"{"image":{"url":"a","alt":"x"}},"#,
        r#"{"image":{"url":"a","alt":"x"}}]}]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":[{"type":"figure","image":{"url":"a","alt":"x","candidates":["#,
        r#"{"url":"a","width":1},"#,
        r#"{"url":"b","width":2}]}}]}"#,
    ));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":[{"type":"video","url":"a","tracks":["#,
        r#"{"url":"a","kind":"captions"},"#,
        r#"{"url":"a","kind":"captions"}]}]}"#,
    ));
    check_html(&filled_html(
        "<article><p>x<img src=a srcset='",
        "a 1w,",
        "b 2w'>",
    ));
    check_html(&filled_html("<article><p>x<img src='", "a", "'>"));
    check_json(&filled(
        r#"{"version":1,"title":"T","body":[{"type":"video","url":"a","sources":["#,
        r#"{"url":"b"},"#,
        r#"{"url":"b"}]}]}"#,
    ));
    check_html(&filled_html(
        "<article><p>x<video src=a>",
        "<source src=b>",
        "</video>",
    ));
    check_html(&filled_html(
        "<article><p>x<video src=a>",
        "<track src=a>",
        "</video>",
    ));
}

#[test]
fn a_million_elements() {
    for unit in [
        "<p>x",
        "x<br>",
        "<br>",
        "<b></b>",
        "<td>",
        "<li>x",
        "&lt;",
        " ",
        "<!---->",
        "<img src=a>",
        "<a href=a>x</a>",
        "<script></script>",
        "<hr>",
        "<h2>x</h2>",
        "<p>I. x",
    ] {
        check_html(&filled_html("<article><p>x", unit, ""));
    }
}

#[test]
fn wide_tables_and_long_tags() {
    let row = "<tr><td colspan=1000 rowspan=65534>x";
    check_html(&filled_html("<article><p>x<table>", row, "</table>"));
    // html5ever looks for each attribute among all before it: no more of them.
    let attributes = numbered("<article><p ", 3_000, |n| format!("a{n} "), ">x");
    check_html(&attributes);
}

#[test]
fn brackets_stop_at_the_depth() {
    for unit in ["[", r#"{"a":"#, r#"[{"a":"#] {
        let text = unit.repeat(MAX_BYTES / unit.len());
        assert_eq!(json::parse(&text).unwrap_err().kind, FaultKind::TooDeep);
        assert_eq!(read(&text, Format::Json), Err(ReadError::TooDeep));
    }
    // As deep as it may be, over and over: dropping such values is no deeper.
    let unit = ["[".repeat(126), "]".repeat(126), ",".to_owned()].concat();
    let text = filled("[", &unit, "1]");
    assert!(json::parse(&text).is_ok());
    let nested = ["<div>".repeat(511), "x".to_owned(), "</div>".repeat(511)].concat();
    check_html(&filled_html("<article>", &nested, ""));
}

#[test]
fn what_is_longer_is_refused() {
    let text = " ".repeat(MAX_BYTES + 1);
    for format in [Format::Auto, Format::Json, Format::Html, Format::Rss] {
        let error = read(&text, format).unwrap_err();
        assert_eq!(error, ReadError::TooLarge { bytes: text.len() });
    }
}
