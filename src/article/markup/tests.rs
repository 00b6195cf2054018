//! What texts become, and what no text may do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::dom::{self, Node};
use super::super::native::{NativeUrls, html_body};
use super::super::testing::corpus::article_bodies;
use super::super::warning::Warnings;
use super::parser::{LARGEST, MOST_MARKS};
use super::references::decoded;
use super::*;
use proptest::prelude::*;

/// The tree in one line: `p[class=a]("text" br)`.
fn outline(node: Node<'_>) -> String {
    let mut parts = Vec::new();
    for child in node.children() {
        if let Some(text) = child.letters() {
            parts.push(format!("{text:?}"));
            continue;
        }
        let mut part = String::from(if child.is_html() { "" } else { "~" });
        part.push_str(child.name());
        for (name, value) in child.attributes() {
            part.push_str(&format!("[{name}={value}]"));
        }
        let inside = outline(child);
        if !inside.is_empty() {
            part.push_str(&format!("({inside})"));
        }
        parts.push(part);
    }
    parts.join(" ")
}

#[track_caller]
fn html(text: &str, expected: &str) {
    assert_eq!(outline(parse(text, Syntax::Html).root()), expected);
}

#[track_caller]
fn xml(text: &str, expected: &str) {
    assert_eq!(outline(parse(text, Syntax::Xml).root()), expected);
}

