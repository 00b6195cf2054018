//! One panel's rules, one by one.

use super::*;
use crate::counter::poll::Failure;

const START_MS: u64 = 1_800_000_000_000;

struct Dialogue {
    share: Share,
    now_ms: u64,
}

impl Dialogue {
    fn new() -> Self {
        Self {
            share: Share::new(),
            now_ms: START_MS,
        }
    }

    /// A panel that asked for the lock 0 ms after the start.
    fn following() -> Self {
        let mut dialogue = Self::new();
        dialogue.check(0, ShareEvent::Opened { is_alone: false }, "");
        dialogue.check(
            0,
            ShareEvent::Poll(Event::Started),
            "request 1, post hello, wake 13125",
        );
        dialogue
    }

    /// A panel that leads since 100 ms and has begun its first request.
    fn leading() -> Self {
        let mut dialogue = Self::following();
        dialogue.check(0, ShareEvent::Granted { ticket: 1 }, "wake 100");
        dialogue.check(100, ShareEvent::Tick, "fetch 1, poll wakes 8000, post lead");
        dialogue
    }

    /// Sends an event `after_ms` after the last one, and compares what is to
    /// be done, in words; what is published is left out.
    #[track_caller]
    fn check(&mut self, after_ms: u64, event: ShareEvent, expected: &str) {
        self.now_ms += after_ms;
        let config = Config::default();
        let effects = self.share.step(&config, event.clone(), self.now_ms, 0.5);
        let words: Vec<_> = effects
            .iter()
            .filter_map(|one| in_words(one, self.now_ms))
            .collect();
        assert_eq!(words.join(", "), expected, "{event:?}");
    }
}

fn in_words(effect: &ShareEffect, now_ms: u64) -> Option<String> {
    Some(match effect {
        ShareEffect::RequestLock { ticket } => format!("request {ticket}"),
        ShareEffect::StealLock { ticket } => format!("steal {ticket}"),
        ShareEffect::ReleaseLock { ticket } => format!("release {ticket}"),
        ShareEffect::Post(text) => {
            let (kind, _) = message::read(text, now_ms, &Config::default()).unwrap();
            format!("post {}", format!("{kind:?}").to_lowercase())
        }
        ShareEffect::WakeAfter { delay_ms } => format!("wake {delay_ms}"),
        ShareEffect::CancelWake => "sleep".to_owned(),
        ShareEffect::Poll(Effect::Fetch { generation }) => format!("fetch {generation}"),
        ShareEffect::Poll(Effect::Abort { generation }) => format!("abort {generation}"),
        ShareEffect::Poll(Effect::WakeAfter { delay_ms }) => format!("poll wakes {delay_ms}"),
        ShareEffect::Poll(Effect::CancelWake) => "poll sleeps".to_owned(),
        ShareEffect::Poll(Effect::Publish(_)) => return None,
        other => format!("{other:?}"),
    })
}

fn told(kind: Kind, by_ms: u64, news: News) -> ShareEvent {
    ShareEvent::Heard(message::write(kind, &news, by_ms))
}

fn failed(generation: u64) -> ShareEvent {
    ShareEvent::Poll(Event::Failed {
        generation,
        failure: Failure::Unreachable,
    })
}

#[test]
fn alone_a_panel_leads_for_ever() {
    let mut dialogue = Dialogue::new();
    dialogue.check(0, ShareEvent::Poll(Event::Started), "");
    dialogue.check(
        0,
        ShareEvent::Opened { is_alone: true },
        "fetch 1, poll wakes 8000",
    );
    dialogue.check(0, told(Kind::Lead, START_MS, News::default()), "");
    dialogue.check(10, failed(1), "poll wakes 15000");
    assert!(dialogue.share.is_leading());

    // Lock or channel fail later.
    let mut dialogue = Dialogue::following();
    dialogue.check(
        0,
        ShareEvent::Opened { is_alone: true },
        "fetch 1, poll wakes 8000, release 1, sleep",
    );
}

#[test]
fn whoever_holds_the_lock_leads_and_tells() {
    let mut dialogue = Dialogue::leading();
    dialogue.check(50, failed(1), "poll wakes 15000, post lead");
    // Nobody has been heard of, so there is no sign of life.
    assert_eq!(dialogue.share.armed_ms, None);
    dialogue.check(
        0,
        told(Kind::Hello, START_MS, News::default()),
        "post lead, wake 3750",
    );
    dialogue.check(3_750, ShareEvent::Tick, "post lead, wake 3750");
}

