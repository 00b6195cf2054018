//! Polls of several requests.

use super::*;

const SHARE: &str = "https://u.example/api/share/aBcD1234";
const ACTIVE: &str = "https://u.example/api/websites/86d4095c-a2a8-4fc8-9521-103e858e2b41/active";
const STATS: &str =
    "https://u.example/api/websites/86d4095c-a2a8-4fc8-9521-103e858e2b41/stats?startAt=0&endAt=";
const TOKEN_3: &str = r#"{"shareId":"aBcD1234","shareType":1,"parameters":{},"websiteId":"86d4095c-a2a8-4fc8-9521-103e858e2b41","token":"eyJ.a.b"}"#;
const TOKEN_2: &str = r#"{"websiteId":"86d4095c-a2a8-4fc8-9521-103e858e2b41","token":"eyJ.a.b"}"#;
const STATS_3: &str = r#"{"pageviews":2497859,"visitors":812345,"visits":900000,"bounces":7,"totaltime":9,"comparison":{"pageviews":1,"visitors":2}}"#;
const STATS_2: &str = r#"{"pageviews":{"value":42,"prev":119},"visitors":{"value":13,"prev":13},"visits":{"value":1,"prev":1}}"#;
const UNAUTHORIZED: &str =
    r#"{"error":{"message":"Unauthorized","code":"unauthorized","status":401}}"#;

fn umami() -> Dialogue {
    dialogue(Format::Umami, "https://u.example/share/aBcD1234/site")
}

fn stats(now_ms: u64) -> String {
    format!("{STATS}{now_ms}")
}

#[test]
fn umami_of_every_version() {
    for (token, active, totals, expected) in [
        (
            TOKEN_3,
            r#"{"visitors":13}"#,
            STATS_3,
            "online 13, visitors 812345, total 2497859, window 300",
        ),
        (
            TOKEN_2,
            r#"{"visitors":13}"#,
            STATS_2,
            "online 13, visitors 13, total 42, window 300",
        ),
        (
            TOKEN_2,
            r#"{"x":13}"#,
            STATS_2,
            "online 13, visitors 13, total 42, window 300",
        ),
        (
            TOKEN_2,
            r#"[{"x":13}]"#,
            STATS_2,
            "online 13, visitors 13, total 42, window 300",
        ),
    ] {
        let script = [
            (SHARE, 200, token),
            (ACTIVE, 200, active),
            (&*stats(NOW_MS), 200, totals),
        ];
        assert_eq!(poll(&mut umami(), NOW_MS, &script), expected);
    }
}

