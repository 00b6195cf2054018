//! What is counted, and when: views, visitors, presence, days, restarts.

use std::net::IpAddr;
use std::time::Duration;

use crate::support::{Bench, answer, event_body, request, request_from};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;

const TAB: &str = "first-tab-0001";
const OTHER_TAB: &str = "other-tab-0002";

#[tokio::test]
async fn a_site_that_was_never_counted_has_zeros() {
    let bench = Bench::new();
    let answer = bench.get("/v1/counter/a").await;
    let expected = json!({
        "v": 1, "at": "2026-11-23T09:35:24Z",
        "online": {"value": 0, "window": 300},
        "site": {"views": 0, "visitors": 0, "today": 0, "yesterday": 0, "week": 0, "month": 0, "year": 0},
        "ttl": 15, "stream": "/v1/counter/a/events",
    });
    assert_eq!((answer.status, answer.json()), (StatusCode::OK, expected));
}

#[tokio::test]
async fn a_hit_counts_a_view_a_visitor_and_a_present_tab() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    bench.event("hit", TAB, "/b?utm=x").await;
    let expected = json!({
        "v": 1, "at": "2026-11-23T09:35:24Z",
        "online": {"value": 1, "window": 300},
        "site": {"views": 2, "visitors": 1, "today": 2, "yesterday": 0, "week": 2, "month": 2, "year": 2},
        "page": {"path": "/b", "views": 1, "online": 1},
        "since": "2026-11-23", "ttl": 15, "stream": "/v1/counter/a/events?path=/b",
    });
    assert_eq!(bench.get("/v1/counter/a?path=%2Fb").await.json(), expected);
}

#[tokio::test]
async fn reading_counts_nothing() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let before = bench.get("/v1/counter/a?path=/a").await;
    for _ in 0..10 {
        bench.get("/v1/counter/a?path=/a").await;
        bench
            .send(request(Method::HEAD, "/v1/counter/a", Body::empty()))
            .await;
    }
    assert_eq!(bench.get("/v1/counter/a?path=/a").await.text, before.text);
}

#[tokio::test]
async fn a_second_tab_takes_one_to_two_and_closing_it_brings_one_back() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    assert_eq!(bench.online().await, 1);
    bench.event("hit", OTHER_TAB, "/a").await;
    assert_eq!(
        (bench.online().await, bench.count("/page/online").await),
        (2, 2)
    );
    bench.event("leave", OTHER_TAB, "/a").await;
    assert_eq!(
        (bench.online().await, bench.count("/page/online").await),
        (1, 1)
    );
    assert_eq!(bench.count("/site/views").await, 2);
    assert_eq!(bench.count("/site/visitors").await, 1);
}

#[tokio::test]
async fn a_reload_does_not_double_online() {
    let bench = Bench::new();
    for reload in 0..5 {
        let tab = format!("reload-{reload}");
        bench.event("hit", &tab, "/a").await;
        assert_eq!(bench.online().await, 1);
        bench.event("leave", &tab, "/a").await;
    }
    assert_eq!(
        (bench.online().await, bench.count("/site/views").await),
        (0, 5)
    );
}

#[tokio::test]
async fn a_reload_within_the_revisit_time_counts_no_view() {
    let bench = Bench::with(|config| config.revisit = Duration::from_secs(30));
    for (wait, views) in [(0, 1), (0, 1), (29, 1), (1, 2), (29, 2), (1, 3)] {
        bench.clock.pass(Duration::from_secs(wait));
        bench.event("hit", TAB, "/a").await;
        assert_eq!(bench.count("/site/views").await, views);
        assert_eq!(bench.count("/page/views").await, views);
        assert_eq!(bench.count("/site/today").await, views);
    }
}

#[tokio::test]
async fn heartbeats_keep_a_tab_and_count_no_view() {
    let bench = Bench::with(|config| config.window = Duration::from_secs(30));
    bench.event("hit", TAB, "/a").await;
    bench.event("hit", OTHER_TAB, "/a").await;
    for _ in 0..4 {
        bench.clock.pass(Duration::from_secs(20));
        bench.event("heartbeat", TAB, "/a").await;
    }
    assert_eq!(
        (bench.online().await, bench.count("/site/views").await),
        (1, 2)
    );
    bench.clock.pass(Duration::from_secs(30));
    assert_eq!(bench.online().await, 0);
}

#[tokio::test]
async fn sites_do_not_mix() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let other = bench.get("/v1/counter/b?path=/a").await.json();
    assert_eq!(other["site"]["views"], 0);
    assert_eq!(
        (&other["online"]["value"], &other["page"]["online"]),
        (&json!(0), &json!(0))
    );
}

