//! The state of the poll machine and the rules that move it.

use super::delay;
use super::{Config, Effect, Event, Failure};
use crate::counter::model::Counts;
use std::rc::Rc;

/// What the panel shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// How good the numbers are.
    pub freshness: Freshness,
    /// The last good numbers; a failure never removes or changes them.
    pub counts: Option<Rc<Counts>>,
    /// How the last request failed; `None` once one has succeeded again.
    pub failure: Option<Failure>,
}

/// How good the numbers on display are. Moments are wall-clock milliseconds
/// since 1970, moved along when the clock is set back, so that an age never
/// turns negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// The first reply is not there yet.
    Waiting,
    /// The last request succeeded.
    Live {
        /// When the numbers arrived.
        since_ms: u64,
    },
    /// There are numbers, but newer ones could not be had.
    Stale {
        /// When the numbers arrived.
        since_ms: u64,
    },
    /// There never were any numbers, and the last request failed.
    Unreachable,
    /// The reader paused the panel.
    Paused {
        /// When the numbers arrived, where there are any.
        since_ms: Option<u64>,
    },
}

/// Where one panel's polling stands. Make a new one per endpoint address, and
/// drop the requests and timers of the old one with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    started: bool,
    hidden: bool,
    stowed: bool,
    paused: bool,
    follower: bool,
    /// Since when the browser reports no network, or when that was last tried.
    offline_ms: Option<u64>,
    /// The reader asked: neither a lost leadership nor a missing network stops
    /// the next request.
    asked: bool,
    /// Name of the last request; 0 before the first.
    generation: u64,
    /// The request under way.
    flight: Option<Flight>,
    /// When the last request began.
    began_ms: Option<u64>,
    /// When to ask next; kept while hidden, so that coming back finds out
    /// whether the numbers have aged. `None`: never by itself.
    due_ms: Option<u64>,
    /// For when the caller's timer is set.
    armed_ms: Option<u64>,
    /// The next tick ends the pause after a sleep and is no sign of another.
    waking_up: bool,
    /// Failures since the last success.
    failures: u32,
    failure: Option<Failure>,
    counts: Option<Rc<Counts>>,
    /// When `counts` arrived.
    good_ms: Option<u64>,
    /// The clock at the last event.
    now_ms: u64,
}

/// A request under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Flight {
    generation: u64,
    deadline_ms: u64,
}

impl State {
    /// A machine that has not started: visible, connected, not paused.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the panel shows now; the same as the last [`Effect::Publish`].
    pub fn status(&self) -> Status {
        Status {
            freshness: self.freshness(),
            counts: self.counts.clone(),
            failure: self.failure,
        }
    }

    /// How good the numbers are.
    pub fn freshness(&self) -> Freshness {
        if self.paused {
            return Freshness::Paused {
                since_ms: self.good_ms,
            };
        }
        let is_cut_off = self.failure.is_some() || self.offline_ms.is_some();
        match self.good_ms {
            Some(since_ms) if is_cut_off => Freshness::Stale { since_ms },
            Some(since_ms) => Freshness::Live { since_ms },
            None if is_cut_off => Freshness::Unreachable,
            None => Freshness::Waiting,
        }
    }

    /// Whether a request is under way.
    pub fn is_fetching(&self) -> bool {
        self.flight.is_some()
    }

    /// See [`super::step`].
    pub(super) fn advance(
        &mut self,
        config: &Config,
        event: Event,
        now_ms: u64,
        random: f64,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        let shown_before = self.status();
        self.follow_clock(now_ms);
        // Ages move along with the clock; that alone is nothing to show.
        let shown_before = Status {
            freshness: self.freshness(),
            ..shown_before
        };
        self.take(config, event, delay::chance(random), &mut effects);
        self.arrange(config, &mut effects);
        let shown_now = self.status();
        if shown_now != shown_before {
            effects.push(Effect::Publish(shown_now));
        }
        effects
    }

