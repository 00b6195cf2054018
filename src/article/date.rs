//! Dates as sources write them, read byte by byte and never guessed at.
//!
//! A browser's `Date.parse` calls "2020-03-16 08:06:45" local time, other
//! readers call it UTC, and "2020-02-30" silently becomes 1 March. Here a date
//! without a zone stays a wall clock that is shown as written and never
//! shifted, and a day that does not exist is shown as written with a warning.

mod calendar;
mod cursor;

use super::text::push_padded;
use calendar::{civil_from_days, days_from_civil, days_in_month};
use cursor::Cursor;

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
    /// Fractions of a second are dropped. A leap second is accepted and kept
    /// as second 59, because neither `<time datetime>` nor `Intl` knows one.
    /// Anything else comes back as [`Timestamp::AsWritten`] with the reason.
    pub fn parse(text: &str) -> (Self, Option<&'static str>) {
        let text = text.trim();
        let bytes = text.as_bytes();
        let result = if bytes.len() > 4 && bytes[4] == b'-' {
            parse_iso(bytes)
        } else {
            parse_rfc_2822(bytes)
        };
        match result {
            Ok(timestamp) => (timestamp, None),
            Err(reason) => (Self::AsWritten(text.to_owned()), Some(reason)),
        }
    }

    /// The value for `<time datetime>`: with the offset as written for an
    /// instant, without a zone for a wall clock, absent for unread text.
    pub fn machine_form(&self) -> Option<String> {
        let mut form = String::with_capacity(25);
        match *self {
            Self::Instant {
                seconds,
                offset_minutes,
            } => {
                let local = seconds + i64::from(offset_minutes) * 60;
                let (year, month, day) = civil_from_days(local.div_euclid(86_400));
                let time = local.rem_euclid(86_400);
                push_date(&mut form, year, month, day);
                push_time(&mut form, time / 3600, time / 60 % 60, time % 60);
                push_offset(&mut form, offset_minutes);
            }
            Self::WallClock {
                year,
                month,
                day,
                hour,
                minute,
                second,
            } => {
                push_date(&mut form, year.into(), month.into(), day.into());
                push_time(&mut form, hour.into(), minute.into(), second.into());
            }
            Self::Date { year, month, day } => {
                push_date(&mut form, year.into(), month.into(), day.into());
            }
            Self::AsWritten(_) => return None,
        }
        Some(form)
    }

    /// What a formatter needs; absent for unread text.
    pub fn as_utc_seconds(&self) -> Option<Moment> {
        let moment = |seconds, is_instant, has_time| Moment {
            seconds,
            is_instant,
            has_time,
        };
        match *self {
            Self::Instant { seconds, .. } => Some(moment(seconds, true, true)),
            Self::WallClock {
                year,
                month,
                day,
                hour,
                minute,
                second,
            } => {
                let days = days_from_civil(year.into(), month.into(), day.into());
                let time = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
                Some(moment(days * 86_400 + time, false, true))
            }
            Self::Date { year, month, day } => {
                let days = days_from_civil(year.into(), month.into(), day.into());
                Some(moment(days * 86_400, false, false))
            }
            Self::AsWritten(_) => None,
        }
    }
}

/// The parts of a date before they are checked.
#[derive(Clone, Copy, Default)]
struct Parts {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

impl Parts {
    fn has_possible_day(&self) -> bool {
        (1..=9999).contains(&self.year)
            && (1..=12).contains(&self.month)
            && self.day >= 1
            && self.day <= days_in_month(self.year, self.month)
    }

    fn days(&self) -> i64 {
        days_from_civil(self.year.into(), self.month.into(), self.day.into())
    }

    /// Turns a leap second into second 59 and checks the rest. `offset` is
    /// absent for a wall clock, whose zone nobody knows.
    fn settle(mut self, offset: Option<i16>) -> Result<Timestamp, &'static str> {
        if !self.has_possible_day() || self.hour > 23 || self.minute > 59 || self.second > 60 {
            return Err(IMPOSSIBLE);
        }
        if self.second == 60 {
            // RFC 3339, 5.7: a leap second ends a month at 23:59:60 UTC. Offsets are
            // whole quarters of an hour, which is all that a wall clock lets us check.
            let ends_a_month = match offset {
                None => self.minute % 15 == 14,
                Some(offset) => {
                    let minute = self.days() * 1440 + i64::from(self.hour * 60 + self.minute)
                        - i64::from(offset);
                    let (_, _, next_day) = civil_from_days((minute + 1).div_euclid(1440));
                    (minute + 1).rem_euclid(1440) == 0 && next_day == 1
                }
            };
            if !ends_a_month {
                return Err(IMPOSSIBLE);
            }
            self.second = 59;
        }
        Ok(match offset {
            Some(offset_minutes) => Timestamp::Instant {
                seconds: self.days() * 86_400
                    + i64::from(self.hour * 3600 + self.minute * 60 + self.second)
                    - i64::from(offset_minutes) * 60,
                offset_minutes,
            },
            // The checks above keep every part far inside its type.
            None => Timestamp::WallClock {
                year: self.year as u16,
                month: self.month as u8,
                day: self.day as u8,
                hour: self.hour as u8,
                minute: self.minute as u8,
                second: self.second as u8,
            },
        })
    }
}

