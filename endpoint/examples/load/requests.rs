//! Reads and hits, each connection with one request on its way.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;

use crate::Work;
use crate::endpoint::{Endpoint, TICKS_PER_SECOND};

const PAGES: u64 = 1_000;
const VISITORS: u64 = 50_000;

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// What one connection has seen.
#[derive(Default)]
struct Seen {
    /// How long each answer took, in microseconds.
    waits: Vec<u32>,
    hits: u64,
    refused: u64,
}

pub async fn run(endpoint: &Endpoint, work: Work, connections: usize, time: Duration) {
    let before = endpoint.usage();
    let redis_before = endpoint.redis_usage();
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for number in 0..connections {
        let connection = endpoint.connect().await;
        clients.spawn(client(connection, work, number as u64 + 1, start + time));
    }
    let mut all = Seen::default();
    for mut seen in clients.join_all().await {
        all.waits.append(&mut seen.waits);
        all.hits += seen.hits;
        all.refused += seen.refused;
    }
    let seconds = start.elapsed().as_secs_f64();
    let after = endpoint.usage();
    all.waits.sort_unstable();
    let place = |share: f64| {
        let index = (all.waits.len() as f64 * share) as usize;
        f64::from(all.waits[index.min(all.waits.len() - 1)]) / 1000.0
    };
    let rate = all.waits.len() as f64 / seconds;
    println!("  {rate:.0} requests/s over {seconds:.1} s and {connections} connections");
    let (half, most, last) = (place(0.5), place(0.99), place(1.0));
    println!("  answered within: p50 {half:.2} ms, p99 {most:.2} ms, all {last:.2} ms");
    println!("  refused: {}, hits answered: {}", all.refused, all.hits);
    let cpu = (after.cpu_ticks - before.cpu_ticks) as f64 / TICKS_PER_SECOND / seconds;
    println!(
        "  endpoint: {:.0} % of a core, {} MiB resident ({} before)",
        cpu * 100.0,
        after.resident_kib / 1024,
        before.resident_kib / 1024
    );
    if let (Some(before), Some(after)) = (redis_before, endpoint.redis_usage()) {
        let cpu = (after.cpu_ticks - before.cpu_ticks) as f64 / TICKS_PER_SECOND / seconds;
        println!(
            "  redis-server: {:.0} % of a core, {} MiB resident",
            cpu * 100.0,
            after.resident_kib / 1024
        );
    }
    let views = endpoint.views().await;
    println!("  counted: {views} views (views repeated within 30 s count once)");
}

async fn client(
    mut connection: tokio::net::TcpStream,
    work: Work,
    seed: u64,
    end: Instant,
) -> Seen {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut seen = Seen::default();
    let mut answer = vec![0; 4096];
    while Instant::now() < end {
        let is_hit = match work {
            Work::Reads => false,
            Work::Hits => true,
            _ => random.below(10) == 0,
        };
        let request = if is_hit {
            hit(random.below(VISITORS), random.below(PAGES))
        } else {
            let page = random.below(PAGES);
            format!(
                "GET /v1/counter/a?path=/news/{page} HTTP/1.1\r\nHost: x\r\nUser-Agent: {BROWSER}\r\n\r\n"
            )
        };
        let sent = Instant::now();
        connection.write_all(request.as_bytes()).await.unwrap();
        // An answer is far smaller than the buffer and sent in one piece.
        let length = connection.read(&mut answer).await.unwrap();
        let wait = u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX);
        assert!(length > 0, "the endpoint closed the connection");
        seen.waits.push(wait);
        if !answer.starts_with(b"HTTP/1.1 20") {
            seen.refused += 1;
        } else if is_hit {
            seen.hits += 1;
        }
    }
    seen
}

/// A view of a page by a visitor, who has one tab.
pub fn hit(visitor: u64, page: u64) -> String {
    let body = format!(r#"{{"event":"hit","tab":"visitor-{visitor:06}","path":"/news/{page}"}}"#);
    format!(
        "POST /v1/counter/a HTTP/1.1\r\nHost: x\r\nUser-Agent: {BROWSER}\r\n\
         X-Forwarded-For: 10.{}.{}.{}\r\nContent-Type: text/plain;charset=UTF-8\r\n\
         Content-Length: {}\r\n\r\n{body}",
        visitor >> 16,
        (visitor >> 8) & 255,
        visitor & 255,
        body.len()
    )
}

/// Xorshift: the same requests in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
