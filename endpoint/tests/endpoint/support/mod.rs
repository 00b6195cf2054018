//! A counter over a temporary database with a clock that the test moves.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod nginx;
pub mod program;
pub mod redis_server;
pub mod web_server;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use readerly_counter::{Clock, Config, Counter, StoreAddress, Timestamp};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// A clock that stands still until it is moved.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn at(instant: &str) -> Arc<Self> {
        let clock = Self(AtomicI64::new(0));
        clock.set(instant);
        Arc::new(clock)
    }

    pub fn set(&self, instant: &str) {
        let instant: Timestamp = instant.parse().unwrap();
        self.0.store(instant.as_millisecond(), Ordering::SeqCst);
    }

    pub fn pass(&self, duration: Duration) {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap();
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

pub struct Bench {
    pub clock: Arc<TestClock>,
    pub config: Config,
    pub counter: Counter,
    directory: TempDir,
}

impl Bench {
    /// The clock stands at 2026-11-23T09:35:24Z, a Monday.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        let directory = TempDir::new().unwrap();
        let clock = TestClock::at("2026-11-23T09:35:24Z");
        let mut config = Config::new(directory.path().join("counter.sqlite"));
        config.clock = clock.clone();
        // Most tests have one visitor who looks at one page again and again while the clock stands.
        config.revisit = Duration::ZERO;
        change(&mut config);
        let counter = Counter::open(config.clone()).unwrap();
        Self {
            clock,
            config,
            counter,
            directory,
        }
    }

    pub fn database(&self) -> PathBuf {
        match &self.config.store {
            StoreAddress::Sqlite(file) => file.clone(),
            StoreAddress::Redis(url) => panic!("{url} is no file"),
        }
    }

    pub async fn restart(&mut self) {
        self.counter.close().await.unwrap();
        self.counter = Counter::open(self.config.clone()).unwrap();
    }

    pub fn router(&self) -> Router {
        self.counter.router()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        answer(self.router(), request).await
    }

    pub async fn get(&self, uri: &str) -> Answer {
        self.send(request(Method::GET, uri, Body::empty())).await
    }

    pub async fn post(&self, uri: &str, body: impl Into<Body>) -> Answer {
        self.send(request(Method::POST, uri, body.into())).await
    }

    /// Sends one event of one tab from a visitor at 192.0.2.1.
    pub async fn event(&self, event: &str, tab: &str, path: &str) {
        let answer = self
            .post("/v1/counter/a", event_body(event, tab, path))
            .await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
    }

    /// Reads one count by its pointer, such as `/online/value`.
    pub async fn count(&self, pointer: &str) -> u64 {
        let answer = self.get("/v1/counter/a?path=/a").await;
        answer.json().pointer(pointer).unwrap().as_u64().unwrap()
    }

    pub async fn online(&self) -> u64 {
        self.count("/online/value").await
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub fn event_body(event: &str, tab: &str, path: &str) -> String {
    serde_json::json!({"event": event, "tab": tab, "path": path}).to_string()
}

pub fn request(method: Method, uri: &str, body: Body) -> Request<Body> {
    request_from("192.0.2.1".parse().unwrap(), method, uri, body)
}

pub fn request_from(peer: IpAddr, method: Method, uri: &str, body: Body) -> Request<Body> {
    let mut builder = Request::builder().method(&method).uri(uri);
    if method == Method::POST {
        builder = builder.header("content-type", "text/plain;charset=UTF-8");
    }
    let peer = ConnectInfo(SocketAddr::new(peer, 50_000));
    builder
        .header("user-agent", "Test/1.0")
        .extension(peer)
        .body(body)
        .unwrap()
}

pub async fn answer(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text,
    }
}
