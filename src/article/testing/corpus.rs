//! The texts that tests read by the hundred: attacks, bodies of articles, and
//! whole pages with what is expected of them.
//!
//! Our own come with every clone: `tests/fixtures/attacks.json` and
//! `tests/fixtures/corpus/`. Those of the folder that `READERLY_CORPUS` names
//! come on top. Without one, a test reads ours alone and has that noted.

use crate::json::{Value, parse};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A whole page, and what stands in the file of the same name that ends in
/// `.txt`: one line for each thing that is expected.
#[derive(Clone, Debug)]
pub struct CorpusPage {
    /// The name of its file without the ending.
    pub name: String,
    /// The page as its server sends it.
    pub html: String,
    /// `title: …`, what the article is called.
    pub title: String,
    /// `+ …`, what belongs to the article.
    pub wanted: Vec<String>,
    /// `- …`, what stands on the page and does not belong to the article.
    pub unwanted: Vec<String>,
}

/// Names and bodies of articles: ours, then the `articles/*.json` from outside.
///
/// # Panics
/// Where a file cannot be read.
#[track_caller]
pub fn article_bodies() -> Vec<(String, String)> {
    let mut bodies = Vec::new();
    for path in files_in(&own("corpus/articles"), "html") {
        bodies.push((name_of(&path), text_of(&path)));
    }
    let Some(folder) = outside_folder() else {
        without_outside_corpus();
        return bodies;
    };
    for path in files_in(&folder.join("articles"), "json") {
        let article = json_of(&path);
        bodies.push((name_of(&path), member(&article, "html", &path)));
    }
    bodies
}

/// Names and markup of attacks: ours, then the `html-attacks.json` from outside.
///
/// # Panics
/// Where a file cannot be read.
#[track_caller]
pub fn attacks() -> Vec<(String, String)> {
    let mut attacks = attacks_in(&own("attacks.json"));
    match outside_folder() {
        Some(folder) => attacks.extend(attacks_in(&folder.join("html-attacks.json"))),
        None => without_outside_corpus(),
    }
    attacks
}

/// Our own whole pages. Those from outside are not described in our way.
///
/// # Panics
/// Where a file cannot be read, or a line of what is expected has no meaning.
#[track_caller]
pub fn pages() -> Vec<CorpusPage> {
    let mut pages = Vec::new();
    for path in files_in(&own("corpus/pages"), "html") {
        let mut page = CorpusPage {
            name: name_of(&path),
            html: text_of(&path),
            title: String::new(),
            wanted: Vec::new(),
            unwanted: Vec::new(),
        };
        let beside = path.with_extension("txt");
        for line in text_of(&beside).lines() {
            if let Some(title) = line.strip_prefix("title: ") {
                page.title = title.to_owned();
            } else if let Some(text) = line.strip_prefix("+ ") {
                page.wanted.push(text.to_owned());
            } else if let Some(text) = line.strip_prefix("- ") {
                page.unwanted.push(text.to_owned());
            } else {
                panic!(
                    "{}: {line:?} begins with none of \"title: \", \"+ \" and \"- \"",
                    beside.display()
                );
            }
        }
        pages.push(page);
    }
    pages
}

/// Notes that the test on this thread reads our own corpus alone: one line in
/// the file that `READERLY_RECORD` names, for the summary of `cargo xtask test`.
/// Does nothing where no such file is wanted.
///
/// # Panics
/// Where the file cannot be written.
#[track_caller]
pub fn without_outside_corpus() {
    if let Some(record) = variable("READERLY_RECORD") {
        let thread = std::thread::current();
        note_left_out(&record, thread.name().unwrap_or("a test without a name"));
    }
}

/// Many tests write to the file at once, so a line is written in one go.
#[track_caller]
fn note_left_out(record: &Path, test: &str) {
    let line = format!("left out\t{test}\tREADERLY_CORPUS is not set: read only our own corpus\n");
    let written = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(record)
        .and_then(|mut file| file.write_all(line.as_bytes()));
    if let Err(error) = written {
        panic!("{} cannot be written: {error}", record.display());
    }
}

/// The folder of attacks and articles from outside.
fn outside_folder() -> Option<PathBuf> {
    variable("READERLY_CORPUS")
}

/// A path that the environment names; an empty one names none.
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// A path below the project's fixtures.
fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path)
}

#[track_caller]
fn attacks_in(path: &Path) -> Vec<(String, String)> {
    let Value::Array(entries) = json_of(path) else {
        panic!("{} is no list", path.display());
    };
    let attack = |entry| (member(entry, "name", path), member(entry, "html", path));
    entries.iter().map(attack).collect()
}

/// The files of a folder with an ending, by name: a test that fails does so
/// with the same one everywhere.
#[track_caller]
fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let entries = fs::read_dir(folder).and_then(|entries| {
        for entry in entries {
            paths.push(entry?.path());
        }
        Ok(())
    });
    if let Err(error) = entries {
        panic!("{} cannot be listed: {error}", folder.display());
    }
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    assert!(
        !paths.is_empty(),
        "{} holds no .{ending} file",
        folder.display()
    );
    paths.sort();
    paths
}

#[track_caller]
fn text_of(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => panic!("{} cannot be read: {error}", path.display()),
    }
}

#[track_caller]
fn json_of(path: &Path) -> Value {
    match parse(&text_of(path)) {
        Ok(value) => value,
        Err(fault) => panic!("{} is no JSON: {fault:?}", path.display()),
    }
}

#[track_caller]
fn member(value: &Value, name: &str, path: &Path) -> String {
    match value.get(name).and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => panic!("{}: there is no text under {name:?}", path.display()),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every clone reads, whatever the environment names.
    #[test]
    fn our_own_corpus_is_whole() {
        assert!(attacks_in(&own("attacks.json")).len() >= 356);
        let articles = files_in(&own("corpus/articles"), "html").len();
        let pages = pages();
        assert!(articles >= 20, "{articles}");
        assert!(pages.len() >= 14, "{}", pages.len());
        for page in pages {
            assert!(!page.title.is_empty(), "{}", page.name);
            assert!(page.wanted.len() >= 3, "{}", page.name);
            assert!(page.unwanted.len() >= 2, "{}", page.name);
        }
    }

    #[test]
    fn every_note_is_a_line_of_its_own() {
        let name = format!("readerly-record-{}", std::process::id());
        let record = std::env::temp_dir().join(name);
        note_left_out(&record, "one::test");
        note_left_out(&record, "another::test");
        let written = fs::read_to_string(&record).unwrap();
        fs::remove_file(&record).unwrap();
        let reason = "READERLY_CORPUS is not set: read only our own corpus";
        assert_eq!(
            written,
            format!("left out\tone::test\t{reason}\nleft out\tanother::test\t{reason}\n")
        );
    }
}
