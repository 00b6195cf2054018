//! What leads away from an article inside its element, and what only looks so.

use super::*;

const MORE: &str = "A second paragraph of the same article, as long as the one before it, which goes on for a while.";

/// What is read of an article that holds `inside` between two paragraphs.
#[track_caller]
fn between(inside: &str, expected: &str) {
    kept(
        &format!("<p>{TEXT}</p>{inside}<p>{MORE}</p>"),
        &format!("p {TEXT}\n{expected}p {MORE}"),
    );
}

/// What is read of an article that ends in `inside`.
#[track_caller]
fn below(inside: &str, expected: &str) {
    kept(
        &format!("<div><p>{TEXT}</p><p>{MORE}</p></div>{inside}"),
        &format!("p {TEXT}\np {MORE}{expected}"),
    );
}

#[track_caller]
fn kept(body: &str, expected: &str) {
    let outline = read(&format!("<title>t</title><article>{body}</article>"));
    let text = outline.split("--").nth(1).unwrap().trim();
    assert_eq!(text, expected, "\n{outline}\n");
}

#[test]
fn lines_that_say_what_follows() {
    for (label, link) in [
        ("Mehr zum Thema", "Fähre fährt nachts"),
        ("Related articles", "Ferry to run at night"),
        ("Tin liên quan", "Phà chạy đêm"),
        ("Tin cùng chuyên mục", "Phà chạy đêm"),
        ("Читайте также", "Паром пойдёт ночью"),
        ("関連記事", "夜のフェリー"),
    ] {
        below(
            &format!("<h3>{label}</h3><ul><li><a href=/x>{link}</a></li></ul>"),
            "",
        );
        below(
            &format!("<div><b>{label}</b><div><a href=/x>{link}</a></div></div>"),
            "",
        );
    }
    // A line with its link, wherever it stands.
    between(
        "<p>Đọc thêm: <a href=/x>Phường khai trương nhà văn hóa mới</a></p>",
        "",
    );
    between(
        "<p><b>MIRA:</b> <a href=/x>La lancha nocturna vuelve al puerto en junio</a></p>",
        "",
    );
    // A sentence that begins so is text, and so is a list of an article's own.
    let sentence = "Related to this is the question of who will pay for the new ferry and when.";
    between(&format!("<p>{sentence}</p>"), &format!("p {sentence}\n"));
    between(
        "<h2>Sights</h2><ul><li><a href=/x>Pier</a></li><li>Market</li></ul>",
        "h2 Sights\nlist false\n  p [Pier](own https://harbour.example/x)\n  p Market\n",
    );
}

#[test]
fn comments_go_to_their_end() {
    below(
        "<h3>2 comments</h3><div><p>I was there when the ferry came in, and it was a fine sight, as one would expect of it.</p></div><div><p>Me too.</p></div>",
        "",
    );
    below("<h4>Bình luận (3)</h4><p>Hay quá.</p>", "");
}

#[test]
fn teasers_are_alike() {
    let teaser = |number: usize| {
        format!(
            "<div class=card><h3><a href=/{number}>Headline number {number}</a></h3><p>Two lines about what it says.</p></div>"
        )
    };
    let three = [teaser(1), teaser(2), teaser(3)].concat();
    between(&format!("<div>{three}</div>"), "");
    // Sections with headings that lead nowhere are the article.
    between(
        "<div><section><h2>One</h2><p>Short.</p></section><section><h2>Two</h2><p>Too.</p></section></div>",
        "h2 One\np Short.\nh2 Two\np Too.\n",
    );
}

#[test]
fn a_link_alone_between_paragraphs() {
    between(
        "<p><a href=/x>Ferry to run at night from June on</a></p>",
        "",
    );
    // A file, a place on this page and a short word belong to the text.
    between(
        "<p><a href=/x.pdf>The timetable of the ferry in full</a></p>",
        "p [The timetable of the ferry in full](own https://harbour.example/x.pdf)\n",
    );
    between(
        "<p><a href=/x>Map</a></p>",
        "p [Map](own https://harbour.example/x)\n",
    );
}

