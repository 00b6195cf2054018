//! Error answers: problem details (RFC 9457) with a sentence for a person.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::limits::Limited;
use crate::store::StoreError;

/// What a poller waits, in seconds, when the endpoint is overloaded or its disk fails.
const RETRY_AFTER_SECONDS: u64 = 5;

/// One error answer.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    /// Seconds.
    retry_after: Option<u64>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            retry_after: None,
        }
    }
}

impl From<Limited> for Problem {
    fn from(Limited(wait): Limited) -> Self {
        // Rounded up: who comes back a moment too early is refused again.
        let seconds = wait.as_secs() + 1;
        let detail = format!(
            "Too many requests from this address. Come back in {seconds} s. Who owns the endpoint \
             sets the limits with --rate-limit and --read-limit."
        );
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail)
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let detail = match error {
            StoreError::TooManySites => {
                return Self::new(StatusCode::NOT_FOUND, format!("Not counted: {error}."));
            }
            StoreError::Busy | StoreError::Stopped => format!("Try again: {error}."),
            StoreError::Database(_) | StoreError::Random(_) => {
                "The database did not answer; the log of the endpoint says why.".to_owned()
            }
        };
        Self {
            retry_after: Some(RETRY_AFTER_SECONDS),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct Body<'a> {
            r#type: &'a str,
            title: &'a str,
            status: u16,
            detail: &'a str,
        }
        let body = Body {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
        };
        let text = serde_json::to_string(&body).unwrap_or_default();
        let content_type = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, content_type, text).into_response();
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
