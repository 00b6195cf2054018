//! What holds for every answer.

use super::*;
use proptest::prelude::*;
use serde_json::Value;

/// Where each format is asked, and with which table.
const CASES: [(Format, &str, Option<&str>); 16] = [
    (Format::Auto, "https://song-xanh.example/c", None),
    (
        Format::Auto,
        "https://song-xanh.example/c",
        Some(r#"{"online":"/a | /b/0","total":"/value","guard":{"/ok":true}}"#),
    ),
    (Format::Json, "https://a.example/c", None),
    (Format::GoatCounter, "https://a.example/", None),
    (Format::Umami, "https://u.example/share/aBcD1234", None),
    (Format::Plausible, "https://p.example/a", None),
    (Format::Matomo, "https://m.example/", None),
    (Format::Swetrix, "https://swetrix.com/projects/value", None),
    (Format::Vercount, "https://events.vercount.one", None),
    (Format::Busuanzi, "https://b.example", None),
    (Format::Abacus, "https://a.example/get/a/b", None),
    (
        Format::CounterApi,
        "https://api.counterapi.dev/v2/a/b",
        None,
    ),
    (Format::Waline, "https://w.example", None),
    (Format::Shields, "https://a.example/b.json", None),
    (Format::Number, "https://a.example/n", None),
    (
        Format::Html,
        "https://song-xanh.example/",
        Some(r##"{"online":"#a","total":"#b"}"##),
    ),
];

/// Words that make an answer more likely to be taken seriously.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "v",
            "online",
            "site",
            "page",
            "value",
            "views",
            "count",
            "count_unique",
            "visitors",
            "x",
            "data",
            "site_pv",
            "site_uv",
            "page_pv",
            "page_uv",
            "success",
            "status",
            "message",
            "code",
            "up_count",
            "errno",
            "time",
            "schemaVersion",
            "top_stats",
            "name",
            "websiteId",
            "token",
            "error",
            "pageviews",
            "a",
            "b",
            "ok",
            "result",
        ])
        .prop_map(str::to_owned),
        ".{0,4}",
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0_u64..300).prop_map(Value::from),
        word().prop_map(Value::from),
        "[0-9]{1,3}([,. ][0-9]{3}){0,2}".prop_map(Value::from),
        prop::sample::select(vec![
            "200",
            "success",
            "Data retrieved successfully",
            "Total pageviews"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A well-formed answer of some format around two numbers.
fn likely(online: u64, all: u64) -> Vec<String> {
    vec![
        format!(r#"{{"v":1,"online":{{"value":{online}}},"site":{{"views":{all}}}}}"#),
        format!(r#"{{"count_unique":"{all}", "count":"{all}"}}"#),
        format!(r#"{{"visitors":{online}}}"#),
        format!(r#"{{"websiteId":"w","token":"t","value":{all}}}"#),
        format!(r#"{{"top_stats":[{{"name":"Total pageviews","value":{all}}}]}}"#),
        format!(r#"[{{"visitors":"{online}","visitsConverted":0}}]"#),
        format!(
            r#"{{"status":"success","message":"Data retrieved successfully","data":{{"site_pv":{all}}}}}"#
        ),
        format!(r#"{{"success":true,"data":{{"page_uv":{online},"site_pv":{all}}}}}"#),
        format!(r#"{{"code":"200","data":{{"up_count":{all}}}}}"#),
        format!(r#"{{"errno":0,"data":[{{"time":{all}}}]}}"#),
        format!(r#"{{"schemaVersion":1,"message":"{all}"}}"#),
        format!(r#"<b id="a">{online}</b><b id="b">{all}</b>"#),
        online.to_string(),
    ]
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        json().prop_map(|value| value.to_string()),
        (any::<u64>(), any::<u64>(), any::<prop::sample::Index>()).prop_map(
            |(online, all, which)| {
                let bodies = likely(online, all);
                bodies[which.index(bodies.len())].clone()
            }
        ),
        ".{0,80}",
    ]
}

/// Every number that may be said to stand in a text: its runs of digits, and
/// of digits with anything between them that groups digits somewhere.
fn written(text: &str, seen: &mut Vec<u64>) {
    let value = |character: char| match character {
        '\u{660}'..='\u{669}' => Some(u32::from(character) - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(u32::from(character) - 0x6F0),
        _ => character.to_digit(10),
    };
    for separators in ["", " ,.'\u{A0}\u{2009}\u{202F}\u{2019}\u{66C}"] {
        for run in
            text.split(|character| value(character).is_none() && !separators.contains(character))
        {
            let digits: String = run
                .chars()
                .filter_map(|character| char::from_digit(value(character)?, 10))
                .collect();
            seen.extend(digits.parse::<u64>());
        }
    }
}

fn numbers(counts: &Counts) -> Vec<u64> {
    (0..Row::NAMES.len())
        .filter_map(|index| match Row::nth(index).figure(counts) {
            Some(Figure::Number(number)) => Some(number),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn counts_are_never_invented(
        case in 0..CASES.len(),
        answers in prop::collection::vec((body(), prop::sample::select(vec![200_u16, 200, 200, 204, 401, 404, 403, 503])), 1..12),
    ) {
        let (format, url, map) = CASES[case];
        let mut counter = Dialogue::new(&endpoint(format, url, map), PAGE).unwrap();
        let mut ask = counter.begin(NOW_MS);
        let mut seen = Vec::new();
        let mut now_ms = NOW_MS;
        for (text, status) in &answers {
            if !(200..300).contains(status) && !ask.statuses.contains(status) {
                now_ms += 10_000;
                ask = counter.begin(now_ms);
                continue;
            }
            written(text, &mut seen);
            now_ms += 10_000;
            let answer = Answer { status: *status, text, now_ms };
            match counter.take(&answer, &TestPages) {
                Next::Ask(next) => {
                    ask = next;
                    continue;
                }
                Next::Counts(counts, _) => {
                    prop_assert!(!counts.is_empty());
                    for number in numbers(&counts) {
                        prop_assert!(seen.contains(&number), "{number} is in no answer");
                    }
                }
                Next::Failed(error) | Next::Refused { error, .. } => {
                    prop_assert!(!error.to_string().is_empty());
                }
            }
            ask = counter.begin(now_ms);
        }
    }

    #[test]
    fn a_poll_ends(case in 0..CASES.len(), status in prop::sample::select(vec![200_u16, 401, 404, 503]), text in body()) {
        let (format, url, map) = CASES[case];
        let mut counter = Dialogue::new(&endpoint(format, url, map), PAGE).unwrap();
        counter.begin(NOW_MS);
        let answer = Answer { status, text: &text, now_ms: NOW_MS };
        let mut requests = 1;
        while let Next::Ask(_) = counter.take(&answer, &TestPages) {
            requests += 1;
            prop_assert!(requests <= 6, "a poll of {requests} requests");
        }
    }

    #[test]
    fn no_address_upsets_the_plan(
        format in 0..Format::NAMES.len(),
        path in "(/(api|share|get|counter|v2|v1|log|hb|stats|projects|article|[a-z0-9%.]{0,6})){0,5}/?",
        query in "(\\?[a-zA-Z]{0,6}=[a-zA-Z0-9%\\[\\]/]{0,8}(&[a-z]{0,4}=?){0,2})?",
    ) {
        let url = ["https://song-xanh.example", &path, &query].concat();
        let endpoint = endpoint(Format::nth(format), &url, None);
        if let Ok(mut counter) = Dialogue::new(&endpoint, PAGE) {
            let ask = counter.begin(NOW_MS);
            let is_ours = ask.url.starts_with("https://song-xanh.example");
            prop_assert!(is_ours, "{} is asked for {url}", ask.url);
        }
    }

    #[test]
    fn no_map_upsets_the_reader(map in json(), text in body()) {
        let map = map.to_string();
        let endpoint = endpoint(Format::Auto, "https://song-xanh.example/c", Some(&map));
        if let Ok(mut counter) = Dialogue::new(&endpoint, PAGE) {
            counter.begin(NOW_MS);
            let answer = Answer { status: 200, text: &text, now_ms: NOW_MS };
            counter.take(&answer, &TestPages);
        }
    }
}
