#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::super::date::Timestamp;
use super::super::model::*;
use super::super::native::{NativeUrls, html_root};
use super::super::testing::{paragraph, text};
use super::*;

mod blocks;
mod cms;
mod corpus;
mod directions;
mod forms;
mod formulas;
mod lazy;
mod limits;
mod metadata;
mod properties;

const BASE: &str = "https://song-xanh.example/bai/1.html";
const CONTEXT: Context<'_> = Context {
    base: BASE,
    urls: &NativeUrls,
};

fn read_html(html: &str) -> (Vec<Block>, Vec<String>) {
    let mut warnings = Warnings::new();
    let blocks = read_blocks(html_root(html).root(), &CONTEXT, &mut warnings);
    let warnings = warnings.finish().iter().map(Warning::to_string).collect();
    (blocks, warnings)
}

/// Checks blocks that come out without a warning.
#[track_caller]
fn check(html: &str, expected: &[Block]) {
    let (blocks, warnings) = read_html(html);
    assert_eq!(blocks, expected, "{html}");
    assert_eq!(warnings, [""; 0], "{html}");
}

/// Checks blocks that come out with warnings.
#[track_caller]
fn check_blocks(html: &str, expected: &[Block]) {
    assert_eq!(read_html(html).0, expected, "{html}");
}

#[track_caller]
fn check_line(html: &str, expected: &[Inline]) {
    check(html, &[Block::Paragraph(expected.to_vec())]);
}

#[track_caller]
fn check_warnings(html: &str, expected: &[&str]) {
    assert_eq!(read_html(html).1, expected, "{html}");
}

fn strong(letters: &str) -> Inline {
    Inline::Strong(vec![text(letters)])
}

fn heading(level: u8, letters: &str) -> Block {
    Block::Heading(Heading {
        level,
        id: None,
        text: vec![text(letters)],
    })
}

fn list(items: &[&[Block]]) -> List {
    List {
        items: items.iter().map(|item| item.to_vec()).collect(),
        ..List::default()
    }
}

fn safe(raw: &str) -> super::super::url::SafeUrl {
    Addresses::new(BASE, &NativeUrls)
        .resolve(raw, super::super::url::UrlUse::Link)
        .unwrap()
}

fn image(url: &str, alt: &str) -> Image {
    Image {
        url: safe(url),
        alt: alt.to_owned(),
        size: None,
        candidates: Vec::new(),
    }
}

fn figure(image: Image) -> Figure {
    Figure {
        image,
        caption: Vec::new(),
        credit: None,
        target: None,
    }
}

#[test]
fn white_space_collapses_as_in_html() {
    check_line("<p>\n  a \t b\r\n c  </p>", &[text("a b c")]);
    check_line(
        "<p>a <b> b </b> c</p>",
        &[text("a "), strong("b"), text(" c")],
    );
    check_line("<p>a<b> b</b></p>", &[text("a"), strong(" b")]);
    check_line("<p><b>a </b>b</p>", &[strong("a"), text(" b")]);
    check_line(
        "<p><b>a</b> <i>b</i></p>",
        &[strong("a"), text(" "), Inline::Emphasis(vec![text("b")])],
    );
    check_line("<p>a<b> </b>b</p>", &[text("a b")]);
    check_line(
        "<p><b>a<br><i></i></b> <i>b</i></p>",
        &[
            strong("a"),
            Inline::Break,
            Inline::Emphasis(vec![text("b")]),
        ],
    );
    check_line("<p>10&nbsp;km</p>", &[text("10\u{A0}km")]);
    check_line("<p>a<span>b</span>c</p>", &[text("abc")]);
    check("<p> &nbsp; </p><p>\u{200B}</p><p><b> </b></p><p></p>", &[]);
}

