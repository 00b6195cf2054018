//! What an origin answers, faults included.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, CONTENT_LENGTH,
    CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RANGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use futures_util::{StreamExt as _, stream};

use super::feed::Feed;
use super::gate::Gate;
use super::log::UnderWay;

/// Between two megabytes of a flood. Without it WebKit, which takes all that
/// comes, has a hundred of them before anybody can hang up.
const FLOOD_PAUSE: Duration = Duration::from_millis(20);

/// A scripted answer. Ordinary unless told otherwise: 200, CORS open to all,
/// never cached, ranges honoured.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    content_type: String,
    headers: Vec<(String, String)>,
    cors: bool,
    delay: Duration,
    gate: Option<Gate>,
    etag: Option<String>,
    body: Payload,
}

#[derive(Clone, Debug)]
enum Payload {
    Whole(Bytes),
    /// The promised length is longer than what comes before the connection
    /// is cut.
    Cut {
        promised: usize,
        sent: Bytes,
    },
    /// This many megabytes of JSON-looking text, in pieces, without a length.
    Flood {
        megabytes: usize,
    },
    /// One byte at a time, with a pause before each.
    Drip {
        bytes: Bytes,
        pause: Duration,
    },
    /// Whatever the story says, for as long as it likes.
    Spoken(Feed),
    /// Neither headers nor body ever come.
    Silence,
}

