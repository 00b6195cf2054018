//! How many connections may be open at once: in all, and from one address.
//!
//! Where all places are taken, no connection is accepted until one is free: those that wait do so in
//! the queue of the operating system, in the order in which they came. To close them instead would
//! let whoever asks most often win. Nobody waits for ever, because a connection that sends no head, or
//! takes no answer, ends by itself, and streams have a limit of their own.
//!
//! Who has too many from one address is shut out at once: waiting would hold up all the others.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::{AddressKey, Limits, OnceAMinute};
use super::metrics::Metrics;
use super::settings::ConnectionCaps;

/// The places for the connections of the main listener; clones share them.
#[derive(Clone)]
pub(crate) struct Connections(Arc<Shared>);

struct Shared {
    /// None without a limit.
    places: Option<Arc<Semaphore>>,
    /// None without a limit.
    per_address: Option<PerAddress>,
    metrics: Arc<Metrics>,
    full_log: OnceAMinute,
    refused_log: OnceAMinute,
}

struct PerAddress {
    most: u32,
    limits: Arc<Limits>,
    open: Mutex<HashMap<AddressKey, u32>>,
}

/// A place among all, for a connection that has yet to come. Dropping it gives the place back.
pub(crate) struct FreePlace {
    /// None without a limit.
    _permit: Option<OwnedSemaphorePermit>,
}

/// The place of an open connection. Dropping it gives the place back.
pub(crate) struct Place {
    shared: Arc<Shared>,
    address: Option<AddressKey>,
    _among_all: FreePlace,
}

impl Connections {
    /// With proxies before the endpoint, all connections come from the addresses of a few of them,
    /// so there an address has no limit.
    pub(super) fn new(
        caps: ConnectionCaps,
        trusted_hops: usize,
        limits: Arc<Limits>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let places = usize::try_from(caps.total)
            .unwrap_or(usize::MAX)
            .min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Shared {
            places: (places > 0).then(|| Arc::new(Semaphore::new(places))),
            per_address: (caps.per_address > 0 && trusted_hops == 0).then(|| PerAddress {
                most: caps.per_address,
                limits,
                open: Mutex::default(),
            }),
            metrics,
            full_log: OnceAMinute::default(),
            refused_log: OnceAMinute::default(),
        }))
    }

    /// Waits until there is a place for one more.
    pub(crate) async fn free_place(&self) -> FreePlace {
        let Some(places) = &self.0.places else {
            return FreePlace { _permit: None };
        };
        if let Ok(permit) = Arc::clone(places).try_acquire_owned() {
            return FreePlace {
                _permit: Some(permit),
            };
        }
        self.0.metrics.connections_full();
        if let Some(times) = self.0.full_log.note() {
            tracing::warn!(
                times,
                "all places for connections are taken, so further ones have to wait. If memory and \
                 open files allow more, raise --max-connections"
            );
        }
        // An error would say that nobody limits any more; nobody closes the semaphore.
        let permit = Arc::clone(places).acquire_owned().await.ok();
        FreePlace { _permit: permit }
    }

    /// Gives the place to a connection from that address, unless it has too many.
    pub(crate) fn take(&self, free: FreePlace, peer: IpAddr) -> Option<Place> {
        let address = match &self.0.per_address {
            None => None,
            Some(per_address) => match per_address.add(peer) {
                Some(key) => Some(key),
                None => {
                    self.refused();
                    return None;
                }
            },
        };
        self.0.metrics.connection_opened();
        Some(Place {
            shared: Arc::clone(&self.0),
            address,
            _among_all: free,
        })
    }

    /// Addresses are not named.
    fn refused(&self) {
        self.0.metrics.connection_refused();
        if let Some(refused) = self.0.refused_log.note() {
            tracing::warn!(
                refused,
                "connections were closed at once because their addresses had too many. Behind a \
                 proxy add --behind with the number of proxies; if readers share an address, raise \
                 --max-connections-per-address"
            );
        }
    }
}

impl PerAddress {
    fn add(&self, peer: IpAddr) -> Option<AddressKey> {
        let key = self.limits.key(peer);
        let mut open = self.open();
        let count = open.entry(key).or_default();
        // An entry that was made just now is below any limit.
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(key)
    }

    fn remove(&self, key: AddressKey) {
        let mut open = self.open();
        if let Some(count) = open.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                open.remove(&key);
            }
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<AddressKey, u32>> {
        // Nothing in here is left half done by a panic.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shared.metrics.connection_closed();
        if let (Some(per_address), Some(key)) = (&self.shared.per_address, self.address) {
            per_address.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use futures_util::FutureExt;

    use super::*;

    fn connections(total: u32, per_address: u32, trusted_hops: usize) -> Connections {
        let caps = ConnectionCaps { total, per_address };
        Connections::new(
            caps,
            trusted_hops,
            Arc::new(Limits::new(0, 0)),
            Arc::new(Metrics::new()),
        )
    }

    /// A place for one from that address, if there is one without waiting.
    fn enter(connections: &Connections, address: &str) -> Option<Place> {
        let free = connections.free_place().now_or_never()?;
        connections.take(free, address.parse().unwrap())
    }

    fn has_line(connections: &Connections, line: &str) -> bool {
        connections
            .0
            .metrics
            .text()
            .lines()
            .any(|found| found == line)
    }

    #[test]
    fn in_all_there_are_so_many_places_and_each_comes_free_again() {
        let connections = connections(2, 0, 0);
        let first = enter(&connections, "192.0.2.1");
        let second = enter(&connections, "192.0.2.1");
        assert!(first.is_some() && second.is_some());
        assert!(enter(&connections, "192.0.2.2").is_none());
        assert!(has_line(&connections, "readerly_counter_connections 2"));
        assert!(has_line(
            &connections,
            "readerly_counter_connections_full_total 1"
        ));
        drop(first);
        assert!(enter(&connections, "192.0.2.2").is_some());
    }

    #[test]
    fn an_address_has_so_many_and_others_are_not_held_up() {
        let connections = connections(0, 2, 0);
        let ours: Vec<_> = (0..3).map(|_| enter(&connections, "2001:db8::1")).collect();
        assert_eq!(ours.iter().flatten().count(), 2);
        // The same subscriber, by another address of the same /64.
        assert!(enter(&connections, "2001:db8::2").is_none());
        assert!(enter(&connections, "2001:db8:0:1::1").is_some());
        assert!(has_line(
            &connections,
            "readerly_counter_connections_refused_total 2"
        ));
        drop(ours);
        assert!(enter(&connections, "2001:db8::2").is_some());
        assert!(has_line(&connections, "readerly_counter_connections 0"));
        // Who is gone leaves nothing behind.
        assert!(
            connections
                .0
                .per_address
                .as_ref()
                .unwrap()
                .open()
                .is_empty()
        );
    }

    #[test]
    fn whoever_is_refused_takes_no_place() {
        let connections = connections(2, 1, 0);
        let _one = enter(&connections, "192.0.2.1");
        assert!(enter(&connections, "192.0.2.1").is_none());
        assert!(enter(&connections, "192.0.2.2").is_some());
    }

    #[test]
    fn nought_means_no_limit_and_so_does_a_proxy_for_its_address() {
        for connections in [connections(0, 0, 0), connections(0, 1, 1)] {
            let places: Vec<_> = (0..1000)
                .map(|_| enter(&connections, "192.0.2.1"))
                .collect();
            assert_eq!(places.iter().flatten().count(), 1000);
        }
    }
}
