//! `cargo xtask serve`: the demo with live numbers, until ctrl-c.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::progress;
use crate::project::{self, Project};
use crate::setup;

/// Where Trunk.toml puts the demo.
const DEMO: &str = "127.0.0.1:8080";

/// Where Trunk.toml's proxy expects the counter endpoint.
const COUNTER: &str = "127.0.0.1:8081";

const DATABASE: &str = "target/readerly-counter.sqlite";

/// The line by which the endpoint says that it is ready.
const READY_LINE: &str = "listening on";

/// How long the endpoint may take to open its database.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// How long a program may take to end after it was asked to.
const END_WITHIN: Duration = Duration::from_secs(5);

const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What ends the serving, or moves it on.
#[derive(Debug)]
enum Event {
    Interrupted,
    CounterReady,
}

/// Sets up, starts the counter endpoint and Trunk, and ends both together.
///
/// # Errors
/// When set-up fails, an address is taken, or one of the two ends by itself.
pub fn run(project: &Project) -> Result<()> {
    let (sender, events) = mpsc::channel();
    let interrupted = sender.clone();
    ctrlc::set_handler(move || {
        // Nobody listens any more once serving has ended; then there is nothing to stop.
        let _ = interrupted.send(Event::Interrupted);
    })
    .context("could not listen for ctrl-c")?;

    setup::run(project, &[setup::Need::Build])?;
    ensure_free(DEMO)?;
    ensure_free(COUNTER)?;
    progress::heading(
        "Compile the counter endpoint",
        "readerly-counter; one to three minutes the first time",
    );
    project::run(&mut project.command("cargo", &["build", "--package", "readerly-counter"]))?;
    fs::create_dir_all(project.path("target")).context("could not create target/")?;

    progress::heading(
        "Start the counter endpoint",
        &format!("http://{COUNTER}, which keeps its numbers in {DATABASE}"),
    );
    let mut counter = start_counter(project, sender)?;
    wait_until_ready(&events, &mut counter)?;

    progress::heading(
        "Build and serve the demo",
        "trunk serve; one to three minutes the first time, seconds after a change",
    );
    let mut trunk = start_trunk(project)?;
    watch(&events, &mut counter, &mut trunk)
}

/// A program that ends when this value does.
#[derive(Debug)]
struct Running {
    name: &'static str,
    child: Child,
}

impl Running {
    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child
            .try_wait()
            .with_context(|| format!("could not look after {}", self.name))
    }

    fn take_output(&mut self) -> Result<ChildStdout> {
        self.child
            .stdout
            .take()
            .with_context(|| format!("{} has no output to read", self.name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        ask_to_end(&mut self.child);
        let deadline = Instant::now() + END_WITHIN;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                // It may have ended since; either way it is gone after the wait.
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            thread::sleep(LOOK_EVERY / 4);
        }
    }
}

/// Asks politely where the system can, so that the endpoint closes its database.
#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    if let Ok(id) = i32::try_from(child.id()) {
        // A child that has just ended cannot be asked; that is what we want.
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    // A child that has just ended cannot be killed; that is what we want.
    let _ = child.kill();
}

fn ensure_free(address: &str) -> Result<()> {
    TcpListener::bind(address).map(drop).with_context(|| {
        format!(
            "http://{address} is taken by another program; \
             end it (an earlier `cargo xtask serve`?) and try again"
        )
    })
}

fn start_counter(project: &Project, ready: Sender<Event>) -> Result<Running> {
    let mut command = project.command(
        "cargo",
        &[
            "run",
            "--quiet",
            "--package",
            "readerly-counter",
            "--",
            "--listen",
            COUNTER,
            "--database",
            DATABASE,
        ],
    );
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{}`", project::display(&command)))?;
    let mut counter = Running {
        name: "the counter endpoint",
        child,
    };
    let output = counter.take_output()?;
    thread::spawn(move || pass_on(output, &ready));
    Ok(counter)
}

/// Shows the endpoint's lines, and says when the one that means ready comes.
fn pass_on(output: ChildStdout, ready: &Sender<Event>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        progress::line(&line);
        if line.contains(READY_LINE) && ready.send(Event::CounterReady).is_err() {
            return;
        }
    }
}

fn wait_until_ready(events: &Receiver<Event>, counter: &mut Running) -> Result<()> {
    let deadline = Instant::now() + READY_WITHIN;
    while Instant::now() < deadline {
        match events.recv_timeout(LOOK_EVERY) {
            Ok(Event::CounterReady) => return Ok(()),
            Ok(Event::Interrupted) => bail!("interrupted"),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => thread::sleep(LOOK_EVERY),
        }
        if let Some(status) = counter.ended()? {
            bail!("the counter endpoint ended at once ({status}); its reason stands above");
        }
    }
    bail!(
        "the counter endpoint did not say \"{READY_LINE}\" within {} seconds",
        READY_WITHIN.as_secs()
    )
}

fn start_trunk(project: &Project) -> Result<Running> {
    let mut command = project.command("trunk", &["serve", "--offline"]);
    let child = command
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("could not start `{}`", project::display(&command)))?;
    Ok(Running {
        name: "Trunk",
        child,
    })
}

/// Waits for ctrl-c or for one of the two to end; the caller drops both.
fn watch(events: &Receiver<Event>, counter: &mut Running, trunk: &mut Running) -> Result<()> {
    let mut announced = false;
    loop {
        match events.recv_timeout(LOOK_EVERY) {
            Ok(Event::Interrupted) => {
                println!();
                progress::line("ending the demo and the counter endpoint");
                return Ok(());
            }
            Ok(Event::CounterReady) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => thread::sleep(LOOK_EVERY),
        }
        for program in [&mut *counter, &mut *trunk] {
            if let Some(status) = program.ended()? {
                bail!("{} ended by itself ({status})", program.name);
            }
        }
        if !announced && answers(DEMO) {
            announced = true;
            progress::heading(
                &format!("The demo is at http://{DEMO}"),
                "open it in two tabs to see the numbers move; ctrl-c ends it",
            );
            // The person reads this line through a pipe, too.
            std::io::stdout().flush().context("could not write")?;
        }
    }
}

/// Trunk listens only after its first build.
fn answers(address: &str) -> bool {
    address
        .parse::<SocketAddr>()
        .is_ok_and(|address| TcpStream::connect_timeout(&address, LOOK_EVERY).is_ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn addresses_are_those_of_trunks_configuration() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../Trunk.toml");
        let configuration = fs::read_to_string(path).unwrap();
        let (address, port) = DEMO.split_once(':').unwrap();
        for line in [
            format!("addresses = [\"{address}\"]"),
            format!("port = {port}"),
            format!("backend = \"http://{COUNTER}/v1/\""),
        ] {
            assert!(configuration.contains(&line), "Trunk.toml lacks {line}");
        }
    }

    #[test]
    fn a_taken_address_is_named() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let error = ensure_free(&address).unwrap_err();
        assert!(error.to_string().contains(&address), "{error}");
        drop(listener);
        // Another test may be about to start a program, which holds what this one
        // holds until it runs.
        let start = std::time::Instant::now();
        while let Err(error) = ensure_free(&address) {
            assert!(start.elapsed().as_secs() < 20, "{error:#}");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_dropped_program_is_gone() {
        let child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let id = nix::unistd::Pid::from_raw(i32::try_from(child.id()).unwrap());
        drop(Running {
            name: "sleep",
            child,
        });
        assert!(nix::sys::signal::kill(id, None).is_err());
    }
}
