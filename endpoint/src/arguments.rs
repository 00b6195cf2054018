//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use readerly_counter::{
    Config, ConnectionCaps, MetricsPlace, Origin, Origins, PublicUrl, SeedTotal, SiteName, Sites,
    StoreAddress, StoreAddressError, StreamCaps, UtcOffset,
};
use tracing_subscriber::filter::{LevelFilter, Targets};

const AFTER_HELP: &str = "\
Example, behind a reverse proxy on the same machine:
  readerly-counter --database /var/lib/readerly-counter/counter.sqlite \\
      --site news.example --utc-offset +07:00 --trust-proxy

Then:
  GET  /v1/counter/news.example            the counts; never counts a visit
  GET  /v1/counter/news.example?path=/a    the same, with the counts of page /a
  GET  /v1/counter/news.example/events     the same as a stream of server-sent events
  POST /v1/counter/news.example            a hit, a heartbeat or a leave of one tab:
       {\"event\":\"hit\",\"tab\":\"k3J9x_2aQ-7b\",\"path\":\"/a\"}
  GET  /healthz                            200 while the store answers
  GET  /metrics                            for Prometheus

What is stored: views per site, day and page; visitors per site and day; and, for the running day
only, one hash per visitor under a random salt. At local midnight the salt and the hashes are
deleted. Who is online is kept in memory only, or in Redis until its window ends.
What is not stored: addresses, user agents, cookies, referrers, query strings.";

/// The variable that names the store where no flag does: on a command line any user of the machine can
/// read a password.
pub const STORE_VARIABLE: &str = "READERLY_COUNTER_STORE";

/// Where the counts are when nobody says otherwise.
const DATABASE: &str = "counter.sqlite";

/// Counts visits of sites that have no counter, and tells how many people are reading now.
#[derive(Debug, Parser)]
#[command(version, about, after_help = AFTER_HELP)]
pub struct Arguments {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8081",
          value_parser = listening_address)]
    pub listen: SocketAddr,

    /// SQLite file with the counts; made when missing [default: counter.sqlite]
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,

    /// Keep the counts here instead: redis://host:port/database, which many endpoints may share, or
    /// a SQLite file. Also read from the variable READERLY_COUNTER_STORE, where a password is better
    /// kept
    // A text, not a `StoreAddress`: about one that it cannot parse clap would say it whole, and so
    // the password to the terminal and to the log of the service.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "database")]
    store: Option<String>,

    /// Count this site; repeat for more. Other names are then answered with 404
    #[arg(long = "site", value_name = "NAME")]
    pub sites: Vec<SiteName>,

    /// Count any site that asks, up to 1,000: the default without --site, meant for development
    #[arg(long, conflicts_with = "sites")]
    pub any_site: bool,

    /// Views a site had before: VIEWS, SITE=VIEWS, or either with @YYYY-MM-DD, the first day of the
    /// earlier counter. Added to what is counted here, once, however often the endpoint starts
    #[arg(long = "seed-total", value_name = "[SITE=]VIEWS[@DAY]")]
    seed_totals: Vec<SeedTotal>,

    /// Seconds a tab stays online after its last sign of life, 1 to 86400
    #[arg(long, value_name = "SECONDS", default_value_t = 300,
          value_parser = clap::value_parser!(u32).range(1..=86_400))]
    window: u32,

    /// Seconds for which further views of a page by the same visitor are not counted; 0 counts all
    #[arg(long, value_name = "SECONDS", default_value_t = 30,
          value_parser = clap::value_parser!(u32).range(0..=86_400))]
    revisit: u32,

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

    /// How many proxies stand before the endpoint, one after the other, 0 to 16: a visitor's address
    /// is the one so far from the right in X-Forwarded-For. 2 behind a CDN and a proxy. Never more
    /// than there are: what stands further left, anybody can write [default: 0]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(0..=16))]
    behind: Option<u8>,

    /// The same as --behind 1: a visitor's address is the last hop of X-Forwarded-For. Set it behind
    /// a reverse proxy and only there
    #[arg(long)]
    trust_proxy: bool,

    /// Let only pages of this origin read and count, such as https://news.example; repeat for more
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    origins: Vec<Origin>,

    /// Hits a minute taken from one address; ten times as many heartbeats and leaves. 0: no limit
    #[arg(long, value_name = "HITS", default_value_t = 300)]
    rate_limit: u32,

    /// Reads a minute answered to one address. 0: no limit
    #[arg(long, value_name = "READS", default_value_t = 3_000)]
    read_limit: u32,

    /// Count crawlers, prefetched and prerendered pages too; for tests with headless browsers
    #[arg(long)]
    count_crawlers: bool,

    /// Connections open at once, streams among them; further ones wait. 0: no limit
    #[arg(long, value_name = "NUMBER", default_value_t = 25_000)]
    max_connections: u32,

    /// Connections open at once from one address; further ones are closed. Not behind proxies, from
    /// which all connections come. 0: no limit
    #[arg(long, value_name = "NUMBER", default_value_t = 200)]
    max_connections_per_address: u32,

    /// Streams open at once
    #[arg(long, value_name = "NUMBER", default_value_t = 20_000)]
    max_streams: u32,

    /// Streams open at once to one address
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    max_streams_per_address: u32,

    /// Offer no streams: readers poll
    #[arg(long, conflicts_with_all = ["max_streams", "max_streams_per_address"])]
    no_streams: bool,

    /// Where the endpoint is reached from outside, such as https://stats.example/base, when a proxy
    /// puts it below a path; without it `stream` in the answers is relative to the host
    #[arg(long, value_name = "URL")]
    public_url: Option<PublicUrl>,

    /// Answer /metrics here instead of on the main address
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "no_metrics",
          value_parser = listening_address)]
    pub metrics_listen: Option<SocketAddr>,

    /// Answer no /metrics
    #[arg(long)]
    no_metrics: bool,

    /// Ask the endpoint that listens at --listen whether it is well, and end; for containers
    #[arg(long)]
    pub check_health: bool,

    /// What lines of the log look like
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,

    /// What is logged: off, error, warn, info, debug or trace, or a list such as
    /// warn,readerly_counter=debug. Without it the variable RUST_LOG, or info
    #[arg(long, value_name = "LEVEL", value_parser = log_targets)]
    pub log_level: Option<Targets>,
}

