//! What a reader's browser downloads, and how much it may be.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compressed;
use crate::embed;
use crate::progress;

/// Bytes in the KB that budgets are given in: the network's thousand.
const KB: usize = 1_000;

/// What the loader alone may take, in bytes after Brotli: 4,000, and ten for names
/// with digests that compress worse than others.
const LOADER_BUDGET: usize = 4_010;

/// What everything before first use of a panel may take now, in bytes after
/// Brotli. Lower it when a change has made room; what raises it has to be worth
/// that to a reader, and its commit says so with figures.
const TOTAL_BUDGET: usize = 112_000;

/// What the design asks for. Not reached yet: an empty Yew application (one
/// component, one button, the same profile) takes 42.5 KB of WebAssembly alone.
const TOTAL_GOAL: usize = 95 * KB;

/// What comes on demand: its name in the table, its files, of which the first
/// has to be there, and what they may take, in bytes after Brotli. These too
/// go down; that of HTML was raised once, by 4 KB, for the markup of real
/// publishing systems, and what they share by 2 KB, when the serialising of
/// events left the first module. Counter and video took over 0.9 KB of styles each,
/// and the counter 0.4 KB for rows under names of an owner. Finding the article of a
/// whole page, whose rules grew by 17 KB, is a module of its own, so that of HTML kept
/// its ceiling; that cut took 2 KB more for what they share, and 0.9 KB less for HTML.
/// Since then its rules for authors, dates, promotion, captions and signatures took
/// 4.9 KB. The counter took 0.2 KB to follow the page's address.
const ON_DEMAND: [(&str, &[&str], usize); 6] = [
    ("html, on demand", &[embed::MORE, embed::SOURCES], 65 * KB),
    ("whole pages, on demand", &[embed::PAGE], 26_750),
    ("counter, on demand", &[embed::COUNTER], 41_750),
    ("video, on demand", &[embed::VIDEO], 33_400),
    ("failure, on demand", &[embed::FAILURE], 4 * KB),
    ("shared by these", &embed::SHARED, 7_500),
];

/// One download, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// On disk.
    pub raw: usize,
    /// After gzip at level 9.
    pub gzip: usize,
    /// After Brotli at quality 11.
    pub brotli: usize,
}

/// The downloads of one build, by the name a person calls them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes(Vec<(&'static str, Size)>);

impl Sizes {
    /// Measures a finished build.
    ///
    /// # Errors
    /// When one of the files is missing.
    pub fn measure(dist: &Path) -> Result<Self> {
        let first: [(&str, &[&str]); 4] = [
            ("loader", &[embed::LOADER]),
            ("glue", &[embed::GLUE]),
            ("wasm", &[embed::WASM]),
            ("styles", &[embed::STYLES]),
        ];
        first
            .into_iter()
            .chain(ON_DEMAND.map(|(name, files, _)| (name, files)))
            .map(|(name, files)| Ok((name, measure_files(dist, files)?)))
            .collect::<Result<_>>()
            .map(Self)
    }

    /// The sizes as a table with a sum, ready to print.
    pub fn table(&self) -> String {
        let header = ["", "raw", "gzip 9", "brotli 11"]
            .map(str::to_owned)
            .to_vec();
        let rows = self
            .0
            .iter()
            .copied()
            .chain([("sum", self.sum())])
            .map(|(name, size)| {
                vec![
                    name.to_owned(),
                    size.raw.to_string(),
                    size.gzip.to_string(),
                    size.brotli.to_string(),
                ]
            });
        progress::table(&std::iter::once(header).chain(rows).collect::<Vec<_>>())
    }

    /// How the sum stands to the budget, in one line.
    pub fn verdict(&self) -> String {
        let total = self.sum().brotli;
        format!(
            "{} of {} bytes allowed after Brotli, {}",
            total,
            TOTAL_BUDGET,
            if total <= TOTAL_GOAL {
                "within the design's goal".to_owned()
            } else {
                format!(
                    "{} above the design's goal of {TOTAL_GOAL}",
                    total - TOTAL_GOAL
                )
            }
        )
    }

    /// Holds the sizes against the budgets.
    ///
    /// # Errors
    /// Names every budget that is broken and by how much.
    pub fn check_budgets(&self) -> Result<()> {
        let part = |wanted: &str| {
            self.0
                .iter()
                .find(|(name, _)| *name == wanted)
                .map_or(0, |(_, size)| size.brotli)
        };
        let broken: Vec<String> = [
            ("the loader", part("loader"), LOADER_BUDGET),
            (
                "everything before first use",
                self.sum().brotli,
                TOTAL_BUDGET,
            ),
        ]
        .into_iter()
        .chain(ON_DEMAND.map(|(name, files, budget)| (files[0], part(name), budget)))
        .filter(|(_, bytes, budget)| bytes > budget)
        .map(|(what, bytes, budget)| {
            format!(
                "{what} takes {bytes} bytes after Brotli, {} more than its budget of {budget}",
                bytes - budget
            )
        })
        .collect();
        if !broken.is_empty() {
            bail!("{}", broken.join("; "));
        }
        Ok(())
    }

