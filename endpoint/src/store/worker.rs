//! The loop of the store thread.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;

use super::database::Database;
use super::{Command, Event, OpenError, PageTotals, Sign, Snapshot, StoreError};
use crate::calendar::{Periods, UtcOffset, local_day};
use crate::clock::Clock;
use crate::config::Config;
use crate::identity::Salt;
use crate::names::{PagePath, SiteName};
use crate::presence::Presence;

/// How often the thread looks at the clock unasked: at least this often yesterday's salt and hashes
/// go after midnight even on a quiet night, and sites that nobody reads leave the memory.
const LOOK_AT_THE_CLOCK_EVERY: Duration = Duration::from_secs(30);

pub(super) struct Worker {
    database: Database,
    presence: HashMap<SiteName, Presence>,
    today: Today,
    clock: Arc<dyn Clock>,
    utc_offset: UtcOffset,
    window: Duration,
}

/// The day that was begun, with its salt.
struct Today {
    day: Date,
    salt: Salt,
}

impl Worker {
    pub(super) fn open(config: &Config) -> Result<Self, OpenError> {
        let mut database = Database::open(&config.database)?;
        let day = local_day(config.clock.now(), config.utc_offset);
        let salt = database
            .begin_day(day)
            .map_err(|source| OpenError::BeginDay {
                path: config.database.clone(),
                source: source.into(),
            })?;
        Ok(Self {
            database,
            presence: HashMap::new(),
            today: Today { day, salt },
            clock: Arc::clone(&config.clock),
            utc_offset: config.utc_offset,
            window: config.window,
        })
    }

    /// Serves commands until told to close or until every handle is gone.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        let mut last_look = Instant::now();
        let answer_close = loop {
            match commands.recv_timeout(LOOK_AT_THE_CLOCK_EVERY) {
                Ok(Command::Close(answer)) => break Some(answer),
                Ok(command) => self.serve(command),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break None,
            }
            if last_look.elapsed() >= LOOK_AT_THE_CLOCK_EVERY {
                self.keep_house();
                last_look = Instant::now();
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

    fn serve(&mut self, command: Command) {
        // A client that went away no longer listens, and that is no error: sends may fail.
        match command {
            Command::Record(sign, answer) => {
                let _ = answer.send(self.record(sign));
            }
            Command::Read(site, page, answer) => {
                let _ = answer.send(self.read(&site, page));
            }
            Command::Check(answer) => {
                let _ = answer.send(self.database.check().map_err(StoreError::from));
            }
            Command::Close(_) => {}
        }
    }

    fn record(&mut self, sign: Sign) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.turn_day(now)?;
        let Sign {
            site,
            event,
            tab,
            address,
            user_agent,
        } = sign;
        let page = match event {
            Event::Leave => {
                if let Some(presence) = self.presence.get_mut(&site) {
                    presence.leave(now.as_millisecond(), &tab);
                }
                return Ok(());
            }
            Event::Hit(ref page) | Event::Heartbeat(ref page) => page.clone(),
        };
        if !self.presence.contains_key(&site) && self.presence.len() >= Database::MOST_SITES {
            return Err(StoreError::TooManySites);
        }
        let person = self.today.salt.person(&site, address, &user_agent);
        if let Event::Hit(page) = &event {
            self.database
                .count(&site, self.today.day, person.visitor, page)?;
        }
        let window = self.window;
        let presence = self
            .presence
            .entry(site)
            .or_insert_with(|| Presence::new(window));
        presence.mark(now.as_millisecond(), tab, person, page);
        Ok(())
    }

    fn read(&mut self, site: &SiteName, page: Option<PagePath>) -> Result<Snapshot, StoreError> {
        let now = self.clock.now();
        // Numbers can be read even when the disk is too full to begin the day.
        if let Err(error) = self.turn_day(now) {
            tracing::error!("cannot begin the day: {error}");
        }
        let now_ms = now.as_millisecond();
        let periods = Periods::ending(local_day(now, self.utc_offset));
        let totals = self.database.site_totals(site, &periods)?;
        let presence = self.presence.get_mut(site);
        let (online, page) = match (presence, page) {
            (None, None) => (0, None),
            (None, Some(path)) => (0, Some((path, 0))),
            (Some(presence), None) => (presence.online(now_ms), None),
            (Some(presence), Some(path)) => {
                let here = presence.online_on(now_ms, &path);
                (presence.online(now_ms), Some((path, here)))
            }
        };
        let page = match page {
            None => None,
            Some((path, online)) => {
                let views = self.database.page_views(site, &path)?;
                Some(PageTotals {
                    path,
                    views,
                    online,
                })
            }
        };
        Ok(Snapshot {
            at: now,
            online,
            site: totals,
            page,
        })
    }

    fn keep_house(&mut self) {
        let now = self.clock.now();
        if let Err(error) = self.turn_day(now) {
            tracing::error!("cannot begin the day: {error}");
        }
        self.presence
            .retain(|_, presence| presence.online(now.as_millisecond()) > 0);
    }

    fn turn_day(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let day = local_day(now, self.utc_offset);
        if day != self.today.day {
            let salt = self.database.begin_day(day)?;
            self.today = Today { day, salt };
            tracing::info!("began the day {day}: yesterday's salt and visitor hashes are deleted");
        }
        Ok(())
    }
}
