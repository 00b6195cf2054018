//! Which addresses an article may hold.
//!
//! The decision is taken on a parsed address, never on the string: browsers
//! drop tabs and newlines and fold case before they look at the scheme, so a
//! string match can always be fooled. The parser itself is lent by whoever
//! calls (the browser's `URL`, or the `url` crate in native tests).

use crate::text::{push_quoted, trimmed};
use std::fmt;

/// An address that passed the allow-list. It cannot be made in any other way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// The absolute address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The lower-case scheme: "http", "https", "mailto" or "tel".
    pub fn scheme(&self) -> &str {
        before(&self.0, b':')
    }
}

/// The parts of an absolute address after a conforming parser has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlParts {
    /// The normalised address.
    pub href: String,
    /// Lower-case scheme without the colon.
    pub scheme: String,
    /// Host and port, empty where the scheme has none.
    pub host: String,
    /// Whether a user name or password stands in it.
    pub has_credentials: bool,
    /// Fragment without `#`, percent-decoded; empty when absent.
    pub fragment: String,
}

/// A conforming URL parser (<https://url.spec.whatwg.org>).
pub trait UrlParser {
    /// Parses `raw` against `base`; `None` where it is no address.
    fn parse(&self, raw: &str, base: Option<&str>) -> Option<UrlParts>;
}

/// Why an address was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlRefusal {
    /// Nothing was written, or only a fragment where a fragment is no use.
    Empty,
    /// A conforming parser cannot read it.
    NotAnAddress(String),
    /// Its scheme is not on the allow-list for this use.
    Scheme(String),
    /// It carries a user name or a password.
    Credentials,
    /// It is longer than [`MAX_ADDRESS_BYTES`].
    TooLong,
}

/// The longest address that is kept. Delivery networks for pictures reach four
/// thousand bytes, and servers commonly refuse what is longer than eight.
pub const MAX_ADDRESS_BYTES: usize = 16_384;

impl UrlRefusal {
    /// The half sentence of a warning.
    pub fn reason(&self) -> String {
        let mut text = String::new();
        let rest = match self {
            Self::Empty => "the address is empty",
            Self::NotAnAddress(raw) => {
                push_quoted(&mut text, raw);
                " is not an address"
            }
            // The rest of such an address is often a program: it is not repeated.
            Self::Scheme(scheme) => {
                text.push('"');
                text.push_str(scheme);
                ":…\" is not an allowed address"
            }
            // Nor does a password belong in the console.
            Self::Credentials => "an address with a user name or password is not allowed",
            Self::TooLong => "an address of more than 16384 bytes is not allowed",
        };
        text.push_str(rest);
        text
    }
}

impl fmt::Display for UrlRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason())
    }
}

impl std::error::Error for UrlRefusal {}

/// What an address is used for, which decides the schemes it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlUse {
    /// A person follows it: http, https, mailto, tel.
    Link,
    /// The browser loads it (pictures, videos, tracks): http, https.
    Media,
}

impl UrlUse {
    fn allows(self, scheme: &str) -> bool {
        match self {
            Self::Link => matches!(scheme, "http" | "https" | "mailto" | "tel"),
            Self::Media => matches!(scheme, "http" | "https"),
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// To another page, mail address or telephone number.
    Url {
        /// The address.
        url: SafeUrl,
        /// Same host as the article: such a link needs no `rel="ugc"`.
        same_site: bool,
    },
    /// To a heading or note of this article; the text is the fragment without `#`.
    Fragment(String),
}

/// Resolves the addresses of one article.
pub struct Addresses<'a> {
    parser: &'a dyn UrlParser,
    base: Option<&'a str>,
    /// Addresses of the article itself, without fragment.
    documents: Vec<String>,
    /// Hosts that count as the article's own.
    hosts: Vec<String>,
}

impl<'a> Addresses<'a> {
    /// `base` is the address that relative ones refer to: that of the JSON
    /// file or of the page. Empty when there is none.
    pub fn new(base: &'a str, parser: &'a dyn UrlParser) -> Self {
        let mut addresses = Self {
            parser,
            base: (!base.is_empty()).then_some(base),
            documents: Vec::new(),
            hosts: Vec::new(),
        };
        addresses.add_own(base);
        addresses
    }

