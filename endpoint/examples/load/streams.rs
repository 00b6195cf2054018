//! Followers of a stream: what they cost, and how soon the last of them hears of a hit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinSet;

use crate::endpoint::{Endpoint, TICKS_PER_SECOND, site_views};
use crate::requests::hit;

/// How many connections are opened at the same time.
const OPENING: usize = 256;

/// What the followers have been told.
struct Told {
    clients: usize,
    /// The views that are waited for.
    awaited: AtomicU64,
    /// How many have been told of them, or at the start of anything.
    told: AtomicUsize,
    all_told: Notify,
}

impl Told {
    fn hear(&self, views: u64, last_heard: &mut Option<u64>) {
        let awaited = self.awaited.load(Ordering::SeqCst);
        if views < awaited || last_heard.is_some_and(|last| last >= awaited) {
            return;
        }
        *last_heard = Some(views);
        if self.told.fetch_add(1, Ordering::SeqCst) + 1 == self.clients {
            self.all_told.notify_one();
        }
    }

    fn expect(&self, views: u64) {
        self.told.store(0, Ordering::SeqCst);
        self.awaited.store(views, Ordering::SeqCst);
    }
}

pub async fn run(endpoint: &Endpoint, clients: usize, rounds: usize) {
    let told = Arc::new(Told {
        clients,
        awaited: AtomicU64::new(0),
        told: AtomicUsize::new(0),
        all_told: Notify::new(),
    });
    let before = endpoint.usage();
    let start = Instant::now();
    let places = Arc::new(Semaphore::new(OPENING));
    // Ends the followers before the endpoint does, when it goes out of scope.
    let mut followers = JoinSet::new();
    for _ in 0..clients {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let connection = endpoint.connect().await;
        followers.spawn(follow(connection, Arc::clone(&told), place));
    }
    told.all_told.notified().await;
    let opened = start.elapsed().as_secs_f64();
    let after = endpoint.usage();
    println!("  {clients} streams opened and served their first snapshot in {opened:.2} s");
    println!(
        "  endpoint: {} MiB resident, {} before: {:.1} KiB a stream",
        after.resident_kib / 1024,
        before.resident_kib / 1024,
        (after.resident_kib - before.resident_kib) as f64 / clients as f64
    );
    let mut waits = Vec::new();
    let mut hits = endpoint.connect().await;
    let mut answer = [0; 1024];
    for round in 1..=rounds as u64 {
        // Let a quiet second pass, or the hit waits for the end of the last one's.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        told.expect(round);
        let sent = Instant::now();
        hits.write_all(hit(round, round).as_bytes()).await.unwrap();
        let length = hits.read(&mut answer).await.unwrap();
        assert!(answer[..length].starts_with(b"HTTP/1.1 204"));
        told.all_told.notified().await;
        waits.push(sent.elapsed().as_secs_f64() * 1000.0);
    }
    waits.sort_by(f64::total_cmp);
    println!(
        "  from a hit to the last of them: {:.0} ms in the middle, {:.0} to {:.0} ms, {rounds} hits",
        waits[waits.len() / 2],
        waits[0],
        waits[waits.len() - 1]
    );
    let busy = endpoint.usage();
    let cpu = (busy.cpu_ticks - after.cpu_ticks) as f64 / TICKS_PER_SECOND / rounds as f64;
    println!("  endpoint: {:.0} ms of a core for each hit", cpu * 1000.0);
    tokio::time::sleep(Duration::from_secs(10)).await;
    let idle = endpoint.usage();
    let cpu = (idle.cpu_ticks - busy.cpu_ticks) as f64 / TICKS_PER_SECOND / 10.0;
    println!(
        "  with no hit for 10 s: {:.1} % of a core, {} MiB resident",
        cpu * 100.0,
        idle.resident_kib / 1024
    );
}

async fn follow(
    mut connection: TcpStream,
    told: Arc<Told>,
    place: tokio::sync::OwnedSemaphorePermit,
) {
    let request =
        "GET /v1/counter/a/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut place = Some(place);
    let mut last_heard = None;
    let mut text = Vec::new();
    loop {
        text.reserve(1024);
        let length = connection.read_buf(&mut text).await.unwrap();
        assert!(length > 0, "the endpoint closed a stream");
        // An event ends with an empty line.
        while let Some(end) = text.windows(2).position(|pair| pair == b"\n\n") {
            let event: Vec<u8> = text.drain(..end + 2).collect();
            if let Some(views) = site_views(&String::from_utf8_lossy(&event)) {
                drop(place.take());
                told.hear(views, &mut last_heard);
            }
        }
    }
}