    fn sum(&self) -> Size {
        self.0
            .iter()
            .filter(|(name, _)| ON_DEMAND.iter().all(|(other, ..)| name != other))
            .fold(Size::default(), |sum, (_, size)| sum.with(size))
    }
}

impl Size {
    fn with(self, other: &Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

fn measure_files(dist: &Path, files: &[&str]) -> Result<Size> {
    let mut sum = Size::default();
    for (index, file) in files.iter().enumerate() {
        match embed::names::find(dist, file)? {
            Some(path) => {
                let bytes = fs::read(&path)
                    .with_context(|| format!("could not read {}", path.display()))?;
                sum = sum.with(&measure(&bytes)?);
            }
            None if index == 0 => bail!("the build in {} lacks {file}", dist.display()),
            None => {}
        }
    }
    Ok(sum)
}

fn measure(bytes: &[u8]) -> Result<Size> {
    Ok(Size {
        raw: bytes.len(),
        gzip: compressed::gzip(bytes)?.len(),
        brotli: compressed::brotli(bytes)?.len(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn sizes(loader: usize, wasm: usize) -> Sizes {
        let size = |brotli| Size {
            raw: brotli * 3,
            gzip: brotli + 1,
            brotli,
        };
        Sizes(vec![("loader", size(loader)), ("wasm", size(wasm))])
    }

    #[test]
    fn the_bench_has_the_same_budget() {
        let budgets = include_str!("../../bench/budgets.js");
        let digits = TOTAL_BUDGET.to_string();
        let (thousands, rest) = digits.split_at(digits.len() - 3);
        let written = format!("95_000, {thousands}_{rest}]");
        assert!(budgets.contains(&written), "{written}");
    }

    #[track_caller]
    fn check(loader: usize, wasm: usize, broken: &[&str]) {
        match sizes(loader, wasm).check_budgets() {
            Ok(()) => assert!(broken.is_empty(), "expected {broken:?}"),
            Err(error) => {
                let message = error.to_string();
                assert_eq!(message.split("; ").count(), broken.len(), "{message}");
                for part in broken {
                    assert!(message.contains(part), "{message}");
                }
            }
        }
    }

    #[test]
    fn budgets_hold_to_the_byte() {
        let loader = LOADER_BUDGET;
        let rest = TOTAL_BUDGET - loader;
        check(loader, rest, &[]);
        let broken = format!("the loader takes {} bytes", loader + 1);
        check(loader + 1, rest - 1, &[&broken]);
        check(loader, rest + 1, &["everything before first use takes"]);
        check(
            loader + 1_000,
            rest + 3_000,
            &["1000 more than", "4000 more than"],
        );
    }

    #[test]
    fn what_comes_on_demand_has_budgets_of_its_own() {
        for (name, files, budget) in ON_DEMAND {
            let with = |brotli| {
                let mut sizes = sizes(1, 1);
                let size = Size {
                    brotli,
                    ..Size::default()
                };
                sizes.0.push((name, size));
                sizes
            };
            assert_eq!(with(budget).sum().brotli, 2);
            assert!(with(budget).check_budgets().is_ok());
            let error = with(budget + 1).check_budgets().unwrap_err();
            assert!(error.to_string().contains(files[0]), "{error}");
        }
    }

    #[test]
    fn table_and_verdict_show_the_sum() {
        let table = sizes(10, 20).table();
        assert!(
            table.contains("sum       90       32          30"),
            "{table}"
        );
        assert!(sizes(10, 20).verdict().contains("within the design's goal"));
        let verdict = sizes(1_000, 99_000).verdict();
        assert!(
            verdict.contains("100000 of")
                && verdict.contains("5000 above the design's goal of 95000"),
            "{verdict}"
        );
    }

    #[test]
    fn measured_sizes_are_those_of_the_encoders() {
        let text = "the same words again and again. ".repeat(200);
        let size = measure(text.as_bytes()).unwrap();
        assert_eq!(size.raw, 6_400);
        assert!(size.brotli < size.gzip && size.gzip < 200, "{size:?}");
        // A gzip file has a header of 10 bytes and a trailer of 8.
        assert_eq!(measure(b"").unwrap().gzip, 20);
    }
}
