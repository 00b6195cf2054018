//! Parts with parts of their own: definitions, details, linked pictures.

use super::*;

#[test]
fn definitions_details_and_recordings() {
    let (article, _) = read_text(EVERY_PART).unwrap();
    let list = Block::List(List {
        items: vec![vec![paragraph("bậc")], vec![paragraph("cọc")]],
        ..List::default()
    });
    assert_eq!(
        article.body[13..],
        [
            Block::Definitions(vec![
                DefinitionGroup {
                    terms: vec![
                        vec![text("Bến")],
                        vec![text("Cầu "), Inline::Emphasis(vec![text("tàu")])],
                    ],
                    details: vec![
                        vec![paragraph("Nơi thuyền ghé.")],
                        vec![paragraph("Gồm"), list],
                    ],
                },
                DefinitionGroup {
                    terms: vec![vec![text("Kè")]],
                    details: vec![vec![paragraph("Bờ xây đá.")]],
                },
            ]),
            Block::Details(Details {
                summary: vec![text("Đường "), Inline::Strong(vec![text("đến chợ")])],
                body: vec![paragraph("Đi theo bờ sông."), Block::Divider],
                is_open: true,
            }),
            Block::Details(Details {
                summary: vec![],
                body: vec![paragraph("Không có tóm tắt.")],
                is_open: false,
            }),
            Block::Audio(Audio {
                url: safe("tieng/loa.mp3"),
                title: Some("Loa phường".to_owned()),
                caption: vec![text("Bản tin sáng")],
            }),
        ]
    );
}

#[test]
fn pictures_lead_where_links_do() {
    #[track_caller]
    fn check(link: &str, expected: Option<LinkTarget>, warning: &[&str]) {
        let (body, warnings) = read_body(json!([
            {"type": "figure", "link": link, "image": {"url": "a.png", "alt": "a"}},
        ]));
        let Block::Figure(figure) = &body[0] else {
            panic!("{body:?}")
        };
        assert_eq!(figure.target, expected, "{link}");
        assert_eq!(warnings, warning);
    }
    let url = |raw: &str, same_site| {
        Some(LinkTarget::Url {
            url: safe(raw),
            same_site,
        })
    };
    check("", None, &[]);
    check("/lon.png", url("/lon.png", true), &[]);
    check(
        "https://xa.example/",
        url("https://xa.example/", false),
        &[],
    );
    check(
        "#gio-hop",
        Some(LinkTarget::Fragment("gio-hop".to_owned())),
        &[],
    );
    check(
        "https://song-xanh.example/bai/1.json#gio-hop",
        Some(LinkTarget::Fragment("gio-hop".to_owned())),
        &[],
    );
    check(
        "java\tscript:alert(1)",
        None,
        &[
            "block 1 (figure), field \"link\": \"javascript:…\" is not an allowed address; the link was left out",
        ],
    );
}

#[test]
fn parts_with_nothing_in_them_are_left_out() {
    #[track_caller]
    fn check(block: Value, warning: &str) {
        let (body, warnings) = read_body(json!([block, "after"]));
        assert_eq!(body, [paragraph("after")]);
        assert!(
            warnings.iter().any(|known| known.ends_with(warning)),
            "{warnings:?} lacks {warning:?}"
        );
    }
    check(
        json!({"type": "definitions"}),
        "holds no text; it was left out",
    );
    check(
        json!({"type": "definitions", "groups": [{"terms": [" "], "details": [[]]}]}),
        "holds no text; it was left out",
    );
    check(
        json!({"type": "definitions", "groups": ["a"]}),
        "holds no text; it was left out",
    );
    check(
        json!({"type": "details", "open": true}),
        "holds no text; it was left out",
    );
    check(
        json!({"type": "audio"}),
        "field \"url\": is missing; the recording was left out",
    );
    check(
        json!({"type": "audio", "url": "blob:https://a.example/1"}),
        "is not an allowed address; the recording was left out",
    );
    check(
        json!({"type": "paragraph", "text": {"type": "image", "url": "data:image/png,x", "alt": ""}}),
        "is not an allowed address; the picture was left out",
    );
    let (body, warnings) =
        read_body(json!([{"type": "paragraph", "text": {"type": "ruby", "text": "市"}}]));
    assert_eq!(body, [paragraph("市")]);
    assert_eq!(
        warnings,
        ["block 1 (paragraph), field \"text.annotation\": is missing; only the text is shown"]
    );
}

