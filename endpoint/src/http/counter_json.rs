//! Counter JSON, version 1: the wire form of a [`Snapshot`].

use std::fmt::Write;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::settings::PublicUrl;
use crate::config::Config;
use crate::names::SiteName;
use crate::store::Snapshot;

/// The largest integer that every JSON reader keeps exact (RFC 8259, section 6).
const LARGEST_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// What stands for itself in the query of a `stream`. A plus sign must not: in a query it may be read
/// as a space.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// What all answers of an endpoint have in common.
#[derive(Clone)]
pub(super) struct Wire {
    window: Duration,
    ttl: Duration,
    streams: bool,
    public_url: Option<PublicUrl>,
}

/// A whole answer but for its instant, which is added when the text is made.
pub(super) struct CounterJson<'a> {
    at: String,
    body: Body<'a>,
}

impl Wire {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            window: config.window,
            ttl: config.ttl,
            streams: config.http.streams.is_some(),
            public_url: config.http.public_url.clone(),
        }
    }

    /// The answer with the numbers of a site.
    pub(super) fn counter_json<'a>(
        &self,
        name: &SiteName,
        snapshot: &'a Snapshot,
    ) -> CounterJson<'a> {
        let site = &snapshot.site;
        let body = Body {
            v: 1,
            at: None,
            online: Online {
                value: Count(snapshot.online),
                window: whole_seconds(self.window),
            },
            site: Site {
                views: Count(site.views),
                visitors: Count(site.visitors),
                today: Count(site.today),
                yesterday: Count(site.yesterday),
                week: Count(site.week),
                month: Count(site.month),
                year: Count(site.year),
            },
            page: snapshot.page.as_ref().map(|page| Page {
                path: page.path.as_str(),
                views: Count(page.views),
                online: Count(page.online),
            }),
            since: site.since.as_deref(),
            ttl: whole_seconds(self.ttl),
            stream: self.streams.then(|| self.stream(name, snapshot)),
        };
        CounterJson {
            at: format!("{:.0}", snapshot.at),
            body,
        }
    }

    /// Where the same numbers can be followed. Relative to the address that was asked, unless the
    /// owner told the outer one: the `Host` header is no source for it, because a shared cache would
    /// hand an invented one to everybody.
    fn stream(&self, name: &SiteName, snapshot: &Snapshot) -> String {
        let base = self.public_url.as_ref().map_or("", PublicUrl::as_str);
        let mut stream = format!("{base}/v1/counter/{name}/events");
        if let Some(page) = &snapshot.page {
            stream.push_str("?path=");
            stream.extend(utf8_percent_encode(page.path.as_str(), IN_QUERY));
        }
        stream
    }
}

impl CounterJson<'_> {
    /// A weak tag over everything but the instant: the same counts have the same tag, though their
    /// bytes differ, and a poller learns in a few bytes that nothing moved.
    pub(super) fn etag(&self) -> String {
        let digest = Sha256::digest(to_text(&self.body));
        let mut tag = String::from("W/\"");
        for byte in digest.iter().take(8) {
            // Writing into a string cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        tag
    }

    pub(super) fn text(mut self) -> String {
        self.body.at = Some(self.at);
        to_text(&self.body)
    }
}

#[derive(Serialize)]
struct Body<'a> {
    v: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    online: Online,
    site: Site,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<Page<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
    ttl: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<String>,
}

#[derive(Serialize)]
struct Online {
    value: Count,
    window: u64,
}

#[derive(Serialize)]
struct Site {
    views: Count,
    visitors: Count,
    today: Count,
    yesterday: Count,
    week: Count,
    month: Count,
    year: Count,
}

/// Visitors of a page are not offered: counting them would mean storing which visitor read which
/// page.
#[derive(Serialize)]
struct Page<'a> {
    path: &'a str,
    views: Count,
    online: Count,
}

/// A count on the wire: a number while every reader keeps it exact, a string of digits above.
struct Count(u64);

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 <= LARGEST_SAFE_INTEGER {
            serializer.serialize_u64(self.0)
        } else {
            serializer.collect_str(&self.0)
        }
    }
}

/// Seconds, rounded up: a window of half a second must not be told as none.
fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

