//! The parts of a normalised address that tell videos apart.

use crate::text::percent_decoded;

/// An `http` or `https` address, taken apart; path and query are still
/// percent-encoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    /// Scheme, host and port, without a slash at the end.
    pub origin: &'a str,
    /// Host, with the port where it is not the usual one.
    pub host: &'a str,
    /// Path with its leading slash.
    pub path: &'a str,
    /// Query without `?`.
    query: &'a str,
    /// Fragment without `#`.
    pub fragment: &'a str,
}

impl<'a> Address<'a> {
    /// Takes an address apart that a conforming parser has normalised: in it
    /// the first `#` begins the fragment, the first `?` before that the query,
    /// and the first slash after `//` the path. `None` for another scheme and
    /// for an address with a user name.
    pub fn of(href: &'a str) -> Option<Self> {
        let host = href
            .strip_prefix("https://")
            .or_else(|| href.strip_prefix("http://"))?;
        let length = host
            .bytes()
            .position(|byte| matches!(byte, b'/' | b'?' | b'#'))
            .unwrap_or(host.len());
        let (host, rest) = host.split_at(length);
        let origin = href.get(..href.len() - rest.len())?;
        let bare = Self {
            origin,
            host,
            path: "",
            query: "",
            fragment: "",
        };
        (!host.bytes().any(|byte| byte == b'@')).then(|| bare.with_path(rest))
    }

    /// The address on the same host whose path and what follows it are `rest`.
    pub fn with_path(self, rest: &'a str) -> Self {
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Self {
            path,
            query,
            fragment,
            ..self
        }
    }

    /// The first value of a query parameter, decoded; `None` when it is absent.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| percent_decoded(value, true))
    }
}
