//! Several endpoints feed one panel.

use super::model::Counts;
use super::poll::{Freshness, Status};
use super::read::set_number;
use super::shapes::{PAGE_ONLINE, TOTAL};
use std::rc::Rc;

/// Puts together what several endpoints give one panel, in the order in which
/// their owner named them. One alone stays as it is.
///
/// - Numbers: the first endpoint that offers a field gives it.
/// - Freshness speaks of the numbers on display, so an endpoint that never gave
///   any has no say in it where another did:
///   paused if any is, with the age of the oldest numbers;
///   else stale if any endpoint with numbers is, with the age of the oldest;
///   else live if any is, with the newest arrival;
///   else waiting if any still is;
///   else unreachable.
/// - Failure: that of the first endpoint that has one.
pub fn merge(statuses: &[Status]) -> Status {
    if let [one] = statuses {
        return one.clone();
    }
    let (mut is_paused, mut is_stale, mut is_waiting) = (false, false, false);
    let (mut oldest_ms, mut newest_ms): (Option<u64>, Option<u64>) = (None, None);
    let mut counts: Option<Rc<Counts>> = None;
    let mut failure = None;
    for status in statuses {
        let since_ms = match status.freshness {
            Freshness::Live { since_ms } => Some(since_ms),
            Freshness::Stale { since_ms } => {
                is_stale = true;
                Some(since_ms)
            }
            Freshness::Paused { since_ms } => {
                is_paused = true;
                since_ms
            }
            Freshness::Waiting => {
                is_waiting = true;
                None
            }
            Freshness::Unreachable => None,
        };
        if let Some(since_ms) = since_ms {
            oldest_ms = Some(oldest_ms.map_or(since_ms, |oldest| oldest.min(since_ms)));
            newest_ms = Some(newest_ms.map_or(since_ms, |newest| newest.max(since_ms)));
        }
        failure = failure.or(status.failure);
        match (&mut counts, &status.counts) {
            (_, None) => {}
            (None, Some(given)) => counts = Some(given.clone()),
            (Some(counts), Some(given)) => fill_gaps(Rc::make_mut(counts), given),
        }
    }
    let freshness = match (oldest_ms, newest_ms) {
        (since_ms, _) if is_paused => Freshness::Paused { since_ms },
        (Some(since_ms), _) if is_stale => Freshness::Stale { since_ms },
        (_, Some(since_ms)) => Freshness::Live { since_ms },
        _ if is_waiting => Freshness::Waiting,
        _ => Freshness::Unreachable,
    };
    Status {
        freshness,
        counts,
        failure,
    }
}

/// Gives `counts` what it lacks and `other` offers.
pub(super) fn fill_gaps(counts: &mut Counts, other: &Counts) {
    fn text(slot: &mut Option<String>, other: &Option<String>) {
        if slot.is_none() {
            slot.clone_from(other);
        }
    }
    counts.online = counts.online.or(other.online);
    for field in PAGE_ONLINE..=TOTAL {
        if let (None, Some(number)) = (counts.number(field), other.number(field)) {
            set_number(counts, field, number);
        }
    }
    if let Some(other) = &other.page {
        let page = counts.page.get_or_insert_default();
        text(&mut page.path, &other.path);
    }
    text(&mut counts.since, &other.since);
    text(&mut counts.at, &other.at);
    text(&mut counts.stream, &other.stream);
    counts.ttl_seconds = counts.ttl_seconds.or(other.ttl_seconds);
    if counts.shown.is_none() {
        counts.shown.clone_from(&other.shown);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
