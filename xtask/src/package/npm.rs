//! The npm package: what is in `integrations/npm`, with the files of the
//! release where bundlers find them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::{PAPERS, PLACE, files_of_release, has_digest, is_hidden, manifest, read};
use crate::embed;
use crate::project::{self, Project};
use crate::types;

/// What npm calls the loader's style sheet. A server for development would make
/// a script of a `.css` file, and a bundler may have plans of its own for it.
const STYLES_ENDING: &str = ".css.txt";

/// Keeps Vite from writing a file into the script, as a `data:` address that a
/// strict policy refuses. Others take it for a query of the address.
const WISH: &str = "?no-inline";

/// Packs it and returns the tarball.
///
/// # Errors
/// When `dist/` holds no release, or there is no npm.
pub fn pack(project: &Project) -> Result<PathBuf> {
    let place = project.path(PLACE);
    let folder = place.join("npm");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("could not empty {}", folder.display()))?;
    }
    for (name, bytes) in contents(project)? {
        write(&folder.join(name), &bytes)?;
    }
    // npm's own tool: the same files come to the same bytes.
    let (from, to) = (folder.display().to_string(), place.display().to_string());
    ensure!(
        project.which("npm").is_some(),
        "npm is missing, which packs the package; install Node.js 20 or later (https://nodejs.org)"
    );
    project::run(&mut project.command(
        "npm",
        &["pack", "--silent", &from, "--pack-destination", &to],
    ))?;
    Ok(place.join(format!("readerly-{}.tgz", project.version()?)))
}

/// Every file of the package by its path in it.
fn contents(project: &Project) -> Result<Vec<(String, Vec<u8>)>> {
    let version = project.version()?;
    let mut all = Vec::new();
    let sources = project.path("integrations/npm");
    for entry in
        fs::read_dir(&sources).with_context(|| format!("could not list {}", sources.display()))?
    {
        let path = entry?.path();
        if is_hidden(&path) {
            continue;
        }
        let text = String::from_utf8(read(&path)?)
            .with_context(|| format!("{} is not UTF-8", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        all.push((
            name.into_owned(),
            text.replace("__VERSION__", &version).into(),
        ));
    }
    let files = files_of_release(project, has_digest)?;
    let mut addresses = String::from(
        "// The files of the reader, by the names that the loader knows. Bundlers look for exactly this form.\nexport default {\n",
    );
    for (name, bytes) in files {
        let name = name_in_package(&name);
        let _ = writeln!(
            addresses,
            "  \"{name}\": new URL(\"./readerly/{name}{WISH}\", import.meta.url).href,"
        );
        all.push((format!("readerly/{name}"), bytes));
    }
    addresses.push_str("};\n");
    all.push(("files.js".to_owned(), addresses.into()));
    all.push(("loader.js".to_owned(), loader(project)?.into()));
    let inline = read(&project.dist().join(embed::INLINE))?;
    all.push((embed::INLINE.to_owned(), inline));
    all.push((
        "index.d.ts".to_owned(),
        types::declarations(project)?.into(),
    ));
    let manifest = serde_json::to_vec_pretty(&manifest::of(&version))?;
    all.push(("custom-elements.json".to_owned(), manifest));
    for (path, name) in PAPERS {
        all.push((name.to_owned(), read(&project.path(path))?));
    }
    Ok(all)
}

fn name_in_package(name: &str) -> String {
    match name.strip_suffix(".css") {
        Some(stem) => format!("{stem}{STYLES_ENDING}"),
        None => name.to_owned(),
    }
}

/// The loader as a module that exports its one function in place of calling it,
/// not made smaller: bundlers do that, and people read it.
fn loader(project: &Project) -> Result<String> {
    let text = embed::loader_of(project, &project.dist())?;
    let (head, function) = text
        .split_once("((files) => {")
        .context("src/embed/loader.js is no function of `files` any more")?;
    let function = function
        .trim_end()
        .strip_suffix("})();")
        .context("src/embed/loader.js does not end with the call of its function any more")?;
    let styles = embed::names::find(&project.dist(), embed::STYLES)?
        .context("the release in dist/ has no style sheet")?;
    let styles = styles.file_name().unwrap_or_default().to_string_lossy();
    let text = format!("{head}export default (files) => {{{function}}};\n");
    Ok(text.replace(&*styles, &name_in_package(&styles)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("could not make {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}
