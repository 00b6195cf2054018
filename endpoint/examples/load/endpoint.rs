//! The endpoint under load, and what it costs.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::StoreKind;
use crate::redis_server::RedisServer;

/// A running program; killed when dropped.
pub struct Endpoint {
    child: Child,
    pub address: String,
    redis: Option<RedisServer>,
    _directory: TempDir,
}

/// What a process has used so far.
#[derive(Clone, Copy)]
pub struct Usage {
    pub resident_kib: u64,
    pub cpu_ticks: u64,
}

/// The kernel counts the time of a process in hundredths of a second.
pub const TICKS_PER_SECOND: f64 = 100.0;

impl Endpoint {
    pub async fn start(store: StoreKind, program: Option<&Path>) -> Self {
        let directory = TempDir::new().unwrap();
        let redis = match store {
            StoreKind::Sqlite => None,
            StoreKind::Redis => Some(RedisServer::start().expect("needs redis-server")),
        };
        let store = match &redis {
            None => directory
                .path()
                .join("counter.sqlite")
                .display()
                .to_string(),
            Some(server) => server.url(),
        };
        // The addresses of the visitors are invented in X-Forwarded-For, so no limit may look at
        // where the connections come from.
        let mut child = Command::new(program.map_or_else(program_beside, Path::to_owned))
            .args(["--listen", "127.0.0.1:0", "--site", "a", "--trust-proxy"])
            .args(["--rate-limit", "0", "--read-limit", "0"])
            .args(["--max-connections", "0"])
            .args(["--max-streams", "100000"])
            .args(["--max-streams-per-address", "100000"])
            .args(["--log-level", "warn", "--store", &store])
            .stdout(Stdio::piped())
            .spawn()
            .expect("build the program first: cargo build --release -p readerly-counter");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim_end().strip_prefix("listening on http://");
        Self {
            address: address.expect("the program did not start").to_owned(),
            child,
            redis,
            _directory: directory,
        }
    }

    pub async fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// The views of the site, as the endpoint tells them.
    pub async fn views(&self) -> u64 {
        let mut stream = self.connect().await;
        let request = "GET /v1/counter/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        site_views(&answer).unwrap()
    }

    pub fn usage(&self) -> Usage {
        usage(self.child.id())
    }

    pub fn redis_usage(&self) -> Option<Usage> {
        self.redis.as_ref().map(|server| usage(server.id()))
    }

    pub fn stop(&mut self) {
        // Already gone when it failed under the load.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The views of the site in the text of an answer.
pub fn site_views(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once(r#""site":{"views":"#)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    rest[..end].parse().ok()
}

fn program_beside() -> PathBuf {
    let example = std::env::current_exe().unwrap();
    let profile = example.parent().and_then(Path::parent).unwrap();
    profile.join("readerly-counter")
}

fn usage(id: u32) -> Usage {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{id}/{name}")).unwrap();
    let status = read("status");
    let resident = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    let stat = read("stat");
    // The name of the program stands in brackets and may hold spaces; see proc_pid_stat(5).
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |index: usize| fields[index].parse::<u64>().unwrap();
    Usage {
        resident_kib: resident.trim().trim_end_matches(" kB").parse().unwrap(),
        cpu_ticks: ticks(11) + ticks(12),
    }
}
