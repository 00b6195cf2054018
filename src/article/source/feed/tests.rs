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

/// RSS leaves it open whether a title is markup; most that speak of an element
/// have none.
#[test]
fn a_title_may_speak_of_elements() {
    #[track_caller]
    fn check(written: &str, expected: &str) {
        let outline = outline_of(&item(&format!("<title>{written}</title>")), None);
        assert!(
            outline.starts_with(&format!("title: {expected}\n")),
            "{outline}"
        );
    }
    check("The &lt;head&gt; of a page", "The <head> of a page");
    check(
        "The &lt;script> and &lt;/script>",
        "The <script> and </script>",
    );
    check("Vec&lt;T&gt; explained", "Vec<T> explained");
    check("Say &lt;b> for bold", "Say <b> for bold");
    // Thousands of elements are no line.
    let many = "&lt;b>x&lt;/b>".repeat(50_000);
    check(&many, &many.replace("&lt;", "<"));
    check("&lt;B>Say&lt;/b> &amp;amp; do", "Say & do");
    check("A &amp;lt;b&amp;gt; tag", "A <b> tag");
    check("&lt;a href='/x'>So &lt;i>so&lt;/i>&lt;/a>", "So so");
}

/// What RSS borrows from Atom, Dublin Core and Media RSS.
#[test]
fn borrowed_elements() {
    check(
        &item(
            "<title>a</title><atom:updated>2026-03-16T08:06:00+07:00</atom:updated>\
             <atom:author><atom:name>Lê Thị Bảy</atom:name></atom:author>",
        ),
        None,
        "title: a\npublished: 2026-03-16T08:06:00+07:00\nauthor: Lê Thị Bảy\n--\n--\n! field \"body\": holds nothing to read; only the title is shown",
    );
    for (inside, title) in [
        ("<dc:title>b</dc:title><media:title>c</media:title>", "b"),
        ("<media:title type='plain'>c</media:title>", "c"),
        (
            "<media:group><media:title>d</media:title></media:group>",
            "d",
        ),
        ("<title/><dc:title>b</dc:title>", "b"),
        ("<dc:title>b</dc:title><title>a</title>", "a"),
    ] {
        let outline = outline_of(
            &item(&[inside, "<description>x</description>"].concat()),
            None,
        );
        assert!(
            outline.starts_with(&format!("title: {title}\n")),
            "{outline}"
        );
    }
}

/// Some libraries give each element a prefix.
#[test]
fn feeds_whose_elements_all_have_a_prefix() {
    let atom = "<?xml version='1.0'?><ns0:feed xmlns:ns0='http://www.w3.org/2005/Atom'><ns0:entry><ns0:title>a</ns0:title>\
        <ns0:link href='/b'/><ns0:author><ns0:name>c</ns0:name></ns0:author><ns0:content>d &lt; e</ns0:content></ns0:entry></ns0:feed>";
    let expected = "title: a\nurl: https://harbour.example/b\nauthor: c\n--\np d < e\n--";
    check(atom, None, expected);
    check(&atom.replace("ns0", "atom"), None, expected);
    check(
        &atom.replace("ns0:", "").replace(":ns0", ""),
        None,
        expected,
    );
    check(
        "<r:rss xmlns:r='x'><r:channel><r:item><r:title>a</r:title><r:description>b</r:description></r:item></r:channel></r:rss>",
        None,
        "title: a\n--\np b\n--",
    );
}

/// Members of a group are one film in several forms.
#[test]
fn a_film_in_several_sizes_is_one() {
    let group = "<title>a</title><media:group>\
        <media:content url='/360.mp4' type='video/mp4' height='360'/><media:content url='/1080.mp4' type='video/mp4' height='1080'/>\
        <media:content url='/720.webm' type='video/webm' height='720'/><media:content type='video/mp4'/>\
        <media:content url='/a.mp3' type='audio/mpeg'/></media:group>";
    let text = item(group);
    let document = Document {
        text: &text,
        content_type: "",
    };
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
        map: None,
        item: None,
    };
    let (article, warnings) = read(&document, Format::Rss, &context).unwrap();
    assert_eq!(warnings, []);
    let [film] = &article.video[..] else {
        panic!("{:?}", article.video);
    };
    let mut files = vec![film.url.as_str().to_owned()];
    for source in &film.sources {
        let mime = source.mime.as_deref().unwrap_or_default();
        files.push(format!("{} {mime}", source.url.as_str()));
    }
    assert_eq!(
        files,
        [
            "https://harbour.example/1080.mp4",
            "https://harbour.example/360.mp4 video/mp4",
            "https://harbour.example/720.webm video/webm"
        ]
    );
    assert_eq!(article.body.len(), 1);
}

/// The feed of a channel: a player by its old type, the description as text, and
/// no picture that would ask the provider before the click.
#[test]
fn a_film_at_a_provider() {
    let group = "<title>a</title><media:group><media:title>a</media:title>\
        <media:content url='https://www.youtube.com/v/aqz-KE-bpKQ?version=3' type='application/x-shockwave-flash'/>\
        <media:thumbnail url='https://i4.ytimg.com/vi/aqz-KE-bpKQ/hqdefault.jpg'/>\
        <media:description>One.\n\n0:00 Two\n1:20 Three</media:description></media:group>";
    check(
        &item(group),
        None,
        "title: a\nvideo: https://www.youtube.com/v/aqz-KE-bpKQ?version=3 Some(\"a\")\n--\np One.\np 0:00 Two/1:20 Three\n--",
    );
}

/// Whatever a recording comes with, the words about it are kept.
#[test]
fn what_is_said_about_a_recording() {
    #[track_caller]
    fn check_item(content: &str, expected: &str) {
        let content = ["<title>a</title>", content].concat();
        let expected = ["title: a\n--\n", expected, "\n--"].concat();
        check(&item(&content), None, &expected);
    }
    let file = "<enclosure url='/b.mp3' type='audio/mpeg'/>";
    let audio = "audio https://harbour.example/b.mp3 None";
    for words in [
        "<media:description>Words.</media:description>",
        "<itunes:summary>Words.</itunes:summary>",
        "<description/><itunes:summary>Words.</itunes:summary>",
    ] {
        for content in [[words, file], [file, words]] {
            check_item(&content.concat(), &["p Words.\n", audio].concat());
        }
    }
    check_item(
        "<description>Words.</description><media:content url='/b.mp3' type='audio/mpeg'>\
         <media:description>At night.</media:description></media:content>",
        &["p Words.\n", audio, " | At night."].concat(),
    );
}

/// No language says so, but the letters do.
#[test]
fn text_from_the_right_that_nobody_marked() {
    for (title, dir) in [
        ("افتتاح السوق", Some("dir: rtl")),
        ("«שוק 2»", Some("dir: rtl")),
        ("2 chợ مرحبا", None),
        ("2026", None),
    ] {
        let outline = outline_of(
            &item(&format!(
                "<title>{title}</title><description>a</description>"
            )),
            None,
        );
        let found = outline.lines().find(|line| line.starts_with("dir: "));
        assert_eq!(found, dir, "{title}");
    }
    let outline = outline_of(
        &item("<title>افتتاح</title><dc:language>ar</dc:language>"),
        None,
    );
    assert!(!outline.contains("dir: "), "{outline}");
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
