//! One snapshot for all who follow the same page.
//!
//! Each site that somebody follows has a room: a task that reads the numbers when they move, once
//! for each followed page and at most once a second, and hands the finished text to all who follow.
//! So 10,000 readers of one page cost one read. A site that nobody follows has no room and costs
//! nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::{Notify, broadcast, watch};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::http::counter_json::{CounterJson, Wire};
use crate::http::limits::AddressKey;
use crate::http::metrics::{Metrics, Operation, RefusedStream};
use crate::http::settings::StreamCaps;
use crate::names::{PagePath, SiteName};
use crate::store::{Snapshot, Store};

/// The shortest time between two snapshots of a page.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

/// A room whose reads take long waits three times as long before it reads again, so that streams
/// never take more than a quarter of the store's time.
const PAUSE_PER_READING: u32 = 3;

/// How often numbers are read and a sign of life is sent though nothing was told to have moved. Tabs
/// go without a word and days turn, and proxies close what is silent.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How often a snapshot is sent though no number moved. A page cannot see the comments of a stream,
/// so this is what tells it that the stream lives.
const SNAPSHOT_AT_LEAST_EVERY: Duration = Duration::from_secs(60);

/// All rooms of an endpoint; clones share them.
#[derive(Clone)]
pub(in crate::http) struct Hub(Arc<Shared>);

struct Shared {
    store: Store,
    wire: Wire,
    caps: StreamCaps,
    metrics: Arc<Metrics>,
    rooms: Mutex<Rooms>,
}

#[derive(Default)]
struct Rooms {
    sites: HashMap<SiteName, Room>,
    addresses: HashMap<AddressKey, u32>,
    followers: u32,
    closed: bool,
}

struct Room {
    pages: HashMap<Option<PagePath>, Page>,
    /// Told when a page without a snapshot was added.
    newcomer: Arc<Notify>,
    task: AbortHandle,
}

struct Page {
    followers: u32,
    frames: Arc<watch::Sender<Frame>>,
    /// The tag of the last snapshot: equal tags are equal numbers.
    tag: String,
    last_snapshot: Instant,
    last_frame: Instant,
}

/// What a follower is to know: the newest snapshot, and that the room still lives. A follower that
/// is slow finds the newest when it looks; what it missed is gone.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// The number of the snapshot, which grows; 0 while there is none. Milliseconds since 1970, so
    /// that it grows over restarts too.
    pub(super) number: u64,
    /// The snapshot as it goes out.
    pub(super) snapshot: Bytes,
}

/// A place in a room. Dropping it gives the place back.
pub(in crate::http) struct Follower {
    pub(super) frames: watch::Receiver<Frame>,
    shared: Arc<Shared>,
    site: SiteName,
    page: Option<PagePath>,
    address: AddressKey,
}

impl Hub {
    pub(in crate::http) fn new(
        store: Store,
        wire: Wire,
        caps: StreamCaps,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self(Arc::new(Shared {
            store,
            wire,
            caps,
            metrics,
            rooms: Mutex::default(),
        }))
    }

    /// Takes a place for somebody who wants to follow a page, or the whole site.
    pub(in crate::http) fn join(
        &self,
        site: SiteName,
        page: Option<PagePath>,
        address: AddressKey,
    ) -> Result<Follower, RefusedStream> {
        let mut guard = self.0.rooms();
        let rooms = &mut *guard;
        let of_address = rooms.addresses.get(&address).copied().unwrap_or_default();
        if rooms.closed {
            return Err(RefusedStream::Closing);
        }
        if rooms.followers >= self.0.caps.total {
            return Err(RefusedStream::Total);
        }
        if of_address >= self.0.caps.per_address {
            return Err(RefusedStream::Address);
        }
        let room = rooms
            .sites
            .entry(site.clone())
            .or_insert_with(|| self.open_room(&site));
        let newcomer = &room.newcomer;
        let page_of_room = room.pages.entry(page.clone()).or_insert_with(|| {
            newcomer.notify_one();
            Page::new()
        });
        page_of_room.followers += 1;
        let frames = page_of_room.frames.subscribe();
        rooms.followers += 1;
        rooms.addresses.insert(address, of_address + 1);
        self.0.metrics.set_streams(rooms.followers);
        drop(guard);
        Ok(Follower {
            frames,
            shared: Arc::clone(&self.0),
            site,
            page,
            address,
        })
    }

    /// Ends all streams, and refuses new ones.
    pub(in crate::http) fn close(&self) {
        let mut rooms = self.0.rooms();
        rooms.closed = true;
        for (_, room) in rooms.sites.drain() {
            room.task.abort();
        }
    }

    fn open_room(&self, site: &SiteName) -> Room {
        let newcomer = Arc::new(Notify::new());
        let keeper = Keeper {
            shared: Arc::clone(&self.0),
            site: site.clone(),
            newcomer: Arc::clone(&newcomer),
            reading_fails: false,
        };
        let changes = self.0.store.changes();
        Room {
            pages: HashMap::new(),
            newcomer,
            task: tokio::spawn(keeper.keep(changes)).abort_handle(),
        }
    }
}

