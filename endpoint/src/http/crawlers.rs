//! What no person reads: crawlers, and pages that a browser loads before anybody asked for them.

use axum::http::{HeaderMap, header};

use super::metrics::LeftOut;

/// The part of a user agent that is looked at. An honest one is shorter, and the time to look must
/// not grow with what somebody sends.
const LONGEST_USER_AGENT: usize = 1024;

/// Why a request is no sign of a reader, if it is none.
pub(super) fn left_out(request_headers: &HeaderMap) -> Option<LeftOut> {
    if is_loaded_ahead(request_headers) {
        return Some(LeftOut::Prerender);
    }
    is_crawler(request_headers).then_some(LeftOut::Crawler)
}

/// Reads the list of crawlers, which takes some tens of milliseconds once.
pub fn prepare() {
    let _ = iscrawl::crawler_info("");
}

/// A browser says `prefetch`, or `prefetch;prerender`, in `Sec-Purpose` (Fetch, and Prerendering
/// Revamped); older ones said it in headers of their own, and WebKit said `preview` for the page that
/// stands in a list of favourites.
fn is_loaded_ahead(request_headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .flat_map(|name| request_headers.get_all(*name))
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']))
        .map(str::trim)
        .any(|word| {
            ["prefetch", "prerender", "preview"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        })
}

/// Every browser names itself. A name that is not UTF-8 is odd but no proof of anything.
fn is_crawler(request_headers: &HeaderMap) -> bool {
    let Some(name) = request_headers.get(header::USER_AGENT) else {
        return true;
    };
    let bytes = name.as_bytes();
    let Ok(name) = std::str::from_utf8(&bytes[..bytes.len().min(LONGEST_USER_AGENT)]) else {
        return false;
    };
    // The list knows crawlers by name. The words below are what new ones call themselves; "cubot" is
    // a maker of telephones.
    let lower = name.to_ascii_lowercase();
    name.trim().is_empty()
        || iscrawl::crawler_info(name).is_some()
        || ["crawler", "spider", "headless"]
            .iter()
            .any(|word| lower.contains(word))
        || (lower.contains("bot") && !lower.contains("cubot"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], expected: Option<LeftOut>) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        assert_eq!(left_out(&map), expected, "{headers:?}");
    }

    #[test]
    fn crawlers() {
        for name in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
            "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
            "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
            "NewSpider/0.1",
            "curl/8.5.0",
            "python-requests/2.32.3",
            "",
            "  ",
        ] {
            check(&[("user-agent", name)], Some(LeftOut::Crawler));
        }
        check(&[], Some(LeftOut::Crawler));
    }

    #[test]
    fn readers() {
        for name in [
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 14; SM-A155F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 Zalo android/24120666 ZaloTheme/light ZaloLanguage/vi",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0.36.109;FBDV/iPhone14,5]",
            "Mozilla/5.0 (Linux; U; Android 10; vi; coc_coc_browser) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
        ] {
            check(&[("user-agent", name)], None);
        }
    }

    #[test]
    fn pages_loaded_ahead() {
        let reader = (
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        );
        for (name, value) in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("sec-purpose", "Prefetch;anonymous-client-ip"),
            ("purpose", "prefetch"),
            ("x-purpose", "preview"),
            ("x-moz", "prefetch"),
        ] {
            check(&[reader, (name, value)], Some(LeftOut::Prerender));
        }
        check(&[reader, ("sec-purpose", "")], None);
        check(&[reader, ("sec-purpose", "prefetched")], None);
    }
}
