//! The examples of the documentation.

use super::*;

macro_rules! page {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sources/", $name))
    };
}

fn examples(page: &str) -> Vec<&str> {
    page.split("```json\n")
        .skip(1)
        .map(|fence| fence.split("\n```").next().unwrap())
        .collect()
}

#[test]
fn the_examples_are_what_they_say_and_read_without_a_warning() {
    #[track_caller]
    fn check_page(page: &str, format: Format, title: &str, blocks: usize) {
        let examples = examples(page);
        assert_eq!(examples.len(), 1);
        let (article, warnings) = read_with(examples[0], Format::Auto, None, None).unwrap();
        assert_eq!(article.title, title);
        assert_eq!(article.body.len(), blocks);
        assert_eq!(warnings, [""; 0]);
        let value = crate::json::parse(examples[0]).unwrap();
        assert_eq!(detect::by_value(&value), format);
    }
    check_page(
        page!("wordpress.md"),
        Format::WordPress,
        "The river market – open again",
        1,
    );
    check_page(page!("ghost.md"), Format::Ghost, "The river market", 1);
    check_page(
        page!("json-feed.md"),
        Format::JsonFeed,
        "The river market",
        1,
    );
    check_page(
        page!("json-ld.md"),
        Format::JsonLd,
        "The river market opens again",
        2,
    );
    check_page(
        page!("portable-text.md"),
        Format::PortableText,
        "The river market",
        3,
    );
}

#[test]
fn editor_js_has_no_room_for_a_title() {
    let examples = examples(page!("editor-js.md"));
    let (article, warnings) = read_with(examples[0], Format::Auto, None, None).unwrap();
    assert_eq!(article.body.len(), 6);
    assert_eq!(
        warnings,
        ["field \"title\": is missing; the article is shown without a headline"]
    );
}

#[test]
fn the_map_of_the_example_reads_its_answer() {
    let page = page!("map.md");
    let examples = examples(page);
    let [map, answer] = examples[..] else {
        panic!("two examples");
    };
    let (article, warnings) = read_with(answer, Format::Auto, Some(map), None).unwrap();
    assert_eq!(warnings, [""; 0]);
    assert_eq!(
        outline(&article),
        r#"
title: The river market opens again
published: 2024-05-02T07:30:00
views: 1365
author: Tran Van A | Vice chair
lead: After two years of work on the bank.
image: https://song-xanh.example/images/market.webp "Boats at the quay"
p The boats are back.
"#
        .trim()
    );
    // The table of fields is whole.
    for field in shapes::FIELDS.split(", ") {
        assert!(page.contains(&format!("`{field}`")), "{field}");
    }
}
