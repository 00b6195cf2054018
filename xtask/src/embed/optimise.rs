//! Makes the modules of a release smaller with Binaryen's wasm-opt, which
//! package.json pins.
//!
//! What counts is what is left after Brotli, and that is not what is shortest:
//! [`HOW`] was found by trying, with version 132.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::{self, Project};
use crate::setup::npm;

/// What the compiler has used, by wasm-opt's names. With all that Binaryen knows
/// it writes modules that browsers refuse.
const FEATURES: [&str; 9] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How it goes about it. Together these leave 2 % less of the first module than
/// `-O3` did.
const HOW: [&str; 8] = [
    "-Oz",
    "--converge",
    // Addresses are put together as WebAssembly does it, which is right where
    // nothing lies in the first kilobyte: there the stack ends, 1 MB deep.
    "--low-memory-unused",
    // What is written twice is what Brotli is good at.
    "--skip-pass=local-cse",
    // Little functions weigh less where they are called.
    "--always-inline-max-function-size",
    "6",
    // Neighbours are of one kind, and so look alike.
    "--reorder-functions-by-name",
    // A hint that no engine of today goes by.
    "--dealign",
];

/// The optimiser, ready to run.
#[derive(Debug)]
pub struct Optimiser<'project> {
    project: &'project Project,
    program: PathBuf,
}

impl<'project> Optimiser<'project> {
    /// Finds the pinned version. Without it, says in one line how to install it:
    /// a release build works all the same, and ships larger files.
    ///
    /// # Errors
    /// When package.json is missing or does not name it.
    pub fn find(project: &'project Project) -> Result<Option<Self>> {
        let directory = npm::installed(project, &npm::OPTIMISER)?;
        if directory.is_none() || project.which("node").is_none() {
            eprintln!(
                "warning: Binaryen is not installed, so the WebAssembly ships larger than it \
                 needs to; to install it: npm ci --ignore-scripts"
            );
            return Ok(None);
        }
        Ok(directory.map(|directory| Self {
            project,
            program: directory.join("bin/wasm-opt"),
        }))
    }

    /// The module in fewer bytes, doing the same. `place` is a folder for the
    /// files of a moment; `names` is where a list of its functions goes, by their
    /// numbers, which is all that a browser knows of them.
    ///
    /// # Errors
    /// When it cannot be read, or uses what [`FEATURES`] does not list.
    pub fn optimise(&self, module: &[u8], place: &Path, names: Option<&Path>) -> Result<Vec<u8>> {
        let (from, to) = (place.join("from.wasm"), place.join("to.wasm"));
        fs::write(&from, module).with_context(|| format!("could not write {}", from.display()))?;
        let paths = [&self.program, &from, &to].map(|path| path.to_string_lossy());
        let mut arguments = vec![&*paths[0], &*paths[1], "-o", &*paths[2]];
        arguments.extend(FEATURES);
        arguments.extend(HOW);
        let names = names.map(|path| format!("--symbolmap={}", path.display()));
        arguments.extend(names.as_deref());
        project::run(&mut self.project.command("node", &arguments))?;
        let optimised =
            fs::read(&to).with_context(|| format!("wasm-opt left no {}", to.display()))?;
        for file in [&from, &to] {
            fs::remove_file(file)
                .with_context(|| format!("could not remove {}", file.display()))?;
        }
        Ok(optimised)
    }
}
