//! The live stream: when it is opened, and what takes over when it is not.

use super::dialogue::*;
use super::*;

const ADDRESS: &str = "https://counter.example/events";

fn offer(generation: u64, views: u64) -> Event {
    Event::Arrived {
        generation,
        counts: Rc::new(Counts {
            stream: Some(ADDRESS.to_owned()),
            ..(*counts(views)).clone()
        }),
    }
}

fn open(generation: u64) -> Effect {
    Effect::OpenStream {
        generation,
        address: ADDRESS.to_owned(),
    }
}

fn ended(generation: u64, failure: Failure) -> Event {
    Event::StreamEnded {
        generation,
        failure,
    }
}

fn streamed(generation: u64, views: u64) -> Event {
    Event::Streamed {
        generation,
        counts: counts(views),
    }
}

/// A machine whose stream, number 2, was answered 200 ms after the start; its
/// numbers are from 100 ms after it.
fn streaming() -> Dialogue {
    let mut dialogue = Dialogue::started();
    dialogue.check(100, offer(1, 100), &[open(2), wake(8_000)]);
    dialogue.check(100, Event::StreamOpened { generation: 2 }, &[wake(60_000)]);
    dialogue
}

#[test]
fn while_a_stream_lives_there_are_no_polls() {
    let mut dialogue = streaming();
    for _ in 0..20 {
        dialogue.check(
            50_000,
            Event::StreamAlive { generation: 2 },
            &[wake(60_000)],
        );
        let since_ms = dialogue.now_ms;
        dialogue.check_status(
            0,
            streamed(2, 7),
            Some((Freshness::Live { since_ms }, Some(7))),
        );
    }
    // The numbers are fresh, so the next poll is an interval away.
    dialogue.check(0, ended(2, Failure::Unreachable), &[wake(15_000)]);
    dialogue.check(15_000, Event::Tick, &[fetch(3), wake(8_000)]);
}

#[test]
fn a_silent_stream_is_given_up_and_polling_goes_on_at_once() {
    let mut dialogue = streaming();
    dialogue.check(
        60_000,
        Event::Tick,
        &[Effect::CloseStream, fetch(3), wake(8_000)],
    );
    // What it says after all comes too late.
    dialogue.check_status(10, streamed(2, 7), None);
    // It is tried again after as long as any failed poll.
    dialogue.check(0, offer(3, 300), &[wake(14_990)]);
    dialogue.check(14_990, Event::Tick, &[open(4), wake(10)]);
    dialogue.check(10, Event::Tick, &[fetch(5), wake(7_990)]);
    // The stream answers first: what is under way may finish.
    dialogue.check(10, Event::StreamOpened { generation: 4 }, &[wake(7_990)]);
}

#[test]
fn heartbeats_without_numbers_do_not_keep_old_numbers_live() {
    let mut dialogue = streaming();
    let alive = || Event::StreamAlive { generation: 2 };
    dialogue.check(50_000, alive(), &[wake(60_000)]);
    dialogue.check(50_000, alive(), &[wake(49_900)]);
    dialogue.check(49_000, alive(), &[]);
    dialogue.check(
        900,
        Event::Tick,
        &[Effect::CloseStream, fetch(3), wake(8_000)],
    );
}

#[test]
fn a_stream_that_is_not_answered_does_not_hold_up_polling() {
    let mut dialogue = Dialogue::started();
    dialogue.check(100, offer(1, 100), &[open(2), wake(8_000)]);
    dialogue.check(8_000, Event::Tick, &[Effect::CloseStream, wake(7_000)]);
    dialogue.check(7_000, Event::Tick, &[fetch(3), wake(8_000)]);
}

#[test]
fn numbers_from_the_stream_outdate_a_reply_under_way() {
    let mut dialogue = streaming();
    dialogue.check(2_000, Event::Refresh, &[fetch(3), wake(8_000)]);
    dialogue.check(10, streamed(2, 7), &[abort(3), wake(60_000)]);
    dialogue.check_status(10, offer(3, 6), None);
}

