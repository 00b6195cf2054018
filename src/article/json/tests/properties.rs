//! Whatever JSON arrives, reading it neither panics nor lets an address pass.

use super::super::super::testing::{addresses, is_sound};
use super::*;
use proptest::prelude::*;

/// JSON that is made of the format's own words, so that it gets far.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
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
        "html",
        "text",
        "strong",
        "em",
        "link",
        "break",
        "abbr",
        "time",
        "span",
        "definitions",
        "details",
        "audio",
        "small",
        "ruby",
        "image",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example/",
        "//b.example",
        "#a",
        "a",
        "mailto:a@b.example",
        "https://u:p@a.example/",
        "",
        " ",
        "vi",
        "rtl",
        "2020-02-30",
        "2020-03-16",
        "18446744073709551616",
        "captions",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "type",
        "text",
        "url",
        "image",
        "alt",
        "caption",
        "credit",
        "figures",
        "items",
        "body",
        "head",
        "cite",
        "id",
        "ref",
        "label",
        "level",
        "start",
        "ordered",
        "width",
        "height",
        "tracks",
        "kind",
        "lang",
        "dir",
        "datetime",
        "title",
        "html",
        "candidates",
        "colspan",
        "rowspan",
        "header",
        "duration",
        "sources",
        "poster",
        "version",
        "authors",
        "name",
        "role",
        "video",
        "tags",
        "views",
        "published",
        "lead",
        "language",
        "default",
        "groups",
        "terms",
        "details",
        "summary",
        "open",
        "annotation",
        "link",
        "odd",
    ]);
    leaf.prop_recursive(6, 120, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_body_is_read(body in any_json(), extra in any_json()) {
        let mut article = json!({"version": 1, "title": "Tin", "body": body});
        for key in ["authors", "image", "video", "lead", "views", "url"] {
            article[key] = extra.clone();
        }
        let (article, warnings) = read_text(&article.to_string()).unwrap();
        prop_assert!(warnings.len() <= Warnings::LIMIT + 1);
        for url in addresses(&article) {
            prop_assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()));
            // No name and no password before the host.
            let authority = url.as_str().split('/').nth(2).unwrap_or_default();
            prop_assert!(!authority.contains('@'), "{}", url.as_str());
        }
        prop_assert!(is_sound(&article.body));
    }

    #[test]
    fn any_value_is_read_or_refused(value in any_json()) {
        match read_text(&value.to_string()) {
            Ok((article, _)) => prop_assert!(!article.title.is_empty() || !article.body.is_empty()
                || !article.lead.is_empty() || article.image.is_some() || !article.video.is_empty()),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}

#[test]
fn truncated_json_is_refused_at_every_byte() {
    let whole = EVERY_PART.trim_end();
    for end in 0..whole.len() {
        if let Some(part) = whole.get(..end) {
            assert_eq!(
                read_text(part).unwrap_err().kind(),
                "not-json",
                "at byte {end}"
            );
        }
    }
}
