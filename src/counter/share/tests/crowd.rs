//! Many panels, and what must hold whatever becomes of them.

use super::browser::*;
use super::*;
use proptest::prelude::*;

fn which() -> impl Strategy<Value = usize> {
    0_usize..12
}

fn pass() -> impl Strategy<Value = Move> {
    prop_oneof![0_u64..300, 0_u64..5_000, 0_u64..40_000].prop_map(Move::Pass)
}

/// What readers do.
fn gentle() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => pass(),
        1 => Just(Move::Open),
        3 => which().prop_map(Move::Hide),
        3 => which().prop_map(Move::Show),
        1 => which().prop_map(Move::Pause),
        1 => which().prop_map(Move::Resume),
    ]
}

/// That, and what else may happen to a browser.
fn rough() -> impl Strategy<Value = Move> {
    prop_oneof![
        10 => gentle(),
        2 => which().prop_map(Move::Close),
        1 => which().prop_map(Move::Crash),
        2 => which().prop_map(Move::Freeze),
        2 => which().prop_map(Move::Thaw),
        1 => which().prop_map(Move::Refresh),
        1 => (0_u64..4_000_000).prop_map(Move::Sleep),
    ]
}

fn intervals() -> impl Strategy<Value = u64> {
    prop::sample::select(vec![5_000_u64, 15_000, 60_000, 300_000])
}

fn browser(interval_ms: u64, panels: usize, seed: u64) -> Browser {
    let mut browser = Browser::new(Config::every(interval_ms), seed);
    for _ in 0..panels {
        browser.play(Move::Open);
    }
    browser
}

