//! A model of a browser: panels in tabs, a lock, a channel, a wall clock, and
//! an endpoint whose numbers only grow.

use super::*;
use crate::counter::model::{Counts, SiteCounts};
use crate::counter::poll::Failure;
use crate::counter::retry_after::RetryAfter;
use std::rc::Rc;

/// What may happen to the tabs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Move {
    Pass(u64),
    Open,
    /// `pagehide`, then nothing is left.
    Close(usize),
    /// No event, nothing is left.
    Crash(usize),
    /// No event loop runs; what happens meanwhile waits.
    Freeze(usize),
    Thaw(usize),
    Hide(usize),
    Show(usize),
    Pause(usize),
    Resume(usize),
    /// Nothing at all runs for a while.
    Sleep(u64),
    Refresh(usize),
    SetClock(i64),
}

pub(super) struct Panel {
    pub(super) share: Share,
    pub(super) is_frozen: bool,
    is_hidden: bool,
    is_paused: bool,
    is_stowed: bool,
    /// When each timer runs out: the machine's own, and the poll machine's.
    timers_ms: [Option<u64>; 2],
    /// The request under way: its generation, when the answer comes, what it is.
    flight: Option<(u64, u64, Result<u64, Failure>)>,
    /// What waits for the event loop, and since when.
    inbox: Vec<(u64, ShareEvent)>,
    has_wish: bool,
    shown: u64,
    /// Numbers of tabs that were closed are not given again.
    name: usize,
}

impl Panel {
    pub(super) fn is_watched(&self) -> bool {
        !self.is_hidden && !self.is_paused && !self.is_stowed
    }

    /// Somebody looks, and it can do something about it.
    pub(super) fn is_awake(&self) -> bool {
        self.is_watched() && !self.is_frozen
    }

    pub(super) fn views(&self) -> u64 {
        let counts = self.share.status().counts;
        counts.map_or(0, |counts| counts.site.views.unwrap())
    }
}

pub(super) struct Browser {
    pub(super) config: Config,
    pub(super) panels: Vec<Panel>,
    pub(super) true_ms: u64,
    clock_offset_ms: i64,
    /// Which numbers arrived later is told by the clock, and so may be mistaken.
    pub(super) was_clock_set: bool,
    /// The lock: who holds it, and who waits.
    held: Option<(usize, u64)>,
    queue: Vec<(usize, u64)>,
    chance: u64,
    next_name: usize,
    /// How many of a hundred messages are lost.
    pub(super) loss: u64,
    /// What the endpoint answers from now on, other than numbers.
    pub(super) failure: Option<Failure>,
    /// When requests began.
    pub(super) begun_ms: Vec<u64>,
    next_views: u64,
    /// The greatest number that has arrived anywhere.
    pub(super) newest: u64,
    pub(super) posts: usize,
    /// When something other than time last happened.
    pub(super) disturbed_ms: u64,
    /// Until when no bound holds: the clock was set, or the endpoint rests.
    pub(super) unbound_until_ms: u64,
}

impl Browser {
    pub(super) fn new(config: Config, seed: u64) -> Self {
        Self {
            config,
            panels: Vec::new(),
            true_ms: 0,
            clock_offset_ms: 1_800_000_000_000,
            was_clock_set: false,
            held: None,
            queue: Vec::new(),
            chance: seed | 1,
            next_name: 0,
            loss: 0,
            failure: None,
            begun_ms: Vec::new(),
            next_views: 0,
            newest: 0,
            posts: 0,
            disturbed_ms: 0,
            unbound_until_ms: 0,
        }
    }

