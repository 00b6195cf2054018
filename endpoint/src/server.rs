//! A counter as a whole: open, serve, close.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::config::Config;
use crate::http;
use crate::store::{OpenError, Store};

/// How long requests in flight may take after the signal to stop. A client that sends its request
/// byte by byte must not keep the endpoint from stopping.
const GRACE: Duration = Duration::from_secs(10);

/// An open counter: its database is ready and its store thread runs.
pub struct Counter {
    store: Store,
    config: Config,
}

/// Why serving ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database could not be opened.
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
    /// Opens the database, brings its tables up to date and starts the store thread.
    ///
    /// Blocks on the disk: call it from a blocking context.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, is no SQLite database or comes from a newer version.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        let store = Store::open(&config)?;
        Ok(Self { store, config })
    }

    /// The routes. A server must give them the peer's address, as [`Counter::serve`] does with
    /// `into_make_service_with_connect_info::<SocketAddr>()`.
    pub fn router(&self) -> Router {
        http::router(self.store.clone(), &self.config)
    }

    /// Serves on the listener until `shutdown` completes. Then no connection is accepted any more,
    /// requests in flight are finished (10 seconds at most) and the database is closed.
    ///
    /// # Errors
    ///
    /// When the listener fails or the database cannot be closed.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let service = self
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        let (stopping, stop_seen) = oneshot::channel();
        let server = axum::serve(listener, service).with_graceful_shutdown(async move {
            shutdown.await;
            // The receiver is gone only when serving has ended by itself.
            let _ = stopping.send(());
        });
        let grace_over = async {
            if stop_seen.await.is_err() {
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(GRACE).await;
        };
        let served = tokio::select! {
            served = server.into_future() => served,
            () = grace_over => {
                tracing::warn!("some connections did not finish in {} seconds", GRACE.as_secs());
                Ok(())
            }
        };
        self.close().await?;
        Ok(served?)
    }

    /// Ends the store thread after the work before it, with everything in the database file and the
    /// write-ahead log empty. Requests after this are answered with 503.
    ///
    /// # Errors
    ///
    /// When the database cannot write its log back. No count is lost by it: the next open reads the
    /// log.
    pub async fn close(&self) -> Result<(), ServeError> {
        self.store
            .close()
            .await
            .map_err(|error| ServeError::Close(error.to_string()))
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
