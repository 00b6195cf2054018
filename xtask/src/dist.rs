//! The release build, and what it may weigh.

use anyhow::Result;

use crate::progress;
use crate::project::{self, Project};
use crate::sizes::Sizes;

/// Builds `dist/` for release.
///
/// # Errors
/// When Trunk or the step after it fails.
pub fn build(project: &Project) -> Result<()> {
    progress::heading(
        "Build dist/ for release",
        "trunk build --release; two to five minutes the first time, under one after a change",
    );
    project::run(
        project
            .command("trunk", &["build", "--release", "--offline"])
            // Trunk would otherwise ask crates.io whether there is a newer Trunk.
            .env("TRUNK_SKIP_VERSION_CHECK", "true"),
    )
}

/// Prints what `dist/` weighs and holds it against the budgets.
///
/// # Errors
/// When a file is missing or a budget is broken.
pub fn check_budgets(project: &Project) -> Result<()> {
    progress::heading("Sizes", "what a reader's browser downloads, in bytes");
    let sizes = Sizes::measure(&project.dist())?;
    print!("{}", sizes.table());
    progress::line(&sizes.verdict());
    sizes.check_budgets()
}
