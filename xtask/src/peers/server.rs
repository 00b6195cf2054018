//! Servers that run for as long as they are wanted, and requests to them.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// How long a server may take to answer its first request.
const READY_WITHIN: Duration = Duration::from_secs(60);

const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A server on the loopback interface. It ends with this value.
#[derive(Debug)]
pub struct Server {
    name: &'static str,
    child: Child,
    /// Where it listens.
    pub port: u16,
}

impl Server {
    /// Starts the server and waits until it answers. What it prints goes into
    /// `log`.
    ///
    /// # Errors
    /// When it cannot be started, ends, or does not answer within a minute.
    pub fn start(name: &'static str, command: &mut Command, port: u16, log: &Path) -> Result<Self> {
        let shown = project::display(command);
        let file =
            File::create(log).with_context(|| format!("could not write {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stderr(file.try_clone()?)
            .stdout(file)
            .spawn()
            .with_context(|| format!("could not start `{shown}`"))?;
        let mut server = Self { name, child, port };
        let deadline = Instant::now() + READY_WITHIN;
        while server.request("GET", "/", "", "").is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!(
                    "{name} ended at once ({status}); it printed {}",
                    log.display()
                );
            }
            if Instant::now() > deadline {
                bail!(
                    "{name} did not answer within a minute; it printed {}",
                    log.display()
                );
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(server)
    }

    /// An address on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Tells the server something; `headers` are whole lines.
    ///
    /// # Errors
    /// When it does not answer with a status from 200 to 299.
    pub fn tell(&self, method: &str, path: &str, headers: &str, body: &str) -> Result<()> {
        let answer = self.request(method, path, headers, body)?;
        let status = answer.split(' ').nth(1);
        if !status.is_some_and(|status| status.starts_with('2')) {
            bail!("{} answered {method} {path} with:\n{answer}", self.name);
        }
        Ok(())
    }

    /// Waits until the answer to a path holds these words: counters write down
    /// what they are told when they find the time.
    ///
    /// # Errors
    /// When it does not within a minute; the message has the last answer.
    pub fn wait_for(&self, path: &str, words: &str) -> Result<()> {
        let deadline = Instant::now() + READY_WITHIN;
        loop {
            let answer = self.request("GET", path, "", "")?;
            if answer.contains(words) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!(
                    "{} does not say {words:?} at {path}, but:\n{answer}",
                    self.name
                );
            }
            thread::sleep(LOOK_EVERY);
        }
    }

    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Result<String> {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port))?;
        connection.set_read_timeout(Some(READY_WITHIN))?;
        // In HTTP 1.0 an answer ends with its connection.
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n{headers}\r\n{body}",
            self.port,
            body.len()
        );
        connection.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; either way it is gone after the wait.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
///
/// # Errors
/// When there is no loopback interface.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("could not listen on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}
