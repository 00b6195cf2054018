//! A web server that others wrote, run for a test.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Whether there is such a program; the summary of a run names a test that went without.
pub fn is_there(program: &str, test: &str) -> bool {
    let is_there = Command::new(program).arg("-v").output().is_ok();
    if !is_there && let Some(record) = std::env::var_os("READERLY_RECORD") {
        let line = format!("left out\t{test}\tthere is no {program}\n");
        if let Ok(mut file) = fs::OpenOptions::new().append(true).open(record) {
            let _ = file.write_all(line.as_bytes());
        }
    }
    is_there
}

/// An address that nobody listens at.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("127.0.0.1:{}", listener.local_addr().unwrap().port())
}

/// A running one; ended when dropped.
pub struct WebServer {
    child: Child,
    pub address: String,
}

impl WebServer {
    /// Starts it, and waits until it listens at the address that it was told.
    pub fn start(command: &mut Command, address: String) -> Self {
        let child = command.stderr(Stdio::inherit()).spawn().unwrap();
        let server = Self { child, address };
        let start = Instant::now();
        while TcpStream::connect(&server.address).is_err() {
            let waited = start.elapsed();
            assert!(
                waited < Duration::from_secs(30),
                "{command:?} does not listen"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Sends a whole request and reads until the connection ends.
    pub fn exchange(&self, request: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        // SIGTERM, so that its workers go too.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}
