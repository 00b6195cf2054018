//! The Gregorian calendar, as arithmetic on years from 0 to 9999.

/// Days from 0000-03-01, at which years of this arithmetic begin, to 1970-01-01.
const EPOCH: u32 = 719_468;

/// How long a month is, 28 to 31 days; `month` runs from 1 to 12.
pub(super) fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, for years from 1.
/// <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
#[inline(never)]
pub(super) fn days_from_civil(year: u32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
    // At most 9999 years.
    days as i32 - EPOCH as i32
}

/// Year, month and day: the inverse of [`days_from_civil`].
#[inline(never)]
pub(super) fn civil_from_days(days: i32) -> (u32, u32, u32) {
    let days = days.saturating_add_unsigned(EPOCH).unsigned_abs();
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u32::from(month <= 2);
    (year, month, day)
}