/// What lines of the log look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// For programs: one JSON object a line
    Json,
}

impl Arguments {
    /// The settings that the library needs, with what [`STORE_VARIABLE`] holds.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or flag and variable name two of them; when two flags give two
    /// numbers of proxies.
    pub fn into_config(self, store_variable: Option<String>) -> Result<Config, String> {
        let trusted_hops = trusted_hops(self.behind, self.trust_proxy)?;
        let store = store_address(&self, store_variable)?;
        let mut config = Config::new(self.database.unwrap_or_else(|| DATABASE.into()));
        if let Some(store) = store {
            config.store = store;
        }
        config.sites = if self.sites.is_empty() {
            Sites::Any
        } else {
            Sites::Named(self.sites.into_iter().collect())
        };
        config.seed_totals = self.seed_totals;
        config.window = Duration::from_secs(self.window.into());
        config.revisit = Duration::from_secs(self.revisit.into());
        config.ttl = Duration::from_secs(self.ttl.into());
        config.utc_offset = self.utc_offset;
        config.trusted_hops = trusted_hops;
        let http = &mut config.http;
        if !self.origins.is_empty() {
            http.origins = Origins::Listed(self.origins.into_iter().collect());
        }
        http.hits_per_minute = self.rate_limit;
        http.reads_per_minute = self.read_limit;
        http.count_crawlers = self.count_crawlers;
        http.streams = (!self.no_streams).then_some(StreamCaps {
            total: self.max_streams,
            per_address: self.max_streams_per_address,
        });
        http.connections = ConnectionCaps {
            total: self.max_connections,
            per_address: self.max_connections_per_address,
        };
        http.public_url = self.public_url;
        http.metrics = if self.no_metrics {
            MetricsPlace::Nowhere
        } else if self.metrics_listen.is_some() {
            MetricsPlace::Own
        } else {
            MetricsPlace::Main
        };
        Ok(config)
    }
}

