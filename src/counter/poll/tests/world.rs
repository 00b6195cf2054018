//! The outer world of one machine: a true time that only moves forward, a
//! clock that jumps, one timer, one request, one stream, and what may be shown.

use super::*;

pub(super) const DAY_MS: i64 = 86_400_000;

/// Longest wait the machine may ever ask for at these intervals: a capped
/// `ttl` with its jitter.
pub(super) const LONGEST_WAIT_MS: u64 = 3_600_000 * 115 / 100;

/// One move of the outer world.
#[derive(Clone, Debug)]
pub(super) enum Move {
    /// Time passes; timers that run out meanwhile fire.
    Pass(u64),
    /// The wall clock is set.
    SetClock(i64),
    /// The machine sleeps: time passes, no timer fires until it is over.
    Sleep(u64),
    /// Events without more to them, a tick of a timer of an earlier life too.
    Plain(Vec<Event>),
    /// The request under way, or an earlier one, is answered.
    Reply {
        age: u64,
        ttl_seconds: Option<u32>,
        offers_stream: bool,
    },
    /// The request under way, or an earlier one, fails.
    Fail { age: u64, failure: Failure },
    /// Something comes of the stream at hand, or of an earlier one.
    Stream(u64, Sign),
    /// Another panel tells where it stands.
    Told {
        moved_ago: u64,
        fresh_ago: u64,
        due_in: Option<u64>,
    },
}

/// What may come of a stream.
#[derive(Clone, Debug)]
pub(super) enum Sign {
    Opened,
    Numbers,
    Alive,
    Retry(u64),
    Ended(Failure),
}

pub(super) struct World {
    pub(super) state: State,
    config: Config,
    pub(super) true_ms: u64,
    clock_offset_ms: i64,
    clock_ms: u64,
    timer_ms: Option<u64>,
    pub(super) under_way: Option<u64>,
    /// The stream, and whether it was answered.
    pub(super) line: Option<(u64, bool)>,
    /// When the stream last gave a sign, and when it was last opened.
    line_ms: u64,
    line_opened_ms: Option<u64>,
    line_is_over: bool,
    pub(super) last_generation: u64,
    last_fetch_ms: Option<u64>,
    /// When the last numbers arrived, unless something failed or was told
    /// since, which may bring the next request forward.
    good_ms: Option<u64>,
    /// Since the last fetch the clock was set or the machine slept, which
    /// without a second clock cannot be told from each other.
    is_time_odd: bool,
    /// The same since the last sign of the stream.
    is_line_odd: bool,
    /// Since the last fetch the reader asked.
    has_wish: bool,
    started: bool,
    hidden: bool,
    stowed: bool,
    paused: bool,
    follower: bool,
    accepted: Option<Rc<Counts>>,
    next_views: u64,
}

impl World {
    pub(super) fn new(config: Config) -> Self {
        Self {
            state: State::new(),
            config,
            true_ms: 0,
            clock_offset_ms: 1_800_000_000_000,
            clock_ms: 0,
            timer_ms: None,
            under_way: None,
            line: None,
            line_ms: 0,
            line_opened_ms: None,
            line_is_over: false,
            last_generation: 0,
            last_fetch_ms: None,
            good_ms: None,
            is_time_odd: false,
            is_line_odd: false,
            has_wish: false,
            started: false,
            hidden: false,
            stowed: false,
            paused: false,
            follower: false,
            accepted: None,
            next_views: 1,
        }
    }

    pub(super) fn play(&mut self, one: Move, random: f64) {
        match one {
            Move::Pass(length_ms) => self.pass(length_ms, random),
            Move::SetClock(by_ms) => {
                self.clock_offset_ms += by_ms;
                self.is_time_odd = true;
                self.is_line_odd = true;
            }
            Move::Sleep(length_ms) => {
                self.true_ms += length_ms;
                self.is_time_odd = true;
                self.is_line_odd = true;
                self.pass(0, random);
            }
            Move::Plain(events) => {
                for event in events {
                    self.send(event, random);
                }
            }
            Move::Reply {
                age,
                ttl_seconds,
                offers_stream,
            } => {
                let generation = self.last_generation.saturating_sub(age);
                let is_awaited = self.under_way.take_if(|one| *one == generation).is_some();
                let counts = self.numbers(ttl_seconds, offers_stream);
                let event = Event::Arrived {
                    generation,
                    counts: Rc::clone(&counts),
                };
                self.offer(event, counts, is_awaited, !self.is_time_odd, random);
            }
            Move::Fail { age, failure } => {
                let generation = self.last_generation.saturating_sub(age);
                if self.under_way.take_if(|one| *one == generation).is_some() {
                    self.good_ms = None;
                }
                self.send(
                    Event::Failed {
                        generation,
                        failure,
                    },
                    random,
                );
            }
            Move::Stream(age, sign) => self.stream(age, sign, random),
            Move::Told {
                moved_ago,
                fresh_ago,
                due_in,
            } => {
                let now_ms = self.now_ms();
                let counts = self.numbers(None, moved_ago % 2 == 0);
                let news = News {
                    moved_ms: now_ms - moved_ago,
                    due_ms: due_in.map(|due_in| now_ms + due_in),
                    good_ms: Some(now_ms - fresh_ago),
                    fresh_ms: Some(now_ms - fresh_ago),
                    counts: Some(Rc::clone(&counts)),
                    ..News::default()
                };
                self.good_ms = None;
                let is_newer = news.fresh_ms > self.state.news().fresh_ms;
                self.offer(
                    Event::Told(news),
                    counts,
                    true,
                    is_newer && !self.paused,
                    random,
                );
                self.good_ms = None;
            }
        }
    }

