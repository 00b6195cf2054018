//! The program: reads the command line, listens, and ends at a signal.

mod arguments;
mod health_check;

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use readerly_counter::{Counter, HttpSettings, prepare_crawlers};
use tokio::net::TcpListener;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use arguments::{Arguments, LogFormat, STORE_VARIABLE};

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    start_log(arguments.log_format, arguments.log_level.take());
    if arguments.check_health {
        return match health_check::check(arguments.listen) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                tracing::error!("the endpoint is not well: {error}");
                ExitCode::FAILURE
            }
        };
    }
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    if arguments.sites.is_empty() && !arguments.any_site {
        tracing::warn!("counting any site that asks; name yours with --site before going public");
    }
    // Before the listener, so that a signal right after the line on standard output is not missed.
    let shutdown = shutdown_signal()?;
    let listener = listen(arguments.listen, "--listen").await?;
    let bound = listener.local_addr()?;
    let metrics_listener = match arguments.metrics_listen {
        Some(address) => Some(listen(address, "--metrics-listen").await?),
        None => None,
    };
    let config = arguments.into_config(std::env::var(STORE_VARIABLE).ok())?;
    tracing::info!("store {}", config.store);
    if let Some(warning) = too_many_streams(&config.http) {
        tracing::warn!("{warning}");
    }
    let mut counter = tokio::task::spawn_blocking(move || Counter::open(config)).await??;
    if let Some(listener) = metrics_listener {
        tracing::info!("metrics on http://{}/metrics", listener.local_addr()?);
        counter = counter.with_metrics_listener(listener);
    }
    // Beside the first requests: the first event waits for it, polls do not.
    tokio::task::spawn_blocking(prepare_crawlers);
    // Only now: whoever waits for this line may send requests at once.
    let mut stdout = std::io::stdout();
    writeln!(stdout, "listening on http://{bound}")?;
    stdout.flush()?;
    counter.serve(listener, shutdown).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Streams that may take all connections would keep polls and events out for hours.
fn too_many_streams(settings: &HttpSettings) -> Option<String> {
    let streams = settings.streams?.total;
    let connections = settings.connections.total;
    (connections != 0 && streams >= connections).then(|| {
        format!(
            "{streams} streams could take all {connections} connections, and nothing else would be \
             answered; lower --max-streams or raise --max-connections"
        )
    })
}

async fn listen(address: SocketAddr, flag: &str) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| {
        format!("cannot listen on {address}: {error}; choose another with {flag} ADDRESS:PORT")
    })
}

/// Starts the log on standard error: standard output belongs to the one line that programs read.
fn start_log(format: LogFormat, wanted: Option<Targets>) {
    let from_environment = std::env::var("RUST_LOG")
        .ok()
        .filter(|text| !text.is_empty())
        .map(|text| text.parse::<Targets>());
    let (targets, unreadable) = match (wanted, from_environment) {
        (Some(targets), _) | (None, Some(Ok(targets))) => (targets, None),
        (None, Some(Err(error))) => (default_targets(), Some(error)),
        (None, None) => (default_targets(), None),
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry()
        .with(lines.with_filter(targets))
        .init();
    if let Some(error) = unreadable {
        tracing::warn!("RUST_LOG cannot be read: {error}; logging from level info");
    }
}

fn default_targets() -> Targets {
    Targets::new().with_default(LevelFilter::INFO)
}

/// Completes at ctrl-c or at SIGTERM, which is what service managers send.
#[cfg(unix)]
fn shutdown_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    })
}

/// Completes at ctrl-c.
#[cfg(not(unix))]
fn shutdown_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler ctrl-c ends the process anyway: no reason to stop now.
            std::future::pending::<()>().await;
        }
        tracing::info!("stopping");
    })
}