/// How many proxies stand before the endpoint, by either flag.
fn trusted_hops(behind: Option<u8>, trust_proxy: bool) -> Result<usize, String> {
    match (behind, trust_proxy) {
        (None, trusted) => Ok(trusted.into()),
        (Some(hops), true) if hops != 1 => Err(format!(
            "--trust-proxy means --behind 1, and --behind {hops} says otherwise; take --trust-proxy \
             away, or write --behind 1"
        )),
        (Some(hops), _) => Ok(hops.into()),
    }
}

/// The store that a flag or the variable names. An empty variable is none: that is how many a
/// compose file writes "not set".
fn store_address(
    arguments: &Arguments,
    variable: Option<String>,
) -> Result<Option<StoreAddress>, String> {
    let variable = variable.filter(|text| !text.is_empty());
    let (place, text) = match (&arguments.store, &variable) {
        (Some(text), _) => ("--store", text),
        (None, Some(_)) if arguments.database.is_some() => {
            return Err(format!(
                "--database and the variable {STORE_VARIABLE} name two stores; take one away"
            ));
        }
        (None, Some(text)) => (STORE_VARIABLE, text),
        (None, None) => return Ok(None),
    };
    let address = text
        .parse()
        .map_err(|error: StoreAddressError| format!("{place} cannot be used: {error}"))?;
    Ok(Some(address))
}

fn listening_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "an address to listen on is an IP address and a port, such as 127.0.0.1:8081, or \
         0.0.0.0:8081 for all addresses of the machine"
            .to_owned()
    })
}

