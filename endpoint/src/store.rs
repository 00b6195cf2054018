//! The numbers and the presence: what routes ask and tell, whatever keeps it.
//!
//! Two back ends serve the same requests with the same rules: [`sqlite`], one file and one process,
//! and [`redis`], one server and any number of processes.

mod notices;
mod redis;
mod revisits;
mod seed;
mod sqlite;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::broadcast;

use crate::config::{Config, RedisUrl, StoreAddress};
use crate::names::{PagePath, SiteName, TabId};
use redis::RedisStore;
use sqlite::SqliteStore;

/// How many sites an endpoint open to any name takes. Without an end, anybody could fill the disk
/// with invented sites.
const MOST_SITES: usize = 1000;

/// How many pages of a site are counted one by one. Views of further paths still count for the
/// site. Without an end, anybody could fill the disk with invented paths.
const MOST_PAGES: i64 = 100_000;

/// How many requests may wait for the back end. Past it a request is told to come back instead of
/// waiting without bound.
const QUEUE_LENGTH: usize = 4096;

/// How many notices of changes are kept for a receiver that is slow to take them.
const CHANGES_KEPT: usize = 1024;

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file could not be opened or made, or is not a SQLite database.
    #[error(
        "cannot open the database {path}: {source}; \
         check that its directory exists and may be written, and that it is a SQLite file"
    )]
    Open {
        /// The file that was asked for.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The tables could not be brought to this version.
    #[error(
        "cannot bring the tables of {path} up to date: {source}; \
         a database of a newer readerly-counter needs that newer version"
    )]
    Migrate {
        /// The file that was asked for.
        path: PathBuf,
        /// What the migration said.
        source: rusqlite_migration::Error,
    },
    /// The salt of the day could not be read or made.
    #[error("cannot begin the day in {path}: {source}")]
    BeginDay {
        /// The file that was asked for.
        path: PathBuf,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The Redis server does not answer or refuses.
    #[error(
        "cannot use the store {url}: {source}; \
         check that Redis or Valkey runs there and that user and password are right"
    )]
    Redis {
        /// The server that was asked for.
        url: RedisUrl,
        /// What the attempt said.
        source: ::redis::RedisError,
    },
    /// The Redis server is one of a cluster.
    #[error(
        "cannot use the store {url}: it is a node of a Redis Cluster, whose keys lie on many servers; \
         name a server of its own, which replicas may follow"
    )]
    RedisCluster {
        /// The server that was asked for.
        url: RedisUrl,
    },
    /// A Redis store was opened outside of a Tokio runtime.
    #[error("a Redis store must be opened within a Tokio runtime")]
    NoRuntime,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// A starting total names a site that is not counted.
    #[error("the starting total of {0} is for a site that is not counted; add --site {0}")]
    SeedOfUnknownSite(SiteName),
    /// A starting total names no site, and there is not exactly one it could belong to.
    #[error("which site begins at {0} views? Write --seed-total NAME={0}")]
    SeedWithoutSite(u64),
    /// Two starting totals for one site.
    #[error("there are two starting totals for the site {0}; keep one")]
    SeedTwice(SiteName),
    /// The operating system gave no thread.
    #[error("cannot start the database thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// Why the store did not do what a request asked.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("too many requests are waiting for the database")]
    Busy,
    #[error("the endpoint is shutting down")]
    Stopped,
    #[error("this endpoint counts as many sites as it may; name the wanted ones with --site")]
    TooManySites,
    #[error("database: {0}")]
    Database(Arc<dyn std::error::Error + Send + Sync>),
    #[error("the operating system gave no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}

/// What a page says about its tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// The page was opened: counts a view and marks the tab present.
    Hit(PagePath),
    /// The page is still open: marks the tab present.
    Heartbeat(PagePath),
    /// The page is going away: the tab is no longer present.
    Leave,
}

/// One event of one tab, with what the store needs to know its sender by. The address and the user
/// agent live no longer than this value.
pub(crate) struct Sign {
    pub(crate) site: SiteName,
    pub(crate) event: Event,
    pub(crate) tab: TabId,
    pub(crate) address: IpAddr,
    pub(crate) user_agent: Vec<u8>,
}

/// The numbers of a site at one instant. Counts are never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snapshot {
    pub(crate) at: jiff::Timestamp,
    pub(crate) online: u64,
    pub(crate) site: SiteTotals,
    pub(crate) page: Option<PageTotals>,
}

/// The counts of a site. All but `visitors` are page views; today is the endpoint's local day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SiteTotals {
    pub(crate) views: u64,
    pub(crate) visitors: u64,
    pub(crate) today: u64,
    pub(crate) yesterday: u64,
    pub(crate) week: u64,
    pub(crate) month: u64,
    pub(crate) year: u64,
    /// The first counted day, `YYYY-MM-DD`.
    pub(crate) since: Option<String>,
}

/// The counts of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageTotals {
    pub(crate) path: PagePath,
    pub(crate) views: u64,
    pub(crate) online: u64,
}

/// A handle to the back end; clones share it.
#[derive(Clone)]
pub(crate) enum Store {
    /// One SQLite file.
    Sqlite(SqliteStore),
    /// A Redis or Valkey server.
    Redis(RedisStore),
}

impl Store {
    /// Opens the back end and makes it ready. Blocks while at it.
    pub(crate) fn open(config: &Config) -> Result<Self, OpenError> {
        match &config.store {
            StoreAddress::Sqlite(file) => SqliteStore::open(file, config).map(Self::Sqlite),
            StoreAddress::Redis(url) => RedisStore::open(url, config).map(Self::Redis),
        }
    }

    /// Records one event. After an `Ok` it survives the end of this process, however sudden.
    pub(crate) async fn record(&self, sign: Sign) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(store) => store.record(sign).await,
            Self::Redis(store) => store.record(sign).await,
        }
    }

    /// Reads the numbers of a site, and of one page if asked. Counts nothing.
    pub(crate) async fn read(
        &self,
        site: SiteName,
        page: Option<PagePath>,
    ) -> Result<Snapshot, StoreError> {
        match self {
            Self::Sqlite(store) => store.read(site, page).await,
            Self::Redis(store) => store.read(site, page).await,
        }
    }

    /// Sites whose numbers moved since the call: by a view, a tab that came, moved on or left, or
    /// one whose window passed. At most about one notice a second and site, the first of them at
    /// once. A receiver that lags may take all sites for moved.
    pub(crate) fn changes(&self) -> broadcast::Receiver<SiteName> {
        match self {
            Self::Sqlite(store) => store.changes(),
            Self::Redis(store) => store.changes(),
        }
    }

    /// Whether the back end answers.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(store) => store.check().await,
            Self::Redis(store) => store.check().await,
        }
    }

    /// Lets the back end finish what it was asked before. Requests after this fail.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(store) => store.close().await,
            Self::Redis(store) => store.close().await,
        }
    }
}

#[cfg(test)]
mod tests;
