//! The history is bounded, and shows what was seen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

const STEP_MS: u64 = 15_000;

fn history(values: &[Option<u64>]) -> History {
    let mut history = History::default();
    for (turn, value) in (0_u64..).zip(values) {
        history.push(1_000_000 + turn * STEP_MS, *value);
    }
    history
}

#[track_caller]
fn check(values: &[Option<u64>], expected: &[Option<(u32, u32)>]) {
    assert_eq!(history(values).points(20, 10), expected, "{values:?}");
}

#[test]
fn points_run_through_the_drawing() {
    check(&[], &[]);
    check(&[None], &[]);
    check(&[Some(7)], &[Some((200, 50))]);
    check(&[Some(7), Some(7)], &[Some((0, 50)), Some((200, 50))]);
    check(
        &[Some(10), Some(20), Some(15)],
        &[Some((0, 100)), Some((100, 0)), Some((200, 50))],
    );
    check(
        &[Some(0), Some(u64::MAX)],
        &[Some((0, 100)), Some((200, 0))],
    );
    // Where numbers were missing no line is drawn.
    check(
        &[Some(1), None, Some(2)],
        &[Some((0, 100)), None, Some((200, 0))],
    );
    check(&[None, Some(1), None], &[Some((200, 50))]);
}

#[test]
fn a_long_silence_is_a_gap() {
    let mut history = history(&[Some(1), Some(2)]);
    let mut at_ms = 1_000_000 + STEP_MS;
    at_ms += 3 * STEP_MS;
    history.push(at_ms, Some(3));
    assert!(!history.points(20, 10).contains(&None));
    at_ms += 10 * STEP_MS;
    history.push(at_ms, Some(4));
    assert_eq!(history.points(20, 10)[3], None);
    // A slower pace is no gap for ever.
    for _ in 0..20 {
        at_ms += 10 * STEP_MS;
        history.push(at_ms, Some(4));
    }
    let points = history.points(20, 10);
    assert!(!points[points.len() - 4..].contains(&None), "{points:?}");
}

#[test]
fn one_moment_has_one_number() {
    let mut history = history(&[Some(1), Some(2)]);
    history.push(1_000_000 + STEP_MS, Some(9));
    assert_eq!(history.latest(), Some(9));
    assert_eq!(history.points(20, 10).len(), 2);
    // The clock is set back.
    history.push(500_000, Some(4));
    assert_eq!((history.latest(), history.span_ms()), (Some(4), STEP_MS));
}

proptest! {
    #[test]
    fn a_long_visit_is_bounded_and_keeps_its_extremes(
        visit in prop::collection::vec((1_u64..60_000, prop::option::weighted(0.95, 0_u64..1_000)), 1..1_500),
    ) {
        let mut history = History::default();
        let mut at_ms = 1_000_000;
        let mut seen = Vec::new();
        let mut first_ms = None;
        let mut last_ms = 0;
        for (step_ms, value) in visit {
            at_ms += step_ms;
            history.push(at_ms, value);
            if let Some(value) = value {
                first_ms.get_or_insert(at_ms);
                last_ms = at_ms;
                seen.push(value);
            }
            prop_assert!(history.samples.len() <= LIMIT);
        }
        prop_assert_eq!(history.least(), seen.iter().copied().min());
        prop_assert_eq!(history.most(), seen.iter().copied().max());
        prop_assert_eq!(history.latest(), seen.last().copied());
        // The first part keeps two of its samples, perhaps not the very first.
        let span_ms = first_ms.map_or(0, |first_ms| last_ms - first_ms);
        prop_assert!(history.span_ms() <= span_ms);
        prop_assert!(history.span_ms() >= span_ms - span_ms / 8);
        let points: Vec<_> = history.points(240, 40).into_iter().flatten().collect();
        prop_assert!(points.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        prop_assert!(points.iter().all(|(x, y)| *x <= 2_400 && *y <= 400));
        if history.least() != history.most() {
            prop_assert!(points.iter().any(|(_, y)| *y == 0));
            prop_assert!(points.iter().any(|(_, y)| *y == 400));
        }
    }
}
