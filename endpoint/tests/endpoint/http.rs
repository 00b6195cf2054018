//! The manners of the endpoint: headers, tags, errors, limits.

use crate::support::{Answer, Bench, event_body, request};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use readerly_counter::Sites;

const TAB: &str = "first-tab-0001";

#[track_caller]
fn assert_readable_by_any_page(answer: &Answer) {
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        (
            "access-control-expose-headers",
            "ETag, Retry-After, Age, Date",
        ),
        ("timing-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {answer:?}");
    }
    for absent in ["set-cookie", "vary", "access-control-allow-credentials"] {
        assert!(
            !answer.headers.contains_key(absent),
            "{absent} of {answer:?}"
        );
    }
}

#[track_caller]
fn assert_problem(answer: &Answer, status: StatusCode, part: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_readable_by_any_page(answer);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let problem = answer.json();
    assert_eq!(problem["status"], status.as_u16());
    assert_eq!(problem["title"], status.canonical_reason().unwrap());
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(part), "{detail}");
}

#[tokio::test]
async fn counts_carry_the_headers_of_the_contract() {
    let bench = Bench::new();
    let answer = bench.get("/v1/counter/a").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_readable_by_any_page(&answer);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.headers.get_all("content-type").iter().count(), 1);
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=5, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400"
    );
    assert!(answer.header("etag").starts_with("W/\""));
}

#[tokio::test]
async fn a_head_has_the_headers_and_no_body() {
    let bench = Bench::new();
    let get = bench.get("/v1/counter/a").await;
    let head = bench
        .send(request(Method::HEAD, "/v1/counter/a", Body::empty()))
        .await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.header("etag"), get.header("etag"));
}

