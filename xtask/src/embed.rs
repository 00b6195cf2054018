//! The step after Trunk's build: turns wasm-bindgen's two files, the style
//! sheets and the loader's source into the files a site owner embeds.
//!
//! Trunk calls it as a hook and says through `TRUNK_STAGING_DIR` where its
//! output lies before it becomes `dist/`. Trunk names the glue `readerly.js`,
//! after the crate; that name is the public loader's, so the glue moves aside.

mod comments;
mod compact;
mod data;
mod glue;
mod import_names;
mod inline;
mod minify;
pub mod names;
mod optimise;
mod panics;
mod snippets;
mod split;
mod styles;
mod wasm_sections;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::project::Project;
use crate::types;
use data::Data;
use minify::{Kind, Minifier};
use optimise::Optimiser;
use split::Part;

/// The script a site owner embeds.
pub const LOADER: &str = "readerly.js";
/// wasm-bindgen's JavaScript for the module. This and all that follow are plain
/// names; in a build each has a digest in its name, see [`names`].
pub const GLUE: &str = "readerly-glue.js";
/// The module itself.
pub const WASM: &str = "readerly_bg.wasm";
/// What is fetched when a source is not article JSON: the reader of HTML.
pub const MORE: &str = "readerly_more.wasm";
/// What comes with it: the page's own article, feeds, other systems' JSON.
pub const SOURCES: &str = "readerly_sources.wasm";
/// What is fetched when that source is a whole page.
pub const PAGE: &str = "readerly_page.wasm";
/// What is fetched when there is a visitor counter to show.
pub const COUNTER: &str = "readerly_counter.wasm";
/// What is fetched when there is a video to play.
pub const VIDEO: &str = "readerly_video.wasm";
/// What is fetched when an article could not be had, to say why.
pub const FAILURE: &str = "readerly_failure.wasm";
/// What two or all of these need and the first module does not.
pub const SHARED: [&str; 10] = [
    "readerly_shared.wasm",
    "readerly_shared_2.wasm",
    "readerly_shared_3.wasm",
    "readerly_shared_4.wasm",
    "readerly_shared_5.wasm",
    "readerly_shared_6.wasm",
    "readerly_shared_7.wasm",
    "readerly_shared_8.wasm",
    "readerly_shared_9.wasm",
    "readerly_shared_10.wasm",
];
/// The names in `split_point!`.
pub const SPLIT_POINTS: [&str; 5] = ["foreign", "page", "counter", "video", "failure"];
/// What reads a whole page needs what reads HTML, and that goes without it; what
/// both need is a file with a name of its own.
const READ_HTML: [&str; 2] = ["foreign", "page"];
/// What the reader adopts into its shadow root.
pub const STYLES: &str = "readerly.css";
/// What owners link, so that the page's own article looks as it will: by its plain
/// name, as the loader.
pub const INLINE: &str = "readerly-inline.css";
/// What the loader asks for when something went wrong, to say what.
pub const FAULTS: &str = "readerly-faults.js";

/// The loader for module scripts.
pub const MODULE: &str = "readerly.mjs";
/// Lines for the `<head>` of pages whose article is on the first screen.
pub const PRELOAD: &str = "readerly-preload.html";
/// Its types, where TypeScript looks for them.
pub const TYPES: &str = "readerly.d.mts";

/// Where Trunk says the build is, and how it was built.
#[derive(Debug)]
struct Staging {
    directory: PathBuf,
    release: bool,
}

/// Finishes the build in Trunk's staging directory.
///
/// # Errors
/// When a file Trunk or the repository should have is missing, or cannot be
/// read as what it should be.
pub fn run(project: &Project) -> Result<()> {
    let directory = env::var_os("TRUNK_STAGING_DIR").context(
        "`cargo xtask embed` finishes a Trunk build and is called by Trunk itself; \
         run `trunk build` or `cargo xtask dist`",
    )?;
    let staging = Staging {
        directory: PathBuf::from(directory),
        release: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release"),
    };
    let minifier = if staging.release {
        Minifier::find(project)?
    } else {
        None
    };
    let optimiser = if staging.release {
        Optimiser::find(project)?
    } else {
        None
    };
    let parts = if staging.release {
        write_parts(project, &staging, optimiser.as_ref())?
    } else {
        Vec::new()
    };
    let (wasm, glue) = write_wasm_and_glue(
        project,
        &staging,
        &parts,
        minifier.as_ref(),
        optimiser.as_ref(),
    )?;
    let styles = write_styles(project, &staging)?;
    write_inline_styles(project, &staging, &styles)?;
    let faults = write_script(project, &staging, FAULTS_SOURCE, FAULTS, minifier.as_ref())?;
    let values = Placeholders::of(
        &wasm,
        styles.as_bytes(),
        glue.as_bytes(),
        faults.as_bytes(),
        glue::own_parts(&parts),
        project,
    )?;
    write_loader(project, &staging, &values, minifier.as_ref())?;
    write(
        &staging.directory.join(PRELOAD),
        preload_lines(&values).as_bytes(),
    )?;
    write_companions(project, &staging, &values)
}

