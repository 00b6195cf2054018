//! How often, and how long after a failure.

use super::dialogue::*;
use super::*;

#[test]
fn the_next_poll_follows_the_last_reply_with_jitter() {
    #[track_caller]
    fn check_delay(config: Config, ttl_seconds: Option<u32>, random: f64, expected_ms: u32) {
        let mut dialogue = Dialogue::new(config);
        dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
        dialogue.random = random;
        let counts = Rc::new(Counts {
            ttl_seconds,
            ..Counts::default()
        });
        dialogue.check(
            7_000,
            Event::Arrived {
                generation: 1,
                counts,
            },
            &[wake(expected_ms)],
        );
        dialogue.check(
            u64::from(expected_ms),
            Event::Tick,
            &[fetch(2), wake(8_000)],
        );
    }
    check_delay(Config::default(), None, 0.0, 12_750);
    check_delay(Config::default(), None, 0.5, 15_000);
    check_delay(Config::default(), None, 1.0, 17_250);
    // A source of chance that is broken neither stops nor floods.
    check_delay(Config::default(), None, f64::NAN, 15_000);
    check_delay(Config::default(), None, f64::INFINITY, 15_000);
    check_delay(Config::default(), None, -7.0, 12_750);
    // Not even jitter goes below the floor.
    check_delay(Config::every(1), None, 0.0, 5_000);
    check_delay(Config::every(5_000), None, 0.0, 5_000);
    check_delay(Config::every(5_000), None, 1.0, 5_750);
    // The endpoint may slow us down, not speed us up, and not for ever.
    check_delay(Config::default(), Some(60), 0.5, 60_000);
    check_delay(Config::default(), Some(1), 0.5, 15_000);
    check_delay(Config::default(), Some(0), 0.5, 15_000);
    check_delay(Config::default(), Some(u32::MAX), 0.5, 3_600_000);
}

#[test]
fn there_is_one_request_at_a_time() {
    let mut dialogue = Dialogue::started();
    for event in [
        Event::Started,
        Event::Shown,
        Event::Online,
        Event::Refresh,
        Event::Resumed,
        Event::PageRestored,
        Event::LeaderGained,
    ] {
        dialogue.check(900, event, &[]);
    }
}

