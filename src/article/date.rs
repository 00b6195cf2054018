//! Dates as sources write them, read byte by byte and never guessed at.
//!
//! A browser's `Date.parse` calls "2020-03-16 08:06:45" local time, other
//! readers call it UTC, and "2020-02-30" silently becomes 1 March. Here a date
//! without a zone stays a wall clock that is shown as written and never
//! shifted, and a day that does not exist is shown as written with a warning.

mod cursor;
mod written;

use crate::calendar::{civil_from_days, days_from_civil, days_in_month};
use crate::text::{push_padded, trimmed};
use cursor::{Cursor, IMPOSSIBLE_OFFSET};

pub use written::{Order, Written, dates_in};

/// A date as precisely as the source stated it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timestamp {
    /// A moment with a stated zone.
    Instant {
        /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
        seconds: i64,
        /// The offset from UTC as written, in minutes, -1439 to 1439.
        offset_minutes: i16,
    },
    /// Date and time without a zone: what a clock on the wall showed.
    WallClock {
        /// 1 to 9999.
        year: u16,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
        /// 0 to 59; a leap second is kept as 59.
        second: u8,
    },
    /// A day without a time.
    Date {
        /// 1 to 9999.
        year: u16,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// Text that is no date by any accepted form; shown as it stands.
    AsWritten(String),
}

/// Seconds for a formatter that is set to the time zone "UTC" or the reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z; for a wall clock or a date, its
    /// components taken as if they were UTC.
    pub seconds: i64,
    /// `true`: a real moment, to be formatted in the reader's zone. `false`:
    /// to be formatted with `timeZone: "UTC"`, so that it is never shifted.
    pub is_instant: bool,
    /// Whether a time of day was stated.
    pub has_time: bool,
}

const UNREADABLE: &str = "is no date in a known form (RFC 3339, RFC 2822, \"2020-03-16 08:06:45\" or \"2020-03-16\"); it is shown as written";
const IMPOSSIBLE: &str = "names a day or time that does not exist; it is shown as written";
const WRONG_WEEKDAY: &str =
    "names a weekday on which that day did not fall; it is shown as written";

impl Timestamp {
    /// Reads RFC 3339, RFC 2822, "2020-03-16 08:06:45", "2020-03-16T08:06" and
    /// "2020-03-16", with years 0001 to 9999.
    ///
    /// A form of several meanings is none: "03/04/2020" is April to one reader
    /// and March to another, and a bare number may count seconds or
    /// milliseconds. Fractions of a second are dropped. A leap second is accepted and kept
    /// as second 59, because neither `<time datetime>` nor `Intl` knows one.
    /// Anything else comes back as [`Timestamp::AsWritten`] with the reason.
    pub fn parse(text: &str) -> (Self, Option<&'static str>) {
        let text = trimmed(text);
        let is_iso = text.as_bytes().get(4) == Some(&b'-');
        match read(text.as_bytes(), is_iso) {
            Ok(timestamp) => (timestamp, None),
            Err(reason) => (Self::AsWritten(text.to_owned()), Some(reason)),
        }
    }

    /// The value for `<time datetime>`: with the offset as written for an
    /// instant, without a zone for a wall clock, absent for unread text.
    pub fn machine_form(&self) -> Option<String> {
        let mut form = String::new();
        let offset = match self {
            Self::Instant { offset_minutes, .. } => i32::from(*offset_minutes),
            _ => 0,
        };
        let moment = self.as_utc_seconds()?;
        let local = moment.seconds + i64::from(offset) * 60;
        let (year, month, day) = civil_from_days(local.div_euclid(86_400) as i32);
        // Less than a day.
        let time = local.rem_euclid(86_400) as u32;
        push_padded(&mut form, year, 4);
        push_part(&mut form, '-', month);
        push_part(&mut form, '-', day);
        if moment.has_time {
            push_part(&mut form, 'T', time / 3600);
            push_part(&mut form, ':', time / 60 % 60);
            push_part(&mut form, ':', time % 60);
        }
        if moment.is_instant {
            if offset == 0 {
                form.push('Z');
            } else {
                let minutes = offset.unsigned_abs();
                push_part(&mut form, if offset < 0 { '-' } else { '+' }, minutes / 60);
                push_part(&mut form, ':', minutes % 60);
            }
        }
        Some(form)
    }