    pub(super) fn play(&mut self, one: Move) {
        let count = self.panels.len().max(1);
        match one {
            Move::Pass(length_ms) => {
                self.pass(length_ms);
                return;
            }
            Move::Open => {
                self.disturbed_ms = self.true_ms;
                if self.panels.len() < 12 {
                    self.open();
                }
            }
            Move::Sleep(length_ms) => {
                self.true_ms += length_ms;
                self.disturbed_ms = self.true_ms;
                // All that was to come comes after it.
                for panel in &mut self.panels {
                    if let Some((_, reply_ms, _)) = &mut panel.flight {
                        *reply_ms = (*reply_ms).max(self.true_ms);
                    }
                }
            }
            Move::SetClock(by_ms) => {
                self.clock_offset_ms += by_ms;
                self.was_clock_set = true;
                self.unbound_until_ms = u64::MAX;
            }
            Move::Close(index)
            | Move::Crash(index)
            | Move::Freeze(index)
            | Move::Thaw(index)
            | Move::Hide(index)
            | Move::Show(index)
            | Move::Pause(index)
            | Move::Resume(index)
            | Move::Refresh(index)
                if index % count < self.panels.len() =>
            {
                self.disturbed_ms = self.true_ms;
                self.touch(one, index % count);
            }
            _ => {}
        }
        self.pass(0);
    }

    fn touch(&mut self, one: Move, index: usize) {
        let panel = &mut self.panels[index];
        let event = match one {
            Move::Crash(_) => return self.end(index),
            Move::Freeze(_) => {
                panel.is_frozen = true;
                return;
            }
            Move::Thaw(_) => {
                panel.is_frozen = false;
                return;
            }
            // Readers and pages do nothing in a frozen tab.
            _ if panel.is_frozen => return,
            Move::Close(_) => {
                panel.is_stowed = true;
                Event::PageHidden
            }
            Move::Hide(_) => {
                panel.is_hidden = true;
                Event::Hidden
            }
            Move::Show(_) => {
                panel.is_hidden = false;
                Event::Shown
            }
            Move::Pause(_) => {
                panel.is_paused = true;
                Event::Paused
            }
            Move::Resume(_) => {
                panel.is_paused = false;
                Event::Resumed
            }
            _ => {
                panel.has_wish = true;
                Event::Refresh
            }
        };
        self.send(index, ShareEvent::Poll(event));
        if matches!(one, Move::Close(_)) {
            self.end(index);
        }
    }

    fn open(&mut self) {
        self.panels.push(Panel {
            share: Share::new(),
            is_frozen: false,
            is_hidden: false,
            is_paused: false,
            is_stowed: false,
            timers_ms: [None; 2],
            flight: None,
            inbox: Vec::new(),
            has_wish: false,
            shown: 0,
            name: self.next_name,
        });
        self.next_name += 1;
        let index = self.panels.len() - 1;
        self.send(index, ShareEvent::Opened { is_alone: false });
        self.send(index, ShareEvent::Poll(Event::Started));
    }

    fn end(&mut self, index: usize) {
        let name = self.panels.remove(index).name;
        self.queue.retain(|(one, _)| *one != name);
        if self.held.is_some_and(|(one, _)| one == name) {
            self.held = None;
        }
        self.grant();
    }

    pub(super) fn pass(&mut self, length_ms: u64) {
        let until_ms = self.true_ms + length_ms;
        while let Some((at_ms, index)) = self.next() {
            if at_ms > until_ms {
                break;
            }
            self.true_ms = self.true_ms.max(at_ms);
            self.deliver(index);
        }
        self.true_ms = until_ms;
    }

    /// Which event loop has something to do next.
    fn next(&self) -> Option<(u64, usize)> {
        let awake = self.panels.iter().enumerate();
        awake
            .filter(|(_, panel)| !panel.is_frozen)
            .filter_map(|(index, panel)| Some((panel_next(panel)?, index)))
            .min()
    }

