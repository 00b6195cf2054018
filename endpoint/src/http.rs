//! Routes, headers and problems.

mod beacon;
mod counter_json;
mod headers;
mod problem;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::config::{Config, Sites};
use crate::names::{PagePath, SiteName};
use crate::store::{Sign, Store};
use counter_json::CounterJson;
use problem::Problem;

/// The largest body a `POST` may have, in bytes. The largest honest one holds a path of 1,024.
const LARGEST_BODY: usize = 2048;

/// How long a client may take to send its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The routes over a store. Every answer, errors too, carries the CORS headers.
pub(crate) fn router(store: Store, config: &Config) -> Router {
    let shared = Shared {
        store,
        sites: Arc::new(config.sites.clone()),
        window: config.window,
        ttl: config.ttl,
        trust_proxy: config.trust_proxy,
    };
    Router::new()
        .route(
            "/v1/counter/{site}",
            get(read_counter)
                .post(record_event)
                .options(headers::preflight),
        )
        .route("/healthz", get(health))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(axum::middleware::map_response(headers::add_common))
        .with_state(shared)
}

#[derive(Clone)]
struct Shared {
    store: Store,
    sites: Arc<Sites>,
    window: Duration,
    ttl: Duration,
    trust_proxy: bool,
}

impl Shared {
    fn counted_site(&self, path: Result<Path<String>, PathRejection>) -> Result<SiteName, Problem> {
        let Path(name) =
            path.map_err(|rejection| Problem::new(StatusCode::BAD_REQUEST, rejection.body_text()))?;
        let site = name.parse::<SiteName>().map_err(|error| {
            Problem::new(StatusCode::NOT_FOUND, format!("No such site: {error}."))
        })?;
        if self.sites.contains(&site) {
            Ok(site)
        } else {
            let detail = format!(
                "This endpoint does not count the site {site}. Check the name in the address, or \
                 start readerly-counter with --site {site}."
            );
            Err(Problem::new(StatusCode::NOT_FOUND, detail))
        }
    }
}

#[derive(Deserialize)]
struct ReadQuery {
    path: Option<String>,
}

async fn read_counter(
    State(shared): State<Shared>,
    site: Result<Path<String>, PathRejection>,
    query: Result<Query<ReadQuery>, QueryRejection>,
    request_headers: HeaderMap,
) -> Result<Response, Problem> {
    let site = shared.counted_site(site)?;
    let Query(query) =
        query.map_err(|rejection| Problem::new(StatusCode::BAD_REQUEST, rejection.body_text()))?;
    let page = query
        .path
        .map(|path| path.parse::<PagePath>())
        .transpose()
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("Bad query: {error}.")))?;
    let snapshot = shared.store.read(site, page).await?;
    let json = CounterJson::new(&snapshot, shared.window, shared.ttl);
    let etag = json.etag();
    if headers::matches_etag(&request_headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers::for_counts(&etag)).into_response());
    }
    Ok((headers::for_counts(&etag), json.text()).into_response())
}

async fn record_event(
    State(shared): State<Shared>,
    site: Result<Path<String>, PathRejection>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let site = shared.counted_site(site)?;
    let address = beacon::visitor_address(peer.ip(), request.headers(), shared.trust_proxy);
    let user_agent = beacon::user_agent(request.headers());
    let (tab, event) = tokio::time::timeout(BODY_TIMEOUT, beacon::read(request))
        .await
        .map_err(|_| {
            Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "The body did not arrive in 10 seconds.",
            )
        })??;
    shared
        .store
        .record(Sign {
            site,
            event,
            tab,
            address,
            user_agent,
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn health(State(shared): State<Shared>) -> Result<&'static str, Problem> {
    shared.store.check().await?;
    Ok("ok\n")
}

async fn not_found(uri: Uri) -> Problem {
    let detail = format!(
        "Nothing is at {}. Counts are at /v1/counter/ followed by the name of a site.",
        uri.path()
    );
    Problem::new(StatusCode::NOT_FOUND, detail)
}

async fn method_not_allowed(method: Method) -> Problem {
    let detail = format!(
        "{method} does not work here. GET reads the counts, POST sends a hit, a heartbeat or a leave."
    );
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
}
