//! Files as servers send them: made smaller once, at their best, instead of at
//! each request.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The endings of files that readers of pages download.
const ENDINGS: [&str; 4] = ["js", "mjs", "css", "wasm"];

/// Writes `name.gz` and `name.br` beside each file of the reader in a build.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_beside(dist: &Path) -> Result<()> {
    let entries =
        fs::read_dir(dist).with_context(|| format!("could not list {}", dist.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if !name.starts_with("readerly") || !ENDINGS.contains(&ending) {
            continue;
        }
        let bytes =
            fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        for (ending, smaller) in [("gz", gzip(&bytes)?), ("br", brotli(&bytes)?)] {
            let beside = dist.join(format!("{name}.{ending}"));
            fs::write(&beside, smaller)
                .with_context(|| format!("could not write {}", beside.display()))?;
        }
    }
    Ok(())
}

/// At level 9. The same bytes come to the same bytes: there is no time in it.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(9));
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?)
}

/// At quality 11.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut smaller = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut smaller, &parameters)?;
    Ok(smaller)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn files_of_the_reader_have_smaller_ones_beside_them() {
        let folder = std::env::temp_dir().join(format!("readerly-smaller-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let text = "readerly ".repeat(200);
        for name in [
            "readerly.js",
            "readerly_bg.wasm",
            "index.html",
            "readerly.d.mts",
        ] {
            fs::write(folder.join(name), &text).unwrap();
        }
        write_beside(&folder).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".gz") || name.ends_with(".br"))
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "readerly.js.br",
                "readerly.js.gz",
                "readerly_bg.wasm.br",
                "readerly_bg.wasm.gz"
            ]
        );
        let mut back = Vec::new();
        let br = fs::read(folder.join("readerly.js.br")).unwrap();
        brotli::BrotliDecompress(&mut &*br, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        let gz = fs::read(folder.join("readerly.js.gz")).unwrap();
        let mut back = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*gz), &mut back).unwrap();
        assert_eq!(back, text);
        assert_eq!(
            gz,
            gzip(text.as_bytes()).unwrap(),
            "the same bytes each time"
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
