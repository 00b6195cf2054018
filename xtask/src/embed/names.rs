//! Names of files that are never used twice: each holds a digest of its bytes.
//! So browsers and proxies may keep them for ever, and the files of one release
//! may lie beside those of another.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// `readerly.css` becomes `readerly.1a2b3c4d.css`.
pub fn with_digest(plain: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digest: String = digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    format!("{stem}.{digest}.{ending}")
}

/// The plain name of a file whose name has a digest; `None` for other names.
pub fn plain(name: &str) -> Option<String> {
    let (rest, ending) = name.rsplit_once('.')?;
    let (stem, digest) = rest.rsplit_once('.')?;
    let is_digest = digest.len() == 8 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_digest.then(|| format!("{stem}.{ending}"))
}

/// The file in a build that has this plain name, if there is one.
///
/// # Errors
/// When the folder cannot be listed.
pub fn find(folder: &Path, wanted: &str) -> Result<Option<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name == wanted || plain(name).as_deref() == Some(wanted) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_another_name() {
        // FIPS 180-4 test value of SHA-256 over the empty message.
        assert_eq!(with_digest("readerly.css", b""), "readerly.e3b0c442.css");
        assert_ne!(
            with_digest("readerly_bg.wasm", b"1"),
            with_digest("readerly_bg.wasm", b"2")
        );
    }

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        assert_eq!(plain(name).as_deref(), expected);
    }

    #[test]
    fn names_with_a_digest_have_a_plain_one() {
        check("readerly.e3b0c442.css", Some("readerly.css"));
        check("readerly-glue.0123abcd.js", Some("readerly-glue.js"));
        check("readerly.js", None);
        check("readerly.e3b0c442.css.gz", None);
        check("readerly.d.mts", None);
        check("readerly.e3b0c44.css", None);
        check("", None);
    }
}
