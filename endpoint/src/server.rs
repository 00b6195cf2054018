//! A counter as a whole: open, serve, close.

mod accept;

use std::future::{Future, pending};
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::http::Http;
use crate::store::{OpenError, Store};
use accept::Patience;

/// How long requests in flight may take after the signal to stop. A client that sends its request
/// byte by byte must not keep the endpoint from stopping.
const GRACE: Duration = Duration::from_secs(10);

/// An open counter: its store is ready.
pub struct Counter {
    store: Store,
    http: Http,
    metrics_listener: Option<TcpListener>,
}

/// Why serving ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The store could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The listener failed.
    #[error("the listener failed: {0}")]
    Listen(#[from] std::io::Error),
    /// The database did not close cleanly. What was counted is safe in its write-ahead log.
    #[error("the database did not close cleanly: {0}")]
    Close(String),
}

impl Counter {
    /// Opens the store. With SQLite that brings the tables up to date and starts the store thread;
    /// with Redis it connects, and must happen within a Tokio runtime.
    ///
    /// Blocks on the disk or, for some seconds at most, on the network: call it from a blocking
    /// context.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, is no SQLite database or comes from a newer version; when the
    /// Redis server does not answer; when a starting total belongs to no site.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        let store = Store::open(&config)?;
        let http = Http::new(store.clone(), &config);
        Ok(Self {
            store,
            http,
            metrics_listener: None,
        })
    }

    /// Answers `/metrics` on a listener of its own while the counter is served. The main listener
    /// does not, if [`MetricsPlace::Own`](crate::MetricsPlace::Own) is set.
    #[must_use]
    pub fn with_metrics_listener(mut self, listener: TcpListener) -> Self {
        self.metrics_listener = Some(listener);
        self
    }

    /// The routes. A server must give them the peer's address, as [`Counter::serve`] does: each
    /// request has an [`axum::extract::ConnectInfo`] with a [`SocketAddr`](std::net::SocketAddr) among
    /// its extensions.
    pub fn router(&self) -> Router {
        self.http.router()
    }

    /// Serves on the listener until `shutdown` completes. Then no connection is accepted any more,
    /// streams are ended, requests in flight are finished (10 seconds at most) and the database is
    /// closed.
    ///
    /// [`HttpSettings`](crate::HttpSettings) says how long heads and answers may take, and how many
    /// connections there may be. When the operating system gives none, because files ran out, it is
    /// asked again a moment later.
    ///
    /// # Errors
    ///
    /// When the database cannot be closed.
    pub async fn serve(
        mut self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let patience = Patience {
            head: self.http.settings().head_timeout,
            answer: self.http.settings().answer_timeout,
        };
        // Whoever watches must see in when all places are taken, so the metrics have no limit.
        let metrics = self.metrics_listener.take().map(|listener| {
            let router = self.http.metrics_router();
            let serving = accept::serve(listener, router, patience, None, pending());
            EndsWithServing(tokio::spawn(serving))
        });
        let (stopping, stop_seen) = oneshot::channel();
        let http = self.http.clone();
        let stop = async move {
            shutdown.await;
            // A stream is a request that never ends by itself.
            http.close_streams();
            // The receiver is gone only when serving has ended by itself.
            let _ = stopping.send(());
        };
        let places = Some(self.http.connections());
        let serving = accept::serve(listener, self.router(), patience, places, stop);
        let grace_over = async {
            if stop_seen.await.is_err() {
                pending::<()>().await;
            }
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            () = serving => {}
            () = grace_over => {
                tracing::warn!("some connections did not finish in {} seconds", GRACE.as_secs());
            }
        }
        drop(metrics);
        self.close().await
    }

    /// Ends the store thread after the work before it, with everything in the database file and the
    /// write-ahead log empty. Requests after this are answered with 503.
    ///
    /// # Errors
    ///
    /// When the database cannot write its log back. No count is lost by it: the next open reads the
    /// log.
    pub async fn close(&self) -> Result<(), ServeError> {
        self.http.close_streams();
        self.store
            .close()
            .await
            .map_err(|error| ServeError::Close(error.to_string()))
    }
}

/// A server that ends when this is dropped, also when serving is given up half-way.
struct EndsWithServing(JoinHandle<()>);

impl Drop for EndsWithServing {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Opens a counter and serves it until `shutdown` completes: [`Counter::open`] and
/// [`Counter::serve`] in one.
///
/// # Errors
///
/// When the database cannot be opened or closed, or the listener fails.
pub async fn serve(
    listener: TcpListener,
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let counter = tokio::task::spawn_blocking(move || Counter::open(config))
        .await
        .map_err(std::io::Error::other)??;
    counter.serve(listener, shutdown).await
}
