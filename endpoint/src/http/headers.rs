//! Headers that every answer carries, and those of the counts.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse;

use super::origins::Origins;

/// Adds what lets a page on another site read an answer, be it a count or an error. An error without
/// these headers reaches the page as "unreachable", with neither status nor `Retry-After`.
pub(super) fn add_common(
    origins: &Origins,
    request_origin: Option<&HeaderValue>,
    headers: &mut HeaderMap,
) {
    origins.add_to(request_origin, headers);
    for (name, value) in [
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "ETag, Retry-After, Age, Date",
        ),
        // A page with `Cross-Origin-Embedder-Policy: require-corp` may read too, and a beacon, which
        // is sent without CORS, is answered without a complaint in the console.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Answers the question a browser asks before a `POST` of `application/json`.
pub(super) async fn preflight() -> impl IntoResponse {
    let headers = [
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            "GET, HEAD, POST, OPTIONS",
        ),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Content-Type, If-None-Match",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        (header::ALLOW, "GET, HEAD, POST, OPTIONS"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Answers the question before a stream. `EventSource` needs none; what stands in for it with `fetch`
/// may send these headers.
pub(super) async fn preflight_of_stream() -> impl IntoResponse {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Cache-Control, Last-Event-ID",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        (header::ALLOW, "GET, HEAD, OPTIONS"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// The headers of counts, whether sent or unchanged (304 repeats them: RFC 9110, section 15.4.5).
pub(super) fn for_counts(etag: &str) -> [(HeaderName, String); 3] {
    let freshness =
        "public, max-age=5, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400";
    [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, freshness.to_owned()),
        (header::ETAG, etag.to_owned()),
    ]
}

/// Whether `If-None-Match` names this tag, compared weakly (RFC 9110, section 13.1.2).
pub(super) fn matches_etag(request_headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let wanted = opaque(etag);
    request_headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || opaque(tag) == wanted)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn if_none_match() {
        #[track_caller]
        fn check(values: &[&str], expected: bool) {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::IF_NONE_MATCH, value.parse().unwrap());
            }
            assert_eq!(matches_etag(&headers, "W/\"abc\""), expected, "{values:?}");
        }
        check(&[], false);
        check(&["W/\"abc\""], true);
        check(&["\"abc\""], true);
        check(&["*"], true);
        check(&["\"x\", W/\"abc\""], true);
        check(&["\"x\"", "\"abc\""], true);
        check(&["W/\"abcd\""], false);
        check(&["abc"], false);
        check(&[""], false);
    }
}
