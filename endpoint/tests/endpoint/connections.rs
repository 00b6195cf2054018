//! Connections: heads that do not come, too many of them, and what must outlive both.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use readerly_counter::{Config, ConnectionCaps, Counter, ServeError};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::program::hit_request;
use crate::support::{answer, request};

/// For tests in which it shall pass.
const SHORT: Duration = Duration::from_secs(1);

/// For tests in which it shall not.
const LONG: Duration = Duration::from_secs(600);

/// Only keeps a failing test from hanging.
const GIVE_UP: Duration = Duration::from_secs(60);

const HALF_A_HEAD: &str = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
const ITS_REST: &str = "Connection: close\r\n\r\n";

/// An endpoint that listens, within the test.
struct Serving {
    address: SocketAddr,
    /// Reads the metrics, though no connection may be free.
    router: Router,
    stop: oneshot::Sender<()>,
    end: JoinHandle<Result<(), ServeError>>,
    _directory: TempDir,
}

impl Serving {
    async fn with(patience: Duration, total: u32, per_address: u32) -> Self {
        let directory = TempDir::new().unwrap();
        let mut config = Config::new(directory.path().join("counter.sqlite"));
        config.http.head_timeout = patience;
        config.http.answer_timeout = patience;
        config.http.connections = ConnectionCaps { total, per_address };
        let counter = Counter::open(config).unwrap();
        let router = counter.router();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let end = tokio::spawn(counter.serve(listener, async {
            stopped.await.unwrap();
        }));
        Self {
            address,
            router,
            stop,
            end,
            _directory: directory,
        }
    }

    async fn connect(&self, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        stream
    }

    /// Sends a whole request that asks for the end of the connection, and reads to that end.
    async fn exchange(&self, words: &str) -> String {
        rest(&mut self.connect(words).await).await.unwrap()
    }