    fn deliver(&mut self, index: usize) {
        let now_ms = self.true_ms;
        let is_message_first = self.random() < 0.5;
        let panel = &mut self.panels[index];
        let message = panel.inbox.iter().position(|(at_ms, _)| *at_ms <= now_ms);
        let timer = panel
            .timers_ms
            .iter()
            .position(|timer_ms| timer_ms.is_some_and(|at_ms| at_ms <= now_ms));
        let event = match (message, timer) {
            (Some(place), timer) if is_message_first || timer.is_none() => {
                panel.inbox.remove(place).1
            }
            (_, Some(0)) => {
                panel.timers_ms[0] = None;
                ShareEvent::Tick
            }
            (_, Some(_)) => {
                panel.timers_ms[1] = None;
                ShareEvent::Poll(Event::Tick)
            }
            _ => {
                let (generation, _, answer) = panel.flight.take().unwrap();
                ShareEvent::Poll(match answer {
                    Ok(views) => {
                        self.newest = self.newest.max(views);
                        Event::Arrived {
                            generation,
                            counts: Rc::new(Counts {
                                site: SiteCounts {
                                    views: Some(views),
                                    ..SiteCounts::default()
                                },
                                ..Counts::default()
                            }),
                        }
                    }
                    Err(failure) => Event::Failed {
                        generation,
                        failure,
                    },
                })
            }
        };
        self.send(index, event);
    }

    fn random(&mut self) -> f64 {
        // <https://en.wikipedia.org/wiki/Xorshift>
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        (self.chance >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.random() * limit as f64) as u64
    }

    fn send(&mut self, index: usize, event: ShareEvent) {
        let now_ms =
            u64::try_from(i64::try_from(self.true_ms).unwrap() + self.clock_offset_ms).unwrap();
        let random = self.random();
        let config = self.config.clone();
        let effects = self.panels[index]
            .share
            .step(&config, event, now_ms, random);
        for effect in effects {
            self.perform(index, effect);
        }
        self.check(index);
    }

    fn perform(&mut self, index: usize, effect: ShareEffect) {
        let name = self.panels[index].name;
        match effect {
            ShareEffect::RequestLock { ticket } => {
                self.queue.push((name, ticket));
                self.grant();
            }
            ShareEffect::StealLock { ticket } => {
                if let Some((loser, ticket)) = self.held.take() {
                    self.post_to(loser, ShareEvent::Lost { ticket });
                }
                self.queue.insert(0, (name, ticket));
                self.grant();
            }
            ShareEffect::ReleaseLock { ticket } => {
                self.queue.retain(|one| *one != (name, ticket));
                self.held.take_if(|one| *one == (name, ticket));
                self.grant();
            }
            ShareEffect::Post(text) => {
                assert!(text.len() < 1_000, "a long message");
                self.posts += 1;
                let others: Vec<_> = self.panels.iter().map(|panel| panel.name).collect();
                let is_lost = self.below(100) < self.loss;
                for other in others {
                    if other != name && !is_lost {
                        self.post_to(other, ShareEvent::Heard(text.clone()));
                    }
                }
            }
            ShareEffect::WakeAfter { delay_ms } => {
                self.panels[index].timers_ms[0] = Some(self.true_ms + u64::from(delay_ms));
            }
            ShareEffect::CancelWake => self.panels[index].timers_ms[0] = None,
            ShareEffect::Poll(effect) => self.poll(index, effect),
        }
    }

    fn poll(&mut self, index: usize, effect: Effect) {
        match effect {
            Effect::Fetch { generation } => {
                let reply_ms = self.true_ms + 50 + self.below(450);
                // Of two requests at one moment nobody can say which is newer.
                if self.begun_ms.last() != Some(&self.true_ms) {
                    self.next_views += 1;
                }
                let answer = self.failure.map_or(Ok(self.next_views), Err);
                self.begun_ms.push(self.true_ms);
                let panel = &mut self.panels[index];
                assert!(panel.flight.is_none(), "two requests at a time");
                assert!(panel.is_watched(), "asks while nobody looks");
                assert!(
                    panel.share.is_leading() || panel.has_wish,
                    "a follower asks"
                );
                panel.has_wish = false;
                panel.flight = Some((generation, reply_ms, answer));
            }
            Effect::WakeAfter { delay_ms } => {
                self.panels[index].timers_ms[1] = Some(self.true_ms + u64::from(delay_ms));
            }
            Effect::CancelWake => self.panels[index].timers_ms[1] = None,
            Effect::Abort { .. } => self.panels[index].flight = None,
            Effect::Publish(_) => {}
            Effect::OpenStream { .. } | Effect::CloseStream => unreachable!(),
        }
    }

