//! Whatever JSON arrives, reading it neither panics nor lets an address pass.

use super::super::super::testing::{addresses, is_sound};
use super::*;
use proptest::prelude::*;

const KEYS: [&str; 66] = [
    "title",
    "rendered",
    "content",
    "excerpt",
    "date",
    "date_gmt",
    "_embedded",
    "author",
    "wp:featuredmedia",
    "wp:term",
    "source_url",
    "media_details",
    "sizes",
    "width",
    "height",
    "posts",
    "html",
    "feature_image",
    "authors",
    "primary_tag",
    "name",
    "role",
    "items",
    "id",
    "content_html",
    "content_text",
    "image",
    "attachments",
    "mime_type",
    "url",
    "_x",
    "views",
    "@context",
    "@graph",
    "@type",
    "@id",
    "headline",
    "articleBody",
    "mainEntity",
    "keywords",
    "interactionStatistic",
    "interactionType",
    "userInteractionCount",
    "video",
    "contentUrl",
    "body",
    "_type",
    "_key",
    "style",
    "listItem",
    "level",
    "children",
    "text",
    "marks",
    "markDefs",
    "href",
    "blocks",
    "type",
    "data",
    "file",
    "service",
    "source",
    "caption",
    "withHeadings",
    "version",
    "tags",
];

