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
        "<source src=w type='video/webm; codecs=vp9'>",
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
        "</aside>",
        "<dl>",
        "</dl>",
        "<dt>",
        "<dd>",
        "<details>",
        "<details open>",
        "</details>",
        "<summary>",
        "</summary>",
        "<audio src=a>",
        "</audio>",
        "<iframe title=t src=https://player.vimeo.com/video/1>",
        "<iframe src=/x></iframe>",
        "<noscript>",
        "</noscript>",
        "<button>",
        "</button>",
        "<ruby>",
        "</ruby>",
        "<rb>",
        "<small>",
        "</small>",
        "<del>",
        "</del>",
        "<ins>",
        "<i>",
        "</i>",
        "<em>",
        "<mark>",
        "<span lang=vi>",
        "<p dir=rtl>",
        "<div lang=ar>",
        "<span>",
        "<a role=doc-noteref href=#n>",
        "<p id=f1>",
        "<a href=#f1>1</a>",
        "<a href=#b1>[1]</a>",
        "<img src=a.png width=20 height=20>",
        "<img src=b.png width=900 height=600>",
        "<img src=c.png srcset='d.png 2x' width=300>",
        "<img data-src=e.png src=data:x>",
        "<img src=t.gif width=1>",
        "<div class=wp-caption>",
        "<p class=wp-caption-text>",
        "<span class=credit>",
        "<div class=kg-toggle-card>",
        "<div class=kg-toggle-heading>",
        "<li value=7>",
        "<ol reversed>",
        "</ol>",
        "<tfoot>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "<th scope=row rowspan=2>",
        "<th scope=col>",
        "<td>",
        "</td>",
        "<tr>",
        "<msup>",
        "<mi>",
        "<mfrac>",
        "</math>",
        "<abbr title=t>",
        "</abbr>",
        "<br><br>",
        "\u{200B}",
        "\n",
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

    #[test]
    fn reading_what_was_read_changes_nothing(html in any_markup()) {
        corpus::assert_stable("", &html);
        // Without what hides the rest of the text from the parser.
        let mut seen = html;
        for opening in [
            "<script>", "<style>", "<!--", "<template>", "<iframe src=x>", "<svg>", "<select>",
            "<noscript>", "<math>", "<foreignObject>",
        ] {
            seen = seen.replace(opening, "");
        }
        corpus::assert_stable("", &seen);
    }
}

/// What other seeds have found.
#[test]
fn reading_what_was_read_changed_something_once() {
    for html in [
        "<table><td rowspan=3><a role=doc-noteref href=#n><caption><picture><a href=#f1>1</a>",
        "<table><td>a<caption><video>b",
        "<table><td><img src=a.png><td>b<caption><audio>c",
        "<ruby><img src=a.png width=20 height=20><p>a<rt>b",
        "<a href=#f1>1</a><a href='#n'><p id=f1><table><details><a href=#f1>1</a>",
    ] {
        corpus::assert_stable("", html);
    }
}
