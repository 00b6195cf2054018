//! How much one address may ask for in a minute.
//!
//! What limits an address must not be a record of addresses, nor grow with the number of those who
//! ask: an attacker has as many IPv6 networks as it likes. So there is a table of fixed size, and a
//! hash under a key that lives as long as the process picks the place of an address in it. Two
//! addresses may share a place, and so a limit; among 65,536 that is rare, and costs little.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};

use crate::names::{PagePath, SiteName};

const PLACES: usize = 1 << 16;

/// How many other events an address may send for each hit that it may: a reader sends a hit once and
/// a heartbeat three times in each window.
const EVENTS_PER_HIT: u32 = 10;

/// Of how many hits from one address one page may have the views: a fifth, and a few at least. Without
/// it, one address that gives itself a new user agent each time could push up a page.
const HITS_PER_VIEW: u32 = 5;
const LEAST_VIEWS: u32 = 10;

/// A stand-in for an address, or for the /64 of one of IPv6. Another one in each process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AddressKey(u64);

/// The limits of an endpoint.
pub(super) struct Limits<C: Clock = MonotonicClock> {
    hashes: RandomState,
    hits: Option<Buckets<C>>,
    views: Option<Buckets<C>>,
    events: Option<Buckets<C>>,
    reads: Option<Buckets<C>>,
}

/// Too much from one address. How long until the next request is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limited(pub(super) Duration);

impl Limits {
    /// Limits of that many hits and reads a minute; 0 means none. A whole minute's worth may come at
    /// once.
    pub(super) fn new(hits_per_minute: u32, reads_per_minute: u32) -> Self {
        Self::with_clock(hits_per_minute, reads_per_minute, MonotonicClock)
    }
}

impl<C: Clock + Clone> Limits<C> {
    fn with_clock(hits_per_minute: u32, reads_per_minute: u32, clock: C) -> Self {
        let buckets = |per_minute| Buckets::new(per_minute, clock.clone());
        Self {
            hashes: RandomState::new(),
            hits: buckets(hits_per_minute),
            views: match hits_per_minute {
                0 => None,
                hits => buckets((hits / HITS_PER_VIEW).max(LEAST_VIEWS)),
            },
            events: buckets(hits_per_minute.saturating_mul(EVENTS_PER_HIT)),
            reads: buckets(reads_per_minute),
        }
    }
}

impl<C: Clock> Limits<C> {
    /// What stands for an address.
    pub(super) fn key(&self, address: IpAddr) -> AddressKey {
        // An IPv6 subscriber has a whole /64 and changes the lower half at will (RFC 8981).
        AddressKey(match address.to_canonical() {
            IpAddr::V4(v4) => self.hashes.hash_one(v4.octets()),
            IpAddr::V6(v6) => self.hashes.hash_one(&v6.octets()[..8]),
        })
    }

    /// Takes one more event of any kind, or says how long to wait.
    pub(super) fn event(&self, key: AddressKey) -> Result<(), Limited> {
        check(self.events.as_ref(), key)
    }

    /// Takes one more hit, or says how long to wait.
    pub(super) fn hit(&self, key: AddressKey) -> Result<(), Limited> {
        check(self.hits.as_ref(), key)
    }

    /// Takes one more view of one page, or says how long to wait.
    pub(super) fn view(
        &self,
        key: AddressKey,
        site: &SiteName,
        page: &PagePath,
    ) -> Result<(), Limited> {
        let key = self.hashes.hash_one((key, site.as_str(), page.as_str()));
        check(self.views.as_ref(), AddressKey(key))
    }

    /// Takes one more read, or says how long to wait.
    pub(super) fn read(&self, key: AddressKey) -> Result<(), Limited> {
        check(self.reads.as_ref(), key)
    }
}

fn check<C: Clock>(buckets: Option<&Buckets<C>>, key: AddressKey) -> Result<(), Limited> {
    buckets.map_or(Ok(()), |buckets| buckets.check(key))
}

/// Lets one line in a minute through to the log, with how many events it stands for: whoever floods
/// the endpoint, or a store that is away, must not flood the log as well.
#[derive(Default)]
pub(crate) struct OnceAMinute(Mutex<Untold>);

#[derive(Default)]
struct Untold {
    events: u64,
    told_at: Option<Instant>,
}

impl OnceAMinute {
    const EVERY: Duration = Duration::from_secs(60);

    /// One more event. How many there were since the last line, if there is to be a line now.
    pub(crate) fn note(&self) -> Option<u64> {
        self.due(Instant::now())
    }

    fn due(&self, now: Instant) -> Option<u64> {
        let mut untold = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        untold.events += 1;
        let recently = |at| now.duration_since(at) < Self::EVERY;
        if untold.told_at.is_some_and(recently) {
            return None;
        }
        untold.told_at = Some(now);
        Some(std::mem::take(&mut untold.events))
    }
}

struct Buckets<C: Clock>(RateLimiter<usize, Places, C, NoOpMiddleware<C::Instant>>);

