//! Streams: what they send, to whom, at which cost, and how they end.
//!
//! Where a test has to wait for heartbeats, the clock of the runtime is paused: it jumps to the next
//! timer as soon as nothing else is to do.

use std::pin::Pin;
use std::time::Duration;

use crate::support::{Answer, Bench, event_body, request, request_from};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use futures_util::{Stream, StreamExt};
use readerly_counter::StreamCaps;
use serde_json::Value;
use tower::ServiceExt;

const TAB: &str = "first-tab-0001";
const EVENTS: &str = "/v1/counter/a/events?path=/a";

/// One open stream.
struct Follower {
    headers: HeaderMap,
    chunks: Pin<Box<dyn Stream<Item = Result<Bytes, axum::Error>> + Send>>,
}

/// One event of a stream.
#[derive(Debug)]
struct Event {
    id: u64,
    data: Value,
}

impl Event {
    fn views(&self) -> u64 {
        self.data.pointer("/page/views").unwrap().as_u64().unwrap()
    }
}

impl Follower {
    async fn open(bench: &Bench, uri: &str) -> Self {
        Self::send(bench, request(Method::GET, uri, Body::empty())).await
    }

    async fn send(bench: &Bench, request: Request<Body>) -> Self {
        let response = bench.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let (parts, body) = response.into_parts();
        Self {
            headers: parts.headers,
            chunks: Box::pin(body.into_data_stream()),
        }
    }

    /// The next piece as it is sent, or none at the end.
    async fn piece(&mut self) -> Option<String> {
        let chunk = self.chunks.next().await?.unwrap();
        Some(String::from_utf8(chunk.to_vec()).unwrap())
    }

    /// The next event; what is no event is passed over.
    async fn event(&mut self) -> Event {
        loop {
            let piece = self.piece().await.expect("the stream ended");
            if piece.starts_with(':') || piece.starts_with("retry:") {
                continue;
            }
            let lines: Vec<&str> = piece.split('\n').collect();
            let [id, "event: count", data, "", ""] = lines[..] else {
                panic!("no event: {piece:?}");
            };
            return Event {
                id: id.strip_prefix("id: ").unwrap().parse().unwrap(),
                data: serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap(),
            };
        }
    }
}

/// One sample of the metrics, by its name and labels.
async fn metric(bench: &Bench, sample: &str) -> u64 {
    let text = bench.get("/metrics").await.text;
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    value.map_or(0, |value| value.parse().unwrap())
}

#[track_caller]
fn assert_refused(answer: &Answer, retry: &str) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/event-stream");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.text.starts_with(retry), "{answer:?}");
    assert!(!answer.text.contains("data"), "{answer:?}");
}

fn caps(total: u32, per_address: u32) -> Option<StreamCaps> {
    Some(StreamCaps { total, per_address })
}

#[tokio::test]
async fn a_stream_begins_with_the_waiting_time_and_the_whole_object() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let mut follower = Follower::open(&bench, EVENTS).await;
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
        ("access-control-allow-origin", "*"),
        ("timing-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(follower.headers[name], value, "{name}");
    }
    assert_eq!(follower.piece().await.unwrap(), "retry: 5000\n\n");
    let event = follower.event().await;
    // The clock of the bench stands still, so even the instants are equal.
    let polled = bench.get("/v1/counter/a?path=/a").await.json();
    assert_eq!(event.data, polled);
    assert_eq!(event.data["stream"], EVENTS);
}

#[tokio::test]
async fn moved_numbers_are_sent_with_a_growing_id() {
    let bench = Bench::new();
    let mut follower = Follower::open(&bench, EVENTS).await;
    let first = follower.event().await;
    assert_eq!(first.views(), 0);
    bench.event("hit", TAB, "/a").await;
    let second = follower.event().await;
    assert_eq!(second.views(), 1);
    bench.event("leave", TAB, "/a").await;
    let third = follower.event().await;
    assert_eq!(third.data["online"]["value"], 0);
    // The clock stood still, and the ids grew all the same.
    assert!(first.id < second.id && second.id < third.id);
}

