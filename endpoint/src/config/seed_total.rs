//! The views a site had before this endpoint began to count.

use std::str::FromStr;

use jiff::civil::Date;

use crate::names::{SiteName, SiteNameError};

/// The total at which the views of a site begin, brought over from an earlier counter.
///
/// Written `VIEWS`, `SITE=VIEWS`, or either with `@YYYY-MM-DD`, the first day of the earlier
/// counter: `2497859`, `portal=2497859@2013-04-02`.
///
/// The number is a base beside the count, not part of it: the total is base plus counted. So a
/// restart with the same flag adds nothing, another number replaces the base, 0 takes it away, and
/// without the flag the base stays as it was. A base without a day makes `since` unknown, because
/// the total then began before the first day that was counted here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedTotal {
    /// The site; none means the only site that the endpoint counts.
    pub site: Option<SiteName>,
    /// The views before the first one counted here, 0 to 2^63 - 1.
    pub views: u64,
    pub(crate) since: Option<Date>,
}

/// A text that is no starting total.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeedTotalError {
    /// The part before `=` names no site.
    #[error(transparent)]
    Site(#[from] SiteNameError),
    /// No number, or one that is too large.
    #[error(
        "a starting total is a whole number of views without separators, up to \
         9223372036854775807, such as 2497859 or portal=2497859"
    )]
    Views,
    /// The part after `@` is no day.
    #[error("the first day of a starting total is written like 2497859@2013-04-02")]
    Since,
}

impl SeedTotal {
    const MOST_VIEWS: u64 = i64::MAX.unsigned_abs();
}

impl FromStr for SeedTotal {
    type Err = SeedTotalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (site, rest) = match text.split_once('=') {
            None => (None, text),
            Some((name, rest)) => (Some(name.parse()?), rest),
        };
        let (views, since) = match rest.split_once('@') {
            None => (rest, None),
            Some((views, day)) => {
                let day = day.parse::<Date>().map_err(|_| SeedTotalError::Since)?;
                (views, Some(day))
            }
        };
        // Rust's own parser would take a plus sign.
        let views = Some(views)
            .filter(|views| views.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|views| views.parse().ok())
            .filter(|&views| views <= Self::MOST_VIEWS)
            .ok_or(SeedTotalError::Views)?;
        Ok(Self { site, views, since })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn starting_totals() {
        #[track_caller]
        fn check(text: &str, expected: Result<(Option<&str>, u64, Option<Date>), SeedTotalError>) {
            let expected = expected.map(|(site, views, since)| SeedTotal {
                site: site.map(|name| name.parse().unwrap()),
                views,
                since,
            });
            assert_eq!(text.parse(), expected, "{text:?}");
        }
        check("2497859", Ok((None, 2_497_859, None)));
        check("0", Ok((None, 0, None)));
        check("portal=7", Ok((Some("portal"), 7, None)));
        check("a=7@2013-04-02", Ok((Some("a"), 7, Some(date(2013, 4, 2)))));
        check(
            "9223372036854775807",
            Ok((None, 9_223_372_036_854_775_807, None)),
        );
        for bad in [
            "",
            "a=",
            "2,497,859",
            "2.5",
            "-1",
            "+1",
            "9223372036854775808",
            "@2013-04-02",
        ] {
            check(bad, Err(SeedTotalError::Views));
        }
        for bad in ["7@", "7@2013", "7@02.04.2013", "7@2013-13-01"] {
            check(bad, Err(SeedTotalError::Since));
        }
        check("=7", Err(SeedTotalError::Site(SiteNameError)));
        check("a/b=7", Err(SeedTotalError::Site(SiteNameError)));
    }
}
