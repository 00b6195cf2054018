//! `cargo xtask test`: every check, in the order in which a failure is cheapest
//! to learn of.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::dist;
use crate::progress;
use crate::project::{self, Project};
use crate::setup::{self, Need};

const WASM_TARGET: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Which parts run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// rustfmt and clippy, natively.
    pub lints: bool,
    /// clippy for WebAssembly.
    pub wasm_lints: bool,
    /// Unit, table and property tests.
    pub native_tests: bool,
    /// Whether set-up is to bring the Redis server that some of them want.
    pub redis: bool,
    /// Component tests in Chromium.
    pub wasm_tests: bool,
    /// Release build, budgets and the stories in three engines.
    pub browser_tests: bool,
}

impl Selection {
    /// All parts.
    pub fn everything() -> Self {
        let mut selection = Self::default();
        selection.add_quick();
        selection.add_native();
        selection.add_wasm();
        selection.add_browser();
        selection
    }

    /// Adds what needs no browser.
    pub fn add_quick(&mut self) {
        self.lints = true;
        self.wasm_lints = true;
        self.native_tests = true;
    }

    /// Adds the native tests and the servers they run against.
    pub fn add_native(&mut self) {
        self.native_tests = true;
        self.redis = true;
    }

    /// Adds what concerns the components.
    pub fn add_wasm(&mut self) {
        self.wasm_lints = true;
        self.wasm_tests = true;
    }

    /// Adds the release build and the browsers.
    pub fn add_browser(&mut self) {
        self.browser_tests = true;
    }

    fn needs(self) -> Vec<Need> {
        [
            (self.wasm_lints, Need::WasmTarget),
            (self.redis, Need::RedisTests),
            (self.wasm_tests, Need::ComponentTests),
            (self.browser_tests, Need::BrowserTests),
        ]
        .into_iter()
        .filter_map(|(wanted, need)| wanted.then_some(need))
        .collect()
    }
}

/// Sets up and runs the selected parts, up to the first that fails.
///
/// # Errors
/// When a part fails; the message names the command that repeats it.
pub fn run(project: &Project, selection: Selection) -> Result<()> {
    let mut report = Report::default();
    let outcome = run_parts(project, selection, &mut report);
    report.print();
    outcome
}

fn run_parts(project: &Project, selection: Selection, report: &mut Report) -> Result<()> {
    report.part("set-up", || setup::run(project, &selection.needs()))?;
    if selection.lints {
        report.part("formatting", || formatting(project))?;
        report.part("lints", || native_lints(project))?;
    }
    if selection.wasm_lints {
        report.part("lints for WebAssembly", || wasm_lints(project))?;
    }
    if selection.native_tests {
        report.part("native tests", || native_tests(project))?;
    }
    if selection.wasm_tests {
        report.part("component tests", || wasm_tests(project))?;
    }
    if selection.browser_tests {
        report.part("release build", || dist::build(project))?;
        report.part("budgets", || dist::check_budgets(project))?;
        report.part("browser tests", || browser_tests(project))?;
    }
    Ok(())
}

fn formatting(project: &Project) -> Result<()> {
    progress::heading("Formatting", "cargo fmt; `cargo fmt --all` puts it right");
    project::run(&mut project.command("cargo", &["fmt", "--all", "--check"]))
}

fn native_lints(project: &Project) -> Result<()> {
    progress::heading(
        "Lints",
        "clippy over the whole workspace; one to three minutes the first time",
    );
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    project::run(&mut project.command("cargo", &arguments))
}

fn wasm_lints(project: &Project) -> Result<()> {
    progress::heading(
        "Lints for WebAssembly",
        "clippy over the widget as browsers get it; one to two minutes the first time",
    );
    let mut command = project.command("cargo", &["clippy", "--package", "readerly"]);
    command
        .args(WASM_TARGET)
        .args(["--all-targets", "--", "-D", "warnings"]);
    project::run(&mut command)
}

