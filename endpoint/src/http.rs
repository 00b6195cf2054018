//! Routes, headers and problems.

mod beacon;
mod connections;
mod counter_json;
mod crawlers;
mod headers;
mod limits;
mod metrics;
mod origins;
mod problem;
mod settings;
mod stream;
mod visitor;

use std::net::SocketAddr;
use std::sync::{Arc, Once};
use std::time::Duration;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::config::{Config, Sites};
use crate::names::{PagePath, SiteName};
use crate::store::{Event, Sign, Store, StoreError};
pub(crate) use connections::{Connections, Place};
use counter_json::Wire;
pub use crawlers::prepare as prepare_crawlers;
pub(crate) use limits::OnceAMinute;
use limits::{AddressKey, Limited, Limits};
use metrics::{LeftOut, Metrics, Operation, RefusedStream};
pub use origins::{Origin, OriginError, Origins};
use problem::Problem;
pub use settings::{
    ConnectionCaps, HttpSettings, MetricsPlace, PublicUrl, PublicUrlError, StreamCaps,
};
use stream::Hub;

/// The largest body a `POST` may have, in bytes. The largest honest one holds a path of 1,024.
const LARGEST_BODY: usize = 2048;

/// How long a client may take to send its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

const COUNTER_ROUTE: &str = "/v1/counter/{site}";
const EVENTS_ROUTE: &str = "/v1/counter/{site}/events";
const HEALTH_ROUTE: &str = "/healthz";
const METRICS_ROUTE: &str = "/metrics";

/// The outside of a counter; clones share their limits, streams and metrics.
#[derive(Clone)]
pub(crate) struct Http(Arc<Shared>);

struct Shared {
    store: Store,
    sites: Sites,
    wire: Wire,
    trusted_hops: usize,
    settings: HttpSettings,
    limits: Arc<Limits>,
    connections: Connections,
    limited_log: OnceAMinute,
    full_log: OnceAMinute,
    failure_log: OnceAMinute,
    proxy_hint: Once,
    metrics: Arc<Metrics>,
    hub: Option<Hub>,
}

impl Http {
    pub(crate) fn new(store: Store, config: &Config) -> Self {
        let settings = config.http.clone();
        let wire = Wire::new(config);
        let metrics = Arc::new(Metrics::new());
        let hub = settings
            .streams
            .map(|caps| Hub::new(store.clone(), wire.clone(), caps, Arc::clone(&metrics)));
        let limits = Limits::new(settings.hits_per_minute, settings.reads_per_minute);
        let limits = Arc::new(limits);
        let connections = Connections::new(
            settings.connections,
            config.trusted_hops,
            Arc::clone(&limits),
            Arc::clone(&metrics),
        );
        Self(Arc::new(Shared {
            store,
            sites: config.sites.clone(),
            wire,
            trusted_hops: config.trusted_hops,
            limits,
            connections,
            limited_log: OnceAMinute::default(),
            full_log: OnceAMinute::default(),
            failure_log: OnceAMinute::default(),
            proxy_hint: Once::new(),
            settings,
            metrics,
            hub,
        }))
    }

    /// The routes of the main listener. Every answer but the metrics, errors too, carries the CORS
    /// headers.
    pub(crate) fn router(&self) -> Router {
        let router = Router::new()
            .route(
                COUNTER_ROUTE,
                get(read_counter)
                    .post(record_event)
                    .options(headers::preflight),
            )
            .route(
                EVENTS_ROUTE,
                get(follow_counter).options(headers::preflight_of_stream),
            )
            .route(HEALTH_ROUTE, get(health))
            .fallback(not_found)
            .method_not_allowed_fallback(method_not_allowed)
            .layer(DefaultBodyLimit::max(LARGEST_BODY))
            .layer(from_fn_with_state(self.clone(), finish))
            .with_state(self.clone());
        match self.0.settings.metrics {
            MetricsPlace::Main => router.merge(self.metrics_router()),
            MetricsPlace::Own | MetricsPlace::Nowhere => router,
        }
    }

    /// The metrics alone.
    pub(crate) fn metrics_router(&self) -> Router {
        Router::new()
            .route(METRICS_ROUTE, get(read_metrics))
            .with_state(self.clone())
    }

    /// The places for the connections of the main listener.
    pub(crate) fn connections(&self) -> Connections {
        self.0.connections.clone()
    }

    /// What holds on any listener.
    pub(crate) fn settings(&self) -> &HttpSettings {
        &self.0.settings
    }

    /// Ends all streams, and opens no more.
    pub(crate) fn close_streams(&self) {
        if let Some(hub) = &self.0.hub {
            hub.close();
        }
    }

