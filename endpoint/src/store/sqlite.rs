//! The store over one SQLite file: one thread that owns the database and the presence, and the
//! handle that sends it commands.
//!
//! SQLite takes one writer at a time anyway, so one thread loses nothing and needs no locks: hits
//! cannot race, and numbers are exact. Routes await the answer, so no database work ever runs on an
//! async thread. The queue has an end: past it a request is told to come back instead of waiting
//! without bound.

mod database;
mod worker;

use std::path::Path;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};

use tokio::sync::{broadcast, oneshot};

use super::{OpenError, QUEUE_LENGTH, Sign, Snapshot, StoreError};
use crate::config::Config;
use crate::names::{PagePath, SiteName};
use worker::Worker;

/// A handle to the store thread; clones share the thread.
#[derive(Clone)]
pub(crate) struct SqliteStore {
    queue: SyncSender<Command>,
    changes: broadcast::Sender<SiteName>,
}

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

enum Command {
    Record(Sign, Answer<()>),
    Read(SiteName, Option<PagePath>, Answer<Snapshot>),
    Check(Answer<()>),
    Close(Answer<()>),
}

impl SqliteStore {
    /// Opens the database, migrates it, begins the day and starts the thread. Blocks while at it.
    pub(super) fn open(file: &Path, config: &Config) -> Result<Self, OpenError> {
        let (changes, _) = broadcast::channel(super::CHANGES_KEPT);
        let worker = Worker::open(file, config, changes.clone())?;
        let (queue, commands) = sync_channel(QUEUE_LENGTH);
        std::thread::Builder::new()
            .name("counter-store".to_owned())
            .spawn(move || worker.run(&commands))?;
        Ok(Self { queue, changes })
    }

    pub(super) async fn record(&self, sign: Sign) -> Result<(), StoreError> {
        self.ask(|answer| Command::Record(sign, answer)).await
    }

    pub(super) async fn read(
        &self,
        site: SiteName,
        page: Option<PagePath>,
    ) -> Result<Snapshot, StoreError> {
        self.ask(|answer| Command::Read(site, page, answer)).await
    }

    pub(super) fn changes(&self) -> broadcast::Receiver<SiteName> {
        self.changes.subscribe()
    }

    pub(super) async fn check(&self) -> Result<(), StoreError> {
        self.ask(Command::Check).await
    }

    /// Writes everything into the database file proper and ends the thread.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
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
