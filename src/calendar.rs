//! The Gregorian calendar, as arithmetic on years from 0 to 9999.

/// Days from 0000-03-01, at which years of this arithmetic begin, to 1970-01-01.
const EPOCH: u32 = 719_468;

/// How long a month is, 28 to 31 days; `month` runs from 1 to 12.
pub fn days_in_month(year: u32, month: u32) -> u32 {
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
pub fn days_from_civil(year: u32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
    // At most 9999 years.
    days as i32 - EPOCH as i32
}

/// Year, month and day: the inverse of [`days_from_civil`].
#[inline(never)]
pub fn civil_from_days(days: i32) -> (u32, u32, u32) {
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_day_is_zero() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 2, 29), 11_016);
        assert_eq!(days_from_civil(1969, 12, 31), -1);
    }

    proptest! {
        #[test]
        fn days_follow_each_other(year in 1_u32..9999, month in 1_u32..=12) {
            let last = days_from_civil(year, month, days_in_month(year, month));
            let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            prop_assert_eq!(days_from_civil(next_year, next_month, 1), last + 1);
            prop_assert_eq!(civil_from_days(last + 1), (next_year, next_month, 1));
        }
    }
}
