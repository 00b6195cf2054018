//! One poll per site: of all panels of a browser that show the same counter,
//! one asks, and tells the others.
//!
//! [`Share`] is the machine of one panel. It has no browser either: it lends
//! itself a lock (<https://www.w3.org/TR/web-locks/>) and a channel
//! (<https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts>),
//! both of the name that [`name`] gives, and it holds the panel's poll machine,
//! so its caller knows one machine only.
//!
//! - **Who leads.** A panel that is watched (started, visible, neither paused
//!   nor stowed) requests the lock and follows until it is granted. The holder
//!   leads: its poll machine asks, those of the others are told. One that is
//!   watched no longer releases the lock at once, and the next in the browser's
//!   queue leads. Nobody else holds a place in the queue, or a timer.
//! - **What is told.** Where polling stands ([`poll::News`]) goes to all
//!   whenever a request begins or ends: the last good numbers and when they
//!   arrived, the failure, how many in a row, when the next request is due. So
//!   a new leader waits as long as the old one would have, `Retry-After` and
//!   back-off included; while a request is under way, to the end of its time.
//!   Numbers that arrived earlier never replace later ones, unless the clock was
//!   set while a panel that knows the earlier ones was not at work.
//! - **Joining.** Whoever begins to be watched says hello with what it knows.
//!   The leader answers, and so does a panel whose own request was the last
//!   one known to it. A new leader waits a moment ([`GRACE_MS`]) for that
//!   answer, and for what the old one told last, so that changing tabs makes no
//!   request.
//! - **A leader that freezes** keeps the lock. So a leader that has company
//!   gives a sign of life every quarter of an interval (2 to 15 seconds:
//!   [`life_ms`]), and a panel that follows steals the lock after three to four
//!   such times of silence; the spread is by chance, and whoever steals says so
//!   at once, so they do not all do it. A panel whose lock was stolen follows.
//!   A reply that waited for it to thaw is past its time limit and dropped.
//! - **A leader that crashes or closes** frees the lock, by the browser's doing.
//! - **The reader's own wish** for numbers goes to the leader, which answers at
//!   once and keeps the throttle for all; if none answers within a second, the
//!   panel asks for itself, once.
//! - **Alone.** Where lock or channel is missing or fails, a panel leads for
//!   ever and tells nobody.
//!
//! **The bound.** After a leader closes, crashes, freezes or is hidden, and while
//! another panel is watched, the next request begins no later than the greater of
//! the interval and 8 seconds after it was due, where due is at most 1.15
//! intervals (or what the endpoint asked for) after the last one, and a request
//! that was under way counts as due again at the end of its time limit. A sleep
//! of the whole machine starts that time anew.

mod message;

use super::poll::{self, Config, Effect, Event, News, State, Status, timer_delay};
use message::Kind;

/// How long whoever was granted the lock listens before it leads, in
/// milliseconds: the lock may arrive before what its last holder told.
pub const GRACE_MS: u64 = 100;

/// How long a reader's wish waits for the leader, in milliseconds.
const WISH_MS: u64 = 1_000;

/// Something that happened to a panel.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareEvent {
    /// Lock and channel were looked for. Nothing is polled before this, and it
    /// may be reported again when one of them fails later.
    Opened {
        /// One of them is missing or threw.
        is_alone: bool,
    },
    /// A lock was granted.
    Granted {
        /// The ticket of its [`ShareEffect::RequestLock`] or
        /// [`ShareEffect::StealLock`].
        ticket: u64,
    },
    /// A lock was stolen: its promise was rejected with an `AbortError`. Any
    /// other rejection is [`ShareEvent::Opened`] alone. The end of one that was
    /// released may be reported or not.
    Lost {
        /// Its ticket.
        ticket: u64,
    },
    /// The channel brought a message: any text.
    Heard(String),
    /// The timer set by [`ShareEffect::WakeAfter`] ran out.
    Tick,
    /// An event for the poll machine. [`Event::Told`], [`Event::LeaderGained`]
    /// and [`Event::LeaderLost`] are this machine's own affair.
    Poll(Event),
}

