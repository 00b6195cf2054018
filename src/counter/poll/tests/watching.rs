//! For whom: hidden, paused, offline, asked for; and what is shown.

use super::dialogue::*;
use super::*;

#[test]
fn nothing_happens_before_the_start() {
    let mut dialogue = Dialogue::new(Config::default());
    for event in [
        Event::Tick,
        Event::Shown,
        Event::Online,
        Event::Refresh,
        Event::Resumed,
        Event::PageRestored,
        arrived(0),
    ] {
        dialogue.check(1_000, event, &[]);
    }
    dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
    dialogue.check(0, Event::Started, &[]);
}

#[test]
fn a_hidden_page_rests() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(1_000, Event::Hidden, &[Effect::CancelWake]);
    dialogue.check(1_000, Event::Tick, &[]);
    // Back before the next poll is due: the rest of the wait.
    dialogue.check(1_000, Event::Shown, &[wake(12_000)]);
    dialogue.check(1_000, Event::Hidden, &[Effect::CancelWake]);
    // Back after it was due: at once.
    dialogue.check(20_000, Event::Shown, &[fetch(2), wake(8_000)]);
    // What is under way may finish, its numbers are good; nothing follows.
    dialogue.check(100, Event::Hidden, &[]);
    dialogue.check(100, arrived(2), &[Effect::CancelWake]);
    dialogue.check(DAY_MS, Event::Shown, &[fetch(3), wake(8_000)]);
}

#[test]
fn a_page_opened_in_the_background_waits() {
    let mut dialogue = Dialogue::new(Config::default());
    dialogue.check(0, Event::Hidden, &[]);
    dialogue.check(0, Event::Started, &[]);
    dialogue.check(60_000, Event::Shown, &[fetch(1), wake(8_000)]);
}

#[test]
fn a_page_in_the_back_forward_cache_holds_no_request() {
    let mut dialogue = Dialogue::started();
    dialogue.check(100, Event::PageHidden, &[abort(1), Effect::CancelWake]);
    dialogue.check(100, Event::Shown, &[]);
    // Leaving and returning at once does not double the requests.
    dialogue.check(100, Event::PageRestored, &[wake(4_700)]);
    dialogue.check(4_700, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check(100, Event::PageHidden, &[abort(2), Effect::CancelWake]);
    dialogue.check(60_000, Event::PageRestored, &[fetch(3), wake(8_000)]);
}

#[test]
fn a_paused_panel_does_not_move() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(1_000, Event::Paused, &[Effect::CancelWake]);
    dialogue.check(100, Event::Refresh, &[]);
    dialogue.check(60_000, Event::Resumed, &[fetch(2), wake(8_000)]);
    dialogue.check(100, Event::Paused, &[abort(2), Effect::CancelWake]);
    dialogue.check_status(100, arrived(2), None);
    dialogue.check(100, Event::Resumed, &[wake(4_700)]);
}

#[test]
fn without_a_network_polling_slows_down_and_recovers_at_once() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(0, Event::Offline, &[wake(300_000)]);
    // Browsers are sometimes wrong about it, so it is tried now and then.
    dialogue.check(300_000, Event::Tick, &[fetch(2), wake(8_000)]);
    dialogue.check(0, failed(2, Failure::Unreachable), &[wake(300_000)]);
    dialogue.check(10_000, Event::Online, &[fetch(3), wake(8_000)]);
    // A network that comes and goes does not flood.
    dialogue.check(100, failed(3, Failure::Unreachable), &[wake(15_000)]);
    dialogue.check(100, Event::Offline, &[wake(300_000)]);
    dialogue.check(100, Event::Online, &[wake(4_700)]);
    dialogue.check(4_700, Event::Tick, &[fetch(4), wake(8_000)]);
    dialogue.check(0, arrived(4), &[wake(15_000)]);
    // A short gap in which no poll was due changes nothing.
    dialogue.check(1_000, Event::Offline, &[wake(300_000)]);
    dialogue.check(1_000, Event::Online, &[wake(13_000)]);
}

#[test]
fn a_reply_proves_a_network() {
    let mut dialogue = Dialogue::started();
    dialogue.check_status(0, Event::Offline, Some((Freshness::Unreachable, None)));
    dialogue.check_status(
        0,
        arrived(1),
        Some((Freshness::Live { since_ms: START_MS }, Some(100))),
    );
    dialogue.check(15_000, Event::Tick, &[fetch(2), wake(8_000)]);
}

