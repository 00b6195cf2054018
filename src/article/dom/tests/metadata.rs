//! What an `<article>` says about itself.

use super::*;

fn read(html: &str) -> (Article, Vec<String>) {
    let (article, warnings) = read_article(&html_root(html), &CONTEXT).unwrap();
    (article, warnings.iter().map(Warning::to_string).collect())
}

#[test]
fn an_article_with_everything() {
    let (article, warnings) = read(
        "<header>
           <p class=kicker>Tin phường</p>
           <h1>Chợ phiên <em>mở lại</em></h1>
           <p>Đăng lúc <time datetime='2024-05-02 07:30'>2/5</time></p>
           <p>Cập nhật <time itemprop=dateModified datetime='2024-05-03T09:15+07:00'>3/5</time></p>
           <p>Lượt xem: <data class=views value=1365>1.365</data></p>
           <p class=lead>Sau <b>hai năm</b> sửa kè.</p>
         </header>
         <p>Một đoạn.</p>
         <h3>Giờ họp</h3><p>Sáng.</p><h4>Nghỉ</h4>
         <footer><address>Trần Văn A<br>Phó Chủ tịch<br>UBND phường</address><p>Còn tiếp.</p></footer>",
    );
    assert_eq!(warnings, [""; 0]);
    assert_eq!(article.title, "Chợ phiên mở lại");
    assert_eq!(article.kicker.as_deref(), Some("Tin phường"));
    assert_eq!(article.views, Some(1365));
    assert!(matches!(
        article.published,
        Some(Timestamp::WallClock { minute: 30, .. })
    ));
    assert!(matches!(article.modified, Some(Timestamp::Instant { .. })));
    assert_eq!(
        article.lead,
        [text("Sau "), strong("hai năm"), text(" sửa kè.")]
    );
    assert_eq!(
        article.authors,
        [Author {
            name: "Trần Văn A".to_owned(),
            role: vec!["Phó Chủ tịch".to_owned(), "UBND phường".to_owned()],
            url: None,
        }]
    );
    assert_eq!(
        article.body,
        [
            paragraph("Một đoạn."),
            heading(2, "Giờ họp"),
            paragraph("Sáng."),
            heading(3, "Nghỉ"),
            paragraph("Còn tiếp."),
        ]
    );
}

#[test]
fn titles() {
    #[track_caller]
    fn check(html: &str, title: &str, body: &[Block]) {
        let (article, _) = read(html);
        assert_eq!(article.title, title);
        assert_eq!(article.body, body);
    }
    check("<h1>a</h1><p>b</p>", "a", &[paragraph("b")]);
    check("<h1> </h1><h1>a</h1><h1>b</h1>", "a", &[heading(2, "b")]);
    check(
        "<h1>a</h1><div itemprop='name headline'>b</div>",
        "b",
        &[heading(2, "a")],
    );
    check(
        "<header><h2>a</h2></header><h2>b</h2>",
        "a",
        &[heading(2, "b")],
    );
    check("<h2>a</h2><p>b</p>", "a", &[paragraph("b")]);
    check("<p>b</p><h2>a</h2>", "", &[paragraph("b"), heading(2, "a")]);
}

#[test]
fn authors() {
    #[track_caller]
    fn check(html: &str, expected: &[(&str, &[&str], Option<&str>)]) {
        let (article, _) = read(&["<h1>t</h1><p>b</p>", html].concat());
        let authors: Vec<Author> = expected
            .iter()
            .map(|(name, role, url)| Author {
                name: (*name).to_owned(),
                role: role.iter().map(|line| (*line).to_owned()).collect(),
                url: url.map(safe),
            })
            .collect();
        assert_eq!(article.authors, authors, "{html}");
        assert_eq!(article.body, [paragraph("b")], "{html}");
    }
    check(
        "<p>By <a rel=author href=/ann>Ann</a></p>",
        &[("Ann", &[], Some("/ann"))],
    );
    check(
        "<p>By <span itemprop=author>Ann</span></p>",
        &[("Ann", &[], None)],
    );
    check(
        "<div class=byline>By <a rel=author href=/ann>Ann</a><br>Editor</div>",
        &[("Ann", &["Editor"], Some("/ann"))],
    );
    check("<p class='x byline'>Ann</p>", &[("Ann", &[], None)]);
    check(
        "<div class=byline><p>Ann</p><p>Deputy<br>Ward office</p></div>",
        &[("Ann", &["Deputy", "Ward office"], None)],
    );
    check(
        "<div itemprop=author><b itemprop=name>Ann</b> <i itemprop=jobTitle>Editor</i></div>",
        &[("Ann", &["Editor"], None)],
    );
    check(
        "<p class=byline><a rel=author href=/ann>Ann</a> and <a rel=author>Bob</a></p>",
        &[("Ann", &[], Some("/ann")), ("Bob", &[], None)],
    );
    check(
        "<p class=byline><a rel=author href=javascript:x>Ann</a></p>",
        &[("Ann", &[], None)],
    );
    check("<address>Ann</address>", &[("Ann", &[], None)]);
    check("", &[]);
}

#[test]
fn an_address_inside_the_text_is_text() {
    let (article, _) = read("<h1>t</h1><div><address>1 Bến Sông</address></div>");
    assert_eq!(article.authors, []);
    assert_eq!(article.body, [paragraph("1 Bến Sông")]);
}

#[test]
fn a_date_that_cannot_be_read_is_shown_as_the_page_shows_it() {
    let (article, warnings) =
        read("<header><h1>t</h1><time datetime=2020-02-30>30 tháng 2</time></header><p>b</p>");
    assert_eq!(
        article.published,
        Some(Timestamp::AsWritten("30 tháng 2".to_owned()))
    );
    assert_eq!(
        warnings,
        [
            "field \"time.datetime\": names a day or time that does not exist; it is shown as written"
        ]
    );
}

#[test]
fn a_time_in_the_text_stays_there() {
    let (article, _) = read("<h1>t</h1><p>a <time datetime=2020-03-16>b</time></p>");
    assert_eq!(article.published, None);
    assert_eq!(article.body.len(), 1);
}

#[test]
fn language_and_direction_come_from_the_article() {
    let (article, _) = read("<article lang=ar dir=rtl><h1>t</h1></article>");
    assert_eq!(article.lang.as_deref(), Some("ar"));
    assert_eq!(article.dir, Some(Direction::RightToLeft));
}

#[test]
fn warnings_name_the_block() {
    let (_, warnings) = read(
        "<h1>t</h1><p>a</p><ul><li>b<li><a href=javascript:x>c</a></ul><img src=data:x><p>d</p><iframe></iframe>",
    );
    assert_eq!(
        warnings,
        [
            "block 2 (a), field \"href\": \"javascript:…\" is not an allowed address; only the link's text is shown",
            "block 3 (img), field \"src\": \"data:…\" is not an allowed address; the picture was left out",
            "block 4 (iframe): a frame without an address; it was left out",
        ]
    );
}

#[test]
fn nothing_at_all_is_an_error() {
    for html in ["", " ", "<p>&nbsp;</p>", "<script>x</script>", "<h1></h1>"] {
        assert_eq!(
            read_article(&html_root(html), &CONTEXT),
            Err(ReadError::Empty)
        );
    }
    let (article, warnings) = read("<h1>t</h1>");
    assert_eq!(article.title, "t");
    assert_eq!(warnings.len(), 1);
}
