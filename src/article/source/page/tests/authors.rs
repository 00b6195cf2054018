//! Who wrote the article of a page.

use super::{TEXT, read};

/// The names in the order of the article, with their roles.
#[track_caller]
fn check(head: &str, before: &str, after: &str, expected: &str) {
    let outline = read(&format!(
        "<title>t</title>{head}<h1>t</h1>{before}<div class=x><p>{TEXT}</p><p>{TEXT}</p>{after}</div>"
    ));
    let mut found = Vec::new();
    for line in outline.lines() {
        found.extend(line.strip_prefix("author: "));
    }
    assert_eq!(found.join("; "), expected, "\n{outline}\n");
}

#[test]
fn lines_that_begin_with_by() {
    for (line, expected) in [
        ("<p>By Ann Lee</p>", "Ann Lee"),
        ("<p>Von Anna Weber |</p>", "Anna Weber"),
        ("<p>Bởi Nguyễn Văn An</p>", "Nguyễn Văn An"),
        ("<p>Tác giả: Nguyễn Văn An</p>", "Nguyễn Văn An"),
        ("<p>Auteur : Jean Petit</p>", "Jean Petit"),
        (
            "<p>Ein Artikel von <b>Anna Weber</b> | 27.01.2022 - 12:45</p>",
            "Anna Weber",
        ),
        ("<p>06.11.2023 13:30 von Anna</p>", "Anna"),
        ("<p>VON ANNA WEBER am 21. April 2020</p>", "ANNA WEBER"),
        ("<p>By Ann Lee Thursday, November 9, 2023</p>", "Ann Lee"),
        ("<p>Par <b>Loïc Le Clerc</b></p>", "Loïc Le Clerc"),
        ("<p><a href=/author/an>An Nguyễn</a></p>", "An Nguyễn"),
        ("<p>By the sea at last</p>", ""),
        ("<p>By 2020 it was over</p>", ""),
        ("<p>Photo by Ann Lee</p>", ""),
        ("<p>Die Kunst von Anna Weber</p>", ""),
    ] {
        check("", line, "", expected);
    }
}

#[test]
fn texts_that_are_called_an_author() {
    for (before, after, expected) in [
        (
            "<span class=author>Written by Ann Lee</span>",
            "",
            "Ann Lee",
        ),
        ("<h5 class='field-author'>Ann Lee</h5>", "", "Ann Lee"),
        (
            "<p class=author>Author: Bo2man am 29.12.2010</p>",
            "",
            "Bo2man",
        ),
        (
            "<i class=meta-prep-author>Posted on</i> <b class=author>annlee</b>",
            "",
            "annlee",
        ),
        ("<div class=author>5 min read</div>", "", ""),
        // An article's own footer names its author, and what readers wrote does not.
        (
            "",
            "<div class=post-footer><b class=author>Ann Lee</b></div>",
            "Ann Lee",
        ),
        (
            "",
            "<div class=comments><b class=author>Ann Lee</b></div>",
            "",
        ),
    ] {
        check("", before, after, expected);
    }
}

#[test]
fn what_programs_write() {
    let json = |inside: &str| format!("<script type=application/ld+json>{inside}</script>");
    let graph = r#"{"@graph":[{"@type":"WebPage","author":{"@id":"x"}},{"@type":["Person"],"@id":"x","name":"Ann Lee"}]}"#;
    for (head, expected) in [
        ("<meta name=byl content='By Ann Lee'>", "Ann Lee"),
        (
            "<meta property=article:author content='Ann Lee @annlee'>",
            "Ann Lee",
        ),
        (
            "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>",
            "Ann Lee",
        ),
        (
            "<meta name=twitter:label1 content=Price><meta name=twitter:data1 content='Nine dollars'>",
            "",
        ),
        ("<meta name=author content=https://ann.example/>", ""),
        (
            "<span itemprop=author itemscope><b itemprop=name>Ann Lee</b></span>",
            "Ann Lee",
        ),
        ("<meta itemprop=author content='Ann Lee'>", "Ann Lee"),
        (json(graph).as_str(), "Ann Lee"),
    ] {
        check(head, "", "", expected);
    }
}

/// The name of the site or of an account is better than nothing, and worse than
/// a name that readers see.
#[test]
fn names_of_sites_and_accounts() {
    let site = "<meta property=og:site_name content='The Daily Ferry'>";
    for (name, expected) in [
        ("The Daily Ferry", "Ann Lee"),
        ("Harbour Press", "Ann Lee"),
        ("harbour.example", "Ann Lee"),
        ("ann.lee", "Ann Lee"),
        ("annlee", "Ann Lee"),
        ("Redaktion Nord", "Ann Lee"),
        ("J.K. Miller", "J.K. Miller"),
    ] {
        let head = format!("{site}<meta name=author content='{name}'>");
        check(&head, "<p>By Ann Lee</p>", "", expected);
        check(&head, "", "", name);
    }
}