    fn grant(&mut self) {
        if self.held.is_none() && !self.queue.is_empty() {
            let (name, ticket) = self.queue.remove(0);
            self.held = Some((name, ticket));
            self.post_to(name, ShareEvent::Granted { ticket });
        }
    }

    /// Puts something into the queue of an event loop. What comes of the lock
    /// comes in order.
    fn post_to(&mut self, name: usize, event: ShareEvent) {
        let at_ms = self.true_ms
            + if matches!(event, ShareEvent::Heard(_)) {
                1 + self.below(40)
            } else {
                2
            };
        if let Some(panel) = self.panels.iter_mut().find(|panel| panel.name == name) {
            panel.inbox.push((at_ms, event));
        }
    }

    /// What must hold at any moment.
    fn check(&mut self, index: usize) {
        for panel in &self.panels {
            let is_holder = self.held.is_some_and(|(name, _)| name == panel.name);
            let is_robbed = panel
                .inbox
                .iter()
                .any(|(_, event)| matches!(event, ShareEvent::Lost { .. }));
            assert!(
                !panel.share.is_leading() || is_holder || is_robbed,
                "leads without the lock"
            );
        }
        let newest = self.newest;
        let panel = &mut self.panels[index];
        let views = panel.views();
        assert!(views <= newest, "numbers out of nowhere");
        assert!(
            views >= panel.shown || self.was_clock_set,
            "older numbers over newer: {views} after {}",
            panel.shown
        );
        panel.shown = views;
        if !panel.is_watched() {
            assert_eq!(panel.timers_ms[0], None, "an unwatched panel wakes");
            let is_holder = self.held.is_some_and(|(name, _)| name == panel.name);
            assert!(!is_holder, "an unwatched panel keeps the lock");
            let name = panel.name;
            assert!(
                self.queue.iter().all(|(one, _)| *one != name),
                "an unwatched panel queues"
            );
        }
        if let Some(due_ms) = self.overdue_ms() {
            assert!(
                self.true_ms <= due_ms,
                "nobody has asked for {} ms",
                self.true_ms - self.begun_ms.last().copied().unwrap_or(0)
            );
        }
    }

    /// When, at the latest, somebody must have asked again.
    pub(super) fn overdue_ms(&self) -> Option<u64> {
        if self.true_ms < self.unbound_until_ms || !self.panels.iter().any(Panel::is_awake) {
            return None;
        }
        let interval_ms = self.config.interval_ms;
        let due_ms = self
            .begun_ms
            .last()
            .map_or(0, |begun_ms| begun_ms + 500 + interval_ms * 115 / 100);
        // For what travels through lock and channel.
        let travel_ms = 200;
        Some(due_ms.max(self.disturbed_ms) + interval_ms.max(8_000) + travel_ms)
    }
}

fn panel_next(panel: &Panel) -> Option<u64> {
    let messages = panel.inbox.iter().map(|(at_ms, _)| *at_ms);
    let timers = panel.timers_ms.into_iter().flatten();
    let flight = panel.flight.iter().map(|(_, reply_ms, _)| *reply_ms);
    messages.chain(timers).chain(flight).min()
}

pub(super) fn rest() -> Failure {
    Failure::Status {
        code: 503,
        retry_after: Some(RetryAfter::Seconds(120)),
    }
}
