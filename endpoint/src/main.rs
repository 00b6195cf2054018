//! The command line of the counter endpoint.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use readerly_counter::{Config, Counter, SiteName, Sites, UtcOffset};
use tokio::net::TcpListener;

const AFTER_HELP: &str = "\
Example, behind a reverse proxy on the same machine:
  readerly-counter --database /var/lib/readerly-counter/counter.sqlite \\
      --site news.example --utc-offset +07:00 --trust-proxy

Then:
  GET  /v1/counter/news.example            the counts; never counts a visit
  GET  /v1/counter/news.example?path=/a    the same, with the counts of page /a
  POST /v1/counter/news.example            a hit, a heartbeat or a leave of one tab:
       {\"event\":\"hit\",\"tab\":\"k3J9x_2aQ-7b\",\"path\":\"/a\"}
  GET  /healthz                            200 while the database answers

What is stored: views per site, day and page; visitors per site and day; and, for the running day
only, one hash per visitor under a random salt. At local midnight the salt and the hashes are
deleted. Who is online is kept in memory only.
What is not stored: addresses, user agents, cookies, referrers, query strings.";

/// Counts visits of sites that have no counter, and tells how many people are reading now.
#[derive(Parser)]
#[command(version, about, after_help = AFTER_HELP)]
struct Arguments {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,

    /// SQLite file with the counts; made when missing
    #[arg(long, value_name = "FILE", default_value = "counter.sqlite")]
    database: PathBuf,

    /// Count this site; repeat for more. Other names are then answered with 404
    #[arg(long = "site", value_name = "NAME")]
    sites: Vec<SiteName>,

    /// Count any site that asks, up to 1,000: the default without --site, meant for development
    #[arg(long, conflicts_with = "sites")]
    any_site: bool,

    /// Seconds a tab stays online after its last sign of life, 1 to 86400
    #[arg(long, value_name = "SECONDS", default_value_t = 300,
          value_parser = clap::value_parser!(u32).range(1..=86_400))]
    window: u32,

    /// Seconds a reader should wait between polls, 1 to 3600
    #[arg(long, value_name = "SECONDS", default_value_t = 15,
          value_parser = clap::value_parser!(u32).range(1..=3_600))]
    ttl: u32,

    /// Offset from UTC whose midnight turns the day, such as +07:00
    #[arg(
        long,
        value_name = "OFFSET",
        default_value = "+00:00",
        allow_hyphen_values = true
    )]
    utc_offset: UtcOffset,

    /// Take a visitor's address from the last hop of X-Forwarded-For. Set it behind a reverse proxy
    /// and only there: without one, anybody can write that header
    #[arg(long)]
    trust_proxy: bool,
}

impl Arguments {
    fn into_config(self) -> Config {
        let mut config = Config::new(self.database);
        config.sites = if self.sites.is_empty() {
            Sites::Any
        } else {
            Sites::Named(self.sites.into_iter().collect())
        };
        config.window = Duration::from_secs(self.window.into());
        config.ttl = Duration::from_secs(self.ttl.into());
        config.utc_offset = self.utc_offset;
        config.trust_proxy = self.trust_proxy;
        config
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Standard output belongs to the one line that programs read; the log goes to standard error.
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let address = arguments.listen;
    if arguments.sites.is_empty() && !arguments.any_site {
        tracing::warn!("counting any site that asks; name yours with --site before going public");
    }
    // Before the listener, so that a signal right after the line on standard output is not missed.
    let shutdown = shutdown_signal()?;
    let listener = TcpListener::bind(address).await.map_err(|error| {
        format!("cannot listen on {address}: {error}; choose another with --listen ADDRESS:PORT")
    })?;
    let bound = listener.local_addr()?;
    let config = arguments.into_config();
    tracing::info!("database {}", config.database.display());
    let counter = tokio::task::spawn_blocking(move || Counter::open(config)).await??;
    // Only now: whoever waits for this line may send requests at once.
    let mut stdout = std::io::stdout();
    writeln!(stdout, "listening on http://{bound}")?;
    stdout.flush()?;
    counter.serve(listener, shutdown).await?;
    tracing::info!("stopped");
    Ok(())
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
