//! The state of the poll machine and the rules that move it.

use super::delay;
use super::line::Line;
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
    pub(super) paused: bool,
    pub(super) follower: bool,
    /// Since when the browser reports no network, or when that was last tried.
    pub(super) offline_ms: Option<u64>,
    /// The reader asked: neither a lost leadership, a missing network nor a
    /// stream stops the next request.
    asked: bool,
    /// Name of the last request or stream; 0 before the first.
    pub(super) generation: u64,
    /// The request under way.
    pub(super) flight: Option<Flight>,
    /// When the last request began, here or in the panel that leads.
    pub(super) began_ms: Option<u64>,
    /// When to ask next; kept while hidden, so that coming back finds out
    /// whether the numbers have aged. `None`: never by itself.
    pub(super) due_ms: Option<u64>,
    /// For when the caller's timer is set.
    armed_ms: Option<u64>,
    /// The next tick ends the pause after a sleep and is no sign of another.
    waking_up: bool,
    /// Failures since the last success.
    pub(super) failures: u32,
    pub(super) failure: Option<Failure>,
    pub(super) counts: Option<Rc<Counts>>,
    /// When `counts` arrived.
    pub(super) good_ms: Option<u64>,
    /// When the request for `counts` began, or when a stream brought them: of
    /// two replies the one that was asked for later is the newer one, whichever
    /// arrives first.
    pub(super) fresh_ms: Option<u64>,
    /// When polling last came to stand where it stands. Two such moments of
    /// one machine always differ, so the greater one names the newer state.
    pub(super) moved_ms: u64,
    /// How often this machine has moved by itself.
    pub(super) turns: u32,
    /// It has not been told of anything newer since.
    pub(super) is_own: bool,
    /// The clock at the last event.
    pub(super) now_ms: u64,
    /// The live stream.
    pub(super) line: Line,
}