fn native_tests(project: &Project) -> Result<()> {
    progress::heading(
        "Native tests",
        "unit, table and property tests, no browser; two to four minutes the first time",
    );
    let arguments = ["test", "--workspace", "--exclude", "readerly-browser-tests"];
    let mut command = project.command("cargo", &arguments);
    // One seed, so that the same commit passes or fails the same way. New cases
    // are looked for with `PROPTEST_CASES=20000 cargo test -p readerly --lib`.
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        command.env("PROPTEST_RNG_SEED", "20200316");
    }
    if project.which("redis-server").is_none() {
        progress::line(
            "there is no redis-server here (Debian's package redis-server), \
             so the tests of the counter endpoint's Redis store are left out",
        );
        command.env("READERLY_WITHOUT_REDIS", "1");
    }
    project::run(with_corpus(project, &mut command))
}

fn wasm_tests(project: &Project) -> Result<()> {
    progress::heading(
        "Component tests",
        "Yew components in headless Chromium; one to three minutes the first time",
    );
    let mut command = project.command("cargo", &["test", "--package", "readerly"]);
    command
        .args(WASM_TARGET)
        // Doc tests and the crate's own tests have run natively, and examples have none.
        .args(["--lib", "--tests"])
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // Seconds; the default of 20 is short for a loaded machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if let Some(driver) = project.which("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    project::run(with_corpus(project, &mut command))
}

fn browser_tests(project: &Project) -> Result<()> {
    progress::heading(
        "Browser tests",
        "the stories in Chromium, Firefox and WebKit against dist/; eight to fifteen minutes",
    );
    // Built here, so that no story waits for a compiler.
    project::run(&mut project.command("cargo", &["build", "--package", "readerly-counter"]))?;
    // Stories mostly wait, so twice as many run as there are cores.
    let arguments = [
        "test",
        "--package",
        "readerly-browser-tests",
        "--",
        "--test-threads",
        "4",
    ];
    let mut command = project.command("cargo", &arguments);
    command.env("READERLY_DIST", project.dist());
    project::run(with_corpus(project, &mut command))
}

/// Names the corpus of real articles and attacks where a checkout of it lies
/// beside this one. Tests that read it say so and pass when it is not there.
fn with_corpus<'command>(
    project: &Project,
    command: &'command mut Command,
) -> &'command mut Command {
    const VARIABLE: &str = "READERLY_CORPUS";
    let beside = project.path("../shared/corpus");
    if std::env::var_os(VARIABLE).is_none()
        && let Ok(directory) = beside.canonicalize()
    {
        command.env(VARIABLE, directory);
    }
    command
}

/// How each part went, for the table at the end.
#[derive(Debug, Default)]
struct Report {
    parts: Vec<(&'static str, Duration, bool)>,
}

impl Report {
    fn part(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let start = Instant::now();
        let outcome = work();
        self.parts.push((name, start.elapsed(), outcome.is_ok()));
        outcome.with_context(|| format!("{name} failed"))
    }

    fn print(&self) {
        progress::heading("Summary", "");
        print!("{}", progress::table(&self.rows()));
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let total = self.parts.iter().map(|(_, duration, _)| *duration).sum();
        let parts = self.parts.iter().map(|(name, duration, passed)| {
            vec![
                (*name).to_owned(),
                progress::duration(*duration),
                if *passed { "ok" } else { "FAILED" }.to_owned(),
            ]
        });
        let sum = vec!["all".to_owned(), progress::duration(total), String::new()];
        parts.chain([sum]).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn needs_follow_the_selection() {
        assert_eq!(Selection::default().needs(), []);
        let mut quick = Selection::default();
        quick.add_quick();
        assert_eq!(quick.needs(), [Need::WasmTarget]);
        assert_eq!(
            Selection::everything().needs(),
            [
                Need::WasmTarget,
                Need::RedisTests,
                Need::ComponentTests,
                Need::BrowserTests
            ]
        );
    }

    #[test]
    fn the_report_stops_at_the_first_failure_and_names_it() {
        let mut report = Report::default();
        report.part("first", || Ok(())).unwrap();
        let error = report.part("second", || anyhow::bail!("why")).unwrap_err();
        assert_eq!(format!("{error:#}"), "second failed: why");
        let rows = report.rows();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0], ["first", "0.0 s", "ok"]);
        assert_eq!(rows[1][2], "FAILED");
        assert_eq!(rows[2][0], "all");
    }
}
