//! Which sites moved, told between endpoints through the server's publish and subscribe.
//!
//! An endpoint tells its own listeners at once and the other endpoints at most once a second and
//! site. A message that is lost, while a connection is away for instance, costs a listener some
//! freshness and nothing else: a notice only says "read again".

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use jiff::civil::Date;
use redis::aio::ConnectionManager;
use redis::{Client, RedisError, Script};
use tokio::sync::{Notify, broadcast, watch};

use super::{ANSWER_WITHIN, PREFIX, milliseconds, site_prefix};
use crate::calendar::{UtcOffset, local_day};
use crate::clock::Clock;
use crate::config::Config;
use crate::names::SiteName;
use crate::store::notices::{self, Notices};
use crate::store::{CHANGES_KEPT, MOST_SITES};

/// How often it is looked whether notices are due.
const TICK: Duration = Duration::from_millis(250);

/// How often the server is asked whether it still knows this listener. A peer that vanished without
/// a word would be waited for without end otherwise.
const PING_EVERY: Duration = Duration::from_secs(10);

/// How long to wait before the next attempt to listen.
const LISTEN_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// The changes of all sites; ends its tasks when dropped.
pub(super) struct Changes {
    shared: Arc<Shared>,
}

struct Shared {
    listeners: broadcast::Sender<SiteName>,
    notices: Mutex<Pending>,
    /// Sites somebody asked this endpoint for: whose tabs it looks after.
    sites: Mutex<HashSet<SiteName>>,
    wake: Notify,
    stopped: watch::Sender<bool>,
    /// Tells this endpoint's messages from those of others.
    name: String,
}

#[derive(Default)]
struct Pending {
    /// For the listeners of this endpoint.
    here: Notices,
    /// For the other endpoints.
    elsewhere: Notices,
    to_publish: Vec<SiteName>,
}

impl Changes {
    /// Begins to listen and to speak, on the Tokio runtime of the caller.
    pub(super) fn start(
        client: Client,
        connection: ConnectionManager,
        config: &Config,
    ) -> Result<Self, getrandom::Error> {
        let shared = Arc::new(Shared {
            listeners: broadcast::channel(CHANGES_KEPT).0,
            notices: Mutex::default(),
            sites: Mutex::default(),
            wake: Notify::new(),
            stopped: watch::Sender::new(false),
            name: random_name()?,
        });
        let speaker = Speaker {
            shared: Arc::clone(&shared),
            connection,
            sweep: Script::new(concat!(include_str!("tabs.lua"), include_str!("sweep.lua"))),
            clock: Arc::clone(&config.clock),
            utc_offset: config.utc_offset,
            window_ms: milliseconds(config.window),
        };
        tokio::spawn(async move {
            let shared = Arc::clone(&speaker.shared);
            tokio::select! {
                () = speaker.run() => {}
                () = shared.stopped() => {}
            }
        });
        let listener = Arc::clone(&shared);
        tokio::spawn(async move {
            tokio::select! {
                () = listen(&listener, &client) => {}
                () = listener.stopped() => {}
            }
        });
        Ok(Self { shared })
    }

    pub(super) fn subscribe(&self) -> broadcast::Receiver<SiteName> {
        self.shared.listeners.subscribe()
    }

    /// A number of the site moved through this endpoint.
    pub(super) fn note_moved(&self, site: &SiteName) {
        self.shared.note_moved(site);
    }

    /// From now on tells when tabs of the site expire and when its day turns.
    pub(super) fn look_after(&self, site: &SiteName) {
        let mut sites = lock(&self.shared.sites);
        if sites.len() < MOST_SITES && !sites.contains(site) {
            sites.insert(site.clone());
        }
    }

