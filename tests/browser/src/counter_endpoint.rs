//! The real counter endpoint, `readerly-counter`, as a child process.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::Command;
use tokio::sync::OnceCell;

use crate::supervised::Supervised;

/// A running endpoint with a database of its own.
#[derive(Debug)]
pub struct CounterEndpoint {
    address: String,
    folder: TempDir,
    process: Supervised,
}

impl CounterEndpoint {
    /// Starts the endpoint on a free port with an empty database. A tab that
    /// is silent for `window_seconds` no longer counts as present.
    ///
    /// # Errors
    /// When it cannot be built or does not say where it listens.
    pub async fn start(window_seconds: u32) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("readerly-counter-")
            .tempdir()?;
        let (process, address) = launch(folder.path(), window_seconds, "127.0.0.1:0").await?;
        Ok(Self {
            address,
            folder,
            process,
        })
    }

    /// Stops the endpoint as an owner would (SIGTERM) and starts it again on
    /// the same database and the same port.
    ///
    /// # Errors
    /// When it does not leave or does not come back.
    pub async fn restart(self, window_seconds: u32) -> Result<Self> {
        let Self {
            address,
            folder,
            process,
        } = self;
        process.stop().await?;
        let listen = address
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        let (process, address) = launch(folder.path(), window_seconds, &listen).await?;
        Ok(Self {
            address,
            folder,
            process,
        })
    }

    /// The address of a site's counter.
    #[must_use]
    pub fn counter_url(&self, site: &str) -> String {
        format!("{}/v1/counter/{site}", self.address.trim_end_matches('/'))
    }
}

async fn launch(folder: &Path, window: u32, listen: &str) -> Result<(Supervised, String)> {
    let program = program().await?;
    let database = folder.join("counter.sqlite");
    let arguments = [
        "--listen".to_owned(),
        listen.to_owned(),
        "--database".to_owned(),
        database.to_string_lossy().into_owned(),
        "--window".to_owned(),
        window.to_string(),
        // The engines say that they are headless, and the stories load the
        // same page again within moments.
        "--count-crawlers".to_owned(),
        "--revisit".to_owned(),
        "0".to_owned(),
    ];
    let mut process = Supervised::start(program, &arguments, &HashMap::new())?;
    let output = process
        .take_output()
        .context("the endpoint has no output")?;
    let mut lines = BufReader::new(output);
    let address = tokio::time::timeout(Duration::from_secs(20), read_address(&mut lines))
        .await
        .context("readerly-counter did not say where it listens within 20 s")??;
    tokio::spawn(async move {
        let mut buffer = [0_u8; 4096];
        while matches!(lines.read(&mut buffer).await, Ok(count) if count > 0) {}
    });
    Ok((process, address))
}

async fn read_address<R>(lines: &mut BufReader<R>) -> Result<String>
where
    R: tokio::io::AsyncRead + Unpin,
{
    let mut seen = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            bail!("readerly-counter ended before it listened; it printed: {seen:?}");
        }
        if let Some((_, address)) = line.split_once("listening on ") {
            return Ok(address.trim().to_owned());
        }
        seen.push_str(&line);
    }
}

/// The built program: from `READERLY_COUNTER`, or built beside the tests.
/// Cargo sets `CARGO_BIN_EXE_*` only for a package's own programs, so a
/// sibling package has to be asked for by name.
async fn program() -> Result<&'static Path> {
    static PROGRAM: OnceCell<PathBuf> = OnceCell::const_new();
    let path = PROGRAM
        .get_or_try_init(|| async {
            if let Some(path) = std::env::var_os("READERLY_COUNTER") {
                return Ok(PathBuf::from(path));
            }
            let tests = std::env::current_exe()?;
            let profile = tests
                .ancestors()
                .nth(2)
                .context("the tests have no target folder")?;
            let target = profile
                .parent()
                .context("the tests have no target folder")?;
            let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
            // As `cargo xtask test` builds all test programs: with one set of
            // features, so that nothing is compiled a second time for it.
            build
                .args(["test", "--quiet", "--workspace", "--no-run"])
                .args(["--test", "endpoint", "--target-dir"])
                .arg(target)
                .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
                .stdin(Stdio::null());
            // What Cargo told this program about its package would have build
            // scripts that look at it run again, and half the crates with them.
            for (name, _) in std::env::vars_os() {
                let name_text = name.to_string_lossy();
                if ["CARGO_PKG_", "CARGO_MANIFEST_"]
                    .iter()
                    .any(|prefix| name_text.starts_with(prefix))
                {
                    build.env_remove(&name);
                }
            }
            if profile.ends_with("release") {
                build.arg("--release");
            }
            let built = build.output().await.context("cargo could not be started")?;
            ensure!(
                built.status.success(),
                "readerly-counter did not build:\n{}",
                String::from_utf8_lossy(&built.stderr)
            );
            Ok(profile.join("readerly-counter"))
        })
        .await?;
    Ok(path)
}
