//! `cargo xtask test`: every check, in the order in which a failure is cheapest
//! to learn of.

mod apps;
mod record;

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::bench;
use crate::dist;
use crate::progress;
use crate::project::{self, Project};
use crate::setup::{self, Need};
use record::Record;

const WASM_TARGET: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// Every package and one set of features for all test programs: with any other
/// choice Cargo would compile what they share once more.
const TEST_PROGRAMS: [&str; 2] = ["test", "--workspace"];

/// Which parts run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Release build, budgets and the stories in browsers.
    pub browser_tests: bool,
    /// Whether every story is told in three engines, and not only those whose
    /// subject differs between them.
    pub full: bool,
    /// The one story that is told, or a part of its name; nothing else runs.
    pub story: Option<String>,
    /// The one engine it is told in.
    pub engine: Option<String>,
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

    fn needs(&self) -> Vec<Need> {
        [
            (self.wasm_lints, Need::WasmTarget),
            (self.redis, Need::EndpointTests),
            (self.wasm_tests, Need::ComponentTests),
            (
                self.browser_tests || self.story.is_some(),
                Need::BrowserTests,
            ),
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
pub fn run(project: &Project, selection: &Selection) -> Result<()> {
    let record = Record::start(project)?;
    let mut report = Report::default();
    let outcome = match &selection.story {
        Some(story) => run_story(project, selection, story, &record, &mut report),
        None => run_parts(project, selection, &record, &mut report),
    };
    report.print(&record);
    outcome
}

fn run_story(
    project: &Project,
    selection: &Selection,
    story: &str,
    record: &Record,
    report: &mut Report,
) -> Result<()> {
    report.part("set-up", || setup::run(project, &selection.needs()))?;
    report.part("release build", || dist::build_if_changed(project))?;
    report.part("apps", || apps::build(project))?;
    report.part("story", || {
        progress::heading(
            "Story",
            &format!("{story}, in a browser against dist/; each names its evidence when it fails"),
        );
        let mut command = stories(project, record);
        command.args(["--include-ignored", story]);
        if let Some(engine) = &selection.engine {
            command.env("READERLY_ENGINES", engine);
        }
        project::run(&mut command)?;
        if record.tells_nothing() {
            anyhow::bail!(
                "no story has \"{story}\" in its name{}; `cargo test -p readerly-browser-tests -- --list` names all",
                selection
                    .engine
                    .as_deref()
                    .map(|engine| format!(" and is told in {engine}"))
                    .unwrap_or_default()
            );
        }
        Ok(())
    })
}

fn run_parts(
    project: &Project,
    selection: &Selection,
    record: &Record,
    report: &mut Report,
) -> Result<()> {
    report.part("set-up", || setup::run(project, &selection.needs()))?;
    if selection.lints {
        report.part("formatting", || formatting(project))?;
        report.part("lints", || native_lints(project))?;
    }
    if selection.wasm_lints {
        report.part("lints for WebAssembly", || wasm_lints(project))?;
    }
    if selection.native_tests || selection.browser_tests {
        report.part("test programs", || build_test_programs(project))?;
    }
    if selection.native_tests {
        report.part("native tests", || native_tests(project, record))?;
        report.part("tests of the bench", || bench::test(project))?;
    }
    if selection.wasm_tests {
        report.part("component tests", || wasm_tests(project, record))?;
    }
    if selection.browser_tests {
        report.part("release build", || dist::build_if_changed(project))?;
        report.part("budgets", || dist::check_budgets(project))?;
        report.part("apps", || apps::build(project))?;
        report.part("stories", || browser_tests(project, selection, record))?;
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
        .args(["--all-targets", "--features", "module"])
        .args(["--", "-D", "warnings"]);
    project::run(&mut command)
}

/// One invocation for all, so that what they share is compiled once.
fn build_test_programs(project: &Project) -> Result<()> {
    progress::heading(
        "Test programs",
        "cargo test --no-run over the whole workspace; two to four minutes the first time",
    );
    let mut command = project.command("cargo", &TEST_PROGRAMS);
    project::run(command.arg("--no-run"))
}

fn native_tests(project: &Project, record: &Record) -> Result<()> {
    progress::heading(
        "Native tests",
        "unit, table and property tests, no browser; about a minute",
    );
    let mut command = project.command("cargo", &TEST_PROGRAMS);
    command.args(["--lib", "--bins", "--test", "native", "--test", "endpoint"]);
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
    project::run(with_corpus(project, record, &mut command))
}

fn wasm_tests(project: &Project, record: &Record) -> Result<()> {
    progress::heading(
        "Component tests",
        "Yew components in headless Chromium; one to three minutes the first time",
    );
    let mut command = project.command("cargo", &["test", "--package", "readerly"]);
    command
        .args(WASM_TARGET)
        // The other tests have run natively.
        .args(["--test", "views"])
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // Seconds; the default of 20 is short for a loaded machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if let Some(driver) = project.which("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    project::run(with_corpus(project, record, &mut command))
}

fn browser_tests(project: &Project, selection: &Selection, record: &Record) -> Result<()> {
    progress::heading(
        "Stories",
        if selection.full {
            "all of them in Chromium, Firefox and WebKit against dist/; twelve to twenty minutes"
        } else {
            "in Chromium, and in Firefox and WebKit where they differ, against dist/; five to eight minutes"
        },
    );
    let mut command = stories(project, record);
    if selection.full {
        command.arg("--include-ignored");
    }
    project::run(&mut command)?;
    record.check_retold()
}

/// The command that tells stories; what is added goes to the test program.
fn stories(project: &Project, record: &Record) -> Command {
    let mut command = project.command("cargo", &TEST_PROGRAMS);
    command
        .args(["--test", "stories", "--"])
        // Stories mostly wait, so more run than there are cores.
        .args(["--test-threads", "6"])
        .env("READERLY_DIST", project.dist());
    // Built with the test programs; it lies beside this program.
    if let Ok(own) = std::env::current_exe() {
        let counter =
            own.with_file_name(format!("readerly-counter{}", std::env::consts::EXE_SUFFIX));
        if counter.is_file() {
            command.env("READERLY_COUNTER", counter);
        }
    }
    with_corpus(project, record, &mut command);
    command
}

/// Names the file where tests write down what the summary tells, and the corpus
/// of outside articles and attacks where one lies beside this checkout. Without
/// it, tests read the project's own and write that down.
fn with_corpus<'command>(
    project: &Project,
    record: &Record,
    command: &'command mut Command,
) -> &'command mut Command {
    const VARIABLE: &str = "READERLY_CORPUS";
    command.env(record::VARIABLE, record.file());
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

    fn print(&self, record: &Record) {
        progress::heading("Summary", "");
        print!("{}", progress::table(&self.rows()));
        for line in record.summary() {
            progress::line(&line);
        }
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
                Need::EndpointTests,
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
