//! Counter JSON, version 1: the wire form of a [`Snapshot`].

use std::fmt::Write;
use std::time::Duration;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::store::Snapshot;

/// The largest integer that every JSON reader keeps exact (RFC 8259, section 6).
const LARGEST_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A whole answer but for its instant, which is added when the text is made.
pub(super) struct CounterJson<'a> {
    at: String,
    body: Body<'a>,
}

impl<'a> CounterJson<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, window: Duration, ttl: Duration) -> Self {
        let site = &snapshot.site;
        let body = Body {
            v: 1,
            at: None,
            online: Online {
                value: Count(snapshot.online),
                window: whole_seconds(window),
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
            ttl: whole_seconds(ttl),
        };
        Self {
            at: format!("{:.0}", snapshot.at),
            body,
        }
    }

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

    fn text(snapshot: &Snapshot) -> String {
        CounterJson::new(snapshot, Duration::from_secs(300), Duration::from_secs(15)).text()
    }

    fn etag(snapshot: &Snapshot) -> String {
        CounterJson::new(snapshot, Duration::from_secs(300), Duration::from_secs(15)).etag()
    }

    #[test]
    fn the_whole_text() {
        assert_eq!(
            text(&snapshot()),
            concat!(
                r#"{"v":1,"at":"2026-11-23T09:35:24Z","online":{"value":2,"window":300},"#,
                r#""site":{"views":7,"visitors":0,"today":0,"yesterday":0,"week":0,"month":0,"year":0},"#,
                r#""page":{"path":"/a","views":3,"online":1},"since":"2026-11-01","ttl":15}"#,
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
