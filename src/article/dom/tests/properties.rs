//! Whatever markup arrives, reading it neither panics nor lets an address pass.

use super::super::super::testing::{addresses, is_sound};
use super::*;
use proptest::prelude::*;

fn any_markup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href='javascript:x'>",
        "<a href=/a>",
        "<a href='#n'>",
        "</a>",
        "<ul>",
        "<ol start=-9>",
        "</ul>",
        "<li>",
        "<li id=n>",
        "<table>",
        "<tr>",
        "<td colspan=0>",
        "<th>",
        "</table>",
        "<thead>",
        "<caption>",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "</figcaption>",
        "<img src=a.png>",
        "<img src='data:x'>",
        "<picture>",
        "<source srcset='a 1w, javascript:b 2w'>",
        "<video src=v>",
        "</video>",
        "<track src=t>",
        "<blockquote>",
        "</blockquote>",
        "<footer>",
        "<cite>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<h1>",
        "<h4 id=h>",
        "</h4>",
        "<br>",
        "<hr>",
        "<svg>",
        "</svg>",
        "<math>",
        "<foreignObject>",
        "<template>",
        "</template>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<iframe src=x>",
        "<select>",
        "<header>",
        "</header>",
        "<address>",
        "<time datetime=2020-03-16>",
        "</time>",
        "<span class=byline>",
        "<span itemprop='author name'>",
        "</span>",
        "<section class=footnotes>",
        "<aside role=doc-footnote id=n>",
        "<sup>",
        "</sup>",
        "<q>",
        "<rt>",
        "<dl>",
        "<dt>",
        "<!--",
        "-->",
        "&nbsp;",
        " ",
        "a",
        "ữ",
        "<",
        "&#0;",
        "\u{0}",
    ]);
    prop::collection::vec(
        prop_oneof![9 => piece.prop_map(str::to_owned), 1 => "\\PC{0,6}"],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_markup_is_read(html in any_markup()) {
        if let Ok((article, warnings)) = read_article(&html_root(&html), &CONTEXT) {
            prop_assert!(warnings.len() <= Warnings::LIMIT + 1);
            for url in addresses(&article) {
                prop_assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()));
            }
            prop_assert!(is_sound(&article.body), "{:?}", article.body);
        }
        prop_assert!(is_sound(&read_html(&html).0));
    }
}

/// A chain of elements, each with a letter and the next one inside it; no
/// parser builds one this deep in a time worth waiting for.
#[derive(Clone)]
struct Chain {
    name: &'static str,
    rest: usize,
    is_text: bool,
}

impl Node for Chain {
    fn kind(&self) -> NodeKind {
        if self.is_text {
            return NodeKind::Text("x ".to_owned());
        }
        NodeKind::Element {
            name: self.name.to_owned(),
            is_html: true,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        (name == "lang").then(|| "vi".to_owned())
    }

    fn first_child(&self) -> Option<Self> {
        (!self.is_text && self.rest > 0).then(|| Self {
            is_text: true,
            ..self.clone()
        })
    }

    fn next_sibling(&self) -> Option<Self> {
        self.is_text.then(|| Self {
            rest: self.rest - 1,
            is_text: false,
            ..self.clone()
        })
    }
}

#[test]
fn depth_neither_overflows_nor_loses_text() {
    for name in [
        "div",
        "b",
        "a",
        "ul",
        "li",
        "blockquote",
        "x-y",
        "span",
        "figure",
        "table",
        "td",
        "h2",
        "header",
        "address",
        "q",
        "code",
        "pre",
    ] {
        let rest = 40_000;
        let chain = Chain {
            name,
            rest,
            is_text: false,
        };
        let mut warnings = Warnings::new();
        let blocks = read_blocks(&chain, &CONTEXT, &mut warnings);
        let letters = format!("{blocks:?}")
            .replace("Text", "")
            .matches('x')
            .count();
        assert!(letters >= rest, "{name}: {letters}");
        let article = read_article(&chain, &CONTEXT);
        assert!(article.is_ok(), "{name}");
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
