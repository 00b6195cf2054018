//! Formats that anybody may speak, and what is told by its looks.

use super::*;

#[test]
fn shields() {
    let url = "https://song-xanh.example/badge.json";
    for format in [Format::Shields, Format::Auto] {
        for (body, expected) in [
            (
                r#"{"schemaVersion":1,"label":"visits","message":"2497859","cacheSeconds":300}"#,
                "total 2497859, ttl 300",
            ),
            (
                r#"{"schemaVersion":1,"label":"visits","message":"2.5k"}"#,
                "total \"2.5k\"",
            ),
            (
                r#"{"schemaVersion":1,"label":"visits","message":"2,497"}"#,
                "total \"2,497\"",
            ),
            (
                r#"{"schemaVersion":1,"label":"visits","message":"inaccessible","isError":true}"#,
                "failed: the counter reports: inaccessible",
            ),
        ] {
            check(format, url, url, body, expected);
        }
    }
}

#[test]
fn plain_numbers() {
    let url = "https://song-xanh.example/count.txt";
    for format in [Format::Number, Format::Auto] {
        for body in [
            "2497859",
            "2497859\n",
            "\u{FEFF}2497859",
            "\"2497859\"",
            "2,497,859",
            "2.497.859",
        ] {
            check(format, url, url, body, "total 2497859");
        }
    }
    check(
        Format::Number,
        url,
        url,
        "<b>13</b>",
        "failed: the counter's answer should be one whole number and is \"<b>13</b>\"",
    );
    check(
        Format::Number,
        url,
        url,
        "1.5",
        "failed: the counter's answer should be one whole number and is \"1.5\"",
    );
    let online = "https://whos.amung.us/sitecount/abc123/";
    check(Format::Auto, online, online, "13", "online 13");
}

#[test]
fn what_is_told_by_its_looks() {
    let url = "https://song-xanh.example/dem";
    for (body, expected) in [
        (r#"{"count_unique":"2 497", "count":"2 497"}"#, "total 2497"),
        (r#"{"value":123}"#, "total 123"),
        (
            r#"{"success":true,"data":{"page_pv":4,"page_uv":3,"site_pv":2,"site_uv":1}}"#,
            "visitors 1, page-visitors 3, page-views 4, total 2",
        ),
        (r#"{"errno":0,"data":[{"time":12}]}"#, "page-views 12"),
        (r#"{"code":"200","data":{"up_count":4}}"#, "total 4"),
        (
            r#"[{"visits":3,"actions":6,"visitors":2,"visitsConverted":0}]"#,
            "online 2, window 300",
        ),
        (
            r#"{"error":"Too many requests"}"#,
            "failed: the counter reports: Too many requests",
        ),
        (
            "<!doctype html><b>13</b>",
            "failed: the counter's answer is not JSON (line 1, column 1)",
        ),
        (
            "1.5",
            "failed: the counter's answer is of no format that can be told by its looks; name it in counter-format (json, goatcounter, umami, plausible, matomo, swetrix, vercount, busuanzi, abacus, counterapi, waline, shields, number, html), or say in counter-map where the numbers stand, as in {\"online\": \"/data/now\", \"total\": \"/data/all\"}",
        ),
    ] {
        check(Format::Auto, url, url, body, expected);
    }
    for unknown in [
        "{}",
        "[]",
        "null",
        r#"{"value":1,"unit":"kg"}"#,
        r#"{"hits":7}"#,
    ] {
        let mut counter = dialogue(Format::Auto, url);
        let end = poll(&mut counter, NOW_MS, &[(url, 200, unknown)]);
        assert!(end.contains("name it in counter-format"), "{end}");
    }
}

#[test]
fn large_numbers_are_exact() {
    let url = "https://abacus.example/get/a/b";
    for number in ["9007199254740993", "18446744073709551615"] {
        let body = format!(r#"{{"value":{number}}}"#);
        check(Format::Abacus, url, url, &body, &format!("total {number}"));
        check(Format::Number, url, url, number, &format!("total {number}"));
    }
    check(
        Format::Abacus,
        url,
        url,
        r#"{"value":18446744073709551616}"#,
        "failed: the counter's answer holds no number that could be shown; /value: 18446744073709551616 is not a whole number of 0 or more; left out",
    );
}

#[test]
fn every_pointer_of_the_tables_is_one() {
    use crate::counter::source::tables as all;
    let tables = [
        &all::GOATCOUNTER_TOTAL,
        &all::GOATCOUNTER_PAGE,
        &all::UMAMI_ACTIVE,
        &all::UMAMI_STATS,
        &all::PLAUSIBLE_NOW,
        &all::MATOMO_LIVE,
        &all::MATOMO_TOTALS,
        &all::SWETRIX,
        &all::VERCOUNT_1,
        &all::VERCOUNT_2,
        &all::BUSUANZI,
        &all::ABACUS,
        &all::COUNTERAPI,
        &all::WALINE,
        &all::SHIELDS,
    ];
    let fault = |place| crate::shape::Pointers::new(place).fault();
    for table in tables {
        for (_, place) in table.shape.places {
            assert_eq!(fault(place), None, "{place}");
        }
        for guard in table.shape.guards {
            assert_eq!(fault(guard.place), None, "{}", guard.place);
            assert!(crate::json::parse(guard.wanted).is_ok(), "{}", guard.wanted);
        }
    }
    for (place, _) in all::LOOKS {
        assert_eq!(fault(place), None, "{place}");
    }
}
