//! What an owner may set about the outside: streams, connections, limits, origins, metrics.

use std::str::FromStr;
use std::time::Duration;

use axum::http::Uri;

use super::origins::Origins;

/// Settings of the HTTP side. [`HttpSettings::default`] gives the defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpSettings {
    /// How many streams may be open at once, and whether there are any. Default: 20,000 in all and
    /// 100 per address.
    pub streams: Option<StreamCaps>,
    /// How many connections may be open at once. Default: 25,000 in all and 200 from one address.
    pub connections: ConnectionCaps,
    /// How long the head of a request may take to arrive, from the beginning of the connection or the
    /// end of the answer before; so also how long a connection may be idle. Default: 10 seconds.
    pub head_timeout: Duration,
    /// For how long a client may take nothing of what is being sent to it. Default: 30 seconds.
    pub answer_timeout: Duration,
    /// Where the endpoint is reached from outside, for `stream` in the counter JSON. Default:
    /// unknown, so `stream` is relative to the address that was asked.
    pub public_url: Option<PublicUrl>,
    /// Hits a minute that one address may bring. Default: 300; 0 means no limit.
    ///
    /// A school or a mobile operator may have one address for everybody, and a hit over the limit is
    /// only a view that is not counted. Other events may come ten times as often.
    pub hits_per_minute: u32,
    /// Reads a minute that one address may make, polls and opened streams together. Default: 3,000;
    /// 0 means no limit.
    pub reads_per_minute: u32,
    /// Count crawlers, prefetches and prerenderings too. Default: no.
    pub count_crawlers: bool,
    /// The pages that may read and count. Default: those of any origin.
    pub origins: Origins,
    /// Whether `/metrics` is answered, and on which listener. Default: on the main one.
    pub metrics: MetricsPlace,
}

/// How many streams may be open at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamCaps {
    /// In all.
    pub total: u32,
    /// To one address, or to one /64 of IPv6. A browser opens one for all its tabs, but a school may
    /// have one address for all its browsers.
    pub per_address: u32,
}

impl Default for StreamCaps {
    fn default() -> Self {
        Self {
            total: 20_000,
            per_address: 100,
        }
    }
}

/// How many connections may be open at once, streams among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionCaps {
    /// In all; further ones wait until one ends. 0 means no limit but that of open files.
    pub total: u32,
    /// From one address, or from one /64 of IPv6; further ones are closed at once. 0 means no limit.
    /// Behind proxies it does not hold, since all connections come from a few of them.
    pub per_address: u32,
}

impl Default for ConnectionCaps {
    /// Room for all streams, and beside them for polls and events: in all a quarter more, and for one
    /// address as many again.
    fn default() -> Self {
        Self {
            total: 25_000,
            per_address: 200,
        }
    }
}

/// Where `/metrics` is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricsPlace {
    /// On the listener of the counter.
    Main,
    /// On a listener of its own: see [`Counter::with_metrics_listener`](crate::Counter::with_metrics_listener).
    Own,
    /// Nowhere.
    Nowhere,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            streams: Some(StreamCaps::default()),
            connections: ConnectionCaps::default(),
            head_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(30),
            public_url: None,
            hits_per_minute: 300,
            reads_per_minute: 3_000,
            count_crawlers: false,
            origins: Origins::Any,
            metrics: MetricsPlace::Main,
        }
    }
}

/// An absolute `http` or `https` address without query and fragment and without a slash at its end,
/// such as `https://stats.example/base`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// A text that is no such address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a public address is http:// or https://, a host and maybe a path, without ? and #, such as https://stats.example/base"
)]
pub struct PublicUrlError;

impl PublicUrl {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|_| PublicUrlError)?;
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        // A user name would be shown to every reader.
        if !matches!(scheme, "http" | "https")
            || authority.is_empty()
            || authority.contains('@')
            || text.contains(['?', '#'])
        {
            return Err(PublicUrlError);
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn public_addresses() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let address = text.parse::<PublicUrl>().ok();
            assert_eq!(address.as_ref().map(PublicUrl::as_str), expected, "{text}");
        }
        check("https://stats.example", Some("https://stats.example"));
        check("https://stats.example/", Some("https://stats.example"));
        check(
            "http://127.0.0.1:8081/a/b/",
            Some("http://127.0.0.1:8081/a/b"),
        );
        check(
            "https://[2001:db8::1]:8443",
            Some("https://[2001:db8::1]:8443"),
        );
        check("https://a:b@stats.example", None);
        check("https://stats.example/?a=b", None);
        check("https://stats.example/#a", None);
        check("//stats.example", None);
        check("/base", None);
        check("stats.example", None);
        check("ftp://stats.example", None);
        check("https://", None);
        check("https://stats example", None);
        check("", None);
    }
}
