//! What one panel's machine tells those of other panels.

use super::state::State;
use super::{Config, Failure};
use crate::counter::model::Counts;
use std::rc::Rc;

/// Where the polling of one panel stands. Moments are wall-clock milliseconds
/// since 1970, for all panels of a browser have the same clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// When this came to be so; of two, the one with the greater moment holds.
    pub moved_ms: u64,
    /// When the last request began.
    pub began_ms: Option<u64>,
    /// When to ask next. While a request is under way, the end of its time
    /// limit: until then nobody else needs to ask.
    pub due_ms: Option<u64>,
    /// How the last request failed, without the endpoint's `Retry-After`,
    /// which is part of `due_ms` already.
    pub failure: Option<Failure>,
    /// Failures since the last success.
    pub failures: u32,
    /// When `counts` arrived.
    pub good_ms: Option<u64>,
    /// When the request for them began; of two, the later ones are shown.
    pub fresh_ms: Option<u64>,
    /// The last good numbers.
    pub counts: Option<Rc<Counts>>,
}

impl State {
    /// Where the polling stands.
    pub fn news(&self) -> News {
        let deadline_ms = self.flight.map(|flight| flight.deadline_ms);
        News {
            moved_ms: self.moved_ms,
            began_ms: self.began_ms,
            due_ms: deadline_ms.or(self.due_ms),
            failure: self.failure,
            failures: self.failures,
            good_ms: self.good_ms,
            fresh_ms: self.fresh_ms,
            counts: self.counts.clone(),
        }
    }

    /// Lets another panel's machine poll, as [`super::Event::LeaderLost`] does,
    /// before anything has happened.
    pub(in crate::counter) fn follow(&mut self) {
        self.follower = true;
    }

    /// How often this machine has brought polling elsewhere by itself.
    pub(in crate::counter) fn turns(&self) -> u32 {
        self.turns
    }

    /// Whether polling stands where this machine brought it.
    pub(in crate::counter) fn is_own(&self) -> bool {
        self.is_own
    }

    /// Takes over what is newer than what is known here: numbers by the time at
    /// which they were asked for, all else by the time at which it came to be so.
    pub(super) fn told(&mut self, config: &Config, news: News) {
        let is_newer = (news.fresh_ms, news.moved_ms) > (self.fresh_ms, self.moved_ms);
        // What the reader has stopped must not move; it is told again when the
        // panel goes on.
        if let Some(counts) = news.counts
            && is_newer
            && !self.paused
        {
            self.line.offer.clone_from(&counts.stream);
            self.counts = Some(counts);
            self.good_ms = news.good_ms;
            self.fresh_ms = news.fresh_ms;
            self.offline_ms = None;
        }
        if news.moved_ms > self.moved_ms {
            self.is_own = false;
            self.moved_ms = news.moved_ms;
            self.began_ms = self.began_ms.max(news.began_ms);
            self.failure = news.failure;
            self.failures = news.failures;
            if self.flight.is_none() {
                // That there is nothing more to ask holds only for a panel that
                // has its numbers, and wants them once.
                let is_content = config.interval_ms == 0 && self.counts.is_some();
                self.due_ms = news.due_ms.or((!is_content).then_some(self.now_ms));
            }
        }
    }
}