    /// What a formatter needs; absent for unread text.
    pub fn as_utc_seconds(&self) -> Option<Moment> {
        let parts = match *self {
            Self::Instant { seconds, .. } => {
                return Some(Moment {
                    seconds,
                    is_instant: true,
                    has_time: true,
                });
            }
            Self::WallClock {
                year,
                month,
                day,
                hour,
                minute,
                second,
            } => [
                year.into(),
                month.into(),
                day.into(),
                hour.into(),
                minute.into(),
                second.into(),
            ],
            Self::Date { year, month, day } => [year.into(), month.into(), day.into(), 0, 0, 0],
            Self::AsWritten(_) => return None,
        };
        Some(Moment {
            seconds: seconds_of(&parts),
            is_instant: false,
            has_time: matches!(self, Self::WallClock { .. }),
        })
    }
}

/// Year, month, day, hour, minute and second before they are checked.
type Parts = [u32; 6];

/// Days since 1970-01-01.
fn days_of(parts: &Parts) -> i32 {
    days_from_civil(parts[0], parts[1], parts[2])
}

/// Seconds since 1970-01-01, if the clock stood in UTC.
#[inline(never)]
fn seconds_of(parts: &Parts) -> i64 {
    let time = parts[3] * 3600 + parts[4] * 60 + parts[5];
    i64::from(days_of(parts)) * 86_400 + i64::from(time)
}

/// RFC 3339 and its relatives in HTML: "T" or one space between date and time,
/// seconds and the colon of the offset may be missing.
/// <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#global-dates-and-times>
///
/// Or RFC 2822: "Mon, 16 Mar 2020 08:06:45 +0700", weekday, seconds, zone and
/// time optional, with its zone names and a trailing comment such as "(UTC)".
/// <https://www.rfc-editor.org/rfc/rfc2822#section-3.3>
fn read(text: &[u8], is_iso: bool) -> Result<Timestamp, &'static str> {
    let mut cursor = Cursor::new(text);
    let found = if is_iso {
        cursor.iso()
    } else {
        cursor.rfc_2822()
    };
    let Some(weekday) = found else {
        return Err(UNREADABLE);
    };
    let Cursor {
        mut parts,
        has_time,
        offset,
        ..
    } = cursor;
    let [year, month, day, hour, minute, second] = parts;
    if year == 0
        || !(1..=12).contains(&month)
        || day == 0
        || day > days_in_month(year, month)
        || hour > 23
        || minute > 59
        || second > 60
        || offset == Some(IMPOSSIBLE_OFFSET)
    {
        return Err(IMPOSSIBLE);
    }
    if let Some(weekday) = weekday
        && (days_of(&parts) + 4).rem_euclid(7) != weekday
    {
        return Err(WRONG_WEEKDAY);
    }
    if second == 60 {
        // RFC 3339, 5.7: a leap second ends a month at 23:59:60 UTC. Offsets are
        // whole quarters of an hour, which is all that a wall clock lets us check.
        let ends_a_month = match offset {
            None => minute % 15 == 14,
            Some(offset) => {
                // The second after it begins a day, and that a month.
                let next = seconds_of(&parts) - i64::from(offset) * 60;
                let (_, _, day) = civil_from_days(next.div_euclid(86_400) as i32);
                next.rem_euclid(86_400) == 0 && day == 1
            }
        };
        if !ends_a_month {
            return Err(IMPOSSIBLE);
        }
        parts[5] = 59;
    }
    // The checks above keep every part far inside its type.
    let (year, month, day) = (year as u16, month as u8, day as u8);
    Ok(match offset {
        Some(offset_minutes) => Timestamp::Instant {
            seconds: seconds_of(&parts) - i64::from(offset_minutes) * 60,
            offset_minutes,
        },
        None if has_time => Timestamp::WallClock {
            year,
            month,
            day,
            hour: hour as u8,
            minute: minute as u8,
            second: parts[5] as u8,
        },
        None => Timestamp::Date { year, month, day },
    })
}

/// Adds a sign and two digits.
#[inline(never)]
fn push_part(form: &mut String, sign: char, number: u32) {
    form.push(sign);
    push_padded(form, number, 2);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
