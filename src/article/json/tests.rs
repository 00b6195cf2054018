#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::super::date::Timestamp;
use super::super::model::*;
use super::super::native::NativeUrls;
use super::super::testing::{paragraph, text};
use super::*;
use serde_json::{Value, json};

mod any_article;
mod messages;
mod parts;
mod properties;
mod written;

const BASE: &str = "https://song-xanh.example/bai/1.json";
const EVERY_PART: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/articles/every-part.json"
));

/// Stands for a parser: one paragraph that holds the markup as it came.
struct Markup;

impl HtmlReader for Markup {
    fn read(&self, html: &str, _warnings: &mut Warnings) -> Vec<Block> {
        vec![paragraph(html)]
    }
}

fn read_text(text: &str) -> Result<(Article, Vec<String>), ReadError> {
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
        html: &Markup,
    };
    let (article, warnings) = read(text, &context)?;
    Ok((article, warnings.iter().map(Warning::to_string).collect()))
}

/// Reads a body; what the article around it lacks is filled in.
fn read_body(body: Value) -> (Vec<Block>, Vec<String>) {
    let article = json!({"version": 1, "title": "Tin", "body": body});
    let (article, warnings) = read_text(&article.to_string()).unwrap();
    (article.body, warnings)
}

/// Reads one field of the article.
fn read_field(key: &str, value: Value) -> (Article, Vec<String>) {
    let mut article = json!({"version": 1, "title": "Tin", "body": ["Một đoạn."]});
    article[key] = value;
    read_text(&article.to_string()).unwrap()
}

fn safe(raw: &str) -> super::super::url::SafeUrl {
    use super::super::url::{Addresses, UrlUse};
    Addresses::new(BASE, &NativeUrls)
        .resolve(raw, UrlUse::Link)
        .unwrap()
}

#[test]
fn every_part_of_the_format_is_read_without_a_warning() {
    let (article, warnings) = read_text(EVERY_PART).unwrap();
    assert_eq!(warnings, [""; 0]);
    assert_eq!(article.title, "Chợ phiên ven sông mở lại");
    assert_eq!(article.kicker.as_deref(), Some("Tin phường"));
    assert_eq!(article.lang.as_deref(), Some("vi"));
    assert_eq!(article.dir, Some(Direction::LeftToRight));
    assert_eq!(article.views, Some(u64::MAX));
    assert_eq!(
        article.url,
        Some(safe("https://song-xanh.example/bai/cho-phien"))
    );
    assert!(matches!(
        article.published,
        Some(Timestamp::WallClock { hour: 7, .. })
    ));
    assert!(matches!(
        article.modified,
        Some(Timestamp::Instant {
            offset_minutes: 420,
            ..
        })
    ));
    assert_eq!(article.authors.len(), 2);
    assert_eq!(
        article.authors[1].role,
        ["Phó Chủ tịch", "UBND phường Sông Xanh"]
    );
    assert_eq!(article.authors[1].url, Some(safe("/nguoi/binh")));
    assert_eq!(article.lead.len(), 3);
    assert_eq!(article.tags, ["chợ", "bờ kè"]);
    assert_eq!(article.video.len(), 1);

    let image = article.image.unwrap();
    assert_eq!(image.image.url, safe("anh/cho.webp"));
    assert_eq!(image.image.size, Some((1600, 900)));
    assert_eq!(
        image.image.candidates,
        [ImageCandidate {
            url: safe("anh/cho-800.webp"),
            width: 800
        }]
    );
    assert_eq!(image.caption, [text("Phiên chợ đầu tiên.")]);
    assert_eq!(image.credit.as_deref(), Some("Ảnh: Minh Châu"));

    let kinds: Vec<&str> = article
        .body
        .iter()
        .map(|block| match block {
            Block::Paragraph(_) => "paragraph",
            Block::Heading(_) => "heading",
            Block::List(_) => "list",
            Block::Quote(_) => "quote",
            Block::Figure(_) => "figure",
            Block::Gallery(_) => "gallery",
            Block::Table(_) => "table",
            Block::Code(_) => "code",
            Block::Divider => "divider",
            Block::Note(_) => "note",
            Block::Video(_) => "video",
            Block::Audio(_) => "audio",
            Block::Definitions(_) => "definitions",
            Block::Details(_) => "details",
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "paragraph",
            "paragraph",
            "heading",
            "list",
            "quote",
            "figure",
            "gallery",
            "table",
            "code",
            "divider",
            "note",
            "video",
            "paragraph",
            "definitions",
            "details",
            "details",
            "audio"
        ]
    );
    assert_eq!(
        article.body[8],
        Block::Code(Code {
            text: "  {\"phi\": 5000}".to_owned(),
            language: Some("json".to_owned())
        })
    );
    let Block::Video(video) = &article.body[11] else {
        panic!()
    };
    assert_eq!(video.duration, Some(12));
    assert!(video.tracks[0].default);
}

