//! The program as it is run: a child process and plain requests to it.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A running endpoint that counts the site `a`; killed when dropped.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    /// Starts it on a free port and waits until it listens.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = program()
            .args(["--listen", "127.0.0.1:0", "--site", "a"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .strip_prefix("listening on http://")
            .unwrap()
            .trim_end()
            .to_owned();
        Self { child, address }
    }

    pub fn exchange(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn hit(&self, path: &str) -> String {
        self.exchange(&hit_request("12345678", path, "close"))
    }

    pub fn get(&self) -> String {
        self.exchange("GET /v1/counter/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    }

    pub fn views(&self) -> u64 {
        let answer = self.get();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        body["site"]["views"].as_u64().unwrap()
    }

    /// Sends a signal and waits for the end, which must be a good one.
    pub fn stop(mut self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // SIGKILL, which no process can put off. Already gone when it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_readerly-counter"))
}

/// The bytes of one hit. `connection` is `close` or `keep-alive`.
pub fn hit_request(tab: &str, path: &str, connection: &str) -> String {
    let body = format!(r#"{{"event":"hit","tab":"{tab}","path":"{path}"}}"#);
    format!(
        "POST /v1/counter/a HTTP/1.1\r\nHost: x\r\nConnection: {connection}\r\n\
         User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n\
         Content-Type: text/plain;charset=UTF-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
