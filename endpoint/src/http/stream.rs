//! The stream of a counter: Server-Sent Events, each a whole snapshot.
//!
//! A snapshot replaces the one before it, so a follower that was away or slow has missed nothing,
//! and `Last-Event-ID` needs no answer.

mod hub;

use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;

use super::metrics::RefusedStream;
use hub::Follower;
pub(super) use hub::Hub;

/// What a follower waits before it opens a stream anew, in milliseconds.
const RETRY_MS: u64 = 5_000;

/// The same when there is no place for it.
const RETRY_WHEN_FULL_MS: u64 = 60_000;

/// A sign of life. A comment: pages do not see it, proxies do.
const HEARTBEAT: &str = ": hb\n\n";

/// The answer to somebody who has a place.
pub(super) fn opened(follower: Follower) -> Response {
    let stream = unfold(State::Opening(follower), next);
    (headers(), Body::from_stream(stream)).into_response()
}

/// The answer to somebody for whom there is no place. It must be a 200: after any other status a
/// browser never opens the stream again (HTML, section 9.2.3).
pub(super) fn refused(reason: RefusedStream) -> Response {
    let retry = match reason {
        RefusedStream::Closing => RETRY_MS,
        _ => RETRY_WHEN_FULL_MS,
    };
    let text = format!("retry: {retry}\n: no place is free\n\n");
    (headers(), text).into_response()
}

/// One event with a whole snapshot. JSON has no line break outside of strings and escapes those
/// within, so one `data` line holds it.
fn event(number: u64, json: &str) -> Bytes {
    format!("id: {number}\nevent: count\ndata: {json}\n\n").into()
}

fn headers() -> [(HeaderName, &'static str); 3] {
    [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Else nginx gathers the events in a buffer.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ]
}

enum State {
    Opening(Follower),
    Following { follower: Follower, told: u64 },
    Ended,
}

async fn next(state: State) -> Option<(Result<Bytes, Infallible>, State)> {
    let (mut follower, told) = match state {
        State::Opening(follower) => {
            let first = format!("retry: {RETRY_MS}\n\n").into();
            return Some((Ok(first), State::Following { follower, told: 0 }));
        }
        State::Following { follower, told } => (follower, told),
        State::Ended => return None,
    };
    let untold = |follower: &mut Follower| {
        let frame = follower.frames.borrow_and_update();
        (frame.number != told).then(|| (frame.number, frame.snapshot.clone()))
    };
    let mut waited = false;
    loop {
        if let Some((number, snapshot)) = untold(&mut follower) {
            let told = number;
            return Some((Ok(snapshot), State::Following { follower, told }));
        }
        if waited {
            let heartbeat = Bytes::from_static(HEARTBEAT.as_bytes());
            return Some((Ok(heartbeat), State::Following { follower, told }));
        }
        if follower.frames.changed().await.is_err() {
            return Some((Ok(goodbye()), State::Ended));
        }
        waited = true;
    }
}

/// What ends a stream when the endpoint stops. Thousands of followers must not come back in the same
/// moment, and browsers add no chance of their own to the waiting time.
fn goodbye() -> Bytes {
    // Each `RandomState` has another key: enough chance for this, without a generator.
    let chance = RandomState::new().hash_one(0) % RETRY_MS;
    format!("retry: {}\n\n", RETRY_MS / 2 + chance).into()
}
