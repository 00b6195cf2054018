#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::show::{Figure, Row};
use super::*;

mod addresses;
mod formats;
mod looks;
mod map;
mod polls;
mod properties;
mod recorded;

/// Where the panel stands.
const PAGE: &str = "https://song-xanh.example/tin/b%C3%A0i-1?a=1&b=2#noi-dung";

const NOW_MS: u64 = 1_795_000_000_000;

/// Pages of one kind: `<b id="now">13</b>` is found by "#now".
struct TestPages;

impl Pages for TestPages {
    fn texts(&self, html: &str, selectors: &[&str]) -> Result<Vec<Option<String>>, Option<String>> {
        if html.contains("no parser") {
            return Err(None);
        }
        let text = |selector: &&str| {
            let id = selector
                .strip_prefix('#')
                .ok_or_else(|| Some((*selector).to_owned()))?;
            let start = ["id=\"", id, "\">"].concat();
            let found = html.split_once(&start).map(|(_, after)| after);
            Ok(found.map(|after| after.split('<').next().unwrap().to_owned()))
        };
        selectors.iter().map(text).collect()
    }
}

fn endpoint(format: Format, url: &str, map: Option<&str>) -> Endpoint {
    Endpoint {
        url: url.to_owned(),
        format,
        map: map.map(str::to_owned),
    }
}

fn dialogue(format: Format, url: &str) -> Dialogue {
    Dialogue::new(&endpoint(format, url, None), PAGE).unwrap_or_else(|error| panic!("{error}"))
}

/// All that an answer offers, in one line.
fn outline(counts: &Counts) -> String {
    let mut parts = Vec::new();
    for row in (0..Row::NAMES.len()).map(Row::nth) {
        match row.figure(counts) {
            Some(Figure::Number(number)) => parts.push(format!("{} {number}", row.name())),
            Some(Figure::Day(text) | Figure::Text(text)) => {
                parts.push(format!("{} {text:?}", row.name()));
            }
            None => {}
        }
    }
    if let Some(seconds) = counts.online.and_then(|online| online.window_seconds) {
        parts.push(format!("window {seconds}"));
    }
    if let Some(seconds) = counts.ttl_seconds {
        parts.push(format!("ttl {seconds}"));
    }
    parts.join(", ")
}

/// What came of a poll, in one line.
fn ending(next: &Next) -> String {
    match next {
        Next::Ask(ask) => format!("ask {}", ask.url),
        Next::Counts(counts, warnings) => {
            let mut text = outline(counts);
            for warning in warnings {
                text.push_str("; ");
                text.push_str(warning);
            }
            text
        }
        Next::Failed(error) => format!("failed: {error}"),
        Next::Refused { code, error } => format!("refused {code}: {error}"),
    }
}

/// One poll: each request is made at the next of these addresses and gets its
/// status and body.
#[track_caller]
fn poll(dialogue: &mut Dialogue, now_ms: u64, script: &[(&str, u16, &str)]) -> String {
    let mut ask = dialogue.begin(now_ms);
    for (index, (url, status, text)) in script.iter().enumerate() {
        assert_eq!(ask.url, *url);
        assert!(
            (200..300).contains(status) || ask.statuses.contains(status),
            "{status} is a failure of the fetch"
        );
        let answer = Answer {
            status: *status,
            text,
            now_ms,
        };
        match dialogue.take(&answer, &TestPages) {
            Next::Ask(next) => ask = next,
            end => {
                assert_eq!(index + 1, script.len(), "{}", ending(&end));
                return ending(&end);
            }
        }
    }
    panic!("one more request: {}", ask.url);
}

/// One answer of a counter that is asked once per poll.
#[track_caller]
fn check(format: Format, url: &str, asked: &str, body: &str, expected: &str) {
    let mut dialogue = dialogue(format, url);
    assert_eq!(
        poll(&mut dialogue, NOW_MS, &[(asked, 200, body)]),
        expected,
        "{body}"
    );
}

#[test]
fn every_format_has_its_name() {
    for (index, name) in Format::NAMES.into_iter().enumerate() {
        assert_eq!(Format::nth(index).name(), name);
    }
    assert_eq!(Format::nth(99), Format::Auto);
}