#[tokio::test]
async fn the_whole_site_can_be_followed() {
    let bench = Bench::new();
    let mut follower = Follower::open(&bench, "/v1/counter/a/events").await;
    let first = follower.event().await;
    assert_eq!(first.data["stream"], "/v1/counter/a/events");
    bench.event("hit", TAB, "/b").await;
    let second = follower.event().await.data;
    assert_eq!(
        (&second["site"]["views"], second.get("page")),
        (&1.into(), None)
    );
}

#[tokio::test]
async fn a_crowd_costs_one_read() {
    let bench = Bench::with(|config| config.http.streams = caps(1000, 1000));
    let mut crowd = Vec::new();
    for _ in 0..500 {
        crowd.push(Follower::open(&bench, EVENTS).await);
    }
    for follower in &mut crowd {
        assert_eq!(follower.event().await.views(), 0);
    }
    assert_eq!(metric(&bench, "readerly_counter_streams").await, 500);
    bench.event("hit", TAB, "/a").await;
    for follower in &mut crowd {
        assert_eq!(follower.event().await.views(), 1);
    }
    let snapshots = metric(&bench, "readerly_counter_stream_snapshots_total").await;
    assert_eq!(snapshots, 2);
    // One read more at most: a notice may arrive just after the numbers were read.
    let reads = r#"readerly_counter_store_seconds_count{operation="read"}"#;
    assert!((2..=3).contains(&metric(&bench, reads).await));
    drop(crowd);
    assert_eq!(metric(&bench, "readerly_counter_streams").await, 0);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_follows_is_never_read() {
    let bench = Bench::new();
    let mut follower = Follower::open(&bench, EVENTS).await;
    follower.event().await;
    drop(follower);
    let reads = r#"readerly_counter_store_seconds_count{operation="read"}"#;
    let before = metric(&bench, reads).await;
    bench.event("hit", TAB, "/a").await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    assert_eq!(metric(&bench, reads).await, before);
}

#[tokio::test]
async fn a_slow_follower_skips_to_the_newest_numbers() {
    let bench = Bench::new();
    let mut slow = Follower::open(&bench, EVENTS).await;
    assert_eq!(slow.event().await.views(), 0);
    let mut fast = Follower::open(&bench, EVENTS).await;
    assert_eq!(fast.event().await.views(), 0);
    for (views, tab) in [(1, "other-tab-0001"), (2, "other-tab-0002")] {
        let mut hit = request(
            Method::POST,
            "/v1/counter/a",
            event_body("hit", tab, "/a").into(),
        );
        // Another visitor each time, so that no view is taken for a reload.
        let name = format!("Firefox {views}").parse().unwrap();
        hit.headers_mut().insert("user-agent", name);
        assert_eq!(bench.send(hit).await.status, StatusCode::NO_CONTENT);
        while fast.event().await.views() < views {}
    }
    assert_eq!(slow.event().await.views(), 2);
}

#[tokio::test(start_paused = true)]
async fn silence_is_broken_by_heartbeats_and_once_a_minute_by_a_snapshot() {
    let bench = Bench::new();
    let mut follower = Follower::open(&bench, EVENTS).await;
    let first = follower.event().await;
    let start = tokio::time::Instant::now();
    let mut heartbeats = 0;
    let second = loop {
        let piece = follower.piece().await.unwrap();
        if piece != ": hb\n\n" {
            break piece;
        }
        heartbeats += 1;
    };
    assert!(second.contains("event: count"), "{second}");
    // On the paused clock these are exact: nothing takes time but the waiting.
    assert_eq!((heartbeats, start.elapsed().as_secs()), (3, 60));
    assert_eq!(first.views(), 0);
}

#[tokio::test(start_paused = true)]
async fn midnight_is_told_within_a_minute() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let mut follower = Follower::open(&bench, EVENTS).await;
    assert_eq!(follower.event().await.data["site"]["today"], 1);
    let start = tokio::time::Instant::now();
    bench.clock.set("2026-11-24T00:00:00Z");
    let turned = follower.event().await.data;
    assert_eq!(
        (&turned["site"]["today"], &turned["site"]["yesterday"]),
        (&0.into(), &1.into())
    );
    assert!(start.elapsed() <= Duration::from_secs(60));
}