    fn counted_site(&self, path: Result<Path<String>, PathRejection>) -> Result<SiteName, Problem> {
        let Path(name) =
            path.map_err(|rejection| Problem::new(StatusCode::BAD_REQUEST, rejection.body_text()))?;
        let site = name.parse::<SiteName>().map_err(|error| {
            Problem::new(StatusCode::NOT_FOUND, format!("No such site: {error}."))
        })?;
        if self.0.sites.contains(&site) {
            Ok(site)
        } else {
            let detail = format!(
                "This endpoint does not count the site {site}. Check the name in the address, or \
                 start readerly-counter with --site {site}."
            );
            Err(Problem::new(StatusCode::NOT_FOUND, detail))
        }
    }

    fn address_key(&self, peer: SocketAddr, request_headers: &HeaderMap) -> AddressKey {
        let address = visitor::address(peer.ip(), request_headers, self.0.trusted_hops);
        self.0.limits.key(address)
    }

    fn limited(&self, limited: Limited) -> Problem {
        self.log_limited();
        limited.into()
    }

    /// Either way all readers would be one address, with one limit and one place in the counts, and
    /// nothing else would say so.
    fn hint_at_proxy(&self, request_headers: &HeaderMap) {
        let trusted = self.0.trusted_hops;
        let what = match (trusted, visitor::told_hops(request_headers, trusted.max(1))) {
            (0, 0) => return,
            (0, _) => {
                "events carry X-Forwarded-For; behind a proxy add --trust-proxy (or --behind)"
            }
            (_, 0) => "events carry no X-Forwarded-For; have the proxy send it",
            (_, told) if told < trusted => {
                "events name fewer hops in X-Forwarded-For than --behind; give it the number of \
                 proxies that write there"
            }
            _ => return,
        };
        self.0.proxy_hint.call_once(|| {
            tracing::warn!("{what}, or all readers are taken for one");
        });
    }

    /// Addresses are not named.
    fn log_limited(&self) {
        if let Some(refused) = self.0.limited_log.note() {
            tracing::warn!(
                refused,
                "requests were refused because their addresses sent too many; if readers share an \
                 address, raise --rate-limit or --read-limit"
            );
        }
    }

    fn log_refused_stream(&self, reason: RefusedStream) {
        let flag = match reason {
            RefusedStream::Limited => return self.log_limited(),
            RefusedStream::Total => "--max-streams",
            RefusedStream::Address => "--max-streams-per-address",
            RefusedStream::Closing => return,
        };
        if let Some(refused) = self.0.full_log.note() {
            tracing::warn!(
                refused,
                "streams were refused because no place was free; their readers poll. If memory and \
                 open files allow more, raise {flag}"
            );
        }
    }

    /// What the database says can name files of the server: it is for the log only.
    fn failed(&self, error: StoreError) -> Problem {
        if matches!(error, StoreError::Database(_) | StoreError::Random(_))
            && let Some(failed) = self.0.failure_log.note()
        {
            tracing::error!(
                failed,
                "requests failed, the last one for this cause: {error}"
            );
        }
        error.into()
    }
}

#[derive(Deserialize)]
struct ReadQuery {
    path: Option<String>,
}

impl ReadQuery {
    fn page(query: Result<Query<Self>, QueryRejection>) -> Result<Option<PagePath>, Problem> {
        let Query(query) = query
            .map_err(|rejection| Problem::new(StatusCode::BAD_REQUEST, rejection.body_text()))?;
        query
            .path
            .map(|path| path.parse::<PagePath>())
            .transpose()
            .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("Bad query: {error}.")))
    }
}

async fn read_counter(
    State(http): State<Http>,
    site: Result<Path<String>, PathRejection>,
    query: Result<Query<ReadQuery>, QueryRejection>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request_headers: HeaderMap,
) -> Result<Response, Problem> {
    let site = http.counted_site(site)?;
    let page = ReadQuery::page(query)?;
    let shared = &http.0;
    shared
        .limits
        .read(http.address_key(peer, &request_headers))
        .map_err(|limited| http.limited(limited))?;
    let reading = shared.store.read(site.clone(), page);
    let snapshot = shared
        .metrics
        .watch_store(Operation::Read, reading)
        .await
        .map_err(|error| http.failed(error))?;
    let json = shared.wire.counter_json(&site, &snapshot);
    let etag = json.etag();
    if headers::matches_etag(&request_headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers::for_counts(&etag)).into_response());
    }
    Ok((headers::for_counts(&etag), json.text()).into_response())
}

