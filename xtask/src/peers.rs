//! `cargo xtask peers`: Readerly with counters that other people wrote and that
//! really run, natively and in browsers.
//!
//! Waline comes from npm. GoatCounter and Abacus are programs that a person may
//! have installed; others may run anywhere and are named on the command line.

mod server;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::dist;
use crate::progress;
use crate::project::{self, Project};
use crate::setup::{self, Need};
use server::{Server, free_port};

/// The variable from which the tests take the counters.
const VARIABLE: &str = "READERLY_PEERS";

/// Installed from npm by exactly this version.
const WALINE: &str = "1.39.3";

const WALINE_START: &str = include_str!("peers/waline.cjs");

/// The path that is viewed on each of them; the native test asks for that of
/// `http://page.test/x`.
const PATH: &str = "/x";

/// Views of [`PATH`] in Waline and Abacus.
const VIEWS: u64 = 4;

/// Views in GoatCounter: enough for it to part the digits.
const MANY_VIEWS: u64 = 1234;

/// How many views GoatCounter takes in one request.
const AT_ONCE: u64 = 400;

/// What runs, and how the tests are told of it.
#[derive(Debug, Default)]
struct Peers {
    servers: Vec<Server>,
    entries: Vec<String>,
}

/// Starts what can be started and runs the tests against it. `others` are
/// counters that run already, as `name=address` or `name=address#4,17` with
/// numbers that must be among those they give.
///
/// # Errors
/// When a server that is there does not start, or a test fails.
pub fn run(project: &Project, others: &[String], only_native: bool) -> Result<()> {
    if let Some(wrong) = others.iter().find(|other| !other.contains('=')) {
        bail!(
            "`{wrong}` is no counter; write `name=address`, such as umami=http://127.0.0.1:3000/share/aBcD1234"
        );
    }
    let needs: &[Need] = if only_native {
        &[]
    } else {
        &[Need::BrowserTests]
    };
    setup::run(project, needs)?;
    if !only_native {
        dist::build(project)?;
    }
    let mut peers = Peers::default();
    peers.entries.extend_from_slice(others);
    start_waline(project, &mut peers)?;
    start_goatcounter(project, &mut peers)?;
    start_abacus(project, &mut peers)?;

    progress::heading("Test with them", &peers.entries.join(" "));
    let native = [
        "test",
        "--package",
        "readerly",
        "--test",
        "native",
        "peers::",
        "--",
        "--nocapture",
    ];
    let mut command = project.command("cargo", &native);
    project::run(command.env(VARIABLE, peers.entries.join(" ")))?;
    if !only_native {
        let stories = [
            "test",
            "--package",
            "readerly-browser-tests",
            "--test",
            "stories",
            "peers::",
        ];
        let mut command = project.command("cargo", &stories);
        command
            .env(VARIABLE, peers.entries.join(" "))
            .env("READERLY_DIST", project.dist());
        project::run(&mut command)?;
    }
    Ok(())
}

fn start_waline(project: &Project, peers: &mut Peers) -> Result<()> {
    let (Some(_), Some(_)) = (project.which("node"), project.which("npm")) else {
        progress::line(
            "there is no node with npm here (https://nodejs.org), so Waline is left out",
        );
        return Ok(());
    };
    let folder = folder(project, "waline")?;
    let manifest = folder.join("node_modules/@waline/vercel/package.json");
    let installed = fs::read_to_string(manifest).unwrap_or_default();
    if !installed.contains(&format!("\"version\": \"{WALINE}\"")) {
        progress::heading(
            &format!("Install Waline {WALINE}"),
            "from npm, under target/; one to six minutes, most of it SQLite, which may have to be compiled",
        );
        let package = format!("@waline/vercel@{WALINE}");
        // With a folder of its own: without a manifest npm would take the next one above.
        fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
        let arguments = [
            "install",
            "--save-exact",
            "--no-audit",
            "--no-fund",
            &package,
        ];
        project::run(project.command("npm", &arguments).current_dir(&folder))?;
    }
    fs::write(folder.join("start.cjs"), WALINE_START)?;
    let port = free_port()?;
    let mut command = project.command("node", &["start.cjs", &port.to_string(), "data"]);
    let log = folder.join("log.txt");
    let server = Server::start("Waline", command.current_dir(&folder), port, &log)?;
    for _ in 0..VIEWS {
        let view = format!("{{\"path\": \"{PATH}\", \"type\": \"time\"}}");
        server.tell("POST", "/api/article", "", &view)?;
    }
    let address = format!("/api/article?path={PATH}#{VIEWS}");
    peers.take(server, "waline", &address);
    Ok(())
}