#[tokio::test]
async fn one_address_gets_no_more_than_its_share() {
    let bench = Bench::with(|config| config.http.streams = caps(10, 2));
    let from =
        |address: &str| request_from(address.parse().unwrap(), Method::GET, EVENTS, Body::empty());
    let one = Follower::send(&bench, from("2001:db8:1:2::1")).await;
    let _two = Follower::send(&bench, from("2001:db8:1:2::2")).await;
    let refused = bench.send(from("2001:db8:1:2:3::4")).await;
    assert_refused(&refused, "retry: 60000\n");
    let mut other = Follower::send(&bench, from("2001:db8:1:3::1")).await;
    other.event().await;
    drop(one);
    let mut again = Follower::send(&bench, from("2001:db8:1:2::5")).await;
    again.event().await;
    let refusals = r#"readerly_counter_streams_refused_total{reason="address"}"#;
    assert_eq!(metric(&bench, refusals).await, 1);
}

#[tokio::test]
async fn all_addresses_together_get_no_more_than_there_is() {
    let bench = Bench::with(|config| config.http.streams = caps(2, 2));
    let from = |last: u8| {
        let address = [192, 0, 2, last].into();
        request_from(address, Method::GET, EVENTS, Body::empty())
    };
    let mut open = vec![
        Follower::send(&bench, from(1)).await,
        Follower::send(&bench, from(2)).await,
    ];
    assert_refused(&bench.send(from(3)).await, "retry: 60000\n");
    open.pop();
    let mut third = Follower::send(&bench, from(3)).await;
    third.event().await;
}

#[tokio::test]
async fn too_many_openings_are_told_to_wait_and_not_refused_for_good() {
    let bench = Bench::with(|config| config.http.reads_per_minute = 1);
    let mut first = Follower::open(&bench, EVENTS).await;
    first.event().await;
    assert_refused(&bench.get(EVENTS).await, "retry: 60000\n");
}

#[tokio::test]
async fn streams_end_with_the_counter() {
    let bench = Bench::new();
    let mut follower = Follower::open(&bench, EVENTS).await;
    follower.event().await;
    bench.counter.close().await.unwrap();
    let goodbye = follower.piece().await.unwrap();
    let wait = goodbye
        .strip_prefix("retry: ")
        .and_then(|rest| rest.strip_suffix("\n\n"))
        .unwrap();
    assert!((2_500..7_500).contains(&wait.parse::<u32>().unwrap()));
    assert_eq!(follower.piece().await, None);
    assert_refused(&bench.get(EVENTS).await, "retry: 5000\n");
}

#[tokio::test]
async fn streams_can_be_turned_off() {
    let bench = Bench::with(|config| config.http.streams = None);
    let answer = bench.get(EVENTS).await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::NO_CONTENT, "")
    );
    let polled = bench.get("/v1/counter/a").await.json();
    assert_eq!(polled.get("stream"), None);
}

#[tokio::test]
async fn what_stands_in_for_an_event_source_may_say_what_it_saw_last() {
    let bench = Bench::new();
    let preflight = request(Method::OPTIONS, EVENTS, Body::empty());
    let answer = bench.send(preflight).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let allowed = answer.header("access-control-allow-headers");
    assert_eq!(allowed, "Cache-Control, Last-Event-ID");
    let mut again = request(Method::GET, EVENTS, Body::empty());
    let last = "99999999999999".parse().unwrap();
    again.headers_mut().insert("last-event-id", last);
    let mut follower = Follower::send(&bench, again).await;
    assert_eq!(follower.event().await.views(), 0);
}

#[tokio::test]
async fn bad_streams_are_problems() {
    let bench = Bench::with(|config| {
        config.sites = readerly_counter::Sites::Named(["a".parse().unwrap()].into());
    });
    for (uri, status) in [
        ("/v1/counter/b/events", StatusCode::NOT_FOUND),
        ("/v1/counter/a/events?path=x", StatusCode::BAD_REQUEST),
        ("/v1/counter/a/events/", StatusCode::NOT_FOUND),
    ] {
        let answer = bench.get(uri).await;
        assert_eq!(answer.status, status, "{uri}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let post = request(Method::POST, "/v1/counter/a/events", Body::empty());
    assert_eq!(
        bench.send(post).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}
