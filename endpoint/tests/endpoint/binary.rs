//! The program as it is run: its one line, its signals, its help, its errors.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Output;

use crate::support::program::{Running, program};
use tempfile::TempDir;

fn start(database: &Path) -> Running {
    Running::start(&["--window", "30", "--database", database.to_str().unwrap()])
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

#[test]
fn counts_survive_both_signals_and_the_log_is_folded_in() {
    let directory = TempDir::new().unwrap();
    let database = directory.path().join("counter.sqlite");
    for (signal, views) in [("-TERM", 1), ("-INT", 2), ("-TERM", 3)] {
        let running = start(&database);
        assert!(
            running
                .hit(&format!("/{views}"))
                .starts_with("HTTP/1.1 204 ")
        );
        let answer = running.get();
        assert!(answer.contains(&format!(r#""views":{views},"#)), "{answer}");
        assert!(
            answer.contains(r#""online":{"value":1,"window":30}"#),
            "{answer}"
        );
        running.stop(signal);
        let files: Vec<_> = std::fs::read_dir(directory.path()).unwrap().collect();
        assert_eq!(files.len(), 1, "{files:?}");
    }
}

#[test]
fn a_killed_endpoint_loses_no_count() {
    let directory = TempDir::new().unwrap();
    let database = directory.path().join("counter.sqlite");
    let running = start(&database);
    running.hit("/a");
    drop(running);
    let answer = start(&database).get();
    assert!(answer.contains(r#""views":1,"#), "{answer}");
}

#[test]
fn an_idle_connection_does_not_hold_up_the_end() {
    let directory = TempDir::new().unwrap();
    let running = start(&directory.path().join("counter.sqlite"));
    let mut idle = TcpStream::connect(&running.address).unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .unwrap();
    let mut first_byte = [0];
    idle.read_exact(&mut first_byte).unwrap();
    running.stop("-TERM");
}

#[test]
fn the_help_names_every_flag_and_what_is_stored() {
    let output = run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for part in [
        "--listen",
        "--database",
        "--site",
        "--any-site",
        "--window",
        "--ttl",
        "--utc-offset",
        "--trust-proxy",
        "--behind",
        "--max-connections",
        "--max-connections-per-address",
        "Example",
        "What is stored",
        "What is not stored",
    ] {
        assert!(help.contains(part), "{part} is not in:\n{help}");
    }
}

#[test]
fn mistakes_are_explained() {
    #[track_caller]
    fn check(arguments: &[&str], part: &str) {
        let output = run(arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert!(errors.contains(part), "{errors}");
        assert!(output.stdout.is_empty());
    }
    check(&["--site", "a/b"], "1 to 64 of the characters");
    check(&["--utc-offset", "7"], "written like +07:00");
    check(&["--utc-offset", "-15:00"], "between -14:00 and +14:00");
    check(&["--window", "0"], "1..=86400");
    check(&["--site", "a", "--any-site"], "cannot be used with");
    let twice = ["--listen", "127.0.0.1:0", "--trust-proxy", "--behind", "2"];
    check(&twice, "--trust-proxy means --behind 1");
    let nowhere = [
        "--listen",
        "127.0.0.1:0",
        "--database",
        "/no/such/directory/counter.sqlite",
    ];
    check(&nowhere, "check that its directory exists");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    check(&["--listen", &address], "choose another with --listen");
}
