//! Replies, good and bad.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::model::{PageCounts, SiteCounts};
use super::super::shapes::{FIELDS, NOTHING};
use super::*;
use proptest::prelude::*;
use serde_json::Value;

#[track_caller]
fn check(text: &str, expected: Counts, expected_warnings: &[&str]) {
    let (counts, warnings) = read(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(counts, expected);
    assert_eq!(warnings, expected_warnings);
}

#[track_caller]
fn check_error(text: &str, expected: CounterError) {
    assert_eq!(read(text), Err(expected));
}

/// What most cases offer: 13 readers.
fn thirteen() -> Counts {
    Counts {
        online: Some(Online {
            value: 13,
            window_seconds: None,
        }),
        ..Counts::default()
    }
}

fn views(views: u64) -> Counts {
    Counts {
        site: SiteCounts {
            views: Some(views),
            ..SiteCounts::default()
        },
        ..Counts::default()
    }
}

#[test]
fn everything_at_once() {
    check(
        r#"{"v":1,"at":"2026-11-23T09:35:24Z","online":{"value":13,"window":300},
            "site":{"views":2497859,"visitors":812345,"today":812,"yesterday":799,"week":5210,"month":20455,"year":190003},
            "page":{"path":"/bai/abc","views":1365,"visitors":980,"online":2},
            "since":"2013-04-02","ttl":15,"stream":"https://stats.example/events"}"#,
        Counts {
            online: Some(Online {
                value: 13,
                window_seconds: Some(300),
            }),
            site: SiteCounts {
                views: Some(2_497_859),
                visitors: Some(812_345),
                today: Some(812),
                yesterday: Some(799),
                week: Some(5_210),
                month: Some(20_455),
                year: Some(190_003),
            },
            page: Some(PageCounts {
                path: Some("/bai/abc".to_owned()),
                views: Some(1_365),
                visitors: Some(980),
                online: Some(2),
            }),
            since: Some("2013-04-02".to_owned()),
            at: Some("2026-11-23T09:35:24Z".to_owned()),
            ttl_seconds: Some(15),
            stream: Some("https://stats.example/events".to_owned()),
            shown: None,
        },
        &[],
    );
}

