#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::super::native::{NativeHtml, NativeUrls};
use super::*;
use outline::outline;

mod answers;
mod docs;
mod first_look;
mod formats;
mod map;
mod notices;
mod outline;
mod properties;
mod wordpress;

const SEVERAL: &str = "article: the document holds several articles and the first was taken; name one by its id or address after \"#\" in src";
const BASE: &str = "https://song-xanh.example/nguon/1.json";

/// A document of the fixtures.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/sources/",
            $name
        ))
    };
}
use fixture;

fn read_with(
    text: &str,
    format: Format,
    map: Option<&str>,
    item: Option<&str>,
) -> Result<(Article, Vec<String>), ReadError> {
    let document = Document {
        text,
        content_type: "application/json",
    };
    read_document(&document, format, map, item)
}

fn read_document(
    document: &Document<'_>,
    format: Format,
    map: Option<&str>,
    item: Option<&str>,
) -> Result<(Article, Vec<String>), ReadError> {
    let html = NativeHtml { base: BASE };
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &html,
        map,
        item,
    };
    let (article, warnings) = read(document, format, &context)?;
    Ok((article, warnings.iter().map(Warning::to_string).collect()))
}

/// Reads a document by itself and with its format named: both must agree.
#[track_caller]
fn check_item(
    text: &str,
    format: Format,
    item: Option<&str>,
    expected: &str,
    expected_warnings: &[&str],
) {
    let (article, warnings) = read_with(text, Format::Auto, None, item).unwrap();
    assert_eq!(outline(&article), expected.trim());
    assert_eq!(warnings, expected_warnings);
    let forced = read_with(text, format, None, item).unwrap();
    assert_eq!(forced, (article, warnings));
    // A mark at the start, as some editors write it, changes nothing.
    let marked = ["\u{FEFF}", text].concat();
    assert_eq!(
        read_with(&marked, Format::Auto, None, item).unwrap(),
        forced
    );
}

#[track_caller]
fn check(text: &str, format: Format, expected: &str, expected_warnings: &[&str]) {
    check_item(text, format, None, expected, expected_warnings);
}

#[track_caller]
fn check_error(text: &str, format: Format, item: Option<&str>, kind: &str, message: &str) {
    let error = read_with(text, format, None, item).unwrap_err();
    assert_eq!(error.kind(), kind);
    assert_eq!(error.to_string(), message);
}
