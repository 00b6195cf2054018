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

/// The day that readers saw, where a program gives the moment in UTC.
#[test]
fn a_moment_in_utc_takes_the_zone_that_the_page_shows() {
    let moment = |text: &str| format!("<meta property=article:published_time content={text}>");
    for (written, shown, expected) in [
        (
            "2022-05-04T02:41:00Z",
            "<p>3.5.2022 22:41</p>",
            "2022-05-03T22:41:00-04:00",
        ),
        (
            "2022-05-04T00:44:52Z",
            "<p>03.05.2022 21:44</p>",
            "2022-05-03T21:44:52-03:00",
        ),
        (
            "2021-11-04T23:00:00Z",
            "<p>5. November 2021</p>",
            "2021-11-05T00:00:00+01:00",
        ),
        // Two different days.
        (
            "2021-11-04T22:12:00Z",
            "<p>5. November 2021</p>",
            "2021-11-04T22:12:00Z",
        ),
        (
            "2021-11-01T22:12:00Z",
            "<p>5.11.2021 12:00</p>",
            "2021-11-01T22:12:00Z",
        ),
        (
            "2021-11-04T22:12:00+01:00",
            "<p>5.11.2021 08:00</p>",
            "2021-11-04T22:12:00+01:00",
        ),
    ] {
        let body = format!("<h1>t</h1>{shown}");
        check(&moment(written), &body, &format!("published: {expected}"));
    }
    check_at(
        "https://harbour.example/2019/01/01/t",
        &moment("2018-12-31T23:11:59Z"),
        "",
        "published: 2019-01-01",
    );
}

#[test]
fn days_in_addresses() {
    for (path, expected) in [
        ("2020/03/16/t", "published: 2020-03-16"),
        (
            "texts/22/20220127-ferry.html;id=1F2",
            "published: 2022-01-27",
        ),
        ("texts/20221327-ferry.html", ""),
        ("texts/98765432", ""),
    ] {
        check_at(&format!("https://harbour.example/{path}"), "", "", expected);
    }
}

#[test]
fn dates_that_open_the_text_or_stand_beside_it() {
    for (body, expected) in [
        (
            format!("<div class=text><p>(21. November 2022) {TEXT}</p><p>{TEXT}</p></div>"),
            "published: 2022-11-21",
        ),
        (
            format!("<div class=text><p>27.1.2022 - {TEXT}</p><p>{TEXT}</p></div>"),
            "published: 2022-01-27",
        ),
        (
            format!(
                "<div class=text><p>12 May 2020 was a day like any. {TEXT}</p><p>{TEXT}</p></div>"
            ),
            "",
        ),
        (
            format!(
                "<div class=text><p>{TEXT}</p><p>{TEXT}</p></div><p class=postdate>6. August 2009</p>"
            ),
            "published: 2009-08-06",
        ),
        (
            format!(
                "<div class=text><p>{TEXT}</p><p>{TEXT}</p></div><div class=comments><p class=date>6. August 2009</p></div>"
            ),
            "",
        ),
        // A day without a year says nothing.
        (
            format!(
                "<p class=date>Le 19 février à 08:50</p><div class=text><p>{TEXT}</p><p>{TEXT}</p></div>"
            ),
            "",
        ),
    ] {
        let (article, _) = NativeHtml { base: BASE }.read_page(&body).unwrap();
        let outline = outline(&article, &[]);
        let found = outline.lines().find(|line| line.starts_with("published: "));
        assert_eq!(found.unwrap_or_default(), expected, "\n{outline}\n");
    }
}
