//! Whole pages, and what only pages have.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::super::listing::outline;
use super::super::super::native::{NativeHtml, NativeUrls};
use super::super::PlainHtml;
use super::*;
use crate::article::dom::{Words, has_part};

mod authors;
mod boilerplate;
mod corpus;
mod dates;
mod portals;

const BASE: &str = "https://harbour.example/news/ferry.html";

fn read(html: &str) -> String {
    match (NativeHtml { base: BASE }).read_page(html) {
        Ok((article, warnings)) => outline(&article, &warnings),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn check_page(html: &str, expected: &str) {
    let outline = read(html);
    assert_eq!(outline, expected.trim_end(), "\n{outline}\n");
    // The parser of our own reads the same out of it.
    let plain = PlainHtml(Context {
        base: BASE,
        urls: &NativeUrls,
    });
    let (article, warnings) = plain.read_page(html).unwrap();
    assert_eq!(
        super::super::super::listing::outline(&article, &warnings),
        outline
    );
}

/// A page whose body is `body`.
#[track_caller]
fn check(body: &str, expected: &str) {
    let outline = read(body);
    assert_eq!(outline, expected, "\n{outline}\n");
}

macro_rules! page {
    ($name:literal) => {
        check_page(
            include_str!(concat!(
                "../../../../tests/fixtures/sources/",
                $name,
                ".html"
            )),
            include_str!(concat!(
                "../../../../tests/fixtures/sources/",
                $name,
                ".html.txt"
            )),
        )
    };
}

#[test]
fn a_portal_without_an_article_element() {
    page!("portal");
}

#[test]
fn a_news_page_with_json_ld() {
    page!("json-ld");
}

#[test]
fn a_page_with_microdata() {
    page!("microdata");
}

#[test]
fn a_blog_with_open_graph_only() {
    page!("open-graph");
}

const TEXT: &str = "Words enough to be the text of an article, which stands here and nowhere else.";

#[test]
fn nothing_to_read() {
    check("", EMPTY);
    check("<title>Only a title</title><script>x()</script>", EMPTY);
    check("<article></article><main><img></main>", EMPTY);
}

const EMPTY: &str = "the article has neither a title nor any text; give it a title and a body";

#[test]
fn which_element() {
    #[track_caller]
    fn chosen(body: &str, expected: &str) {
        let outline = read(&format!("<title>t</title>{body}"));
        let text = outline.split("--").nth(1).unwrap().trim();
        assert_eq!(text, expected, "\n{outline}\n");
    }
    let p = |letters: &str| format!("<p>{letters} {TEXT}</p>");
    let a = p("a");
    let b = format!("{}{}", p("b"), p("c"));
    let only_b = format!("p b {TEXT}\np c {TEXT}");
    chosen(&format!("<div>{a}</div><main>{b}</main>"), &only_b);
    chosen(&format!("<div>{a}</div><div role=main>{b}</div>"), &only_b);
    chosen(&format!("<main>{a}<article>{b}</article></main>"), &only_b);
    chosen(
        &format!("<article>{a}</article><article>{b}</article>"),
        &only_b,
    );
    chosen(
        &format!("<article>{a}<div itemprop=articleBody>{b}</div></article>"),
        &only_b,
    );
    chosen(
        &format!("<div>{a}</div><div class=x><div>{b}</div></div>"),
        &only_b,
    );
    // A card is no article beside three times its text.
    chosen(&format!("<article>x</article><div>{b}</div>"), &only_b);
    // Old pages arrange by tables and part by line breaks.
    chosen(
        &format!(
            "<table><tr><td><a href=/>{TEXT}{TEXT}</a></td><td>{TEXT}<br><br>{TEXT}</td></tr></table>"
        ),
        &format!("p {TEXT}\np {TEXT}"),
    );
}

#[test]
fn json_ld_finds_the_text() {
    let script = |inside: &str| format!("<script type=' Application/LD+json'>{inside}</script>");
    let json = format!(
        "{{\"@type\":\"Article\",\"headline\":\"H\",\"articleBody\":\"<p>{TEXT}</p> <p>{TEXT}&nbsp;</p>\"}}"
    );
    // Where a script would have to run before there is anything to read.
    let json = format!("/*<![CDATA[*/{json}/*]]>*/");
    let page = format!("{}<div id=app></div>", script(&json));
    check(&page, &format!("title: H\n--\np {TEXT}\np {TEXT}\n--"));
    check(
        &format!(
            "<title>t</title>{}<article><p>{TEXT}</p></article>",
            script("{\n  a")
        ),
        &format!(
            "title: t\n--\np {TEXT}\n--\n! field \"script type=application/ld+json\": is not JSON at line 2, column 3; it was left out"
        ),
    );
}

#[test]
fn titles() {
    #[track_caller]
    fn title(head: &str, headline: &str, expected: &str) {
        let outline = read(&format!(
            "{head}<article><h1>{headline}</h1><p>{TEXT}</p></article>"
        ));
        let (title, rest) = outline.split_once('\n').unwrap();
        assert_eq!(title, format!("title: {expected}"), "\n{outline}\n");
        // It stands there once.
        assert!(!rest.contains(expected), "\n{outline}\n");
    }
    title("<title>Big news | Site</title>", "Big news", "Big news");
    title("<title>Site</title>", "Big news", "Big news");
    title(
        "<meta property=og:title content='Big news - Site'>",
        "Big news",
        "Big news",
    );
    title(
        "<meta property=og:title content='Big news'><title>Big news - S</title>",
        "",
        "Big news",
    );
    title(
        "<title>Big news – Site</title><meta property=og:site_name content=Site>",
        "",
        "Big news",
    );
    title("<title>Big-news</title>", "", "Big-news");
    // A headline that differs is part of the text.
    let outline = read(&format!(
        "<meta property=og:title content='Seven ways'><article><h1>7 tips</h1><p>{TEXT}</p></article>"
    ));
    assert_eq!(
        outline,
        // What readers see above the text is what it is called.
        format!("title: 7 tips\n--\np {TEXT}\n--")
    );
    // The same words again above the text.
    title(
        "<title>Big news</title>",
        "</h1><h2>Big news</h2><h1>",
        "Big news",
    );
}

#[test]
fn the_headline_on_the_page() {
    #[track_caller]
    fn title(head: &str, body: &str, expected: &str) {
        let outline = read(&format!(
            "{head}<div>{body}<p>{TEXT}</p><p>{TEXT}</p></div>"
        ));
        let first = outline.lines().next().unwrap();
        assert_eq!(first, format!("title: {expected}"), "\n{outline}\n");
    }
    // The name of the site is none.
    let both = "<h1>Harbour</h1><h2>The ferry at night</h2>";
    title(
        "<title>Harbour » The ferry at night</title>",
        both,
        "The ferry at night",
    );
    title(
        "<title>The ferry at night – Harbour</title>",
        both,
        "The ferry at night",
    );
    title(
        "<title>Ferry at night</title><meta property=og:site_name content=Harbour>",
        "<h1>Harbour</h1>",
        "Ferry at night",
    );
    title(
        "<title>Ferry at night</title>",
        "<h1><a href=/>The Harbour Paper</a></h1>",
        "Ferry at night",
    );
    title(
        "<title>The ferry at night | News | Harbour</title>",
        "",
        "The ferry at night",
    );
    let og = "<meta property=og:title content='Ferry at night'>";
    title(og, "</article><h1>News</h1><article>", "Ferry at night");
    title(og, "<h1>Night ferry</h1>", "Night ferry");
    title("<title>Ferry - a history</title>", "", "Ferry - a history");
    title(
        "<title>t</title>",
        "<h1>Er\u{AD}in\u{AD}ne\u{AD}rung</h1>",
        "Erinnerung",
    );
    title(
        "<title>t</title>",
        "<h1><ruby>法律<rt>ほうりつ</rt></ruby></h1>",
        "法律",
    );
}

#[test]
fn the_order_of_trust() {
    #[track_caller]
    fn line(head: &str, body: &str, expected: &str) {
        let outline = read(&format!(
            "<title>t</title>{head}<article>{body}<p>{TEXT}</p></article>"
        ));
        assert!(
            outline.lines().any(|line| line == expected),
            "\n{outline}\n"
        );
    }
    let og = "<meta property=article:published_time content=2020-01-02>";
    let meta = "<meta name=DC.date content=2020-01-03>";
    let microdata = "<meta itemprop=datePublished content=2020-01-04>";
    let visible = "<header><time datetime=2020-01-05>5</time></header>";
    line(
        &[og, meta].concat(),
        &[microdata, visible].concat(),
        "published: 2020-01-02",
    );
    line(
        meta,
        &[microdata, visible].concat(),
        "published: 2020-01-03",
    );
    line("", &[microdata, visible].concat(), "published: 2020-01-04");
    line("", visible, "published: 2020-01-05");
    line(
        "",
        "<p class=post-date>Ngày đăng: 16/03/2020 08:06</p>",
        "published: 2020-03-16T08:06:00",
    );
    line(
        "",
        "<p class=postDate>Posted on 2020-03-16 08:06:45</p>",
        "published: 2020-03-16T08:06:45",
    );
    line("", "<p class=luot_xem>1365 lượt</p>", "views: 1365");
    line(
        "<meta name=author content='A, B'><meta name=author content=C>",
        "",
        "author: A, B",
    );
    line(
        "<meta name=author content='A, B'><meta name=author content=C>",
        "",
        "author: C",
    );
    line(
        "",
        "<p class=byline>By <a rel=author href=/x>An</a></p>",
        "author: An <https://harbour.example/x>",
    );
    line(
        "<html lang=vi><meta property=og:locale content=en_US>",
        "",
        "lang: vi",
    );
    line("<meta property=og:locale content=vi_VN>", "", "lang: vi-VN");
    line(
        "<meta name=description content='About it'>",
        "",
        "lead: About it",
    );
    line(
        "<meta name=description content='About it'>",
        "<p class=sapo>Seen</p>",
        "lead: Seen",
    );
    line(
        "<link rel=canonical href=/own>",
        "",
        "url: https://harbour.example/own",
    );
    line("<meta name=keywords content='a, b,,a'>", "", "tags: a, b");
    line("<body>", "<a rel=tag href=/t>T</a>", "tags: T");
}

#[test]
fn descriptions_that_the_text_repeats() {
    let page = format!(
        "<title>t</title><meta name=description content='{}…'><article><p>{TEXT}</p></article>",
        &TEXT[..50]
    );
    check(&page, &format!("title: t\n--\np {TEXT}\n--"));
}

#[test]
fn base_moves_addresses_and_no_site() {
    let page = |base: &str| {
        format!(
            "<title>t</title><base href='{base}'><article><a href=x>{TEXT}</a><a href=https://harbour.example/y>y</a></article>"
        )
    };
    check(
        &page("https://other.example/d/"),
        &format!(
            "title: t\n--\np [{TEXT}](https://other.example/d/x)[y](own https://harbour.example/y)\n--"
        ),
    );
    check(
        &page("javascript:alert(1)//"),
        &format!(
            "title: t\n--\np [{TEXT}](own https://harbour.example/news/x)[y](own https://harbour.example/y)\n--\n! field \"base href\": \"javascript:alert(1)//\" is no address of the web, or too long; it was ignored"
        ),
    );
}

#[test]
fn clutter_is_named_and_text_is_not_clutter() {
    let page = format!(
        "<title>t</title><article><nav>Menu</nav><p>{TEXT}</p><ul class='social-links'><li>A</li></ul><section id=comments>C</section><aside>Aside</aside><p class=comment>A comment of ours.</p><figure><aside>In a figure</aside></figure></article>"
    );
    check(
        &page,
        &format!(
            "title: t\n--\np {TEXT}\np Aside\np A comment of ours.\np In a figure\n--\n! article: inside its element, parts that are marked as something else were left out: <nav>, <ul social-links>, <section comments>"
        ),
    );
    // What holds most of the text is the text, whatever a theme calls it.
    let page = format!(
        "<title>t</title><article><div class='related share'><p>{TEXT}</p></div></article>"
    );
    check(&page, &format!("title: t\n--\np {TEXT}\n--"));
}

#[test]
fn parts_of_class_names() {
    #[track_caller]
    fn has(classes: &str, words: &'static str, expected: bool) {
        assert_eq!(has_part(classes, &Words::of(words)), expected, "{classes}");
    }
    has("news-date", "date", true);
    has("newsDate", "date", true);
    has("tin_lien-quan", "lienquan", true);
    has("tin lien quan", "lienquan", false);
    has("update", "date", false);
    has("DATE", "date", true);
    has("x1-date2", "date", false);
    has("", "date", false);
}

#[test]
fn a_headline_of_which_nothing_is_seen_is_none() {
    // Found by fuzzing: it became a heading without letters.
    let page = "<title>Tin</title><article><h1>&#8203;</h1><p>Một đoạn.</p></article>";
    let (article, _) = NativeHtml { base: BASE }.read_page(page).unwrap();
    assert_eq!(article.title, "Tin");
    assert_eq!(article.body.len(), 1);
}

#[test]
fn a_page_of_headings_is_read() {
    let long = "w ".repeat(20_000);
    let headings = "<h1><a href=/>x</a></h1><h2>y y</h2>".repeat(25_000);
    let outline = read(&format!(
        "<title>{long}</title><meta property=og:site_name content='{long}'>{headings}<article><p>{TEXT}</p></article>"
    ));
    assert!(outline.contains(TEXT));
}
