//! What must hold in any order of events, with a clock that jumps.

use super::*;
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;

/// Longest wait the machine may ever ask for with a 15-second interval: a
/// capped `ttl` with its jitter.
const LONGEST_WAIT_MS: u64 = 3_600_000 * 115 / 100;

/// One move of the outer world.
#[derive(Clone, Debug)]
enum Move {
    /// Time passes; timers that run out meanwhile fire.
    Pass(u64),
    /// The wall clock is set.
    SetClock(i64),
    /// The machine sleeps: time passes, no timer fires until it is over.
    Sleep(u64),
    /// A timer of an earlier life fires, or an event comes twice.
    Plain(Event),
    /// The request under way, or an earlier one, is answered.
    Reply { age: u64, ttl_seconds: Option<u32> },
    /// The request under way, or an earlier one, fails.
    Fail { age: u64, failure: Failure },
}

fn moves() -> impl Strategy<Value = Vec<(Move, f64)>> {
    let plain = prop::sample::select(vec![
        Event::Started,
        Event::Tick,
        Event::Shown,
        Event::Hidden,
        Event::Online,
        Event::Offline,
        Event::PageHidden,
        Event::PageRestored,
        Event::Refresh,
        Event::Paused,
        Event::Resumed,
        Event::LeaderGained,
        Event::LeaderLost,
    ]);
    let retry_after = prop_oneof![
        Just(None),
        (0_u64..10_000).prop_map(|seconds| Some(RetryAfter::Seconds(seconds))),
        Just(Some(RetryAfter::Seconds(u64::MAX))),
        any::<u64>().prop_map(|moment| Some(RetryAfter::Until(moment))),
    ];
    let failure = prop_oneof![
        Just(Failure::Unreachable),
        Just(Failure::TimedOut),
        Just(Failure::TooLarge),
        Just(Failure::Unreadable),
        (300_u16..600, retry_after)
            .prop_map(|(code, retry_after)| Failure::Status { code, retry_after }),
    ];
    let one = prop_oneof![
        6 => prop_oneof![0_u64..2_000, 0_u64..20_000, 0_u64..400_000].prop_map(Move::Pass),
        1 => (-DAY_MS..=DAY_MS).prop_map(Move::SetClock),
        1 => (0_u64..10_000_000).prop_map(Move::Sleep),
        6 => plain.prop_map(Move::Plain),
        6 => (prop_oneof![4 => Just(0_u64), 1 => 1_u64..4], prop::option::of(0_u32..100_000))
            .prop_map(|(age, ttl_seconds)| Move::Reply { age, ttl_seconds }),
        4 => (prop_oneof![4 => Just(0_u64), 1 => 1_u64..4], failure)
            .prop_map(|(age, failure)| Move::Fail { age, failure }),
    ];
    prop::collection::vec((one, 0.0_f64..1.0), 1..120)
}

/// The outer world: a true time that only moves forward, a clock that jumps,
/// one timer and one request, and what the reader may know.
struct World {
    state: State,
    config: Config,
    true_ms: u64,
    clock_offset_ms: i64,
    timer_ms: Option<u64>,
    under_way: Option<u64>,
    last_generation: u64,
    last_fetch_ms: Option<u64>,
    /// Since the last fetch the clock went forward, which no machine without
    /// a second clock can tell from time passing.
    clock_went_forward: bool,
    /// Since the last fetch something failed or the reader asked, which
    /// shortens the least distance from the floor to one second.
    may_hurry: bool,
    started: bool,
    hidden: bool,
    stowed: bool,
    paused: bool,
    follower: bool,
    accepted: Option<Rc<Counts>>,
    next_views: u64,
}

impl World {
    fn new() -> Self {
        Self {
            state: State::new(),
            config: Config::default(),
            true_ms: 0,
            clock_offset_ms: 1_800_000_000_000,
            timer_ms: None,
            under_way: None,
            last_generation: 0,
            last_fetch_ms: None,
            clock_went_forward: false,
            may_hurry: false,
            started: false,
            hidden: false,
            stowed: false,
            paused: false,
            follower: false,
            accepted: None,
            next_views: 1,
        }
    }

    fn play(&mut self, one: Move, random: f64) {
        match one {
            Move::Pass(length_ms) => self.pass(length_ms, random),
            Move::SetClock(by_ms) => {
                self.clock_offset_ms += by_ms;
                self.clock_went_forward |= by_ms > 0;
            }
            Move::Sleep(length_ms) => {
                self.true_ms += length_ms;
                self.pass(0, random);
            }
            Move::Plain(event) => self.send(event, random),
            Move::Reply { age, ttl_seconds } => {
                let generation = self.last_generation.saturating_sub(age);
                let mut counts = (*counts(self.next_views)).clone();
                counts.ttl_seconds = ttl_seconds;
                let counts = Rc::new(counts);
                self.next_views += 1;
                if self.under_way == Some(generation) {
                    self.under_way = None;
                    self.accepted = Some(Rc::clone(&counts));
                }
                self.send(Event::Arrived { generation, counts }, random);
            }
            Move::Fail { age, failure } => {
                let generation = self.last_generation.saturating_sub(age);
                if self.under_way == Some(generation) {
                    self.under_way = None;
                    self.may_hurry = true;
                }
                self.send(
                    Event::Failed {
                        generation,
                        failure,
                    },
                    random,
                );
            }
        }
    }