const WORDS: [&str; 40] = [
    "javascript:alert(1)",
    "https://a.example/",
    "//b.example",
    "https://u:p@a.example/",
    "/a",
    "data:text/html,x",
    "mailto:a@b.example",
    "#a",
    "<p>a</p>",
    "<a href='javascript:x'>a</a>",
    "a &amp; b",
    "a\n\nb",
    "{\"blocks\": []}",
    "[1]",
    "2020-02-30",
    "2024-05-02T00:00:00",
    "block",
    "span",
    "image",
    "code",
    "h2",
    "blockquote",
    "number",
    "bullet",
    "strong",
    "link",
    "NewsArticle",
    "https://schema.org/ReadAction",
    "paragraph",
    "header",
    "list",
    "table",
    "embed",
    "youtube",
    "linkTool",
    "attaches",
    "https://jsonfeed.org/version/1.1",
    "video/mp4",
    "audio/mpeg",
    "uncategorized",
];

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..20i64).prop_map(Value::from),
        prop::sample::select(WORDS.to_vec()).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    let key = prop::sample::select(KEYS.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(7, 160, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A document that bears the marks of a format, with anything inside.
fn any_document() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::json;
    (any_json(), any_json(), any_json(), 0..9usize).prop_map(|(a, b, c, form)| match form {
        0 => json!({"title": {"rendered": a}, "content": {"rendered": b}, "_embedded": c}),
        1 => json!({"posts": [{"uuid": 1, "html": a, "authors": b, "tags": c}]}),
        2 => json!({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": a, "_x": b, "attachments": c}]}),
        3 => json!({"@context": "", "@graph": [{"@type": "Article", "articleBody": a, "author": b, "image": c}]}),
        4 => json!({"body": [{"_type": "block", "children": a, "markDefs": b}, c], "title": "Tin"}),
        5 => json!({"blocks": [{"type": "list", "data": a}, {"type": "table", "data": b}, c], "time": 1}),
        6 => json!([a, b, c]),
        7 => json!({"blocks": [{"type": "embed", "data": a}, {"type": "image", "data": b}, {"type": "warning", "data": c}]}),
        _ => a,
    })
}

#[track_caller]
fn check_sound(article: &Article) -> Result<(), TestCaseError> {
    for url in addresses(article) {
        prop_assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()));
        let authority = url.as_str().split('/').nth(2).unwrap_or_default();
        prop_assert!(!authority.contains('@'), "{}", url.as_str());
    }
    prop_assert!(is_sound(&article.body));
    Ok(())
}

proptest! {
    #[test]
    fn any_document_is_read_or_refused(document in any_document(), index in 0..Format::NAMES.len()) {
        let text = document.to_string();
        for format in [Format::Auto, Format::nth(index)] {
            match read_with(&text, format, None, None) {
                Ok((article, _)) => check_sound(&article)?,
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn what_was_detected_reads_the_same_by_name(document in any_document()) {
        let text = document.to_string();
        let value = crate::json::parse(&text).unwrap();
        let format = detect::by_value(&value);
        let by_itself = read_with(&text, Format::Auto, None, None);
        // A list is article JSON only for an owner who says so.
        if !matches!(by_itself, Err(
                ReadError::UnknownFormat { .. } | ReadError::Empty | ReadError::NoItems,
            )) {
            prop_assert_eq!(by_itself, read_with(&text, format, None, None));
        }
    }

    #[test]
    fn any_table_is_followed(document in any_json(), fields in prop::collection::vec((0..24usize, 0..KEYS.len(), 0..KEYS.len()), 1..8)) {
        let mut map = serde_json::Map::new();
        for (field, first, second) in fields {
            let name = shapes::FIELDS.split(", ").nth(field).unwrap();
            let pointer = format!("/{}/{} | /{}", KEYS[first], KEYS[second], KEYS[second]);
            map.insert(name.to_owned(), pointer.into());
        }
        let map = serde_json::Value::Object(map).to_string();
        if let Ok((article, _)) = read_with(&document.to_string(), Format::Auto, Some(&map), None) {
            check_sound(&article)?;
        }
    }

    #[test]
    fn any_text_is_something(text in "\\PC{0,40}|<[!?a-z<> -]{0,30}", content_type in "(text/html|application/json|)") {
        let format = detect::by_text(&text, &content_type);
        prop_assert!(matches!(format, Format::Auto | Format::Html | Format::Rss | Format::Atom));
    }
}

#[test]
fn documents_by_their_first_characters() {
    #[track_caller]
    fn check(text: &str, content_type: &str, expected: Format) {
        assert_eq!(detect::by_text(text, content_type), expected, "{text}");
    }
    check(
        "<!doctype html><title>a</title>",
        "text/plain",
        Format::Html,
    );
    check(" \n<html>", "", Format::Html);
    check("<p>a</p>", "", Format::Html);
    check(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">",
        "text/html",
        Format::Rss,
    );
    check(
        "<!-- a > b --><feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "",
        Format::Atom,
    );
    check("<rdf:RDF>", "", Format::Rss);
    check("<rss-reader>", "", Format::Html);
    check("<!-- never closed", "", Format::Html);
    check("a", "text/html", Format::Html);
    check("{}", "text/html", Format::Auto);
    check("", "", Format::Auto);
    check("\u{FEFF}<RSS>", "", Format::Rss);
}

#[test]
fn a_wide_document_is_read_in_a_moment() {
    // Linear in what arrives: a walk of the whole for every part would take hours.
    let spans = r#"{"_type":"span","text":"a","marks":["m","n"]},"#.repeat(20_000);
    let marks = r#"{"_key":"x","_type":"link","href":"/"},"#.repeat(20_000);
    let text = format!(
        r#"{{"title":"Tin","body":[{{"_type":"block","children":[{spans}{{"text":"z"}}],"markDefs":[{marks}null]}}]}}"#
    );
    let (article, _) = read_with(&text, Format::PortableText, None, None).unwrap();
    assert_eq!(article.body.len(), 1);
    let people = r##"{"@id":"#a"},"##.repeat(20_000);
    let text = format!(
        r#"{{"@graph":[{people}{{"@type":"Article","headline":"Tin","author":[{people}null]}}]}}"#
    );
    let (article, warnings) = read_with(&text, Format::JsonLd, None, None).unwrap();
    assert_eq!(article.authors, []);
    assert!(warnings.len() <= Warnings::LIMIT + 1);
    let names = r#""a &amp; b","#.repeat(20_000);
    let text = format!(
        r#"{{"@type":"Article","headline":"Tin","articleBody":"a","author":[{names}null],"keywords":[{names}null]}}"#
    );
    let (article, warnings) = read_with(&text, Format::JsonLd, None, None).unwrap();
    assert_eq!((article.authors.len(), article.tags.len()), (1000, 1000));
    assert_eq!(
        warnings,
        [
            "field \"/author\" (authors): holds 1000 names or more; the rest was left out",
            "field \"/keywords\" (tags): holds 1000 names or more; the rest was left out",
        ]
    );
}
