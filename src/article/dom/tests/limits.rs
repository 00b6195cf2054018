//! Large and hostile input: it is read in the end, on a stack as small as that
//! of the module in a browser.

use super::*;
use crate::article::native::html_body;

/// What a program for WebAssembly has, unless told otherwise.
const STACK_BYTES: usize = 1 << 20;

fn on_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

/// A chain of elements of these names in turn, each with a letter and the next
/// one inside it; no parser builds one this deep in a time worth waiting for.
fn chain(names: &[&str], depth: usize) -> Record {
    let mut record = RecordBuilder::default();
    for index in 0..=depth {
        record.open(names[index % names.len()], true);
        record.attribute("lang", ["vi", "ar"][index % 2]);
        record.attribute("href", &format!("#n{index}"));
        record.attribute("id", &format!("n{index}"));
        if index < depth {
            record.text("x ");
        }
    }
    record.finish()
}

#[test]
fn depth_neither_overflows_nor_loses_text() {
    let all: &[&[&'static str]] = &[
        &["div"],
        &["b"],
        &["a"],
        &["ul"],
        &["li"],
        &["ol", "li"],
        &["blockquote"],
        &["x-y"],
        &["span"],
        &["figure"],
        &["figure", "a"],
        &["figure", "figcaption"],
        &["table"],
        &["table", "tr", "td"],
        &["table", "tbody", "tr", "th"],
        &["td"],
        &["h2"],
        &["header"],
        &["address"],
        &["q"],
        &["code"],
        &["code", "a"],
        &["pre"],
        &["details"],
        &["details", "summary"],
        &["dl", "dd"],
        &["dl", "dt"],
        &["ruby"],
        &["small", "del", "ins", "sub", "sup", "b", "i", "div"],
        &["p", "a", "div", "em"],
    ];
    on_small_stack(move || {
        for names in all {
            // Five times as deep as elements are kept; the time grows with the square.
            let rest = 1_000;
            let chain = chain(names, rest);
            let mut warnings = Warnings::new();
            let blocks = read_blocks(chain.root(), &CONTEXT, &mut warnings);
            let letters = format!("{blocks:?}")
                .replace("Text", "")
                .matches('x')
                .count();
            assert!(letters >= rest, "{names:?}: {letters}");
            assert!(read_article(&chain, &CONTEXT).is_ok(), "{names:?}");
        }
    });
}

#[test]
fn width_ends() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let numbered = |before: &str, middle: &str, after: &str, count: usize| {
        let mut html = String::new();
        for index in 0..count {
            html.push_str(&format!("{before}{index}{middle}{index}{after}"));
        }
        html
    };
    let long = "a".repeat(15_000);
    let marks = numbered("<font lang=vi-", "><b id=", "><i>", 60);
    let inputs = vec![
        many("<h2 id=a>x</h2>", 10_000),
        numbered("<h2 id=a", ">x", "</h2>", 10_000),
        numbered("<a href=#f", ">", "</a>", 5_000)
            + &numbered("<p id=f", ">x<a href=#b", ">1</a></p>", 3_600),
        numbered("<li role=doc-footnote id=f", ">x", "</li>", 8_000),
        many("<td colspan=1000 rowspan=13_106>x", 8_000).replacen("<td", "<table><tr><td", 1),
        many("<tr><th colspan=1000 rowspan=0>x<td>y", 4_000).replacen("<tr>", "<table><tr>", 1),
        many("<p>x<img src=a.png>y", 5_000),
        many("<img src=a.png>", 18_000),
        many("x<img src=a.png><span></span>", 6_000),
        many("<noscript><img src=a.png></noscript>", 8_000),
        many("<p><img src=a.png><em>x</em>", 4_800),
        many("<ruby>x<rt>y</ruby>", 4_800),
        ["<ruby>", &many("x<rt>y</rt>", 6_000)].concat(),
        ["<dl>", &many("<dt>x<dd>y", 4_800)].concat(),
        many("x<br>", 9_800),
        many("<b>x<p>y</b>", 4_000),
        many("<a href=b>x", 4_000),
        many("<font>x", 400) + &many("<p>y", 8_000),
        [marks.as_str(), &many("<p>y</p>", 8_000)].concat(),
        ["<a href='/", &long, "'>", &many("<div>x</div>", 8_000)].concat(),
        ["<abbr title='", &long, "'>", &many("<div>x</div>", 8_000)].concat(),
        ["<p>", &many("<i itemprop=author>x</i>", 9_000)].concat(),
        [
            "<header>",
            &many("<time datetime=2020-03-16>x</time>", 9_000),
        ]
        .concat(),
        ["<p>", &many("\u{A0}", 500_000), "x"].concat(),
        ["<p>", &many("ab ", 340_000)].concat(),
        ["<p class='", &many("a ", 100_000), "'>x"].concat(),
        ["<img src=a.png srcset='", &many("a.png 1w, ", 40_000), "'>"].concat(),
        ["<figure>", &many("<figure><img src=a.png></figure>", 6_000)].concat(),
        ["<ul>", &many("<ul><li>x</ul>", 6_000)].concat(),
        ["<div", &numbered(" a", "=", "", 3_000), ">x"].concat(),
    ];
    on_small_stack(move || {
        for html in inputs {
            let opening: String = html.chars().take(60).collect();
            let mut warnings = Warnings::new();
            let blocks = read_blocks(html_body(&html).root(), &CONTEXT, &mut warnings);
            assert!(!blocks.is_empty(), "{opening}");
            assert!(warnings.finish().len() <= Warnings::LIMIT + 1, "{opening}");
            let written = format!("{blocks:?}").len();
            assert!(written < 200_000_000, "{opening}: {written}");
            // What is nothing but authors or dates leaves no article.
            let article = read_article(&html_body(&html), &CONTEXT);
            assert!(
                matches!(article, Ok(_) | Err(ReadError::Empty)),
                "{opening}"
            );
        }
    });
}