    async fn is_well(&self) {
        let answer = self.exchange(&format!("{HALF_A_HEAD}{ITS_REST}")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }

    async fn metric(&self, name: &str) -> u64 {
        let request = request(
            axum::http::Method::GET,
            "/metrics",
            axum::body::Body::empty(),
        );
        let answer = answer(self.router.clone(), request).await;
        assert_eq!(answer.status, StatusCode::OK);
        let name = format!("readerly_counter_{name} ");
        let value = answer
            .text
            .lines()
            .find_map(|line| line.strip_prefix(&name));
        value.unwrap().parse().unwrap()
    }

    async fn until_metric(&self, name: &str, expected: u64) {
        let reached = async {
            while self.metric(name).await != expected {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let reached = tokio::time::timeout(GIVE_UP, reached).await;
        assert!(reached.is_ok(), "{name} does not become {expected}");
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        let end = tokio::time::timeout(GIVE_UP, self.end).await;
        end.expect("the endpoint does not end").unwrap().unwrap();
    }
}

/// What comes until the endpoint closes the connection, by an end or by a reset.
async fn rest(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut text = String::new();
    let read = tokio::time::timeout(GIVE_UP, stream.read_to_string(&mut text)).await;
    read.expect("the connection stays open").map(|_| text)
}

async fn is_closed_without_a_word(mut stream: TcpStream) {
    assert_eq!(rest(&mut stream).await.unwrap_or_default(), "");
}

/// Reads on until the words have come.
async fn read_until(stream: &mut TcpStream, words: &str) {
    let mut text = Vec::new();
    let found = async {
        while !String::from_utf8_lossy(&text).contains(words) {
            assert_ne!(stream.read_buf(&mut text).await.unwrap(), 0, "{words}");
        }
    };
    let found = tokio::time::timeout(GIVE_UP, found).await;
    assert!(found.is_ok(), "{words} does not come");
}

#[tokio::test]
async fn half_sent_heads_are_let_go_and_others_are_answered_meanwhile() {
    let serving = Serving::with(Duration::from_secs(2), 0, 0).await;
    let mut half = Vec::new();
    for _ in 0..300 {
        half.push(serving.connect(HALF_A_HEAD).await);
    }
    serving.is_well().await;
    for stream in half {
        is_closed_without_a_word(stream).await;
    }
    serving.until_metric("connections", 0).await;
    serving.is_well().await;
    serving.stop().await;
}

#[tokio::test]
async fn a_head_that_drips_has_no_more_time() {
    let serving = Serving::with(SHORT, 0, 0).await;
    let (mut reading, mut writing) = serving.connect(HALF_A_HEAD).await.into_split();
    let dripping = tokio::spawn(async move {
        while writing.write_all(b"X: y\r\n").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await;
        }
    });
    let mut text = String::new();
    let read = tokio::time::timeout(GIVE_UP, reading.read_to_string(&mut text)).await;
    // A reset, when a drop was still under way.
    let _ = read.expect("the connection stays open");
    assert_eq!(text, "");
    let dripped = tokio::time::timeout(GIVE_UP, dripping).await;
    dripped.expect("the drops are still taken").unwrap();
    serving.stop().await;
}

#[tokio::test]
async fn an_idle_connection_is_let_go_too() {
    let serving = Serving::with(SHORT, 0, 0).await;
    let silent = serving.connect("").await;
    let mut answered = serving
        .connect("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .await;
    let answer = rest(&mut answered).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    is_closed_without_a_word(silent).await;
    serving.stop().await;
}

#[tokio::test]
async fn who_takes_no_answer_is_let_go() {
    let serving = Serving::with(SHORT, 0, 0).await;
    let request = "GET /v1/counter/a HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100);
    let mut deaf = serving.connect("").await;
    // Until its answers fill all buffers, no more requests are read, and it is let go.
    let asking = async { while deaf.write_all(request.as_bytes()).await.is_ok() {} };
    let asked = tokio::time::timeout(GIVE_UP, asking).await;
    asked.expect("it is still waited for");
    serving.until_metric("connections", 0).await;
    serving.is_well().await;
    serving.stop().await;
}

#[tokio::test]
async fn a_stream_outlives_the_time_for_heads_and_answers() {
    let serving = Serving::with(SHORT, 0, 0).await;
    let request = "GET /v1/counter/a/events?path=/a HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut stream = serving.connect(request).await;
    read_until(&mut stream, r#""views":0"#).await;
    for _ in 0..3 {
        // Each takes as long as a head may.
        is_closed_without_a_word(serving.connect(HALF_A_HEAD).await).await;
    }
    let answer = serving
        .exchange(&hit_request("12345678", "/a", "close"))
        .await;
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    read_until(&mut stream, r#""views":1"#).await;
    serving.stop().await;
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let serving = Serving::with(LONG, 0, 0).await;
    let mut large = serving.connect(HALF_A_HEAD).await;
    let line = format!("X: {}\r\n", "y".repeat(1000));
    let dripping = async {
        // Until the endpoint takes no more.
        while large.write_all(line.as_bytes()).await.is_ok() {}
    };
    let refused = tokio::time::timeout(GIVE_UP, dripping).await;
    refused.expect("any head is taken");
    serving.until_metric("connections", 0).await;
    serving.stop().await;
}

#[tokio::test]
async fn an_address_with_too_many_is_shut_out_until_it_has_fewer() {
    let serving = Serving::with(LONG, 0, 2).await;
    let first = serving.connect(HALF_A_HEAD).await;
    let second = serving.connect(HALF_A_HEAD).await;
    serving.until_metric("connections", 2).await;
    let third = TcpStream::connect(serving.address).await.unwrap();
    is_closed_without_a_word(third).await;
    assert_eq!(serving.metric("connections_refused_total").await, 1);
    drop(first);
    serving.until_metric("connections", 1).await;
    serving.is_well().await;
    drop(second);
    serving.stop().await;
}

#[tokio::test]
async fn where_all_places_are_taken_the_next_waits() {
    let serving = Serving::with(LONG, 2, 0).await;
    let first = serving.connect(HALF_A_HEAD).await;
    let second = serving.connect(HALF_A_HEAD).await;
    serving.until_metric("connections_full_total", 1).await;
    let mut third = serving.connect(&format!("{HALF_A_HEAD}{ITS_REST}")).await;
    assert_eq!(serving.metric("connections").await, 2);
    drop(first);
    let answer = rest(&mut third).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    drop(second);
    serving.stop().await;
}

#[tokio::test]
async fn the_end_comes_though_all_places_are_taken() {
    let serving = Serving::with(SHORT, 1, 0).await;
    let request = "GET /v1/counter/a/events HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut stream = serving.connect(request).await;
    read_until(&mut stream, r#""views":0"#).await;
    serving.until_metric("connections_full_total", 1).await;
    serving.stop().await;
    assert!(rest(&mut stream).await.unwrap().contains("retry: "));
}

#[tokio::test]
async fn a_half_sent_head_does_not_hold_up_the_end() {
    let serving = Serving::with(SHORT, 0, 0).await;
    let half = serving.connect(HALF_A_HEAD).await;
    serving.until_metric("connections", 1).await;
    serving.stop().await;
    is_closed_without_a_word(half).await;
}

#[tokio::test]
async fn a_head_that_is_under_way_at_the_end_is_still_answered() {
    let serving = Serving::with(LONG, 0, 0).await;
    let mut half = serving.connect(HALF_A_HEAD).await;
    // Whoever came later is answered, so what was sent before has been read.
    serving.is_well().await;
    let address = serving.address;
    let end = tokio::spawn(serving.stop());
    // Who is refused knows that the endpoint has begun to end.
    while TcpStream::connect(address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    half.write_all(ITS_REST.as_bytes()).await.unwrap();
    let answer = rest(&mut half).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    end.await.unwrap();
}
