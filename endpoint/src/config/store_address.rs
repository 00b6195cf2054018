//! Where the numbers are kept.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use redis::IntoConnectionInfo;

/// The place that keeps the numbers: a SQLite file or a Redis server.
///
/// Written `redis://host:port/database`, `sqlite:FILE` or as a bare file name.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreAddress {
    /// One file for one process; made when missing. Its directory must exist and be writable.
    Sqlite(PathBuf),
    /// A Redis or Valkey server, which any number of endpoints may share.
    Redis(RedisUrl),
}

/// The URL of a Redis or Valkey server: `redis://[user:password@]host[:port][/database]`, or
/// `redis+unix:///path/of/socket`. Neither `Display` nor `Debug` tells the password.
#[derive(Clone, PartialEq, Eq)]
pub struct RedisUrl(String);

/// A text that names no store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreAddressError {
    /// There is no text, or nothing after `sqlite:`.
    #[error("a store is a SQLite file or redis://host:port/database; the name is empty")]
    Empty,
    /// A host and a port, or something else that was meant for Redis, without `redis://`.
    #[error(
        "for Redis write redis:// before host and port; for a file of such a name, sqlite:FILE"
    )]
    NoScheme,
    /// A scheme that is not built in.
    #[error(
        "{0}:// is not supported; a store is a SQLite file or redis://host:port/database. \
         For Redis over TLS, run stunnel beside the endpoint and name its local port"
    )]
    Scheme(String),
    /// A Redis URL that cannot be read.
    #[error(
        "this is no Redis URL ({0}); write redis://host:port/database, \
         with redis://user:password@host where it asks for one"
    )]
    Redis(String),
}

impl RedisUrl {
    /// The URL as given, password included.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl FromStr for StoreAddress {
    type Err = StoreAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some((scheme, _)) = text.split_once("://") {
            return match scheme {
                "redis" | "valkey" | "redis+unix" | "valkey+unix" => {
                    RedisUrl::from_str(text).map(Self::Redis)
                }
                _ => Err(StoreAddressError::Scheme(scheme.to_owned())),
            };
        }
        match text.strip_prefix("sqlite:") {
            None if names_a_server(text) => Err(StoreAddressError::NoScheme),
            None if text.is_empty() => Err(StoreAddressError::Empty),
            Some("") => Err(StoreAddressError::Empty),
            file => Ok(Self::Sqlite(file.unwrap_or(text).into())),
        }
    }
}

impl FromStr for RedisUrl {
    type Err = StoreAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.into_connection_info() {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(error) => Err(StoreAddressError::Redis(error.to_string())),
        }
    }
}

/// Whether a text without `://` is rather `localhost:6379` or `redis:host` than the name of a file.
/// Taken for a file, the counts would go where nobody looks for them.
fn names_a_server(text: &str) -> bool {
    let ends_with_port = text.rsplit_once(':').is_some_and(|(_, port)| {
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    ends_with_port || text.starts_with("redis:") || text.starts_with("valkey:")
}

impl fmt::Display for StoreAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(formatter, "{}", file.display()),
            Self::Redis(url) => url.fmt(formatter),
        }
    }
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "StoreAddress({self})")
    }
}

impl fmt::Display for RedisUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return formatter.write_str("redis");
        };
        // Whatever stands before the last @ of the authority may hold a password, and a query may
        // hold one as well.
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let place = rest.rsplit('@').next().unwrap_or_default();
        write!(formatter, "{scheme}://{place}")
    }
}

impl fmt::Debug for RedisUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RedisUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn addresses() {
        #[track_caller]
        fn check(text: &str, expected: Result<&str, &str>) {
            let found = text
                .parse::<StoreAddress>()
                .map(|address| format!("{address:?}"))
                .map_err(|error| error.to_string());
            match expected {
                Ok(expected) => assert_eq!(found.as_deref(), Ok(expected), "{text:?}"),
                Err(part) => assert!(found.as_ref().unwrap_err().contains(part), "{found:?}"),
            }
        }
        check("counter.sqlite", Ok("StoreAddress(counter.sqlite)"));
        check("sqlite:/var/lib/c.db", Ok("StoreAddress(/var/lib/c.db)"));
        check("redis://h:6380/2", Ok("StoreAddress(redis://h:6380/2)"));
        check("valkey://h", Ok("StoreAddress(valkey://h)"));
        check("redis://me:p@ss@h/1", Ok("StoreAddress(redis://h/1)"));
        check(
            "redis+unix:///run/redis.sock?pass=secret",
            Ok("StoreAddress(redis+unix:///run/redis.sock)"),
        );
        check("", Err("the name is empty"));
        check("sqlite:", Err("the name is empty"));
        check("localhost:6379", Err("write redis:// before host"));
        check("redis:6379", Err("write redis:// before host"));
        check("valkey:h", Err("write redis:// before host"));
        check("sqlite:a:1", Ok("StoreAddress(a:1)"));
        check("rediss://h", Err("run stunnel beside the endpoint"));
        check("postgres://h/x", Err("postgres:// is not supported"));
        check("redis://", Err("this is no Redis URL"));
        check("redis://h:port", Err("this is no Redis URL"));
        check("redis://h/database", Err("this is no Redis URL"));
    }
}
