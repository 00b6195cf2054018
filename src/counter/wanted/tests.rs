//! Texts of owners, and what becomes of them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

fn read(urls: &str, formats: &str, map: &str) -> (Vec<Endpoint>, Vec<String>) {
    let urls: Vec<_> = urls.split(' ').map(str::to_owned).collect();
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    let leaked = |text: &str| given(Box::leak(text.to_owned().into_boxed_str()));
    endpoints(&urls, leaked(formats), leaked(map))
}

#[track_caller]
fn check(urls: &str, formats: &str, map: &str, expected: &[(&str, Format, Option<&str>)]) {
    let (endpoints, warnings) = read(urls, formats, map);
    let found: Vec<_> = endpoints
        .iter()
        .map(|endpoint| (&*endpoint.url, endpoint.format, endpoint.map.as_deref()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(warnings, Vec::<String>::new());
}

#[track_caller]
fn check_warning(formats: &str, map: &str, expected: &str) {
    let (endpoints, warnings) = read("a b", formats, map);
    assert_eq!(endpoints.len(), 2, "no address is lost");
    assert_eq!(warnings, [expected]);
}

#[test]
fn one_for_all_or_one_for_each() {
    use Format::{Auto, GoatCounter, Json, Umami};
    check("a", "", "", &[("a", Auto, None)]);
    check("a b", "json", "", &[("a", Json, None), ("b", Json, None)]);
    check(
        "a b",
        "umami, GoatCounter",
        "",
        &[("a", Umami, None), ("b", GoatCounter, None)],
    );
    let map = r#"{"online":"/n"}"#;
    check(
        "a b",
        "",
        map,
        &[("a", Auto, Some(map)), ("b", Auto, Some(map))],
    );
    check(
        "a b c",
        "",
        r#" [ {"online": "/a,]\"[", "x": [1, 2]} , null,{"total":"/t"}] "#,
        &[
            ("a", Auto, Some(r#"{"online": "/a,]\"[", "x": [1, 2]}"#)),
            ("b", Auto, None),
            ("c", Auto, Some(r#"{"total":"/t"}"#)),
        ],
    );
}

#[test]
fn a_refused_address_keeps_its_place() {
    check(
        " b",
        "umami json",
        r#"[{"online":"/a"},{"online":"/b"}]"#,
        &[("b", Format::Json, Some(r#"{"online":"/b"}"#))],
    );
}

#[test]
fn what_is_no_list_is_left_to_whoever_reads_tables() {
    for text in ["[", "{", "7", "nonsense", "[1,]"] {
        check("a", "", text, &[("a", Format::Auto, Some(text))]);
    }
}

#[test]
fn what_is_not_understood_is_named() {
    check_warning(
        "goat",
        "",
        "attribute \"counter-format\": goat is unknown and was ignored. Known ones: auto, json, goatcounter, umami, plausible, matomo, swetrix, vercount, busuanzi, abacus, counterapi, waline, shields, number, html.",
    );
    check_warning(
        "json json json",
        "",
        "attribute \"counter-format\" has 3 names for 2 addresses. What to do: give one for all, or one for each.",
    );
    check_warning(
        "",
        "[]",
        "attribute \"counter-map\" has 0 tables for 2 addresses. What to do: give one for all, or one for each.",
    );
    assert_eq!(rows(Some("today total=All")).1, None);
    assert_eq!(
        rows(Some("today, tomorrow never=1")),
        (
            rows(Some("today")).0,
            Some("attribute \"counter-show\": tomorrow, never is unknown and was ignored. Known ones: online, page-online, today, yesterday, week, month, year, visitors, page-visitors, page-views, total, since.".to_owned())
        )
    );
}

proptest! {
    #[test]
    fn every_list_falls_into_its_items(list in prop::collection::vec("[a-z\"\\\\,\\[\\]{} é]{0,8}", 1..5)) {
        let text = serde_json::to_string(&list).unwrap();
        let items = items(&text).unwrap();
        let read: Vec<String> = items.iter().map(|item| serde_json::from_str(item).unwrap()).collect();
        prop_assert_eq!(read, list);
    }

    #[test]
    fn any_text_is_survived(formats in ".{0,20}", map in "[\\[\\]{}\",0-9a-z: ]{0,20}") {
        let urls = ["a".to_owned()];
        let (endpoints, _) = endpoints(&urls, Some(&formats), Some(&map));
        prop_assert_eq!(endpoints.len(), 1);
    }
}