    /// Moves every remembered moment along when the clock was set back, so
    /// that ages and waiting times stay what they were. A clock set forward
    /// cannot be told from a sleep and is treated as one.
    fn follow_clock(&mut self, now_ms: u64) {
        let back_ms = self.now_ms.saturating_sub(now_ms);
        self.now_ms = now_ms;
        if back_ms == 0 {
            return;
        }
        let deadline_ms = self.flight.as_mut().map(|flight| &mut flight.deadline_ms);
        let moments = [
            &mut self.began_ms,
            &mut self.due_ms,
            &mut self.armed_ms,
            &mut self.good_ms,
            &mut self.offline_ms,
        ];
        for moment_ms in moments.into_iter().flatten().chain(deadline_ms) {
            *moment_ms = moment_ms.saturating_sub(back_ms);
        }
    }

    /// Notes what happened. Whether to ask or to wait is decided afterwards,
    /// by [`State::arrange`] alone.
    fn take(&mut self, config: &Config, event: Event, random: f64, effects: &mut Vec<Effect>) {
        match event {
            Event::Started => {
                if !self.started {
                    self.started = true;
                    self.due_ms = Some(self.now_ms);
                }
            }
            Event::Tick => self.tick(config, random, effects),
            Event::Arrived { generation, counts } => {
                if self.land(generation) {
                    self.succeed(config, counts, random);
                }
            }
            Event::Failed {
                generation,
                failure,
            } => {
                if self.land(generation) {
                    self.fail(config, failure, random);
                }
            }
            Event::Shown => self.hidden = false,
            Event::Hidden => self.hidden = true,
            Event::Online => self.reconnect(config),
            Event::Offline => self.offline_ms = self.offline_ms.or(Some(self.now_ms)),
            Event::PageHidden => {
                self.stowed = true;
                // A request under way bars the page from the back/forward cache.
                self.abort(config, effects);
            }
            Event::PageRestored => self.stowed = false,
            Event::Refresh => self.refresh(config),
            Event::Paused => {
                self.paused = true;
                // What the reader has stopped must not move once more.
                self.abort(config, effects);
            }
            Event::Resumed => self.paused = false,
            Event::LeaderGained => self.follower = false,
            Event::LeaderLost => self.follower = true,
        }
    }

    /// The timer ran out: a request took too long, a poll is due, or the
    /// machine slept through either.
    fn tick(&mut self, config: &Config, random: f64, effects: &mut Vec<Effect>) {
        let Some(armed_ms) = self.armed_ms.take() else {
            return;
        };
        let Some(late_ms) = self.now_ms.checked_sub(armed_ms) else {
            // Too early: the clock was set back. `arrange` waits for the rest.
            return;
        };
        let has_slept = late_ms > delay::base_ms(config) / 2 && !self.waking_up;
        self.waking_up = has_slept;
        let flight = self.flight.take();
        if let Some(flight) = flight {
            effects.push(Effect::Abort {
                generation: flight.generation,
            });
        }
        if has_slept {
            self.due_ms = Some(self.now_ms.saturating_add(config.wake_up_ms));
        } else if flight.is_some() {
            self.fail(config, Failure::TimedOut, random);
        }
    }

    /// Ends the request under way if it is the one named; a reply to an
    /// earlier request comes too late and changes nothing.
    fn land(&mut self, generation: u64) -> bool {
        self.flight
            .take_if(|flight| flight.generation == generation)
            .is_some()
    }

    fn succeed(&mut self, config: &Config, counts: Rc<Counts>, random: f64) {
        let delay_ms = delay::after_success(config, counts.ttl_seconds, random);
        self.due_ms = delay_ms.map(|delay_ms| self.now_ms.saturating_add(delay_ms));
        self.failures = 0;
        self.failure = None;
        // A reply proves a network, whatever the browser believes.
        self.offline_ms = None;
        self.good_ms = Some(self.now_ms);
        self.counts = Some(counts);
    }

