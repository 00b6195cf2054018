//! What is written is read back as the same article.

use super::super::super::native::{NativeHtml, html_document};
use super::super::super::source::{self, Document, Format, read_page};
use super::super::super::testing::{assert_comes_back, assert_sound, corpus};
use super::*;
use crate::article::dom;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Reads article JSON with a parser for the HTML in it.
fn read_whole(text: &str) -> (Article, Vec<Warning>) {
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
    };
    read(text, &context).unwrap()
}

#[test]
fn every_part_comes_back_and_reads_without_a_warning() {
    let (article, _) = read_whole(EVERY_PART);
    assert_comes_back(&article, BASE);
    let written = write(&article);
    let (again, warnings) = read_whole(&written.to_text(true));
    assert_eq!(again, article);
    assert_eq!(warnings, []);
}

/// Each form at its shortest: what says nothing is not written.
#[test]
fn what_is_written_is_short() {
    #[track_caller]
    fn check(body: Value, expected: &str) {
        let (article, warnings) = read_field("body", body);
        assert_eq!(warnings, [""; 0]);
        let written = write(&article);
        assert_eq!(written.get("body").unwrap().to_text(false), expected);
        assert_comes_back(&article, BASE);
    }
    check(json!("Một đoạn."), r#"["Một đoạn."]"#);
    check(
        json!([{"type": "paragraph", "text": [{"type": "em", "text": ["Một ", "đoạn"]}]}]),
        r#"[{"type":"paragraph","text":{"type":"em","text":["Một ","đoạn"]}}]"#,
    );
    check(
        json!([{"type": "list", "items": [
            "a",
            [{"type": "code", "text": "b"}],
            {"type": "code", "text": "c\nd", "language": null},
            ["e", {"type": "list", "items": ["f"]}],
        ]}]),
        r#"[{"type":"list","items":["a",{"type":"code","text":"b"},{"type":"code","text":"c\nd","language":null},[{"type":"paragraph","text":"e"},{"type":"list","items":["f"]}]]}]"#,
    );
    check(
        json!([{"type": "quote", "body": ["a"]}, {"type": "quote", "body": ["a", "b"]}]),
        r#"[{"type":"quote","text":"a"},{"type":"quote","body":["a","b"]}]"#,
    );
    check(
        json!([{"type": "table", "head": [["a", {"header": "row", "text": ""}]], "body": [["", {"align": "right", "text": "b", "colspan": 1}]]}]),
        r#"[{"type":"table","head":[["a",{"header":"row"}]],"body":[["",{"align":"right","text":"b"}]]}]"#,
    );
    check(
        json!([{"type": "video", "url": "a.mp4"}, {"type": "video", "sources": [
            {"url": "a.webm", "type": "video/webm"}, {"url": "a.mp4"},
        ]}]),
        r#"[{"type":"video","url":"https://song-xanh.example/bai/a.mp4"},{"type":"video","sources":[{"url":"https://song-xanh.example/bai/a.webm","type":"video/webm"},{"url":"https://song-xanh.example/bai/a.mp4"}]}]"#,
    );
}

#[test]
fn fragments_stay_readable_and_lead_to_the_same() {
    #[track_caller]
    fn check(id: &str, expected: &str) {
        let target = LinkTarget::Fragment(id.to_owned());
        let article = Article {
            body: vec![Block::Paragraph(vec![Inline::Link(Link {
                target,
                text: vec![text("a")],
            })])],
            ..Article::default()
        };
        assert_comes_back(&article, BASE);
        let written = write(&article);
        let url = written.pointer("/body/0/text/url").unwrap();
        assert_eq!(url.as_str(), Some(expected), "{id:?}");
    }
    check("gio-hop", "#gio-hop");
    check("Giờ_họp", "#Giờ_họp");
    check("100%", "#100%25");
    check("a%20b", "#a%2520b");
    check("a b\t\"<>`", "#a%20b%09\"<>`");
    check("#a\u{a0}", "##a%C2%A0");
}

#[test]
fn counts_beyond_what_javascript_keeps_are_digits_in_a_string() {
    #[track_caller]
    fn check(views: u64, expected: &str) {
        let article = Article {
            title: "Tin".to_owned(),
            views: Some(views),
            ..Article::default()
        };
        assert_eq!(
            write(&article).get("views").unwrap().to_text(false),
            expected
        );
        assert_comes_back(&article, BASE);
    }
    check(0, "0");
    check(9_007_199_254_740_991, "9007199254740991");
    check(9_007_199_254_740_992, "\"9007199254740992\"");
    check(u64::MAX, "\"18446744073709551615\"");
}

/// What is nested too deep for article JSON is written all the same, and named
/// when it is read.
#[test]
fn too_deep_an_article_is_named_when_it_is_read_back() {
    let mut block = paragraph("a");
    for _ in 0..40 {
        block = Block::Quote(Quote {
            body: vec![block],
            citation: Vec::new(),
        });
    }
    let article = Article {
        title: "Tin".to_owned(),
        body: vec![block],
        ..Article::default()
    };
    let (again, warnings) = read_whole(&write(&article).to_text(false));
    assert_ne!(again, article);
    assert!(warnings[0].as_str().contains("is nested more than 32 deep"));
    assert_comes_back(&article, BASE);
}

/// Every article of the corpora: bodies, attacks, whole pages, and the answers
/// of other systems.
#[test]
fn the_corpora_come_back() {
    let context = dom::Context {
        base: BASE,
        urls: &NativeUrls,
    };
    let mut count = 0;
    let mut check_page = |html: &str| {
        if let Ok((article, _)) = read_page(&html_document(html), &context) {
            assert_comes_back(&article, BASE);
            count += 1;
        }
    };
    for page in corpus::pages() {
        check_page(&page.html);
    }
    for (_, html) in corpus::article_bodies()
        .into_iter()
        .chain(corpus::attacks())
    {
        check_page(&html);
        check_page(&format!("<article><h1>Tin</h1>{html}</article>"));
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sources");
    for entry in fs::read_dir(sources).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let document = Document {
            text: &text,
            content_type: "",
        };
        let context = source::Context {
            base: BASE,
            urls: &NativeUrls,
            html: &NativeHtml { base: BASE },
            map: None,
            item: None,
        };
        if let Ok((article, _)) = source::read(&document, Format::Auto, &context) {
            assert_comes_back(&article, BASE);
            count += 1;
        }
    }
    assert!(count > 500, "only {count} articles were read");
}

/// What nobody sees at the ends of a name or a word is cut by every source.
#[test]
fn invisible_ends_come_back() {
    let context = dom::Context {
        base: BASE,
        urls: &NativeUrls,
    };
    for part in [
        "<code>&nbsp;a&nbsp;</code>",
        "<abbr title='&#x200b;a&nbsp;'>b</abbr>",
        "<img src=/a.png alt='&nbsp;a&nbsp;'>",
        "<ruby>a<rt>&nbsp;b&nbsp;</rt></ruby>",
        "<a role=doc-noteref href='#n'>&nbsp;1&nbsp;</a>",
    ] {
        let html = format!("<article><h1>&nbsp;Tin&#x200b;</h1><p>x {part} y</p></article>");
        let (article, _) = read_page(&html_document(&html), &context).unwrap();
        assert_comes_back(&article, BASE);
    }
    // Notes whose way back is all, or the first, that stands in them.
    for note in ["^", "^ a", "^<sup><a href='#r'>a</a></sup> b"] {
        let html = format!(
            "<article><h1>Tin</h1><p>x<a role=doc-noteref id=r href='#n'>1</a></p><ol class=footnotes><li id=n>{note}</ol></article>"
        );
        let (article, _) = read_page(&html_document(&html), &context).unwrap();
        assert_sound(&article);
        assert_comes_back(&article, BASE);
    }
}

/// Words that are read as they stand, or in a way of their own.
fn any_words() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-zà-ỹ]{1,6}( [a-z\"\\\\\n%#]{1,4}){0,2}",
        "\\PC{1,8}",
        prop::sample::select(vec![
            "Một là: ",
            "\u{200B}",
            " ",
            "2020-03-16",
            "https://a.example"
        ])
        .prop_map(str::to_owned),
    ]
    .prop_map(Value::from)
}