#[test]
fn line_breaks() {
    check_line("<p>a<br>b</p>", &[text("a"), Inline::Break, text("b")]);
    check_line("<p><br>a<br></p>", &[text("a")]);
    check_line(
        "<p>a<br> <b>b</b></p>",
        &[text("a"), Inline::Break, strong("b")],
    );
    check("<p>a<br><br>b</p>", &[paragraph("a"), paragraph("b")]);
    check(
        "<p>a<br>\n<br/>&nbsp;<br>b</p>",
        &[paragraph("a"), paragraph("b")],
    );
    check(
        "<p><b>a<br><br>b</b></p>",
        &[
            Block::Paragraph(vec![strong("a")]),
            Block::Paragraph(vec![strong("b")]),
        ],
    );
    check(
        "<h2>a<br><br>b</h2>",
        &[Block::Heading(Heading {
            level: 2,
            id: None,
            text: vec![text("a"), Inline::Break, text("b")],
        })],
    );
}

#[test]
fn stray_text_and_nested_groups_become_paragraphs() {
    check(
        "a<p>b</p>c <i></i><div>d</div>",
        &[
            paragraph("a"),
            paragraph("b"),
            paragraph("c"),
            paragraph("d"),
        ],
    );
    check(
        "<div><div><section>a<div>b</div></section></div> c</div>",
        &[paragraph("a"), paragraph("b"), paragraph("c")],
    );
    check(
        "<x-box><p>a</p>b</x-box>",
        &[paragraph("a"), paragraph("b")],
    );
    check_blocks(
        "<form><p>a</p><input value=x><button>send</button></form>",
        &[paragraph("a")],
    );
    check(
        "<strong><p>a</p><p>b</p></strong>",
        &[
            Block::Paragraph(vec![strong("a")]),
            Block::Paragraph(vec![strong("b")]),
        ],
    );
}

#[test]
fn dropped_elements_leave_nothing() {
    for html in [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<object><p>x</p></object>",
        "<object data=javascript:x></object>",
        "<svg><title>x</title><a href=javascript:x><text>x</text></a></svg>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<math><annotation>x</annotation></math>",
        "<button>x</button>",
        "<textarea>x</textarea>",
        "<select><option>x</select>",
        "<canvas>x</canvas>",
        "<p hidden>x</p>",
        "<div hidden><p>x</p></div>",
        "<span style='color:red; Display : none'>x</span>",
        "<!-- x -->",
        "<embed src=javascript:x>",
        "<meta content=x>",
        "<dialog>x</dialog>",
    ] {
        check_blocks(html, &[]);
        let line = [Block::Paragraph(vec![text("a")])];
        check_blocks(&["<p>a", html, "</p>"].concat(), &line);
    }
    check("<p hidden=until-found>x</p>", &[paragraph("x")]);
    check("<p style='display:block'>x</p>", &[paragraph("x")]);
}

#[test]
fn losses_are_counted() {
    check_warnings(
        "<svg></svg><svg></svg><button>x</button><p><a href='#'>x</a><a href=2.html></a></p>\
        <img src=t.gif width=1><table><tr><td>a<tr><td>b</table>\
        <pre><a href=2.html>x</a><img src=a.png></pre><h2>t<ul><li>a<li>b</ul></h2>",
        &[
            "article: 1 picture(s) of one pixel, which only count visits, were left out",
            "article: 1 link(s) without text or picture were left out",
            "article: 1 link(s) that lead nowhere (\"#\") are shown as text",
            "article: 1 link(s) inside code or other links are shown as text",
            "article: 2 list item(s) inside a heading or table cell became lines",
            "article: 2 table cell(s) that only arrange became paragraphs or lines",
            "article: 1 button(s) or form field(s) were left out",
            "article: 2 drawing(s) (SVG or canvas) were left out",
            "article: 1 picture(s) inside code were left out",
        ],
    );
}

