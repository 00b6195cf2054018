//! What the tests themselves wrote down during a run: how each story went, and
//! which tests had to leave something out. Cargo's own output says neither.
//!
//! Tests append lines to the file that `READERLY_RECORD` names. Fields are parted
//! by tabs: `story`, its name, seconds, outcome, the error of the first telling;
//! or `left out`, the name of the test, why.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// The variable that tells tests where the file is.
pub const VARIABLE: &str = "READERLY_RECORD";

/// How many stories may need a second telling in one run. A browser under
/// WebDriver loses the odd event; more than that is a race of ours.
const MOST_RETOLD: usize = 2;

/// How many of the slowest stories are named.
const SLOWEST: usize = 5;

/// The file of one run.
#[derive(Debug)]
pub struct Record {
    file: PathBuf,
}

/// A story as it was told in one engine.
#[derive(Clone, Debug, PartialEq)]
struct Telling {
    name: String,
    seconds: f64,
    outcome: String,
    /// Why the first telling failed, where there was a second.
    first_error: Option<String>,
}

/// What a file holds.
#[derive(Debug, Default, PartialEq)]
struct Contents {
    tellings: Vec<Telling>,
    /// Tests by the reason for which they left something out.
    left_out: BTreeMap<String, BTreeSet<String>>,
}

impl Record {
    /// An empty file for a new run.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn start(project: &Project) -> Result<Self> {
        let file = project.path("target/test-record.tsv");
        fs::create_dir_all(project.path("target")).context("could not create target/")?;
        fs::write(&file, "").with_context(|| format!("could not write {}", file.display()))?;
        Ok(Self { file })
    }

    /// The file, for [`VARIABLE`].
    pub fn file(&self) -> &std::path::Path {
        &self.file
    }

    /// The lines that belong under the table of parts.
    pub fn summary(&self) -> Vec<String> {
        self.read()
            .map_or_else(|error| vec![format!("{error:#}")], |read| read.summary())
    }

    /// Whether no story was told.
    pub fn tells_nothing(&self) -> bool {
        self.read().is_ok_and(|read| read.tellings.is_empty())
    }

    /// Holds the stories against the limit of second tellings.
    ///
    /// # Errors
    /// When more than [`MOST_RETOLD`] needed one.
    pub fn check_retold(&self) -> Result<()> {
        let retold = self.read()?.retold().count();
        if retold > MOST_RETOLD {
            bail!(
                "{retold} stories passed only when told again, and {MOST_RETOLD} may: \
                 the summary names them and what went wrong; mend the race, in the product or in the story"
            );
        }
        Ok(())
    }

    fn read(&self) -> Result<Contents> {
        let text = fs::read_to_string(&self.file)
            .with_context(|| format!("could not read {}", self.file.display()))?;
        Ok(Contents::parse(&text))
    }
}

impl Contents {
    fn parse(text: &str) -> Self {
        let mut contents = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["story", name, seconds, outcome, ref rest @ ..] => {
                    contents.tellings.push(Telling {
                        name: name.to_owned(),
                        seconds: seconds.parse().unwrap_or_default(),
                        outcome: outcome.to_owned(),
                        first_error: rest.first().map(|error| (*error).to_owned()),
                    });
                }
                ["left out", name, why] => {
                    // Once, however often a test that was told twice says so.
                    let names = contents.left_out.entry(why.to_owned()).or_default();
                    names.insert(name.to_owned());
                }
                _ => {}
            }
        }
        contents
    }

    fn retold(&self) -> impl Iterator<Item = &Telling> {
        self.tellings
            .iter()
            .filter(|telling| telling.first_error.is_some())
    }

    fn summary(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (why, names) in &self.left_out {
            let list: Vec<&str> = names.iter().map(String::as_str).collect();
            lines.push(format!("{} tests: {why}: {}", list.len(), list.join(", ")));
        }
        if self.tellings.is_empty() {
            return lines;
        }
        let retold: Vec<&Telling> = self.retold().collect();
        lines.push(format!(
            "{} stories told, {} of them twice",
            self.tellings.len(),
            retold.len()
        ));
        for telling in retold {
            lines.push(format!(
                "told twice: {}; first: {}; then: {}",
                telling.name,
                telling.first_error.as_deref().unwrap_or_default(),
                telling.outcome
            ));
        }
        let mut slowest: Vec<&Telling> = self.tellings.iter().collect();
        slowest.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
        let named: Vec<String> = slowest
            .iter()
            .take(SLOWEST)
            .map(|telling| format!("{} {:.0} s", telling.name, telling.seconds))
            .collect();
        lines.push(format!("slowest: {}", named.join(", ")));
        lines
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const RUN: &str = "story\ta::one::chromium\t1.5\tpassed\n\
        story\ta::two::webkit\t20.0\tpassed\twaited 20 s for a word\n\
        left out\ta_rule\tREADERLY_CORPUS is not set\n\
        left out\tanother\tREADERLY_CORPUS is not set\n\
        left out\ta_rule\tREADERLY_CORPUS is not set\n\
        a line of something else\n";

    #[test]
    fn nothing_is_retold_in_silence() {
        assert_eq!(
            Contents::parse(RUN).summary(),
            [
                "2 tests: READERLY_CORPUS is not set: a_rule, another",
                "2 stories told, 1 of them twice",
                "told twice: a::two::webkit; first: waited 20 s for a word; then: passed",
                "slowest: a::two::webkit 20 s, a::one::chromium 2 s",
            ]
        );
        assert_eq!(Contents::parse("").summary(), [""; 0]);
    }

    #[test]
    fn two_may_be_retold_and_no_more() {
        let folder = std::env::temp_dir().join(format!("readerly-record-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let record = Record {
            file: folder.join("record.tsv"),
        };
        let retold = "story\ta::two::webkit\t20.0\tpassed\tan error\n";
        fs::write(&record.file, retold.repeat(2)).unwrap();
        record.check_retold().unwrap();
        fs::write(&record.file, retold.repeat(3)).unwrap();
        let error = record.check_retold().unwrap_err().to_string();
        assert!(error.starts_with("3 stories"), "{error}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
