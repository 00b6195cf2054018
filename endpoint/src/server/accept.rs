//! Accepts connections and answers on them, and waits for nobody longer than it should.

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt;

use crate::http::{Connections, OnceAMinute, Place};

/// The largest head of a request, in bytes. Whoever sends more is answered with 431. Hyper's own
/// limit is 400 KB, which would be gigabytes for as many connections as there may be.
const LARGEST_HEAD: usize = 16 * 1024;

/// How long to wait after the operating system gave no connection: until files are closed, another
/// try would fail at once.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a connection may keep us waiting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For a whole head, counted from the end of the answer before it; so a connection that asks for
    /// nothing ends after the same time.
    pub(super) head: Duration,
    /// For the next bytes of an answer to be taken. Somebody who asks and never reads would otherwise
    /// hold a place for as long as they like.
    pub(super) answer: Duration,
}

/// Accepts connections until `stop` completes. Then it lets go of the listener, ends idle connections
/// and waits until all others have had their answer. There are as many connections as `places` has, or
/// any number without.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    places: Option<Connections>,
    stop: impl Future<Output = ()>,
) {
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_buf_size(LARGEST_HEAD);
    let open = GracefulShutdown::new();
    let failure_log = OnceAMinute::default();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            next = next(&listener, places.as_ref(), &failure_log) => next,
            () = &mut stop => break,
        };
        // A small event must not wait for the acknowledgement of the one before it.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!("a connection keeps its delay: {error}");
        }
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(patience.answer));
        let stream = TokioIo::new(Box::pin(stream));
        let connection = open.watch(protocol.serve_connection(stream, service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!("a connection broke off: {error}");
            }
            drop(place);
        });
    }
    drop(listener);
    open.shutdown().await;
}

/// The next connection that may come in.
async fn next(
    listener: &TcpListener,
    places: Option<&Connections>,
    failure_log: &OnceAMinute,
) -> (TcpStream, SocketAddr, Option<Place>) {
    loop {
        let free = match places {
            Some(places) => Some(places.free_place().await),
            None => None,
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) if is_of_one_connection(&error) => continue,
            Err(error) => {
                if let Some(times) = failure_log.note() {
                    tracing::error!(
                        times,
                        "no connection could be accepted: {error}. If it is files that ran out, \
                         raise their limit (LimitNOFILE= or ulimit -n) or lower --max-connections"
                    );
                }
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        match places.zip(free) {
            None => return (stream, peer, None),
            Some((places, free)) => {
                if let Some(place) = places.take(free, peer.ip()) {
                    return (stream, peer, Some(place));
                }
            }
        }
    }
}

/// Whether it was the client that gave up, between the kernel's queue and us; see accept(2).
fn is_of_one_connection(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}