fn start_goatcounter(project: &Project, peers: &mut Peers) -> Result<()> {
    let Some(program) = project.which("goatcounter") else {
        progress::line("there is no `goatcounter` on the PATH, so GoatCounter is left out");
        return Ok(());
    };
    let program = program.to_string_lossy();
    let folder = folder(project, "goatcounter")?;
    for ending in ["", "-wal", "-shm"] {
        let file = folder.join(format!("counter.sqlite3{ending}"));
        if file.exists() {
            fs::remove_file(&file)
                .with_context(|| format!("could not remove {}", file.display()))?;
        }
    }
    let database = |words: &[&str]| {
        let mut command = project.command(&program, &["db"]);
        command.args(words).args(["-db", "sqlite+counter.sqlite3"]);
        command.current_dir(&folder);
        command
    };
    project::run(&mut database(&[
        "create",
        "site",
        "-createdb",
        "-vhost=stats.peers.test",
        "-user.email=owner@peers.test",
        "-user.password=only-for-this-run",
    ]))?;
    project::run(&mut database(&[
        "create",
        "apitoken",
        "-name=views",
        "-user=1",
        "-perm=count",
    ]))?;
    // What the box in its settings does. A counter that runs would not notice.
    project::run(database(&["query", "-format=exec"]).arg(
        "update sites set settings = json_set(cast(settings as text), '$.allow_counter', json('true'))",
    ))?;
    let token =
        project::output(database(&["query", "-format=csv"]).arg("select token from api_tokens"))
            .and_then(|lines| lines.lines().nth(1).map(str::to_owned))
            .context("GoatCounter gave no token to count with")?;

    let port = free_port()?;
    let mut command = project.command(&program, &["serve", "-db", "sqlite+counter.sqlite3"]);
    let listen = format!("127.0.0.1:{port}");
    command.args(["-tls", "http", "-store-every", "1", "-listen", &listen]);
    let log = folder.join("log.txt");
    let server = Server::start("GoatCounter", command.current_dir(&folder), port, &log)?;
    let authorization = format!("Authorization: Bearer {token}\r\n");
    let mut sent = 0;
    while sent < MANY_VIEWS {
        let hits: Vec<String> = (sent..MANY_VIEWS.min(sent + AT_ONCE))
            .map(|session| format!("{{\"path\": \"{PATH}\", \"session\": \"{session}\"}}"))
            .collect();
        sent += AT_ONCE;
        let body = format!("{{\"no_sessions\": true, \"hits\": [{}]}}", hits.join(","));
        server.tell("POST", "/api/v0/count", &authorization, &body)?;
    }
    let address = format!("/counter/{PATH}.json#{MANY_VIEWS}");
    let total = format!("goatcounter={}#{MANY_VIEWS}", server.url("/"));
    server.wait_for(
        &format!("/counter/{PATH}.json"),
        // Parted by a narrow space that does not break, as GoatCounter does by itself.
        "\"1\u{202f}234\"",
    )?;
    peers.take(server, "goatcounter", &address);
    peers.entries.push(total);
    Ok(())
}

fn start_abacus(project: &Project, peers: &mut Peers) -> Result<()> {
    let Some(program) = project.which("abacus") else {
        progress::line("there is no `abacus` on the PATH, so Abacus is left out");
        return Ok(());
    };
    let folder = folder(project, "abacus")?;
    let port = free_port()?;
    let mut command = project.command(&program.to_string_lossy(), &[]);
    // In its test mode it brings its own Redis.
    command
        .env("TESTING", "true")
        .env("PORT", port.to_string())
        .current_dir(&folder);
    let server = Server::start("Abacus", &mut command, port, &folder.join("log.txt"))?;
    for _ in 0..VIEWS {
        server.tell("GET", "/hit/readerly/views", "", "")?;
    }
    let address = format!("/get/readerly/views#{VIEWS}");
    peers.take(server, "abacus", &address);
    Ok(())
}

impl Peers {
    fn take(&mut self, server: Server, name: &str, address: &str) {
        let entry = format!("{name}={}", server.url(address));
        progress::line(&entry);
        self.entries.push(entry);
        self.servers.push(server);
    }
}

fn folder(project: &Project, name: &str) -> Result<PathBuf> {
    let folder = project.path("target/peers").join(name);
    fs::create_dir_all(&folder)
        .with_context(|| format!("could not create {}", folder.display()))?;
    Ok(folder)
}
