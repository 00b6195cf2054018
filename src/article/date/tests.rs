#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use proptest::prelude::*;

#[test]
fn machine_forms() {
    #[track_caller]
    fn check(written: &str, expected: &str) {
        let (timestamp, problem) = Timestamp::parse(written);
        assert_eq!(problem, None, "{written}");
        assert_eq!(timestamp.machine_form().as_deref(), Some(expected));
    }
    // RFC 3339 and what HTML allows beside it.
    check("2020-03-16T08:06:45Z", "2020-03-16T08:06:45Z");
    check("2020-03-16t08:06:45z", "2020-03-16T08:06:45Z");
    check("2020-03-16T08:06:45+07:00", "2020-03-16T08:06:45+07:00");
    check(
        "2020-03-16T08:06:45.123456789-03:30",
        "2020-03-16T08:06:45-03:30",
    );
    check("2020-03-16 08:06:45+00:00", "2020-03-16T08:06:45Z");
    check("2020-03-16 08:06:45 +0700", "2020-03-16T08:06:45+07:00");
    check("2020-03-16T08:06+0700", "2020-03-16T08:06:00+07:00");
    check("2020-03-16T08:06:45-00:00", "2020-03-16T08:06:45Z");
    check("2020-03-16 08:06:45+07", "2020-03-16T08:06:45+07:00");
    check(
        "2020-03-16T08:06:45\u{2212}07:00",
        "2020-03-16T08:06:45-07:00",
    );
    check("2020-03-16T08:06:45,5z", "2020-03-16T08:06:45Z");
    check("2020-03-16 08:06:45 UTC", "2020-03-16T08:06:45Z");
    check("2020-03-16T08:06:45.000+00:00", "2020-03-16T08:06:45Z");
    check("2020-03-16T08:06Z", "2020-03-16T08:06:00Z");
    check(
        "\u{FEFF}2020-03-16T08:06:45+05:45\u{A0}",
        "2020-03-16T08:06:45+05:45",
    );
    check("0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00+23:59");
    check("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59");
    // Wall clocks and days.
    check("2020-03-16 08:06:45", "2020-03-16T08:06:45");
    check("2020-03-16T08:06:45", "2020-03-16T08:06:45");
    check("2020-03-16T08:06:45.123", "2020-03-16T08:06:45");
    check("2020-03-16T08:06", "2020-03-16T08:06:00");
    check("2020-03-16\t08:06", "2020-03-16T08:06:00");
    check(" 2020-03-16\n", "2020-03-16");
    check("2020-02-29", "2020-02-29");
    check("2000-02-29", "2000-02-29");
    // Leap seconds: at the end of a month in UTC, and kept as second 59.
    check("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z");
    check("2017-01-01T06:59:60+07:00", "2017-01-01T06:59:59+07:00");
    check("2016-12-31T18:59:60-0500", "2016-12-31T18:59:59-05:00");
    check("2017-01-01 06:59:60", "2017-01-01T06:59:59");
    check(
        "Sun, 01 Jan 2017 06:59:60 +0700",
        "2017-01-01T06:59:59+07:00",
    );
    // RFC 2822.
    check(
        "Mon, 16 Mar 2020 08:06:45 +0700",
        "2020-03-16T08:06:45+07:00",
    );
    check("16 mar 2020 08:06 GMT", "2020-03-16T08:06:00Z");
    check(
        "Mon, 16 Mar 2020 08:06:45 +0000 (UTC)",
        "2020-03-16T08:06:45Z",
    );
    check("Mon,  6 Jan 20 8:06:45 EST", "2020-01-06T08:06:45-05:00");
    check("1 Jan 70 00:00:00 UT", "1970-01-01T00:00:00Z");
    check("1 Jan 49 00:00 PDT", "2049-01-01T00:00:00-07:00");
    check("1 Jan 50 00:00 MST", "1950-01-01T00:00:00-07:00");
    check(
        "mon, 16 MAR 2020 08:06:45 -0000 (a (b) c)",
        "2020-03-16T08:06:45Z",
    );
    // Folded, as long header lines are.
    check(
        "Mon, 16 Mar 2020\r\n 08:06:45 +07:00",
        "2020-03-16T08:06:45+07:00",
    );
    check("Mon, 16 Mar 2020 08:06:45", "2020-03-16T08:06:45");
    check("Mon,16 Mar 2020", "2020-03-16");
}

