//! Which pages may read and count, by the origin that their browser names.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Uri};

/// The origins whose pages may read and count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// Those of any page.
    Any,
    /// These and no other.
    Listed(BTreeSet<Origin>),
}

/// An origin as browsers write it: scheme, host and a port that is not the scheme's own, such as
/// `https://news.example`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(String);

/// A text that is no origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "an origin is http:// or https:// and a host, with a port if it has one, and nothing behind it, such as https://news.example"
)]
pub struct OriginError;

impl Origins {
    /// Whether a request may count. Every browser names the origin of a `POST`, so under a list one
    /// without it, or with `null`, is refused as well.
    pub(super) fn allow_event(&self, request_headers: &HeaderMap) -> bool {
        match self {
            Self::Any => true,
            Self::Listed(_) => self.listed(request_headers).is_some(),
        }
    }

    /// Whether a stream may be opened. A `GET` to the page's own origin names none (Fetch, section
    /// 3.1), and neither does a tool; only a page of an origin that is not on the list is refused,
    /// as its browser would close the stream anyway.
    pub(super) fn allow_stream(&self, request_headers: &HeaderMap) -> bool {
        !request_headers.contains_key(header::ORIGIN) || self.allow_event(request_headers)
    }

    /// Adds who may read the answer. With a list the answer depends on who asks, and shared caches
    /// have to know that; without one the same answer goes to everybody.
    pub(super) fn add_to(&self, request_origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
        let timing = HeaderName::from_static("timing-allow-origin");
        let allowed = match self {
            Self::Any => Some(HeaderValue::from_static("*")),
            Self::Listed(origins) => {
                headers.append(header::VARY, HeaderValue::from_static("Origin"));
                request_origin
                    .filter(|origin| is_listed(origins, origin))
                    .cloned()
            }
        };
        if let Some(allowed) = allowed {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed.clone());
            headers.insert(timing, allowed);
        }
    }

    fn listed<'a>(&self, request_headers: &'a HeaderMap) -> Option<&'a HeaderValue> {
        let Self::Listed(origins) = self else {
            return None;
        };
        request_headers
            .get(header::ORIGIN)
            .filter(|origin| is_listed(origins, origin))
    }
}

fn is_listed(origins: &BTreeSet<Origin>, header: &HeaderValue) -> bool {
    let Ok(text) = header.to_str() else {
        return false;
    };
    origins.iter().any(|origin| origin.0 == text)
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lower = text.to_ascii_lowercase();
        let uri: Uri = lower.parse().map_err(|_| OriginError)?;
        let (scheme, own_port) = match uri.scheme_str() {
            Some("http") => ("http", 80),
            Some("https") => ("https", 443),
            _ => return Err(OriginError),
        };
        let authority = uri.authority().ok_or(OriginError)?;
        let bare = !lower.contains(['?', '#', '@']) && matches!(uri.path(), "" | "/");
        if !bare || authority.host().is_empty() {
            return Err(OriginError);
        }
        let host = authority.host();
        let port = match authority.port_u16() {
            Some(port) if port != own_port => format!(":{port}"),
            Some(_) => String::new(),
            None if authority.as_str() == host => String::new(),
            None => return Err(OriginError),
        };
        Ok(Self(format!("{scheme}://{host}{port}")))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let origin = text.parse::<Origin>().ok().map(|origin| origin.to_string());
            assert_eq!(origin.as_deref(), expected, "{text}");
        }
        check("https://news.example", Some("https://news.example"));
        check("https://News.Example/", Some("https://news.example"));
        check("https://news.example:443", Some("https://news.example"));
        check("http://news.example:80", Some("http://news.example"));
        check("http://news.example:443", Some("http://news.example:443"));
        check("http://[::1]:8080", Some("http://[::1]:8080"));
        check("https://news.example/a", None);
        check("https://news.example?a", None);
        check("https://news.example#a", None);
        check("https://me@news.example", None);
        check("https://news.example:x", None);
        check("https://news.example:99999", None);
        check("news.example", None);
        check("//news.example", None);
        check("null", None);
        check("*", None);
        check("", None);
    }
}