#[test]
fn the_reader_may_ask_at_any_time() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(2_000, Event::Refresh, &[fetch(2), wake(8_000)]);
    dialogue.check(100, failed(2, status_failure(404, None)), &[wake(600_000)]);
    // Not twice within a second, but the wish is kept.
    dialogue.check(100, Event::Refresh, &[wake(800)]);
    dialogue.check(100, Event::Refresh, &[]);
    dialogue.check(700, Event::Tick, &[fetch(3), wake(8_000)]);
    dialogue.check(
        2_000,
        failed(3, status_failure(404, None)),
        &[wake(600_000)],
    );
    dialogue.check(0, Event::Offline, &[]);
    dialogue.check(0, Event::Refresh, &[fetch(4), wake(8_000)]);
    dialogue.check(2_000, arrived(4), &[wake(15_000)]);
    // A wish made while nobody looks waits for somebody to look.
    dialogue.check(1_000, Event::Hidden, &[Effect::CancelWake]);
    dialogue.check(1_000, Event::Refresh, &[]);
    dialogue.check(1_000, Event::Shown, &[fetch(5), wake(8_000)]);
}

#[test]
fn only_the_leader_polls() {
    let mut dialogue = Dialogue::polling();
    dialogue.check(0, Event::LeaderLost, &[Effect::CancelWake]);
    dialogue.check(5_000, Event::LeaderGained, &[wake(10_000)]);
    dialogue.check(0, Event::LeaderLost, &[Effect::CancelWake]);
    dialogue.check(60_000, Event::Shown, &[]);
    dialogue.check(0, Event::LeaderGained, &[fetch(2), wake(8_000)]);
    // What is under way may finish.
    dialogue.check(0, Event::LeaderLost, &[]);
    dialogue.check(0, arrived(2), &[Effect::CancelWake]);
    // The reader's own wish is served by any tab.
    dialogue.check(2_000, Event::Refresh, &[fetch(3), wake(8_000)]);
    dialogue.check(0, arrived(3), &[Effect::CancelWake]);
}

#[test]
fn good_numbers_stay_and_failures_are_no_zeros() {
    let mut dialogue = Dialogue::new(Config::default());
    assert_eq!(dialogue.state.freshness(), Freshness::Waiting);
    dialogue.check_status(0, Event::Started, None);
    dialogue.check_status(
        100,
        failed(1, Failure::Unreachable),
        Some((Freshness::Unreachable, None)),
    );
    assert_eq!(dialogue.state.status().failure, Some(Failure::Unreachable));
    dialogue.check_status(15_000, Event::Tick, None);
    let since_ms = START_MS + 15_200;
    dialogue.check_status(
        100,
        arrived(2),
        Some((Freshness::Live { since_ms }, Some(200))),
    );
    assert_eq!(dialogue.state.status().failure, None);
    dialogue.check_status(15_000, Event::Tick, None);
    dialogue.check_status(
        100,
        failed(3, status_failure(500, None)),
        Some((Freshness::Stale { since_ms }, Some(200))),
    );
    dialogue.check_status(
        0,
        Event::Paused,
        Some((
            Freshness::Paused {
                since_ms: Some(since_ms),
            },
            Some(200),
        )),
    );
    dialogue.check_status(
        0,
        Event::Resumed,
        Some((Freshness::Stale { since_ms }, Some(200))),
    );
    dialogue.check_status(15_000, Event::Tick, None);
    let since_ms = dialogue.now_ms;
    dialogue.check_status(
        0,
        arrived(4),
        Some((Freshness::Live { since_ms }, Some(400))),
    );
    // Totals may drop after a recount, and zero is a number.
    dialogue.check_status(15_000, Event::Tick, None);
    let since_ms = dialogue.now_ms;
    let zero = Event::Arrived {
        generation: 5,
        counts: counts(0),
    };
    dialogue.check_status(0, zero, Some((Freshness::Live { since_ms }, Some(0))));
    dialogue.check_status(
        0,
        Event::Offline,
        Some((Freshness::Stale { since_ms }, Some(0))),
    );
    dialogue.check_status(
        0,
        Event::Online,
        Some((Freshness::Live { since_ms }, Some(0))),
    );
}