#[tokio::test]
async fn visitors_are_addresses_with_user_agents() {
    let bench = Bench::with(|config| config.trusted_hops = 1);
    let hit = |peer: &str, forwarded: &str, agent: &'static str| {
        let peer: IpAddr = peer.parse().unwrap();
        let body = Body::from(event_body("hit", TAB, "/a"));
        let mut request = request_from(peer, Method::POST, "/v1/counter/a", body);
        let headers = request.headers_mut();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        headers.insert("user-agent", agent.parse().unwrap());
        bench.send(request)
    };
    hit("127.0.0.1", "192.0.2.1", "one").await;
    hit("127.0.0.2", "192.0.2.1", "one").await;
    hit("127.0.0.1", "203.0.113.1, 192.0.2.1", "one").await;
    assert_eq!(bench.count("/site/visitors").await, 1);
    hit("127.0.0.1", "192.0.2.2", "one").await;
    hit("127.0.0.1", "192.0.2.1", "two").await;
    assert_eq!(bench.count("/site/visitors").await, 3);
}

#[tokio::test]
async fn one_visitor_cannot_be_more_than_twenty_tabs() {
    let bench = Bench::new();
    for number in 0..60 {
        bench
            .event("hit", &format!("many-tabs-{number}"), "/a")
            .await;
    }
    assert_eq!(
        (bench.online().await, bench.count("/site/views").await),
        (20, 60)
    );
}

#[tokio::test]
async fn the_day_turns_at_local_midnight() {
    let bench = Bench::with(|config| config.utc_offset = "+07:00".parse().unwrap());
    bench.clock.set("2026-11-22T16:59:59Z");
    bench.event("hit", TAB, "/a").await;
    bench.clock.set("2026-11-22T17:00:00Z");
    bench.event("hit", TAB, "/a").await;
    // It is Monday now: the week began a second ago.
    for (period, expected) in [
        ("today", 1),
        ("yesterday", 1),
        ("week", 1),
        ("month", 2),
        ("year", 2),
        ("views", 2),
    ] {
        assert_eq!(
            bench.count(&format!("/site/{period}")).await,
            expected,
            "{period}"
        );
    }
    // The same person on another day is another visitor, and the same tab is still one tab.
    assert_eq!(
        (bench.count("/site/visitors").await, bench.online().await),
        (2, 1)
    );
    bench.clock.set("2026-11-23T17:00:00Z");
    assert_eq!(
        (
            bench.count("/site/today").await,
            bench.count("/site/yesterday").await
        ),
        (0, 1)
    );
    bench.clock.set("2027-01-01T00:00:00Z");
    assert_eq!(
        (
            bench.count("/site/year").await,
            bench.count("/site/views").await
        ),
        (0, 2)
    );
    assert_eq!(
        bench.get("/v1/counter/a").await.json()["since"],
        "2026-11-22"
    );
}

#[tokio::test]
async fn a_read_after_midnight_is_enough_to_delete_the_old_day() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let held = |table: &str| {
        let database = rusqlite::Connection::open(bench.database()).unwrap();
        let sql = format!("SELECT count(*), coalesce(max(day), '') FROM {table}");
        database
            .query_one(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
    };
    let held: &dyn Fn(&str) -> (i64, String) = &held;
    assert_eq!(held("salt"), (1, "2026-11-23".to_owned()));
    assert_eq!(held("visitor"), (1, "2026-11-23".to_owned()));
    bench.clock.set("2026-11-24T00:00:00Z");
    bench.get("/v1/counter/a").await;
    assert_eq!(held("salt"), (1, "2026-11-24".to_owned()));
    assert_eq!(held("visitor"), (0, String::new()));
}

#[tokio::test]
async fn totals_survive_a_restart_and_visitors_are_not_counted_twice() {
    let mut bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    bench.event("hit", OTHER_TAB, "/b").await;
    bench.restart().await;
    bench.event("hit", TAB, "/a").await;
    for (pointer, expected) in [
        ("/site/views", 3),
        ("/site/visitors", 1),
        ("/site/today", 3),
        ("/page/views", 2),
    ] {
        assert_eq!(bench.count(pointer).await, expected, "{pointer}");
    }
    assert_eq!(bench.online().await, 1);
}

#[tokio::test]
async fn an_address_is_nowhere_in_the_files() {
    let mut bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    bench.restart().await;
    let content = std::fs::read(bench.database()).unwrap();
    let holds = |wanted: &[u8]| content.windows(wanted.len()).any(|window| window == wanted);
    assert!(holds(b"/a"));
    assert!(!holds(b"192.0.2.1") && !holds(b"Test/1.0") && !holds(TAB.as_bytes()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_hits_at_once_are_a_thousand() {
    let bench = Bench::new();
    let mut hits = tokio::task::JoinSet::new();
    for number in 0..1000_u32 {
        let body = event_body("hit", &format!("crowd-{number:04}"), "/a");
        let visitor = IpAddr::from([10, 0, 0, u8::try_from(number % 100).unwrap()]);
        let request = request_from(visitor, Method::POST, "/v1/counter/a", body.into());
        hits.spawn(answer(bench.router(), request));
    }
    for answer in hits.join_all().await {
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
    }
    for (pointer, expected) in [
        ("/site/views", 1000),
        ("/site/today", 1000),
        ("/page/views", 1000),
        ("/site/visitors", 100),
        ("/online/value", 1000),
    ] {
        assert_eq!(bench.count(pointer).await, expected, "{pointer}");
    }
}
