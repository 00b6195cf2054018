//! `cargo xtask screenshots`: pictures of what a reader sees, for people to look
//! at. The program that takes them is `bench/screenshots.js`.

use anyhow::{Result, bail};

use crate::dist;
use crate::progress;
use crate::project::{self, Project};
use crate::setup::{self, Need};

/// Where the pictures go.
const FOLDER: &str = "target/screenshots";

/// Sets up, builds `dist/` if it is not of these sources, and takes the pictures.
///
/// # Errors
/// When a step fails, or a page does not come to rest.
pub fn run(project: &Project) -> Result<()> {
    setup::run(project, &[Need::Build, Need::Release, Need::Bench])?;
    dist::build_if_changed(project)?;
    let Some(chromium) = project.which("chromium") else {
        bail!("there is no `chromium` on the PATH; install Debian's package chromium");
    };
    progress::heading(
        "Screenshots",
        "of the demo in three languages and of its pages, at five widths, light and dark, and printed; two minutes",
    );
    let mut command = project.command("node", &["bench/screenshots.js"]);
    command
        .arg(format!("--dist={}", project.dist().display()))
        .arg(format!("--chromium={}", chromium.display()))
        .arg(format!("--out={}", project.path(FOLDER).display()));
    project::run(&mut command)?;
    progress::line(&format!("they are in {FOLDER}; open them"));
    Ok(())
}