    fn stream(&mut self, age: u64, sign: Sign, random: f64) {
        let latest = self.line.map_or(self.last_generation, |(latest, _)| latest);
        let generation = latest.saturating_sub(age);
        let is_known = self.line.is_some_and(|(one, _)| one == generation);
        let event = match sign {
            Sign::Ended(failure) => {
                if is_known {
                    self.line = None;
                    self.line_is_over |= matches!(failure, Failure::Status { code: 204, .. });
                }
                Event::StreamEnded {
                    generation,
                    failure,
                }
            }
            Sign::Numbers => {
                let counts = self.numbers(None, false);
                let event = Event::Streamed {
                    generation,
                    counts: Rc::clone(&counts),
                };
                self.sign(is_known);
                self.offer(event, counts, is_known, !self.is_line_odd, random);
                return;
            }
            Sign::Opened => Event::StreamOpened { generation },
            Sign::Alive => Event::StreamAlive { generation },
            Sign::Retry(least_ms) => Event::StreamRetry {
                generation,
                least_ms,
            },
        };
        if !matches!(event, Event::StreamEnded { .. }) {
            self.sign(is_known);
        }
        self.send(event, random);
    }

    /// A stream gave a sign of life.
    fn sign(&mut self, is_known: bool) {
        if is_known {
            self.line = self.line.map(|(generation, _)| (generation, true));
            self.line_ms = self.true_ms;
        }
    }

    fn numbers(&mut self, ttl_seconds: Option<u32>, offers_stream: bool) -> Rc<Counts> {
        self.next_views += 1;
        Rc::new(Counts {
            ttl_seconds,
            stream: offers_stream.then(|| "https://counter.example/events".to_owned()),
            ..(*counts(self.next_views)).clone()
        })
    }

    /// Sends numbers that may or must be shown from now on.
    fn offer(&mut self, event: Event, counts: Rc<Counts>, may: bool, must: bool, random: f64) {
        let before = self.accepted.clone();
        let fresh_ms = self.state.news().fresh_ms;
        let is_clock_steady = self.now_ms() >= self.clock_ms;
        if may {
            self.accepted = None;
        }
        let is_reply = !matches!(event, Event::Told(_));
        self.send(event, random);
        let shown = self.state.status().counts;
        if !may {
            return;
        }
        if shown.as_ref() == Some(&counts) {
            if is_clock_steady {
                assert!(self.state.news().fresh_ms >= fresh_ms, "older over newer");
            }
            if is_reply {
                self.good_ms = Some(self.true_ms);
            }
        } else {
            assert_eq!(shown, before);
            // Numbers that another panel told may have been asked for later.
            let is_older = is_reply && self.state.news().fresh_ms >= fresh_ms;
            assert!(!must || is_older && fresh_ms.is_some(), "numbers were lost");
        }
        self.accepted = shown;
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(i64::try_from(self.true_ms).unwrap() + self.clock_offset_ms).unwrap()
    }

    pub(super) fn pass(&mut self, length_ms: u64, random: f64) {
        let until_ms = self.true_ms + length_ms;
        while let Some(timer_ms) = self.timer_ms.filter(|timer_ms| *timer_ms <= until_ms) {
            self.true_ms = self.true_ms.max(timer_ms);
            self.timer_ms = None;
            self.send(Event::Tick, random);
        }
        self.true_ms = until_ms;
    }

    fn is_watched(&self) -> bool {
        self.started && !self.hidden && !self.stowed && !self.paused
    }

