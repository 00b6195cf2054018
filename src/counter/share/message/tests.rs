//! Messages are read back, and foreign ones do no harm.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::counter::model::{Counts, SiteCounts};
use proptest::prelude::*;

const NOW_MS: u64 = 1_800_000_000_000;

fn news() -> News {
    News {
        moved_ms: NOW_MS - 100,
        began_ms: Some(NOW_MS - 200),
        due_ms: Some(NOW_MS + 15_000),
        failure: Some(Failure::Status {
            code: 503,
            retry_after: None,
        }),
        failures: 3,
        good_ms: Some(NOW_MS - 30_000),
        fresh_ms: Some(NOW_MS - 30_100),
        counts: Some(Rc::new(Counts {
            site: SiteCounts {
                views: Some(u64::MAX),
                ..SiteCounts::default()
            },
            ..Counts::default()
        })),
    }
}

#[track_caller]
fn check(text: &str, expected: Option<(Kind, News)>) {
    assert_eq!(read(text, NOW_MS, &Config::default()), expected, "{text}");
}

#[test]
fn what_is_written_is_read_back() {
    for (kind, _) in KINDS {
        check(&write(kind, &news(), NOW_MS), Some((kind, news())));
        check(
            &write(kind, &News::default(), NOW_MS),
            Some((kind, News::default())),
        );
    }
    for failure in FAILURES {
        let news = News {
            failure: Some(failure),
            ..news()
        };
        check(&write(Kind::Lead, &news, NOW_MS), Some((Kind::Lead, news)));
    }
}

#[test]
fn another_version_or_a_damaged_message_is_ignored() {
    let good = write(Kind::Lead, &news(), NOW_MS);
    for (part, other) in [
        ("\"v\":1,\"kind\"", "\"v\":2,\"kind\""),
        ("\"lead\"", "\"follow\""),
        ("\"lead\"", "7"),
        ("\"at\":", "\"on\":"),
        ("\"moved\":", "\"moved\":-"),
        ("\"failures\":3", "\"failures\":\"three\""),
        ("{", "["),
    ] {
        assert!(good.contains(part), "{part}");
        check(&good.replacen(part, other, 1), None);
    }
    check("", None);
    check("null", None);
    let long = good.replacen('{', &["{\"x\":\"", &"x".repeat(LIMIT), "\","].concat(), 1);
    check(&long, None);
}

#[test]
fn nothing_is_invented() {
    // Numbers that are none, and numbers of no known time.
    for (part, other) in [("\"views\"", "\"vows\""), ("\"good\"", "\"bad\"")] {
        let text = write(Kind::Lead, &news(), NOW_MS).replacen(part, other, 1);
        let (_, read) = read(&text, NOW_MS, &Config::default()).unwrap();
        assert_eq!(
            (read.counts, read.good_ms, read.fresh_ms),
            (None, None, None)
        );
    }
    // No moment lies in the future, and no wait is longer than any endpoint's.
    let wild = News {
        moved_ms: u64::MAX,
        began_ms: Some(u64::MAX),
        due_ms: Some(u64::MAX),
        good_ms: Some(u64::MAX),
        fresh_ms: Some(u64::MAX),
        failures: u32::MAX,
        ..news()
    };
    let tame = News {
        moved_ms: NOW_MS,
        began_ms: Some(NOW_MS),
        due_ms: Some(NOW_MS + 7_200_000),
        good_ms: Some(NOW_MS),
        fresh_ms: Some(NOW_MS),
        failures: 64,
        ..news()
    };
    check(&write(Kind::Ask, &wild, NOW_MS), Some((Kind::Ask, tame)));
}

#[test]
fn a_clock_that_was_set_back_takes_a_message_along() {
    let ahead = News {
        moved_ms: NOW_MS + 86_400_000 - 100,
        began_ms: Some(NOW_MS + 86_400_000 - 200),
        due_ms: Some(NOW_MS + 86_400_000 + 15_000),
        good_ms: Some(NOW_MS + 86_400_000 - 30_000),
        fresh_ms: Some(NOW_MS + 86_400_000 - 30_100),
        ..news()
    };
    check(
        &write(Kind::Lead, &ahead, NOW_MS + 86_400_000),
        Some((Kind::Lead, news())),
    );
}

proptest! {
    #[test]
    fn any_text_is_survived(text in ".{0,60}", cut in 0_usize..400, with in ".{0,3}") {
        check(&text, None);
        let good = write(Kind::Lead, &news(), NOW_MS);
        let cut = cut % good.len();
        let damaged = [&good[..cut], &with, &good[(cut + 1).min(good.len())..]].concat();
        if let Some((_, news)) = read(&damaged, NOW_MS, &Config::default()) {
            prop_assert!(news.moved_ms <= NOW_MS);
            prop_assert!(news.due_ms.is_none_or(|due_ms| due_ms <= NOW_MS + 7_200_000));
        }
    }
}
