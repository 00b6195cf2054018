//! The table of addresses in `tests/fixtures/addresses.json`, which is checked
//! with the `url` crate and, in `tests/views/addresses.rs`, with a browser.

use readerly::article::{Addresses, LinkTarget, SafeUrl, UrlParser, UrlRefusal, UrlUse};
use serde_json::Value;

/// Where all of them stand.
const BASE: &str = "https://song-xanh.example/tin-tuc/bai-1.json";

/// An address as it is written, and what becomes of it as a link and as a picture.
pub type Row = [String; 3];

/// Every row of the table.
pub fn rows() -> Vec<Row> {
    let table: Value =
        serde_json::from_str(include_str!("../../fixtures/addresses.json")).expect("it is JSON");
    let mut rows = Vec::new();
    for group in table.as_object().expect("it is an object").values() {
        for row in group.as_array().expect("groups are lists") {
            let cell = |index: usize| row[index].as_str().expect("cells are texts").to_owned();
            rows.push([cell(0), cell(1), cell(2)]);
        }
    }
    assert!(rows.len() > 200, "only {} rows were found", rows.len());
    rows
}

/// The row as it is with this parser.
pub fn row(raw: &str, parser: &dyn UrlParser) -> Row {
    let addresses = Addresses::new(BASE, parser);
    let refused = |refusal: UrlRefusal| match refusal {
        UrlRefusal::Empty => "empty".to_owned(),
        UrlRefusal::NotAnAddress(_) => "no address".to_owned(),
        UrlRefusal::Scheme(scheme) => format!("not allowed: {scheme}"),
        UrlRefusal::Credentials => "credentials".to_owned(),
        UrlRefusal::TooLong => "too long".to_owned(),
    };
    let link = match addresses.link_target(raw) {
        Ok(LinkTarget::Fragment(fragment)) => format!("in the article: {fragment}"),
        Ok(LinkTarget::Url { url, .. }) => url.as_str().to_owned(),
        Err(refusal) => refused(refusal),
    };
    let media = addresses.resolve(raw, UrlUse::Media);
    let media = media.as_ref().map(SafeUrl::as_str).map(str::to_owned);
    [
        raw.to_owned(),
        link,
        media.unwrap_or_else(|refusal| refused(refusal.clone())),
    ]
}

/// The rows that are not as the table has them.
pub fn differences(parser: &dyn UrlParser) -> Vec<Row> {
    let mut found = Vec::new();
    for expected in rows() {
        let actual = row(&expected[0], parser);
        if actual != expected {
            found.push(actual);
        }
    }
    found
}