impl Answer {
    /// 200 with a body of this type.
    #[must_use]
    pub fn new(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status: 200,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            cors: true,
            delay: Duration::ZERO,
            gate: None,
            etag: None,
            body: Payload::Whole(body.into()),
        }
    }

    /// A page.
    #[must_use]
    pub fn html(body: impl Into<String>) -> Self {
        Self::new("text/html; charset=utf-8", body.into())
    }

    /// A JSON document.
    #[must_use]
    pub fn json(body: impl Into<String>) -> Self {
        Self::new("application/json", body.into())
    }

    /// A script.
    #[must_use]
    pub fn script(body: impl Into<String>) -> Self {
        Self::new("text/javascript; charset=utf-8", body.into())
    }

    /// A file as a static host sends it: ranges answered with 206, or with 416
    /// where there are no such bytes.
    #[must_use]
    pub fn file(bytes: impl Into<Bytes>, content_type: &str) -> Self {
        Self::new(content_type, bytes)
    }

    /// A style sheet.
    #[must_use]
    pub fn style(body: impl Into<String>) -> Self {
        Self::new("text/css; charset=utf-8", body.into())
    }

    /// A status with a short text of its own.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::new("text/plain; charset=utf-8", format!("status {status}")).with_status(status)
    }

    /// A body that is cut after `sent`, a connection error for the reader.
    #[must_use]
    pub fn cut(content_type: &str, promised: usize, sent: impl Into<Bytes>) -> Self {
        let mut answer = Self::new(content_type, Bytes::new());
        answer.body = Payload::Cut {
            promised,
            sent: sent.into(),
        };
        answer
    }

    /// A body of so many megabytes, streamed.
    #[must_use]
    pub fn flood(megabytes: usize) -> Self {
        let mut answer = Self::new("application/json", Bytes::new());
        answer.body = Payload::Flood { megabytes };
        answer
    }

    /// A body that comes byte by byte, one every so many milliseconds.
    #[must_use]
    pub fn drip(content_type: &str, pause: u64, bytes: impl Into<Bytes>) -> Self {
        let mut answer = Self::new(content_type, Bytes::new());
        answer.body = Payload::Drip {
            bytes: bytes.into(),
            pause: Duration::from_millis(pause),
        };
        answer
    }

    /// An event stream that the story speaks into.
    #[must_use]
    pub fn events(feed: &Feed) -> Self {
        let mut answer = Self::new("text/event-stream", Bytes::new());
        answer.body = Payload::Spoken(feed.clone());
        answer
    }

    /// No answer at all: the connection is held open for ever.
    #[must_use]
    pub fn silence() -> Self {
        let mut answer = Self::new("application/json", Bytes::new());
        answer.body = Payload::Silence;
        answer
    }

    /// The same with another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with another content type.
    #[must_use]
    pub fn with_type(mut self, content_type: &str) -> Self {
        self.content_type = content_type.to_owned();
        self
    }

    /// The same with an `ETag`, in its quotes, which browsers may keep and ask
    /// about: whoever has it already is answered 304 and no body.
    #[must_use]
    pub fn with_etag(mut self, etag: &str) -> Self {
        self.etag = Some(etag.to_owned());
        self.with_header("Cache-Control", "no-cache")
    }

    /// The same without any CORS header: another origin may not read it.
    #[must_use]
    pub fn without_cors(mut self) -> Self {
        self.cors = false;
        self
    }

    /// The same after so many milliseconds.
    #[must_use]
    pub fn after(mut self, milliseconds: u64) -> Self {
        self.delay = Duration::from_millis(milliseconds);
        self
    }

    /// Answers only once the gate is open.
    #[must_use]
    pub fn behind(mut self, gate: &Gate) -> Self {
        self.gate = Some(gate.clone());
        self
    }

    /// `under_way` lives as long as the answer does.
    pub(super) async fn respond(
        self,
        method: &Method,
        asked: &HeaderMap,
        under_way: UnderWay,
    ) -> Response<Body> {
        let (parts, body) = self.response(method, asked).await.into_parts();
        under_way.answered(parts.status.as_u16());
        let watched = stream::unfold(
            (body.into_data_stream(), under_way),
            async |(mut body, under_way)| {
                let piece = body.next().await?;
                if let Ok(piece) = &piece {
                    under_way.sent(piece.len());
                }
                Some((piece, (body, under_way)))
            },
        );
        Response::from_parts(parts, Body::from_stream(watched))
    }

    /// What goes over the wire to whoever asked so.
    pub(crate) async fn response(self, method: &Method, asked: &HeaderMap) -> Response<Body> {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        if let Some(gate) = &self.gate {
            gate.passed().await;
        }
        if matches!(self.body, Payload::Silence) {
            std::future::pending::<()>().await;
        }
        if method == Method::OPTIONS && self.cors {
            return self.preflight();
        }
        let range = asked
            .get(RANGE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status_code(self.status);
        self.put_headers(response.headers_mut());
        if let Some(etag) = &self.etag
            && asked.get(IF_NONE_MATCH).is_some_and(|known| known == etag)
        {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        match self.body {
            Payload::Whole(bytes) => {
                // Only where the whole would have been sent with 200 (RFC 9110
                // section 14.2): a part of a failure is no film.
                let range = range.filter(|_| self.status == 200);
                put_whole(&mut response, bytes, range.as_deref());
            }
            Payload::Cut { promised, sent } => {
                response
                    .headers_mut()
                    .insert(CONTENT_LENGTH, HeaderValue::from(promised));
                // The pause lets the client see headers and the first bytes
                // before the cut, as on a real network.
                *response.body_mut() = Body::from_stream(stream::unfold(0, move |step| {
                    let sent = sent.clone();
                    async move {
                        match step {
                            0 => Some((Ok(sent), 1)),
                            _ => {
                                tokio::time::sleep(Duration::from_millis(100)).await;
                                Some((Err(io::Error::other("cut on purpose")), 2))
                            }
                        }
                    }
                }));
            }
            Payload::Flood { megabytes } => {
                let piece = Bytes::from("\"0123456789abcdef\",".repeat((1 << 20) / 19));
                *response.body_mut() = Body::from_stream(stream::unfold(0, move |sent| {
                    let piece = piece.clone();
                    async move {
                        match sent {
                            0 => Some((
                                Ok::<_, Infallible>(Bytes::from_static(
                                    b"{\"version\":1,\"body\":[",
                                )),
                                1,
                            )),
                            _ if sent <= megabytes => {
                                tokio::time::sleep(FLOOD_PAUSE).await;
                                Some((Ok(piece), sent + 1))
                            }
                            _ => None,
                        }
                    }
                }));
            }
            Payload::Drip { bytes, pause } => {
                let drops = stream::iter(bytes).then(move |byte| async move {
                    tokio::time::sleep(pause).await;
                    Ok::<_, Infallible>(Bytes::from(vec![byte]))
                });
                *response.body_mut() = Body::from_stream(drops);
            }
            Payload::Spoken(feed) => *response.body_mut() = feed.body(),
            Payload::Silence => {}
        }
        response
    }

    fn preflight(&self) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        self.put_headers(response.headers_mut());
        let any = HeaderValue::from_static("*");
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_METHODS, any.clone());
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_HEADERS, any);
        response
    }

    fn put_headers(&self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::from_str(&self.content_type) {
            headers.insert(CONTENT_TYPE, value);
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.cors {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            headers.insert(
                ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("ETag, Retry-After, Date"),
            );
        }
        if let Some(Ok(etag)) = self.etag.as_deref().map(HeaderValue::from_str) {
            headers.insert(ETAG, etag);
        }
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                headers.insert(name, value);
            }
        }
    }
}

