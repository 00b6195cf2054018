//! The age of a thing, in the unit a person would use.

/// Units with their length in milliseconds, longest first, by the names that
/// `Intl.RelativeTimeFormat` takes.
const UNITS: [(&str, u64); 4] = [
    ("day", 86_400_000),
    ("hour", 3_600_000),
    ("minute", 60_000),
    ("second", 1_000),
];

/// Whole units in an age of `age_ms` milliseconds, and the unit's name for
/// `Intl.RelativeTimeFormat`; the caller passes the number on as negative.
///
/// Ages are rounded down: "1 minute ago" begins at 60 seconds. Below a second
/// it is 0 seconds, which `numeric: "auto"` writes as "now".
pub fn relative(age_ms: u64) -> (u64, &'static str) {
    for (unit, length_ms) in UNITS {
        // No unit is 0 long; a plain division would bring a panic along.
        let whole = age_ms.checked_div(length_ms).unwrap_or_default();
        if whole > 0 {
            return (whole, unit);
        }
    }
    (0, "second")
}
