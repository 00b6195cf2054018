//! The `Retry-After` header (<https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3>).

use crate::calendar::{days_from_civil, days_in_month};
use crate::json;

/// How long an endpoint asks to be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// For so many seconds.
    Seconds(u64),
    /// Until a moment, in milliseconds since 1970.
    Until(u64),
}

impl RetryAfter {
    /// Milliseconds to wait from `now_ms` (milliseconds since 1970) on; 0 for
    /// a moment that has passed. Callers cap it.
    pub fn delay_ms(self, now_ms: u64) -> u64 {
        match self {
            Self::Seconds(seconds) => seconds.saturating_mul(1000),
            Self::Until(moment_ms) => moment_ms.saturating_sub(now_ms),
        }
    }
}

/// Reads the header: whole seconds, or a date as HTTP writes it today
/// ("Sun, 06 Nov 1994 08:49:37 GMT"). Anything else is `None`: servers do send
/// "3.2s", and a guess would be worse than the usual back-off.
///
/// `date` is the reply's `Date` header where it could be read. With it a date
/// becomes a length of time that does not depend on the reader's clock.
pub fn parse(value: &str, date: Option<&str>) -> Option<RetryAfter> {
    let value = value.trim_ascii();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit mean "very long", which the cap makes an hour.
        return Some(RetryAfter::Seconds(
            json::whole_number(value).unwrap_or(u64::MAX),
        ));
    }
    let until_seconds = http_date(value)?;
    Some(match date.and_then(|date| http_date(date.trim_ascii())) {
        Some(sent_seconds) => RetryAfter::Seconds(until_seconds.saturating_sub(sent_seconds)),
        None => RetryAfter::Until(until_seconds.saturating_mul(1000)),
    })
}

/// Seconds since 1970 of an IMF-fixdate
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>); `None` before 1970.
fn http_date(text: &str) -> Option<u64> {
    const FORM: &[u8] = b"###, 00 ### 0000 00:00:00 GMT";
    const DAY_NAMES: &[u8] = b"MonTueWedThuFriSatSun";
    const MONTH_NAMES: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

    let bytes = text.as_bytes();
    if !has_form(text, FORM) {
        return None;
    }
    let number = |from, to| digits(bytes, from, to);
    let place = |names: &[u8], from: usize| {
        names
            .chunks(3)
            .position(|name| bytes.get(from..from + 3) == Some(name))
    };
    place(DAY_NAMES, 0)?;
    let (year, month, day) = (
        number(12, 16) as u32,
        place(MONTH_NAMES, 8)? as u32 + 1,
        number(5, 7) as u32,
    );
    let (hour, minute, second) = (number(17, 19), number(20, 22), number(23, 25));
    // Second 60 is a leap second.
    if year < 1970
        || day < 1
        || day > days_in_month(year, month)
        || hour > 23
        || minute > 59
        || second > 60
    {
        return None;
    }
    let days = u64::from(days_from_civil(year, month, day).unsigned_abs());
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// Whether `text` has the form of a date: in `form` a zero stands for any digit,
/// and a hash for any letter.
#[inline(never)]
pub(super) fn has_form(text: &str, form: &[u8]) -> bool {
    let mut fits = text.len() == form.len();
    for (byte, form) in text.bytes().zip(form) {
        fits &= match form {
            b'0' => byte.is_ascii_digit(),
            b'#' => byte.is_ascii_alphabetic(),
            _ => byte == *form,
        };
    }
    fits
}

/// The number whose up to 18 digits stand from one place to another; any other
/// number where they are no digits.
#[inline(never)]
pub(super) fn digits(text: &[u8], from: usize, to: usize) -> u64 {
    let mut number = 0;
    for digit in text.get(from..to).unwrap_or_default() {
        number = number * 10 + u64::from(digit & 15);
    }
    number
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(value: &str, expected: Option<RetryAfter>) {
        assert_eq!(parse(value, None), expected, "{value:?}");
    }

    #[test]
    fn seconds() {
        check("120", Some(RetryAfter::Seconds(120)));
        check(" 0 ", Some(RetryAfter::Seconds(0)));
        check(
            "99999999999999999999999",
            Some(RetryAfter::Seconds(u64::MAX)),
        );
    }

    #[test]
    fn dates() {
        check("Thu, 01 Jan 1970 00:00:00 GMT", Some(RetryAfter::Until(0)));
        check(
            "Sun, 06 Nov 1994 08:49:37 GMT",
            Some(RetryAfter::Until(784_111_777_000)),
        );
        check(
            "Tue, 29 Feb 2000 00:00:00 GMT",
            Some(RetryAfter::Until(951_782_400_000)),
        );
        check(
            "Mon, 23 Nov 2026 15:14:00 GMT",
            Some(RetryAfter::Until(1_795_446_840_000)),
        );
        check(
            "Sat, 31 Dec 2016 23:59:60 GMT",
            Some(RetryAfter::Until(1_483_228_800_000)),
        );
    }

    #[test]
    fn junk_is_ignored() {
        for junk in [
            "",
            " ",
            "-1",
            "+1",
            "3.2s",
            "1e3",
            "soon",
            "2026-11-23T15:14:00Z",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 31 Feb 2026 08:49:37 GMT",
            "Tue, 29 Feb 2100 00:00:00 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMТ",
            "Xxx, 06 Nov 1994 08:49:37 GMT",
        ] {
            check(junk, None);
        }
    }

    #[test]
    fn the_date_header_frees_it_from_the_readers_clock() {
        let value = "Sun, 06 Nov 1994 08:50:37 GMT";
        assert_eq!(
            parse(value, Some("Sun, 06 Nov 1994 08:49:37 GMT")),
            Some(RetryAfter::Seconds(60))
        );
        assert_eq!(
            parse(value, Some("Sun, 06 Nov 1994 08:59:37 GMT")),
            Some(RetryAfter::Seconds(0))
        );
        assert_eq!(
            parse(value, Some("yesterday")),
            Some(RetryAfter::Until(784_111_837_000))
        );
        assert_eq!(
            parse("7", Some("Sun, 06 Nov 1994 08:49:37 GMT")),
            Some(RetryAfter::Seconds(7))
        );
    }

    #[test]
    fn delays_never_run_backwards() {
        assert_eq!(RetryAfter::Seconds(3).delay_ms(1_000), 3_000);
        assert_eq!(RetryAfter::Seconds(u64::MAX).delay_ms(0), u64::MAX);
        assert_eq!(RetryAfter::Until(5_000).delay_ms(2_000), 3_000);
        assert_eq!(RetryAfter::Until(5_000).delay_ms(9_000), 0);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(value in ".{0,40}", date in proptest::option::of(".{0,40}")) {
            if let Some(RetryAfter::Until(moment_ms)) = parse(&value, date.as_deref()) {
                prop_assert_eq!(value.trim().len(), 29);
                prop_assert_eq!(moment_ms % 1000, 0);
            }
        }
    }
}
