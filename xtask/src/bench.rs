//! `cargo xtask bench`: Readerly against what a site owner would use instead.
//! The program that measures is in `bench/`; this sets up and starts it.

use anyhow::{Result, bail};

use crate::dist;
use crate::progress;
use crate::project::{self, Project};
use crate::setup::{self, Need};

/// What can be measured, as `bench/options.js` names it.
const SECTIONS: [&str; 5] = ["bytes", "loading", "rendering", "polls", "memory"];

/// Where the figures go.
const RESULT: &str = "target/bench/result.json";

/// Sets up, builds `dist/` if it is not of these sources, and measures. With
/// `--from` it only reads.
///
/// # Errors
/// When a step fails, a contestant cannot be measured, or, with `--check`, a
/// budget is broken.
pub fn run(project: &Project, options: &[String]) -> Result<()> {
    if options.iter().any(|option| option.starts_with("--from=")) {
        setup::run(project, &[Need::Bench])?;
    } else {
        setup::run(project, &[Need::Build, Need::Release, Need::Bench])?;
        dist::build_if_changed(project)?;
    }
    let Some(chromium) = project.which("chromium") else {
        bail!("there is no `chromium` on the PATH; install Debian's package chromium");
    };
    progress::heading(
        "Bench",
        "in Chromium, each contestant in turn; half an hour, with --quick four minutes; leave the machine alone meanwhile",
    );
    let mut command = project.command("node", &["bench/bench.js"]);
    command
        .args(options)
        .arg(format!("--dist={}", project.dist().display()))
        .arg(format!("--chromium={}", chromium.display()))
        .arg(format!("--out={}", project.path(RESULT).display()));
    project::run(&mut command)
}

/// Whether all names of `--only` are sections, before minutes go into a build.
///
/// # Errors
/// When one is none.
pub fn check_sections(names: &str) -> Result<()> {
    match names.split(',').find(|name| !SECTIONS.contains(name)) {
        Some(unknown) => bail!(
            "there is no section `{unknown}`; write {}",
            SECTIONS.join(", ")
        ),
        None => Ok(()),
    }
}

/// The tests of what `bench/` computes, for which nothing has to be installed
/// but Node.js.
///
/// # Errors
/// When one fails.
pub fn test(project: &Project) -> Result<()> {
    if project.which("node").is_none() {
        progress::line(
            "there is no node here (https://nodejs.org), so the tests of bench/ are left out",
        );
        return Ok(());
    }
    progress::heading(
        "Tests of the bench",
        "its arithmetic and its options; a second",
    );
    let mut command = project.command("node", &["--test"]);
    project::run(command.current_dir(project.path("bench")))
}
