//! The program over real connections: streams, its end with streams open, its log, its health.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::program::{hit_request, program};
use serde_json::Value;
use tempfile::TempDir;

/// A running endpoint whose log is kept.
struct Logged {
    child: Child,
    address: String,
    log: PathBuf,
    // Deleted when the endpoint is gone.
    _directory: TempDir,
}

impl Logged {
    fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::start_as(program(), arguments, environment)
    }

    /// With no more than so many open files.
    fn start_with_files(most: u32) -> Self {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &format!(r#"ulimit -n {most}; exec "$0" "$@""#)])
            .arg(program().get_program());
        Self::start_as(shell, &[], &[])
    }

    fn start_as(mut command: Command, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let directory = TempDir::new().unwrap();
        let log = directory.path().join("log");
        let mut child = command
            .args(["--listen", "127.0.0.1:0", "--site", "a", "--database"])
            .arg(directory.path().join("counter.sqlite"))
            .args(arguments)
            .env_remove("RUST_LOG")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.strip_prefix("listening on http://").unwrap();
        Self {
            address: address.trim_end().to_owned(),
            child,
            log,
            _directory: directory,
        }
    }

    fn connect(&self, request: &str) -> TcpStream {
        connect(&self.address, request)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Sends SIGTERM, waits for the end and gives the log.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        let kill = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(kill.unwrap().success());
        assert!(self.child.wait().unwrap().success());
        self.log()
    }
}

impl Drop for Logged {
    fn drop(&mut self) {
        // Already gone unless the test failed on the way.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn connect(address: &str, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    // Long: it only keeps a failing test from hanging.
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn get(address: &str, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let mut answer = String::new();
    connect(address, &request)
        .read_to_string(&mut answer)
        .unwrap();
    answer
}

/// Opens a stream and reads on to its first snapshot.
fn follow(endpoint: &Logged) -> BufReader<TcpStream> {
    let request = "GET /v1/counter/a/events?path=/a HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut stream = BufReader::new(endpoint.connect(request));
    next_snapshot(&mut stream);
    stream
}

fn next_snapshot(stream: &mut BufReader<TcpStream>) -> Value {
    loop {
        let mut line = String::new();
        assert_ne!(stream.read_line(&mut line).unwrap(), 0, "the stream ended");
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str(data).unwrap();
        }
    }
}

#[test]
fn a_hit_reaches_all_who_follow() {
    let endpoint = Logged::start(&[], &[]);
    let mut streams: Vec<_> = (0..20).map(|_| follow(&endpoint)).collect();
    let mut answer = String::new();
    endpoint
        .connect(&hit_request("12345678", "/a", "close"))
        .read_to_string(&mut answer)
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    for stream in &mut streams {
        assert_eq!(next_snapshot(stream)["page"]["views"], 1);
    }
}

#[test]
fn open_streams_do_not_hold_up_the_end() {
    let endpoint = Logged::start(&[], &[]);
    let streams: Vec<_> = (0..20).map(|_| follow(&endpoint)).collect();
    let log = endpoint.stop();
    assert!(log.contains("stopped"), "{log}");
    assert!(!log.contains("did not finish"), "{log}");
    for mut stream in streams {
        let mut rest = String::new();
        stream.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("retry: "), "{rest:?}");
        // The last chunk: the answer ended, it did not break off.
        assert!(rest.ends_with("\r\n0\r\n\r\n"), "{rest:?}");
    }
}