#[tokio::test]
async fn unchanged_counts_are_answered_with_304() {
    let bench = Bench::new();
    bench.event("hit", TAB, "/a").await;
    let first = bench.get("/v1/counter/a").await;
    let ask_again = || {
        let mut again = request(Method::GET, "/v1/counter/a", Body::empty());
        again
            .headers_mut()
            .insert("if-none-match", first.header("etag").parse().unwrap());
        bench.send(again)
    };
    bench.clock.pass(std::time::Duration::from_secs(10));
    let unchanged = ask_again().await;
    assert_eq!(
        (unchanged.status, unchanged.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    assert_readable_by_any_page(&unchanged);
    for name in ["etag", "cache-control"] {
        assert_eq!(unchanged.header(name), first.header(name));
    }
    bench.event("hit", TAB, "/b").await;
    let changed = ask_again().await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_ne!(changed.header("etag"), first.header("etag"));
}

#[tokio::test]
async fn an_event_is_answered_without_a_body() {
    let bench = Bench::new();
    for event in ["hit", "heartbeat", "leave"] {
        let answer = bench
            .post("/v1/counter/a", event_body(event, TAB, "/a"))
            .await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (StatusCode::NO_CONTENT, "")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_readable_by_any_page(&answer);
    }
}

#[tokio::test]
async fn a_preflight_allows_what_the_routes_take() {
    let bench = Bench::new();
    let mut preflight = request(Method::OPTIONS, "/v1/counter/a", Body::empty());
    let headers = preflight.headers_mut();
    headers.insert("origin", "https://news.example".parse().unwrap());
    headers.insert("access-control-request-method", "POST".parse().unwrap());
    headers.insert(
        "access-control-request-headers",
        "content-type".parse().unwrap(),
    );
    let answer = bench.send(preflight).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_readable_by_any_page(&answer);
    assert_eq!(
        answer.header("access-control-allow-methods"),
        "GET, HEAD, POST, OPTIONS"
    );
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "Content-Type, If-None-Match"
    );
    assert_eq!(answer.header("access-control-max-age"), "86400");
}

#[tokio::test]
async fn bad_reads_are_problems_in_words() {
    let bench = Bench::with(|config| {
        config.sites = Sites::Named(["a".parse().unwrap(), "b".parse().unwrap()].into());
    });
    for (uri, status, part) in [
        ("/v1/counter/c", StatusCode::NOT_FOUND, "--site c"),
        (
            "/v1/counter/a%2Fb",
            StatusCode::NOT_FOUND,
            "1 to 64 of the characters",
        ),
        (
            "/v1/counter/t%E1%BB%A9c",
            StatusCode::NOT_FOUND,
            "1 to 64 of the characters",
        ),
        ("/v1/counter/%FF", StatusCode::BAD_REQUEST, "UTF-8"),
        (
            "/v1/counter/",
            StatusCode::NOT_FOUND,
            "/v1/counter/ followed by",
        ),
        (
            "/v1/counter/a/b",
            StatusCode::NOT_FOUND,
            "/v1/counter/ followed by",
        ),
        ("/", StatusCode::NOT_FOUND, "/v1/counter/ followed by"),
        (
            "/v1/counter/a?path=x",
            StatusCode::BAD_REQUEST,
            "begin with a slash",
        ),
        (
            "/v1/counter/a?path=",
            StatusCode::BAD_REQUEST,
            "begin with a slash",
        ),
        (
            "/v1/counter/a?path=/a%00",
            StatusCode::BAD_REQUEST,
            "control character",
        ),
        (
            "/v1/counter/a?path=/a&path=/b",
            StatusCode::BAD_REQUEST,
            "duplicate field",
        ),
    ] {
        assert_problem(&bench.get(uri).await, status, part);
    }
    assert_eq!(
        bench.get("/v1/counter/b?path=/x&unknown=1").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn bad_events_are_problems_and_count_nothing() {
    let bench = Bench::with(|config| {
        config.sites = Sites::Named(["a".parse().unwrap()].into());
    });
    let good = event_body("hit", TAB, "/a");
    let cut = &good[..20];
    let large = event_body("hit", TAB, &format!("/{}", "a".repeat(2100)));
    let long_path = event_body("hit", TAB, &format!("/{}", "a".repeat(1100)));
    let deep = "[".repeat(2000);
    for (uri, body, status, part) in [
        (
            "/v1/counter/c",
            good.as_str(),
            StatusCode::NOT_FOUND,
            "--site c",
        ),
        (
            "/v1/counter/a",
            "",
            StatusCode::BAD_REQUEST,
            "cannot be read",
        ),
        (
            "/v1/counter/a",
            cut,
            StatusCode::BAD_REQUEST,
            "cannot be read",
        ),
        (
            "/v1/counter/a",
            &deep,
            StatusCode::BAD_REQUEST,
            "cannot be read",
        ),
        (
            "/v1/counter/a",
            "\u{0}\u{1}",
            StatusCode::BAD_REQUEST,
            "cannot be read",
        ),
        (
            "/v1/counter/a",
            &large,
            StatusCode::PAYLOAD_TOO_LARGE,
            "2048 bytes",
        ),
        (
            "/v1/counter/a",
            &long_path,
            StatusCode::BAD_REQUEST,
            "1,024 bytes",
        ),
    ] {
        assert_problem(&bench.post(uri, body.to_owned()).await, status, part);
    }
    let mut form = request(Method::POST, "/v1/counter/a", Body::from(good));
    let form_type = "application/x-www-form-urlencoded".parse().unwrap();
    form.headers_mut().insert("content-type", form_type);
    assert_problem(
        &bench.send(form).await,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "text/plain",
    );
    assert_eq!(
        (bench.count("/site/views").await, bench.online().await),
        (0, 0)
    );
}

#[tokio::test]
async fn other_methods_are_named_and_refused() {
    let bench = Bench::new();
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = bench
            .send(request(method.clone(), "/v1/counter/a", Body::empty()))
            .await;
        assert_problem(&answer, StatusCode::METHOD_NOT_ALLOWED, method.as_str());
        for allowed in ["GET", "POST", "OPTIONS"] {
            assert!(answer.header("allow").contains(allowed), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn a_closed_counter_says_when_to_come_back() {
    let bench = Bench::new();
    bench.counter.close().await.unwrap();
    let answers = [
        bench.get("/v1/counter/a").await,
        bench.get("/healthz").await,
        bench
            .post("/v1/counter/a", event_body("hit", TAB, "/a"))
            .await,
    ];
    for answer in answers {
        assert_problem(&answer, StatusCode::SERVICE_UNAVAILABLE, "shutting down");
        assert_eq!(answer.header("retry-after"), "5");
    }
}

#[tokio::test]
async fn health_is_200_while_the_database_answers() {
    let bench = Bench::new();
    let answer = bench.get("/healthz").await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::OK, "ok\n")
    );
}

#[tokio::test]
async fn a_beacon_as_json_works_too() {
    let bench = Bench::new();
    let mut json: Request<Body> = request(
        Method::POST,
        "/v1/counter/a",
        event_body("hit", TAB, "/a").into(),
    );
    json.headers_mut()
        .insert("content-type", "application/json".parse().unwrap());
    assert_eq!(bench.send(json).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.count("/site/views").await, 1);
}