    pub(super) fn stop(&self) {
        self.shared.stopped.send_replace(true);
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn channel() -> String {
        format!("{PREFIX}:changes")
    }

    async fn stopped(&self) {
        // The sender is part of `self`, so this cannot fail before it is true.
        let _ = self.stopped.subscribe().wait_for(|stopped| *stopped).await;
    }

    fn note_moved(&self, site: &SiteName) {
        self.tell_here(site);
        let mut notices = lock(&self.notices);
        if notices.elsewhere.note(site, Instant::now()) {
            notices.to_publish.push(site.clone());
            self.wake.notify_one();
        }
    }

    fn tell_here(&self, site: &SiteName) {
        if lock(&self.notices).here.note(site, Instant::now()) {
            // Nobody listening is no error.
            let _ = self.listeners.send(site.clone());
        }
    }

    fn tell_all_here(&self) {
        for site in self.sites() {
            self.tell_here(&site);
        }
    }

    fn sites(&self) -> Vec<SiteName> {
        lock(&self.sites).iter().cloned().collect()
    }

    /// Tells the listeners what is due, and returns what the other endpoints are to be told.
    fn take_due(&self) -> Vec<SiteName> {
        let now = Instant::now();
        let mut notices = lock(&self.notices);
        for site in notices.here.due(now) {
            let _ = self.listeners.send(site);
        }
        let due = notices.elsewhere.due(now);
        notices.to_publish.extend(due);
        std::mem::take(&mut notices.to_publish)
    }
}

/// The task that publishes, and that looks for what happens without anybody doing anything.
struct Speaker {
    shared: Arc<Shared>,
    connection: ConnectionManager,
    sweep: Script,
    clock: Arc<dyn Clock>,
    utc_offset: UtcOffset,
    window_ms: u64,
}

impl Speaker {
    async fn run(mut self) {
        let mut swept = Instant::now();
        let mut day = self.day();
        loop {
            tokio::select! {
                () = self.shared.wake.notified() => {}
                () = tokio::time::sleep(TICK) => {}
            }
            let due = self.shared.take_due();
            if !due.is_empty() {
                self.publish(&due).await;
            }
            if self.shared.listeners.receiver_count() > 0 && swept.elapsed() >= notices::EVERY {
                self.sweep_all().await;
                swept = Instant::now();
            }
            let day_now = self.day();
            if day_now != day {
                // What was today's is yesterday's now. Other endpoints see that for themselves.
                day = day_now;
                self.shared.tell_all_here();
            }
        }
    }

    fn day(&self) -> Date {
        local_day(self.clock.now(), self.utc_offset)
    }

    async fn publish(&mut self, sites: &[SiteName]) {
        let mut commands = redis::pipe();
        for site in sites {
            let message = format!("{} {site}", self.shared.name);
            commands.publish(Shared::channel(), message).ignore();
        }
        // The request that moved the numbers has its answer; the next notice will say the same.
        if let Err(error) = commands.exec_async(&mut self.connection).await {
            tracing::debug!("changes were not told to the other endpoints: {error}");
        }
    }

    /// Lets the server forget the tabs whose window has passed. Whichever endpoint is the first to
    /// look tells the others.
    async fn sweep_all(&mut self) {
        for site in self.shared.sites() {
            let expired: Result<u64, RedisError> = self
                .sweep
                .key(site_prefix(&site))
                .arg(self.clock.now().as_millisecond())
                .arg(self.window_ms)
                .invoke_async(&mut self.connection)
                .await;
            match expired {
                Ok(0) => {}
                Ok(_) => self.shared.note_moved(&site),
                // The requests of readers fail too, and those are answered and logged.
                Err(_) => return,
            }
        }
    }
}

/// The task that hears what other endpoints publish. It begins again whenever the connection ends.
async fn listen(shared: &Shared, client: &Client) {
    let mut was_told = false;
    loop {
        if let Err(error) = hear(shared, client, &mut was_told).await
            && !was_told
        {
            tracing::warn!("cannot hear of the hits of other endpoints for now: {error}");
            was_told = true;
        }
        tokio::time::sleep(LISTEN_AGAIN_AFTER).await;
    }
}

async fn hear(
    shared: &Shared,
    client: &Client,
    was_told: &mut bool,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let connect = async {
        let mut subscription = client.get_async_pubsub().await?;
        subscription.subscribe(Shared::channel()).await?;
        Ok::<_, RedisError>(subscription)
    };
    let subscription = tokio::time::timeout(ANSWER_WITHIN, connect).await??;
    if std::mem::take(was_told) {
        tracing::info!("hearing of the hits of other endpoints again");
    }
    // Whatever was said in the meantime is gone.
    shared.tell_all_here();
    let (mut sink, mut messages) = subscription.split();
    let mut ping = tokio::time::interval(PING_EVERY);
    loop {
        tokio::select! {
            message = messages.next() => {
                let Some(message) = message else { return Ok(()) };
                let text: String = message.get_payload()?;
                if let Some((name, site)) = text.split_once(' ')
                    && name != shared.name
                    && let Ok(site) = site.parse()
                {
                    shared.tell_here(&site);
                }
            }
            _ = ping.tick() => {
                let _: redis::Value = tokio::time::timeout(ANSWER_WITHIN, sink.ping()).await??;
            }
        }
    }
}

fn random_name() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes)?;
    let mut name = String::new();
    for byte in bytes {
        // Writing into a string cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    Ok(name)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing behind these locks can be left half-changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
