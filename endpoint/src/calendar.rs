//! Which local day it is, and where its week, month and year began.
//!
//! A fixed offset, not a time zone: a day then has 24 hours always, and the endpoint needs no zone
//! database. Where clocks change in summer, the day turns an hour early or late for half the year.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

/// The distance of local time from UTC, written `+07:00`, `-03:30` or `Z`; at most 14 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtcOffset(Offset);

/// A text that is not an offset from UTC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an offset from UTC is written like +07:00, -03:30 or Z, between -14:00 and +14:00")]
pub struct UtcOffsetError;

impl Default for UtcOffset {
    fn default() -> Self {
        Self(Offset::UTC)
    }
}

impl FromStr for UtcOffset {
    type Err = UtcOffsetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seconds = offset_seconds(text).ok_or(UtcOffsetError)?;
        Offset::from_seconds(seconds)
            .map(Self)
            .map_err(|_| UtcOffsetError)
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.unsigned_abs();
        write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// The local day of an instant.
pub(crate) fn local_day(now: Timestamp, offset: UtcOffset) -> Date {
    offset.0.to_datetime(now).date()
}

/// How long the local day of an instant still lasts: more than nothing, at most 24 hours.
pub(crate) fn until_midnight(now: Timestamp, offset: UtcOffset) -> Duration {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let local_ms = now.as_millisecond() + i64::from(offset.0.seconds()) * 1000;
    let passed_ms = local_ms.rem_euclid(DAY_MS);
    Duration::from_millis((DAY_MS - passed_ms).unsigned_abs())
}

/// The first days of the periods that a counter shows. Each period ends today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Periods {
    pub(crate) today: Date,
    pub(crate) yesterday: Date,
    /// The Monday on or before today (ISO 8601).
    pub(crate) week: Date,
    pub(crate) month: Date,
    pub(crate) year: Date,
}

impl Periods {
    pub(crate) fn ending(today: Date) -> Self {
        let days_since_monday = today.weekday().to_monday_zero_offset();
        Self {
            today,
            yesterday: today.saturating_sub(1.day()),
            week: today.saturating_sub(days_since_monday.days()),
            month: today.first_of_month(),
            year: today.first_of_year(),
        }
    }

    /// The earliest day that any of the periods needs. It is not always New Year's Day: the week
    /// and yesterday may begin in the old year.
    pub(crate) fn earliest(&self) -> Date {
        self.year.min(self.week).min(self.yesterday)
    }
}

fn offset_seconds(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, digits) = match text.as_bytes() {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let [h1, h2, b':', m1, m2] = *digits else {
        return None;
    };
    let number = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit())
            .then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
    };
    let (hours, minutes) = (number(h1, h2)?, number(m1, m2)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 14 * 60).then_some(sign * total * 60)
}

#[cfg(test)]
mod tests;