const WASM_NAME: &str = "__WASM__";
const WASM_INTEGRITY: &str = "__WASM_INTEGRITY__";
const CSS_NAME: &str = "__CSS__";
const CSS_INTEGRITY: &str = "__CSS_INTEGRITY__";
/// `import()` takes no integrity, so there is none.
const GLUE_NAME: &str = "__GLUE__";
const FAULTS_NAME: &str = "__FAULTS__";
const PARTS: &str = "__PARTS__";
const PROPERTIES: &str = "__PROPERTIES__";
const VERSION: &str = "__VERSION__";

/// Placeholders without which a loader is not finished.
const REQUIRED: [&str; 9] = [
    WASM_NAME,
    WASM_INTEGRITY,
    CSS_NAME,
    CSS_INTEGRITY,
    GLUE_NAME,
    FAULTS_NAME,
    PARTS,
    PROPERTIES,
    VERSION,
];

/// Where the loader and what comes beside it are written.
const LOADER_SOURCE: &str = "src/embed/loader.js";
const LIFE_SOURCE: &str = "src/embed/life.js";
const FAULTS_SOURCE: &str = "src/embed/faults.js";

/// What the loader learns about the build it belongs to.
#[derive(Debug)]
struct Placeholders {
    wasm: String,
    wasm_integrity: String,
    css: String,
    css_integrity: String,
    glue: String,
    faults: String,
    parts: String,
    properties: String,
    version: String,
}

impl Placeholders {
    fn of(
        wasm: &[u8],
        styles: &[u8],
        glue: &[u8],
        faults: &[u8],
        parts: String,
        project: &Project,
    ) -> Result<Self> {
        Ok(Self {
            wasm: names::with_digest(WASM, wasm),
            wasm_integrity: integrity(wasm),
            css: names::with_digest(STYLES, styles),
            css_integrity: integrity(styles),
            glue: names::with_digest(GLUE, glue),
            faults: names::with_digest(FAULTS, faults),
            parts,
            properties: types::ATTRIBUTE_NAMES.map(types::property_name).join(" "),
            version: project.version()?,
        })
    }

    fn pairs(&self) -> [(&'static str, &str); 9] {
        [
            (WASM_NAME, &self.wasm),
            (WASM_INTEGRITY, &self.wasm_integrity),
            (CSS_NAME, &self.css),
            (CSS_INTEGRITY, &self.css_integrity),
            (GLUE_NAME, &self.glue),
            (FAULTS_NAME, &self.faults),
            (PARTS, &self.parts),
            (PROPERTIES, &self.properties),
            (VERSION, &self.version),
        ]
    }

    fn fill(&self, source: &str) -> String {
        self.pairs()
            .iter()
            .fold(source.to_owned(), |text, (name, value)| {
                text.replace(name, value)
            })
    }
}

/// A development build is one module: the split is a matter of bytes.
fn write_parts(
    project: &Project,
    staging: &Staging,
    optimiser: Option<&Optimiser<'_>>,
) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let mut data = Data::default();
    let mut shared = SHARED.into_iter();
    for mut part in split::run(project, &staging.directory)? {
        if let Some(optimiser) = optimiser {
            part.module = optimiser.optimise(&part.module, &staging.directory, None)?;
        }
        part.module = wasm_sections::strip(&part.module)?;
        if let Some(alone) = Data::alone_in(&part.module)? {
            data.extend(alone);
            continue;
        }
        if part.needed_by == READ_HTML {
            part.file = MORE;
        } else if part.file == SHARED[0] {
            part.file = shared
                .next()
                .context("the split left more shared modules than SHARED has names for")?;
        }
        write(
            &staging
                .directory
                .join(names::with_digest(part.file, &part.module)),
            &part.module,
        )?;
        parts.push(part);
    }
    let first = staging.directory.join(WASM);
    write(&first, &data.put_into(&fs::read(&first)?)?)?;
    Ok(parts)
}