#[test]
fn what_is_absent_or_null_is_not_offered_and_zero_is_a_number() {
    check(r#"{"v":1,"online":{"value":13}}"#, thirteen(), &[]);
    check(
        r#"{"v":1,"online":{"value":13,"window":null},"site":null,"page":null,"since":null}"#,
        thirteen(),
        &[],
    );
    check(
        r#"{"v":1,"online":{"value":13},"site":{"views":null},"page":{"path":"/a"}}"#,
        thirteen(),
        &[],
    );
    check(r#"{"v":1,"online":null,"site":{"views":0}}"#, views(0), &[]);
    check(
        r#"{"v":1,"online":{"value":0}}"#,
        Counts {
            online: Some(Online {
                value: 0,
                window_seconds: None,
            }),
            ..Counts::default()
        },
        &[],
    );
    check(
        r#"{"v":1,"online":{"value":13,"peak":99},"weather":["fine"]}"#,
        thirteen(),
        &[],
    );
    check(
        "\u{feff}{\"v\":1,\"online\":{\"value\":13}}",
        thirteen(),
        &[],
    );
}

#[test]
fn large_numbers_are_exact() {
    check(
        r#"{"v":1,"site":{"views":9007199254740993}}"#,
        views(9_007_199_254_740_993),
        &[],
    );
    check(
        r#"{"v":1,"site":{"views":18446744073709551615}}"#,
        views(u64::MAX),
        &[],
    );
    check(
        r#"{"v":1,"site":{"views":"18446744073709551615"}}"#,
        views(u64::MAX),
        &[],
    );
    check(r#"{"v":"1","site":{"views":"7"}}"#, views(7), &[]);
}

#[test]
fn one_bad_field_does_not_spoil_the_rest() {
    #[track_caller]
    fn check_bad(member: &str, warning: &str) {
        let text = format!(r#"{{"v":1,"online":{{"value":13}},{member}}}"#);
        check(&text, thirteen(), &[warning]);
    }
    check_bad(
        r#""site":{"views":-1}"#,
        "/site/views: -1 is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""site":{"today":1.5}"#,
        "/site/today: 1.5 is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""site":{"week":"2,497"}"#,
        "/site/week: \"2,497\" is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""site":{"month":{}}"#,
        "/site/month: an object is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""site":{"year":18446744073709551616}"#,
        "/site/year: 18446744073709551616 is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""page":{"views":true}"#,
        "/page/views: true is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""site":[1,2]"#,
        "/site: a list is not an object; left out",
    );
    check_bad(r#""page":"/a""#, "/page: \"/a\" is not an object; left out");
    check_bad(
        r#""page":{"path":7}"#,
        "/page/path: 7 is not a path such as \"/news/1\"; left out",
    );
    check_bad(
        r#""since":"2013-02-30""#,
        "/since: \"2013-02-30\" is not a day such as \"2013-04-02\"; left out",
    );
    check_bad(
        r#""since":"2/4/2013""#,
        "/since: \"2/4/2013\" is not a day such as \"2013-04-02\"; left out",
    );
    check_bad(
        r#""at":7"#,
        "/at: 7 is not a time such as \"2026-11-23T09:35:24Z\"; left out",
    );
    check_bad(
        r#""ttl":"soon""#,
        "/ttl: \"soon\" is not a whole number of 0 or more; left out",
    );
    check_bad(
        r#""stream":"javascript:alert(1)""#,
        "/stream: \"javascript:alert(1)\" is not an http or https address; left out",
    );
}

#[test]
fn messages_stay_short() {
    let text = format!(
        r#"{{"v":1,"online":{{"value":13}},"since":"{}"}}"#,
        "é".repeat(5_000)
    );
    let (_, warnings) = read(&text).unwrap();
    assert!(warnings[0].chars().count() < 120, "{}", warnings[0]);
}

#[test]
fn a_missing_version_is_read_as_version_1() {
    check(
        r#"{"online":{"value":13}}"#,
        thirteen(),
        &["/v: missing; read as version 1"],
    );
}

#[test]
fn long_times_are_kept_at_the_limit() {
    let expected = Counts {
        ttl_seconds: Some(u32::MAX),
        ..thirteen()
    };
    check(
        r#"{"v":1,"online":{"value":13},"ttl":99999999999}"#,
        expected,
        &[],
    );
}

#[test]
fn replies_without_numbers_are_errors() {
    check_error("", CounterError::NotJson { line: 1, column: 0 });
    check_error(
        "<!doctype html>",
        CounterError::NotJson { line: 1, column: 1 },
    );
    check_error(
        "{\"v\":1,\n\"online\":{\"va",
        CounterError::NotJson {
            line: 2,
            column: 13,
        },
    );
    check_error("13", CounterError::NotAnObject);
    check_error("[{\"v\":1}]", CounterError::NotAnObject);
    check_error("null", CounterError::NotAnObject);
    check_error(
        r#"{"v":2,"online":{"value":13}}"#,
        CounterError::UnsupportedVersion {
            found: "2".to_owned(),
        },
    );
    check_error(
        r#"{"v":"new","site":{}}"#,
        CounterError::UnsupportedVersion {
            found: "\"new\"".to_owned(),
        },
    );
    check_error(
        "{\"v\":1}",
        CounterError::NothingOffered {
            warnings: Vec::new(),
        },
    );
    check_error(
        r#"{"v":1,"site":{},"page":{"path":"/a"},"ttl":5}"#,
        CounterError::NothingOffered {
            warnings: Vec::new(),
        },
    );
    check_error(
        r#"{"v":1,"online":13}"#,
        CounterError::NothingOffered {
            warnings: vec!["/online: 13 is not an object; left out".to_owned()],
        },
    );
    let error = read(r#"{"v":1,"online":13}"#).unwrap_err().to_string();
    assert_eq!(
        error,
        "the counter's answer holds no number that could be shown; /online: 13 is not an object; left out"
    );
}

#[test]
fn bodies_are_read_up_to_the_limit() {
    let padded = |length: usize| {
        let text = r#"{"v":1,"online":{"value":13}}"#;
        format!("{text}{}", " ".repeat(length - text.len()))
    };
    check(&padded(BODY_LIMIT), thirteen(), &[]);
    check_error(
        &padded(BODY_LIMIT + 1),
        CounterError::TooLarge {
            bytes: BODY_LIMIT + 1,
        },
    );
    check_error(
        &"[".repeat(BODY_LIMIT),
        CounterError::NotJson {
            line: 1,
            column: 128,
        },
    );
}

#[test]
fn every_pointer_of_the_table_is_one() {
    let places = VERSION_1.places.iter().map(|(_, place)| place);
    for place in places.chain(VERSION_1.groups).chain([&VERSION_1.complaint]) {
        assert_eq!(Pointers::new(place).fault(), None, "{place}");
    }
}

#[test]
fn every_field_has_its_number() {
    for (number, name) in [
        (ONLINE, "online"),
        (TODAY, "today"),
        (YESTERDAY, "yesterday"),
        (WEEK, "week"),
        (MONTH, "month"),
        (YEAR, "year"),
        (VISITORS, "visitors"),
        (TOTAL, "total"),
        (PAGE_PATH, "page-path"),
        (PAGE_VIEWS, "page-views"),
        (PAGE_VISITORS, "page-visitors"),
        (PAGE_ONLINE, "page-online"),
        (SINCE, "since"),
        (AT, "at"),
        (TTL, "ttl"),
        (WINDOW, "window"),
        (STREAM, "stream"),
        (LABEL, "label"),
        (MESSAGE, "message"),
    ] {
        assert_eq!(FIELDS[number], name);
    }
    let rows = crate::counter::show::Row::NAMES;
    assert_eq!(FIELDS[..rows.len()], rows);
}

#[test]
fn a_foreign_format_is_another_table() {
    let foreign = CountsShape {
        places: &[
            (ONLINE, "/visitors | /x | /0/x"),
            (TOTAL, "/pageviews/value | /pageviews"),
        ],
        ..NOTHING
    };
    for (text, expected) in [
        (r#"{"visitors":13}"#, thirteen()),
        (r#"[{"x":13}]"#, thirteen()),
        (r#"{"pageviews":{"value":42,"prev":119}}"#, views(42)),
        (r#"{"pageviews":42}"#, views(42)),
    ] {
        let value = json::parse(text).unwrap();
        assert_eq!(
            read_shape(&value, &foreign, Vec::new()),
            Ok((expected, Vec::new())),
            "{text}"
        );
    }
}

#[test]
fn a_stream_may_be_named_relative_to_the_answer() {
    for stream in [
        "/v1/counter/x/events",
        "?events",
        "http://a.example/",
        "//a.example/e",
    ] {
        let text = [
            r#"{"v":1,"online":{"value":13},"stream":""#,
            stream,
            r#""}"#,
        ]
        .concat();
        let expected = Counts {
            stream: Some(stream.to_owned()),
            ..thirteen()
        };
        check(&text, expected, &[]);
    }
    for refused in ["events", "javascript:alert(1)", "data:text/plain,", ""] {
        let text = [
            r#"{"v":1,"online":{"value":13},"stream":""#,
            refused,
            r#""}"#,
        ]
        .concat();
        let (counts, warnings) = read(&text).unwrap();
        assert_eq!(counts.stream, None);
        assert_eq!(warnings.len(), 1);
    }
}

#[test]
fn words_in_place_of_a_number_are_kept() {
    let shown = |label: &str, message: &str| Counts {
        shown: Some(Shown {
            label: label.to_owned(),
            message: message.to_owned(),
        }),
        ..Counts::default()
    };
    check(
        r#"{"v":1,"shown":{"label":"visits","message":"2.5k"}}"#,
        shown("visits", "2.5k"),
        &[],
    );
    check(
        r#"{"v":1,"shown":{"message":"2.5k"}}"#,
        shown("", "2.5k"),
        &[],
    );
    let long = "9".repeat(SHOWN_LIMIT + 1);
    let text = format!(r#"{{"v":1,"online":{{"value":13}},"shown":{{"message":"{long}"}}}}"#);
    let (counts, warnings) = read(&text).unwrap();
    assert_eq!(counts, thirteen());
    assert_eq!(warnings.len(), 1);
}

/// Anything that may stand where a number should.
fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        "[0-9]{1,21}".prop_map(Value::from),
        prop::collection::vec(any::<u8>(), 0..3).prop_map(Value::from),
    ]
}

/// An object with some of the members that counter JSON knows.
fn reply() -> impl Strategy<Value = Value> {
    fn object<T: Into<Value>>(members: impl IntoIterator<Item = (&'static str, T)>) -> Value {
        Value::Object(
            members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value.into()))
                .collect(),
        )
    }
    prop::array::uniform6(anything()).prop_map(|[value, window, views, today, page_views, ttl]| {
        object([
            ("online", object([("value", value), ("window", window)])),
            ("site", object([("views", views), ("today", today)])),
            ("page", object([("views", page_views)])),
            ("ttl", ttl),
        ])
    })
}

proptest! {
    /// No number is ever invented: each one stands in the reply where it should.
    #[test]
    fn numbers_come_from_the_reply(value in reply()) {
        let parsed = json::parse(&value.to_string()).unwrap();
        let offered = |pointer: &str| parsed.pointer(pointer).and_then(shape::whole_number);
        let numbers = ["/online/value", "/site/views", "/site/today", "/page/views"].map(offered);
        match read(&value.to_string()) {
            Ok((counts, _)) => {
                let online = counts.online.map(|online| online.value);
                let page_views = counts.page.and_then(|page| page.views);
                prop_assert_eq!([online, counts.site.views, counts.site.today, page_views], numbers);
            }
            Err(error) => {
                prop_assert!(matches!(error, CounterError::NothingOffered { .. }), "{}", error);
                prop_assert_eq!(numbers, [None; 4]);
            }
        }
    }

    #[test]
    fn any_text_is_survived(text in ".{0,200}") {
        prop_assert!(read(&text).is_err());
    }
}