/// A request under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flight {
    generation: u64,
    pub(super) deadline_ms: u64,
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

    /// Whether somebody looks at the panel: it has started, and is neither
    /// hidden, nor stowed in the back/forward cache, nor paused.
    pub fn is_watched(&self) -> bool {
        self.started && !self.hidden && !self.stowed && !self.paused
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
    pub(in crate::counter) fn follow_clock(&mut self, now_ms: u64) {
        let back_ms = self.now_ms.saturating_sub(now_ms);
        self.now_ms = now_ms;
        if back_ms == 0 {
            return;
        }
        let (deadline_ms, numbers_ms) = match &mut self.line.call {
            Some(call) => (Some(&mut call.deadline_ms), Some(&mut call.numbers_ms)),
            None => (None, None),
        };
        let moments = [
            self.began_ms.as_mut(),
            self.due_ms.as_mut(),
            self.armed_ms.as_mut(),
            self.good_ms.as_mut(),
            self.fresh_ms.as_mut(),
            self.offline_ms.as_mut(),
            self.flight.as_mut().map(|flight| &mut flight.deadline_ms),
            deadline_ms,
            numbers_ms,
            Some(&mut self.line.next_ms),
            Some(&mut self.moved_ms),
        ];
        for moment_ms in moments.into_iter().flatten() {
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
                    // Another panel may have told already when it is time.
                    if self.moved_ms == 0 {
                        self.due_ms = Some(self.now_ms);
                    }
                }
            }
            Event::Tick => self.tick(config, random, effects),
            Event::Arrived { generation, counts } => {
                if let Some(began_ms) = self.land(config, generation) {
                    self.succeed(config, counts, began_ms, random);
                }
            }
            Event::Failed {
                generation,
                failure,
            } => {
                if self.land(config, generation).is_some() {
                    self.fail(config, failure, random);
                }
            }
            Event::Shown => self.hidden = false,
            Event::Hidden => self.hidden = true,
            Event::Online => self.reconnect(),
            Event::Offline => self.offline_ms = self.offline_ms.or(Some(self.now_ms)),
            Event::PageHidden => {
                self.stowed = true;
                // A request under way bars the page from the back/forward cache.
                self.abort(config, effects);
            }
            Event::PageRestored => self.stowed = false,
            Event::Refresh => self.asked |= self.started && self.flight.is_none(),
            Event::Paused => {
                self.paused = true;
                // What the reader has stopped must not move once more.
                self.abort(config, effects);
            }
            Event::Resumed => self.paused = false,
            Event::LeaderGained => self.follower = false,
            Event::LeaderLost => self.follower = true,
            Event::Told(news) => self.told(config, news),
            Event::StreamOpened { .. }
            | Event::Streamed { .. }
            | Event::StreamAlive { .. }
            | Event::StreamRetry { .. }
            | Event::StreamEnded { .. } => self.hear(config, event, random, effects),
        }
    }

    /// The timer ran out: a request or a stream took too long, a poll is due,
    /// or the machine slept through any of it.
    fn tick(&mut self, config: &Config, random: f64, effects: &mut Vec<Effect>) {
        let Some(armed_ms) = self.armed_ms.take() else {
            return;
        };
        let Some(late_ms) = self.now_ms.checked_sub(armed_ms) else {
            // Too early: the clock was set back. `arrange` waits for the rest.
            return;
        };
        let has_slept = late_ms > SLEEP_MS.min(delay::base_ms(config) / 2) && !self.waking_up;
        self.waking_up = has_slept;
        if self
            .line
            .call
            .is_some_and(|call| call.deadline_ms <= self.now_ms)
        {
            effects.push(Effect::CloseStream);
            self.hang_up(config, Failure::TimedOut, random);
        }
        let now_ms = self.now_ms;
        let flight = self.flight.take_if(|flight| flight.deadline_ms <= now_ms);
        if let Some(flight) = flight {
            effects.push(Effect::Abort {
                generation: flight.generation,
            });
        }
        if has_slept {
            self.rest_after_sleep(config);
        } else if flight.is_some() {
            self.fail(config, Failure::TimedOut, random);
        }
    }

    /// Nothing before the network is back, and then what has fallen due.
    fn rest_after_sleep(&mut self, config: &Config) {
        if self.flight.is_none() {
            let awake_ms = self.now_ms.saturating_add(config.wake_up_ms);
            self.due_ms = Some(self.due_ms.map_or(awake_ms, |due_ms| due_ms.max(awake_ms)));
        }
    }

    /// Ends the request under way if it is the one named, and says when it began
    /// if its answer counts; one to an earlier request changes nothing.
    fn land(&mut self, config: &Config, generation: u64) -> Option<u64> {
        let flight = self
            .flight
            .take_if(|flight| flight.generation == generation)?;
        // What comes after its time, and before the timer could say so, waited
        // for a tab that was frozen or slept. Nobody knows how old it is.
        if flight.deadline_ms < self.now_ms {
            self.rest_after_sleep(config);
            return None;
        }
        Some(flight.deadline_ms.saturating_sub(config.timeout_ms))
    }

    /// Numbers arrived that were asked for at `fresh_ms`.
    pub(super) fn succeed(
        &mut self,
        config: &Config,
        counts: Rc<Counts>,
        fresh_ms: u64,
        random: f64,
    ) {
        let delay_ms = delay::after_success(config, counts.ttl_seconds, random);
        self.due_ms = delay_ms.map(|delay_ms| self.now_ms.saturating_add(delay_ms));
        self.failures = 0;
        self.failure = None;
        // A reply proves a network, whatever the browser believes.
        self.offline_ms = None;
        self.touch();
        // Another panel may have told of numbers that were asked for later.
        if Some(fresh_ms) >= self.fresh_ms {
            self.good_ms = Some(self.now_ms);
            self.fresh_ms = Some(fresh_ms);
            self.line.offer.clone_from(&counts.stream);
            self.counts = Some(counts);
        }
    }

    fn fail(&mut self, config: &Config, failure: Failure, random: f64) {
        self.failures = self.failures.saturating_add(1);
        self.failure = Some(failure);
        let delay_ms = delay::after_failure(config, failure, self.failures, self.now_ms, random);
        self.due_ms = Some(self.now_ms.saturating_add(delay_ms));
        self.offline_ms = self.offline_ms.map(|_| self.now_ms);
        self.touch();
    }

    /// A network is back: failures that were only its absence are forgiven,
    /// what the endpoint asked for is not.
    fn reconnect(&mut self) {
        self.offline_ms = None;
        if matches!(self.failure, Some(Failure::Unreachable | Failure::TimedOut)) {
            self.failures = 0;
            self.due_ms = self.due_ms.map(|due_ms| due_ms.min(self.now_ms));
        }
    }

    /// Gives up the request under way and asks again as soon as polling goes
    /// on: the reader has seen nothing of it. The endpoint may have, so one
    /// that wants to be asked seldom is, unless there is nothing to show.
    pub(super) fn abort(&mut self, config: &Config, effects: &mut Vec<Effect>) {
        if let Some(flight) = self.flight.take() {
            effects.push(Effect::Abort {
                generation: flight.generation,
            });
            let rest_ms = if self.counts.is_some() {
                config.floor_ms
            } else {
                0
            };
            self.due_ms = self
                .began_ms
                .map(|began_ms| began_ms.saturating_add(rest_ms));
            self.touch();
        }
    }

    /// Notes that polling stands elsewhere than before.
    fn touch(&mut self) {
        self.moved_ms = self.now_ms.max(self.moved_ms.saturating_add(1));
        self.turns = self.turns.wrapping_add(1);
        self.is_own = true;
    }

    /// Brings request and timer in line with the state: the one place that
    /// begins a request, so that every rule about when not to ask stands in
    /// [`State::next_ms`].
    fn arrange(&mut self, config: &Config, effects: &mut Vec<Effect>) {
        let has_line = self.wants_line(config);
        if !has_line && self.line.call.take().is_some() {
            effects.push(Effect::CloseStream);
        }
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
            self.touch();
            effects.push(Effect::Fetch {
                generation: self.generation,
            });
        }
        let call_ms = has_line.then(|| self.call(config, effects)).flatten();
        let poll_ms = self
            .flight
            .map(|flight| flight.deadline_ms)
            .or_else(|| self.next_ms(config));
        let wanted_ms = match (poll_ms, call_ms) {
            (Some(poll_ms), Some(call_ms)) => Some(poll_ms.min(call_ms)),
            (one, None) | (None, one) => one,
        };
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
    /// one under way, none is planned, nobody looks, or a stream lives.
    fn next_ms(&self, config: &Config) -> Option<u64> {
        if self.flight.is_some() || !self.is_watched() {
            return None;
        }
        // However often the reader comes back, and whatever another tab told.
        let least_after = |throttle_ms: u64| {
            self.began_ms
                .map_or(0, |began_ms| began_ms.saturating_add(throttle_ms))
        };
        if self.asked {
            return Some(least_after(config.refresh_throttle_ms).max(self.now_ms));
        }
        if self.follower || self.line.call.is_some_and(|call| call.is_open) {
            return None;
        }
        let mut next_ms = self.due_ms?.max(least_after(config.focus_throttle_ms));
        // Some virtual network adapters make browsers report "offline"
        // wrongly, so polling slows down instead of ending.
        if let Some(offline_ms) = self.offline_ms {
            next_ms = next_ms.max(offline_ms.saturating_add(config.backoff_cap_ms));
        }
        Some(next_ms)
    }
}

/// A timer that is later than this, or than half an interval, was slept
/// through.
const SLEEP_MS: u64 = 7_500;

/// Browsers take a timer above 2^31 - 1 milliseconds for an expired one, so
/// long waits go by days; a tick that comes early is set again.
pub(in crate::counter) fn timer_delay(wanted_ms: u64, now_ms: u64) -> u32 {
    const DAY_MS: u32 = 86_400_000;
    u32::try_from(wanted_ms.saturating_sub(now_ms))
        .unwrap_or(DAY_MS)
        .clamp(1, DAY_MS)
}