fn any_url() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        "https://a.example/b?c=d#e",
        "anh/1.webp",
        "/tin",
        "//b.example/",
        "#gio-hop",
        "#gi%E1%BB%9D%20h%25",
        "1.json#a",
        "mailto:a@b.example",
        "cho.mp4",
    ])
    .prop_map(Value::from)
}

/// An object of a type, with some of these members.
fn object(
    kind: &'static str,
    members: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(key, value)| (Just(key), prop::option::weighted(0.8, value)))
        .collect();
    members
        .prop_map(move |members| {
            let mut map = serde_json::Map::new();
            if !kind.is_empty() {
                map.insert("type".to_owned(), kind.into());
            }
            for (key, value) in members {
                map.extend(value.map(|value| (key.to_owned(), value)));
            }
            Value::Object(map)
        })
        .boxed()
}

fn list_of(entry: BoxedStrategy<Value>, most: usize) -> BoxedStrategy<Value> {
    prop::collection::vec(entry, 0..=most)
        .prop_map(Value::from)
        .boxed()
}

fn number(range: std::ops::Range<i32>) -> BoxedStrategy<Value> {
    range.prop_map(Value::from).boxed()
}

fn any_image(kind: &'static str) -> BoxedStrategy<Value> {
    let (words, url) = (any_words().boxed(), any_url().boxed());
    let candidate = object("", vec![("url", url.clone()), ("width", number(1..2000))]);
    object(
        kind,
        vec![
            ("url", url),
            ("alt", words),
            ("width", number(1..2000)),
            ("height", number(1..2000)),
            ("candidates", list_of(candidate, 2)),
        ],
    )
}

