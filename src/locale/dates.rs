//! How a newspaper writes the date above an article.

use super::tag::split_tag;

/// What `Intl.DateTimeFormat` is asked for, and what stands between date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateStyle {
    /// Options and their values.
    pub parts: &'static [(&'static str, &'static str)],
    /// Between the date and the time.
    pub before_time: &'static str,
}

/// That of a language. Vietnamese and Arabic papers name the weekday; Vietnamese ones
/// write the rest in numbers: "Thứ Ba, 14/5/2024, 07:42".
pub fn date_style(lang: &str) -> DateStyle {
    let (primary, _) = split_tag(lang.trim_ascii());
    if primary.eq_ignore_ascii_case("vi") {
        return DateStyle {
            parts: &[
                ("weekday", "long"),
                ("day", "numeric"),
                ("month", "numeric"),
                ("year", "numeric"),
            ],
            before_time: ", ",
        };
    }
    DateStyle {
        parts: if primary.eq_ignore_ascii_case("ar") {
            &[("dateStyle", "full")]
        } else {
            &[("dateStyle", "long")]
        },
        before_time: " · ",
    }
}

/// Whether a time needs the name of its zone: its source is in another than the
/// reader, both in minutes east of UTC. What is given in UTC says nothing of where it
/// was written: systems keep all their times in that.
pub fn names_zone(source: i16, reader: f64) -> bool {
    source != 0 && f64::from(source) != reader
}
