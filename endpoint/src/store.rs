//! The one thread that owns the database and the presence, and the handle the routes talk to.
//!
//! SQLite takes one writer at a time anyway, so one thread loses nothing and needs no locks: hits
//! cannot race, and numbers are exact. Routes send it commands and await the answer, so no database
//! work ever runs on an async thread. The queue has an end: past it a request is told to come back
//! instead of waiting without bound.

mod database;
mod worker;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};

use tokio::sync::oneshot;

use crate::config::Config;
use crate::names::{PagePath, SiteName, TabId};
use worker::Worker;

const QUEUE_LENGTH: usize = 4096;

/// Why the database could not be opened.
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
    /// The operating system gave no thread.
    #[error("cannot start the database thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// Why the store did not do what a request asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("too many requests are waiting for the database")]
    Busy,
    #[error("the endpoint is shutting down")]
    Stopped,
    #[error("this endpoint counts as many sites as it may; name the wanted ones with --site")]
    TooManySites,
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the operating system gave no random bytes: {0}")]
    Random(#[from] getrandom::Error),
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

/// A handle to the store thread; clones share the thread.
#[derive(Clone)]
pub(crate) struct Store {
    queue: SyncSender<Command>,
}

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

enum Command {
    Record(Sign, Answer<()>),
    Read(SiteName, Option<PagePath>, Answer<Snapshot>),
    Check(Answer<()>),
    Close(Answer<()>),
}

impl Store {
    /// Opens the database, migrates it, begins the day and starts the thread. Blocks while at it.
    pub(crate) fn open(config: &Config) -> Result<Self, OpenError> {
        let worker = Worker::open(config)?;
        let (queue, commands) = sync_channel(QUEUE_LENGTH);
        std::thread::Builder::new()
            .name("counter-store".to_owned())
            .spawn(move || worker.run(&commands))?;
        Ok(Self { queue })
    }

    /// Records one event.
    pub(crate) async fn record(&self, sign: Sign) -> Result<(), StoreError> {
        self.ask(|answer| Command::Record(sign, answer)).await
    }

    /// Reads the numbers of a site, and of one page if asked. Counts nothing.
    pub(crate) async fn read(
        &self,
        site: SiteName,
        page: Option<PagePath>,
    ) -> Result<Snapshot, StoreError> {
        self.ask(|answer| Command::Read(site, page, answer)).await
    }

    /// Whether the thread answers and the database can be read.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        self.ask(Command::Check).await
    }

    /// Writes everything into the database file proper and ends the thread.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        self.ask(Command::Close).await
    }

    async fn ask<T>(&self, command: impl FnOnce(Answer<T>) -> Command) -> Result<T, StoreError> {
        let (answer, reply) = oneshot::channel();
        match self.queue.try_send(command(answer)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(StoreError::Busy),
            Err(TrySendError::Disconnected(_)) => return Err(StoreError::Stopped),
        }
        reply.await.unwrap_or(Err(StoreError::Stopped))
    }
}
