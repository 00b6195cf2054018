//! Killed in the middle of its work: what was answered was counted.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::support::program::{Running, hit_request};
use crate::support::redis_server::RedisServer;
use tempfile::TempDir;

/// How many clients hit at the same time. As many hits at most are on their way at the kill, of
/// which nobody knows whether they were counted.
const CLIENTS: u64 = 8;

/// How many hits are answered before the kill.
const ENOUGH: u64 = 400;

/// Clients that hit until the endpoint is gone.
struct Load {
    answered: Arc<AtomicU64>,
    clients: Vec<JoinHandle<()>>,
}

impl Load {
    fn start(address: &str) -> Self {
        let answered = Arc::new(AtomicU64::new(0));
        let clients = (0..CLIENTS)
            .map(|client| {
                let (address, answered) = (address.to_owned(), Arc::clone(&answered));
                std::thread::spawn(move || hit_until_gone(client, &address, &answered))
            })
            .collect();
        Self { answered, clients }
    }

    fn wait_until_enough(&self) {
        while self.answered.load(Ordering::SeqCst) < ENOUGH {
            assert!(
                self.clients.iter().any(|client| !client.is_finished()),
                "the endpoint went away by itself"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// How many hits were answered in all, once the endpoint is gone.
    fn finish(self) -> u64 {
        for client in self.clients {
            client.join().unwrap();
        }
        self.answered.load(Ordering::SeqCst)
    }
}

fn hit_until_gone(client: u64, address: &str, answered: &AtomicU64) {
    let mut stream = TcpStream::connect(address).unwrap();
    let mut answer = [0; 1024];
    for number in 0_u64.. {
        let tab = format!("client-{client}-{number}");
        let path = format!("/{}", number % 7);
        let request = hit_request(&tab, &path, "keep-alive");
        if stream.write_all(request.as_bytes()).is_err() {
            return;
        }
        match stream.read(&mut answer) {
            Ok(0) | Err(_) => return,
            Ok(length) => {
                let head = String::from_utf8_lossy(&answer[..length]);
                assert!(head.starts_with("HTTP/1.1 204 "), "{head}");
                answered.fetch_add(1, Ordering::SeqCst);
            }
        }
    }
}

fn arguments(store: &str) -> Vec<&str> {
    vec!["--store", store, "--revisit", "0", "--rate-limit", "0"]
}

#[track_caller]
fn check(counted: u64, answered: u64, clients: u64) {
    assert!(
        (answered..=answered + clients).contains(&counted),
        "{counted} counted, {answered} answered, {clients} on their way"
    );
}

#[test]
fn a_killed_endpoint_has_counted_what_it_answered() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("counter.sqlite");
    let store = file.to_str().unwrap();
    let mut before = 0;
    for _ in 0..3 {
        let running = Running::start(&arguments(store));
        assert_eq!(running.views(), before);
        let load = Load::start(&running.address);
        load.wait_until_enough();
        drop(running);
        let answered = load.finish();
        before = assert_sound(&file, before + answered);
    }
}

/// The numbers of the file agree with each other and hold what was answered. Returns the views.
#[track_caller]
fn assert_sound(file: &Path, answered: u64) -> u64 {
    let database = rusqlite::Connection::open(file).unwrap();
    let text: String = database
        .query_one("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(text, "ok");
    let sum = |sql: &str| -> u64 { database.query_one(sql, [], |row| row.get(0)).unwrap() };
    let views = sum("SELECT views FROM site");
    assert_eq!(views, sum("SELECT sum(views) FROM site_day"));
    assert_eq!(views, sum("SELECT sum(views) FROM page"));
    check(views, answered, CLIENTS);
    views
}

#[test]
fn what_a_killed_endpoint_answered_is_in_redis() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    let store = server.url();
    let survivor = Running::start(&arguments(&store));
    let mut before = 0;
    for _ in 0..3 {
        let running = Running::start(&arguments(&store));
        let load = Load::start(&running.address);
        load.wait_until_enough();
        drop(running);
        let answered = load.finish();
        let counted = survivor.views();
        check(counted, before + answered, CLIENTS);
        before = counted;
    }
    survivor.hit("/again");
    assert_eq!(survivor.views(), before + 1);
}

#[test]
fn two_endpoints_and_redis_itself_are_killed() {
    let Some(mut server) = RedisServer::start_durable() else {
        return;
    };
    let store = server.url();
    let running = [(); 2].map(|()| Running::start(&arguments(&store)));
    let loads = [&running[0], &running[1]].map(|running| Load::start(&running.address));
    for load in &loads {
        load.wait_until_enough();
    }
    drop(running);
    let answered = loads.into_iter().map(Load::finish).sum();
    server.kill();
    server.start_again();
    let again = Running::start(&arguments(&store));
    check(again.views(), answered, 2 * CLIENTS);
}
