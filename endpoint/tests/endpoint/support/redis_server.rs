//! A Redis server of a test's own, on a free port, with nothing on the disk unless asked.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running server; killed when dropped.
pub struct RedisServer {
    child: Child,
    port: u16,
    directory: TempDir,
    options: Options,
}

/// Arguments of the program.
type Options = &'static [&'static str];

const IN_MEMORY: Options = &["--appendonly", "no"];
const DURABLE: Options = &["--appendonly", "yes", "--appendfsync", "always"];
const CLUSTER: Options = &["--appendonly", "no", "--cluster-enabled", "yes"];

impl RedisServer {
    /// Starts a server, or returns none where the environment says that there is none.
    pub fn start() -> Option<Self> {
        Self::start_with(IN_MEMORY)
    }

    /// The same, with a log on the disk from which a server that was killed comes back whole.
    pub fn start_durable() -> Option<Self> {
        Self::start_with(DURABLE)
    }

    /// The same as a node of a cluster, though a lonely one.
    pub fn start_in_cluster_mode() -> Option<Self> {
        Self::start_with(CLUSTER)
    }

    fn start_with(options: Options) -> Option<Self> {
        if std::env::var("READERLY_WITHOUT_REDIS").is_ok_and(|value| value == "1") {
            eprintln!("skipped: READERLY_WITHOUT_REDIS=1");
            return None;
        }
        let directory = TempDir::new().unwrap();
        // Between looking for a free port and taking it, somebody else may take it.
        for _ in 0..10 {
            let port = TcpListener::bind("127.0.0.1:0")
                .and_then(|listener| listener.local_addr())
                .unwrap()
                .port();
            if let Some(child) = run(port, &directory, options) {
                return Some(Self {
                    child,
                    port,
                    directory,
                    options,
                });
            }
        }
        panic!("redis-server did not start on any of ten free ports");
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts a killed server again on its old port.
    pub fn start_again(&mut self) {
        self.child = run(self.port, &self.directory, self.options).unwrap();
    }

    /// Stops the server from doing anything, as a machine that is out of reach would look.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Runs commands of the server's own language and returns its answer.
    pub fn eval(&self, script: &str) -> redis::Value {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_connection().unwrap();
        redis::cmd("EVAL")
            .arg(script)
            .arg(0)
            .query(&mut connection)
            .unwrap()
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // Already gone when the test killed it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a server and waits until it answers; none when it ended, because the port was taken.
fn run(port: u16, directory: &TempDir, options: Options) -> Option<Child> {
    let port_text = port.to_string();
    let mut child = Command::new("redis-server")
        .args(["--port", &port_text, "--bind", "127.0.0.1", "--save", ""])
        .args(options)
        .arg("--dir")
        .arg(directory.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!(
                "cannot run redis-server: {error}; install the package redis-server, or set \
                 READERLY_WITHOUT_REDIS=1 to leave out what needs it"
            )
        });
    let give_up = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() {
        if answers(port) {
            return Some(child);
        }
        assert!(Instant::now() < give_up, "redis-server does not answer");
        std::thread::sleep(Duration::from_millis(5));
    }
    None
}

fn answers(port: u16) -> bool {
    if TcpStream::connect(("127.0.0.1", port)).is_err() {
        return false;
    }
    redis::Client::open(("127.0.0.1", port))
        .and_then(|client| client.get_connection())
        .and_then(|mut connection| redis::cmd("PING").exec(&mut connection))
        .is_ok()
}