async fn follow_counter(
    State(http): State<Http>,
    site: Result<Path<String>, PathRejection>,
    query: Result<Query<ReadQuery>, QueryRejection>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request_headers: HeaderMap,
) -> Result<Response, Problem> {
    let site = http.counted_site(site)?;
    let page = ReadQuery::page(query)?;
    let shared = &http.0;
    let Some(hub) = &shared.hub else {
        // A 204 tells a browser to stop asking (HTML, section 9.2.3).
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    if !shared.settings.origins.allow_stream(&request_headers) {
        return Err(origin_problem());
    }
    let address = http.address_key(peer, &request_headers);
    let joined = match shared.limits.read(address) {
        Ok(()) => hub.join(site, page, address),
        Err(_) => Err(RefusedStream::Limited),
    };
    Ok(match joined {
        Ok(follower) => stream::opened(follower),
        Err(reason) => {
            shared.metrics.refused_stream(reason);
            http.log_refused_stream(reason);
            stream::refused(reason)
        }
    })
}

async fn record_event(
    State(http): State<Http>,
    site: Result<Path<String>, PathRejection>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let site = http.counted_site(site)?;
    let shared = &http.0;
    let limited = |limited| {
        shared.metrics.left_out(LeftOut::Limited);
        http.limited(limited)
    };
    http.hint_at_proxy(request.headers());
    let address = visitor::address(peer.ip(), request.headers(), shared.trusted_hops);
    let key = shared.limits.key(address);
    shared.limits.event(key).map_err(limited)?;
    if !shared.settings.origins.allow_event(request.headers()) {
        shared.metrics.left_out(LeftOut::Origin);
        return Err(origin_problem());
    }
    if !shared.settings.count_crawlers
        && let Some(reason) = crawlers::left_out(request.headers())
    {
        shared.metrics.left_out(reason);
        tracing::debug!(reason = reason.name(), "an event was not counted");
        return Ok(StatusCode::NO_CONTENT);
    }
    let user_agent = visitor::user_agent(request.headers());
    let (tab, event) = tokio::time::timeout(BODY_TIMEOUT, beacon::read(request))
        .await
        .map_err(|_| {
            Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "The body did not arrive in 10 seconds.",
            )
        })??;
    let (kind, event) = match event {
        Event::Hit(page) => {
            shared.limits.hit(key).map_err(limited)?;
            if shared.limits.view(key, &site, &page).is_ok() {
                ("hit", Event::Hit(page))
            } else {
                // It may be one of a whole school, so it is refused nothing: it is there, and
                // only the page is not pushed up.
                shared.metrics.left_out(LeftOut::Page);
                ("hit", Event::Heartbeat(page))
            }
        }
        Event::Heartbeat(_) => ("heartbeat", event),
        Event::Leave => ("leave", event),
    };
    let recording = shared.store.record(Sign {
        site,
        event,
        tab,
        address,
        user_agent,
    });
    shared
        .metrics
        .watch_store(Operation::Record, recording)
        .await
        .map_err(|error| http.failed(error))?;
    shared.metrics.took(kind);
    Ok(StatusCode::NO_CONTENT)
}

async fn health(State(http): State<Http>) -> Result<&'static str, Problem> {
    let Shared { store, metrics, .. } = &*http.0;
    metrics
        .watch_store(Operation::Check, store.check())
        .await
        .map_err(|error| http.failed(error))?;
    Ok("ok\n")
}

async fn read_metrics(
    State(http): State<Http>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request_headers: HeaderMap,
) -> Result<Response, Problem> {
    let shared = &http.0;
    shared
        .limits
        .read(http.address_key(peer, &request_headers))
        .map_err(|limited| http.limited(limited))?;
    if let Sites::Named(sites) = &shared.sites {
        for site in sites {
            // What cannot be read is told by the count of errors.
            let reading = shared.store.read(site.clone(), None);
            if let Ok(snapshot) = shared.metrics.watch_store(Operation::Read, reading).await {
                shared.metrics.set_online(site, snapshot.online);
            }
        }
    }
    let content_type = [
        (header::CONTENT_TYPE, metrics::CONTENT_TYPE),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((content_type, shared.metrics.text()).into_response())
}

/// Adds the headers of every answer, and counts it.
async fn finish(State(http): State<Http>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let method = known_method(request.method());
    let route = known_route(request.extensions().get::<MatchedPath>());
    let mut response = next.run(request).await;
    let shared = &http.0;
    headers::add_common(
        &shared.settings.origins,
        origin.as_ref(),
        response.headers_mut(),
    );
    shared
        .metrics
        .answered(method, route, response.status().as_u16());
    response
}

/// Anybody can invent methods; the metrics must not grow with them.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn known_route(path: Option<&MatchedPath>) -> &'static str {
    let path = path.map_or("", MatchedPath::as_str);
    [COUNTER_ROUTE, EVENTS_ROUTE, HEALTH_ROUTE]
        .into_iter()
        .find(|&route| route == path)
        .unwrap_or("other")
}

fn origin_problem() -> Problem {
    let detail = "Pages of this origin may not use this endpoint. Its owner allows origins with \
                  --allow-origin.";
    Problem::new(StatusCode::FORBIDDEN, detail)
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