    fn fail(&mut self, config: &Config, failure: Failure, random: f64) {
        self.failures = self.failures.saturating_add(1);
        self.failure = Some(failure);
        let delay_ms = delay::after_failure(config, failure, self.failures, self.now_ms, random);
        self.due_ms = Some(self.now_ms.saturating_add(delay_ms));
        self.offline_ms = self.offline_ms.map(|_| self.now_ms);
    }

    /// A network is back: failures that were only its absence are forgiven,
    /// what the endpoint asked for is not.
    fn reconnect(&mut self, config: &Config) {
        self.offline_ms = None;
        if matches!(self.failure, Some(Failure::Unreachable | Failure::TimedOut)) {
            self.failures = 0;
            self.hasten(config.focus_throttle_ms);
        }
    }

    fn refresh(&mut self, config: &Config) {
        if self.started && self.flight.is_none() {
            self.asked = true;
            self.hasten(config.refresh_throttle_ms);
        }
    }

    /// Gives up the request under way and asks again as soon as polling goes on.
    fn abort(&mut self, config: &Config, effects: &mut Vec<Effect>) {
        if let Some(flight) = self.flight.take() {
            effects.push(Effect::Abort {
                generation: flight.generation,
            });
            self.hasten(config.focus_throttle_ms);
        }
    }

    /// Brings the next request forward to now, but not closer than
    /// `throttle_ms` to the beginning of the last one.
    fn hasten(&mut self, throttle_ms: u64) {
        let earliest_ms = self
            .began_ms
            .map_or(0, |began_ms| began_ms.saturating_add(throttle_ms));
        let hastened_ms = self.now_ms.max(earliest_ms);
        self.due_ms = Some(
            self.due_ms
                .map_or(hastened_ms, |due_ms| due_ms.min(hastened_ms)),
        );
    }

    /// Brings request and timer in line with the state: the one place that
    /// begins a request, so that every rule about when not to ask stands in
    /// [`State::next_ms`].
    fn arrange(&mut self, config: &Config, effects: &mut Vec<Effect>) {
        if self
            .next_ms(config)
            .is_some_and(|next_ms| next_ms <= self.now_ms)
        {
            self.generation += 1;
            self.flight = Some(Flight {
                generation: self.generation,
                deadline_ms: self.now_ms.saturating_add(config.timeout_ms),
            });
            self.began_ms = Some(self.now_ms);
            self.due_ms = None;
            self.asked = false;
            self.waking_up = false;
            effects.push(Effect::Fetch {
                generation: self.generation,
            });
        }
        let wanted_ms = self
            .flight
            .map(|flight| flight.deadline_ms)
            .or_else(|| self.next_ms(config));
        if wanted_ms != self.armed_ms {
            self.armed_ms = wanted_ms;
            effects.push(match wanted_ms {
                Some(wanted_ms) => Effect::WakeAfter {
                    delay_ms: timer_delay(wanted_ms, self.now_ms),
                },
                None => Effect::CancelWake,
            });
        }
    }

    /// When the next request may begin as things stand; `None` while there is
    /// one under way, none is planned, or nobody looks.
    fn next_ms(&self, config: &Config) -> Option<u64> {
        let is_watched = self.started && !self.hidden && !self.stowed && !self.paused;
        if self.flight.is_some() || !is_watched || (self.follower && !self.asked) {
            return None;
        }
        let due_ms = self.due_ms?;
        match self.offline_ms {
            // Some virtual network adapters make browsers report "offline"
            // wrongly, so polling slows down instead of ending.
            Some(offline_ms) if !self.asked => {
                Some(due_ms.max(offline_ms.saturating_add(config.backoff_cap_ms)))
            }
            _ => Some(due_ms),
        }
    }
}

/// Browsers take a timer above 2^31 - 1 milliseconds for an expired one, so
/// long waits go by days; a tick that comes early is set again.
fn timer_delay(wanted_ms: u64, now_ms: u64) -> u32 {
    const DAY_MS: u32 = 86_400_000;
    u32::try_from(wanted_ms.saturating_sub(now_ms))
        .unwrap_or(DAY_MS)
        .clamp(1, DAY_MS)
}