    /// Tells the machine, and checks every effect against what may happen.
    pub(super) fn send(&mut self, event: Event, random: f64) {
        match &event {
            Event::Started => self.started = true,
            // A tick is the end of the timer, whenever it comes.
            Event::Tick => self.timer_ms = None,
            Event::Shown => self.hidden = false,
            Event::Hidden => self.hidden = true,
            Event::PageHidden => self.stowed = true,
            Event::PageRestored => self.stowed = false,
            Event::Paused => self.paused = true,
            Event::Resumed => self.paused = false,
            Event::LeaderGained => self.follower = false,
            Event::LeaderLost => self.follower = true,
            Event::Refresh => self.has_wish = true,
            _ => {}
        }
        let now_ms = self.now_ms();
        self.clock_ms = now_ms;
        let effects = step(&mut self.state, &self.config, event, now_ms, random);
        for effect in &effects {
            match effect {
                Effect::Fetch { generation } => self.begin(*generation),
                Effect::WakeAfter { delay_ms } => {
                    assert!(
                        u64::from(*delay_ms) <= LONGEST_WAIT_MS,
                        "waits too long: {delay_ms}"
                    );
                    self.timer_ms = Some(self.true_ms + u64::from((*delay_ms).max(1)));
                }
                Effect::CancelWake => self.timer_ms = None,
                Effect::Abort { generation } => {
                    assert_eq!(
                        self.under_way.take(),
                        Some(*generation),
                        "aborts what is not under way"
                    );
                    self.good_ms = None;
                }
                Effect::Publish(status) => assert_eq!(*status, self.state.status()),
                Effect::OpenStream { generation, .. } => self.open(*generation),
                Effect::CloseStream => assert!(self.line.take().is_some(), "nothing to close"),
            }
        }
        // A reply that came too late for the machine is no longer awaited.
        self.check_shown();
        self.check_alive();
    }

    fn begin(&mut self, generation: u64) {
        assert!(self.is_watched(), "asks while nobody looks");
        assert!(!self.follower || self.has_wish, "a follower asks by itself");
        assert_eq!(self.under_way, None, "two requests at a time");
        let is_streaming = self.line.is_some_and(|(_, is_open)| is_open);
        assert!(!is_streaming || self.has_wish, "asks beside a stream");
        assert!(
            generation > self.last_generation,
            "a generation is used twice"
        );
        let least_ms = if self.has_wish {
            self.config.refresh_throttle_ms
        } else {
            self.config.focus_throttle_ms
        };
        if let Some(last_ms) = self.last_fetch_ms
            && !self.is_time_odd
        {
            let distance_ms = self.true_ms - last_ms;
            assert!(
                distance_ms >= least_ms,
                "{distance_ms} ms after the last request"
            );
        }
        if let Some(good_ms) = self.good_ms
            && !self.is_time_odd
            && !self.has_wish
        {
            let distance_ms = self.true_ms - good_ms;
            assert!(
                distance_ms >= self.config.floor_ms,
                "{distance_ms} ms after good numbers"
            );
        }
        self.under_way = Some(generation);
        self.last_generation = generation;
        self.last_fetch_ms = Some(self.true_ms);
        self.is_time_odd = false;
        self.has_wish = false;
    }

    fn open(&mut self, generation: u64) {
        assert!(self.config.interval_ms > 0, "a stream for a single poll");
        assert!(
            self.is_watched() && !self.follower,
            "a stream nobody looks at"
        );
        assert!(!self.line_is_over, "a stream after 204");
        assert_eq!(self.line, None, "two streams");
        assert!(
            generation > self.last_generation,
            "a generation is used twice"
        );
        if let Some(opened_ms) = self.line_opened_ms
            && !self.is_line_odd
        {
            let distance_ms = self.true_ms - opened_ms;
            assert!(
                distance_ms >= self.config.focus_throttle_ms,
                "{distance_ms} ms after the last stream"
            );
        }
        self.line = Some((generation, false));
        self.last_generation = generation;
        self.line_opened_ms = Some(self.true_ms);
        self.line_ms = self.true_ms;
        self.is_line_odd = false;
    }

    /// Only what arrived in time is shown, and it stays.
    fn check_shown(&self) {
        let status = self.state.status();
        if self.accepted.is_some() {
            assert!(status.counts.is_some(), "numbers vanish");
        }
        let has_numbers = match status.freshness {
            Freshness::Waiting | Freshness::Unreachable => false,
            Freshness::Live { .. } | Freshness::Stale { .. } => true,
            Freshness::Paused { since_ms } => since_ms.is_some(),
        };
        assert_eq!(has_numbers, status.counts.is_some());
    }

    /// While somebody looks, the machine will act again by itself; while
    /// nobody looks, it holds no stream, and no timer but that of a request
    /// under way.
    fn check_alive(&self) {
        let is_done = self.config.interval_ms == 0 && self.state.status().counts.is_some();
        if self.is_watched() && !self.follower && !is_done {
            assert!(
                self.timer_ms.is_some(),
                "stopped for good: {:?}",
                self.state
            );
        }
        if !self.is_watched() && self.under_way.is_none() {
            assert_eq!(self.timer_ms, None, "a timer while nobody looks");
        }
        if !self.is_watched() || self.follower {
            assert_eq!(self.line, None, "a stream while nobody looks");
        }
        if let Some((_, is_open)) = self.line
            && !self.is_line_odd
        {
            let silence_ms = self.true_ms - self.line_ms;
            let patience_ms = if is_open {
                self.config.stream_silence_ms
            } else {
                self.config.timeout_ms
            };
            assert!(silence_ms <= patience_ms, "a dead stream is kept");
        }
        assert_eq!(self.state.is_fetching(), self.under_way.is_some());
    }
}
