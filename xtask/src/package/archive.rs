//! The zips: for webmasters who upload a folder, and for WordPress.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use zip::write::SimpleFileOptions;

use super::{PAPERS, PLACE, files_of_release, is_hidden, read};
use crate::embed;
use crate::project::Project;

/// `readerly-0.1.0.zip`: one folder to upload, with what servers have to know.
///
/// # Errors
/// When `dist/` holds no release, or a file of the repository is missing.
pub fn for_webmasters(project: &Project) -> Result<PathBuf> {
    let mut files = files_of_release(project, |_| true)?;
    files.push(("integrity.txt".to_owned(), integrity(&files).into()));
    for (path, name) in [
        ("integrations/zip/README.txt", "README.txt"),
        ("docs/hosting/htaccess", ".htaccess"),
        ("docs/hosting/web.config", "web.config"),
        ("docs/hosting/nginx.conf", "nginx.conf"),
    ]
    .into_iter()
    .chain(PAPERS)
    {
        files.push((name.to_owned(), read(&project.path(path))?));
    }
    let name = format!("readerly-{}.zip", project.version()?);
    write(&project.path(PLACE).join(name), "readerly", files)
}

/// `readerly-wordpress-0.1.0.zip`: the plug-in with the reader's files inside.
///
/// # Errors
/// As [`for_webmasters`].
pub fn for_wordpress(project: &Project) -> Result<PathBuf> {
    let mut files = Vec::new();
    let folder = project.path("integrations/wordpress/readerly");
    collect(&folder, "", &mut files)?;
    // Where somebody has tried it, the files of an earlier release lie there.
    files.retain(|(name, _)| !name.starts_with("files/"));
    for (name, bytes) in files_of_release(project, |name| {
        !name.ends_with("ts") && name != embed::PRELOAD
    })? {
        files.push((format!("files/{name}"), bytes));
    }
    for (path, name) in PAPERS {
        files.push((name.to_owned(), read(&project.path(path))?));
    }
    let name = format!("readerly-wordpress-{}.zip", project.version()?);
    write(&project.path(PLACE).join(name), "readerly", files)
}

/// Adds all files below a folder, by their paths in it.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?
    {
        let path = entry?.path();
        if is_hidden(&path) {
            continue;
        }
        let name = format!(
            "{prefix}{}",
            path.file_name().unwrap_or_default().to_string_lossy()
        );
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, read(&path)?));
        }
    }
    Ok(())
}

/// The values of `integrity` for the tag, and for whoever compares what lies on
/// a server.
fn integrity(files: &[(String, Vec<u8>)]) -> String {
    let mut text = String::from(
        "Values for integrity=\"…\", of this release alone: with one on readerly.js, a page shows no reader after the next\n\
         upgrade before its tag is changed. From another origin the tag needs crossorigin, too. The files that readerly.js\n\
         fetches are checked by itself.\n\n",
    );
    for (name, bytes) in files {
        if !name.ends_with(".gz") && !name.ends_with(".br") {
            let _ = writeln!(
                text,
                "sha384-{}  {name}",
                STANDARD.encode(Sha384::digest(bytes))
            );
        }
    }
    text
}

/// Writes a zip whose bytes depend on the files alone: sorted, and of no date.
fn write(path: &Path, folder: &str, mut files: Vec<(String, Vec<u8>)>) -> Result<PathBuf> {
    files.sort();
    let file =
        fs::File::create(path).with_context(|| format!("could not write {}", path.display()))?;
    let mut zip = zip::ZipWriter::new(file);
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(&bytes)?;
    }
    zip.finish()?;
    Ok(path.to_owned())
}