/// Something to do. Perform them in order.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareEffect {
    /// Request the lock; report [`ShareEvent::Granted`], and
    /// [`ShareEvent::Lost`] when the promise is rejected.
    RequestLock {
        /// Name of this request, never used twice by one [`Share`].
        ticket: u64,
    },
    /// The same with `steal: true`.
    StealLock {
        /// Name of this request, never used twice by one [`Share`].
        ticket: u64,
    },
    /// Let go of a lock, or of the request for it.
    ReleaseLock {
        /// Its ticket.
        ticket: u64,
    },
    /// Send a text through the channel. A throw is [`ShareEvent::Opened`] alone.
    Post(String),
    /// Report [`ShareEvent::Tick`] once, so many milliseconds from now; replaces
    /// an earlier timer of this machine, which is not that of the poll machine.
    WakeAfter {
        /// Milliseconds, 1 or more.
        delay_ms: u32,
    },
    /// Drop that timer.
    CancelWake,
    /// An effect of the poll machine.
    Poll(Effect),
}

/// One panel's part in polling together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    poll: State,
    /// Lock and channel have been looked for.
    is_open: bool,
    is_alone: bool,
    lock: Lock,
    /// Name of the last request for the lock; 0 before the first.
    ticket: u64,
    /// What the poll machine was told last.
    leads: bool,
    /// When it was granted.
    granted_ms: u64,
    /// Since when the leader has been silent.
    heard_ms: u64,
    /// For how long it may be.
    patience_ms: u64,
    /// When this panel last told anything.
    said_ms: u64,
    /// There are other panels.
    has_company: bool,
    /// Since when a reader's wish waits for the leader.
    asked_ms: Option<u64>,
    /// How often the poll machine had moved by itself when that was last told.
    turns: u32,
    /// For when the caller's timer is set.
    armed_ms: Option<u64>,
    /// The clock at the last event.
    now_ms: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lock {
    #[default]
    None,
    Requested,
    Held,
}

/// The name of lock and channel for panels that ask the same thing equally
/// often. `key` says what they ask.
pub fn name(key: &str, config: &Config) -> String {
    ["readerly 1 ", &config.interval_ms.to_string(), " ", key].concat()
}

/// Time between two signs of life of a leader, in milliseconds.
pub fn life_ms(config: &Config) -> u64 {
    (poll::base_ms(config) / 4).clamp(2_000, 15_000)
}

impl Share {
    /// A panel that has not started.
    pub fn new() -> Self {
        let mut share = Self::default();
        share.poll.follow();
        share
    }

    /// What the panel shows now.
    pub fn status(&self) -> Status {
        self.poll.status()
    }

    /// Whether this panel's machine is the one that polls.
    pub fn is_leading(&self) -> bool {
        self.leads
    }

    /// Where polling stands, for a panel that takes the place of this one.
    pub fn news(&self) -> News {
        self.poll.news()
    }

    /// Advances the machine by one event. `now_ms` and `random` are those of
    /// [`poll::step`].
    pub fn step(
        &mut self,
        config: &Config,
        event: ShareEvent,
        now_ms: u64,
        random: f64,
    ) -> Vec<ShareEffect> {
        self.follow_clock(now_ms);
        let mut turn = Turn {
            config,
            random,
            effects: Vec::new(),
            published: None,
            says: None,
        };
        self.take(event, &mut turn);
        self.arrange(&mut turn);
        turn.effects.extend(turn.published);
        turn.effects
    }

    /// Moves what is remembered along when the clock was set back, what the
    /// poll machine remembers included: others are told of it by this clock.
    fn follow_clock(&mut self, now_ms: u64) {
        self.poll.follow_clock(now_ms);
        let back_ms = self.now_ms.saturating_sub(now_ms);
        self.now_ms = now_ms;
        let moments = [
            Some(&mut self.granted_ms),
            Some(&mut self.heard_ms),
            Some(&mut self.said_ms),
            self.asked_ms.as_mut(),
            self.armed_ms.as_mut(),
        ];
        for moment_ms in moments.into_iter().flatten() {
            *moment_ms = moment_ms.saturating_sub(back_ms);
        }
    }

