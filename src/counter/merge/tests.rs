#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::model::Online;
use super::super::poll::Failure;
use super::*;
use crate::counter::model::{PageCounts, SiteCounts};
use Freshness::{Live, Paused, Stale, Unreachable, Waiting};
use proptest::prelude::*;

fn online(value: u64) -> Counts {
    Counts {
        online: Some(Online {
            value,
            window_seconds: Some(300),
        }),
        ..Counts::default()
    }
}

fn views(views: u64) -> Counts {
    Counts {
        site: SiteCounts {
            views: Some(views),
            ..SiteCounts::default()
        },
        ..Counts::default()
    }
}

fn status(freshness: Freshness, counts: Option<Counts>) -> Status {
    Status {
        freshness,
        counts: counts.map(Rc::new),
        failure: None,
    }
}

/// What several endpoints are together, in whatever order.
#[track_caller]
fn check(freshness: &[Freshness], expected: Freshness) {
    let mut statuses: Vec<Status> = freshness
        .iter()
        .map(|freshness| status(*freshness, None))
        .collect();
    assert_eq!(merge(&statuses).freshness, expected);
    statuses.reverse();
    assert_eq!(merge(&statuses).freshness, expected);
}

#[test]
fn the_first_that_offers_a_field_gives_it() {
    let live = Live { since_ms: 5 };
    let one = status(live, Some(online(13)));
    let other = status(
        live,
        Some(Counts {
            online: online(99).online,
            page: Some(PageCounts {
                views: Some(8),
                ..PageCounts::default()
            }),
            since: Some("2013-04-02".to_owned()),
            ..views(2_497_859)
        }),
    );
    let merged = merge(&[one.clone(), other.clone()]);
    assert_eq!(
        merged.counts.as_deref(),
        Some(&Counts {
            online: online(13).online,
            page: Some(PageCounts {
                views: Some(8),
                ..PageCounts::default()
            }),
            since: Some("2013-04-02".to_owned()),
            ..views(2_497_859)
        })
    );
    assert_eq!(
        merge(&[other, one]).counts.unwrap().online,
        online(99).online
    );
}

#[test]
fn a_zero_is_offered_too() {
    let live = Live { since_ms: 5 };
    let merged = merge(&[status(live, Some(views(0))), status(live, Some(views(7)))]);
    assert_eq!(merged.counts.unwrap().site.views, Some(0));
}

#[test]
fn freshness_speaks_of_the_numbers_on_display() {
    let (live_5, live_9) = (Live { since_ms: 5 }, Live { since_ms: 9 });
    let stale_3 = Stale { since_ms: 3 };
    check(&[live_5, live_9], live_9);
    check(&[live_5, Waiting], live_5);
    check(&[live_5, Unreachable, Waiting], live_5);
    check(&[live_5, stale_3, live_9], stale_3);
    check(
        &[live_5, live_9, Stale { since_ms: 7 }],
        Stale { since_ms: 5 },
    );
    check(&[stale_3, Unreachable, Waiting], stale_3);
    check(&[Waiting, Unreachable], Waiting);
    check(&[Unreachable, Unreachable], Unreachable);
    check(&[Waiting, Waiting], Waiting);
}

#[test]
fn one_that_is_paused_pauses_all() {
    let paused = |since_ms| Paused { since_ms };
    check(&[Live { since_ms: 9 }, paused(None)], paused(Some(9)));
    check(&[paused(Some(4)), paused(Some(2))], paused(Some(2)));
    check(&[paused(None), Waiting, Unreachable], paused(None));
    check(&[paused(Some(4)), Stale { since_ms: 3 }], paused(Some(3)));
}

#[test]
fn the_first_failure_is_told() {
    let failing = |failure| Status {
        failure: Some(failure),
        ..status(Unreachable, None)
    };
    let merged = merge(&[
        status(Live { since_ms: 5 }, Some(online(13))),
        failing(Failure::TimedOut),
        failing(Failure::Unreachable),
    ]);
    assert_eq!(merged.failure, Some(Failure::TimedOut));
    assert_eq!(merged.freshness, Live { since_ms: 5 });
}

fn any_status() -> impl Strategy<Value = Status> {
    let freshness = prop_oneof![
        Just(Waiting),
        Just(Unreachable),
        any::<u8>().prop_map(|since| Live {
            since_ms: since.into()
        }),
        any::<u8>().prop_map(|since| Stale {
            since_ms: since.into()
        }),
        any::<Option<u8>>().prop_map(|since| Paused {
            since_ms: since.map(u64::from)
        }),
    ];
    let counts = any::<(Option<u64>, Option<u64>)>().prop_map(|(online, views)| Counts {
        online: online.map(|value| Online {
            value,
            window_seconds: None,
        }),
        site: SiteCounts {
            views,
            ..SiteCounts::default()
        },
        ..Counts::default()
    });
    (freshness, prop::option::of(counts)).prop_map(|(freshness, counts)| status(freshness, counts))
}

proptest! {
    #[test]
    fn one_alone_stays_as_it_is(status in any_status()) {
        prop_assert_eq!(merge(std::slice::from_ref(&status)), status);
    }

    #[test]
    fn every_number_is_one_that_was_given(statuses in prop::collection::vec(any_status(), 0..5)) {
        let merged = merge(&statuses).counts;
        let given = |pick: fn(&Counts) -> Option<u64>| {
            statuses.iter().find_map(|status| pick(status.counts.as_deref()?))
        };
        let pick_online = |counts: &Counts| counts.online.map(|online| online.value);
        let pick_views = |counts: &Counts| counts.site.views;
        prop_assert_eq!(merged.as_deref().and_then(pick_online), given(pick_online));
        prop_assert_eq!(merged.as_deref().and_then(pick_views), given(pick_views));
    }

    #[test]
    fn the_order_of_endpoints_does_not_change_the_freshness(
        statuses in prop::collection::vec(any_status(), 2..5),
    ) {
        let mut turned = statuses.clone();
        turned.rotate_left(1);
        prop_assert_eq!(merge(&turned).freshness, merge(&statuses).freshness);
    }
}
