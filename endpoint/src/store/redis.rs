//! The store over a Redis or Valkey server, shared by any number of endpoints.
//!
//! Each sign of life is one script, which Redis runs without a break, so endpoints cannot race; each
//! read is one transaction. What a server that is away costs is a 503 within three seconds: nothing
//! is kept for later, because a count that was answered must not be lost with this process, and the
//! connection mends itself. The keys are described in `redis/tabs.lua`.

mod changes;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::io::tcp::TcpSettings;
use redis::{Client, Connection, IntoConnectionInfo, RedisError, Script};
use tokio::sync::{Semaphore, broadcast};

use super::seed::{Seed, seeds};
use super::{
    Event, MOST_PAGES, MOST_SITES, OpenError, PageTotals, QUEUE_LENGTH, Sign, SiteTotals, Snapshot,
    StoreError,
};
use crate::calendar::{Periods, UtcOffset, local_day, until_midnight};
use crate::clock::Clock;
use crate::config::{Config, RedisUrl};
use crate::identity::Salt;
use crate::names::{PagePath, SiteName};
use crate::presence::{TABS_PER_ADDRESS, TABS_PER_SITE, TABS_PER_VISITOR};
use changes::Changes;

/// Before every key, so that one server may serve other programs too.
const PREFIX: &str = "readerly";

/// How long one attempt to connect may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(1);

/// How long one command may take. A script is done in well under a millisecond.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// How long a request may take in all, waiting for a new connection included.
const GIVE_UP_AFTER: Duration = Duration::from_secs(3);

/// A handle to the server; clones share the connection.
#[derive(Clone)]
pub(crate) struct RedisStore {
    shared: Arc<Shared>,
    changes: Arc<Changes>,
}

/// What the script answered.
enum Reply {
    Recorded { moved: bool },
    Full,
    OtherSalt([u8; Salt::LENGTH]),
}

struct Shared {
    connection: ConnectionManager,
    record: Script,
    /// How many more requests may be on their way.
    room: Semaphore,
    closed: AtomicBool,
    today: Mutex<Option<(Date, Arc<Salt>)>>,
    /// The bases that the owner gave to this endpoint. The server has them too, for the endpoints that
    /// were not given them; one that lost its memory has not.
    seeds: Vec<Seed>,
    clock: Arc<dyn Clock>,
    utc_offset: UtcOffset,
    window_ms: u64,
    revisit_ms: u64,
}

impl RedisStore {
    /// Connects and begins what must be there from the start. Blocks while at it, for some seconds
    /// at most. Must be called within a Tokio runtime.
    pub(super) fn open(url: &RedisUrl, config: &Config) -> Result<Self, OpenError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(OpenError::NoRuntime);
        }
        let seeds = seeds(config)?;
        let failed = |source| OpenError::Redis {
            url: url.clone(),
            source,
        };
        let client = open_client(url).map_err(failed)?;
        begin(&client, url, &seeds)?;
        let manager_config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(CONNECT_WITHIN))
            .set_response_timeout(Some(ANSWER_WITHIN))
            .set_number_of_retries(2)
            .set_max_delay(Duration::from_millis(500));
        let connection = ConnectionManager::new_lazy_with_config(client.clone(), manager_config)
            .map_err(failed)?;
        let changes = Changes::start(client, connection.clone(), config)?;
        let shared = Shared {
            connection,
            record: Script::new(concat!(
                include_str!("redis/tabs.lua"),
                include_str!("redis/record.lua")
            )),
            room: Semaphore::new(QUEUE_LENGTH),
            closed: AtomicBool::new(false),
            today: Mutex::new(None),
            seeds,
            clock: Arc::clone(&config.clock),
            utc_offset: config.utc_offset,
            window_ms: milliseconds(config.window),
            revisit_ms: milliseconds(config.revisit),
        };
        Ok(Self {
            shared: Arc::new(shared),
            changes: Arc::new(changes),
        })
    }

    pub(super) async fn record(&self, sign: Sign) -> Result<(), StoreError> {
        let site = sign.site.clone();
        let moved = self.in_time(self.shared.record(sign)).await?;
        if moved {
            self.changes.note_moved(&site);
        }
        Ok(())
    }

    pub(super) async fn read(
        &self,
        site: SiteName,
        page: Option<PagePath>,
    ) -> Result<Snapshot, StoreError> {
        self.changes.look_after(&site);
        self.in_time(self.shared.read(site, page)).await
    }

    pub(super) fn changes(&self) -> broadcast::Receiver<SiteName> {
        self.changes.subscribe()
    }

    pub(super) async fn check(&self) -> Result<(), StoreError> {
        let mut connection = self.shared.connection.clone();
        let ping = async move { Ok(redis::cmd("PING").exec_async(&mut connection).await?) };
        self.in_time(ping).await
    }

    /// Ends the listening. What was answered is in the server already.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.shared.closed.store(true, Ordering::Relaxed);
        self.changes.stop();
        Ok(())
    }

    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        if self.shared.closed.load(Ordering::Relaxed) {
            return Err(StoreError::Stopped);
        }
        let _place = self
            .shared
            .room
            .try_acquire()
            .map_err(|_| StoreError::Busy)?;
        match tokio::time::timeout(GIVE_UP_AFTER, work).await {
            Ok(outcome) => outcome,
            Err(_) => Err(other("the Redis server did not answer within 3 seconds")),
        }
    }
}

