//! A certificate with the stubs' names. Nobody has signed it: the browsers are
//! told to accept such ones.

use std::sync::{Arc, LazyLock};

use anyhow::{Context as _, Result, anyhow};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use super::PLAYERS;

/// What answers a browser's TLS greeting. The certificate is made once for all.
pub(super) fn acceptor() -> Result<TlsAcceptor> {
    static CONFIGURATION: LazyLock<Result<Arc<ServerConfig>, String>> =
        LazyLock::new(|| configuration().map_err(|error| format!("{error:#}")));
    match &*CONFIGURATION {
        Ok(configuration) => Ok(TlsAcceptor::from(Arc::clone(configuration))),
        Err(error) => Err(anyhow!("{error}")),
    }
}

fn configuration() -> Result<Arc<ServerConfig>> {
    let mut names: Vec<String> = PLAYERS.map(str::to_owned).into();
    names.push("*.example".to_owned());
    let made = rcgen::generate_simple_self_signed(names)
        .context("no certificate could be made for the stub players")?;
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let mut configuration = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())?;
    configuration.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(configuration))
}
