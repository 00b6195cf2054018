//! Set-up: everything a command needs beyond rustup and npm, installed by pinned
//! version, skipped when it is there.

pub mod npm;
mod system;
mod tools;

use anyhow::{Result, bail};

use crate::progress;
use crate::project::{self, Project};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What a command is about to do, and so what must be installed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Compile and lint the WebAssembly package.
    WasmTarget,
    /// Build the demo with Trunk.
    Build,
    /// Build it for release, as small as the budgets ask.
    Release,
    /// Run the native tests with a real Redis, a real nginx and a real Apache.
    EndpointTests,
    /// Run component tests in Chromium.
    ComponentTests,
    /// Run the stories in three browser engines.
    BrowserTests,
    /// Measure Readerly and its peers in Chromium.
    Bench,
    /// Write down the licences of what is inside.
    Licences,
}

/// Installs what is missing for the given needs, and says so; says one line when
/// nothing is.
///
/// # Errors
/// When a step fails, or needs rights or programs this person does not have;
/// the message names the line to run.
pub fn run(project: &Project, needs: &[Need]) -> Result<()> {
    progress::heading(
        "Set-up",
        "installs what is missing, by pinned version; seconds when all is there",
    );
    add_wasm_target(project)?;
    system::install_missing(project, needs)?;
    for tool in tools::needed(needs) {
        tools::install(project, tool)?;
    }
    npm::install_missing(project, needs)?;
    fetch_crates(project)?;
    progress::line("all there");
    Ok(())
}

fn add_wasm_target(project: &Project) -> Result<()> {
    // Asked of the compiler, not of rustup: a distribution's Rust has the target
    // without rustup.
    let libraries = project::output(&mut project.command(
        "rustc",
        &["--print", "target-libdir", "--target", WASM_TARGET],
    ));
    if libraries.is_some_and(|path| std::path::Path::new(path.trim()).is_dir()) {
        return Ok(());
    }
    if project.which("rustup").is_none() {
        bail!(
            "the Rust target {WASM_TARGET} is missing and there is no rustup to add it; \
             install rustup from https://rustup.rs, or your distribution's package for the target"
        );
    }
    progress::heading(
        "Add the Rust target wasm32-unknown-unknown",
        "the standard library for WebAssembly, 20 MB; under a minute",
    );
    project::run(&mut project.command("rustup", &["target", "add", WASM_TARGET]))
}

/// Trunk runs offline, so that it never downloads a tool behind our back; then
/// Cargo's crates must be there before it starts.
fn fetch_crates(project: &Project) -> Result<()> {
    if project::output(&mut project.command("cargo", &["fetch", "--quiet", "--offline"])).is_some()
    {
        return Ok(());
    }
    progress::heading(
        "Download the Rust crates",
        "sources only, from the registry; about a minute",
    );
    project::run(&mut project.command("cargo", &["fetch"]))
}