#[test]
fn marks_around_very_many_paragraphs_give_way_to_the_text() {
    let long = "a".repeat(15_000);
    let html = ["<a href='/", &long, "'>", &"<div>x</div>".repeat(2_000)].concat();
    let (blocks, warnings) = read_html(&html);
    assert_eq!(blocks.len(), 2_000);
    assert_eq!(blocks[1_999], paragraph("x"));
    assert_eq!(warnings.len(), 1);
    assert!(
        warnings[0].contains("around too many paragraphs"),
        "{warnings:?}"
    );
}

/// The bytes of attributes that are kept of a text.
fn attribute_bytes(html: &str, name: Attribute) -> (usize, Vec<String>) {
    let mut warnings = Warnings::new();
    let record = html_body(html);
    let tree = Tree::of(record.root(), &mut warnings);
    let mut bytes = 0;
    for id in 0..tree.len() {
        bytes += tree.attribute(id, name).map_or(0, str::len);
    }
    let warnings = warnings.finish().iter().map(Warning::to_string).collect();
    (bytes, warnings)
}

#[test]
fn attributes_that_a_parser_copies_into_every_paragraph_are_limited() {
    let paragraphs = "<p>x".repeat(3_000);
    let long = "á".repeat(5_000);
    let classes = ["<p><b class='", &long, "'>x", &paragraphs].concat();
    assert_eq!(
        attribute_bytes(&classes, Attribute::Class),
        (3_001 * 1_000, vec![])
    );
    // 3,000 copies of 100,000 bytes would be 300 MB.
    let long = "a".repeat(100_000);
    for (name, element) in [
        (Attribute::Href, "a"),
        (Attribute::Id, "i"),
        (Attribute::Lang, "b"),
    ] {
        let html = [
            "<p><",
            element,
            " ",
            name.name(),
            "=",
            &long,
            ">x",
            &paragraphs,
        ]
        .concat();
        let (bytes, warnings) = attribute_bytes(&html, name);
        assert_eq!(bytes, 40_000_000, "{name:?}");
        assert_eq!(
            warnings,
            ["article: holds more than 40 MB of attributes; the rest of them was left out"]
        );
        assert_eq!(read_html(&html).0.len(), 3_001, "{name:?}");
    }
}

#[test]
fn the_number_of_nodes_is_limited() {
    let (blocks, warnings) = read_html(&"<p>x</p>".repeat(60_000));
    assert_eq!(blocks.len(), 50_000);
    assert_eq!(
        warnings,
        ["article: holds more than 100000 elements and texts; the rest was left out"]
    );
}