impl Shared {
    /// Records a sign. Whether it moved any number.
    async fn record(&self, sign: Sign) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let day = local_day(now, self.utc_offset);
        let mut salt = self.salt(day)?;
        // The salt that the server tells is the right one, so a second turn is enough unless the
        // server loses its memory in between, or the day turns.
        for _ in 0..3 {
            let reply = self.run_record(&sign, now, day, &salt).await?;
            match reply {
                Reply::Recorded { moved } => return Ok(moved),
                Reply::Full => return Err(StoreError::TooManySites),
                Reply::OtherSalt(bytes) => salt = self.keep_salt(day, Salt::from_bytes(bytes)),
            }
        }
        Err(other(
            "the Redis server tells another salt of the day each time",
        ))
    }

    async fn run_record(
        &self,
        sign: &Sign,
        now: Timestamp,
        day: Date,
        salt: &Salt,
    ) -> Result<Reply, StoreError> {
        let site = sign.site.as_str();
        let (event, page) = match &sign.event {
            Event::Hit(page) => ("hit", page.as_str()),
            Event::Heartbeat(page) => ("heartbeat", page.as_str()),
            Event::Leave => ("leave", ""),
        };
        let person = salt.person(&sign.site, sign.address, &sign.user_agent);
        let periods = Periods::ending(day);
        let rest_of_day = until_midnight(now, self.utc_offset);
        let mut call = self.record.prepare_invoke();
        call.key(site_prefix(&sign.site))
            .key(format!("{PREFIX}:salt:{day}"))
            .key(format!("{PREFIX}:sites"))
            .arg(now.as_millisecond())
            .arg(self.window_ms)
            .arg(event)
            .arg(sign.tab.as_str())
            .arg(page)
            .arg(person.visitor.as_bytes())
            .arg(person.address.as_bytes())
            .arg(salt.as_bytes())
            .arg(site)
            .arg(day.to_string())
            .arg(periods.week.to_string())
            .arg(periods.month.to_string())
            .arg(periods.year.to_string())
            .arg(milliseconds(rest_of_day))
            .arg(self.revisit_ms)
            .arg(MOST_SITES)
            .arg(MOST_PAGES)
            .arg(TABS_PER_SITE)
            .arg(TABS_PER_ADDRESS)
            .arg(TABS_PER_VISITOR);
        let reply: (String, redis::Value) = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(match reply.0.as_str() {
            "ok" => Reply::Recorded {
                moved: redis::from_redis_value::<i64>(reply.1).map_err(RedisError::from)? != 0,
            },
            "salt" => {
                let bytes: Vec<u8> = redis::from_redis_value(reply.1).map_err(RedisError::from)?;
                let bytes = bytes.try_into().map_err(|_| {
                    other("the salt of the day in the Redis server is not of this program")
                })?;
                Reply::OtherSalt(bytes)
            }
            _ => Reply::Full,
        })
    }

    async fn read(&self, site: SiteName, page: Option<PagePath>) -> Result<Snapshot, StoreError> {
        let now = self.clock.now();
        let periods = Periods::ending(local_day(now, self.utc_offset));
        let prefix = site_prefix(&site);
        let present_after = format!(
            "({}",
            now.as_millisecond().saturating_sub_unsigned(self.window_ms)
        );
        let mut commands = redis::pipe();
        commands
            .atomic()
            .zcount(format!("{prefix}tabs"), &present_after, "+inf")
            .cmd("HMGET")
            .arg(format!("{prefix}site"))
            .arg(&["views", "visitors"])
            .arg(format!("day:{}", periods.today))
            .arg(format!("day:{}", periods.yesterday))
            .arg(format!("week:{}", periods.week))
            .arg(format!("month:{}", periods.month))
            .arg(format!("year:{}", periods.year))
            .arg(&["seed", "since", "seed-since"]);
        // No path is empty, so without a page this asks for what is never there.
        let path = page.as_ref().map_or("", PagePath::as_str);
        let spellings = page
            .as_ref()
            .map_or(vec![String::new()], PagePath::spellings);
        commands
            .cmd("HMGET")
            .arg(format!("{prefix}pages"))
            .arg(spellings)
            .zcount(format!("{prefix}page:{path}"), &present_after, "+inf");
        let (online, fields, page_views, page_online): (
            u64,
            Vec<Option<String>>,
            Vec<Option<u64>>,
            u64,
        ) = commands.query_async(&mut self.connection.clone()).await?;
        let [
            views,
            visitors,
            today,
            yesterday,
            week,
            month,
            year,
            seed,
            since,
            seed_since,
        ] = &fields[..]
        else {
            return Err(other("the Redis server left fields out of its answer"));
        };
        let totals = SiteTotals {
            views: count(views)?,
            visitors: count(visitors)?,
            today: count(today)?,
            yesterday: count(yesterday)?,
            week: count(week)?,
            month: count(month)?,
            year: count(year)?,
            since: since.clone(),
        };
        let (seed, seed_since) = match self.seeds.iter().find(|known| known.site == site) {
            Some(known) if seed.is_none() => (known.views, known.since.map(|day| day.to_string())),
            _ => (
                count(seed)?,
                seed_since.clone().filter(|day| !day.is_empty()),
            ),
        };
        Ok(Snapshot {
            at: now,
            online,
            site: totals.on_top_of(seed, seed_since),
            page: page.map(|path| PageTotals {
                path,
                views: page_views.into_iter().flatten().sum(),
                online: page_online,
            }),
        })
    }

    /// The salt of the day as far as this process knows, else a new one, which the server takes if
    /// it has none.
    fn salt(&self, day: Date) -> Result<Arc<Salt>, StoreError> {
        let known = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((known_day, salt)) if *known_day == day => Ok(Arc::clone(salt)),
            _ => {
                drop(known);
                Ok(self.keep_salt(day, Salt::random()?))
            }
        }
    }

    fn keep_salt(&self, day: Date, salt: Salt) -> Arc<Salt> {
        let salt = Arc::new(salt);
        let mut known = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((day, Arc::clone(&salt)));
        salt
    }
}