#[test]
fn as_many_names_as_there_may_be_are_read() {
    // One list of the alphabet would move some gigabytes for these.
    let half = super::super::super::MAX_NODES / 2;
    let body: Vec<Value> = (0..half)
        .map(|index| {
            let id = format!("muc-{}", (index * 7919) % half);
            json!({"type": "heading", "level": 2, "id": id, "text": "M"})
        })
        .collect();
    let (body, warnings) = read_body(Value::Array(body));
    assert_eq!(warnings, [""; 0]);
    assert_eq!(body.len(), half);
}

#[test]
fn films_have_further_files() {
    #[track_caller]
    fn check(mut video: Value, expected: &[(&str, Option<&str>)], warning: &[&str]) {
        video["type"] = json!("video");
        let (body, warnings) = read_body(json!([video]));
        let mut found = Vec::new();
        for block in &body {
            let Block::Video(video) = block else {
                panic!("{body:?}")
            };
            found.push((video.url.clone(), video.mime.as_deref()));
            for source in &video.sources {
                found.push((source.url.clone(), source.mime.as_deref()));
            }
        }
        let mut wanted = Vec::new();
        for (url, mime) in expected {
            wanted.push((safe(url), *mime));
        }
        assert_eq!(found, wanted);
        assert_eq!(warnings, warning);
    }
    check(json!({"url": "a.mp4"}), &[("a.mp4", None)], &[]);
    check(
        json!({"url": "a.mp4", "sources": [{"url": "b.webm", "type": "video/webm; codecs=\"vp9, opus\""}, {"url": "c.mp4"}]}),
        &[
            ("a.mp4", None),
            ("b.webm", Some("video/webm; codecs=\"vp9, opus\"")),
            ("c.mp4", None),
        ],
        &[],
    );
    check(
        json!({"sources": [{"url": "b.webm", "type": "video/webm"}, {"url": "c.mp4"}]}),
        &[("b.webm", Some("video/webm")), ("c.mp4", None)],
        &[],
    );
    check(
        json!({"url": "a.mp4", "sources": {"url": "data:video/mp4,x"}}),
        &[("a.mp4", None)],
        &[
            "block 1 (video), field \"sources.url\": \"data:…\" is not an allowed address; the source was left out",
        ],
    );
    check(
        json!({"url": "a.mp4", "sources": [{"url": "b.webm", "type": "webm", "codec": 1}]}),
        &[("a.mp4", None), ("b.webm", None)],
        &[
            "block 1 (video), field \"sources[1].codec\": is not known here and was ignored; known fields: url, type",
            "block 1 (video), field \"sources[1].type\": \"webm\" is no type such as \"video/webm\" or \"video/mp4; codecs=av01.0.05M.08\"; it was left out",
        ],
    );
    check(
        json!({"sources": []}),
        &[],
        &[
            "block 1 (video), field \"url\": is missing; the video was left out",
            "field \"body\": holds nothing to read; only the title is shown",
        ],
    );
}

#[test]
fn a_time_is_a_place_in_the_article_that_needs_no_heading() {
    let (body, warnings) = read_body(json!([
        {"type": "paragraph", "text": ["See ", {"type": "link", "url": "#t=2:15", "text": "2:15"}]},
    ]));
    let Block::Paragraph(line) = &body[0] else {
        panic!("{body:?}")
    };
    let Inline::Link(link) = &line[1] else {
        panic!("{line:?}")
    };
    assert_eq!(link.target, LinkTarget::Fragment("t=2:15".to_owned()));
    assert_eq!(warnings, [""; 0]);
}
