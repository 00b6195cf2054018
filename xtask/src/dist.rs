//! The release build, and what it may weigh.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::compressed;
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
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                without_paths_of_this_machine(),
            ),
    )?;
    compressed::write_beside(&project.dist())
}

/// Flags for the compiler: panics name the file of a package by its path in the
/// package. So a commit comes to the same bytes on every machine.
fn without_paths_of_this_machine() -> String {
    let sources = project::cargo_home()
        .map(|home| home.join("registry/src"))
        .and_then(|sources| fs::read_dir(sources).ok());
    let mut flags: Vec<String> = sources
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .map(|registry| format!("--remap-path-prefix={}/=", registry.display()))
        // Flags are parted by blanks, so a folder with one in its name stays named.
        .filter(|flag| !flag.contains(' '))
        .collect();
    flags.sort();
    flags.join(" ")
}

/// What a release is made of, the step after Trunk included.
const MADE_OF: [&str; 19] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "demo",
    "index.html",
    "package-lock.json",
    "sources.html",
    "split",
    "src",
    "styles",
    "three.html",
    "xtask/Cargo.toml",
    "xtask/src/compressed.rs",
    "xtask/src/dist.rs",
    "xtask/src/embed",
    "xtask/src/embed.rs",
    "xtask/src/types.rs",
];

/// Builds `dist/` for release unless it is the build of these very sources.
///
/// # Errors
/// As [`build`], or when a file cannot be read.
pub fn build_if_changed(project: &Project) -> Result<()> {
    let mark = project.path("target/dist-digest.txt");
    let built = fs::read_to_string(&mark).unwrap_or_default();
    if !built.is_empty() && built == digest(project)? {
        progress::heading(
            "Build dist/ for release",
            "it is the build of these sources already",
        );
        return Ok(());
    }
    build(project)?;
    fs::write(&mark, digest(project)?)
        .with_context(|| format!("could not write {}", mark.display()))
}

/// A digest of the sources, of the compiler and of what `dist/` holds: Trunk
/// serves its development builds from there, too.
fn digest(project: &Project) -> Result<String> {
    let mut digest = Sha256::new();
    let compiler = project::output(&mut project.command("rustc", &["--version"]));
    digest.update(compiler.unwrap_or_default());
    for part in MADE_OF {
        add(&mut digest, &project.path(part))?;
    }
    add(&mut digest, &project.dist())?;
    let bytes = digest.finalize();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Adds a file, or all files of a folder in the order of their names, to a digest.
///
/// # Errors
/// When one of them cannot be read.
pub fn add(digest: &mut Sha256, path: &Path) -> Result<()> {
    digest.update(path.to_string_lossy().as_bytes());
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
            .with_context(|| format!("could not list {}", path.display()))?;
        entries.sort();
        for entry in entries {
            add(digest, &entry)?;
        }
    } else if path.exists() {
        let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn every_change_of_a_file_is_another_digest() {
        let folder = std::env::temp_dir().join(format!("readerly-dist-{}", std::process::id()));
        let of_folder = || {
            let mut digest = Sha256::new();
            add(&mut digest, &folder).unwrap();
            digest.finalize()
        };
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/a"), "one").unwrap();
        let first = of_folder();
        assert_eq!(first, of_folder());
        fs::write(folder.join("inner/a"), "two").unwrap();
        let second = of_folder();
        assert_ne!(first, second);
        fs::rename(folder.join("inner/a"), folder.join("inner/b")).unwrap();
        assert_ne!(second, of_folder());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_a_release_is_made_of_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for part in MADE_OF {
            assert!(root.join(part).exists(), "{part}");
        }
    }
}
