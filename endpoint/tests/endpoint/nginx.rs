//! Behind a real nginx, set up as `docs/nginx.conf` says.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use crate::support::nginx;
use crate::support::program::{Running, hit_request};
use tempfile::TempDir;

const OURS: &str = include_str!("../../docs/nginx.conf");

/// With its cache in a folder that everybody may write to.
fn ours(folder: &Path) -> String {
    const CACHE: &str = "/var/lib/nginx/readerly-counter";
    assert_eq!(OURS.matches(CACHE).count(), 1);
    OURS.replace(CACHE, folder.join("cache").to_str().unwrap())
}

#[test]
fn the_file_for_nginx_is_taken_as_it_is() {
    if nginx::is_there("nginx::the_file_for_nginx_is_taken_as_it_is") {
        let folder = TempDir::new().unwrap();
        nginx::check(&ours(folder.path()), folder.path());
    }
}

#[test]
fn polls_come_from_a_cache_and_streams_at_once() {
    if !nginx::is_there("nginx::polls_come_from_a_cache_and_streams_at_once") {
        return;
    }
    let database = TempDir::new().unwrap();
    let endpoint = Running::start(&[
        "--trust-proxy",
        "--database",
        database.path().join("counter.sqlite").to_str().unwrap(),
    ]);
    let folder = TempDir::new().unwrap();
    let site = ours(folder.path()).replace("127.0.0.1:8081", &endpoint.address);
    let nginx = nginx::start(&site, folder.path());
    let exchange = |request: &str| String::from_utf8(nginx.exchange(request)).unwrap();
    let get = "GET /v1/counter/a HTTP/1.1\r\nHost: stats.example\r\nConnection: close\r\n\r\n";
    let first = exchange(get);
    assert!(first.starts_with("HTTP/1.1 200 "), "{first}");
    assert!(first.contains(r#""views":0"#), "{first}");

    let mut stream = TcpStream::connect(&nginx.address).unwrap();
    stream
        .write_all(b"GET /v1/counter/a/events HTTP/1.1\r\nHost: stats.example\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/event-stream\r\n\r\n")
        .unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = |words: &str| {
        loop {
            let line = lines.next().unwrap().unwrap();
            if line.contains(words) {
                return line;
            }
        }
    };
    next(r#""views":0"#);
    let hit = exchange(&hit_request("12345678", "/a", "close"));
    assert!(hit.starts_with("HTTP/1.1 204 "), "{hit}");
    // Nothing keeps it back until a buffer is full.
    next(r#""views":1"#);
}