/// Media elements seek by ranges, and WebKit plays nothing from a server
/// that ignores them.
fn put_whole(response: &mut Response<Body>, bytes: Bytes, range: Option<&str>) {
    let headers = response.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let total = bytes.len();
    match range.map_or(Range::Whole, |range| parse_range(range, total)) {
        Range::Part(first, last) => {
            if let Ok(value) = HeaderValue::from_str(&format!("bytes {first}-{last}/{total}")) {
                headers.insert(CONTENT_RANGE, value);
            }
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            put_bytes(response, bytes.slice(first..=last));
        }
        Range::Beyond => {
            if let Ok(value) = HeaderValue::from_str(&format!("bytes */{total}")) {
                headers.insert(CONTENT_RANGE, value);
            }
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            put_bytes(response, Bytes::new());
        }
        Range::Whole => put_bytes(response, bytes),
    }
}

/// The length is stated here: the server does not see it through the watched
/// body. A status without a body has none to state.
fn put_bytes(response: &mut Response<Body>, bytes: Bytes) {
    if !matches!(response.status().as_u16(), 100..=199 | 204 | 304) {
        let length = HeaderValue::from(bytes.len());
        response.headers_mut().insert(CONTENT_LENGTH, length);
        *response.body_mut() = Body::from(bytes);
    }
}

/// What a `Range` header comes to.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// All of it: there is no range, several, or nonsense, which RFC 9110
    /// section 14.2 lets a server ignore.
    Whole,
    /// From the first to the last of these bytes, both included.
    Part(usize, usize),
    /// There are no such bytes.
    Beyond,
}

fn parse_range(range: &str, total: usize) -> Range {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Range::Whole;
    };
    let highest = total.saturating_sub(1);
    let (first, last) = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Err(_), Ok(length)) if first.is_empty() => {
            // A suffix: so many bytes at the end.
            if length == 0 {
                return Range::Beyond;
            }
            (total.saturating_sub(length), highest)
        }
        (Ok(first), Ok(last)) if first <= last => (first, last.min(highest)),
        (Ok(first), Err(_)) if last.is_empty() => (first, highest),
        _ => return Range::Whole,
    };
    if first < total {
        Range::Part(first, last)
    } else {
        Range::Beyond
    }
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::Range::{self, Beyond, Part, Whole};
    use super::parse_range;

    #[track_caller]
    fn check(range: &str, expected: Range) {
        assert_eq!(parse_range(range, 100), expected, "{range}");
    }

    #[test]
    fn ranges() {
        check("bytes=0-", Part(0, 99));
        check("bytes=0-1", Part(0, 1));
        check("bytes=90-900", Part(90, 99));
        check("bytes=-10", Part(90, 99));
        check("bytes=-900", Part(0, 99));
        check("bytes=100-", Beyond);
        check("bytes=100-200", Beyond);
        check("bytes=-0", Beyond);
        check("bytes=0-1,5-6", Whole);
        check("bytes=5-1", Whole);
        check("bytes=a-b", Whole);
        check("lines=1-2", Whole);
    }

    #[test]
    fn nothing_has_no_bytes() {
        assert_eq!(parse_range("bytes=0-", 0), Beyond);
    }
}