impl<C: Clock> Buckets<C> {
    fn new(per_minute: u32, clock: C) -> Option<Self> {
        let per_minute = NonZeroU32::new(per_minute)?;
        let places = Places((0..PLACES).map(|_| InMemoryState::default()).collect());
        let quota = Quota::per_minute(per_minute);
        Some(Self(RateLimiter::new(quota, places, clock)))
    }

    fn check(&self, key: AddressKey) -> Result<(), Limited> {
        // The remainder is below 65,536.
        let place = (key.0 % PLACES as u64) as usize;
        self.0
            .check_key(&place)
            .map_err(|until| Limited(until.wait_time_from(self.0.clock().now())))
    }
}

/// The table: for each place the instant at which its bucket is full again.
struct Places(Box<[InMemoryState]>);

impl StateStore for Places {
    type Key = usize;

    fn measure_and_replace<T, F, E>(&self, place: &usize, measure: F) -> Result<T, E>
    where
        F: Fn(Option<governor::nanos::Nanos>) -> Result<(T, governor::nanos::Nanos), E>,
    {
        self.0[*place].measure_and_replace(&NotKeyed::NonKey, measure)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limits(hits: u32, reads: u32) -> (Limits<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Limits::with_clock(hits, reads, clock.clone()), clock)
    }

    fn key<C: Clock>(limits: &Limits<C>, address: &str) -> AddressKey {
        limits.key(address.parse().unwrap())
    }

    #[test]
    fn a_minutes_worth_at_once_and_then_at_the_rate() {
        let (limits, clock) = limits(60, 0);
        let key = key(&limits, "192.0.2.1");
        for _ in 0..60 {
            assert_eq!(limits.hit(key), Ok(()));
        }
        let Err(Limited(wait)) = limits.hit(key) else {
            panic!("the 61st hit was taken");
        };
        assert!(
            wait <= Duration::from_secs(1) && wait > Duration::from_millis(900),
            "{wait:?}"
        );
        clock.advance(Duration::from_secs(3));
        for _ in 0..3 {
            assert_eq!(limits.hit(key), Ok(()));
        }
        assert!(limits.hit(key).is_err());
        clock.advance(Duration::from_secs(3600));
        for _ in 0..60 {
            assert_eq!(limits.hit(key), Ok(()));
        }
        assert!(limits.hit(key).is_err());
    }

    #[test]
    fn hits_events_and_reads_are_limited_apart() {
        let (limits, _clock) = limits(2, 3);
        let key = key(&limits, "192.0.2.1");
        let taken =
            |take: &dyn Fn() -> Result<(), Limited>| (0..50).filter(|_| take().is_ok()).count();
        assert_eq!(taken(&|| limits.hit(key)), 2);
        assert_eq!(taken(&|| limits.event(key)), 20);
        assert_eq!(taken(&|| limits.read(key)), 3);
    }

    #[test]
    fn nought_means_no_limit() {
        let (limits, _clock) = limits(0, 0);
        let key = key(&limits, "192.0.2.1");
        for _ in 0..10_000 {
            assert_eq!(
                (limits.hit(key), limits.event(key), limits.read(key)),
                (Ok(()), Ok(()), Ok(()))
            );
        }
    }

    #[test]
    fn a_subscriber_is_one_address_whatever_the_lower_half() {
        let (limits, _clock) = limits(1, 1);
        let same = |one: &str, other: &str| key(&limits, one) == key(&limits, other);
        assert!(same("192.0.2.1", "192.0.2.1"));
        assert!(same("192.0.2.1", "::ffff:192.0.2.1"));
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
    }

    #[test]
    fn other_addresses_are_not_held_up() {
        let (limits, _clock) = limits(5, 0);
        let flooder = key(&limits, "192.0.2.1");
        while limits.hit(flooder).is_ok() {}
        let place = |key: AddressKey| key.0 % PLACES as u64;
        let held_up = (0..=255_u8)
            .map(|last| limits.key(IpAddr::from([198, 51, 100, last])))
            .filter(|&other| place(other) != place(flooder))
            .filter(|&other| limits.hit(other).is_err())
            .count();
        // Two of the 256 may share a place with each other, but a place takes five.
        assert_eq!(held_up, 0);
    }

    #[test]
    fn the_log_is_told_once_a_minute() {
        let log = OnceAMinute::default();
        let start = Instant::now();
        let due = |seconds| log.due(start + Duration::from_secs(seconds));
        assert_eq!(due(0), Some(1));
        for second in 1..60 {
            assert_eq!(due(second), None);
        }
        assert_eq!(due(60), Some(60));
        assert_eq!(due(61), None);
    }

    #[test]
    fn the_key_differs_from_process_to_process() {
        let (one, _) = limits(1, 1);
        let (other, _) = limits(1, 1);
        assert_ne!(key(&one, "192.0.2.1"), key(&other, "192.0.2.1"));
    }
}
