//! What the operator's Prometheus reads: sums and durations, never anything about one visitor.

use std::future::Future;
use std::time::Instant;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::names::SiteName;
use crate::store::StoreError;

/// The media type of [`Metrics::text`].
pub(super) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

type Label = (&'static str, &'static str);
type RequestLabels = ([Label; 2], [(&'static str, u32); 1]);

/// Every metric of one endpoint.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    events: Family<[Label; 1], Counter>,
    left_out: Family<[Label; 1], Counter>,
    refused_streams: Family<[Label; 1], Counter>,
    streams: Gauge,
    connections: Gauge,
    connections_refused: Counter,
    connections_full: Counter,
    snapshots: Counter,
    store_seconds: Family<[Label; 1], Histogram, fn() -> Histogram>,
    store_errors: Family<[Label; 1], Counter>,
    online: Family<[(&'static str, String); 1], Gauge>,
}

/// Why an event was answered but not counted, or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// Sent by a crawler, or by something that does not say what it is.
    Crawler,
    /// Sent by a page that nobody has looked at yet.
    Prerender,
    /// One of too many from one address.
    Limited,
    /// One of too many of one page from one address.
    Page,
    /// Sent by a page of an origin that is not allowed.
    Origin,
}

/// Why a stream was closed as soon as it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RefusedStream {
    /// All places are taken.
    Total,
    /// All places of one address are taken.
    Address,
    /// One of too many requests from one address.
    Limited,
    /// The endpoint is about to end.
    Closing,
}

/// What is asked of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Record,
    Read,
    Check,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("readerly_counter"),
            requests: Family::default(),
            events: Family::default(),
            left_out: Family::default(),
            refused_streams: Family::default(),
            streams: Gauge::default(),
            connections: Gauge::default(),
            connections_refused: Counter::default(),
            connections_full: Counter::default(),
            snapshots: Counter::default(),
            store_seconds: Family::new_with_constructor(store_histogram),
            store_errors: Family::default(),
            online: Family::default(),
        };
        metrics.register();
        metrics
    }

    /// Everything as OpenMetrics text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }

    /// An answer went out.
    pub(super) fn answered(&self, method: &'static str, route: &'static str, status: u16) {
        let labels = (
            [("method", method), ("route", route)],
            [("status", status.into())],
        );
        self.requests.get_or_create(&labels).inc();
    }

    /// An event was taken.
    pub(super) fn took(&self, event: &'static str) {
        self.events.get_or_create(&[("event", event)]).inc();
    }

    /// An event was not counted.
    pub(super) fn left_out(&self, reason: LeftOut) {
        self.left_out
            .get_or_create(&[("reason", reason.name())])
            .inc();
    }

    /// A stream was closed as soon as it was opened.
    pub(super) fn refused_stream(&self, reason: RefusedStream) {
        let labels = [("reason", reason.name())];
        self.refused_streams.get_or_create(&labels).inc();
    }

    /// So many streams are open now.
    pub(super) fn set_streams(&self, open: u32) {
        self.streams.set(open.into());
    }

    /// A connection was let in.
    pub(super) fn connection_opened(&self) {
        self.connections.inc();
    }

    /// A connection that was let in has ended.
    pub(super) fn connection_closed(&self) {
        self.connections.dec();
    }

    /// A connection was closed at once, because its address had too many.
    pub(super) fn connection_refused(&self) {
        self.connections_refused.inc();
    }

    /// The last place was taken, so that further connections have to wait.
    pub(super) fn connections_full(&self) {
        self.connections_full.inc();
    }

    /// A snapshot was made for the streams of one page.
    pub(super) fn made_snapshot(&self) {
        self.snapshots.inc();
    }

    /// So many readers are on a site now.
    pub(super) fn set_online(&self, site: &SiteName, readers: u64) {
        let readers = i64::try_from(readers).unwrap_or(i64::MAX);
        self.online
            .get_or_create(&[("site", site.as_str().to_owned())])
            .set(readers);
    }

    /// Awaits an answer of the store and notes how long it took and whether it was an error.
    pub(super) async fn watch_store<T>(
        &self,
        operation: Operation,
        answer: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let started = Instant::now();
        let result = answer.await;
        self.store_seconds
            .get_or_create(&[("operation", operation.name())])
            .observe(started.elapsed().as_secs_f64());
        if result.is_err() {
            let labels = [("operation", operation.name())];
            self.store_errors.get_or_create(&labels).inc();
        }
        result
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        // Names get the prefix `readerly_counter_`, counters the suffix `_total`.
        registry.register(
            "requests",
            "Answers, by method, route and status",
            self.requests.clone(),
        );
        registry.register(
            "events",
            "Events that were taken, by kind",
            self.events.clone(),
        );
        registry.register(
            "left_out",
            "Events that were not counted, by reason",
            self.left_out.clone(),
        );
        registry.register(
            "streams_refused",
            "Streams that were closed as soon as they were opened, by reason",
            self.refused_streams.clone(),
        );
        registry.register("streams", "Streams that are open", self.streams.clone());
        registry.register(
            "connections",
            "Connections that are open, streams among them",
            self.connections.clone(),
        );
        registry.register(
            "connections_refused",
            "Connections that were closed at once because their address had too many",
            self.connections_refused.clone(),
        );
        registry.register(
            "connections_full",
            "Times that all places for connections were taken, so that further ones had to wait",
            self.connections_full.clone(),
        );
        registry.register(
            "stream_snapshots",
            "Snapshots made for streams, each once for all readers of a page",
            self.snapshots.clone(),
        );
        registry.register_with_unit(
            "store",
            "How long the store took to answer, by operation",
            Unit::Seconds,
            self.store_seconds.clone(),
        );
        registry.register(
            "store_errors",
            "Requests that the store did not fulfil, by operation",
            self.store_errors.clone(),
        );
        registry.register(
            "online",
            "Readers present now, of each site named with --site",
            self.online.clone(),
        );
    }
}

fn store_histogram() -> Histogram {
    Histogram::new([
        0.000_1, 0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0,
    ])
}

impl LeftOut {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Crawler => "crawler",
            Self::Prerender => "prerender",
            Self::Limited => "limited",
            Self::Page => "page",
            Self::Origin => "origin",
        }
    }
}

impl RefusedStream {
    fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Address => "address",
            Self::Limited => "limited",
            Self::Closing => "closing",
        }
    }
}

impl Operation {
    fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Read => "read",
            Self::Check => "check",
        }
    }
}