#[test]
fn what_stands_outside_of_the_text() {
    below("<div><span>Ward office, 12 Quay Road</span></div>", "");
    below("<p>© 2024 The Harbour. All rights reserved.</p>", "");
    // A signature in the text's own element, notes, and a picture stay.
    kept(
        &format!("<p>{TEXT}</p><p>{MORE}</p><div>An Nguyễn</div>"),
        &format!("p {TEXT}\np {MORE}\np An Nguyễn"),
    );
    below(
        "<div class=footnotes><p>1. A note.</p></div>",
        "\np 1. A note.",
    );
    below(
        "<div><img src=/a.png alt=A></div>",
        "\nfigure https://harbour.example/a.png \"A\"",
    );
}

#[test]
fn class_names_that_say_nothing_else() {
    between("<div class=related-posts-box><p>Night ferry</p></div>", "");
    between(
        "<div class='share-buttons'><a href=/x>Chia sẻ</a></div>",
        "",
    );
    // Other words make it a part of the article, unless it is mostly links.
    between(
        "<section class=related-documents><p>Decree no. 5.</p></section>",
        "p Decree no. 5.\n",
    );
    between(
        "<div class=ads-policy><p>No sign may be wider than that.</p></div>",
        "p No sign may be wider than that.\n",
    );
    between(
        "<section id=social-insurance><p>Eight per cent.</p></section>",
        "p Eight per cent.\n",
    );
    between(
        "<div class=related-documents><a href=/1>Decree</a></div>",
        "",
    );
}

#[test]
fn the_main_picture_of_a_page() {
    let page = |image: &str| {
        format!(
            "<title>t</title><meta property=og:image content=/a-1024x768.jpg><article><p>{TEXT}</p><figure><img src=/{image} alt=A><figcaption>C</figcaption></figure><p>{MORE}</p></article>"
        )
    };
    check(
        &page("a.jpg"),
        &format!(
            "title: t\nimage: https://harbour.example/a.jpg \"A\" | C\n--\np {TEXT}\np {MORE}\n--"
        ),
    );
    check(
        &page("b.jpg"),
        &format!(
            "title: t\nimage: https://harbour.example/a-1024x768.jpg \"\"\n--\np {TEXT}\nfigure https://harbour.example/b.jpg \"A\" | C\np {MORE}\n--"
        ),
    );
}

#[test]
fn comments_are_not_the_article() {
    let comment = format!(
        "<div class=reader-comments><p>{MORE}</p><p>{MORE}</p><p>{MORE}</p><p>{MORE}</p></div>"
    );
    let text = format!("<p>{TEXT}</p>").repeat(5);
    let outline = read(&format!(
        "<title>t</title><div><div class=text>{text}</div>{comment}</div>"
    ));
    assert!(
        outline.contains(TEXT) && !outline.contains(MORE),
        "{outline}"
    );
    // In a forum they are all that there is.
    let outline = read(&format!("<title>t</title><div>{}</div>", comment.repeat(5)));
    assert!(outline.contains(MORE), "{outline}");
}

#[test]
fn words_of_labels_may_be_words_of_the_article() {
    between("<h2>Discussion</h2>", "h2 Discussion\n");
    between("<h2>Recommended dosage</h2>", "h2 Recommended dosage\n");
    between(
        "<p>Copyright law protects songs for seventy years.</p>",
        "p Copyright law protects songs for seventy years.\n",
    );
}

#[test]
fn a_text_may_end_in_few_words() {
    kept(
        &format!("<div>{TEXT}</div><div>{MORE}<br><br>{MORE}</div><div>An Nguyễn</div>"),
        &format!("p {TEXT}\np {MORE}\np {MORE}\np An Nguyễn"),
    );
}

