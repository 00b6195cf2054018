//! From the starting totals an owner gave to the sites they belong to.

use jiff::civil::Date;

use super::{OpenError, SiteTotals};
use crate::config::{Config, Sites};
use crate::names::SiteName;

/// The views a site had before its first one here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seed {
    pub(super) site: SiteName,
    pub(super) views: u64,
    pub(super) since: Option<Date>,
}

/// The starting totals by site. One without a name belongs to the only named site.
pub(super) fn seeds(config: &Config) -> Result<Vec<Seed>, OpenError> {
    let mut seeds: Vec<Seed> = Vec::new();
    for total in &config.seed_totals {
        let site = match (&total.site, &config.sites) {
            (Some(site), sites) if sites.contains(site) => site.clone(),
            (Some(site), _) => return Err(OpenError::SeedOfUnknownSite(site.clone())),
            (None, Sites::Named(names)) if names.len() == 1 => names
                .first()
                .cloned()
                .ok_or(OpenError::SeedWithoutSite(total.views))?,
            (None, _) => return Err(OpenError::SeedWithoutSite(total.views)),
        };
        if seeds.iter().any(|seed| seed.site == site) {
            return Err(OpenError::SeedTwice(site));
        }
        seeds.push(Seed {
            site,
            views: total.views,
            since: total.since,
        });
    }
    Ok(seeds)
}

impl SiteTotals {
    /// These totals, counted here, over the base of an earlier counter.
    ///
    /// With a base, the first day that was counted here is not when the total began. Only the day
    /// that the owner told for the base may stand beside it.
    pub(super) fn on_top_of(mut self, views: u64, since: Option<String>) -> Self {
        if views == 0 {
            return self;
        }
        self.views = self.views.saturating_add(views);
        self.since = match (self.since, since) {
            (Some(counted), Some(told)) => Some(counted.min(told)),
            (_, told) => told,
        };
        self
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_base_belongs_to_one_counted_site() {
        #[track_caller]
        fn check(sites: &[&str], totals: &[&str], expected: Result<&[(&str, u64)], &str>) {
            let mut config = Config::new("unused");
            if !sites.is_empty() {
                config.sites =
                    Sites::Named(sites.iter().map(|name| name.parse().unwrap()).collect());
            }
            config.seed_totals = totals.iter().map(|text| text.parse().unwrap()).collect();
            match (seeds(&config), expected) {
                (Ok(seeds), Ok(expected)) => {
                    let found: Vec<_> = seeds
                        .iter()
                        .map(|seed| (seed.site.as_str(), seed.views))
                        .collect();
                    assert_eq!(found, expected);
                }
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
                (found, _) => panic!("{found:?}"),
            }
        }
        check(&[], &[], Ok(&[]));
        check(&["a"], &["7"], Ok(&[("a", 7)]));
        check(&["a", "b"], &["b=7", "a=8"], Ok(&[("b", 7), ("a", 8)]));
        check(&[], &["x=7"], Ok(&[("x", 7)]));
        check(&[], &["7"], Err("--seed-total NAME=7"));
        check(&["a", "b"], &["7"], Err("--seed-total NAME=7"));
        check(&["a"], &["b=7"], Err("add --site b"));
        check(
            &["a"],
            &["7", "a=8"],
            Err("two starting totals for the site a"),
        );
    }

    #[test]
    fn since_is_the_day_that_the_whole_total_began() {
        #[track_caller]
        fn check(counted: Option<&str>, base: (u64, Option<&str>), expected: Option<&str>) {
            let totals = SiteTotals {
                since: counted.map(str::to_owned),
                ..SiteTotals::default()
            };
            let found = totals.on_top_of(base.0, base.1.map(str::to_owned)).since;
            assert_eq!(found.as_deref(), expected);
        }
        check(Some("2026-11-23"), (0, None), Some("2026-11-23"));
        check(
            Some("2026-11-23"),
            (0, Some("2013-04-02")),
            Some("2026-11-23"),
        );
        check(Some("2026-11-23"), (7, None), None);
        check(
            Some("2026-11-23"),
            (7, Some("2013-04-02")),
            Some("2013-04-02"),
        );
        check(
            Some("2013-01-01"),
            (7, Some("2013-04-02")),
            Some("2013-01-01"),
        );
        check(None, (7, Some("2013-04-02")), Some("2013-04-02"));
    }
}