#[test]
fn nobody_looking_means_no_stream() {
    for (leave, come_back) in [
        (Event::Hidden, Event::Shown),
        (Event::Paused, Event::Resumed),
        (Event::PageHidden, Event::PageRestored),
        (Event::LeaderLost, Event::LeaderGained),
    ] {
        let mut dialogue = streaming();
        dialogue.check(100, leave, &[Effect::CloseStream, Effect::CancelWake]);
        dialogue.check_status(0, streamed(2, 7), None);
        // Not twice within five seconds, however restless the reader.
        dialogue.check(700, come_back.clone(), &[wake(4_100)]);
        dialogue.check(4_100, Event::Tick, &[open(3), wake(8_000)]);
    }
}

#[test]
fn a_refused_stream_is_tried_again_later_or_never() {
    #[track_caller]
    fn check_next(failure: Failure, expected_ms: Option<u64>) {
        let mut dialogue = streaming();
        dialogue.check(0, ended(2, failure), &[wake(14_900)]);
        let until_ms = dialogue.now_ms + 7_200_000;
        let since_ms = dialogue.now_ms;
        let mut opened_ms = None;
        let mut effects = Vec::new();
        while dialogue.now_ms < until_ms && opened_ms.is_none() {
            effects = step(
                &mut dialogue.state,
                &dialogue.config,
                Event::Tick,
                dialogue.now_ms,
                0.5,
            );
            for effect in &effects {
                match effect {
                    Effect::OpenStream { .. } => opened_ms = Some(dialogue.now_ms - since_ms),
                    Effect::Fetch { generation } => {
                        let reply = offer(*generation, 1);
                        dialogue.now_ms += 10;
                        for effect in step(
                            &mut dialogue.state,
                            &dialogue.config,
                            reply,
                            dialogue.now_ms,
                            0.5,
                        ) {
                            assert!(!matches!(effect, Effect::OpenStream { .. }));
                        }
                    }
                    _ => {}
                }
            }
            dialogue.now_ms += 100;
        }
        assert_eq!(opened_ms.map(|ms| ms / 1_000), expected_ms, "{effects:?}");
    }
    check_next(Failure::Unreachable, Some(15));
    check_next(
        status_failure(503, Some(RetryAfter::Seconds(120))),
        Some(127),
    );
    check_next(status_failure(404, None), Some(600));
    check_next(status_failure(204, None), None);
}

#[test]
fn a_stream_may_ask_for_more_time() {
    let mut dialogue = streaming();
    let retry = Event::StreamRetry {
        generation: 2,
        least_ms: 16_000,
    };
    dialogue.check(0, retry, &[]);
    dialogue.check(0, ended(2, Failure::Unreachable), &[wake(14_900)]);
    dialogue.check(14_900, Event::Tick, &[fetch(3), wake(8_000)]);
    dialogue.check(0, offer(3, 1), &[wake(1_100)]);
    dialogue.check(1_100, Event::Tick, &[open(4), wake(8_000)]);
}

#[test]
fn no_stream_is_opened_where_polls_fail_or_one_is_enough() {
    let mut dialogue = Dialogue::new(Config::every(0));
    dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
    dialogue.check(0, offer(1, 1), &[Effect::CancelWake]);

    let mut dialogue = streaming();
    dialogue.check(0, ended(2, Failure::Unreachable), &[wake(14_900)]);
    dialogue.check(14_900, Event::Tick, &[fetch(3), wake(8_000)]);
    dialogue.check(0, failed(3, Failure::Unreachable), &[wake(15_000)]);
}

#[test]
fn after_a_sleep_a_stream_is_not_believed() {
    let mut dialogue = streaming();
    dialogue.now_ms += DAY_MS;
    dialogue.check_status(0, streamed(2, 7), None);
    let mut dialogue = streaming();
    dialogue.check(DAY_MS, Event::Tick, &[Effect::CloseStream, wake(500)]);
    dialogue.check(500, Event::Tick, &[fetch(3), wake(8_000)]);
}
