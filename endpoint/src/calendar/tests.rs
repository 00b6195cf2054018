#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

use super::*;

#[test]
fn offsets() {
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let offset = text
            .parse::<UtcOffset>()
            .ok()
            .map(|offset| offset.to_string());
        assert_eq!(offset.as_deref(), expected, "{text:?}");
    }
    check("+00:00", Some("+00:00"));
    check("-00:00", Some("+00:00"));
    check("Z", Some("+00:00"));
    check("+07:00", Some("+07:00"));
    check("-03:30", Some("-03:30"));
    check("-00:30", Some("-00:30"));
    check("+14:00", Some("+14:00"));
    check("+14:01", None);
    check("+05:60", None);
    check("07:00", None);
    check("+7:00", None);
    check("+0700", None);
    check("+07:0x", None);
    check("+07:00 ", None);
    check("", None);
    check("Asia/Ho_Chi_Minh", None);
}

#[test]
fn days() {
    #[track_caller]
    fn check(instant: &str, offset: &str, expected: Date) {
        let day = local_day(instant.parse().unwrap(), offset.parse().unwrap());
        assert_eq!(day, expected);
    }
    check("2026-11-23T16:59:59Z", "+07:00", date(2026, 11, 23));
    check("2026-11-23T17:00:00Z", "+07:00", date(2026, 11, 24));
    check("2026-11-23T03:29:59Z", "-03:30", date(2026, 11, 22));
    check("2026-11-23T03:30:00Z", "-03:30", date(2026, 11, 23));
    check("2024-02-28T23:59:59.999Z", "+00:00", date(2024, 2, 28));
    check("2024-02-29T00:00:00Z", "+00:00", date(2024, 2, 29));
    check("2026-12-31T17:00:00Z", "+07:00", date(2027, 1, 1));
}

#[test]
fn periods() {
    #[track_caller]
    fn check(today: Date, yesterday: Date, week: Date, month: Date, year: Date) {
        let expected = Periods {
            today,
            yesterday,
            week,
            month,
            year,
        };
        assert_eq!(Periods::ending(today), expected);
    }
    let new_year = date(2026, 1, 1);
    // A Monday, the Sunday before it, and a Thursday that is New Year's Day.
    let monday = date(2026, 11, 23);
    check(
        monday,
        date(2026, 11, 22),
        monday,
        date(2026, 11, 1),
        new_year,
    );
    check(
        date(2026, 11, 22),
        date(2026, 11, 21),
        date(2026, 11, 16),
        date(2026, 11, 1),
        new_year,
    );
    check(
        new_year,
        date(2025, 12, 31),
        date(2025, 12, 29),
        new_year,
        new_year,
    );
    check(
        date(2024, 3, 1),
        date(2024, 2, 29),
        date(2024, 2, 26),
        date(2024, 3, 1),
        date(2024, 1, 1),
    );
}

#[test]
fn the_earliest_day_may_lie_in_the_old_year() {
    assert_eq!(
        Periods::ending(date(2026, 1, 1)).earliest(),
        date(2025, 12, 29)
    );
    assert_eq!(
        Periods::ending(date(2024, 1, 1)).earliest(),
        date(2023, 12, 31)
    );
    assert_eq!(
        Periods::ending(date(2026, 6, 1)).earliest(),
        date(2026, 1, 1)
    );
}

proptest! {
    #[test]
    fn a_local_day_is_the_shifted_count_of_whole_days(
        second in 0_i64..4_102_444_800,
        minutes in -14 * 60..=14 * 60_i32,
    ) {
        let sign = if minutes < 0 { '-' } else { '+' };
        let magnitude = minutes.abs();
        let offset = format!("{sign}{:02}:{:02}", magnitude / 60, magnitude % 60);
        let day = local_day(Timestamp::from_second(second).unwrap(), offset.parse().unwrap());
        let whole_days = (second + i64::from(minutes) * 60).div_euclid(86_400);
        let expected = date(1970, 1, 1).checked_add(whole_days.days()).unwrap();
        prop_assert_eq!(day, expected);
    }

    #[test]
    fn periods_hold_today_and_begin_where_they_should(days in 0_i64..47_000) {
        let today = date(1970, 1, 1).checked_add(days.days()).unwrap();
        let periods = Periods::ending(today);
        prop_assert_eq!(periods.yesterday.tomorrow().unwrap(), today);
        prop_assert_eq!(periods.week.weekday(), Weekday::Monday);
        let into_week = periods.week.until(today).unwrap().get_days();
        prop_assert!((0..7).contains(&into_week));
        prop_assert_eq!(periods.month, date(today.year(), today.month(), 1));
        prop_assert_eq!(periods.year, date(today.year(), 1, 1));
        for first in [periods.yesterday, periods.week, periods.month, periods.year] {
            prop_assert!(periods.earliest() <= first && first <= today);
        }
    }

    #[test]
    fn an_offset_survives_being_written(minutes in -14 * 60..=14 * 60_i32) {
        let offset = UtcOffset(Offset::from_seconds(minutes * 60).unwrap());
        prop_assert_eq!(offset.to_string().parse::<UtcOffset>(), Ok(offset));
    }

    #[test]
    fn any_text_is_an_offset_or_a_plain_error(text in ".{0,8}") {
        if let Ok(offset) = text.parse::<UtcOffset>() {
            prop_assert!(offset.0.seconds().abs() <= 14 * 3600);
        }
    }
}

#[test]
fn the_rest_of_the_day() {
    #[track_caller]
    fn check(now: &str, offset: &str, expected_ms: u64) {
        let rest = until_midnight(now.parse().unwrap(), offset.parse().unwrap());
        assert_eq!(rest, Duration::from_millis(expected_ms));
    }
    check("2026-11-23T00:00:00Z", "Z", 86_400_000);
    check("2026-11-23T23:59:59.999Z", "Z", 1);
    check("2026-11-23T16:59:00Z", "+07:00", 60_000);
    check("2026-11-23T17:00:00Z", "+07:00", 86_400_000);
    check("2026-11-23T03:00:00Z", "-03:30", 1_800_000);
    check("1969-12-31T23:00:00Z", "Z", 3_600_000);
}
