//! Who is reading a site now, when one process counts alone. Kept in memory only: a list of tabs with
//! the page each one shows is the most telling thing this endpoint ever knows, so it never reaches a
//! disk, and a heartbeat costs no disk write. After a restart the pages' next heartbeats fill it
//! again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::time::Duration;

use crate::identity::{KeyedHash, Person};
use crate::names::{PagePath, TabId};

/// The tabs of one visitor that count. One browser can hold more, but hardly read more; a script
/// that invents tabs gets no further.
pub(crate) const TABS_PER_VISITOR: usize = 20;

/// The tabs behind one address that count, whatever user agents they claim. High, because a school
/// or a mobile operator may have one address for everybody.
pub(crate) const TABS_PER_ADDRESS: usize = 500;

/// The tabs of one site that count; bounds memory (about 300 bytes a tab).
pub(crate) const TABS_PER_SITE: usize = 100_000;

/// How long a goodbye is remembered: longer than a heartbeat can be on its way.
const REMEMBERED_MS: i64 = 60_000;

/// The present tabs of one site. Instants are milliseconds since 1970 on the endpoint's clock.
pub(crate) struct Presence {
    window_ms: i64,
    tabs: HashMap<TabId, Tab>,
    visitors: HashMap<KeyedHash, Vec<TabId>>,
    addresses: HashMap<KeyedHash, usize>,
    pages: HashMap<PagePath, usize>,
    /// When tabs said goodbye; an id among these is not used again.
    left: HashMap<TabId, i64>,
    swept_second: i64,
    version: u64,
}

impl Presence {
    pub(crate) fn new(window: Duration) -> Self {
        Self {
            window_ms: i64::try_from(window.as_millis()).unwrap_or(i64::MAX),
            tabs: HashMap::new(),
            visitors: HashMap::new(),
            addresses: HashMap::new(),
            pages: HashMap::new(),
            left: HashMap::new(),
            swept_second: i64::MIN,
            version: 0,
        }
    }

    /// A tab showed a sign of life on a page.
    ///
    /// A tab is known by its id alone, not by its person: at midnight the salt changes, and a phone
    /// changes networks, and neither may make one tab two.
    pub(crate) fn mark(&mut self, now_ms: i64, tab: TabId, person: Person, page: PagePath) {
        self.sweep(now_ms);
        if self.left.contains_key(&tab) {
            return;
        }
        let version_before = self.version;
        let page_before = self.tabs.get(&tab).map(|tab| tab.page.clone());
        self.remove(&tab);
        if self.tabs.len() >= TABS_PER_SITE
            || self
                .addresses
                .get(&person.address)
                .is_some_and(|&count| count >= TABS_PER_ADDRESS)
        {
            return;
        }
        // Out and in again on the same page moved no number.
        if page_before.as_ref() == Some(&page) {
            self.version = version_before;
        } else {
            self.version += 1;
        }
        self.make_room_for(person.visitor);
        self.visitors
            .entry(person.visitor)
            .or_default()
            .push(tab.clone());
        *self.addresses.entry(person.address).or_default() += 1;
        *self.pages.entry(page.clone()).or_default() += 1;
        self.tabs.insert(
            tab,
            Tab {
                person,
                page,
                seen_ms: now_ms,
            },
        );
    }

    /// A tab said goodbye. Unknown tabs are no error: their time may have run out before.
    ///
    /// A page sends its last heartbeat and its goodbye by different ways, and the goodbye may be
    /// the faster one, so for a while the id is remembered and what comes late is ignored. A page
    /// that comes back from the back/forward cache draws a new id.
    pub(crate) fn leave(&mut self, now_ms: i64, tab: &TabId) {
        self.remove(tab);
        if self.left.len() < TABS_PER_SITE {
            self.left.insert(tab.clone(), now_ms);
        }
    }

    fn remove(&mut self, tab: &TabId) {
        let Some(Tab { person, page, .. }) = self.tabs.remove(tab) else {
            return;
        };
        self.version += 1;
        if let Entry::Occupied(mut tabs) = self.visitors.entry(person.visitor) {
            tabs.get_mut().retain(|other| other != tab);
            if tabs.get().is_empty() {
                tabs.remove();
            }
        }
        decrement(&mut self.addresses, person.address);
        decrement(&mut self.pages, page);
    }

    /// A number that is another one whenever what [`Presence::online`] and [`Presence::online_on`]
    /// say may have changed.
    pub(crate) fn version(&mut self, now_ms: i64) -> u64 {
        self.sweep(now_ms);
        self.version
    }

    /// Whether nobody is present and no goodbye is remembered.
    pub(crate) fn is_empty(&mut self, now_ms: i64) -> bool {
        self.sweep(now_ms);
        self.tabs.is_empty() && self.left.is_empty()
    }

    /// How many tabs are present on the whole site.
    pub(crate) fn online(&mut self, now_ms: i64) -> u64 {
        self.sweep(now_ms);
        self.tabs.len() as u64
    }

    /// How many tabs are present on one page.
    pub(crate) fn online_on(&mut self, now_ms: i64, page: &PagePath) -> u64 {
        self.sweep(now_ms);
        self.pages.get(page).map_or(0, |&count| count as u64)
    }

    /// Drops the tabs whose window has passed. Looks through all tabs at most once a second, so
    /// that a rush of reads does not pay for it each time.
    fn sweep(&mut self, now_ms: i64) {
        let second = now_ms.div_euclid(1000);
        if second == self.swept_second {
            return;
        }
        self.swept_second = second;
        let mut expired = Vec::new();
        for (id, tab) in &mut self.tabs {
            // When the wall clock was set back, a sign of life lies in the future and its tab would
            // stay for as long as the jump was wide. It counts as seen just now instead.
            tab.seen_ms = tab.seen_ms.min(now_ms);
            if now_ms - tab.seen_ms >= self.window_ms {
                expired.push(id.clone());
            }
        }
        for id in &expired {
            self.remove(id);
        }
        self.left
            .retain(|_, left_ms| (0..REMEMBERED_MS).contains(&(now_ms - *left_ms)));
    }

    /// Drops the visitor's longest silent tab when the visitor has reached the limit. The newest
    /// tabs are kept because a page that was killed without a goodbye leaves a ghost behind.
    fn make_room_for(&mut self, visitor: KeyedHash) {
        let Some(tabs) = self.visitors.get(&visitor) else {
            return;
        };
        if tabs.len() < TABS_PER_VISITOR {
            return;
        }
        // Among equally old ones the name decides, as it does in the sorted sets of Redis.
        let silent = |id: &&TabId| {
            let seen_ms = self.tabs.get(*id).map_or(i64::MIN, |tab| tab.seen_ms);
            (seen_ms, id.as_str().to_owned())
        };
        if let Some(oldest) = tabs.iter().min_by_key(silent).cloned() {
            self.remove(&oldest);
        }
    }
}

struct Tab {
    person: Person,
    page: PagePath,
    seen_ms: i64,
}

fn decrement<Key: Hash + Eq>(counts: &mut HashMap<Key, usize>, key: Key) {
    if let Entry::Occupied(mut count) = counts.entry(key) {
        *count.get_mut() -= 1;
        if *count.get() == 0 {
            count.remove();
        }
    }
}

#[cfg(test)]
mod tests;