#[test]
fn the_log_can_be_json_and_names_no_address() {
    let arguments = [
        "--log-format",
        "json",
        "--log-level",
        "trace",
        "--rate-limit",
        "1",
    ];
    let endpoint = Logged::start(&arguments, &[]);
    for status in ["204", "429"] {
        let mut answer = String::new();
        endpoint
            .connect(&hit_request("12345678", "/a", "close"))
            .read_to_string(&mut answer)
            .unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
    let log = endpoint.stop();
    assert!(!log.contains("127.0.0.1"), "{log}");
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let refusals: Vec<&Value> = lines
        .iter()
        .filter_map(|line| line.get("refused"))
        .collect();
    assert_eq!(refusals, [&Value::from(1)]);
    assert!(lines.iter().any(|line| line["message"] == "stopped"));
}

#[test]
fn a_proxy_and_its_flag_that_disagree_are_told_once() {
    #[track_caller]
    fn check(arguments: &[&str], forwarded: bool, expected: &str) {
        let endpoint = Logged::start(arguments, &[]);
        let request = hit_request("12345678", "/a", "close");
        let request = if forwarded {
            request.replace("Host: x", "Host: x\r\nX-Forwarded-For: 192.0.2.1")
        } else {
            request
        };
        for _ in 0..2 {
            let mut answer = String::new();
            endpoint
                .connect(&request)
                .read_to_string(&mut answer)
                .unwrap();
            assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
        }
        let log = endpoint.stop();
        let told = log.matches("or all readers are taken for one").count();
        assert_eq!(told, usize::from(!expected.is_empty()), "{log}");
        assert!(
            log.contains(expected) && !log.contains("192.0.2.1"),
            "{log}"
        );
    }
    check(&[], false, "");
    check(&["--trust-proxy"], true, "");
    check(&[], true, "behind a proxy add --trust-proxy");
    check(&["--trust-proxy"], false, "have the proxy send it");
    check(&["--behind", "2"], false, "have the proxy send it");
    check(&["--behind", "2"], true, "fewer hops in X-Forwarded-For");
}

#[test]
fn the_level_of_the_log_can_be_set() {
    let quiet = Logged::start(&["--log-level", "off"], &[]);
    assert_eq!(quiet.stop(), "");
    let from_environment = Logged::start(&[], &[("RUST_LOG", "error")]);
    assert_eq!(from_environment.stop(), "");
    let flag_wins = Logged::start(&["--log-level", "info"], &[("RUST_LOG", "off")]);
    assert!(flag_wins.stop().contains("stopped"));
    let unreadable = Logged::start(&[], &[("RUST_LOG", "a=b=c")]);
    let log = unreadable.stop();
    assert!(
        log.contains("RUST_LOG cannot be read") && log.contains("stopped"),
        "{log}"
    );
}

#[test]
fn metrics_can_have_an_address_of_their_own() {
    let endpoint = Logged::start(&["--metrics-listen", "127.0.0.1:0"], &[]);
    let log = endpoint.log();
    let (_, rest) = log.split_once("metrics on http://").unwrap();
    let (address, _) = rest.split_once("/metrics").unwrap();
    let answer = get(address, "/metrics");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(
        answer.contains("readerly_counter_online{site=\"a\"} 0"),
        "{answer}"
    );
    assert!(get(address, "/v1/counter/a").starts_with("HTTP/1.1 404 "));
    assert!(get(&endpoint.address, "/metrics").starts_with("HTTP/1.1 404 "));
    endpoint.stop();
}

#[test]
fn running_out_of_files_is_told_once_and_survived() {
    const TOLD: &str = "no connection could be accepted";
    let endpoint = Logged::start_with_files(40);
    let half: Vec<_> = (0..60)
        .map(|_| endpoint.connect("GET /healthz HTTP/1.1\r\n"))
        .collect();
    let begun = Instant::now();
    while !endpoint.log().contains(TOLD) {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is told");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(half);
    assert!(get(&endpoint.address, "/healthz").starts_with("HTTP/1.1 200 "));
    let log = endpoint.stop();
    assert_eq!(log.matches(TOLD).count(), 1, "{log}");
}

#[test]
fn more_streams_than_connections_are_told_at_the_start() {
    #[track_caller]
    fn check(arguments: &[&str], told: bool) {
        let log = Logged::start(arguments, &[]).stop();
        assert_eq!(log.contains("streams could take all"), told, "{log}");
    }
    check(&[], false);
    check(&["--max-connections", "0"], false);
    check(&["--max-connections", "100"], true);
    check(&["--max-connections", "100", "--no-streams"], false);
    check(&["--max-streams", "25000"], true);
}

#[test]
fn its_health_can_be_asked_by_the_program_itself() {
    let ask = |address: &str| {
        program()
            .args(["--listen", address, "--check-health"])
            .output()
            .unwrap()
    };
    let endpoint = Logged::start(&[], &[]);
    let port = endpoint.address.rsplit(':').next().unwrap();
    for address in [endpoint.address.clone(), format!("0.0.0.0:{port}")] {
        let output = ask(&address);
        assert!(output.status.success(), "{output:?}");
    }
    // Bound and never listened to by an endpoint: what is asked there is nobody.
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    drop(other);
    let output = ask(&address);
    assert!(!output.status.success());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("the endpoint is not well"), "{errors}");
}