impl From<RedisError> for StoreError {
    fn from(error: RedisError) -> Self {
        Self::Database(Arc::new(error))
    }
}

/// Opens no connection yet.
fn open_client(url: &RedisUrl) -> Result<Client, RedisError> {
    // Small commands go out at once instead of waiting for more to send with them.
    let tcp = TcpSettings::default().set_nodelay(true);
    Client::open(url.secret().into_connection_info()?.set_tcp_settings(tcp))
}

/// Sees whether the server answers and can be used, and sets the bases of the sites.
fn begin(client: &Client, url: &RedisUrl, seeds: &[Seed]) -> Result<(), OpenError> {
    let failed = |source| OpenError::Redis {
        url: url.clone(),
        source,
    };
    let mut connection = greet(client).map_err(failed)?;
    // There each key has its own server, while a sign of life needs all keys of a site at once.
    if info(&mut connection, "cluster").contains("cluster_enabled:1") {
        return Err(OpenError::RedisCluster { url: url.clone() });
    }
    warn_if_keys_may_vanish(&mut connection);
    set_bases(&mut connection, seeds).map_err(failed)
}

fn greet(client: &Client) -> Result<Connection, RedisError> {
    let mut connection = client.get_connection_with_timeout(ANSWER_WITHIN)?;
    connection.set_read_timeout(Some(ANSWER_WITHIN))?;
    connection.set_write_timeout(Some(ANSWER_WITHIN))?;
    redis::cmd("PING").exec(&mut connection)?;
    Ok(connection)
}

fn set_bases(connection: &mut Connection, seeds: &[Seed]) -> Result<(), RedisError> {
    for seed in seeds {
        let since = seed.since.map_or_else(String::new, |day| day.to_string());
        redis::cmd("HSET")
            .arg(format!("{}site", site_prefix(&seed.site)))
            .arg("seed")
            .arg(seed.views)
            .arg("seed-since")
            .arg(since)
            .exec(connection)?;
    }
    Ok(())
}

/// What the server tells about itself. One that does not tell is no reason not to start.
fn info(connection: &mut Connection, section: &str) -> String {
    redis::cmd("INFO")
        .arg(section)
        .query(connection)
        .unwrap_or_default()
}

/// A server set up as a cache throws any key away when its memory is full, totals included.
fn warn_if_keys_may_vanish(connection: &mut Connection) {
    if info(connection, "memory").contains("maxmemory_policy:allkeys") {
        tracing::warn!(
            "the Redis server may throw totals away when its memory is full; \
             set maxmemory-policy to noeviction, or to one of the volatile- policies"
        );
    }
}

fn site_prefix(site: &SiteName) -> String {
    format!("{PREFIX}:site:{site}:")
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn count(field: &Option<String>) -> Result<u64, StoreError> {
    match field {
        None => Ok(0),
        Some(text) => text
            .parse()
            .map_err(|_| other("a total in the Redis server is no number")),
    }
}

fn other(what: &'static str) -> StoreError {
    StoreError::Database(Arc::new(std::io::Error::other(what)))
}
