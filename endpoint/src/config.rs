//! What an owner may set.

mod seed_total;
mod store_address;

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::calendar::UtcOffset;
use crate::clock::{Clock, SystemClock};
use crate::http::HttpSettings;
use crate::names::SiteName;
pub use seed_total::{SeedTotal, SeedTotalError};
pub use store_address::{RedisUrl, StoreAddress, StoreAddressError};

/// Settings of one counter endpoint. [`Config::new`] gives the defaults; change fields as needed.
#[derive(Clone)]
pub struct Config {
    /// Where the numbers are kept.
    pub store: StoreAddress,
    /// The sites that are counted. Default: any.
    pub sites: Sites,
    /// The offset whose midnight turns the day. Default: UTC.
    pub utc_offset: UtcOffset,
    /// How long a tab counts as online after its last sign of life. Default: 300 seconds.
    /// Expired tabs are looked for once a second, so a tab may stay up to a second longer.
    pub window: Duration,
    /// For how long after a counted view of a page further views of it by the same visitor are not
    /// counted, neither for the page nor for the site. Default: 30 seconds; zero counts every view.
    ///
    /// The time runs from the view that counted, not from the last one. Readers behind one address
    /// with the same browser are one visitor to the endpoint; if each of their views began the time
    /// anew, a page that they read all day would count once.
    pub revisit: Duration,
    /// The totals at which sites begin. Default: none.
    pub seed_totals: Vec<SeedTotal>,
    /// How long a reader should wait between polls, told as `ttl`. Default: 15 seconds.
    pub ttl: Duration,
    /// How many proxies one after the other stand before the endpoint and write whom they heard at
    /// the end of `X-Forwarded-For`: the visitor's address is the one that stands so far from the
    /// right, and the address of the connection where so many are not there. Default: 0, because
    /// without a proxy in front anybody can write that header.
    ///
    /// More than there are would take the visitor's own invention for the address.
    pub trusted_hops: usize,
    /// What the outside sees: streams, limits, origins, metrics.
    pub http: HttpSettings,
    /// The source of time. Default: the operating system.
    pub clock: Arc<dyn Clock>,
}

impl Config {
    /// The defaults, over the given SQLite file.
    pub fn new(database: impl Into<PathBuf>) -> Self {
        Self {
            store: StoreAddress::Sqlite(database.into()),
            sites: Sites::Any,
            utc_offset: UtcOffset::default(),
            window: Duration::from_secs(300),
            revisit: Duration::from_secs(30),
            seed_totals: Vec::new(),
            ttl: Duration::from_secs(15),
            trusted_hops: 0,
            http: HttpSettings::default(),
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Config")
            .field("store", &self.store)
            .field("sites", &self.sites)
            .field("utc_offset", &self.utc_offset)
            .field("window", &self.window)
            .field("revisit", &self.revisit)
            .field("seed_totals", &self.seed_totals)
            .field("ttl", &self.ttl)
            .field("trusted_hops", &self.trusted_hops)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}

/// Which sites an endpoint counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sites {
    /// Any well-formed name, up to 1,000 of them. Meant for development: anybody can add a site.
    Any,
    /// These names and no other.
    Named(BTreeSet<SiteName>),
}

impl Sites {
    /// Whether a site of this name is counted.
    pub fn contains(&self, site: &SiteName) -> bool {
        match self {
            Self::Any => true,
            Self::Named(names) => names.contains(site),
        }
    }
}
