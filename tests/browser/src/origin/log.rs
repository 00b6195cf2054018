//! The log of what was asked of an origin, and of what became of the answers.

use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::http::request::Parts;

use super::files::without_digest;

/// One request as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    /// When it came in.
    pub at: Instant,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path without the query; of a file of ours with its plain name.
    pub path: String,
    /// The same with the digest that stands in the name of such a file.
    pub exact: String,
    /// The query without its question mark; empty when there is none.
    pub query: String,
    /// Header names in lower case with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body, as text.
    pub body: String,
    delivery: Arc<Delivery>,
}

/// How far the answer to a request has come.
#[derive(Debug, Default)]
struct Delivery {
    sent: AtomicUsize,
    status: AtomicU16,
    ended: Mutex<Option<Instant>>,
}

/// Held while an answer is under way. Whoever asked may hang up at any time:
/// the answer is dropped then, and this with it.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<Delivery>);

impl Request {
    pub(super) fn new(parts: &Parts, body: &[u8]) -> Self {
        Self {
            at: Instant::now(),
            method: parts.method.to_string(),
            path: without_digest(parts.uri.path()),
            exact: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| {
                    (
                        name.to_string(),
                        String::from_utf8_lossy(value.as_bytes()).into_owned(),
                    )
                })
                .collect(),
            body: String::from_utf8_lossy(body).into_owned(),
            delivery: Arc::default(),
        }
    }

    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The bytes that were asked for, `bytes=0-99`; nothing when it was all.
    #[must_use]
    pub fn range(&self) -> Option<&str> {
        self.header("range")
    }

    /// The status of the answer; nothing while none was given.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.delivery.status.load(Ordering::Relaxed) {
            0 => None,
            status => Some(status),
        }
    }

    /// How many bytes of the body were handed to the network so far.
    #[must_use]
    pub fn sent_bytes(&self) -> usize {
        self.delivery.sent.load(Ordering::Relaxed)
    }

    /// When the answer was complete, or whoever asked had hung up; nothing
    /// while it is under way.
    #[must_use]
    pub fn ended_at(&self) -> Option<Instant> {
        *self
            .delivery
            .ended
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn under_way(&self) -> UnderWay {
        UnderWay(Arc::clone(&self.delivery))
    }
}

impl UnderWay {
    pub(super) fn answered(&self, status: u16) {
        self.0.status.store(status, Ordering::Relaxed);
    }

    pub(super) fn sent(&self, bytes: usize) {
        self.0.sent.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        *self.0.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

/// How many of these requests were under way at one moment, at most.
#[must_use]
pub fn most_at_once(requests: &[Request]) -> usize {
    requests
        .iter()
        .map(|one| {
            requests
                .iter()
                .filter(|other| {
                    other.at <= one.at && other.ended_at().is_none_or(|ended| ended > one.at)
                })
                .count()
        })
        .max()
        .unwrap_or_default()
}