#[test]
fn a_panel_nobody_looks_at_lets_go_at_once() {
    for (event, effects) in [
        (Event::Hidden, "release 1"),
        (Event::Paused, "abort 1, poll sleeps, post news, release 1"),
        (
            Event::PageHidden,
            "abort 1, poll sleeps, post news, release 1",
        ),
    ] {
        let mut dialogue = Dialogue::leading();
        dialogue.check(0, ShareEvent::Poll(event), effects);
        assert!(!dialogue.share.is_leading());
        dialogue.check(0, ShareEvent::Lost { ticket: 1 }, "");
    }
    // What is under way may finish, and is told.
    let mut dialogue = Dialogue::leading();
    dialogue.check(0, ShareEvent::Poll(Event::Hidden), "release 1");
    dialogue.check(50, failed(1), "poll sleeps, post news");
    // Who asks is answered by whoever knows best.
    dialogue.check(0, told(Kind::Hello, START_MS, News::default()), "post news");
    dialogue.check(0, told(Kind::Ask, START_MS, News::default()), "");
}

#[test]
fn a_lock_that_comes_too_late_is_given_back() {
    let mut dialogue = Dialogue::following();
    dialogue.check(0, ShareEvent::Poll(Event::Hidden), "release 1, sleep");
    dialogue.check(5, ShareEvent::Granted { ticket: 1 }, "release 1");
    dialogue.check(
        0,
        ShareEvent::Poll(Event::Shown),
        "request 2, post hello, wake 13125",
    );
    dialogue.check(5, ShareEvent::Granted { ticket: 1 }, "release 1");
    dialogue.check(5, ShareEvent::Lost { ticket: 1 }, "");
    dialogue.check(5, ShareEvent::Granted { ticket: 2 }, "wake 100");
}

#[test]
fn a_silent_leader_loses_the_lock() {
    let mut dialogue = Dialogue::following();
    dialogue.check(
        5_000,
        told(Kind::Lead, START_MS, News::default()),
        "wake 13125",
    );
    dialogue.check(13_125, ShareEvent::Tick, "release 1, steal 2, wake 13125");
    dialogue.check(5, ShareEvent::Granted { ticket: 2 }, "wake 100");
    dialogue.check(
        100,
        ShareEvent::Tick,
        "fetch 1, poll wakes 8000, post lead, wake 3750",
    );
    // It is stolen in turn: this panel follows, what is under way may finish.
    dialogue.check(
        10,
        ShareEvent::Lost { ticket: 2 },
        "request 3, post hello, wake 13125",
    );
    assert!(!dialogue.share.is_leading());
    // After a sleep nobody has had the time to give a sign of life.
    dialogue.check(60_000, ShareEvent::Tick, "wake 13125");
}

#[test]
fn a_readers_wish_goes_to_the_leader() {
    let mut leader = Dialogue::leading();
    leader.check(50, failed(1), "poll wakes 15000, post lead");
    leader.check(
        100,
        told(Kind::Ask, START_MS, News::default()),
        "poll wakes 850, post lead, wake 3750",
    );

    let mut dialogue = Dialogue::following();
    dialogue.check(50, ShareEvent::Poll(Event::Refresh), "post ask, wake 1000");
    dialogue.check(50, ShareEvent::Poll(Event::Refresh), "");
    dialogue.check(
        100,
        told(Kind::Lead, START_MS, News::default()),
        "wake 13125",
    );
    // Nobody answers: once by itself.
    dialogue.check(50, ShareEvent::Poll(Event::Refresh), "post ask, wake 1000");
    dialogue.check(
        1_000,
        ShareEvent::Tick,
        "fetch 1, poll wakes 8000, post news, wake 12075",
    );
    dialogue.check(50, failed(1), "poll sleeps, post news");
}

#[test]
fn once_is_once_for_all() {
    let config = Config::every(0);
    let mut share = Share::new();
    let mut send = |event, after_ms| share.step(&config, event, START_MS + after_ms, 0.5);
    send(ShareEvent::Opened { is_alone: false }, 0);
    send(ShareEvent::Poll(Event::Started), 0);
    let news = News {
        moved_ms: START_MS,
        good_ms: Some(START_MS),
        fresh_ms: Some(START_MS),
        counts: Some(std::rc::Rc::new(crate::counter::model::Counts {
            since: None,
            online: Some(crate::counter::model::Online {
                value: 1,
                window_seconds: None,
            }),
            ..crate::counter::model::Counts::default()
        })),
        ..News::default()
    };
    let effects = send(told(Kind::Lead, START_MS, news), 10);
    assert!(effects.contains(&ShareEffect::CancelWake), "{effects:?}");
    send(ShareEvent::Granted { ticket: 1 }, 20);
    let effects = send(ShareEvent::Tick, 120);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, ShareEffect::Poll(Effect::Fetch { .. }))),
        "{effects:?}"
    );
}
