//! What both back ends do alike, and what only one of them can do.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alike;
mod behaviours;
mod redis_only;
#[path = "../../tests/endpoint/support/redis_server.rs"]
mod redis_server;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::clock::Clock;
use redis_server::RedisServer;

/// A clock that stands still until it is moved.
struct StillClock(AtomicI64);

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A store with all that it stands on. The clock stands at 2026-11-23T09:35:24Z, a Monday.
struct Bench {
    store: Store,
    config: Config,
    clock: Arc<StillClock>,
    server: Option<RedisServer>,
    _directory: TempDir,
}

impl Bench {
    fn sqlite(change: impl FnOnce(&mut Config)) -> Self {
        let directory = TempDir::new().unwrap();
        let config = Config::new(directory.path().join("counter.sqlite"));
        Self::open(config, change, None, directory)
    }

    /// None where there is no Redis.
    fn redis(change: impl FnOnce(&mut Config)) -> Option<Self> {
        let server = RedisServer::start()?;
        let mut config = Config::new("unused");
        config.store = server.url().parse().unwrap();
        let directory = TempDir::new().unwrap();
        Some(Self::open(config, change, Some(server), directory))
    }

    fn open(
        mut config: Config,
        change: impl FnOnce(&mut Config),
        server: Option<RedisServer>,
        directory: TempDir,
    ) -> Self {
        let start: Timestamp = "2026-11-23T09:35:24Z".parse().unwrap();
        let clock = Arc::new(StillClock(AtomicI64::new(start.as_millisecond())));
        config.clock = clock.clone();
        change(&mut config);
        Self {
            store: Store::open(&config).unwrap(),
            config,
            clock,
            server,
            _directory: directory,
        }
    }

    async fn restart(&mut self, change: impl FnOnce(&mut Config)) {
        self.store.close().await.unwrap();
        change(&mut self.config);
        self.store = Store::open(&self.config).unwrap();
    }

    fn set_clock(&self, instant: &str) {
        let instant: Timestamp = instant.parse().unwrap();
        self.clock
            .0
            .store(instant.as_millisecond(), Ordering::SeqCst);
    }

    fn pass(&self, duration: Duration) {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap();
        self.clock.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    async fn record(&self, sign: Sign) {
        self.store.record(sign).await.unwrap();
    }

    async fn read(&self, page: &str) -> Snapshot {
        read(&self.store, "a", page).await
    }

    async fn views(&self, page: &str) -> (u64, u64) {
        let snapshot = self.read(page).await;
        (snapshot.site.views, snapshot.page.unwrap().views)
    }

    /// Online on the whole site, and on one page.
    async fn online(&self, page: &str) -> (u64, u64) {
        let snapshot = self.read(page).await;
        (snapshot.online, snapshot.page.unwrap().online)
    }
}

async fn read(store: &Store, site: &str, page: &str) -> Snapshot {
    let page = (!page.is_empty()).then(|| page.parse().unwrap());
    store.read(site.parse().unwrap(), page).await.unwrap()
}

/// A sign of a tab on the site `a`, from the visitor 192.0.2.1.
fn sign(event: &str, tab: usize, page: &str) -> Sign {
    let event = match event {
        "hit" => Event::Hit(page.parse().unwrap()),
        "heartbeat" => Event::Heartbeat(page.parse().unwrap()),
        _ => Event::Leave,
    };
    Sign {
        site: "a".parse().unwrap(),
        event,
        tab: format!("tab-{tab:06}").parse().unwrap(),
        address: [192, 0, 2, 1].into(),
        user_agent: b"Test/1.0".to_vec(),
    }
}

impl Sign {
    fn on_site(mut self, site: &str) -> Self {
        self.site = site.parse().unwrap();
        self
    }

    fn with_address(mut self, number: usize) -> Self {
        let number = u32::try_from(number).unwrap();
        self.address = IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number));
        self
    }

    fn with_agent(mut self, agent: usize) -> Self {
        self.user_agent = agent.to_string().into_bytes();
        self
    }
}