fn write_wasm_and_glue(
    project: &Project,
    staging: &Staging,
    parts: &[Part],
    minifier: Option<&Minifier<'_>>,
    optimiser: Option<&Optimiser<'_>>,
) -> Result<(Vec<u8>, String)> {
    let wasm_path = staging.directory.join(WASM);
    let mut wasm = fs::read(&wasm_path)
        .with_context(|| format!("Trunk wrote no WebAssembly module, {}", wasm_path.display()))?;
    let from = staging.directory.join(LOADER);
    let mut glue = read_text(
        &from,
        "Trunk wrote no wasm-bindgen glue; is the root package still named `readerly`?",
    )?;
    glue = snippets::inline(&glue, &staging.directory)
        .with_context(|| format!("in wasm-bindgen's glue, {}", from.display()))?;
    let life = read_text(&project.path(LIFE_SOURCE), "it is missing")?
        .replace(PARTS, &glue::all_parts(parts));
    glue = glue::with_life(&glue, &life)?;
    // A development build keeps all names: they make its backtraces readable.
    if staging.release {
        glue = comments::strip_javascript(&glue)
            .with_context(|| format!("in wasm-bindgen's glue, {}", from.display()))?;
        if let Some(optimiser) = optimiser {
            let names = names_of_functions(project);
            wasm = optimiser.optimise(&wasm, &staging.directory, Some(&names))?;
        }
        wasm = wasm_sections::strip(&wasm)
            .with_context(|| format!("could not read {}", wasm_path.display()))?;
        (wasm, glue) = import_names::shorten(&wasm, &glue)
            .with_context(|| format!("could not shorten the imports of {}", wasm_path.display()))?;
    }
    fs::remove_file(&wasm_path)
        .with_context(|| format!("could not remove {}", wasm_path.display()))?;
    write(
        &staging.directory.join(names::with_digest(WASM, &wasm)),
        &wasm,
    )?;
    glue.push_str(glue::BASE_EXPORT);
    if let Some(minifier) = minifier {
        glue = minifier
            .minify(&glue, Kind::Module)
            .context("in wasm-bindgen's glue")?;
    }
    write(
        &staging
            .directory
            .join(names::with_digest(GLUE, glue.as_bytes())),
        glue.as_bytes(),
    )?;
    fs::remove_file(&from).with_context(|| format!("could not remove {}", from.display()))?;
    Ok((wasm, glue))
}

/// By which a panic of a release, that names numbers alone, is looked up.
fn names_of_functions(project: &Project) -> PathBuf {
    project.path("target/readerly-functions.txt")
}

fn write_styles(project: &Project, staging: &Staging) -> Result<String> {
    let styles = styles::join(&project.path("styles"))?;
    write(
        &staging
            .directory
            .join(names::with_digest(STYLES, styles.as_bytes())),
        styles.as_bytes(),
    )?;
    Ok(styles)
}

fn write_inline_styles(project: &Project, staging: &Staging, reader: &str) -> Result<()> {
    let path = project.path("styles/inline").join(INLINE);
    let source = read_text(&path, "it is missing")?;
    let sheet = inline::make(&source, reader).with_context(|| format!("in {}", path.display()))?;
    write(&staging.directory.join(INLINE), sheet.as_bytes())
}

/// The loader that belongs to a finished build, as it is written: with its
/// comments, and not made smaller.
///
/// # Errors
/// When the build lacks a file.
pub fn loader_of(project: &Project, dist: &Path) -> Result<String> {
    let file = |plain: &str| -> Result<Vec<u8>> {
        let path = names::find(dist, plain)?
            .with_context(|| format!("the build in {} lacks {plain}", dist.display()))?;
        fs::read(&path).with_context(|| format!("could not read {}", path.display()))
    };
    let finished = read_text(&dist.join(LOADER), "the build lacks the loader")?;
    let values = Placeholders::of(
        &file(WASM)?,
        &file(STYLES)?,
        &file(GLUE)?,
        &file(FAULTS)?,
        glue::parts_of(&finished)
            .context("the loader of the build does not name its modules")?
            .to_owned(),
        project,
    )?;
    loader(project, &values)
}

fn loader(project: &Project, values: &Placeholders) -> Result<String> {
    let path = project.path(LOADER_SOURCE);
    let source = read_text(&path, "the loader's source is missing")?;
    check_placeholders(&source).with_context(|| format!("in {}", path.display()))?;
    Ok(values.fill(&source))
}

fn write_loader(
    project: &Project,
    staging: &Staging,
    values: &Placeholders,
    minifier: Option<&Minifier<'_>>,
) -> Result<()> {
    let loader = made_smaller(&loader(project, values)?, LOADER_SOURCE, minifier)?;
    write(&staging.directory.join(LOADER), loader.as_bytes())
}

