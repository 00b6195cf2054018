//! The loop of the store thread.

mod signs;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::broadcast;

use super::database::Database;
use super::{Answer, Command};
use crate::calendar::{Periods, UtcOffset, local_day};
use crate::clock::Clock;
use crate::config::Config;
use crate::identity::Salt;
use crate::names::{PagePath, SiteName};
use crate::presence::Presence;
use crate::store::notices::{self, Notices};
use crate::store::revisits::Revisits;
use crate::store::seed::seeds;
use crate::store::{OpenError, PageTotals, SiteTotals, Snapshot, StoreError};

/// How often the thread looks at the clock unasked: at least this often yesterday's salt and hashes
/// go after midnight even on a quiet night, and sites that nobody reads leave the memory.
const LOOK_AT_THE_CLOCK_EVERY: Duration = Duration::from_secs(30);

/// How many waiting commands are served together: enough that a commit is a small part of the work,
/// few enough that the first of them is answered within some tens of milliseconds.
const MOST_AT_ONCE: usize = 1000;

pub(super) struct Worker {
    database: Database,
    sites: HashMap<SiteName, Site>,
    revisits: Revisits,
    today: Today,
    clock: Arc<dyn Clock>,
    utc_offset: UtcOffset,
    window: Duration,
    notices: Notices,
    changes: broadcast::Sender<SiteName>,
}

/// What is in memory about one site.
struct Site {
    presence: Presence,
    /// The version of the presence that listeners know of.
    told_version: u64,
}

/// The day that was begun, with its salt.
struct Today {
    day: Date,
    salt: Salt,
}

impl Worker {
    pub(super) fn open(
        file: &Path,
        config: &Config,
        changes: broadcast::Sender<SiteName>,
    ) -> Result<Self, OpenError> {
        let seeds = seeds(config)?;
        let mut database = Database::open(file)?;
        let day = local_day(config.clock.now(), config.utc_offset);
        let failed = |source| OpenError::BeginDay {
            path: file.to_owned(),
            source,
        };
        let salt = database
            .begin_day(day)
            .map_err(|source| failed(source.into()))?;
        for seed in &seeds {
            database
                .seed(seed)
                .map_err(|source| failed(source.into()))?;
        }
        Ok(Self {
            database,
            sites: HashMap::new(),
            revisits: Revisits::new(config.revisit),
            today: Today { day, salt },
            clock: Arc::clone(&config.clock),
            utc_offset: config.utc_offset,
            window: config.window,
            notices: Notices::default(),
            changes,
        })
    }

