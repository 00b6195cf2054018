//! Several modules out of one: what is behind the split points in
//! `src/browser/foreign.rs`, `src/browser/dom_tree.rs`, `src/view/counter/place.rs`,
//! `src/view/video/place.rs` and `src/view/explanation.rs` moves out of the module
//! that everybody downloads.
//!
//! It has to happen before wasm-bindgen, which Trunk runs on its own, so
//! wasm-bindgen runs here once more, over what is left.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::compact::compact;
use super::panics;
use crate::project::{self, Project};

/// A module that comes after the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its file in `dist/`; of all that several need it is the first name.
    pub file: &'static str,
    /// The split points that need it, by their names in `split_point!`.
    pub needed_by: Vec<&'static str>,
    /// Its bytes.
    pub module: Vec<u8>,
}

/// Splits the linked release, writes wasm-bindgen's two files for the main
/// module to `directory`, and returns the other modules.
///
/// # Errors
/// When the module is not where Cargo puts it, or one of the tools fails.
pub fn run(project: &Project, directory: &Path) -> Result<Vec<Part>> {
    let linked = linked_module(project);
    let module = fs::read(&linked)
        .with_context(|| format!("Cargo left no module at {}", linked.display()))?;
    let module = panics::silence(&module)
        .with_context(|| format!("could not shorten {}", linked.display()))?;
    let place = directory.join("split");
    let main = place.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&module);
    options.output_dir = &place;
    options.main_out_path = &main;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("could not split {}", linked.display()))?;
    let mut parts: Vec<Part> = Vec::new();
    for path in &split.split_modules {
        let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
        let file = match stem {
            "split_foreign" => super::SOURCES,
            "split_counter" => super::COUNTER,
            "split_page" => super::PAGE,
            "split_video" => super::VIDEO,
            "split_failure" => super::FAILURE,
            // One for each set of split points that reach the same code.
            _ if stem.starts_with("chunk_") => super::SHARED[0],
            _ => bail!("the split of {} left an unknown {stem}", linked.display()),
        };
        let needed_by = super::SPLIT_POINTS
            .into_iter()
            .filter(|point| {
                split
                    .prefetch_map
                    .get(*point)
                    .is_some_and(|needed| needed.iter().any(|name| name == stem))
            })
            .collect();
        parts.push(Part {
            file,
            needed_by,
            module: compact(&fs::read(path)?)?,
        });
    }
    for file in [
        super::SOURCES,
        super::PAGE,
        super::COUNTER,
        super::VIDEO,
        super::FAILURE,
    ] {
        ensure!(
            parts.iter().filter(|part| part.file == file).count() == 1,
            "the split of {} left no {file}; is its split point still called?",
            linked.display()
        );
    }
    let (main_text, directory_text) = (main.to_string_lossy(), directory.to_string_lossy());
    project::run(&mut project.command(
        "wasm-bindgen",
        &[
            &*main_text,
            "--target",
            "web",
            "--no-typescript",
            // The other modules import the table and the stack pointer.
            "--keep-lld-exports",
            "--out-dir",
            &*directory_text,
            "--out-name",
            "readerly",
        ],
    ))?;
    fs::remove_dir_all(&place).with_context(|| format!("could not remove {}", place.display()))?;
    Ok(parts)
}

fn linked_module(project: &Project) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| project.path("target"), PathBuf::from)
        .join("wasm32-unknown-unknown/release/readerly.wasm")
}
