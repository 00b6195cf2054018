//! What an owner may set.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::calendar::UtcOffset;
use crate::clock::{Clock, SystemClock};
use crate::names::SiteName;

/// Settings of one counter endpoint. [`Config::new`] gives the defaults; change fields as needed.
#[derive(Clone)]
pub struct Config {
    /// The SQLite file; made when missing. Its directory must exist and be writable.
    pub database: PathBuf,
    /// The sites that are counted. Default: any.
    pub sites: Sites,
    /// The offset whose midnight turns the day. Default: UTC.
    pub utc_offset: UtcOffset,
    /// How long a tab counts as online after its last sign of life. Default: 300 seconds.
    /// Expired tabs are looked for once a second, so a tab may stay up to a second longer.
    pub window: Duration,
    /// How long a reader should wait between polls, told as `ttl`. Default: 15 seconds.
    pub ttl: Duration,
    /// Read the visitor's address from the last hop of `X-Forwarded-For`. Default: no, because
    /// without a proxy in front anybody can write that header.
    pub trust_proxy: bool,
    /// The source of time. Default: the operating system.
    pub clock: Arc<dyn Clock>,
}

impl Config {
    /// The defaults, over the given database file.
    pub fn new(database: impl Into<PathBuf>) -> Self {
        Self {
            database: database.into(),
            sites: Sites::Any,
            utc_offset: UtcOffset::default(),
            window: Duration::from_secs(300),
            ttl: Duration::from_secs(15),
            trust_proxy: false,
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Config")
            .field("database", &self.database)
            .field("sites", &self.sites)
            .field("utc_offset", &self.utc_offset)
            .field("window", &self.window)
            .field("ttl", &self.ttl)
            .field("trust_proxy", &self.trust_proxy)
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
