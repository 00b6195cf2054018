//! Asks a running endpoint whether it is well, for containers that hold no other program.

use std::io::{Error, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(4);

/// Whether the endpoint that listens at the address answers `/healthz` with 200.
///
/// # Errors
///
/// When nothing listens there, no answer comes within 4 seconds, or it is another one.
pub fn check(listen: SocketAddr) -> Result<(), Error> {
    let address = reachable(listen);
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT).map_err(|error| {
        Error::other(format!(
            "nothing answers at {address} ({error}); give the --listen that it was started with"
        ))
    })?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.lines().next().unwrap_or_default();
    if status.starts_with("HTTP/1.1 200 ") {
        Ok(())
    } else {
        Err(Error::other(format!(
            "http://{address}/healthz says {status:?}"
        )))
    }
}

/// Who listens on all addresses is reached at the loopback.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}
