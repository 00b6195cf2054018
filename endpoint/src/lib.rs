//! `readerly-counter`: a visitor counter endpoint for sites that have none.
//!
//! It answers counter JSON version 1 (`GET /v1/counter/{site}`), takes hits and signs of life from
//! pages (`POST /v1/counter/{site}`), and keeps the totals in one SQLite file, or in Redis for many
//! nodes. A `GET` never counts. No cookie is set and no address is stored: a visitor is a keyed hash
//! under a salt that lives for one local day.
//!
//! The map, in reading order:
//!
//! - [`Config`]: what an owner may set, with its defaults.
//! - `calendar`: which local day it is, and where its week, month and year began.
//! - `clock`: the one source of time, replaceable in tests.
//! - `names`: what a site, a page path and a tab may be called.
//! - `identity`: from an address and a user agent to a hash that nobody can turn back.
//! - `presence`: who is reading now, as one process keeps it in memory.
//! - `store`: the numbers and the presence, in SQLite and memory or in Redis, and who moved them.
//! - `http`: routes, streams, limits, headers, problems, metrics.
//! - `server`: the connections, from the first to the last.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let config = readerly_counter::Config::new("counter.sqlite");
//! readerly_counter::serve(listener, config, std::future::pending()).await?;
//! # Ok(())
//! # }
//! ```

mod calendar;
mod clock;
mod config;
mod http;
mod identity;
mod names;
mod presence;
mod server;
mod store;

pub use calendar::{UtcOffset, UtcOffsetError};
pub use clock::{Clock, SystemClock};
pub use config::{
    Config, RedisUrl, SeedTotal, SeedTotalError, Sites, StoreAddress, StoreAddressError,
};
pub use http::{
    ConnectionCaps, HttpSettings, MetricsPlace, Origin, OriginError, Origins, PublicUrl,
    PublicUrlError, StreamCaps, prepare_crawlers,
};
/// The instant type of [`Clock`].
pub use jiff::Timestamp;
pub use names::{SiteName, SiteNameError};
pub use server::{Counter, ServeError, serve};
pub use store::OpenError;