    /// Serves commands until told to close or until every handle is gone.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        let mut last_look = Instant::now();
        let mut last_tidy = Instant::now();
        let answer_close = loop {
            match commands.recv_timeout(self.longest_wait()) {
                Ok(first) => {
                    // Whatever came while the last batch was written shares the next commit.
                    let waiting = std::iter::once(first).chain(commands.try_iter());
                    if let Some(answer) = self.serve(waiting.take(MOST_AT_ONCE)) {
                        break Some(answer);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break None,
            }
            if last_look.elapsed() >= notices::EVERY && self.changes.receiver_count() > 0 {
                self.look_for_changes();
                last_look = Instant::now();
            }
            for site in self.notices.due(Instant::now()) {
                self.send_notice(site);
            }
            if last_tidy.elapsed() >= LOOK_AT_THE_CLOCK_EVERY {
                self.keep_house();
                last_tidy = Instant::now();
            }
        };
        let closed = self.database.close();
        if let Err(error) = &closed {
            tracing::error!("the database did not close cleanly: {error}");
        }
        if let Some(answer) = answer_close {
            // Nobody listening means that the caller gave up waiting; the work is done either way.
            let _ = answer.send(closed.map_err(StoreError::from));
        }
    }

    fn longest_wait(&self) -> Duration {
        let quiet = if self.changes.receiver_count() > 0 {
            notices::EVERY
        } else {
            LOOK_AT_THE_CLOCK_EVERY
        };
        self.notices
            .wait(Instant::now())
            .map_or(quiet, |wait| wait.min(quiet))
    }

    /// Serves a batch: first what it writes, in one transaction, then what it reads. Returns who
    /// waits for the end, when the end was asked for.
    ///
    /// A client that reads after its write was answered is in a later batch, so it sees its write.
    fn serve(&mut self, commands: impl Iterator<Item = Command>) -> Option<Answer<()>> {
        // A client that went away no longer listens, and that is no error: sends may fail.
        let mut signs = Vec::new();
        let mut reads = Vec::new();
        let mut close = None;
        for command in commands {
            match command {
                Command::Record(sign, answer) => signs.push((sign, answer)),
                Command::Read(site, page, answer) => reads.push((site, page, answer)),
                Command::Check(answer) => {
                    let _ = answer.send(self.database.check().map_err(StoreError::from));
                }
                Command::Close(answer) => {
                    close = Some(answer);
                    break;
                }
            }
        }
        if !signs.is_empty() {
            self.record(signs);
        }
        if !reads.is_empty() {
            self.answer_reads(reads);
        }
        close
    }

    /// Answers all reads of a batch as of one instant. The totals of a site are read once for all
    /// of them: with thousands of readers on one site their questions come together.
    fn answer_reads(&mut self, reads: Vec<(SiteName, Option<PagePath>, Answer<Snapshot>)>) {
        let now = self.clock.now();
        // Numbers can be read even when the disk is too full to begin the day. The log is told of it
        // by `keep_house`, not once for every poll.
        let _ = self.turn_day(now);
        let mut totals = HashMap::new();
        for (site, page, answer) in reads {
            let _ = answer.send(self.read(now, &mut totals, &site, page));
        }
    }

    fn read(
        &mut self,
        now: Timestamp,
        totals: &mut HashMap<SiteName, SiteTotals>,
        site: &SiteName,
        page: Option<PagePath>,
    ) -> Result<Snapshot, StoreError> {
        let now_ms = now.as_millisecond();
        let site_totals = match totals.get(site) {
            Some(known) => known.clone(),
            None => {
                let periods = Periods::ending(local_day(now, self.utc_offset));
                let read = self.database.site_totals(site, &periods)?;
                totals.insert(site.clone(), read.clone());
                read
            }
        };
        let presence = self.sites.get_mut(site).map(|known| &mut known.presence);
        let (online, online_here) = match (presence, &page) {
            (None, _) => (0, 0),
            (Some(presence), None) => (presence.online(now_ms), 0),
            (Some(presence), Some(path)) => {
                (presence.online(now_ms), presence.online_on(now_ms, path))
            }
        };
        let page = match page {
            None => None,
            Some(path) => Some(PageTotals {
                views: self.database.page_views(site, &path)?,
                online: online_here,
                path,
            }),
        };
        Ok(Snapshot {
            at: now,
            online,
            site: site_totals,
            page,
        })
    }

    /// Tells of tabs whose window has passed since the last look.
    fn look_for_changes(&mut self) {
        let now_ms = self.clock.now().as_millisecond();
        let moved: Vec<_> = self
            .sites
            .iter_mut()
            .filter_map(|(site, known)| known.has_moved(now_ms).then(|| site.clone()))
            .collect();
        self.tell(moved);
    }

    fn tell(&mut self, moved: impl IntoIterator<Item = SiteName>) {
        for site in moved {
            if self.notices.note(&site, Instant::now()) {
                self.send_notice(site);
            }
        }
    }

    fn send_notice(&self, site: SiteName) {
        // Nobody listening is no error.
        let _ = self.changes.send(site);
    }

    fn keep_house(&mut self) {
        let now = self.clock.now();
        if let Err(error) = self.turn_day(now) {
            tracing::error!("cannot begin the day: {error}");
        }
        if let Err(error) = self.database.cut_log() {
            tracing::error!("cannot empty the log of the database: {error}");
        }
        self.look_for_changes();
        let now_ms = now.as_millisecond();
        self.sites
            .retain(|_, known| !known.presence.is_empty(now_ms));
    }

    fn turn_day(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let day = local_day(now, self.utc_offset);
        if day != self.today.day {
            let salt = self.database.begin_day(day)?;
            self.today = Today { day, salt };
            tracing::info!("began the day {day}: yesterday's salt and visitor hashes are deleted");
            // What was today's is yesterday's now, everywhere.
            let sites: Vec<_> = self.sites.keys().cloned().collect();
            self.tell(sites);
        }
        Ok(())
    }
}

impl Site {
    /// Whether who is present changed since this was last asked.
    fn has_moved(&mut self, now_ms: i64) -> bool {
        let version = self.presence.version(now_ms);
        std::mem::replace(&mut self.told_version, version) != version
    }
}