    fn take(&mut self, event: ShareEvent, turn: &mut Turn<'_>) {
        match event {
            ShareEvent::Opened { is_alone } => {
                self.is_open = true;
                self.is_alone |= is_alone;
            }
            ShareEvent::Granted { ticket } => {
                if ticket == self.ticket && self.lock == Lock::Requested {
                    self.lock = Lock::Held;
                    self.granted_ms = self.now_ms;
                } else if ticket != self.ticket || self.lock == Lock::None {
                    // It comes after it was let go.
                    turn.effects.push(ShareEffect::ReleaseLock { ticket });
                }
            }
            ShareEvent::Lost { ticket } => {
                if ticket == self.ticket {
                    self.lock = Lock::None;
                }
            }
            ShareEvent::Heard(text) => {
                if self.is_open
                    && !self.is_alone
                    && let Some((kind, news)) = message::read(&text, self.now_ms, turn.config)
                {
                    self.hear(kind, news, turn);
                }
            }
            ShareEvent::Tick => self.tick(turn),
            ShareEvent::Poll(Event::Refresh) if self.is_following() => {
                // One wish at a time.
                if self.asked_ms.is_none() {
                    self.asked_ms = Some(self.now_ms);
                    turn.says = Some(Kind::Ask);
                }
            }
            ShareEvent::Poll(event) => self.poll(event, turn),
        }
    }

    fn hear(&mut self, kind: Kind, news: News, turn: &mut Turn<'_>) {
        self.has_company = true;
        let is_mine = self.poll.is_own();
        self.poll(Event::Told(news), turn);
        match kind {
            Kind::Hello if self.leads || is_mine => turn.says = Some(Kind::News),
            Kind::Ask if self.leads => {
                self.poll(Event::Refresh, turn);
                turn.says = Some(Kind::News);
            }
            Kind::Hello | Kind::Ask | Kind::News => {}
            Kind::Lead => {
                self.asked_ms = None;
                self.be_patient(turn);
            }
        }
    }

    fn tick(&mut self, turn: &mut Turn<'_>) {
        let Some(armed_ms) = self.armed_ms.take() else {
            return;
        };
        let Some(late_ms) = self.now_ms.checked_sub(armed_ms) else {
            return;
        };
        if late_ms > life_ms(turn.config) {
            // This panel slept, so it has heard nothing of a leader that lives.
            self.be_patient(turn);
        }
        if self
            .asked_ms
            .is_some_and(|asked_ms| asked_ms + WISH_MS <= self.now_ms)
        {
            self.asked_ms = None;
            self.poll(Event::Refresh, turn);
        }
        if self
            .steal_ms(turn.config)
            .is_some_and(|steal_ms| steal_ms <= self.now_ms)
        {
            turn.effects.push(ShareEffect::ReleaseLock {
                ticket: self.ticket,
            });
            self.ticket += 1;
            self.be_patient(turn);
            turn.effects.push(ShareEffect::StealLock {
                ticket: self.ticket,
            });
        }
    }

    /// Brings lock, leadership and timer in line with the state.
    fn arrange(&mut self, turn: &mut Turn<'_>) {
        let wants_lock = self.is_open && !self.is_alone && self.poll.is_watched();
        let mut released = None;
        if !wants_lock && self.lock != Lock::None {
            self.lock = Lock::None;
            released = Some(self.ticket);
        }
        if !wants_lock {
            self.asked_ms = None;
        }
        if wants_lock && self.lock == Lock::None {
            self.ticket += 1;
            self.lock = Lock::Requested;
            self.be_patient(turn);
            turn.effects.push(ShareEffect::RequestLock {
                ticket: self.ticket,
            });
            turn.says = Some(Kind::Hello);
        }
        let leads = self.is_alone && self.is_open
            || self.lock == Lock::Held && self.grace_ms() <= self.now_ms;
        if leads != self.leads {
            self.leads = leads;
            let event = if leads {
                turn.says = Some(Kind::News);
                Event::LeaderGained
            } else {
                Event::LeaderLost
            };
            self.poll(event, turn);
        }
        self.say(turn);
        if let Some(ticket) = released {
            turn.effects.push(ShareEffect::ReleaseLock { ticket });
        }
        self.arm(turn);
    }