#[test]
fn inlines() {
    let (body, warnings) = read_text(EVERY_PART)
        .map(|(article, w)| (article.body, w))
        .unwrap();
    assert_eq!(warnings, [""; 0]);
    assert_eq!(
        body[1],
        Block::Paragraph(vec![
            Inline::Strong(vec![text("Một là: ")]),
            Inline::Emphasis(vec![text("giữ sạch bến")]),
            text(", theo "),
            Inline::Link(Link {
                target: LinkTarget::Fragment("gio-hop".to_owned()),
                text: vec![text("giờ họp")],
            }),
            text(" và "),
            Inline::Link(Link {
                target: LinkTarget::Url {
                    url: safe("https://example.com/luat"),
                    same_site: false
                },
                text: vec![text("quy định "), Inline::Code("12/QĐ".to_owned())],
            }),
            Inline::NoteReference {
                id: "kinh-phi".to_owned(),
                label: Some("1".to_owned())
            },
            Inline::Break,
            text("CO"),
            Inline::Subscript(vec![text("2")]),
            text(", m"),
            Inline::Superscript(vec![text("3")]),
            text(", "),
            Inline::Mark(vec![text("lưu ý")]),
            text(", "),
            Inline::Abbreviation {
                title: "Ủy ban nhân dân".to_owned(),
                text: vec![text("UBND")]
            },
            text(", "),
            Inline::Time {
                datetime: "2024-05-02".to_owned(),
                text: vec![text("mồng hai tháng năm")]
            },
            text(", "),
            Inline::Span {
                lang: Some("ar".to_owned()),
                dir: Some(Direction::RightToLeft),
                text: vec![text("سوق")]
            },
            text(". "),
            Inline::Deleted(vec![text("Năm giờ")]),
            text(" "),
            Inline::Inserted(vec![text("Sáu giờ")]),
            text(" "),
            Inline::Ruby {
                text: vec![text("市")],
                annotation: vec![text("thị")]
            },
            text(" "),
            Inline::Small(vec![
                text("Giấy phép "),
                Inline::Image(Image {
                    url: safe("anh/cc.svg"),
                    alt: "CC".to_owned(),
                    size: Some((16, 16)),
                    candidates: vec![],
                })
            ]),
            text("Hết."),
        ])
    );
}

#[test]
fn mistakes_cost_only_themselves() {
    let mistakes = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/articles/full-of-mistakes.json"
    ));
    let (article, warnings) = read_text(mistakes).unwrap();
    assert_eq!(article.title, "What stays");
    assert_eq!(
        article.published,
        Some(Timestamp::AsWritten("2020-02-30".to_owned()))
    );
    assert_eq!(article.views, None);
    assert_eq!(article.authors.len(), 1);
    assert_eq!(article.authors[0].url, None);
    assert_eq!(article.image, None);
    assert_eq!(article.tags, ["kept"]);
    assert_eq!(article.body.len(), 4);
    assert_eq!(
        article.body[0],
        Block::Paragraph(vec![
            text("kept words"),
            Inline::NoteReference {
                id: "nowhere".to_owned(),
                label: None
            }
        ])
    );
    assert_eq!(
        warnings.join("\n"),
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/articles/full-of-mistakes.warnings.txt"
        ))
        .trim_end()
    );
}

#[test]
fn items_of_lists() {
    #[track_caller]
    fn check(item: Value, expected: &[Block]) {
        let (body, warnings) = read_body(json!([{"type": "list", "items": [item]}]));
        assert_eq!(warnings, [""; 0]);
        let Block::List(list) = &body[0] else {
            panic!("{body:?}")
        };
        assert_eq!(list.items, [expected]);
    }
    let strong = || Inline::Strong(vec![text("b")]);
    let inner = || {
        Block::List(List {
            items: vec![vec![paragraph("c")]],
            ..List::default()
        })
    };
    check(json!(" a "), &[paragraph("a")]);
    check(
        json!({"type": "strong", "text": "b"}),
        &[Block::Paragraph(vec![strong()])],
    );
    check(
        json!(["a ", {"type": "strong", "text": "b"}]),
        &[Block::Paragraph(vec![text("a "), strong()])],
    );
    check(
        json!([{"type": "paragraph", "text": "a"}, {"type": "list", "items": ["c"]}]),
        &[paragraph("a"), inner()],
    );
    check(json!({"type": "list", "items": ["c"]}), &[inner()]);
    // Text between blocks becomes paragraphs.
    check(
        json!(["a ", {"type": "strong", "text": "b"}, {"type": "list", "items": ["c"]}, "d"]),
        &[
            Block::Paragraph(vec![text("a "), strong()]),
            inner(),
            paragraph("d"),
        ],
    );
    // `code` and `note` are inlines, unless a language or a missing `ref` says otherwise.
    check(
        json!([{"type": "code", "text": "x"}]),
        &[Block::Paragraph(vec![Inline::Code("x".to_owned())])],
    );
    check(
        json!([{"type": "code", "text": "x", "language": "rust"}]),
        &[Block::Code(Code {
            text: "x".to_owned(),
            language: Some("rust".to_owned()),
        })],
    );
}

