//! When pages say that they were published, in the forms that people use.

use super::*;

/// The lines of both dates of a page at `base`.
#[track_caller]
fn check_at(base: &str, head: &str, body: &str, expected: &str) {
    let page =
        format!("{head}<title>t</title>{body}<div class=text><p>{TEXT}</p><p>{TEXT}</p></div>");
    let (article, warnings) = NativeHtml { base }.read_page(&page).unwrap();
    let outline = outline(&article, &warnings);
    let lines: Vec<&str> = outline
        .lines()
        .filter(|line| line.starts_with("published: ") || line.starts_with("modified: "))
        .collect();
    assert_eq!(lines.join("\n"), expected, "\n{outline}\n");
}

#[track_caller]
fn check(head: &str, body: &str, expected: &str) {
    check_at(BASE, head, body, expected);
}

#[test]
fn lines_beside_the_headline() {
    check(
        "",
        "<h1>t</h1><div><i></i> 26. Februar 2020</div>",
        "published: 2020-02-26",
    );
    check(
        "",
        "<div>26.02.2020<b>12:44</b></div><h1>t</h1>",
        "published: 2020-02-26T12:44:00",
    );
    check(
        "",
        "<h1>t</h1><p>Posted on September 18th 2019, 3:51 pm in News</p>",
        "published: 2019-09-18T15:51:00",
    );
    check(
        "<html lang=vi>",
        "<h1>t</h1><p>Đăng ngày 05/03/2020 - Cập nhật 06/03/2020</p>",
        "published: 2020-03-05\nmodified: 2020-03-06",
    );
    check(
        "",
        "<div>t</div><div>2020-03-16 08:06:45 Số lượt xem 1365</div>",
        "published: 2020-03-16T08:06:45",
    );
    // A sentence with a date is no date line.
    check(
        "",
        "<h1>t</h1><p>On March 16, 2020 the harbour was closed for all who came by car or train.</p>",
        "",
    );
}

#[test]
fn what_machines_should_read_and_people_wrote() {
    let meta = "<meta name=date content='26 Okt 2018'>";
    check(meta, "", "published: 2018-10-26");
    // The next certain one is taken, and never the uncertain one.
    let two = "<meta name=date content='03/04/2020'><meta name=dc.date content=2020-04-03>";
    check(two, "", "published: 2020-04-03");
    check(
        "<meta name=date content='03/04/2020'>",
        "",
        "published: \"03/04/2020\"",
    );
    check(
        "<meta name=date content=2021-02-30>",
        "<p>26.02.2020</p>",
        "published: \"2021-02-30\"",
    );
}

#[test]
fn the_language_or_the_address_decides_the_order() {
    let line = "<h1>t</h1><p class=date>03/04/2020</p>";
    check("", line, "published: \"03/04/2020\"");
    check("<html lang=en-US>", line, "published: 2020-03-04");
    check("<html lang=fr>", line, "published: 2020-04-03");
    check_at(
        "https://harbour.example/2020/03/04/t",
        "",
        line,
        "published: 2020-03-04",
    );
    check_at(
        "https://harbour.example/2020-04-03-t",
        "",
        line,
        "published: 2020-04-03",
    );
    check_at(
        "https://harbour.example/2020/04/03/t",
        "",
        "",
        "published: 2020-04-03",
    );
    check_at("https://harbour.example/2020/04/t", "", "", "");
}

#[test]
fn two_days_are_told_apart() {
    let changed = "<time class=updated datetime=2020-03-18></time>";
    check(
        "",
        &format!("<h1>t</h1><time datetime=2020-03-16></time>{changed}"),
        "published: 2020-03-16",
    );
    // Where a theme shows no other.
    check("", &format!("<h1>t</h1>{changed}"), "published: 2020-03-18");
    check(
        "",
        "<h1>t</h1><time itemprop=dateModified datetime=2020-03-18></time>",
        "modified: 2020-03-18",
    );
}
