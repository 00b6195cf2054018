//! What a page sends about its tab.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::problem::Problem;
use crate::names::TabId;
use crate::store::Event;

const EXAMPLE: &str = r#"{"event":"hit","tab":"k3J9x_2aQ-7b","path":"/news/1"}"#;

/// Reads and checks a body.
pub(super) async fn read(request: Request) -> Result<(TabId, Event), Problem> {
    check_content_type(request.headers())?;
    let bytes = Bytes::from_request(request, &())
        .await
        .map_err(|rejection| {
            let detail = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => format!(
                    "The body is larger than {} bytes. Expected something like {EXAMPLE}",
                    super::LARGEST_BODY
                ),
                _ => format!("The body broke off: {}.", rejection.body_text()),
            };
            Problem::new(rejection.status(), detail)
        })?;
    parse(&bytes).map_err(|what| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("{what}. Expected something like {EXAMPLE}"),
        )
    })
}

#[derive(Deserialize)]
struct Body {
    event: Kind,
    tab: String,
    path: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Hit,
    Heartbeat,
    Leave,
}

fn parse(bytes: &[u8]) -> Result<(TabId, Event), String> {
    let body: Body = serde_json::from_slice(bytes)
        .map_err(|error| format!("The body cannot be read: {error}"))?;
    let tab = body
        .tab
        .parse::<TabId>()
        .map_err(|error| error.to_string())?;
    let page = || {
        body.path
            .as_deref()
            .ok_or_else(|| "path is missing: it names the page".to_owned())?
            .parse()
            .map_err(|error| format!("{error}"))
    };
    let event = match body.event {
        Kind::Hit => Event::Hit(page()?),
        Kind::Heartbeat => Event::Heartbeat(page()?),
        Kind::Leave => Event::Leave,
    };
    Ok((tab, event))
}

/// `navigator.sendBeacon` with a string sends `text/plain`, which needs no preflight and so works
/// while a page is being closed. A body without a type comes from a beacon with an untyped blob.
fn check_content_type(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let value = value.to_str().unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    if ["text/plain", "application/json"]
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
    {
        return Ok(());
    }
    let detail = format!("Send JSON as text/plain or application/json, not as {essence:?}.");
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}

#[cfg(test)]
mod tests;