#[test]
fn what_is_no_date_stays_as_written() {
    #[track_caller]
    fn check(written: &str, expected: &'static str) {
        let (timestamp, problem) = Timestamp::parse(written);
        assert_eq!(timestamp, Timestamp::AsWritten(written.trim().to_owned()));
        assert_eq!(problem, Some(expected), "{written}");
        assert_eq!(timestamp.machine_form(), None);
        assert_eq!(timestamp.as_utc_seconds(), None);
    }
    check("2020-02-30", IMPOSSIBLE);
    check("2019-02-29", IMPOSSIBLE);
    check("1900-02-29", IMPOSSIBLE);
    check("2020-13-01", IMPOSSIBLE);
    check("2020-00-01", IMPOSSIBLE);
    check("2020-01-00", IMPOSSIBLE);
    check("0000-01-01", IMPOSSIBLE);
    check("0000-00-00 00:00:00", IMPOSSIBLE);
    check("2021-02-29T08:06:45+07:00", IMPOSSIBLE);
    check("2020-04-31 08:06:45", IMPOSSIBLE);
    check("2020-03-16T24:61", IMPOSSIBLE);
    check("2020-03-16T24:00:00Z", IMPOSSIBLE);
    check("2020-03-16T23:60:00Z", IMPOSSIBLE);
    check("2020-03-16T23:59:61Z", IMPOSSIBLE);
    check("2020-03-16T23:59:60Z", IMPOSSIBLE);
    check("2020-03-16 08:06:60", IMPOSSIBLE);
    check("2020-03-16T08:06:45+24:00", IMPOSSIBLE);
    check("2020-03-16T08:06:45+07:60", IMPOSSIBLE);
    check("30 Feb 2020 08:06:45 GMT", IMPOSSIBLE);
    check("Tue, 16 Mar 2020 08:06:45 +0700", WRONG_WEEKDAY);
    check("", UNREADABLE);
    check("hôm qua", UNREADABLE);
    // Day first or month first: only the reader can tell, from what is shown.
    check("16/03/2020", UNREADABLE);
    check("03/04/2020 08:06", UNREADABLE);
    check("08:06 16/03/2020", UNREADABLE);
    check("16-03-2020 08:06", UNREADABLE);
    check("Thứ Hai, 16/03/2020, 08:06 (GMT+7)", UNREADABLE);
    check("Ngày 16 tháng 3 năm 2020", UNREADABLE);
    check("March 16, 2020", UNREADABLE);
    check("Mon Mar 16 2020 08:06:45 GMT+0700", UNREADABLE);
    // Seconds or milliseconds.
    check("1584345600", UNREADABLE);
    check("1584345600000", UNREADABLE);
    check("/Date(1584345600000)/", UNREADABLE);
    check("20200316", UNREADABLE);
    check("20200316T080645Z", UNREADABLE);
    check("2020-W12-1", UNREADABLE);
    check("2020-076", UNREADABLE);
    check("2020-03-16/2020-03-17", UNREADABLE);
    check("2020", UNREADABLE);
    check("2020-03", UNREADABLE);
    check("2020-3-16", UNREADABLE);
    check("20200-03-16", UNREADABLE);
    check("-2020-03-16", UNREADABLE);
    check("2020-03-16T", UNREADABLE);
    check("2020-03-16T08", UNREADABLE);
    check("2020-03-16T08:06:45.Z", UNREADABLE);
    check("2020-03-16T08:06:45 Hà Nội", UNREADABLE);
    check("2020-03-16T08:06:45Zulu", UNREADABLE);
    check("2020-03-16T08:06:45+07:", UNREADABLE);
    check("2020-03-16T08:06:45+7", UNREADABLE);
    check("2020-03-16T08:06:45+07:0", UNREADABLE);
    check("2020-03-16T08:06:45+", UNREADABLE);
    // An en dash, and a sign that shares two bytes with the minus.
    check("2020-03-16T08:06:45\u{2013}07:00", UNREADABLE);
    check("2020-03-16T08:06:45\u{2213}07:00", UNREADABLE);
    check("２０２０-03-16", UNREADABLE);
    check("Mon, 16 Mar 2020 08:06:45 A", UNREADABLE);
    check("Mon, 16 Mar 2020 08", UNREADABLE);
    check("Mon, 16 Mar 2020 08:06:45 +0700 (", UNREADABLE);
    check("Mon 16 Mar 2020 08:06:45 +0700", UNREADABLE);
    check("Mon, 16 Mar 120 08:06:45 +0700", UNREADABLE);
    check("Mon, 16 Mrz 2020 08:06:45 +0700", UNREADABLE);
}

