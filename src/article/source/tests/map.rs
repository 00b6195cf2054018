//! The owner's own table.

use super::*;

#[test]
fn a_system_that_nobody_knows() {
    let (article, warnings) = read_with(
        fixture!("cms.json"),
        Format::Auto,
        Some(fixture!("cms-map.json")),
        None,
    )
    .unwrap();
    assert_eq!(
        outline(&article),
        r#"
title: Giờ tiếp dân thay đổi
kicker: Thông báo
published: 2024-06-24T08:06:45
views: 18446744073709551615
author: Trần Minh Châu | Phó Chủ tịch | UBND phường
lead: Bộ phận một cửa & tiếp dân.
image: https://song-xanh.example/anh/mot-cua.webp "Quầy tiếp dân"
video: https://song-xanh.example/clip/mot-cua.mp4 "Giờ tiếp dân thay đổi" "" 0
tags: tiếp dân | thủ tục
p Thêm sáng <strong>thứ Bảy</strong>.
"#
        .trim()
    );
    assert_eq!(
        warnings,
        ["map field \"image-caption\": /data/photo/chu_thich found nothing"]
    );
}

#[track_caller]
fn check_map(document: &str, map: &str, expected: &str, expected_warnings: &[&str]) {
    let (article, warnings) = read_with(document, Format::Auto, Some(map), None).unwrap();
    assert_eq!(outline(&article), expected);
    assert_eq!(warnings, expected_warnings);
}

#[test]
fn bodies_of_every_kind() {
    #[track_caller]
    fn check_body(body: &str, expected: &str) {
        check_map(
            &format!(r#"{{"t": "Tin", "b": {body}}}"#),
            r#"{"title": "/t", "body": "/b"}"#,
            &["title: Tin\n", expected].concat(),
            &[],
        );
    }
    check_body(r#""<p>a</p><p>b</p>""#, "p a\np b");
    check_body(r#""a\nb""#, "p a\np b");
    check_body(r#""a\r\nb\r\n\r\nc""#, "p a<br>b\np c");
    check_body(r#""1 < 2 & 3 > 2""#, "p 1 < 2 & 3 > 2");
    check_body(r#""a &amp; b\nc""#, "p a & b\np c");
    check_body(r#"["a", "<p>b</p>"]"#, "p a\np b");
    check_body(r#"["a", {"type": "divider"}]"#, "p a\ndivider");
    check_body(r#"{"type": "quote", "text": "a"}"#, "quote ()\n  p a");
    check_body(
        r#"[{"_type": "block", "children": [{"text": "a"}]}]"#,
        "p a",
    );
    check_body(
        r#"{"time": 1, "blocks": [{"type": "paragraph", "data": {"text": "a"}}]}"#,
        "p a",
    );
    check_body(r#"[{"type": "paragraph", "data": {"text": "a"}}]"#, "p a");
    check_body(
        r#""[{\"_type\": \"block\", \"children\": [{\"text\": \"a\"}]}]""#,
        "p a",
    );
    check_body(r#"{"rendered": "<p>a</p>"}"#, "p a");
    check_body("7", "p 7");
}

#[test]
fn mistakes_in_a_table() {
    let document = r#"{"data": {"headline": "Tin", "html": "<p>a</p>"}}"#;
    check_map(
        document,
        r#"{"titel": "/x", "title": "/data/tieu_de", "lead": "data/lead", "views": 7, "body": "/data/text | /data/html"}"#,
        "title: \np a",
        &[
            "map field: \"titel\" is not known here; known fields: title, kicker, lang, dir, url, published, modified, views, author, role, lead, image, image-alt, image-caption, credit, body, video, video-title, video-poster, tags, body-html, body-text, published-utc, modified-utc",
            "map field \"lead\": \"data/lead\" is no JSON Pointer, which begins with \"/\"; the field was ignored",
            "map field \"views\": must be a JSON Pointer such as \"/data/headline\"",
            "map field \"title\": /data/tieu_de found nothing",
            "field \"/data/tieu_de\" (title): is missing; the article is shown without a headline",
        ],
    );
    // A table of no use leaves the document to speak for itself.
    let own = r#"{"version": 1, "title": "Tin", "body": ["a"]}"#;
    check_map(
        own,
        "{\"title\": }",
        "title: Tin\np a",
        &["map: is not JSON: there is a mistake at line 1, column 11; it was ignored"],
    );
    check_map(
        own,
        "[]",
        "title: Tin\np a",
        &["map: must be an object such as {\"title\": \"/data/headline\"}; it was ignored"],
    );
    // Nothing found at all.
    let error = read_with("[]", Format::Auto, Some(r#"{"title": "/t"}"#), None).unwrap_err();
    assert_eq!(
        error,
        ReadError::NothingMapped {
            pointers: "/t".to_owned()
        }
    );
    // What a table finds has the wrong type.
    check_map(
        r#"{"t": "Tin", "b": "a", "d": {"x": 1}, "n": -1}"#,
        r#"{"title": "/t", "body": "/b", "published": "/d", "views": "/n"}"#,
        "title: Tin\np a",
        &[
            "field \"/d\" (published): an object stands where a string belongs; it was left out",
            "field \"/n\" (views): is no count: write an integer from 0 to 18446744073709551615, or its digits in a string; it was left out",
        ],
    );
}

#[test]
fn a_table_adds_to_a_named_format() {
    let (article, warnings) = read_with(
        r#"{"title": {"rendered": "Tin"}, "content": {"rendered": "<p>a</p>"}, "acf": {"luot": 12}}"#,
        Format::WordPress,
        Some(r#"{"views": "/acf/luot"}"#),
        None,
    )
    .unwrap();
    assert_eq!(outline(&article), "title: Tin\nviews: 12\np a");
    assert_eq!(warnings, [""; 0]);
}