    /// Relative addresses refer to `base` from now on (`<base href>`). What
    /// counts as the article's own site does not change.
    pub fn set_base(&mut self, base: &'a str) {
        self.base = Some(base);
    }

    /// Adds the article's canonical address, so that links to it stay inside.
    pub fn add_own(&mut self, url: &str) {
        if let Some(parts) = self.parser.parse(url, None) {
            self.documents.push(before(&parts.href, b'#').to_owned());
            if !parts.host.is_empty() {
                self.hosts.push(parts.host);
            }
        }
    }

    /// An address for `usage`, absolute and on the allow-list. A fragment alone
    /// is none: the document itself is no picture in it.
    ///
    /// # Errors
    /// The refusal names the reason; the caller adds what was left out.
    pub fn resolve(&self, raw: &str, usage: UrlUse) -> Result<SafeUrl, UrlRefusal> {
        if without_leading_controls(raw).starts_with('#') {
            return Err(UrlRefusal::Empty);
        }
        let parts = self.parse(raw)?;
        permit(&parts, usage)?;
        Ok(SafeUrl(parts.href))
    }

    /// Where a link leads: inside the article, elsewhere on its site, or away.
    ///
    /// # Errors
    /// The refusal names the reason; the caller keeps the link's text.
    pub fn link_target(&self, raw: &str) -> Result<LinkTarget, UrlRefusal> {
        let parts = self.parse(raw);
        // "#measure-1" means this article even where a `<base href>` points elsewhere.
        if let Some(fragment) = without_leading_controls(raw).strip_prefix('#') {
            let fragment = match parts {
                Ok(parts) => parts.fragment,
                Err(_) => trimmed(fragment).to_owned(),
            };
            if fragment.is_empty() {
                return Err(UrlRefusal::Empty);
            }
            return Ok(LinkTarget::Fragment(fragment));
        }
        let parts = parts?;
        permit(&parts, UrlUse::Link)?;
        let document = before(&parts.href, b'#');
        if !parts.fragment.is_empty() && self.documents.iter().any(|own| own == document) {
            return Ok(LinkTarget::Fragment(parts.fragment));
        }
        let same_site = self.hosts.contains(&parts.host);
        Ok(LinkTarget::Url {
            url: SafeUrl(parts.href),
            same_site,
        })
    }

    fn parse(&self, raw: &str) -> Result<UrlParts, UrlRefusal> {
        // An empty address would resolve to the base: never what a writer means.
        if without_leading_controls(raw).is_empty() {
            return Err(UrlRefusal::Empty);
        }
        self.parser
            .parse(raw, self.base)
            .ok_or_else(|| UrlRefusal::NotAnAddress(raw.to_owned()))
    }
}

/// Whether browsers refuse to fetch the absolute address `url` from the one of a
/// page, because it is in the clear and the page is not. The device itself is
/// trusted (<https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy>).
pub fn is_mixed_content(page: &str, url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else {
        return false;
    };
    let host = before(before(rest, b'/'), b':');
    let is_here = host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || rest.starts_with("[::1]");
    page.starts_with("https:") && !is_here
}

fn permit(parts: &UrlParts, usage: UrlUse) -> Result<(), UrlRefusal> {
    if !usage.allows(&parts.scheme) {
        return Err(UrlRefusal::Scheme(parts.scheme.clone()));
    }
    // In a link, "https://bank.example@evil.example/" deceives the reader; in a
    // picture, the browser would offer a log-in to a stranger.
    if parts.has_credentials {
        return Err(UrlRefusal::Credentials);
    }
    if parts.href.len() > MAX_ADDRESS_BYTES {
        return Err(UrlRefusal::TooLong);
    }
    Ok(())
}

/// The part of `text` before the first `end`, which is an ASCII character.
fn before(text: &str, end: u8) -> &str {
    let mut length = 0;
    for byte in text.bytes() {
        if byte == end {
            break;
        }
        length += 1;
    }
    text.get(..length).unwrap_or_default()
}

/// What <https://url.spec.whatwg.org/#concept-basic-url-parser> strips at the
/// start.
fn without_leading_controls(raw: &str) -> &str {
    let mut length = 0;
    while raw.as_bytes().get(length).is_some_and(|byte| *byte <= b' ') {
        length += 1;
    }
    raw.get(length..).unwrap_or_default()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