/// RFC 3339 and its relatives in HTML: "T" or one space between date and time,
/// seconds and the colon of the offset may be missing.
/// <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#global-dates-and-times>
fn parse_iso(bytes: &[u8]) -> Result<Timestamp, &'static str> {
    let mut cursor = Cursor::new(bytes);
    let parts = iso_date(&mut cursor).ok_or(UNREADABLE)?;
    if cursor.is_at_end() {
        if !parts.has_possible_day() {
            return Err(IMPOSSIBLE);
        }
        return Ok(Timestamp::Date {
            year: parts.year as u16,
            month: parts.month as u8,
            day: parts.day as u8,
        });
    }
    let (parts, offset) = iso_time(&mut cursor, parts).ok_or(UNREADABLE)?;
    match offset {
        None => parts.settle(None),
        Some(offset) => parts.settle(Some(offset.ok_or(IMPOSSIBLE)?)),
    }
}

fn iso_date(cursor: &mut Cursor) -> Option<Parts> {
    let year = cursor.digits(4)?;
    cursor.eat(b"-")?;
    let month = cursor.digits(2)?;
    cursor.eat(b"-")?;
    let day = cursor.digits(2)?;
    Some(Parts {
        year,
        month,
        day,
        ..Parts::default()
    })
}

/// The outer option of the offset tells whether a zone was written at all, the
/// inner one whether it is possible.
#[allow(clippy::type_complexity)]
fn iso_time(cursor: &mut Cursor, mut parts: Parts) -> Option<(Parts, Option<Option<i16>>)> {
    cursor.eat(b"Tt ")?;
    parts.hour = cursor.digits(2)?;
    cursor.eat(b":")?;
    parts.minute = cursor.digits(2)?;
    if cursor.eat(b":").is_some() {
        parts.second = cursor.digits(2)?;
        if cursor.eat(b".,").is_some() {
            cursor.digits(1)?;
            while cursor.digits(1).is_some() {}
        }
    }
    if cursor.is_at_end() {
        return Some((parts, None));
    }
    cursor.skip_spaces();
    let offset = cursor.offset()?;
    cursor.is_at_end().then_some((parts, Some(offset)))
}

/// "Mon, 16 Mar 2020 08:06:45 +0700", weekday and seconds optional, with the
/// zone names of RFC 2822 and a trailing comment such as "(UTC)".
/// <https://www.rfc-editor.org/rfc/rfc2822#section-3.3>
fn parse_rfc_2822(bytes: &[u8]) -> Result<Timestamp, &'static str> {
    let mut cursor = Cursor::new(bytes);
    let (weekday, parts, offset) = rfc_2822_parts(&mut cursor).ok_or(UNREADABLE)?;
    if let Some(weekday) = weekday
        && parts.has_possible_day()
        && (parts.days() + 4).rem_euclid(7) != i64::from(weekday)
    {
        return Err(WRONG_WEEKDAY);
    }
    parts.settle(Some(offset.ok_or(IMPOSSIBLE)?))
}

#[allow(clippy::type_complexity)]
fn rfc_2822_parts(cursor: &mut Cursor) -> Option<(Option<u32>, Parts, Option<i16>)> {
    const WEEKDAYS: [&[u8; 3]; 7] = [b"sun", b"mon", b"tue", b"wed", b"thu", b"fri", b"sat"];
    const MONTHS: [&[u8; 3]; 12] = [
        b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov",
        b"dec",
    ];
    let weekday = cursor.name(&WEEKDAYS);
    if weekday.is_some() {
        cursor.eat(b",")?;
        cursor.skip_spaces();
    }
    let mut parts = Parts {
        day: cursor.one_or_two_digits()?,
        ..Parts::default()
    };
    cursor.some_spaces()?;
    parts.month = cursor.name(&MONTHS)? + 1;
    cursor.some_spaces()?;
    // RFC 2822, 4.3 gives two-digit years a fixed meaning.
    parts.year = match cursor.digits(4) {
        Some(year) => year,
        None => match cursor.digits(2)? {
            year @ 0..=49 => year + 2000,
            year => year + 1900,
        },
    };
    cursor.some_spaces()?;
    parts.hour = cursor.one_or_two_digits()?;
    cursor.eat(b":")?;
    parts.minute = cursor.digits(2)?;
    if cursor.eat(b":").is_some() {
        parts.second = cursor.digits(2)?;
    }
    cursor.some_spaces()?;
    let offset = cursor.offset()?;
    cursor.skip_spaces();
    let rest = cursor.rest();
    let is_comment = rest.first() == Some(&b'(') && rest.last() == Some(&b')');
    (rest.is_empty() || is_comment).then_some((weekday, parts, offset))
}

fn push_date(form: &mut String, year: i64, month: i64, day: i64) {
    push_padded(form, year, 4);
    form.push('-');
    push_padded(form, month, 2);
    form.push('-');
    push_padded(form, day, 2);
}

fn push_time(form: &mut String, hour: i64, minute: i64, second: i64) {
    form.push('T');
    push_padded(form, hour, 2);
    form.push(':');
    push_padded(form, minute, 2);
    form.push(':');
    push_padded(form, second, 2);
}

fn push_offset(form: &mut String, offset_minutes: i16) {
    if offset_minutes == 0 {
        form.push('Z');
        return;
    }
    form.push(if offset_minutes < 0 { '-' } else { '+' });
    let minutes = i64::from(offset_minutes.unsigned_abs());
    push_padded(form, minutes / 60, 2);
    form.push(':');
    push_padded(form, minutes % 60, 2);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