#[test]
fn a_network_that_returns_during_a_request_adds_none() {
    let mut dialogue = Dialogue::started();
    dialogue.check(0, failed(1, Failure::Unreachable), &[wake(15_000)]);
    dialogue.check(15_000, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check(6_000, Event::Online, &[]);
    dialogue.check(0, arrived(2), &[wake(15_000)]);
}

#[test]
fn a_wish_during_a_request_is_served_by_it() {
    let mut dialogue = Dialogue::started();
    dialogue.check(2_000, Event::Refresh, &[]);
    dialogue.check(0, Event::LeaderLost, &[]);
    dialogue.check(0, arrived(1), &[Effect::CancelWake]);
    dialogue.check(60_000, Event::Shown, &[]);
}

#[test]
fn a_request_without_answer_is_given_up() {
    let mut dialogue = Dialogue::started();
    dialogue.check(8_000, Event::Tick, &[abort(1), wake(15_000)]);
    // Its answer comes after all: too late.
    dialogue.check_status(10, arrived(1), None);
    dialogue.check_status(10, failed(1, Failure::Unreachable), None);
    dialogue.check(14_980, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check_status(10, arrived(1), None);
    dialogue.check_status(
        10,
        arrived(2),
        Some((
            Freshness::Live {
                since_ms: START_MS + 23_020,
            },
            Some(200),
        )),
    );
}

#[test]
fn back_off_grows_with_full_jitter_to_a_cap() {
    #[track_caller]
    fn check_delays(interval_ms: u64, failure: Failure, random: f64, expected_ms: &[u32]) {
        let mut dialogue = Dialogue::new(Config::every(interval_ms));
        dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
        dialogue.random = random;
        for (generation, expected_ms) in (1..).zip(expected_ms) {
            dialogue.check(10, failed(generation, failure), &[wake(*expected_ms)]);
            dialogue.check(
                u64::from(*expected_ms),
                Event::Tick,
                &[fetch(generation + 1), wake(8_000)],
            );
        }
    }
    let server = status_failure(500, None);
    check_delays(
        15_000,
        server,
        1.0,
        &[30_000, 60_000, 120_000, 240_000, 300_000, 300_000, 300_000],
    );
    check_delays(
        15_000,
        server,
        0.5,
        &[15_000, 30_000, 60_000, 120_000, 150_000, 150_000],
    );
    check_delays(15_000, server, 0.0, &[5_000, 5_000, 5_000, 5_000]);
    check_delays(5_000, server, 1.0, &[10_000, 20_000, 40_000]);
    // Whoever polls once in ten minutes does not come sooner for a failure.
    check_delays(600_000, server, 1.0, &[600_000, 600_000]);
    // A single poll is tried again like any other.
    check_delays(0, server, 1.0, &[30_000, 60_000]);
    for passing in [
        Failure::Unreachable,
        Failure::TimedOut,
        Failure::TooLarge,
        Failure::Unreadable,
        status_failure(503, None),
        status_failure(408, None),
        status_failure(425, None),
        status_failure(429, None),
        status_failure(304, None),
    ] {
        check_delays(15_000, passing, 1.0, &[30_000, 60_000]);
    }
    // Another try will not change these.
    for lasting in [400, 401, 403, 404, 410, 451] {
        check_delays(
            15_000,
            status_failure(lasting, None),
            0.5,
            &[600_000, 600_000],
        );
    }
    check_delays(15_000, status_failure(404, None), 0.0, &[510_000]);
    check_delays(1_200_000, status_failure(404, None), 0.5, &[1_200_000]);
    check_delays(15_000, status_failure(404, None), 1.0, &[690_000]);
}

#[test]
fn back_off_stays_at_its_cap_however_long_the_outage() {
    let mut dialogue = Dialogue::started();
    dialogue.random = 1.0;
    for generation in 1..200 {
        let expected_ms = if generation < 5 {
            15_000 << generation
        } else {
            300_000
        };
        dialogue.check(
            0,
            failed(generation, Failure::Unreachable),
            &[wake(expected_ms)],
        );
        dialogue.check(
            u64::from(expected_ms),
            Event::Tick,
            &[fetch(generation + 1), wake(8_000)],
        );
    }
}

#[test]
fn an_endpoint_may_ask_for_rest() {
    #[track_caller]
    fn check_rest(code: u16, retry_after: RetryAfter, random: f64, expected_ms: u32) {
        let mut dialogue = Dialogue::started();
        dialogue.random = random;
        dialogue.check(
            0,
            failed(1, status_failure(code, Some(retry_after))),
            &[wake(expected_ms)],
        );
        // Coming back to the page does not shorten it.
        dialogue.check(0, Event::Online, &[]);
        dialogue.check(0, Event::Hidden, &[Effect::CancelWake]);
        dialogue.check(0, Event::Shown, &[wake(expected_ms)]);
    }
    check_rest(429, RetryAfter::Seconds(120), 0.0, 120_000);
    // Those who were told the same moment do not all come at it.
    check_rest(429, RetryAfter::Seconds(120), 0.5, 127_500);
    check_rest(503, RetryAfter::Until(START_MS + 60_000), 0.0, 60_000);
    check_rest(503, RetryAfter::Until(START_MS - 60_000), 0.0, 5_000);
    check_rest(503, RetryAfter::Seconds(0), 1.0, 30_000);
    check_rest(503, RetryAfter::Seconds(u64::MAX), 0.0, 3_600_000);
    check_rest(503, RetryAfter::Until(u64::MAX), 1.0, 3_615_000);
    check_rest(404, RetryAfter::Seconds(5), 0.5, 600_000);
    check_rest(404, RetryAfter::Seconds(3_600), 0.0, 3_600_000);
}

#[test]
fn one_success_ends_the_back_off() {
    let mut dialogue = Dialogue::started();
    dialogue.random = 1.0;
    dialogue.check(0, failed(1, Failure::Unreachable), &[wake(30_000)]);
    dialogue.check(30_000, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check(0, failed(2, Failure::Unreachable), &[wake(60_000)]);
    dialogue.check(60_000, Event::Tick, &[fetch(3), wake(8_000)]);
    dialogue.check(0, arrived(3), &[wake(17_250)]);
    dialogue.check(17_250, Event::Tick, &[fetch(4), wake(8_000)]);
    dialogue.check(0, failed(4, Failure::Unreachable), &[wake(30_000)]);
}

#[test]
fn an_interval_of_zero_asks_once() {
    let mut dialogue = Dialogue::new(Config::every(0));
    dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
    dialogue.check(100, arrived(1), &[Effect::CancelWake]);
    for event in [
        Event::Tick,
        Event::Hidden,
        Event::Shown,
        Event::Offline,
        Event::Online,
    ] {
        dialogue.check(DAY_MS, event, &[]);
    }
    dialogue.check(0, Event::Refresh, &[fetch(2), wake(8_000)]);
}

#[test]
fn timers_stay_below_what_browsers_take() {
    let mut dialogue = Dialogue::new(Config::every(60 * DAY_MS));
    dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
    dialogue.check(0, arrived(1), &[wake(86_400_000)]);
    dialogue.check(DAY_MS, Event::Tick, &[wake(86_400_000)]);
}

#[test]
fn a_tick_a_moment_early_waits_for_the_rest() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(14_999, Event::Tick, &[wake(1)]);
    dialogue.check(1, Event::Tick, &[fetch(2), wake(8_000)]);
}
