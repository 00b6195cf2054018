//! Child processes that end with the tests, however the tests end.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tempfile::TempDir;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Runs a program in a process group of its own and waits for the end of its
/// standard input, which comes when the harness drops the handle or dies.
///
/// Statics are never dropped and a panic or Ctrl-C skips destructors, so a
/// kill in `Drop` alone would leave browsers behind. The pipe closes in every
/// case. The program and all it started (a session of their own) are asked to
/// leave first, because the counter endpoint closes its database then; what
/// has not left after five seconds is killed. Only then is the folder removed:
/// a browser that still writes its profile would make it again.
const SUPERVISOR: &str = r#"
setsid "$@" </dev/null &
group=$!
read -r _
kill -s TERM -- "-$group" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
  kill -s 0 -- "-$group" 2>/dev/null || break
  sleep 0.2
done
kill -s KILL -- "-$group" 2>/dev/null
rm -rf "$TMPDIR"
"#;

/// A running child process with a folder of its own for temporary files.
#[derive(Debug)]
pub struct Supervised {
    supervisor: Child,
    lifeline: Option<ChildStdin>,
    folder: Option<TempDir>,
}

impl Supervised {
    /// Starts `program`.
    ///
    /// # Errors
    /// When the shell cannot be started; a program that cannot be run ends
    /// at once and is noticed by whoever waits for it.
    pub fn start(
        program: &Path,
        arguments: &[String],
        environment: &HashMap<String, OsString>,
    ) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("readerly-tests-")
            .tempdir()?;
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", SUPERVISOR, "supervisor"])
            .arg(program)
            .args(arguments)
            .envs(environment)
            .env("TMPDIR", folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if std::env::var_os("READERLY_DRIVER_LOG").is_some() {
                Stdio::inherit()
            } else {
                Stdio::null()
            })
            .process_group(0);
        let mut supervisor = command
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let lifeline = supervisor.stdin.take();
        Ok(Self {
            supervisor,
            lifeline,
            folder: Some(folder),
        })
    }

    /// What the program prints. Can be taken once; a program whose output
    /// nobody takes must not print more than a pipe holds (64 KB).
    pub fn take_output(&mut self) -> Option<ChildStdout> {
        self.supervisor.stdout.take()
    }

    /// Asks the program to leave and waits until it has.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn stop(mut self) -> Result<()> {
        self.lifeline = None;
        tokio::time::timeout(Duration::from_secs(10), self.supervisor.wait())
            .await
            .context("a child process did not leave within ten seconds")?
            .context("a child process could not be waited for")?;
        Ok(())
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        // The supervisor removes the folder once the program has left; removing
        // it here would race with a browser still writing its profile.
        if let Some(folder) = self.folder.take() {
            let _ = folder.keep();
        }
    }
}
