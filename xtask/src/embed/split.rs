//! Two modules out of one: what is behind the split point in
//! `src/browser/foreign.rs` moves out of the module that everybody downloads.
//!
//! It has to happen before wasm-bindgen, which Trunk runs on its own, so
//! wasm-bindgen runs here once more, over what is left.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};

use crate::project::{self, Project};

/// The name of the second module in `split_point!`.
const CHUNK: &str = "split_foreign.wasm";

/// Splits the linked release, writes wasm-bindgen's two files for the main
/// module to `directory`, and returns the second module.
///
/// # Errors
/// When the module is not where Cargo puts it, or one of the tools fails.
pub fn run(project: &Project, directory: &Path) -> Result<Vec<u8>> {
    let linked = linked_module(project);
    let module = fs::read(&linked)
        .with_context(|| format!("Cargo left no module at {}", linked.display()))?;
    let place = directory.join("split");
    let main = place.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&module);
    options.output_dir = &place;
    options.main_out_path = &main;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("could not split {}", linked.display()))?;
    ensure!(
        split.split_modules == [place.join(CHUNK)],
        "the split of {} left {:?}, not one second module; is the split point still called?",
        linked.display(),
        split.split_modules
    );
    let chunk = compact(&fs::read(place.join(CHUNK))?)?;
    let (main_text, directory_text) = (main.to_string_lossy(), directory.to_string_lossy());
    project::run(&mut project.command(
        "wasm-bindgen",
        &[
            &*main_text,
            "--target",
            "web",
            "--no-typescript",
            // The second module imports the table and the stack pointer.
            "--keep-lld-exports",
            "--out-dir",
            &*directory_text,
            "--out-name",
            "readerly",
        ],
    ))?;
    fs::remove_dir_all(&place).with_context(|| format!("could not remove {}", place.display()))?;
    Ok(chunk)
}

fn linked_module(project: &Project) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| project.path("target"), PathBuf::from)
        .join("wasm32-unknown-unknown/release/readerly.wasm")
}

/// The linker pads each number that it may have to change to five bytes.
fn compact(module: &[u8]) -> Result<Vec<u8>> {
    let mut written = wasm_encoder::Module::new();
    RoundtripReencoder
        .parse_core_module(&mut written, wasmparser::Parser::new(0), module)
        .map_err(|error| anyhow!("could not read the second module: {error:?}"))?;
    Ok(written.finish())
}