#[test]
fn lines_that_ask_to_follow_or_tell_who_pays() {
    for line in [
        "Subscribe now to our newsletter for the full story.",
        "Follow The Harbour on Twitter and on Facebook. Send us a line.",
        "¿Ya sabías que tenemos un canal? Únete a nuestro Telegram.",
        "Theo dõi chúng tôi trên Zalo và Facebook để đọc tin mới.",
    ] {
        below(&format!("<p>{line}</p>"), "");
    }
    between(
        "<p>Download <a href=/app>our app</a> for the latest.</p>",
        "",
    );
    between("<p>This post holds affiliate links.</p>", "");
    // Who speaks of such things asks for nothing.
    let line = "Users of Facebook and Twitter who follow the ferry saw it first.";
    below(&format!("<p>{line}</p>"), &format!("\np {line}"));
    let line = "Follow the path down to the water.";
    below(&format!("<p>{line}</p>"), &format!("\np {line}"));
}

#[test]
fn what_nobody_wants_on_paper() {
    let words = "Questions about this page are answered here by our editors, whoever asks them and wherever.";
    let text = format!(
        "<div><p>{TEXT}</p>{}</div>",
        format!("<p>{MORE}</p>").repeat(4)
    );
    let shown = format!("p {TEXT}{}", format!("\np {MORE}").repeat(4));
    for class in ["no-print", "noprint", "hidden-print", "d-print-none"] {
        kept(
            &format!("{text}<div class='{class}'><p>{words}</p></div>"),
            &shown,
        );
    }
    let line = format!("{shown}\np {words}");
    kept(
        &format!("{text}<div class=print-only><p>{words}</p></div>"),
        &line,
    );
}

#[test]
fn what_stands_above_the_title() {
    let read = |above: &str| {
        read(&format!(
            "<title>Ferry at night</title><article>{above}<h1>Ferry at night</h1><p>{TEXT}</p><p>{MORE}</p></article>"
        ))
    };
    for above in [
        "<p>Economy</p>",
        "<div>Home &gt; Town</div>",
        "<ul><li>Town</li></ul>",
    ] {
        let outline = read(above);
        assert!(outline.contains(&format!("--\np {TEXT}")), "\n{outline}\n");
    }
    let outline = read("<p class=byline>By Ann Lee</p><figure><img src=/a.jpg alt=a></figure>");
    assert!(
        outline.contains("author: Ann Lee") && outline.contains("/a.jpg"),
        "\n{outline}\n"
    );
}

#[test]
fn lines_below_pictures_are_captions() {
    for (line, expected) in [
        ("<p><i>The ferry at night.</i></p>", "The ferry at night."),
        (
            "<p align=center><em>Ảnh: An Nguyễn</em></p>",
            "Ảnh: An Nguyễn",
        ),
        ("<p>Photo by Ann Lee</p>", "Photo by Ann Lee"),
    ] {
        let outline = read(&format!(
            "<title>t</title><article><p>{TEXT}</p><p>{MORE}</p><p>{MORE}</p><p>{MORE}</p><p><img src=/a.jpg alt=a></p>{line}<p>{MORE}</p></article>"
        ));
        assert!(
            outline.contains(&format!("\"a\" {expected}\np "))
                || outline.contains(&format!("{expected}\np A second")),
            "\n{outline}\n"
        );
        assert!(
            !outline.contains(&format!("p {expected}"))
                && !outline.contains(&format!("p /{expected}")),
            "\n{outline}\n"
        );
    }
}

#[test]
fn labels_at_the_end_lead_to_nothing() {
    below("<h3>Tin liên quan</h3>", "");
    below("<p>Von:</p>", "");
    below("<h3>The end</h3>", "\nh2 The end");
    below(
        "<p><b>Weitere Informationen:</b></p><p><a href=/x>The article about it in an encyclopedia</a></p>",
        "",
    );
    below("<p>A short last line</p>", "\np A short last line");
    let outline = read(&format!(
        "<title>t</title><meta name=author content='Ann Lee'><article><p>{TEXT}</p><p>{MORE}</p><p>Ann Lee</p></article>"
    ));
    assert!(
        outline.contains(&format!("{MORE}\n--")) || outline.trim_end().ends_with(MORE),
        "\n{outline}\n"
    );
}
