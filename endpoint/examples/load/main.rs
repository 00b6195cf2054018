//! Puts load on an endpoint of its own and says what it bore.
//!
//! ```sh
//! cargo build --release -p readerly-counter
//! cargo run --release -p readerly-counter --example load -- hits --store sqlite
//! cargo run --release -p readerly-counter --example load -- streams --store redis --clients 10000
//! ```
//!
//! It starts the program that was built beside it, and for `--store redis` a `redis-server` too, on
//! free ports and in a temporary directory. Client and server share the machine, so the figures are
//! a lower bound. Streams need two open files each: see `ulimit -n`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod endpoint;
#[path = "../../tests/endpoint/support/redis_server.rs"]
mod redis_server;
mod requests;
mod streams;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use endpoint::Endpoint;

#[derive(Parser)]
struct Arguments {
    /// What to do to the endpoint
    #[arg(value_enum)]
    work: Work,

    /// What keeps the numbers
    #[arg(long, value_enum, default_value_t = StoreKind::Sqlite)]
    store: StoreKind,

    /// How long reads and hits go on
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    seconds: u64,

    /// Connections of reads and hits; each has one request on its way
    #[arg(long, default_value_t = 64)]
    connections: usize,

    /// Clients that follow a stream
    #[arg(long, default_value_t = 10_000)]
    clients: usize,

    /// How many hits the followers of streams are told of
    #[arg(long, default_value_t = 10)]
    rounds: usize,

    /// The program; without it the one that was built beside this example
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Work {
    /// Polls of 1,000 pages
    Reads,
    /// Views of 1,000 pages by 50,000 visitors
    Hits,
    /// Nine polls for each view
    Mixed,
    /// Followers of a stream
    Streams,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StoreKind {
    Sqlite,
    Redis,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let mut endpoint = Endpoint::start(arguments.store, arguments.program.as_deref()).await;
    println!("{:?} on {:?}:", arguments.work, arguments.store);
    match arguments.work {
        Work::Streams => streams::run(&endpoint, arguments.clients, arguments.rounds).await,
        Work::Reads | Work::Hits | Work::Mixed => {
            let time = Duration::from_secs(arguments.seconds);
            requests::run(&endpoint, arguments.work, arguments.connections, time).await;
        }
    }
    endpoint.stop();
}
