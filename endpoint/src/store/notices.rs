//! Tells listeners that the numbers of a site moved, at most once a second and site.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::names::SiteName;

/// The shortest time between two notices about one site. A listener answers a notice by reading the
/// site once for all that it serves; a rush of hits must not become a rush of reads.
pub(super) const EVERY: Duration = Duration::from_secs(1);

/// Which sites moved, and when that was last told. The first move after a quiet second is told at
/// once, the ones after it together when their second is over: no move stays untold.
#[derive(Default)]
pub(super) struct Notices {
    sites: HashMap<SiteName, Told>,
}

struct Told {
    at: Instant,
    moved_since: bool,
}

impl Notices {
    /// Notes that a site moved. Whether to tell it now; else [`Notices::due`] will.
    pub(super) fn note(&mut self, site: &SiteName, now: Instant) -> bool {
        if let Some(told) = self.sites.get_mut(site) {
            if now.duration_since(told.at) < EVERY {
                told.moved_since = true;
                return false;
            }
            told.at = now;
            told.moved_since = false;
            return true;
        }
        let told = Told {
            at: now,
            moved_since: false,
        };
        self.sites.insert(site.clone(), told);
        true
    }

    /// The sites that are to be told now.
    pub(super) fn due(&mut self, now: Instant) -> Vec<SiteName> {
        let mut due = Vec::new();
        self.sites.retain(|site, told| {
            if now.duration_since(told.at) < EVERY {
                return true;
            }
            if !told.moved_since {
                return false;
            }
            told.at = now;
            told.moved_since = false;
            due.push(site.clone());
            true
        });
        due
    }

    /// How long until some site is due; none when nothing waits.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        self.sites
            .values()
            .filter(|told| told.moved_since)
            .map(|told| EVERY.saturating_sub(now.duration_since(told.at)))
            .min()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn the_first_move_is_told_at_once_and_the_last_one_never_lost() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let (a, b): (SiteName, SiteName) = ("a".parse().unwrap(), "b".parse().unwrap());
        let mut notices = Notices::default();
        assert_eq!(notices.wait(at(0)), None);
        assert!(notices.note(&a, at(0)));
        assert_eq!(notices.wait(at(0)), None);
        assert!(!notices.note(&a, at(100)));
        assert!(!notices.note(&a, at(200)));
        assert!(notices.note(&b, at(300)));
        assert_eq!(notices.wait(at(400)), Some(Duration::from_millis(600)));
        assert_eq!(notices.due(at(999)), []);
        assert_eq!(notices.due(at(1000)), ["a".parse().unwrap()]);
        assert_eq!(notices.wait(at(1000)), None);
        assert_eq!(notices.due(at(5000)), []);
        assert!(notices.sites.is_empty());
        assert!(notices.note(&a, at(5001)));
    }
}