    fn pass(&mut self, length_ms: u64, random: f64) {
        let until_ms = self.true_ms + length_ms;
        while let Some(timer_ms) = self.timer_ms.filter(|timer_ms| *timer_ms <= until_ms) {
            self.true_ms = self.true_ms.max(timer_ms);
            self.timer_ms = None;
            self.send(Event::Tick, random);
        }
        self.true_ms = until_ms;
    }

    /// Tells the machine, and checks every effect against what may happen.
    fn send(&mut self, event: Event, random: f64) {
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
            Event::Refresh => self.may_hurry = true,
            _ => {}
        }
        let is_refresh_possible = self.may_hurry;
        let now_ms =
            u64::try_from(i64::try_from(self.true_ms).unwrap() + self.clock_offset_ms).unwrap();
        let effects = step(&mut self.state, &self.config, event, now_ms, random);
        for effect in &effects {
            match effect {
                Effect::Fetch { generation } => self.begin(*generation, is_refresh_possible),
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
                    // A time-out is a failure like any other.
                    self.may_hurry = true;
                }
                Effect::Publish(status) => assert_eq!(*status, self.state.status()),
            }
        }
        self.check_shown();
        self.check_alive();
    }

    fn begin(&mut self, generation: u64, is_refresh_possible: bool) {
        assert!(
            self.started && !self.hidden && !self.stowed && !self.paused,
            "asks while nobody looks"
        );
        assert!(
            !self.follower || is_refresh_possible,
            "a follower asks by itself"
        );
        assert_eq!(self.under_way, None, "two requests at a time");
        assert!(
            generation > self.last_generation,
            "a generation is used twice"
        );
        if let Some(last_ms) = self.last_fetch_ms
            && !self.clock_went_forward
        {
            let least_ms = if self.may_hurry {
                self.config.refresh_throttle_ms
            } else {
                self.config.floor_ms
            };
            let distance_ms = self.true_ms - last_ms;
            assert!(
                distance_ms >= least_ms,
                "{distance_ms} ms after the last request"
            );
        }
        self.under_way = Some(generation);
        self.last_generation = generation;
        self.last_fetch_ms = Some(self.true_ms);
        self.clock_went_forward = false;
        self.may_hurry = false;
    }

    /// Only what arrived in time is shown, and it stays.
    fn check_shown(&self) {
        let status = self.state.status();
        assert_eq!(status.counts, self.accepted);
        let has_numbers = match status.freshness {
            Freshness::Waiting | Freshness::Unreachable => false,
            Freshness::Live { .. } | Freshness::Stale { .. } => true,
            Freshness::Paused { since_ms } => since_ms.is_some(),
        };
        assert_eq!(has_numbers, self.accepted.is_some());
    }

    /// While somebody looks, the machine will act again by itself; while
    /// nobody looks, it holds no timer but that of a request under way.
    fn check_alive(&self) {
        let is_watched = self.started && !self.hidden && !self.stowed && !self.paused;
        if is_watched && !self.follower {
            assert!(
                self.timer_ms.is_some(),
                "stopped for good: {:?}",
                self.state
            );
        }
        if !is_watched && self.under_way.is_none() {
            assert_eq!(self.timer_ms, None, "a timer while nobody looks");
        }
        assert_eq!(self.state.is_fetching(), self.under_way.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_rules_hold_in_any_order(moves in moves()) {
        let mut world = World::new();
        for (one, random) in moves {
            world.play(one, random);
        }
        // When everything is well again, numbers come again within the
        // longest rest an endpoint may ask for.
        for event in [Event::Started, Event::Shown, Event::PageRestored, Event::Resumed, Event::LeaderGained, Event::Online] {
            world.send(event, 0.5);
        }
        let before = world.last_generation;
        world.pass(2 * LONGEST_WAIT_MS, 0.5);
        prop_assert!(world.last_generation > before);
    }

    /// Left alone, an endpoint that always fails is asked less and less.
    #[test]
    fn an_outage_is_not_answered_with_a_storm(failure in prop_oneof![Just(Failure::Unreachable), Just(Failure::TimedOut), Just(status_failure(500, None))], chances in prop::collection::vec(0.0_f64..1.0, 64)) {
        let mut world = World::new();
        world.send(Event::Started, 0.5);
        let mut chances = chances.into_iter().cycle();
        let mut asked = 0;
        while world.true_ms < 3_600_000 {
            let random = chances.next().unwrap();
            if world.under_way.is_some() {
                asked += 1;
                world.play(Move::Fail { age: 0, failure }, random);
            } else {
                world.pass(1_000, random);
            }
        }
        // An hour at the usual pace is 240 requests. The mean back-off near the
        // cap is 150 s; a run of low numbers may still make it several times that.
        prop_assert!(asked < 240, "{} requests in an hour", asked);
    }
}
