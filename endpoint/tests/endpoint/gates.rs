//! Who may count: rate limits, crawlers, pages loaded ahead, origins, bodies. And what the metrics
//! say of it.

use crate::support::{Answer, Bench, event_body, request, request_from};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use readerly_counter::{MetricsPlace, Origins, Sites};

const TAB: &str = "first-tab-0001";
const ALLOWED: &str = "https://news.example";

fn hit() -> Request<Body> {
    event("hit")
}

fn event(kind: &str) -> Request<Body> {
    let body = event_body(kind, TAB, "/a");
    request(Method::POST, "/v1/counter/a", body.into())
}

fn with(mut request: Request<Body>, headers: &[(&'static str, &str)]) -> Request<Body> {
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    request
}

async fn metrics(bench: &Bench) -> String {
    bench.get("/metrics").await.text
}

#[track_caller]
fn assert_limited(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "no-store");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&seconds), "{seconds}");
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(&format!("in {seconds} s")), "{detail}");
    assert!(!detail.contains("192.0.2"), "{detail}");
}

#[tokio::test]
async fn hits_over_the_limit_are_not_counted() {
    let bench = Bench::with(|config| {
        config.revisit = std::time::Duration::ZERO;
        config.http.hits_per_minute = 3;
    });
    for _ in 0..3 {
        assert_eq!(bench.send(hit()).await.status, StatusCode::NO_CONTENT);
    }
    assert_limited(&bench.send(hit()).await);
    assert_limited(&bench.send(hit()).await);
    assert_eq!(bench.count("/site/views").await, 3);
    // The tab lives on, and whoever has another address is not held up.
    assert_eq!(
        bench.send(event("heartbeat")).await.status,
        StatusCode::NO_CONTENT
    );
    let other = request_from(
        "198.51.100.7".parse().unwrap(),
        Method::POST,
        "/v1/counter/a",
        event_body("hit", "other-tab-0001", "/a").into(),
    );
    assert_eq!(bench.send(other).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.count("/site/views").await, 4);
    let text = metrics(&bench).await;
    assert!(
        text.contains(r#"readerly_counter_left_out_total{reason="limited"} 2"#),
        "{text}"
    );
    assert!(
        text.contains(r#"readerly_counter_events_total{event="hit"} 4"#),
        "{text}"
    );
}

#[tokio::test]
async fn one_address_cannot_push_up_a_page() {
    let bench = Bench::with(|config| config.http.hits_per_minute = 100);
    let send = async |number: usize, path: &str| {
        let body = event_body("hit", &format!("inventive-{number:04}"), path);
        let sent = request(Method::POST, "/v1/counter/a", body.into());
        // Another browser each time, by its own account, so that no view is a repeated one.
        let agent =
            format!("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/{number} Firefox/140.0");
        let answer = bench.send(with(sent, &[("user-agent", &agent)])).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    };
    for number in 0..30 {
        send(number, "/a").await;
    }
    // A fifth of a hundred, and a moment's worth at the rate of one in three seconds.
    let views = bench.count("/site/views").await;
    assert!((20..=24).contains(&views), "{views}");
    // All of them are there all the same, and another page has room of its own.
    assert_eq!(bench.count("/online/value").await, 30);
    send(30, "/b").await;
    assert_eq!(bench.count("/site/views").await, views + 1);
    let text = metrics(&bench).await;
    let left_out = format!(
        r#"readerly_counter_left_out_total{{reason="page"}} {}"#,
        30 - views
    );
    assert!(text.contains(&left_out), "{text}");
}

#[tokio::test]
async fn events_of_all_kinds_have_a_limit_of_ten_times_as_many() {
    let bench = Bench::with(|config| config.http.hits_per_minute = 1);
    for _ in 0..10 {
        assert_eq!(
            bench.send(event("heartbeat")).await.status,
            StatusCode::NO_CONTENT
        );
    }
    assert_limited(&bench.send(event("heartbeat")).await);
    // Refused before the body is read, so that nonsense costs nothing either.
    let nonsense = request(Method::POST, "/v1/counter/a", "nonsense".into());
    assert_limited(&bench.send(nonsense).await);
}

#[tokio::test]
async fn reads_have_a_limit_of_their_own() {
    let bench = Bench::with(|config| config.http.reads_per_minute = 2);
    let get = || bench.get("/v1/counter/a");
    assert_eq!(get().await.status, StatusCode::OK);
    assert_eq!(get().await.status, StatusCode::OK);
    assert_limited(&get().await);
    assert_eq!(bench.send(hit()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.get("/healthz").await.status, StatusCode::OK);
    let preflight = request(Method::OPTIONS, "/v1/counter/a", Body::empty());
    assert_eq!(bench.send(preflight).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn behind_a_proxy_the_visitor_is_limited_and_not_the_proxy() {
    let bench = Bench::with(|config| {
        config.trusted_hops = 1;
        config.http.hits_per_minute = 1;
    });
    let from = |chain: &str| with(hit(), &[("x-forwarded-for", chain)]);
    assert_eq!(
        bench.send(from("198.51.100.1")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        bench.send(from("198.51.100.2")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_limited(&bench.send(from("198.51.100.1")).await);
    // What a visitor writes into the header itself stands before the last hop and changes nothing.
    assert_limited(&bench.send(from("203.0.113.9, 198.51.100.1")).await);
    let unproxied = Bench::with(|config| config.http.hits_per_minute = 1);
    assert_eq!(
        unproxied.send(from("198.51.100.1")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_limited(&unproxied.send(from("198.51.100.2")).await);
}

#[tokio::test]
async fn behind_a_cdn_and_a_proxy_nobody_chooses_an_address() {
    let bench = Bench::with(|config| {
        config.trusted_hops = 2;
        config.http.hits_per_minute = 1;
    });
    // From the left: what the visitor wrote, whom the CDN heard, whom the proxy heard.
    let from = |chain: &str| with(hit(), &[("x-forwarded-for", chain)]);
    for visitor in ["198.51.100.1", "198.51.100.2"] {
        for (forged, cdn) in [("", "192.0.2.1"), ("203.0.113.9, ", "192.0.2.2")] {
            let answer = bench.send(from(&format!("{forged}{visitor}, {cdn}"))).await;
            if forged.is_empty() {
                assert_eq!(answer.status, StatusCode::NO_CONTENT, "{visitor}");
            } else {
                assert_limited(&answer);
            }
        }
    }
    // Around the CDN: no address in the header is taken for the visitor's, whichever it is.
    assert_eq!(
        bench.send(from("198.51.100.3")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_limited(&bench.send(from("198.51.100.4")).await);
}

#[tokio::test]
async fn what_no_person_reads_is_answered_and_not_counted() {
    let bench = Bench::new();
    let prefetch = [("sec-purpose", "prefetch;prerender")];
    let crawler = [(
        "user-agent",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    )];
    for headers in [&prefetch, &crawler] {
        for kind in ["hit", "heartbeat"] {
            let answer = bench.send(with(event(kind), headers)).await;
            assert_eq!(
                (answer.status, answer.text.as_str()),
                (StatusCode::NO_CONTENT, "")
            );
        }
    }
    let mut nameless = hit();
    nameless.headers_mut().remove("user-agent");
    assert_eq!(bench.send(nameless).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        (bench.count("/site/views").await, bench.online().await),
        (0, 0)
    );
    let text = metrics(&bench).await;
    assert!(
        text.contains(r#"readerly_counter_left_out_total{reason="prerender"} 2"#),
        "{text}"
    );
    assert!(
        text.contains(r#"readerly_counter_left_out_total{reason="crawler"} 3"#),
        "{text}"
    );

    let curious = Bench::with(|config| config.http.count_crawlers = true);
    curious.send(with(hit(), &crawler)).await;
    assert_eq!(curious.count("/site/views").await, 1);
}

fn listed() -> Bench {
    Bench::with(|config| {
        let origins = [ALLOWED, "http://localhost:8080"].map(|origin| origin.parse().unwrap());
        config.http.origins = Origins::Listed(origins.into());
    })
}

#[tokio::test]
async fn only_pages_of_listed_origins_may_count() {
    let bench = listed();
    for (origin, status) in [
        (Some(ALLOWED), StatusCode::NO_CONTENT),
        (Some("http://localhost:8080"), StatusCode::NO_CONTENT),
        (Some("http://localhost:8081"), StatusCode::FORBIDDEN),
        (Some("http://news.example"), StatusCode::FORBIDDEN),
        (
            Some("https://news.example.evil.example"),
            StatusCode::FORBIDDEN,
        ),
        (Some("https://evil.example"), StatusCode::FORBIDDEN),
        (Some("null"), StatusCode::FORBIDDEN),
        (Some("*"), StatusCode::FORBIDDEN),
        (Some(""), StatusCode::FORBIDDEN),
        (None, StatusCode::FORBIDDEN),
    ] {
        let views = bench.count("/site/views").await;
        let mut request = with(hit(), &[("user-agent", &format!("Firefox for {origin:?}"))]);
        if let Some(origin) = origin {
            request = with(request, &[("origin", origin)]);
        }
        let answer = bench.send(request).await;
        assert_eq!(answer.status, status, "{origin:?}");
        assert_eq!(answer.header("vary"), "Origin");
        let allowed = status == StatusCode::NO_CONTENT;
        let expected = origin.filter(|_| allowed).unwrap_or_default();
        assert_eq!(
            answer.header("access-control-allow-origin"),
            expected,
            "{origin:?}"
        );
        let counted = bench.count("/site/views").await - views;
        assert_eq!(counted, u64::from(allowed), "{origin:?}");
    }
    let text = metrics(&bench).await;
    assert!(
        text.contains(r#"readerly_counter_left_out_total{reason="origin"} 8"#),
        "{text}"
    );
}

#[tokio::test]
async fn numbers_are_public_but_only_listed_pages_can_read_them() {
    let bench = listed();
    for uri in ["/v1/counter/a", "/healthz", "/nowhere"] {
        for (origin, expected) in [
            (Some(ALLOWED), ALLOWED),
            (Some("https://evil.example"), ""),
            (None, ""),
        ] {
            let mut get = request(Method::GET, uri, Body::empty());
            if let Some(origin) = origin {
                get = with(get, &[("origin", origin)]);
            }
            let answer = bench.send(get).await;
            assert_eq!(
                answer.header("access-control-allow-origin"),
                expected,
                "{uri} {origin:?}"
            );
            assert_eq!(
                answer.header("timing-allow-origin"),
                expected,
                "{uri} {origin:?}"
            );
            assert_eq!(answer.header("vary"), "Origin");
            assert_ne!(answer.status, StatusCode::FORBIDDEN);
        }
    }
    let preflight = |origin| {
        with(
            request(Method::OPTIONS, "/v1/counter/a", Body::empty()),
            &[("origin", origin)],
        )
    };
    let allowed = bench.send(preflight(ALLOWED)).await;
    assert_eq!(allowed.header("access-control-allow-origin"), ALLOWED);
    let other = bench.send(preflight("https://evil.example")).await;
    assert_eq!(other.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_stream_for_a_page_elsewhere_is_refused() {
    let bench = listed();
    let open = |headers: &[(&'static str, &str)]| {
        let request = with(
            request(Method::GET, "/v1/counter/a/events", Body::empty()),
            headers,
        );
        tower::ServiceExt::oneshot(bench.router(), request)
    };
    let elsewhere = open(&[("origin", "https://evil.example")]).await.unwrap();
    assert_eq!(elsewhere.status(), StatusCode::FORBIDDEN);
    for headers in [&[("origin", ALLOWED)][..], &[]] {
        assert_eq!(open(headers).await.unwrap().status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_body_of_2048_bytes_is_the_largest() {
    let bench = Bench::new();
    let padded = |length: usize| {
        let body = event_body("hit", TAB, "/a");
        let padding = " ".repeat(length - body.len());
        bench.post("/v1/counter/a", body + &padding)
    };
    assert_eq!(padded(2048).await.status, StatusCode::NO_CONTENT);
    assert_eq!(padded(2049).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn metrics_are_for_the_operator_and_not_for_pages() {
    let bench = Bench::with(|config| {
        config.sites = Sites::Named(["a".parse().unwrap(), "b".parse().unwrap()].into());
    });
    bench.event("hit", TAB, "/a").await;
    bench.get("/v1/counter/c").await;
    bench.get("/nowhere/at/all").await;
    bench
        .send(request(
            "BREW".parse().unwrap(),
            "/v1/counter/a",
            Body::empty(),
        ))
        .await;
    let answer = bench.get("/metrics").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/openmetrics-text; version=1.0.0")
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("access-control-allow-origin"), "");
    for sample in [
        r#"readerly_counter_requests_total{method="POST",route="/v1/counter/{site}",status="204"} 1"#,
        r#"readerly_counter_requests_total{method="GET",route="/v1/counter/{site}",status="404"} 1"#,
        r#"readerly_counter_requests_total{method="GET",route="other",status="404"} 1"#,
        r#"readerly_counter_requests_total{method="other",route="/v1/counter/{site}",status="405"} 1"#,
        r#"readerly_counter_online{site="a"} 1"#,
        r#"readerly_counter_online{site="b"} 0"#,
        r#"readerly_counter_store_seconds_count{operation="record"} 1"#,
        "readerly_counter_streams 0",
        "# EOF",
    ] {
        assert!(
            answer.text.lines().any(|line| line == sample),
            "{sample} is not in\n{}",
            answer.text
        );
    }
    assert!(!answer.text.contains("192.0.2"), "{}", answer.text);

    bench.counter.close().await.unwrap();
    assert_eq!(
        bench.get("/healthz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    let text = metrics(&bench).await;
    assert!(
        text.contains(r#"readerly_counter_store_errors_total{operation="check"} 1"#),
        "{text}"
    );
}

#[tokio::test]
async fn metrics_of_sites_that_anybody_can_name_do_not_grow() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let text = metrics(&bench).await;
    assert!(!text.contains("readerly_counter_online{"), "{text}");
}

#[tokio::test]
async fn metrics_can_be_elsewhere_or_nowhere() {
    for place in [MetricsPlace::Own, MetricsPlace::Nowhere] {
        let bench = Bench::with(|config| config.http.metrics = place);
        assert_eq!(bench.get("/metrics").await.status, StatusCode::NOT_FOUND);
    }
}
