//! The proxy: tunnels to the stubs end in it, all else is refused.

use std::convert::Infallible;
use std::time::Instant;

use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::log::Connection;
use super::{Providers, stub};

/// Hosts that the browsers call of their own accord, at any time and whatever
/// the page: for updates, settings and the time of day. They are refused, and
/// left out of the log. Exact names, for a page may well contact their siblings.
const BROWSERS_OWN: [&str; 9] = [
    "accounts.google.com",
    "android.clients.google.com",
    "clients2.google.com",
    "clients2.googleusercontent.com",
    "clientservices.googleapis.com",
    "content-autofill.googleapis.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "update.googleapis.com",
];

fn is_the_browsers_own(host: &str) -> bool {
    BROWSERS_OWN.contains(&host)
        || host == "detectportal.firefox.com"
        || [".mozilla.com", ".mozilla.net", ".mozilla.org"]
            .iter()
            .any(|end| host.ends_with(end))
}

/// Takes connections for as long as the browser lives.
pub(super) async fn serve(listener: TcpListener, acceptor: TlsAcceptor, providers: Providers) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(front(stream, acceptor.clone(), providers.clone()));
    }
}

/// One connection of the browser to its proxy.
async fn front(stream: TcpStream, acceptor: TlsAcceptor, providers: Providers) {
    let mut hung_up = providers.hung_up.subscribe();
    let service = service_fn(|request: Request<Incoming>| {
        let answer = admit(request, &acceptor, &providers);
        async move { Ok::<_, Infallible>(answer) }
    });
    let connection = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // A browser that hangs up in the middle is no fault of the story's.
    tokio::select! {
        _ = connection => {}
        _ = hung_up.changed() => {}
    }
}

fn admit(
    request: Request<Incoming>,
    acceptor: &TlsAcceptor,
    providers: &Providers,
) -> Response<Body> {
    let target = request.uri().to_string();
    let host = request.uri().host().unwrap_or_default().to_owned();
    let port = request.uri().port_u16();
    let mut shared = providers.lock();
    let admitted =
        request.method() == Method::CONNECT && port == Some(443) && stub::is_open(&shared, &host);
    if !is_the_browsers_own(&host) {
        shared.connections.push(Connection {
            at: Instant::now(),
            host: host.clone(),
            target,
            admitted,
        });
    }
    drop(shared);
    if !admitted {
        let mut refusal = Response::new(Body::empty());
        *refusal.status_mut() = StatusCode::BAD_GATEWAY;
        return refusal;
    }
    tokio::spawn(tunnel(request, host, acceptor.clone(), providers.clone()));
    Response::new(Body::empty())
}

/// A tunnel that ends here, in the stub of its host.
async fn tunnel(
    request: Request<Incoming>,
    host: String,
    acceptor: TlsAcceptor,
    providers: Providers,
) {
    let mut hung_up = providers.hung_up.subscribe();
    let speaking = async {
        let Ok(stream) = hyper::upgrade::on(request).await else {
            return;
        };
        // A browser that only connected ahead of need leaves without a greeting.
        let Ok(stream) = acceptor.accept(TokioIo::new(stream)).await else {
            return;
        };
        let service = service_fn(|request: Request<Incoming>| {
            let (host, providers) = (host.clone(), providers.clone());
            async move { Ok::<_, Infallible>(stub::answer(&host, request, &providers).await) }
        });
        let _ = http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await;
    };
    tokio::select! {
        () = speaking => {}
        _ = hung_up.changed() => {}
    }
}