/// Writes a script of ours that stands by itself, under a name with its digest.
fn write_script(
    project: &Project,
    staging: &Staging,
    source: &str,
    plain: &str,
    minifier: Option<&Minifier<'_>>,
) -> Result<String> {
    let text = read_text(&project.path(source), "it is missing")?;
    let text = made_smaller(&text, source, minifier)?;
    let name = names::with_digest(plain, text.as_bytes());
    write(&staging.directory.join(name), text.as_bytes())?;
    Ok(text)
}

fn made_smaller(text: &str, source: &str, minifier: Option<&Minifier<'_>>) -> Result<String> {
    let text = comments::strip_javascript(text).with_context(|| format!("in {source}"))?;
    match minifier {
        Some(minifier) => minifier
            .minify(&text, Kind::Classic)
            .with_context(|| format!("in {source}")),
        None => Ok(text),
    }
}

/// What has the files that every page needs come with the page, and not after
/// the loader. They name no integrity: the loader's requests do, by which browsers
/// check what was preloaded, too; and Chromium warns of it where a script asks.
fn preload_lines(values: &Placeholders) -> String {
    let Placeholders {
        wasm, css, glue, ..
    } = values;
    format!(
        "<!-- For the head of a page whose article is on the first screen. Put your folder in place of /readerly/.\n     \
         These lines are of this release alone, as its names are. -->\n\
         <link rel=\"modulepreload\" href=\"/readerly/{glue}\">\n\
         <link rel=\"preload\" as=\"fetch\" crossorigin href=\"/readerly/{wasm}\">\n\
         <link rel=\"preload\" as=\"fetch\" crossorigin href=\"/readerly/{css}\">\n"
    )
}

/// The module form of the embed, and its types.
fn write_companions(project: &Project, staging: &Staging, values: &Placeholders) -> Result<()> {
    let module = read_text(&project.path("src/embed/readerly.mjs"), "it is missing")?;
    write(
        &staging.directory.join(MODULE),
        values.fill(&module).as_bytes(),
    )?;
    let types = types::declarations(project)?;
    write(&staging.directory.join(TYPES), types.as_bytes())
}

/// A release must not ship a loader that checks nothing, nor one with a
/// placeholder nobody fills.
fn check_placeholders(source: &str) -> Result<()> {
    if let Some(name) = REQUIRED.iter().find(|name| !source.contains(**name)) {
        bail!("{name} is not used, so the loader could not check or name what it loads");
    }
    let unknown = source
        .split(|character: char| !(character.is_ascii_uppercase() || character == '_'))
        .find(|word| {
            word.len() > 4
                && word.starts_with("__")
                && word.ends_with("__")
                && !REQUIRED.contains(word)
        });
    if let Some(name) = unknown {
        bail!("{name} is not a placeholder that `cargo xtask embed` fills");
    }
    Ok(())
}

/// The value of an `integrity` attribute.
/// <https://www.w3.org/TR/sri-2/#integrity-metadata-description>
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

fn read_text(path: &Path, when_missing: &str) -> Result<String> {
    fs::read_to_string(path).with_context(|| {
        if path.exists() {
            format!("could not read {}", path.display())
        } else {
            format!("{when_missing} ({})", path.display())
        }
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Placeholders {
        Placeholders {
            wasm: "w.wasm".to_owned(),
            wasm_integrity: "sha256-w".to_owned(),
            css: "c.css".to_owned(),
            css_integrity: "sha256-c".to_owned(),
            glue: "g.js".to_owned(),
            faults: "f.js".to_owned(),
            parts: "{}".to_owned(),
            properties: "src lang".to_owned(),
            version: "1.2.3".to_owned(),
        }
    }

    #[test]
    fn integrity_of_nothing_is_the_published_digest() {
        // FIPS 180-4 test value of SHA-256 over the empty message, in base64.
        assert_eq!(
            integrity(b""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }

    #[test]
    fn placeholders_are_filled_wherever_they_stand() {
        assert_eq!(
            values().fill("a='__WASM_INTEGRITY__',b='__VERSION__',c='__VERSION__'"),
            "a='sha256-w',b='1.2.3',c='1.2.3'"
        );
    }

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        let error = check_placeholders(source)
            .err()
            .map(|error| error.to_string());
        match (error, expected) {
            (None, None) => {}
            (Some(message), Some(name)) => assert!(message.starts_with(name), "{message}"),
            (error, expected) => panic!("{error:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn placeholders_are_neither_forgotten_nor_invented() {
        let enough = REQUIRED.join("' '");
        check(&enough, None);
        check(&format!("{enough} {{ __proto__: null }} ____"), None);
        check(
            &enough.replace(CSS_INTEGRITY, "css"),
            Some("__CSS_INTEGRITY__"),
        );
        check(&format!("{enough} '__WASM_SIZE__'"), Some("__WASM_SIZE__"));
    }
}
