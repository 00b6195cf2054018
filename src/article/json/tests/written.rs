//! What is written is read back as the same article.

use super::super::super::native::{NativeHtml, html_document};
use super::super::super::source::{self, Document, Format, read_page};
use super::super::super::testing::{assert_comes_back, assert_sound, corpus};
use super::any_article::any_article;
use super::*;
use crate::article::dom;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Reads article JSON with a parser for the HTML in it.
fn read_whole(text: &str) -> (Article, Vec<Warning>) {
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
    };
    read(text, &context).unwrap()
}

#[test]
fn every_part_comes_back_and_reads_without_a_warning() {
    let (article, _) = read_whole(EVERY_PART);
    assert_comes_back(&article, BASE);
    let written = write(&article);
    let (again, warnings) = read_whole(&written.to_text(true));
    assert_eq!(again, article);
    assert_eq!(warnings, []);
}

/// Each form at its shortest: what says nothing is not written.
#[test]
fn what_is_written_is_short() {
    #[track_caller]
    fn check(body: Value, expected: &str) {
        let (article, warnings) = read_field("body", body);
        assert_eq!(warnings, [""; 0]);
        let written = write(&article);
        assert_eq!(written.get("body").unwrap().to_text(false), expected);
        assert_comes_back(&article, BASE);
    }
    check(json!("Một đoạn."), r#"["Một đoạn."]"#);
    check(
        json!([{"type": "paragraph", "text": [{"type": "em", "text": ["Một ", "đoạn"]}]}]),
        r#"[{"type":"paragraph","text":{"type":"em","text":["Một ","đoạn"]}}]"#,
    );
    check(
        json!([{"type": "list", "items": [
            "a",
            [{"type": "code", "text": "b"}],
            {"type": "code", "text": "c\nd", "language": null},
            ["e", {"type": "list", "items": ["f"]}],
        ]}]),
        r#"[{"type":"list","items":["a",{"type":"code","text":"b"},{"type":"code","text":"c\nd","language":null},[{"type":"paragraph","text":"e"},{"type":"list","items":["f"]}]]}]"#,
    );
    check(
        json!([{"type": "quote", "body": ["a"]}, {"type": "quote", "body": ["a", "b"]}]),
        r#"[{"type":"quote","text":"a"},{"type":"quote","body":["a","b"]}]"#,
    );
    check(
        json!([{"type": "table", "head": [["a", {"header": "row", "text": ""}]], "body": [["", {"align": "right", "text": "b", "colspan": 1}]]}]),
        r#"[{"type":"table","head":[["a",{"header":"row"}]],"body":[["",{"align":"right","text":"b"}]]}]"#,
    );
    check(
        json!([{"type": "video", "url": "a.mp4"}, {"type": "video", "sources": [
            {"url": "a.webm", "type": "video/webm"}, {"url": "a.mp4"},
        ]}]),
        r#"[{"type":"video","url":"https://song-xanh.example/bai/a.mp4"},{"type":"video","sources":[{"url":"https://song-xanh.example/bai/a.webm","type":"video/webm"},{"url":"https://song-xanh.example/bai/a.mp4"}]}]"#,
    );
}

#[test]
fn fragments_stay_readable_and_lead_to_the_same() {
    #[track_caller]
    fn check(id: &str, expected: &str) {
        let target = LinkTarget::Fragment(id.to_owned());
        let article = Article {
            body: vec![Block::Paragraph(vec![Inline::Link(Link {
                target,
                text: vec![text("a")],
            })])],
            ..Article::default()
        };
        assert_comes_back(&article, BASE);
        let written = write(&article);
        let url = written.pointer("/body/0/text/url").unwrap();
        assert_eq!(url.as_str(), Some(expected), "{id:?}");
    }
    check("gio-hop", "#gio-hop");
    check("Giờ_họp", "#Giờ_họp");
    check("100%", "#100%25");
    check("a%20b", "#a%2520b");
    check("a b\t\"<>`", "#a%20b%09\"<>`");
    check("#a\u{a0}", "##a%C2%A0");
}

#[test]
fn counts_beyond_what_javascript_keeps_are_digits_in_a_string() {
    #[track_caller]
    fn check(views: u64, expected: &str) {
        let article = Article {
            title: "Tin".to_owned(),
            views: Some(views),
            ..Article::default()
        };
        assert_eq!(
            write(&article).get("views").unwrap().to_text(false),
            expected
        );
        assert_comes_back(&article, BASE);
    }
    check(0, "0");
    check(9_007_199_254_740_991, "9007199254740991");
    check(9_007_199_254_740_992, "\"9007199254740992\"");
    check(u64::MAX, "\"18446744073709551615\"");
}

/// What is nested too deep for article JSON is written all the same, and named
/// when it is read.
#[test]
fn too_deep_an_article_is_named_when_it_is_read_back() {
    let mut block = paragraph("a");
    for _ in 0..40 {
        block = Block::Quote(Quote {
            body: vec![block],
            citation: Vec::new(),
        });
    }
    let article = Article {
        title: "Tin".to_owned(),
        body: vec![block],
        ..Article::default()
    };
    let (again, warnings) = read_whole(&write(&article).to_text(false));
    assert_ne!(again, article);
    assert!(warnings[0].as_str().contains("is nested more than 32 deep"));
    assert_comes_back(&article, BASE);
}

/// Every article of the corpora: bodies, attacks, whole pages, and the answers
/// of other systems.
#[test]
fn the_corpora_come_back() {
    let context = dom::Context {
        base: BASE,
        urls: &NativeUrls,
    };
    let mut count = 0;
    let mut check_page = |html: &str| {
        if let Ok((article, _)) = read_page(&html_document(html), &context) {
            assert_comes_back(&article, BASE);
            count += 1;
        }
    };
    for page in corpus::pages() {
        check_page(&page.html);
    }
    for (_, html) in corpus::article_bodies()
        .into_iter()
        .chain(corpus::attacks())
    {
        check_page(&html);
        check_page(&format!("<article><h1>Tin</h1>{html}</article>"));
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sources");
    for entry in fs::read_dir(sources).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let document = Document {
            text: &text,
            content_type: "",
        };
        let context = source::Context {
            base: BASE,
            urls: &NativeUrls,
            html: &NativeHtml { base: BASE },
            map: None,
            item: None,
        };
        if let Ok((article, _)) = source::read(&document, Format::Auto, &context) {
            assert_comes_back(&article, BASE);
            count += 1;
        }
    }
    assert!(count > 500, "only {count} articles were read");
}

/// What nobody sees at the ends of a name or a word is cut by every source.
#[test]
fn invisible_ends_come_back() {
    let context = dom::Context {
        base: BASE,
        urls: &NativeUrls,
    };
    for part in [
        "<code>&nbsp;a&nbsp;</code>",
        "<abbr title='&#x200b;a&nbsp;'>b</abbr>",
        "<img src=/a.png alt='&nbsp;a&nbsp;'>",
        "<ruby>a<rt>&nbsp;b&nbsp;</rt></ruby>",
        "<a role=doc-noteref href='#n'>&nbsp;1&nbsp;</a>",
    ] {
        let html = format!("<article><h1>&nbsp;Tin&#x200b;</h1><p>x {part} y</p></article>");
        let (article, _) = read_page(&html_document(&html), &context).unwrap();
        assert_comes_back(&article, BASE);
    }
    // Notes whose way back is all, or the first, that stands in them.
    for note in ["^", "^ a", "^<sup><a href='#r'>a</a></sup> b"] {
        let html = format!(
            "<article><h1>Tin</h1><p>x<a role=doc-noteref id=r href='#n'>1</a></p><ol class=footnotes><li id=n>{note}</ol></article>"
        );
        let (article, _) = read_page(&html_document(&html), &context).unwrap();
        assert_sound(&article);
        assert_comes_back(&article, BASE);
    }
}

proptest! {
    #[test]
    fn any_article_comes_back(mut article in any_article()) {
        article["version"] = json!(1);
        if let Ok((article, _)) = read_text(&article.to_string()) {
            assert_comes_back(&article, BASE);
        }
    }
}