    /// Tells what there is to tell, unless nobody could hear it.
    fn say(&mut self, turn: &mut Turn<'_>) {
        let is_life_due = self
            .next_life_ms(turn.config)
            .is_some_and(|life_ms| life_ms <= self.now_ms);
        if self.turns != self.poll.turns() || is_life_due {
            self.turns = self.poll.turns();
            turn.says.get_or_insert(Kind::News);
        }
        if let Some(kind) = turn.says
            && self.is_open
            && !self.is_alone
        {
            let kind = match kind {
                Kind::News if self.leads => Kind::Lead,
                kind => kind,
            };
            self.said_ms = self.now_ms;
            let text = message::write(kind, &self.poll.news(), self.now_ms);
            turn.effects.push(ShareEffect::Post(text));
        }
    }

    fn arm(&mut self, turn: &mut Turn<'_>) {
        let is_in_grace = self.lock == Lock::Held && !self.leads;
        let moments = [
            is_in_grace.then(|| self.grace_ms()),
            self.next_life_ms(turn.config),
            self.steal_ms(turn.config),
            self.asked_ms.map(|asked_ms| asked_ms + WISH_MS),
        ];
        let wanted_ms = moments.into_iter().flatten().min();
        if wanted_ms != self.armed_ms {
            self.armed_ms = wanted_ms;
            turn.effects.push(match wanted_ms {
                Some(wanted_ms) => ShareEffect::WakeAfter {
                    delay_ms: timer_delay(wanted_ms, self.now_ms),
                },
                None => ShareEffect::CancelWake,
            });
        }
    }

    /// When a silent leader loses the lock to this panel.
    fn steal_ms(&self, config: &Config) -> Option<u64> {
        let may_steal = self.lock == Lock::Requested && self.is_poll_ahead(config);
        may_steal.then(|| self.heard_ms.saturating_add(self.patience_ms))
    }

    /// When the next sign of life is due, of a leader that has company.
    fn next_life_ms(&self, config: &Config) -> Option<u64> {
        let has_to =
            self.lock == Lock::Held && self.leads && self.has_company && self.is_poll_ahead(config);
        has_to.then(|| self.said_ms.saturating_add(life_ms(config)))
    }

    fn grace_ms(&self) -> u64 {
        self.granted_ms.saturating_add(GRACE_MS)
    }

    /// Whether there will be polls: where an owner asks for one only, it does
    /// not matter who leads once there are numbers.
    fn is_poll_ahead(&self, config: &Config) -> bool {
        config.interval_ms > 0 || self.poll.news().counts.is_none()
    }

    fn is_following(&self) -> bool {
        self.lock != Lock::None && !self.leads
    }

    /// Gives the leader time from now on.
    fn be_patient(&mut self, turn: &Turn<'_>) {
        let life_ms = life_ms(turn.config);
        self.heard_ms = self.now_ms;
        self.patience_ms = life_ms * 3 + poll::part_of(life_ms, turn.random);
    }

    fn poll(&mut self, event: Event, turn: &mut Turn<'_>) {
        let effects = poll::step(&mut self.poll, turn.config, event, self.now_ms, turn.random);
        for effect in effects {
            let is_news = matches!(effect, Effect::Publish(_));
            let effect = ShareEffect::Poll(effect);
            if is_news {
                turn.published = Some(effect);
            } else {
                turn.effects.push(effect);
            }
        }
    }
}

/// What one event brings about.
struct Turn<'a> {
    config: &'a Config,
    random: f64,
    effects: Vec<ShareEffect>,
    /// What the panel is to show. It comes last and once, for whoever listens
    /// may call back with the next event.
    published: Option<ShareEffect>,
    /// What is to be told at the end; [`Kind::News`] becomes [`Kind::Lead`]
    /// where a leader tells it.
    says: Option<Kind>,
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
