//! What the proxy and the stub players write down.

use std::time::Instant;

use axum::http::request::Parts;
use serde_json::Value;

/// One request to a host that answered, as it came in over TLS.
#[derive(Clone, Debug)]
pub struct ProviderRequest {
    /// When it came in.
    pub at: Instant,
    /// The host it was for.
    pub host: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query without its question mark; empty when there is none.
    pub query: String,
    /// The `Referer` header.
    pub referer: Option<String>,
    /// The `Cookie` header.
    pub cookie: Option<String>,
    /// The `User-Agent` header.
    pub user_agent: Option<String>,
    /// Header names in lower case with their values, in order.
    pub headers: Vec<(String, String)>,
}

impl ProviderRequest {
    pub(super) fn new(host: &str, parts: &Parts) -> Self {
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        let find = |name: &str| find(&headers, name).map(str::to_owned);
        Self {
            at: Instant::now(),
            host: host.to_owned(),
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            referer: find("referer"),
            cookie: find("cookie"),
            user_agent: find("user-agent"),
            headers,
        }
    }

    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The value of a parameter of the query, as it is written there; nothing
    /// is decoded.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }
}

/// An attempt to reach another machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// When it came in.
    pub at: Instant,
    /// The host's name, without the port.
    pub host: String,
    /// As the browser asked for it: `www.example.com:443` for a tunnel, the
    /// whole address for a plain request.
    pub target: String,
    /// Whether it was let through to a stub.
    pub admitted: bool,
}

/// A stub player's report to the story.
#[derive(Clone, Debug)]
pub struct Told {
    /// When it came in.
    pub at: Instant,
    /// The stub's host.
    pub host: String,
    /// Which load of a player it is from, counted from 1 for each browser.
    pub page: u64,
    /// One of these objects:
    /// - `{"loaded": {"referrer", "embedder", "credentialless", "autoplay",
    ///   "width", "height"}}` (`autoplay`: whether the page may start by itself,
    ///   null where the engine does not say)
    /// - `{"command": name, "value": arguments}`: taken
    /// - `{"state": "playing" | "paused" | "ended", "at": seconds}`
    /// - `{"refused": origin, "data": text}`: a message that was not from the
    ///   page that embeds the player, or not for it
    /// - `{"person": "play" | "pause"}`: a button in the frame was pressed
    /// - `{"forged": text}`: a forger has sent this
    pub what: Value,
}

fn find<'list>(headers: &'list [(String, String)], name: &str) -> Option<&'list str> {
    headers
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}