/// A single word that is no level would be taken for the name of a module, and the log would be
/// empty without a word about it.
fn log_targets(text: &str) -> Result<Targets, String> {
    // An empty text would be the level error.
    let is_readable = |part: &str| {
        part.contains('=') || (!part.is_empty() && part.parse::<LevelFilter>().is_ok())
    };
    text.split(',')
        .map(str::trim)
        .all(is_readable)
        .then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| {
            "a level is off, error, warn, info, debug or trace; for one part of the program write \
             warn,readerly_counter=debug"
                .to_owned()
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use clap::CommandFactory;

    use super::*;

    const UNIT: &str = include_str!("../docs/readerly-counter.service");
    const CONTAINER: &str = include_str!("../docs/Containerfile");
    const README: &str = include_str!("../README.md");

    #[test]
    fn the_flags_agree_with_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_flags_the_defaults_of_the_library_hold() {
        let config = Arguments::parse_from(["readerly-counter"])
            .into_config(None)
            .unwrap();
        assert_eq!(
            format!("{config:?}"),
            format!("{:?}", Config::new("counter.sqlite"))
        );
    }

    #[test]
    fn the_store_comes_from_a_flag_or_from_the_variable() {
        #[track_caller]
        fn check(flags: &[&str], variable: Option<&str>, expected: Result<&str, &str>) {
            let words = std::iter::once(&"readerly-counter").chain(flags);
            let config = Arguments::parse_from(words).into_config(variable.map(str::to_owned));
            match (config, expected) {
                (Ok(config), Ok(store)) => assert_eq!(config.store.to_string(), store),
                (Err(error), Err(part)) => {
                    assert!(error.contains(part), "{error}");
                    assert!(!error.contains("secret"), "{error}");
                }
                (found, _) => panic!("{found:?}"),
            }
        }
        check(&[], None, Ok("counter.sqlite"));
        check(&[], Some(""), Ok("counter.sqlite"));
        check(&["--database", "a"], Some(""), Ok("a"));
        check(&[], Some("redis://:secret@h/1"), Ok("redis://h/1"));
        check(&["--store", "b"], Some("redis://h"), Ok("b"));
        check(
            &["--database", "a"],
            Some("redis://:secret@h"),
            Err("READERLY_COUNTER_STORE name two stores"),
        );
        check(
            &[],
            Some("redis://:secret@h:port"),
            Err("READERLY_COUNTER_STORE cannot be used: this is no Redis URL"),
        );
        check(
            &["--store", "rediss://:secret@h"],
            None,
            Err("--store cannot be used: rediss:// is not supported"),
        );
    }

    #[test]
    fn the_proxies_are_counted_by_either_flag() {
        #[track_caller]
        fn check(flags: &[&str], expected: Result<usize, &str>) {
            let words = std::iter::once(&"readerly-counter").chain(flags);
            let config = Arguments::parse_from(words).into_config(None);
            match (config.map(|config| config.trusted_hops), expected) {
                (Ok(hops), Ok(expected)) => assert_eq!(hops, expected, "{flags:?}"),
                (Err(error), Err(part)) => assert!(error.contains(part), "{error}"),
                (found, _) => panic!("{flags:?}: {found:?}"),
            }
        }
        check(&[], Ok(0));
        check(&["--trust-proxy"], Ok(1));
        check(&["--behind", "0"], Ok(0));
        check(&["--behind", "1"], Ok(1));
        check(&["--behind", "3"], Ok(3));
        check(&["--behind", "1", "--trust-proxy"], Ok(1));
        check(&["--behind", "2", "--trust-proxy"], Err("--behind 2 says"));
        check(&["--trust-proxy", "--behind", "0"], Err("--behind 0 says"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_remedy() {
        #[track_caller]
        fn check(flag: &str, value: &str, expected: Option<&str>) {
            let found = Arguments::try_parse_from(["readerly-counter", flag, value]);
            match expected {
                None => assert!(found.is_ok(), "{value}"),
                Some(part) => {
                    let error = found.unwrap_err().to_string();
                    assert!(error.contains(part), "{error}");
                }
            }
        }
        check("--listen", "[::]:8081", None);
        check("--listen", "8081", Some("such as 127.0.0.1:8081"));
        check("--listen", "localhost:8081", Some("such as 127.0.0.1:8081"));
        check("--behind", "17", Some("0..=16"));
        check("--behind", "cdn", Some("--behind"));
        check("--log-level", "DEBUG", None);
        check("--log-level", "warn,readerly_counter=debug", None);
        check("--log-level", "verbose", Some("a level is off, error"));
        check("--log-level", "warn,verbose", Some("a level is off, error"));
        check("--log-level", "a=verbose", Some("a level is off, error"));
        check("--log-level", "", Some("a level is off, error"));
    }

    #[test]
    fn the_unit_file_names_flags_that_exist() {
        let joined = UNIT.replace("\\\n", " ");
        let line = joined
            .lines()
            .find_map(|line| line.strip_prefix("ExecStart="))
            .unwrap();
        let arguments = Arguments::try_parse_from(line.split_whitespace()).unwrap();
        assert!(arguments.trust_proxy && !arguments.sites.is_empty());
    }

    #[test]
    fn the_container_file_names_flags_that_exist() {
        let words = |instruction: &str| -> Vec<String> {
            let list = CONTAINER
                .lines()
                .find_map(|line| line.strip_prefix(instruction))
                .unwrap();
            serde_json::from_str(list.trim()).unwrap()
        };
        let command = words("ENTRYPOINT ").into_iter().chain(words("CMD "));
        let arguments = Arguments::try_parse_from(command).unwrap();
        assert!(!arguments.listen.ip().is_loopback());
        let check = Arguments::try_parse_from(words("    CMD ")).unwrap();
        assert!(check.check_health && check.listen == arguments.listen);
    }

    #[test]
    fn the_readme_has_every_flag_with_its_default() {
        for flag in Arguments::command().get_arguments() {
            let Some(name) = flag.get_long() else {
                continue;
            };
            let row = README
                .lines()
                .find(|line| {
                    line.strip_prefix(&format!("| `--{name}"))
                        .is_some_and(|rest| rest.starts_with(['`', ' ']))
                })
                .unwrap_or_else(|| panic!("the README has no row for --{name}"));
            if !flag.get_action().takes_values() {
                continue;
            }
            for default in flag.get_default_values() {
                let default = format!("| `{}` |", default.to_str().unwrap());
                assert!(row.contains(&default), "{row} does not say {default}");
            }
        }
    }
}
