//! The parts of a normalised address that tell videos apart.

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
            .and_then(|(_, value)| decode(value))
    }
}

/// Decodes a value as HTML forms encode it; `None` where the bytes are no UTF-8.
fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after_escape @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    rest = after_escape;
                }
                _ => bytes.push(first),
            },
            _ => bytes.push(first),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The value of a hexadecimal digit.
pub(super) fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