#[test]
fn tables() {
    let (body, warnings) = read_body(json!([{
        "type": "table",
        "head": [["a", {"text": "b", "colspan": 1000}]],
        "body": [
            [{"text": "c", "header": "row", "rowspan": 65534}, {"type": "strong", "text": "d"}, ""],
            [{"text": ["e"], "header": "column"}, null]
        ],
    }]));
    assert_eq!(warnings, [""; 0]);
    let cell = |kind, column_span, row_span, text: Vec<Inline>| Cell {
        align: None,
        kind,
        column_span,
        row_span,
        text,
    };
    assert_eq!(
        body,
        [Block::Table(Table {
            caption: vec![],
            head: vec![vec![
                cell(CellKind::ColumnHeader, 1, 1, vec![text("a")]),
                cell(CellKind::ColumnHeader, 1000, 1, vec![text("b")]),
            ]],
            body: vec![
                vec![
                    cell(CellKind::RowHeader, 1, 65534, vec![text("c")]),
                    cell(CellKind::Data, 1, 1, vec![Inline::Strong(vec![text("d")])]),
                    cell(CellKind::Data, 1, 1, vec![]),
                ],
                vec![
                    cell(CellKind::ColumnHeader, 1, 1, vec![text("e")]),
                    cell(CellKind::Data, 1, 1, vec![]),
                ],
            ],
        })]
    );
}

#[test]
fn where_the_rest_is() {
    let read = |rest: Value| {
        let text = json!({"version": 1, "title": "A", "body": ["b"], "rest": rest}).to_string();
        let (article, warnings) = read_text(&text).unwrap();
        (article.rest, warnings.concat())
    };
    assert_eq!(read(json!("pages")), (Some(Rest::Pages), String::new()));
    assert_eq!(read(json!("members")), (Some(Rest::Members), String::new()));
    assert_eq!(
        read(json!("password")),
        (Some(Rest::Password), String::new())
    );
    let (rest, warning) = read(json!("paid"));
    assert_eq!(rest, None);
    assert!(warning.contains("pages, members, password"), "{warning}");
}

#[test]
fn columns_of_galleries_and_tables() {
    let picture = json!({"image": {"url": "a.webp", "alt": ""}});
    let (body, warnings) = read_body(json!([
        {"type": "gallery", "columns": 3, "figures": [picture, picture]},
        {"type": "gallery", "columns": 10, "figures": [picture]},
        {"type": "table", "body": [[{"text": "a", "align": "right"}, {"text": "b", "align": "up"}]]},
    ]));
    assert_eq!(
        warnings,
        [
            "block 2 (gallery), field \"columns\": is no whole number in the range that makes sense here; it was left out",
            "block 3 (table), field \"body[1][2].align\": \"up\" was left out; known: left, center, right",
        ]
    );
    let [
        Block::Gallery(three),
        Block::Gallery(free),
        Block::Table(table),
    ] = body.as_slice()
    else {
        panic!("{body:?}")
    };
    assert_eq!((three.columns, free.columns), (Some(3), None));
    assert_eq!(table.body[0][0].align, Some(Alignment::Right));
    assert_eq!(table.body[0][1].align, None);
}

#[test]
fn links_never_nest() {
    let link = |text: Value| json!({"type": "link", "url": "/a", "text": text});
    let (body, _) = read_body(json!([{"type": "paragraph", "text": [
        link(json!([{"type": "strong", "text": [link(json!("b"))]}, link(json!([link(json!("c"))]))]))
    ]}]));
    let Block::Paragraph(run) = &body[0] else {
        panic!()
    };
    let Inline::Link(link) = &run[0] else {
        panic!()
    };
    assert_eq!(link.text, [Inline::Strong(vec![text("b")]), text("c")]);
}

#[test]
fn depth_is_limited_and_says_so() {
    // One below the limit and one above it: a text, wrapped in strong.
    let nested = |depth: usize| {
        let mut value = json!("deep");
        for _ in 0..depth {
            value = json!({"type": "strong", "text": value});
        }
        read_body(json!([{"type": "paragraph", "text": value}, "after"]))
    };
    let (body, warnings) = nested(31);
    assert_eq!(warnings, [""; 0]);
    assert_eq!(body.len(), 2);
    let (body, warnings) = nested(32);
    assert_eq!(body, [paragraph("after")]);
    assert!(
        warnings
            .iter()
            .any(|w| w.ends_with("is nested more than 32 deep; it was left out"))
    );
}

#[test]
fn the_number_of_nodes_is_limited() {
    let body: Vec<Value> = (0..MAX_NODES_HALF + 10).map(|_| json!("x")).collect();
    let (body, warnings) = read_body(Value::Array(body));
    // A string counts twice: as a block and as its text.
    assert_eq!(body.len(), MAX_NODES_HALF);
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].contains("more than 100000 blocks and inlines"));
}

const MAX_NODES_HALF: usize = super::super::MAX_NODES / 2;