impl Shared {
    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        // Nothing in here is left half done by a panic that would matter to the next one.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            followers: 0,
            frames: Arc::new(watch::Sender::new(Frame::default())),
            tag: String::new(),
            last_snapshot: now,
            last_frame: now,
        }
    }

    fn is_new(&self) -> bool {
        self.tag.is_empty()
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let mut guard = self.shared.rooms();
        let rooms = &mut *guard;
        rooms.followers = rooms.followers.saturating_sub(1);
        self.shared.metrics.set_streams(rooms.followers);
        if let Some(count) = rooms.addresses.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                rooms.addresses.remove(&self.address);
            }
        }
        // After the end there are no rooms, and nothing to give back.
        let Some(room) = rooms.sites.get_mut(&self.site) else {
            return;
        };
        if let Some(page) = room.pages.get_mut(&self.page) {
            page.followers -= 1;
            if page.followers == 0 {
                room.pages.remove(&self.page);
            }
        }
        if room.pages.is_empty() {
            room.task.abort();
            rooms.sites.remove(&self.site);
        }
    }
}

/// The task of a room.
struct Keeper {
    shared: Arc<Shared>,
    site: SiteName,
    newcomer: Arc<Notify>,
    reading_fails: bool,
}

impl Keeper {
    /// Runs until aborted.
    async fn keep(mut self, mut changes: broadcast::Receiver<SiteName>) {
        let mut moved = false;
        let mut listening = true;
        let mut read_at = Instant::now();
        let mut earliest = read_at;
        loop {
            let due = if moved { earliest } else { read_at + HEARTBEAT };
            tokio::select! {
                () = self.newcomer.notified() => {
                    self.read_pages(Page::is_new).await;
                    if !moved {
                        earliest = earliest.max(Instant::now() + SHORTEST_PAUSE);
                    }
                }
                change = changes.recv(), if listening && !moved => match change {
                    Ok(site) => moved = site == self.site,
                    Err(broadcast::error::RecvError::Lagged(_)) => moved = true,
                    // The store is closed: there is nothing more to tell.
                    Err(broadcast::error::RecvError::Closed) => listening = false,
                },
                () = tokio::time::sleep_until(due) => {
                    // What was told until now is in the numbers that are read next.
                    changes = changes.resubscribe();
                    moved = false;
                    read_at = Instant::now();
                    self.read_pages(|_| true).await;
                    let pause = read_at.elapsed() * PAUSE_PER_READING;
                    earliest = Instant::now() + pause.max(SHORTEST_PAUSE);
                }
            }
        }
    }

    /// Reads the numbers of the wanted pages and hands them out.
    async fn read_pages(&mut self, wanted: fn(&Page) -> bool) {
        let mut failed = false;
        for path in self.pages(wanted) {
            // A store that is away takes its time to say so. Asked again for each page, it would
            // keep the last ones waiting for their sign of life for longer than proxies bear.
            if failed {
                self.publish(&path, None);
                continue;
            }
            let store = &self.shared.store;
            let reading = store.read(self.site.clone(), path.clone());
            match self
                .shared
                .metrics
                .watch_store(Operation::Read, reading)
                .await
            {
                Ok(snapshot) => {
                    self.reading_fails = false;
                    self.publish(&path, Some(&snapshot));
                }
                Err(error) => {
                    // Followers keep what they have. The log is told once, not every few seconds.
                    if !self.reading_fails {
                        tracing::error!("streams of {} cannot be told: {error}", self.site);
                    }
                    self.reading_fails = true;
                    failed = true;
                    self.publish(&path, None);
                }
            }
        }
    }

    fn pages(&self, wanted: fn(&Page) -> bool) -> Vec<Option<PagePath>> {
        let rooms = self.shared.rooms();
        let Some(room) = rooms.sites.get(&self.site) else {
            return Vec::new();
        };
        room.pages
            .iter()
            .filter(|(_, page)| wanted(page))
            .map(|(path, _)| path.clone())
            .collect()
    }

    fn publish(&self, path: &Option<PagePath>, snapshot: Option<&Snapshot>) {
        let now = Instant::now();
        let json = snapshot.map(|snapshot| self.shared.wire.counter_json(&self.site, snapshot));
        let tag = json.as_ref().map(CounterJson::etag);
        let mut rooms = self.shared.rooms();
        let Some(page) = rooms
            .sites
            .get_mut(&self.site)
            .and_then(|room| room.pages.get_mut(path))
        else {
            return;
        };
        let stale = now.duration_since(page.last_snapshot) >= SNAPSHOT_AT_LEAST_EVERY;
        let mut frame = None;
        if let (Some(snapshot), Some(json), Some(tag)) = (snapshot, json, tag)
            && (stale || tag != page.tag)
        {
            let at = u64::try_from(snapshot.at.as_millisecond()).unwrap_or_default();
            let number = at.max(page.frames.borrow().number + 1);
            page.tag = tag;
            page.last_snapshot = now;
            self.shared.metrics.made_snapshot();
            frame = Some(Frame {
                number,
                snapshot: super::event(number, &json.text()),
            });
        } else if now.duration_since(page.last_frame) < HEARTBEAT / 2 {
            return;
        }
        page.last_frame = now;
        let frames = Arc::clone(&page.frames);
        // Thousands may be woken: not while nobody else can come or go.
        drop(rooms);
        frames.send_modify(|old| {
            if let Some(frame) = frame {
                *old = frame;
            }
        });
    }
}