/// Text as article JSON has it.
fn any_text() -> BoxedStrategy<Value> {
    let words = any_words().boxed();
    any_words()
        .prop_recursive(4, 24, 4, move |inner| {
            let text = || ("text", inner.clone().boxed());
            let mark = |kind| object(kind, vec![text()]);
            let words = || words.clone();
            let inline = prop_oneof![
                any_words().boxed(),
                mark("strong"),
                mark("em"),
                mark("sub"),
                mark("sup"),
                mark("mark"),
                mark("small"),
                mark("del"),
                mark("ins"),
                mark("text"),
                object("link", vec![("url", any_url().boxed()), text()]),
                object("code", vec![("text", words())]),
                object("break", vec![]),
                object("note", vec![("ref", words()), ("label", words())]),
                object("abbr", vec![("title", words()), text()]),
                object(
                    "time",
                    vec![("datetime", Just(json!("2020-03-16")).boxed()), text()]
                ),
                object(
                    "span",
                    vec![
                        ("lang", Just(json!("ar")).boxed()),
                        ("dir", Just(json!("rtl")).boxed()),
                        text()
                    ]
                ),
                object("ruby", vec![text(), ("annotation", inner.clone().boxed())]),
                any_image("image"),
            ];
            list_of(inline.boxed(), 4)
        })
        .boxed()
}

fn any_figure(kind: &'static str) -> BoxedStrategy<Value> {
    object(
        kind,
        vec![
            ("image", any_image("")),
            ("caption", any_text()),
            ("credit", any_words().boxed()),
            ("link", any_url().boxed()),
        ],
    )
}

fn any_video(kind: &'static str) -> BoxedStrategy<Value> {
    let (words, url) = (any_words().boxed(), any_url().boxed());
    let flag = any::<bool>().prop_map(Value::from).boxed();
    let choice =
        |words: Vec<&'static str>| prop::sample::select(words).prop_map(Value::from).boxed();
    let source = object(
        "",
        vec![
            ("url", url.clone()),
            ("type", choice(vec!["video/webm", "video/mp4; codecs=vp9"])),
        ],
    );
    let track = object(
        "",
        vec![
            ("url", url.clone()),
            (
                "kind",
                choice(vec!["captions", "subtitles", "descriptions", "chapters"]),
            ),
            ("lang", choice(vec!["vi", "en_GB"])),
            ("label", words.clone()),
            ("default", flag),
        ],
    );
    object(
        kind,
        vec![
            ("url", url.clone()),
            ("sources", list_of(source, 2)),
            ("title", words),
            ("poster", url),
            ("width", number(1..2000)),
            ("height", number(1..2000)),
            ("duration", number(0..2000)),
            ("tracks", list_of(track, 2)),
            ("caption", any_text()),
        ],
    )
}