/// Nothing happens any more: one poll per interval for all, and all show it.
fn check_quiet(browser: &mut Browser) {
    let interval_ms = browser.config.interval_ms;
    browser.loss = 0;
    // A hand-over, the last back-off, and a clock that was set.
    let settled_ms = browser.true_ms + interval_ms * 3 + 30_000;
    browser.unbound_until_ms = settled_ms.min(browser.unbound_until_ms);
    browser.pass(settled_ms - browser.true_ms);
    browser.was_clock_set = false;
    let since_ms = browser.true_ms;
    browser.pass(interval_ms * 10);
    if !browser.panels.iter().any(Panel::is_awake) {
        assert!(
            browser.begun_ms.last().is_none_or(|ms| *ms <= since_ms),
            "asks for nobody"
        );
        return;
    }
    let begun_ms: Vec<_> = browser
        .begun_ms
        .iter()
        .copied()
        .filter(|ms| *ms > since_ms)
        .collect();
    assert!(
        begun_ms.len() >= 8,
        "{} polls in 10 intervals",
        begun_ms.len()
    );
    for pair in begun_ms.windows(2) {
        let distance_ms = pair[1] - pair[0];
        assert!(
            distance_ms >= interval_ms * 85 / 100,
            "{distance_ms} ms between polls"
        );
        assert!(
            distance_ms <= interval_ms * 115 / 100 + 600,
            "{distance_ms} ms between polls"
        );
    }
    let leaders = browser
        .panels
        .iter()
        .filter(|panel| panel.is_awake() && panel.share.is_leading());
    assert_eq!(leaders.count(), 1);
    // Until the reply at hand, if there is one, has gone round.
    let last_ms = *browser.begun_ms.last().unwrap();
    browser.pass((last_ms + 600).saturating_sub(browser.true_ms));
    for panel in &browser.panels {
        if panel.is_awake() {
            assert_eq!(panel.views(), browser.newest, "old numbers");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 400, ..ProptestConfig::default() })]

    /// The bound of the module's documentation, among much else, is held by
    /// `Browser::check` after every event.
    #[test]
    fn whatever_happens_somebody_polls_and_nobody_twice(
        interval_ms in intervals(),
        panels in 2_usize..=12,
        seed: u64,
        loss in prop_oneof![2 => Just(0_u64), 1 => 0_u64..60],
        moves in prop::collection::vec(rough(), 1..60),
    ) {
        let mut browser = browser(interval_ms, panels, seed);
        browser.loss = loss;
        for one in moves {
            browser.play(one);
        }
        check_quiet(&mut browser);
    }

    /// With a clock that is set there is no bound, and a panel that slept through it
    /// may hold older numbers for later ones, but it comes right again.
    #[test]
    fn a_clock_that_is_set_is_survived(
        panels in 2_usize..=12,
        seed: u64,
        moves in prop::collection::vec(prop_oneof![8 => gentle().boxed(), 1 => (-9_000_000_i64..9_000_000).prop_map(Move::SetClock).boxed()], 1..40),
    ) {
        let mut browser = browser(15_000, panels, seed);
        for one in moves {
            browser.play(one);
        }
        check_quiet(&mut browser);
    }

    /// Readers who go from tab to tab and open more cost nothing.
    #[test]
    fn tabs_that_come_and_go_add_no_polls(
        interval_ms in intervals(),
        panels in 2_usize..=12,
        seed: u64,
        moves in prop::collection::vec(gentle(), 1..60),
    ) {
        let mut browser = browser(interval_ms, panels, seed);
        browser.pass(2_000);
        for one in moves {
            browser.play(one);
        }
        for pair in browser.begun_ms.windows(2) {
            let distance_ms = pair[1] - pair[0];
            // One that was under way in a panel that was paused is asked again.
            prop_assert!(distance_ms >= browser.config.floor_ms, "{} ms between polls", distance_ms);
        }
        prop_assert!(browser.begun_ms.len() as u64 <= 2 + browser.true_ms * 100 / 85 / interval_ms + browser.panels.len() as u64);
        check_quiet(&mut browser);
    }

    /// What the endpoint has asked for binds every tab.
    #[test]
    fn an_endpoint_that_asks_for_rest_gets_it(
        panels in 2_usize..=12,
        seed: u64,
        moves in prop::collection::vec(gentle(), 1..40),
    ) {
        let mut browser = browser(15_000, panels, seed);
        browser.pass(40_000);
        browser.failure = Some(rest());
        browser.unbound_until_ms = u64::MAX;
        browser.pass(20_000);
        let asked = browser.begun_ms.len();
        let until_ms = *browser.begun_ms.last().unwrap() + 120_000;
        for one in moves {
            if browser.true_ms + 40_000 < until_ms {
                browser.play(one);
            }
        }
        prop_assert_eq!(browser.begun_ms.len(), asked);
        browser.failure = None;
        browser.pass(200_000);
        browser.disturbed_ms = browser.true_ms;
        check_quiet(&mut browser);
    }

    /// The leader closes, crashes, freezes or is hidden at any moment.
    #[test]
    fn a_leader_that_goes_is_replaced_within_the_bound(
        interval_ms in intervals(),
        panels in 2_usize..=12,
        seed: u64,
        until_ms in 0_u64..1_000_000,
        fates in prop::collection::vec((0_u8..4, 0_u64..300_000), 1..8),
    ) {
        let mut browser = browser(interval_ms, panels, seed);
        browser.pass(until_ms);
        for (fate, length_ms) in fates {
            let awake = browser.panels.iter().filter(|panel| panel.is_awake()).count();
            let leader = browser.panels.iter().position(|panel| panel.is_awake() && panel.share.is_leading());
            if let Some(leader) = leader && awake > 1 {
                browser.play(match fate {
                    0 => Move::Close(leader),
                    1 => Move::Crash(leader),
                    2 => Move::Freeze(leader),
                    _ => Move::Hide(leader),
                });
                let asked = browser.begun_ms.len();
                let until_ms = browser.overdue_ms().unwrap();
                browser.pass(until_ms - browser.true_ms);
                prop_assert!(browser.begun_ms.len() > asked, "nobody takes over");
            }
            browser.pass(length_ms);
        }
        check_quiet(&mut browser);
    }
}
