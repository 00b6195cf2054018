//! What people install: a package for npm, a zip for webmasters and one for
//! WordPress, all of the same release in `dist/`.

mod archive;
mod licences;
mod manifest;
mod npm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::dist;
use crate::embed;
use crate::progress;
use crate::project::Project;

pub use licences::refresh as refresh_licences;

/// Where everything is written, below the repository's root.
const PLACE: &str = "target/package";

/// Makes all of them from a release that is built first where it is not there,
/// and lists them with their sizes.
///
/// # Errors
/// When the release cannot be built, or a file of the repository is missing.
pub fn run(project: &Project) -> Result<()> {
    dist::build_if_changed(project)?;
    progress::heading("Package", "for npm, webmasters and WordPress; seconds");
    let made = [
        npm::pack(project)?,
        archive::for_webmasters(project)?,
        archive::for_wordpress(project)?,
    ];
    let header = vec!["".to_owned(), "bytes".to_owned()];
    let rows = made.iter().map(|path| {
        let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
        vec![path.display().to_string(), bytes.to_string()]
    });
    print!(
        "{}",
        progress::table(&std::iter::once(header).chain(rows).collect::<Vec<_>>())
    );
    Ok(())
}

/// The npm package alone, for the apps of the tests; its path.
///
/// # Errors
/// As [`run`].
pub fn npm(project: &Project) -> Result<PathBuf> {
    npm::pack(project)
}

/// Licences and bill of materials, which stand in every package.
const PAPERS: [(&str, &str); 4] = [
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    (licences::TEXT, "licences.txt"),
    (licences::BILL, "sbom.cdx.json"),
];

/// Files of the release as they lie in `dist/`, in the order of their names.
/// `wanted(name)` chooses.
fn files_of_release(project: &Project, wanted: fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>> {
    let dist = project.dist();
    let mut files = Vec::new();
    for entry in
        fs::read_dir(&dist).with_context(|| format!("could not list {}", dist.display()))?
    {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_file() && name.starts_with("readerly") && wanted(&name) {
            files.push((name, read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

/// Whether it is what the loader asks for: a file with a digest in its name.
fn has_digest(name: &str) -> bool {
    embed::names::plain(name).is_some()
}

/// What file managers and editors leave behind, and nobody is to have.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}
