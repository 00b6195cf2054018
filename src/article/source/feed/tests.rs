//! Feeds of several kinds, whole and broken.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::super::listing::outline;
use super::super::super::native::{NativeHtml, NativeUrls};
use super::super::{Document, read};
use super::*;

const BASE: &str = "https://harbour.example/feed.xml";

fn outline_of(text: &str, item: Option<&str>) -> String {
    let document = Document {
        text,
        content_type: "application/xml",
    };
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
        map: None,
        item,
    };
    match read(&document, Format::Auto, &context) {
        Ok((article, warnings)) => outline(&article, &warnings),
        Err(error) => format!("{}: {error}", error.kind()),
    }
}

#[track_caller]
fn check(text: &str, item: Option<&str>, expected: &str) {
    let outline = outline_of(text, item);
    assert_eq!(outline, expected.trim_end(), "\n{outline}\n");
}

const RSS: &str = include_str!("../../../../tests/fixtures/sources/rss.xml");
const ATOM: &str = include_str!("../../../../tests/fixtures/sources/atom.xml");
const RDF: &str = include_str!("../../../../tests/fixtures/sources/rdf.xml");

#[test]
fn the_first_item_of_rss() {
    let expected = include_str!("../../../../tests/fixtures/sources/rss.xml.first.txt");
    check(RSS, None, expected);
    // By its id, nobody has to be told that there are others.
    let (rest, warnings) = expected.split_once("\n! ").unwrap();
    let named = outline_of(RSS, Some("harbour-1"));
    assert!(named.starts_with(rest));
    assert_eq!(
        named.matches("\n! ").count(),
        warnings.matches("\n! ").count()
    );
}

#[test]
fn an_item_of_rss_by_its_address() {
    let expected = include_str!("../../../../tests/fixtures/sources/rss.xml.plain.txt");
    check(RSS, Some("https://harbour.example/news/plain"), expected);
    check(RSS, Some("/news/plain"), expected);
    check(RSS, Some("https://harbour.example/?p=2"), expected);
}

#[test]
fn nested_elements_of_atom() {
    let expected = include_str!("../../../../tests/fixtures/sources/atom.xml.first.txt");
    check(ATOM, Some("tag:anhoa.example,2020:1"), expected);
}

#[test]
fn nested_elements_are_the_first_block() {
    let entry = "<feed><entry><title>a</title><content type='xhtml'><div><p>b</p><svg/></div></content>\
        <link rel='enclosure' type='audio/mpeg' href='javascript:x'/>\
        <link rel='enclosure' type='audio/mpeg' href='/c.mp3'/></entry></feed>";
    let outline = outline_of(entry, None);
    let lines: Vec<&str> = outline.lines().collect();
    assert_eq!(
        lines,
        [
            "title: a",
            "--",
            "p b",
            "audio https://harbour.example/c.mp3 None",
            "--",
            "! block 2 (audio), field \"url\": \"javascript:…\" is not an allowed address; the recording was left out",
            "! block 1 (html): 1 drawing(s) (SVG or canvas) were left out",
        ]
    );
}

#[test]
fn escaped_html_of_atom() {
    let expected = include_str!("../../../../tests/fixtures/sources/atom.xml.html.txt");
    check(ATOM, Some("tag:anhoa.example,2020:2"), expected);
}

#[test]
fn rss_of_the_first_kind() {
    let expected = include_str!("../../../../tests/fixtures/sources/rdf.xml.txt");
    check(RDF, None, expected);
}

/// One item of RSS around `inside`.
fn item(inside: &str) -> String {
    format!("<rss><channel><item>{inside}</item></channel></rss>")
}

#[test]
fn small_things() {
    #[track_caller]
    fn contains(inside: &str, line: &str) {
        let outline = outline_of(&item(inside), None);
        assert!(outline.lines().any(|known| known == line), "{outline}");
    }
    contains("<title>a < b</title>", "title: a < b");
    contains("<title>AT&T</title>", "title: AT&T");
    contains(
        "<title><![CDATA[A &amp; <i>B</i>]]></title>",
        "title: A & B",
    );
    contains(
        "<title>a</title><guid>https://x.example/1</guid>",
        "url: https://x.example/1",
    );
    contains(
        "<title>a</title><link>https://x.example/1</link><author>An Le &lt;an@x.example&gt;</author>",
        "author: An Le",
    );
    contains(
        "<description>a</description><link> /b </link>",
        "url: https://harbour.example/b",
    );
    contains(
        "<content:encoded>&lt;p&gt;a&lt;/p&gt;</content:encoded>",
        "p a",
    );
    contains(
        "<description>Short.</description><content:encoded>&lt;p&gt;Long.&lt;/p&gt;</content:encoded>",
        "lead: Short.",
    );
    contains(
        "<title>a</title><media:thumbnail url='/a.jpg' width='80' height='40'/>",
        "image: https://harbour.example/a.jpg \"\" 80x40",
    );
    contains(
        "<title>a</title><enclosure url='javascript:x' type='image/png'/>",
        "! field \"image.image.url\": \"javascript:…\" is not an allowed address; the picture was left out",
    );
}

#[test]
fn an_address_alone_is_no_name() {
    let outline = outline_of(&item("<title>a</title><author>an@x.example</author>"), None);
    assert!(!outline.contains("author"), "{outline}");
}

#[test]
fn what_is_no_feed() {
    #[track_caller]
    fn fails(text: &str, item: Option<&str>, kind: &str) {
        let outline = outline_of(text, item);
        assert!(outline.starts_with(kind), "{outline}");
    }
    fails("<rss version='2.0'></rss>", None, "wrong-format: ");
    fails("<rss><channel></channel></rss>", None, "empty: ");
    fails("<feed></feed>", None, "empty: ");
    fails(&item(""), None, "empty: ");
    fails(&item("<guid>1</guid>"), Some("2"), "no-such-item: ");
    fails("<rss><channel><item><title>a", Some("2"), "no-such-item: ");
}

/// A feed that is cut off still has the items before the cut.
#[test]
fn a_feed_that_ends_early() {
    check(
        "<rss><channel><item><title>a</title><description>b",
        None,
        "title: a\n--\np b\n--",
    );
}

/// Content at another address, and of a type that is not read.
#[test]
fn atom_content_elsewhere() {
    check(
        "<feed><entry><title>a</title><summary>b</summary><content src='/c' type='text/html'/></entry></feed>",
        None,
        "title: a\n--\np b\n--\n! field \"content\": is kept at another address, which is not loaded; the summary took its place",
    );
    check(
        "<feed><entry><title>a</title><summary type='html'>&lt;b&gt;b&lt;/b&gt;</summary><content type='image/png'>AAAA</content></entry></feed>",
        None,
        "title: a\n--\np *b*\n--\n! field \"content\": \"image/png\" is a type of text that is not read here; it was left out",
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(<(rss|feed|channel|item|entry|title|content|link)( type='(xhtml|html)')?>|</(item|entry|title|content)>|&lt;p>|[a-z ]{1,5}|<p>|&#60;|\\PC){0,40}") {
        let _ = outline_of(&format!("<rss><channel><item>{text}"), None);
        let _ = outline_of(&format!("<feed><entry>{text}"), None);
        let _ = outline_of(&text, Some("a"));
    }
}