#[test]
fn elements_and_attributes() {
    html("", "");
    html("a < b <3", r#""a < b <3""#);
    html(
        "<P CLASS='a b' id=x data-x data-src hidden>t</P>",
        r#"p[class=a b][id=x][data-src=][hidden=]("t")"#,
    );
    html(
        "<a href=\"/x?a=1&amp;b=2\" href=y>t</a>",
        r#"a[href=/x?a=1&b=2]("t")"#,
    );
    html("<a href=/x/>t</a>", r#"a[href=/x/]("t")"#);
    html("<br/><img src=a><hr>t", r#"br img[src=a] hr "t""#);
    html("<div/>t", r#"div("t")"#);
    html(
        "a<!-- <p> -->b<!-->c<?php x ?>d<!doctype html>e</>f",
        r#""a" "b" "c" "d" "e" "f""#,
    );
    html("<p>a</b></i></q>b", r#"p("a" "b")"#);
    html("a<p", r#""a""#);
    html("a<p class='", r#""a""#);
    html("a</p", r#""a""#);
    html("<p =id id= c>t", r#"p[id=c]("t")"#);
    html("<p id\0class=1>t", "p[id=][class=1](\"t\")");
    html("\r\na\rb\0", r#""\na\nb""#);
}

#[test]
fn raw_text() {
    html(
        "<script>a<b>&amp;</scripty></SCRIPT >t",
        r#"script("a<b>&amp;</scripty>") "t""#,
    );
    html("<title>a &amp; <b></title>t", r#"title("a & <b>") "t""#);
    html("<style>a", r#"style("a")"#);
    html("<textarea></p>", r#"textarea("</p>")"#);
}

#[test]
fn ends_that_nobody_writes() {
    html("<p>a<p>b<div>c</div>d", r#"p("a") p("b") div("c") "d""#);
    html(
        "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
        r#"ul(li("a") li("b" ul(li("c"))) li("d"))"#,
    );
    html(
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        r#"dl(dt("a") dd("b") dt("c") dd("d"))"#,
    );
    html(
        "<table><tr><td>a<td>b<tr><th>c<tbody><tr><td>d</table>e",
        r#"table(tr(td("a") td("b")) tr(th("c")) tbody(tr(td("d")))) "e""#,
    );
    html(
        "<table><tr><td><table><tr><td>a</table>b</table>",
        r#"table(tr(td(table(tr(td("a"))) "b")))"#,
    );
    html(
        "<table><tr><td>a</div></p>b</table>",
        r#"table(tr(td("a" "b")))"#,
    );
    html(
        "<select><option>a<option>b</select>",
        r#"select(option("a") option("b"))"#,
    );
    html("<h2>a<h3>b", r#"h2("a") h3("b")"#);
    html(
        "<html><head><title>a</title><body class=x>b</body></html>c<body>d",
        r#"html(head(title("a")) body[class=x]("b" "c" "d"))"#,
    );
}

#[test]
fn marks_go_on() {
    html("<p><b>a<p>b</b>c", r#"p(b("a")) p(b("b") "c")"#);
    html("<b><i>a</b>b</i>c", r#"b(i("a")) i("b") "c""#);
    html("<b><p>a</b>b</p>c", r#"b(p("a" "b")) "c""#);
    html(
        "<a href=x><div>a</div>b</a>c",
        r#"a[href=x](div("a") "b") "c""#,
    );
}

#[test]
fn drawings_are_not_html() {
    html(
        "<svg><title>a</title><a>b</a></svg>c",
        r#"~svg(~title("a") ~a("b")) "c""#,
    );
    html(
        "<svg><path id=x /><g>a<p>b",
        r#"~svg(~path[id=x] ~g("a")) p("b")"#,
    );
    html("<svg><style><b>a</style></svg>", r#"~svg(~style) b("a")"#);
    html(
        "<svg><foreignObject><p>a</p></foreignObject></svg>b",
        r#"~svg(~foreignobject(p("a"))) "b""#,
    );
    html("<math><mi>x</mi></math>", r#"~math(~mi("x"))"#);
    html("<svg><![CDATA[a]]></svg>", r#"~svg("a")"#);
    html("<p><![CDATA[a]]>b", r#"p("b")"#);
}

#[test]
fn xml_as_written() {
    xml(
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a \"b>\">]><r xml:lang='vi'><x:Y/>a</r>",
        r#"r[xml:lang=vi](x:Y "a")"#,
    );
    xml("<!DOCTYPE r [<!-- it's > --><!ENTITY a '>'>]><r/>", "r");
    xml("<r><![CDATA[<p>&amp;]]>b</r>", r#"r("<p>&amp;" "b")"#);
    xml(
        "<r>&lt;p&gt; &amp;amp; &a; &#224;&#xE0;</r>",
        r#"r("<p> &amp; &a; àà")"#,
    );
    xml("<r><a>x<b>y</a>z</r>", r#"r(a("x" b("y")) "z")"#);
    xml(
        "<r><br>a</br><p>b<p>c</p></p></r>",
        r#"r(br("a") p("b" p("c")))"#,
    );
    xml("<r><svg:svg><p/></svg:svg><p/></r>", r#"r(~svg:svg(~p) p)"#);
    xml("<link>a</link>", r#"link("a")"#);
    xml("<!-- a -- <b> --><c/>", "c");
    xml("\u{FEFF}<r/>", "r");
}

#[test]
fn references_to_characters() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decoded(text, true, false), expected);
    }
    check(
        "&agrave;&Ocirc;&nbsp;&hellip;&mdash;&rarr;&euro;",
        "àÔ\u{A0}…—→€",
    );
    check("&abreve;&Dstrok;&dstrok;&utilde;", "ăĐđũ");
    check("&lt;&gt;&amp;&quot;&apos;", "<>&\"'");
    check("&copy 2020 &nbsp&amp", "© 2020 \u{A0}&");
    check(
        "&hellip &nosuch; &; & &#; &#x;",
        "&hellip &nosuch; &; & &#; &#x;",
    );
    check(
        "&#150;&#0;&#xD800;&#99999999999;",
        "–\u{FFFD}\u{FFFD}\u{FFFD}",
    );
    check("&diams;&rang;&yuml;&apos", "♦〉ÿ&apos");
    assert_eq!(decoded("?a=1&copy=2&lt=3", true, true), "?a=1&copy=2&lt=3");
}

/// html5ever knows every name.
#[test]
fn names_mean_what_they_mean_in_browsers() {
    let mut count = 0;
    for entry in references::NAMES.split(' ') {
        let name = entry.trim_start_matches(|first: char| !first.is_ascii_alphabetic());
        for end in [";", " "] {
            let written = format!("&{name}{end}");
            let body = html_body(&written);
            let first = body.root().children().next();
            let Some(theirs) = first.and_then(Node::letters) else {
                panic!("{written}");
            };
            let ours = decoded(&written, true, false);
            // HTML 4 had the signs of U+2329 and U+232A here.
            // Without a semicolon they find "not" in "notin"; here names are whole.
            let is_prefix = end == " " && theirs.starts_with(|first: char| !first.is_ascii());
            let differs = matches!(name, "lang" | "rang") || (is_prefix && ours.starts_with('&'));
            if !differs {
                assert_eq!(ours, theirs, "{written}");
            }
        }
        count += 1;
    }
    assert!(count > 250, "{count}");
}

#[test]
fn depth_and_number_are_limited() {
    let text = format!("{}a{}b", "<div>".repeat(5000), "</div>".repeat(5000));
    let markup = parse(&text, Syntax::Html);
    assert_eq!(markup.root().text(), "ab");
    let many = parse(&"<br>".repeat(LARGEST + 5), Syntax::Html);
    assert!(many.is_cut());
    assert_eq!(many.root().children().count(), LARGEST);
}

#[test]
fn what_nests_too_deep_is_cut() {
    #[track_caller]
    fn check(html: &str, expected: Option<usize>) {
        let left = shallow_part(html);
        assert_eq!(left.len(), expected.unwrap_or(html.len()));
        let mut warnings = Warnings::new();
        assert_eq!(shallow(html, &mut warnings), left);
        assert_eq!(warnings.finish().len(), usize::from(expected.is_some()));
    }
    check("", None);
    check("a < b </ <>", None);
    check(&"<div>".repeat(5000), None);
    check(&"<div>".repeat(5001), Some(25_000));
    check(&"ế<b></i>".repeat(5001), Some(5000 * "ế<b></i>".len() + 3));
    check(&"<DIV class='a'>a</div>".repeat(20_000), None);
    check(&"<p>a<br><img>".repeat(20_000), None);
    check(&"<li><p>".repeat(20_000), None);
    check(&"<dl><dd>".repeat(5001), Some(40_000));
}

/// Marks that are cut off again and again are not copied with all their bytes.
#[test]
fn copies_of_marks_stay_small() {
    let text = format!("<b class='{}'>{}", "x".repeat(100_000), "<p>a".repeat(1000));
    let markup = parse(&text, Syntax::Html);
    assert_eq!(markup.root().text(), "a".repeat(1000));
    let marks = format!("{}{}", "<b><i><u><s>".repeat(50), "<p>a".repeat(500));
    let markup = parse(&marks, Syntax::Html);
    assert!(markup.len() < 200 + 500 * (MOST_MARKS + 2) + 10);
}

proptest! {
    #[test]
    fn any_text_becomes_a_tree(text in "(<[/!]?|[a-z]{1,4}|[>='\" &;]|<p>|</p>|<b>|</b>|<td>|<table>|</table>|<svg>|<li>|<!--|-->|<script>|]]>|<!\\[CDATA\\[|\\PC){0,60}") {
        for syntax in [Syntax::Html, Syntax::Xml] {
            let markup = parse(&text, syntax);
            // No text grows but by marks that go on.
            prop_assert!(markup.len() <= 1 + text.len() * (MOST_MARKS + 1));
            prop_assert!(markup.root().text().len() <= text.len() * 3);
        }
    }

    #[test]
    fn words_are_kept_in_order(words in prop::collection::vec("[a-z]{1,5}", 1..20), tags in prop::collection::vec(0_usize..20, 20)) {
        const TAGS: [&str; 20] = ["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<li>", "<ul>", "</ul>", "<td>",
            "<table>", "</table>", "<i>", "</i>", "<br>", "<a href=x>", "</a>", "<h2>", "</h2>", "<svg>"];
        let mut text = String::new();
        for (word, tag) in words.iter().zip(&tags) {
            text.push_str(TAGS[*tag]);
            text.push_str(word);
        }
        let markup = parse(&text, Syntax::Html);
        prop_assert_eq!(markup.root().text(), words[..words.len().min(20)].concat());
    }
}

/// Over the bodies of the corpus, the model is the same as over html5ever's tree.
#[test]
fn corpus_becomes_the_same_model() {
    let context = dom::Context {
        base: "https://harbour.example/a",
        urls: &NativeUrls,
    };
    let mut differing = Vec::new();
    for (name, html) in article_bodies() {
        let (mut ours, mut theirs) = (Warnings::new(), Warnings::new());
        let markup = parse(&html, Syntax::Html);
        let mine = dom::read_blocks(markup.root(), &context, &mut ours);
        let body = html_body(&html);
        let known = dom::read_blocks(body.root(), &context, &mut theirs);
        if mine != known || ours.finish() != theirs.finish() {
            differing.push(name);
        }
    }
    assert_eq!(differing, [""; 0]);
}
