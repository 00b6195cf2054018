//! One function for every target: what it is given is read, and what must hold
//! of the outcome is asserted. The fuzzer calls them with what it makes up, and
//! `tests/native/fuzz_replay.rs` with what is kept here and with mutations of it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod addresses;
mod json_oracle;
mod pieces;

use readerly::article::json::{Context, HtmlReader};
use readerly::article::markup::{self as reader, Syntax};
use readerly::article::native::{
    NativeHtml, NativeUrls, html_body, html_document, html_of, html_root,
};
use readerly::article::source::{self, Document, Format, PageReader, PlainHtml};
use readerly::article::testing::{assert_comes_back, assert_sound, assert_sound_blocks};
use readerly::article::{Article, ReadError, Timestamp, Warning, Warnings, dom};
use readerly::counter::retry_after;
use readerly::json;
use readerly::shape::Pointers;

/// Where everything comes from.
pub const BASE: &str = "https://song-xanh.example/tin-tuc/bai-1.json";

const HTML: NativeHtml<'static> = NativeHtml { base: BASE };

/// A target and its function.
pub type Target = (&'static str, fn(&[u8]));

/// All of them, by the names of their files.
pub const TARGETS: [Target; 6] = [
    ("addresses", addresses),
    ("dates", dates),
    ("html", html),
    ("json", json),
    ("markup", markup),
    ("shapes", shapes),
];

/// JSON text: the reader agrees with serde_json, and article JSON is sound.
pub fn json(data: &[u8]) {
    let Some(text) = text_of(data) else { return };
    json_oracle::compare(text);
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &HTML,
    };
    check(readerly::article::json::read(text, &context));
}

/// HTML: as a fragment, as an article on the page and as a whole page.
pub fn html(data: &[u8]) {
    let Some(markup) = pieces::markup_of(data) else {
        return;
    };
    let context = dom::Context {
        base: BASE,
        urls: &NativeUrls,
    };
    let mut warnings = Warnings::new();
    let blocks = dom::read_blocks(html_body(&markup).root(), &context, &mut warnings);
    assert_sound_blocks(&blocks);
    check_warnings(&warnings.finish());
    // What was read, written out and read again, is the same, unless it is
    // written so deep (a quotation takes two elements) that the walk's limit of
    // 200 levels moves it up.
    let written = html_of(&blocks);
    if deepest(&written) < 200 {
        let read = html_body(&written);
        let again = dom::read_blocks(read.root(), &context, &mut Warnings::new());
        assert_eq!(blocks, again, "{written}");
    }
    check(dom::read_article(&html_root(&markup), &context));
    check(source::read_page(&html_document(&markup), &context));
}

/// The deepest nesting of well-formed HTML.
fn deepest(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !["br", "hr", "img", "source", "track", "col", "wbr"]
            .iter()
            .any(|void| {
                tag.strip_prefix(void)
                    .is_some_and(|rest| rest.starts_with([' ', '>']))
            })
        {
            depth += 1;
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// HTML and XML, by the reader that stands in where there is no other.
pub fn markup(data: &[u8]) {
    let Some(text) = pieces::markup_of(data) else {
        return;
    };
    let xml = reader::parse(&text, Syntax::Xml);
    // Nothing is expanded but single characters.
    assert!(xml.root().text().len() <= text.len());
    let reader = PlainHtml(dom::Context {
        base: BASE,
        urls: &NativeUrls,
    });
    let mut warnings = Warnings::new();
    let blocks = reader.read(&text, &mut warnings);
    assert_sound_blocks(&blocks);
    check_warnings(&warnings.finish());
    check(reader.read_page(&text));
}

/// Any source in any format, with a shape table of the owner's: the first byte
/// is the format, what follows up to a line end the table, the rest what
/// arrived. The table is also one of pointers.
pub fn shapes(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let Some(text) = text_of(rest) else { return };
    let (map, body) = text.split_once('\n').unwrap_or(("", text));
    if let Ok(value) = json::parse(body) {
        let pointers = Pointers::new(map);
        let _ = pointers.find(&value);
        if map.starts_with('/') && pointers.fault().is_none() && !map.contains('|') {
            let expected = json_oracle::value(&value).pointer(map).cloned();
            assert_eq!(value.pointer(map).map(json_oracle::value), expected);
        }
    }
    let count = Format::NAMES.len();
    let (is_mapped, index) = (
        usize::from(*first) / count % 2 == 1,
        usize::from(*first) % count,
    );
    let context = source::Context {
        base: BASE,
        urls: &NativeUrls,
        html: &HTML,
        map: is_mapped.then_some(map),
        item: (!is_mapped && !map.is_empty()).then_some(map),
    };
    let content_type = ["", "text/html", "application/json", "application/rss+xml"];
    let document = Document {
        text: body,
        content_type: content_type[usize::from(*first) / count / 2 % content_type.len()],
    };
    check(source::read(&document, Format::nth(index), &context));
}

/// Dates of articles, and the header in which a server writes one.
pub fn dates(data: &[u8]) {
    let Some(text) = text_of(data) else { return };
    let (timestamp, problem) = Timestamp::parse(text);
    match timestamp.machine_form() {
        Some(form) => {
            assert_eq!(problem, None, "{text:?}");
            assert_eq!(
                Timestamp::parse(&form),
                (timestamp.clone(), None),
                "{text:?} became {form:?}, which is read as something else"
            );
            check_parts(&timestamp);
        }
        None => assert!(problem.is_some(), "{text:?} is dropped without a word"),
    }
    let (date, value) = text.split_once('\n').unwrap_or(("", text));
    let _ = retry_after::parse(value, Some(date));
}

fn check_parts(timestamp: &Timestamp) {
    let (year, month, day) = match timestamp {
        Timestamp::Instant {
            seconds,
            offset_minutes,
        } => {
            // A day more on either side, for the offset.
            assert!((-62_135_683_200..=253_402_387_199).contains(seconds));
            assert!((-1439..=1439).contains(offset_minutes));
            return;
        }
        Timestamp::WallClock {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } => {
            assert!(*hour < 24 && *minute < 60 && *second < 60);
            (*year, *month, *day)
        }
        Timestamp::Date { year, month, day } => (*year, *month, *day),
        Timestamp::AsWritten(_) => return,
    };
    assert!((1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day));
}

/// Addresses and sets of pictures, each on a line, as links and as pictures.
pub fn addresses(data: &[u8]) {
    if let Some(text) = text_of(data) {
        addresses::check(text);
    }
}

fn check(read: Result<(Article, Vec<Warning>), ReadError>) {
    match read {
        Ok((article, warnings)) => {
            assert_sound(&article);
            assert_comes_back(&article, BASE);
            check_warnings(&warnings);
        }
        Err(error) => {
            let sentence = error.to_string();
            assert!(sentence.len() < 2_000, "{sentence}");
        }
    }
}

fn check_warnings(warnings: &[Warning]) {
    assert!(warnings.len() <= Warnings::LIMIT + 1);
    for warning in warnings {
        let sentence = warning.as_str();
        assert!(!sentence.contains(char::is_control), "{sentence:?}");
        assert!(sentence.len() < 2_000, "{sentence}");
    }
}

/// Texts only: whatever arrives has been decoded, by the browser or by JSON.
fn text_of(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}