#[test]
fn seconds_for_formatters() {
    #[track_caller]
    fn check(written: &str, seconds: i64, is_instant: bool, has_time: bool) {
        assert_eq!(
            Timestamp::parse(written).0.as_utc_seconds(),
            Some(Moment {
                seconds,
                is_instant,
                has_time
            })
        );
    }
    check("1970-01-01T00:00:00Z", 0, true, true);
    check("1970-01-01T00:00:00", 0, false, true);
    check("1970-01-01", 0, false, false);
    check("2020-03-16T08:06:45+07:00", 1_584_320_805, true, true);
    check("2020-03-16 08:06:45", 1_584_346_005, false, true);
    check("2020-03-16", 1_584_316_800, false, false);
    check("0001-01-01", -62_135_596_800, false, false);
    check("9999-12-31T23:59:59Z", 253_402_300_799, true, true);
    check("1969-12-31T23:59:59Z", -1, true, true);
}

proptest! {
    #[test]
    fn instants_round_trip(
        // 0001-01-02 to 9999-12-30, so that every offset stays within four-digit years.
        seconds in -62_135_510_400_i64..253_402_128_000,
        offset_minutes in -1439_i16..=1439,
    ) {
        let timestamp = Timestamp::Instant { seconds, offset_minutes };
        let form = timestamp.machine_form().unwrap();
        prop_assert_eq!(Timestamp::parse(&form), (timestamp, None));
    }

    #[test]
    fn wall_clocks_round_trip(seconds in -62_135_596_800_i64..=253_402_300_799) {
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400) as i32);
        let time = seconds.rem_euclid(86_400);
        let timestamp = Timestamp::WallClock {
            year: year as u16,
            month: month as u8,
            day: day as u8,
            hour: (time / 3600) as u8,
            minute: (time / 60 % 60) as u8,
            second: (time % 60) as u8,
        };
        let form = timestamp.machine_form().unwrap();
        prop_assert_eq!(timestamp.as_utc_seconds().unwrap().seconds, seconds);
        let date = Timestamp::parse(&form[..10]).0;
        prop_assert_eq!(date.machine_form().unwrap(), &form[..10]);
        prop_assert_eq!(Timestamp::parse(&form), (timestamp, None));
    }

    #[test]
    fn machine_forms_stand_in_the_order_of_time(
        one in -62_135_596_800_i64..=253_402_300_799,
        step in -100_000_i64..=100_000,
    ) {
        let other = (one + step).clamp(-62_135_596_800, 253_402_300_799);
        let form = |seconds| Timestamp::Instant { seconds, offset_minutes: 0 }.machine_form();
        prop_assert_eq!(form(one).cmp(&form(other)), one.cmp(&other));
    }

    /// Days that do not exist are never moved to days that do.
    #[test]
    fn days_exist_or_stay_as_written(year in 0_u32..=9999, month in 0_u32..=20, day in 0_u32..=40) {
        let written = format!("{year:04}-{month:02}-{day:02}");
        let exists = year > 0
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        let (timestamp, problem) = Timestamp::parse(&written);
        if exists {
            prop_assert_eq!(timestamp.machine_form(), Some(written));
        } else {
            prop_assert_eq!(timestamp, Timestamp::AsWritten(written));
            prop_assert_eq!(problem, Some(IMPOSSIBLE));
        }
    }

    #[test]
    fn any_text_is_shown_as_written_or_has_a_machine_form(written in "\\PC{0,40}|[0-9T:Z+ -]{0,30}") {
        let (timestamp, problem) = Timestamp::parse(&written);
        prop_assert_eq!(timestamp.machine_form().is_none(), problem.is_some());
    }
}
