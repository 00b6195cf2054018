//! The browser's own URL parser, lent to the article room.

use crate::article::{UrlParser, UrlParts};
use crate::text::percent_decoded;

/// Parses addresses as the browser itself will when it follows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserUrls;

impl UrlParser for BrowserUrls {
    fn parse(&self, raw: &str, base: Option<&str>) -> Option<UrlParts> {
        let url = match base {
            Some(base) => web_sys::Url::new_with_base(raw, base),
            None => web_sys::Url::new(raw),
        }
        .ok()?;
        let fragment = url.hash();
        let fragment = fragment.strip_prefix('#').unwrap_or(&fragment);
        Some(UrlParts {
            href: url.href(),
            scheme: url
                .protocol()
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned(),
            host: url.host(),
            has_credentials: !url.username().is_empty() || !url.password().is_empty(),
            fragment: percent_decoded(fragment, false),
        })
    }
}

/// Resolves an address that an owner wrote (an attribute) against the page.
pub fn absolute(raw: &str) -> Option<UrlParts> {
    BrowserUrls.parse(raw, Some(&super::host::page_base()))
}

/// Address of the page itself, as the reader's browser shows it.
pub fn page() -> String {
    web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default()
}

/// The path of that address: what tells one page from the next, also where a page
/// changes its address by itself. Under another query it is the same page, whose
/// words are being searched for instance.
pub fn page_path() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default()
}

/// Whether an absolute address has the page's own origin.
pub fn is_page_origin(url: &str) -> bool {
    is_same_origin(&page(), url)
}

/// Whether an absolute address is that of the page itself, whatever stands
/// after "#".
pub fn is_this_page(url: &str) -> bool {
    split_fragment(&page()).0 == split_fragment(url).0
}

/// What to tell an owner of an address that is [mixed content](is_mixed_content).
pub const MIXED_CONTENT: &str = "browsers refuse http: on an https: page (mixed content). What to do: serve it by https:, and write so in its address.";

/// Whether browsers refuse to fetch an absolute address from this page, as
/// [`crate::article::is_mixed_content`] says.
pub fn is_mixed_content(url: &str) -> bool {
    crate::article::is_mixed_content(&page(), url)
}

/// An address that stood in an answer, against the one that answered.
pub fn resolve(raw: &str, base: &str) -> Option<String> {
    BrowserUrls.parse(raw, Some(base)).map(|parts| parts.href)
}

/// The same, where the page may ask for it by itself: on the web, without a
/// name and a password, and not in the clear from a page that is not.
pub fn live(raw: &str, base: &str) -> Option<String> {
    let parts = BrowserUrls.parse(raw, Some(base))?;
    let is_allowed = match parts.scheme.as_str() {
        "https" => true,
        "http" => !page().starts_with("https:"),
        _ => false,
    };
    (is_allowed && !parts.has_credentials).then_some(parts.href)
}

/// Whether two absolute addresses have one origin.
pub fn is_same_origin(one: &str, other: &str) -> bool {
    let origin = |url: &str| web_sys::Url::new(url).map(|url| url.origin()).ok();
    origin(one) == origin(other)
}

/// An address without its fragment, and the fragment decoded, if it has one.
pub fn split_fragment(url: &str) -> (&str, Option<String>) {
    match url.split_once('#') {
        Some((address, fragment)) if !fragment.is_empty() => {
            (address, Some(percent_decoded(fragment, false)))
        }
        Some((address, _)) => (address, None),
        None => (url, None),
    }
}