fn to_text(body: &Body<'_>) -> String {
    // Strings and integers only: there is nothing in a body that JSON cannot hold.
    serde_json::to_string(body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use crate::store::{PageTotals, SiteTotals};

    fn snapshot() -> Snapshot {
        Snapshot {
            at: "2026-11-23T09:35:24.987Z".parse().unwrap(),
            online: 2,
            site: SiteTotals {
                views: 7,
                since: Some("2026-11-01".to_owned()),
                ..SiteTotals::default()
            },
            page: Some(PageTotals {
                path: "/a".parse().unwrap(),
                views: 3,
                online: 1,
            }),
        }
    }

    fn wire() -> Wire {
        Wire::new(&Config::new("unused"))
    }

    fn text(snapshot: &Snapshot) -> String {
        let site = "portal".parse().unwrap();
        wire().counter_json(&site, snapshot).text()
    }

    fn etag(snapshot: &Snapshot) -> String {
        let site = "portal".parse().unwrap();
        wire().counter_json(&site, snapshot).etag()
    }

    #[test]
    fn the_whole_text() {
        assert_eq!(
            text(&snapshot()),
            concat!(
                r#"{"v":1,"at":"2026-11-23T09:35:24Z","online":{"value":2,"window":300},"#,
                r#""site":{"views":7,"visitors":0,"today":0,"yesterday":0,"week":0,"month":0,"year":0},"#,
                r#""page":{"path":"/a","views":3,"online":1},"since":"2026-11-01","ttl":15,"#,
                r#""stream":"/v1/counter/portal/events?path=/a"}"#,
            )
        );
    }

    #[test]
    fn a_new_site_has_zeros_but_no_first_day() {
        let new = Snapshot {
            site: SiteTotals::default(),
            page: None,
            ..snapshot()
        };
        let text = text(&new);
        assert!(text.contains(r#""views":0"#));
        assert!(!text.contains("since") && !text.contains("page"));
    }

    #[test]
    fn where_the_stream_is() {
        #[track_caller]
        fn check(change: fn(&mut Config), path: Option<&str>, expected: Option<&str>) {
            let mut config = Config::new("unused");
            change(&mut config);
            let snapshot = Snapshot {
                page: path.map(|path| PageTotals {
                    path: path.parse().unwrap(),
                    views: 0,
                    online: 0,
                }),
                ..snapshot()
            };
            let site = "news.example".parse().unwrap();
            let json = Wire::new(&config).counter_json(&site, &snapshot);
            assert_eq!(json.body.stream.as_deref(), expected);
        }
        let site = "/v1/counter/news.example/events";
        check(|_| {}, None, Some(site));
        check(
            |_| {},
            Some("/bài/a b+c&d=\"%\""),
            Some(&format!("{site}?path=/b%C3%A0i/a%20b%2Bc%26d%3D%22%25%22")),
        );
        check(
            |config| config.http.public_url = Some("https://stats.example/base/".parse().unwrap()),
            Some("/a"),
            Some(&format!("https://stats.example/base{site}?path=/a")),
        );
        check(|config| config.http.streams = None, Some("/a"), None);
    }

    #[test]
    fn counts_are_exact() {
        #[track_caller]
        fn check(count: u64, expected: &str) {
            assert_eq!(serde_json::to_string(&Count(count)).unwrap(), expected);
        }
        check(0, "0");
        check(9_007_199_254_740_991, "9007199254740991");
        check(9_007_199_254_740_992, "\"9007199254740992\"");
        check(9_223_372_036_854_775_807, "\"9223372036854775807\"");
        check(u64::MAX, "\"18446744073709551615\"");
    }

    #[test]
    fn the_tag_follows_the_counts_and_not_the_instant() {
        let later = Snapshot {
            at: "2026-11-23T09:36:00Z".parse().unwrap(),
            ..snapshot()
        };
        let busier = Snapshot {
            online: 3,
            ..snapshot()
        };
        assert_eq!(etag(&snapshot()), etag(&later));
        assert_ne!(etag(&snapshot()), etag(&busier));
        assert_ne!(text(&snapshot()), text(&later));
        assert!(etag(&later).starts_with("W/\"") && etag(&later).ends_with('"'));
    }

    #[test]
    fn seconds_are_rounded_up() {
        assert_eq!(whole_seconds(Duration::from_millis(200)), 1);
        assert_eq!(whole_seconds(Duration::from_secs(3)), 3);
    }
}
