//! Texts whose letters say from which side they run.

use super::*;

#[test]
fn paragraphs_whose_letters_say_the_direction() {
    let rtl = |letters: &str| Inline::Span {
        lang: None,
        dir: Some(Direction::RightToLeft),
        text: vec![text(letters)],
    };
    let (article, _) = read_article(
        &html_root(
            "<article><h1>a</h1><p dir=auto>chợ</p><p dir=auto>«مرحبا» a!</p><blockquote dir=AUTO><p>5 <b></b>שוק</p></blockquote>\
             <p>b <span dir=auto>سوق</span></p></article>",
        ),
        &CONTEXT,
    )
    .unwrap();
    assert_eq!(
        article.body,
        [
            paragraph("chợ"),
            Block::Paragraph(vec![rtl("«مرحبا» a!")]),
            Block::Quote(Quote {
                body: vec![Block::Paragraph(vec![rtl("5 שוק")])],
                citation: Vec::new(),
            }),
            Block::Paragraph(vec![text("b "), rtl("سوق")]),
        ]
    );
}

#[test]
fn letters_from_the_left_where_the_text_runs_from_the_right() {
    let ltr = |letters: &str| Inline::Span {
        lang: None,
        dir: Some(Direction::LeftToRight),
        text: vec![text(letters)],
    };
    #[track_caller]
    fn check(html: &str, expected: &[Block]) {
        let (article, _) = read_article(&html_root(html), &CONTEXT).unwrap();
        assert_eq!(article.body, expected, "{html}");
    }
    let paragraphs = "<p>سوق</p><p dir=auto>Hello (world).</p>";
    let english = Block::Paragraph(vec![ltr("Hello (world).")]);
    for head in [
        "<article dir=rtl lang=ar><h1>a</h1>",
        "<article lang=ar><h1>مرحبا</h1>",
        "<article>",
    ] {
        check(
            &[head, paragraphs].concat(),
            &[paragraph("سوق"), english.clone()],
        );
    }
    check(
        "<article dir=ltr><h1>a</h1><p>سوق</p><p dir=auto>b</p><div dir=rtl><p dir=auto>c</p></div></article>",
        &[
            paragraph("سوق"),
            paragraph("b"),
            Block::Paragraph(vec![Inline::Span {
                lang: None,
                dir: Some(Direction::RightToLeft),
                text: vec![ltr("c")],
            }]),
        ],
    );
    check(
        "<article dir=rtl><h1>a</h1><blockquote dir=auto><p dir=auto>b</p></blockquote><p>c <span dir=auto>d</span></p></article>",
        &[
            Block::Quote(Quote {
                body: vec![Block::Paragraph(vec![ltr("b")])],
                citation: Vec::new(),
            }),
            Block::Paragraph(vec![text("c "), ltr("d")]),
        ],
    );
}