#[test]
fn inline_marks() {
    check_line(
        "<p><em>a</em><sub>b</sub><sup>c</sup><mark>d</mark><code> e  f </code></p>",
        &[
            Inline::Emphasis(vec![text("a")]),
            Inline::Subscript(vec![text("b")]),
            Inline::Superscript(vec![text("c")]),
            Inline::Mark(vec![text("d")]),
            text(" "),
            Inline::Code("e f".to_owned()),
        ],
    );
    check_line(
        "<p><small>a</small><del>b</del><s>c</s><ins>d</ins><b>e<strong>f</strong></b></p>",
        &[
            Inline::Small(vec![text("a")]),
            Inline::Deleted(vec![text("b")]),
            Inline::Deleted(vec![text("c")]),
            Inline::Inserted(vec![text("d")]),
            strong("ef"),
        ],
    );
    check_line(
        "<p><code>Vec&lt;<a href=2.html>T</a>&gt;</code></p>",
        &[
            Inline::Code("Vec<".to_owned()),
            Inline::Link(Link {
                target: LinkTarget::Url {
                    url: safe("2.html"),
                    same_site: true,
                },
                text: vec![Inline::Code("T".to_owned())],
            }),
            Inline::Code(">".to_owned()),
        ],
    );
    check_line(
        "<p><math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>",
        &[
            text("x"),
            Inline::Superscript(vec![text("2")]),
            text("=a/b"),
        ],
    );
    check_line(
        "<p><abbr title='Ủy ban'>UB</abbr><abbr>x</abbr></p>",
        &[
            Inline::Abbreviation {
                title: "Ủy ban".to_owned(),
                text: vec![text("UB")],
            },
            text("x"),
        ],
    );
    check_line(
        "<p><time datetime='2020-03-16 08:06'>a</time><time datetime=2020>b</time></p>",
        &[
            Inline::Time {
                datetime: "2020-03-16T08:06:00".to_owned(),
                text: vec![text("a")],
            },
            text("b"),
        ],
    );
    check_line(
        "<p><span lang=ar dir=RTL>a</span><span lang='\"x'>b</span></p>",
        &[
            Inline::Span {
                lang: Some("ar".to_owned()),
                dir: Some(Direction::RightToLeft),
                text: vec![text("a")],
            },
            text("b"),
        ],
    );
    check_line("<p>a <q>b</q></p>", &[text("a “b”")]);
    let ruby = |letters: &str, above: &str| Inline::Ruby {
        text: vec![text(letters)],
        annotation: vec![text(above)],
    };
    check_line(
        "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby></p>",
        &[ruby("漢", "kan"), ruby("字", "ji")],
    );
    check_line(
        "<p><ruby><rb>漢<rb>字<rt>kan<rt>ji</ruby><rt>x</rt></p>",
        &[ruby("漢字", "kan ji"), text("(x)")],
    );
    check_line("<p><ruby>漢</ruby></p>", &[text("漢")]);
    check_line(
        "<p>a <img class=emoji src=e.png alt=☂> b</p>",
        &[text("a ☂ b")],
    );
}

#[test]
fn links() {
    let link = |target, letters: &str| {
        Inline::Link(Link {
            target,
            text: vec![text(letters)],
        })
    };
    let url = |raw: &str, same_site| LinkTarget::Url {
        url: safe(raw),
        same_site,
    };
    check_line(
        "<p><a href='https://a.example'>b</a></p>",
        &[link(url("https://a.example/", false), "b")],
    );
    check_line(
        "<p><a href=2.html>b</a></p>",
        &[link(url("2.html", true), "b")],
    );
    check_line(
        "<p><a href='#muc'>b</a></p>",
        &[link(LinkTarget::Fragment("muc".to_owned()), "b")],
    );
    check_blocks("<p><a href='#'>b</a><a>c</a></p>", &[paragraph("bc")]);
    check_blocks("<p>a<a href=2.html></a></p>", &[paragraph("a")]);
    check(
        "<a href=2.html><h3>a</h3><p>b</p></a>",
        &[
            Block::Heading(Heading {
                level: 3,
                id: None,
                text: vec![link(url("2.html", true), "a")],
            }),
            Block::Paragraph(vec![link(url("2.html", true), "b")]),
        ],
    );
    for href in [
        "javascript:alert(1)",
        "JAVA&#10;SCRIPT:alert(1)",
        "java&Tab;script&colon;alert(1)",
        "&#1;javascript:x",
    ] {
        let (blocks, warnings) = read_html(&["<p><a href='", href, "'>b</a></p>"].concat());
        assert_eq!(blocks, [paragraph("b")]);
        assert_eq!(
            warnings,
            [
                "field \"a.href\": \"javascript:…\" is not an allowed address; only the link's text is shown"
            ]
        );
    }
}
