//! Sleep, and clocks that are set.

use super::dialogue::*;
use super::*;

#[test]
fn after_a_sleep_the_network_gets_a_moment() {
    let mut dialogue = Dialogue::polling();
    // Half an interval late is a slow machine, more is a sleep.
    dialogue.check(22_500, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check(0, arrived(2), &[wake(15_000)]);
    dialogue.check(22_501, Event::Tick, &[wake(500)]);
    // The moment itself may be slept through: that is no reason for another.
    dialogue.check(DAY_MS, Event::Tick, &[fetch(3), wake(8_000)]);
    // Asleep during a request: it is lost, but not by anybody's fault.
    dialogue.check_status(DAY_MS, Event::Tick, None);
    assert!(!dialogue.state.is_fetching());
    dialogue.check(500, Event::Tick, &[fetch(4), wake(8_000)]);
}

#[test]
fn a_reply_that_waited_for_a_frozen_tab_is_dropped() {
    let mut dialogue = Dialogue::started();
    dialogue.check_status(8_001, arrived(1), None);
    assert!(!dialogue.state.is_fetching());
    dialogue.check(500, Event::Tick, &[fetch(2), wake(8_000)]);
    // In time to the millisecond.
    let since_ms = dialogue.now_ms + 8_000;
    dialogue.check_status(
        8_000,
        arrived(2),
        Some((Freshness::Live { since_ms }, Some(200))),
    );
}

#[test]
fn a_moment_cut_short_does_not_hide_the_next_sleep() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(DAY_MS, Event::Tick, &[wake(500)]);
    dialogue.check(100, Event::Hidden, &[Effect::CancelWake]);
    dialogue.check(1_000, Event::Shown, &[fetch(2), wake(8_000)]);
    dialogue.check(DAY_MS, Event::Tick, &[abort(2), wake(500)]);
}

#[test]
fn a_clock_set_back_costs_one_interval_at_most() {
    let mut dialogue = Dialogue::polling();
    dialogue.now_ms -= DAY_MS;
    // The timer fires on time, but by this clock nothing has elapsed yet.
    dialogue.check(0, Event::Tick, &[wake(15_000)]);
    dialogue.check(15_000, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.now_ms -= DAY_MS;
    dialogue.check(0, arrived(2), &[wake(15_000)]);
    dialogue.check(1_000, Event::Hidden, &[Effect::CancelWake]);
    dialogue.now_ms -= DAY_MS;
    dialogue.check(0, Event::Shown, &[wake(14_000)]);
}

#[test]
fn an_age_never_turns_negative() {
    let mut dialogue = Dialogue::polling();
    dialogue.now_ms += 1_000;
    step(
        &mut dialogue.state,
        &dialogue.config,
        Event::Shown,
        dialogue.now_ms,
        0.5,
    );
    dialogue.now_ms -= DAY_MS;
    // Moving along is not worth a message; the next status carries it.
    dialogue.check_status(0, Event::Shown, None);
    assert_eq!(
        dialogue.state.freshness(),
        Freshness::Live {
            since_ms: dialogue.now_ms - 1_000
        }
    );
}

#[test]
fn a_clock_set_forward_is_taken_for_a_sleep() {
    let mut dialogue = Dialogue::polling();
    dialogue.now_ms += DAY_MS;
    dialogue.check(15_000, Event::Tick, &[wake(500)]);
    dialogue.check(500, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check(100, arrived(2), &[wake(15_000)]);
}
