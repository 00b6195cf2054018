//! What must hold in any order of events, with a clock that jumps.

use super::world::*;
use super::*;
use proptest::prelude::*;

fn failures() -> impl Strategy<Value = Failure> {
    let retry_after = prop_oneof![
        Just(None),
        (0_u64..10_000).prop_map(|seconds| Some(RetryAfter::Seconds(seconds))),
        Just(Some(RetryAfter::Seconds(u64::MAX))),
        any::<u64>().prop_map(|moment| Some(RetryAfter::Until(moment))),
    ];
    prop_oneof![
        Just(Failure::Unreachable),
        Just(Failure::TimedOut),
        Just(Failure::TooLarge),
        Just(Failure::Unreadable),
        (204_u16..600, retry_after)
            .prop_map(|(code, retry_after)| Failure::Status { code, retry_after }),
    ]
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
    // Mostly the request or the stream at hand, now and then an earlier one.
    let age = || prop_oneof![6 => Just(0_u64), 1 => 1_u64..4];
    let come_back = prop_oneof![
        Just(vec![Event::Hidden, Event::Shown]),
        Just(vec![Event::PageHidden, Event::PageRestored]),
        Just(vec![Event::Paused, Event::Resumed]),
        Just(vec![Event::LeaderLost, Event::LeaderGained]),
    ];
    let one = prop_oneof![
        8 => prop_oneof![0_u64..2_000, 0_u64..20_000, 0_u64..400_000].prop_map(Move::Pass),
        1 => (-DAY_MS..=DAY_MS).prop_map(Move::SetClock),
        1 => (0_u64..10_000_000).prop_map(Move::Sleep),
        6 => plain.prop_map(|event| Move::Plain(vec![event])),
        3 => come_back.prop_map(Move::Plain),
        8 => (age(), prop::option::of(0_u32..100_000), any::<bool>()).prop_map(
            |(age, ttl_seconds, offers_stream)| Move::Reply {
                age,
                ttl_seconds,
                offers_stream,
            },
        ),
        4 => (age(), failures()).prop_map(|(age, failure)| Move::Fail { age, failure }),
        2 => age().prop_map(|age| Move::Stream(age, Sign::Opened)),
        3 => age().prop_map(|age| Move::Stream(age, Sign::Numbers)),
        3 => age().prop_map(|age| Move::Stream(age, Sign::Alive)),
        1 => (age(), any::<u64>()).prop_map(|(age, ms)| Move::Stream(age, Sign::Retry(ms))),
        2 => (age(), failures())
            .prop_map(|(age, failure)| Move::Stream(age, Sign::Ended(failure))),
        2 => (0_u64..100_000, 0_u64..100_000, prop::option::of(0_u64..4_000_000))
            .prop_map(|(moved_ago, fresh_ago, due_in)| Move::Told {
                moved_ago,
                fresh_ago,
                due_in,
            }),
    ];
    prop::collection::vec((one, 0.0_f64..1.0), 1..150)
}

fn configs() -> impl Strategy<Value = Config> {
    prop_oneof![
        Just(Config::default()),
        Just(Config::every(5_000)),
        Just(Config::every(15_000).at_least(300_000)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_rules_hold_in_any_order(config in configs(), moves in moves()) {
        let mut world = World::new(config);
        for (one, random) in moves {
            world.play(one, random);
        }
        // When everything is well again, something is asked again within the
        // longest rest an endpoint may ask for, after a stream has died.
        for event in [Event::Started, Event::Shown, Event::PageRestored, Event::Resumed, Event::LeaderGained, Event::Online] {
            world.send(event, 0.5);
        }
        let before = world.last_generation;
        world.pass(LONGEST_WAIT_MS + 70_000, 0.5);
        prop_assert!(world.last_generation > before);
    }

    /// An owner who wants to ask once is neither asked for a connection that
    /// stays nor for a timer, once there are numbers.
    #[test]
    fn once_is_once(moves in moves()) {
        let mut world = World::new(Config::every(0).at_least(60_000));
        for (one, random) in moves {
            world.play(one, random);
        }
        prop_assert_eq!(world.line, None);
    }

    /// Left alone, an endpoint that always fails is asked less and less.
    #[test]
    fn an_outage_is_not_answered_with_a_storm(failure in prop_oneof![Just(Failure::Unreachable), Just(Failure::TimedOut), Just(status_failure(500, None))], chances in prop::collection::vec(0.0_f64..1.0, 64)) {
        let mut world = World::new(Config::default());
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

    /// However often a reader comes and goes, an endpoint that answers is asked
    /// no more often than its table allows.
    #[test]
    fn a_restless_reader_does_not_hurry_a_slow_endpoint(leaves in prop::collection::vec(0_u64..30_000, 200)) {
        let mut world = World::new(Config::every(15_000).at_least(300_000));
        world.send(Event::Started, 0.5);
        let mut asked = 0;
        for (turn, away_ms) in leaves.into_iter().enumerate() {
            if world.under_way.is_some() {
                asked += 1;
                // Every other time the reader leaves before the answer.
                if asked == 1 || turn % 2 == 0 {
                    world.play(Move::Reply { age: 0, ttl_seconds: None, offers_stream: false }, 0.5);
                }
            }
            world.send(Event::PageHidden, 0.5);
            world.pass(away_ms, 0.5);
            world.send(Event::PageRestored, 0.5);
            world.send(Event::Shown, 0.5);
        }
        prop_assert!(asked <= 1 + world.true_ms / 300_000 + 1, "{} requests", asked);
    }
}