fn any_block() -> BoxedStrategy<Value> {
    let (text, words) = (any_text(), any_words().boxed());
    let flag = || any::<bool>().prop_map(Value::from).boxed();
    let choice =
        |words: Vec<&'static str>| prop::sample::select(words).prop_map(Value::from).boxed();
    let cell = prop_oneof![
        text.clone(),
        object(
            "",
            vec![
                ("text", text.clone()),
                ("header", choice(vec!["row", "column"])),
                ("align", choice(vec!["left", "center", "right"])),
                ("colspan", number(1..4)),
                ("rowspan", number(1..4)),
            ]
        ),
    ];
    let rows = list_of(list_of(cell.boxed(), 3), 2);
    let leaf = prop_oneof![
        4 => any_words().boxed(),
        4 => object("paragraph", vec![("text", text.clone())]),
        1 => object("heading", vec![("level", number(2..7)), ("id", words.clone()), ("text", text.clone())]),
        1 => object("code", vec![("text", words.clone()), ("language", words.clone())]),
        1 => object("divider", vec![]),
        1 => any_figure("figure"),
        1 => object("gallery", vec![("figures", list_of(any_figure(""), 2)), ("caption", text.clone()), ("columns", number(1..10))]),
        1 => object("table", vec![("caption", text.clone()), ("head", rows.clone()), ("body", rows)]),
        1 => any_video("video"),
        1 => object("audio", vec![("url", any_url().boxed()), ("title", words.clone()), ("caption", text.clone())]),
    ];
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let body = || ("body", list_of(inner.clone().boxed(), 3));
        let item = prop_oneof![
            text.clone(),
            list_of(inner.clone().boxed(), 3),
            inner.clone().boxed()
        ]
        .boxed();
        let group = object(
            "",
            vec![
                ("terms", list_of(text.clone(), 2)),
                ("details", list_of(item.clone(), 2)),
            ],
        );
        prop_oneof![
            object(
                "list",
                vec![
                    ("items", list_of(item.clone(), 3)),
                    ("ordered", flag()),
                    ("start", number(-9..9)),
                    ("reversed", flag())
                ]
            ),
            object("quote", vec![body(), ("cite", text.clone())]),
            object(
                "note",
                vec![("id", words.clone()), ("label", words.clone()), body()]
            ),
            object(
                "details",
                vec![("summary", text.clone()), body(), ("open", flag())]
            ),
            object("definitions", vec![("groups", list_of(group, 2))]),
        ]
    })
    .boxed()
}

fn any_article() -> BoxedStrategy<Value> {
    let words = || any_words().boxed();
    let date = || {
        prop::sample::select(vec![
            "2020-03-16",
            "2020-03-16 08:06:45",
            "2020-03-16T08:06:45+07:00",
            "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59-12:00",
            "2020-02-30",
            "hôm qua",
        ])
        .prop_map(Value::from)
        .boxed()
    };
    let author = object(
        "",
        vec![
            ("name", words()),
            ("role", list_of(words(), 2)),
            ("url", any_url().boxed()),
        ],
    );
    let choice =
        |words: Vec<&'static str>| prop::sample::select(words).prop_map(Value::from).boxed();
    object(
        "",
        vec![
            ("title", words()),
            ("kicker", words()),
            ("lang", choice(vec!["vi", "zh_Hant_TW"])),
            ("dir", choice(vec!["ltr", "rtl"])),
            ("url", any_url().boxed()),
            ("published", date()),
            ("modified", date()),
            ("views", any::<u64>().prop_map(Value::from).boxed()),
            ("authors", list_of(prop_oneof![words(), author].boxed(), 2)),
            ("lead", any_text()),
            ("image", any_figure("")),
            ("body", list_of(any_block(), 4)),
            ("video", list_of(any_video(""), 2)),
            ("tags", list_of(words(), 2)),
            ("rest", choice(vec!["pages", "members", "password"])),
        ],
    )
}

proptest! {
    #[test]
    fn any_article_comes_back(mut article in any_article()) {
        article["version"] = json!(1);
        if let Ok((article, _)) = read_text(&article.to_string()) {
            assert_comes_back(&article, BASE);
        }
    }
}