/// A conversation after its first poll.
fn begun() -> Dialogue {
    let mut counter = umami();
    poll(
        &mut counter,
        NOW_MS,
        &[
            (SHARE, 200, TOKEN_3),
            (ACTIVE, 200, r#"{"visitors":13}"#),
            (&*stats(NOW_MS), 200, STATS_3),
        ],
    );
    counter
}

#[test]
fn umami_is_shown_its_token_and_keeps_its_totals_for_a_minute() {
    let mut counter = umami();
    let share = counter.begin(NOW_MS);
    assert_eq!((share.url.as_str(), share.headers.len()), (SHARE, 0));
    let answer = Answer {
        status: 200,
        text: TOKEN_3,
        now_ms: NOW_MS,
    };
    let Next::Ask(active) = counter.take(&answer, &TestPages) else {
        panic!("no second step");
    };
    assert_eq!(
        active.headers,
        [
            ("x-umami-share-token", "eyJ.a.b".to_owned()),
            ("x-umami-share-context", "1".to_owned()),
        ]
    );

    let mut counter = begun();
    let expected = "online 7, visitors 812345, total 2497859, window 300";
    let script = [(ACTIVE, 200, r#"{"visitors":7}"#)];
    assert_eq!(poll(&mut counter, NOW_MS + 59_999, &script), expected);
    let now_ms = NOW_MS + 60_000;
    let script = [
        (ACTIVE, 200, r#"{"visitors":7}"#),
        (&*stats(now_ms), 200, STATS_2),
    ];
    assert_eq!(
        poll(&mut counter, now_ms, &script),
        "online 7, visitors 13, total 42, window 300"
    );
    // A clock that was set back does not stop the totals.
    let script = [
        (ACTIVE, 200, r#"{"visitors":7}"#),
        (&*stats(NOW_MS), 200, STATS_3),
    ];
    assert_eq!(poll(&mut counter, NOW_MS, &script), expected);
}

#[test]
fn a_token_that_was_taken_back_is_renewed_once() {
    let mut counter = begun();
    let now_ms = NOW_MS + 15_000;
    let script = [
        (ACTIVE, 401, UNAUTHORIZED),
        (SHARE, 200, TOKEN_3),
        (ACTIVE, 200, r#"{"visitors":7}"#),
    ];
    assert_eq!(
        poll(&mut counter, now_ms, &script),
        "online 7, visitors 812345, total 2497859, window 300"
    );
    let script = [
        (ACTIVE, 401, UNAUTHORIZED),
        (SHARE, 200, TOKEN_3),
        (ACTIVE, 401, UNAUTHORIZED),
    ];
    let refused = "refused 401: the counter reports: status 401, Unauthorized; the share address has to be on in the settings of the website in Umami";
    assert_eq!(poll(&mut counter, now_ms, &script), refused);
    // The next poll begins anew.
    let gone = r#"{"error":{"message":"Not found","code":"not-found","status":404}}"#;
    assert_eq!(
        poll(&mut counter, now_ms, &[(SHARE, 404, gone)]),
        "refused 404: the counter reports: status 404, Not found; the share address has to be on in the settings of the website in Umami"
    );
}

#[test]
fn the_totals_may_renew_the_token_too() {
    let mut counter = begun();
    let now_ms = NOW_MS + 60_000;
    let script = [
        (ACTIVE, 200, r#"{"visitors":7}"#),
        (&*stats(now_ms), 401, UNAUTHORIZED),
        (SHARE, 200, TOKEN_3),
        (&*stats(now_ms), 200, STATS_2),
    ];
    assert_eq!(
        poll(&mut counter, now_ms, &script),
        "online 7, visitors 13, total 42, window 300"
    );
}

#[test]
fn a_token_that_is_none_is_not_sent() {
    for body in [
        r#"{"websiteId":"a"}"#,
        r#"{"token":"a"}"#,
        r#"{"websiteId":"a","token":"a\r\nx: y"}"#,
        r#"{"websiteId":"a","token":"é"}"#,
        "[]",
    ] {
        let end = poll(&mut umami(), NOW_MS, &[(SHARE, 200, body)]);
        assert!(end.starts_with("failed: "), "{end}");
    }
    // An id is one segment of a path, whatever it holds.
    let body = r#"{"websiteId":"../a?b","token":"t"}"#;
    let script = [
        (SHARE, 200, body),
        (
            "https://u.example/api/websites/..%2Fa%3Fb/active",
            200,
            "{}",
        ),
    ];
    let end = poll(&mut umami(), NOW_MS, &script);
    assert!(end.starts_with("failed: "), "{end}");
}

#[test]
fn totals_that_never_come_cost_one_poll_and_no_more() {
    let mut counter = umami();
    let take = |counter: &mut Dialogue, text, now_ms| {
        let answer = Answer {
            status: 200,
            text,
            now_ms,
        };
        counter.take(&answer, &TestPages)
    };
    counter.begin(NOW_MS);
    take(&mut counter, TOKEN_3, NOW_MS);
    let next = take(&mut counter, r#"{"visitors":13}"#, NOW_MS);
    assert_eq!(ending(&next), format!("ask {}", stats(NOW_MS)));
    // It may have been a page that was hidden, so it is asked once more …
    let now_ms = NOW_MS + 1_000;
    assert_eq!(counter.begin(now_ms).url, ACTIVE);
    let next = take(&mut counter, r#"{"visitors":13}"#, now_ms);
    assert_eq!(ending(&next), format!("ask {}", stats(now_ms)));
    // … and then left alone for its minute.
    let now_ms = NOW_MS + 2_000;
    assert_eq!(counter.begin(now_ms).url, ACTIVE);
    let next = take(&mut counter, r#"{"visitors":13}"#, now_ms);
    assert_eq!(ending(&next), "online 13, window 300");
}

#[test]
fn a_server_in_trouble_does_not_cost_the_readers() {
    let mut counter = begun();
    let now_ms = NOW_MS + 60_000;
    let script = [
        (ACTIVE, 200, r#"{"visitors":7}"#),
        (&*stats(now_ms), 503, "<html>busy</html>"),
    ];
    assert_eq!(
        poll(&mut counter, now_ms, &script),
        "online 7, visitors 812345, total 2497859, window 300; totals could not be had: the counter reports: status 503"
    );
}

#[test]
fn old_totals_are_not_shown_beside_new_numbers_for_ever() {
    let mut counter = begun();
    let mut ends = Vec::new();
    for minute in 1..=4 {
        let now_ms = NOW_MS + 60_000 * minute;
        let script = [
            (ACTIVE, 200, r#"{"visitors":7}"#),
            (&*stats(now_ms), 503, "<html>busy</html>"),
        ];
        ends.push(poll(&mut counter, now_ms, &script).contains("total 2497859"));
    }
    assert_eq!(ends, [true, true, false, false]);
    let now_ms = NOW_MS + 300_000;
    let script = [
        (ACTIVE, 200, r#"{"visitors":7}"#),
        (&*stats(now_ms), 200, STATS_2),
    ];
    assert_eq!(
        poll(&mut counter, now_ms, &script),
        "online 7, visitors 13, total 42, window 300"
    );
}

#[test]
fn an_answer_that_nobody_waits_for_gives_nothing() {
    let mut counter = dialogue(Format::Json, "https://a.example/c");
    let answer = Answer {
        status: 200,
        text: r#"{"v":1,"online":{"value":13}}"#,
        now_ms: NOW_MS,
    };
    assert!(matches!(counter.take(&answer, &TestPages), Next::Failed(_)));
}
