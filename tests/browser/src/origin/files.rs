//! Folders on an origin, the built `dist/` first of all.

use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail, ensure};

use super::answer::Answer;

/// The folder with the built reader: `READERLY_DIST`, or `dist/` at the root
/// of the repository.
///
/// # Errors
/// When it does not hold a build.
pub fn dist_folder() -> Result<PathBuf> {
    let folder = std::env::var_os("READERLY_DIST").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"),
        PathBuf::from,
    );
    ensure!(
        folder.join("readerly.js").is_file(),
        "there is no readerly.js in {}. Build it with: cargo xtask dist",
        folder.display()
    );
    Ok(folder)
}

/// A file of the build by its plain name: `readerly_bg.wasm`, whatever digest
/// stands in it.
///
/// # Errors
/// When the build has no such file.
pub fn dist_file(plain: &str) -> Result<Vec<u8>> {
    let folder = dist_folder()?;
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if without_digest(&name) == plain {
            return Ok(std::fs::read(&path)?);
        }
    }
    bail!("there is no {plain} in {}", folder.display());
}

/// A path whose file has the digest of a release in its name, without it, so
/// that a story can say `readerly_bg.wasm`; any other path as it is.
pub(super) fn without_digest(path: &str) -> String {
    let shortened = || {
        let (rest, ending) = path.rsplit_once('.')?;
        let (stem, digest) = rest.rsplit_once('.')?;
        let is_digest = digest.len() == 8 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_digest.then(|| format!("{stem}.{ending}"))
    };
    shortened().unwrap_or_else(|| path.to_owned())
}

/// A folder served under a path.
#[derive(Clone, Debug)]
pub struct FileMount {
    prefix: String,
    folder: PathBuf,
    headers: Vec<(String, String)>,
    cors: bool,
    records: bool,
}

impl FileMount {
    /// Serves `folder` under `prefix`, which begins and ends with a slash.
    #[must_use]
    pub fn new(prefix: &str, folder: &Path) -> Self {
        Self {
            prefix: prefix.to_owned(),
            folder: folder.to_owned(),
            headers: Vec::new(),
            cors: true,
            records: false,
        }
    }

    /// Serves the built reader under `prefix`.
    ///
    /// # Errors
    /// When there is no build.
    pub fn dist(prefix: &str) -> Result<Self> {
        Ok(Self::new(prefix, &dist_folder()?))
    }

    /// Adds a header to every file, a content security policy for instance.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves the CORS headers out: other origins may not read the files.
    #[must_use]
    pub fn without_cors(mut self) -> Self {
        self.cors = false;
        self
    }

    /// Puts the recorder script first into every page, so that stories about
    /// the demo pages can read the console and the events.
    #[must_use]
    pub fn with_recorder(mut self) -> Self {
        self.records = true;
        self
    }

    pub(super) async fn read(&self, path: &str) -> Option<Answer> {
        let inside = path.strip_prefix(&self.prefix)?;
        let inside = if inside.is_empty() {
            "index.html"
        } else {
            inside
        };
        let relative = Path::new(inside);
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return None;
        }
        let mut bytes = tokio::fs::read(self.folder.join(relative)).await.ok()?;
        let content_type = content_type(relative);
        if self.records && content_type.starts_with("text/html") {
            let page = String::from_utf8(bytes).ok()?;
            bytes = page
                .replacen("<head>", "<head><script src=\"/recorder.js\"></script>", 1)
                .into();
        }
        let mut answer = Answer::new(content_type, bytes);
        if !self.cors {
            answer = answer.without_cors();
        }
        for (name, value) in &self.headers {
            answer = answer.with_header(name, value);
        }
        Some(answer)
    }
}

/// What an ordinary static host sends for a file of this name.
fn content_type(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "m3u8" => "application/vnd.apple.mpegurl",
        "m4s" => "video/iso.segment",
        "vtt" => "text/vtt; charset=utf-8",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
