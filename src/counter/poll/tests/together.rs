//! What another panel's machine tells.

use super::dialogue::*;
use super::*;

fn news(moved_ms: u64, views: u64) -> News {
    News {
        moved_ms: START_MS + moved_ms,
        began_ms: Some(START_MS + moved_ms),
        due_ms: Some(START_MS + moved_ms + 20_000),
        good_ms: Some(START_MS + moved_ms),
        fresh_ms: Some(START_MS + moved_ms),
        counts: Some(counts(views)),
        ..News::default()
    }
}

fn follower() -> Dialogue {
    let mut dialogue = Dialogue::new(Config::default());
    dialogue.check(0, Event::LeaderLost, &[]);
    dialogue.check(0, Event::Started, &[]);
    dialogue
}

#[test]
fn a_follower_shows_what_it_is_told() {
    let mut dialogue = follower();
    let since_ms = START_MS + 1_000;
    dialogue.check_status(
        1_500,
        Event::Told(news(1_000, 7)),
        Some((Freshness::Live { since_ms }, Some(7))),
    );
    // Twice, or older: nothing new.
    dialogue.check_status(0, Event::Told(news(1_000, 8)), None);
    dialogue.check_status(0, Event::Told(news(900, 6)), None);
    let failed = News {
        moved_ms: START_MS + 1_400,
        failure: Some(Failure::TimedOut),
        failures: 1,
        ..news(900, 6)
    };
    dialogue.check_status(
        0,
        Event::Told(failed),
        Some((Freshness::Stale { since_ms }, Some(7))),
    );
    assert_eq!(dialogue.state.news().counts, Some(counts(7)));
}

#[test]
fn a_new_leader_waits_as_long_as_the_old_one_would_have() {
    let mut dialogue = follower();
    dialogue.check(1_000, Event::Told(news(1_000, 7)), &[]);
    dialogue.check(2_000, Event::LeaderGained, &[wake(18_000)]);
    dialogue.check(18_000, Event::Tick, &[fetch(1), wake(8_000)]);

    // Told before it started.
    let mut dialogue = Dialogue::new(Config::default());
    dialogue.check(1_000, Event::Told(news(1_000, 7)), &[]);
    dialogue.check(0, Event::Started, &[wake(20_000)]);

    // Failures in a row are its own, too.
    let mut dialogue = follower();
    let failed = News {
        failure: Some(status_failure(503, None)),
        failures: 3,
        ..news(1_000, 7)
    };
    dialogue.check(1_000, Event::Told(failed), &[]);
    dialogue.check(0, Event::LeaderGained, &[wake(20_000)]);
    dialogue.check(20_000, Event::Tick, &[fetch(1), wake(8_000)]);
    dialogue.random = 1.0;
    dialogue.check(
        0,
        super::dialogue::failed(1, Failure::Unreachable),
        &[wake(240_000)],
    );
}

#[test]
fn nobody_asks_while_another_panels_request_is_under_way() {
    let mut leader = Dialogue::started();
    assert_eq!(leader.state.news().due_ms, Some(START_MS + 8_000));
    let mut dialogue = follower();
    dialogue.check(0, Event::Told(leader.state.news()), &[]);
    dialogue.check(1_000, Event::LeaderGained, &[wake(7_000)]);
    leader.check(2_000, arrived(1), &[wake(15_000)]);
    dialogue.check(1_000, Event::Told(leader.state.news()), &[wake(15_000)]);
}

#[test]
fn a_reply_to_an_earlier_question_does_not_replace_a_later_one() {
    // This panel's request begins first and ends last.
    let mut dialogue = Dialogue::started();
    dialogue.check(3_000, Event::LeaderLost, &[]);
    dialogue.check(0, Event::Told(news(2_000, 7)), &[]);
    dialogue.check_status(1_000, arrived(1), None);
    assert_eq!(dialogue.state.status().counts, Some(counts(7)));
}

#[test]
fn a_paused_panel_is_not_moved_by_others() {
    let mut dialogue = follower();
    dialogue.check(0, Event::Paused, &[]);
    dialogue.check_status(2_000, Event::Told(news(1_000, 7)), None);
    dialogue.check_status(0, Event::Resumed, Some((Freshness::Waiting, None)));
    let since_ms = START_MS + 1_000;
    dialogue.check_status(
        0,
        Event::Told(news(1_000, 7)),
        Some((Freshness::Live { since_ms }, Some(7))),
    );
}
