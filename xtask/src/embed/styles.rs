//! Joins the style sheets into the one the reader adopts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::comments;

/// The sheet every other one refers to.
const FIRST: &str = "tokens.css";

/// The sheets of a directory in the order of its file `order` (one file name a
/// line), or without one `tokens.css` and then by name; comments stripped.
///
/// # Errors
/// When the directory has no style sheet, or `order` and the directory differ.
pub fn join(directory: &Path) -> Result<String> {
    let present = names_in(directory)?;
    let order_path = directory.join("order");
    let names = if order_path.is_file() {
        let order = fs::read_to_string(&order_path)
            .with_context(|| format!("could not read {}", order_path.display()))?;
        in_given_order(&order, &present).with_context(|| format!("in {}", order_path.display()))?
    } else {
        tokens_first(present)
    };
    let mut joined = String::new();
    for name in names {
        let path = directory.join(&name);
        let sheet = fs::read_to_string(&path)
            .with_context(|| format!("could not read {}", path.display()))?;
        // A constructed style sheet may not import another, and ignores it silently.
        // https://drafts.csswg.org/cssom/#dom-cssstylesheet-replacesync
        ensure!(
            !sheet
                .lines()
                .any(|line| line.trim_start().starts_with("@import")),
            "{} uses @import, which an adopted style sheet ignores; add the file to styles/ instead",
            path.display()
        );
        joined.push_str(
            &comments::strip_css(&sheet).with_context(|| format!("in {}", path.display()))?,
        );
    }
    Ok(joined)
}

fn names_in(directory: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(directory)
        .with_context(|| format!("the style sheets are missing ({})", directory.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let path: PathBuf = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css")
            && let Some(name) = path.file_name().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    ensure!(
        !names.is_empty(),
        "{} holds no style sheet",
        directory.display()
    );
    names.sort_unstable();
    Ok(names)
}

fn tokens_first(mut names: Vec<String>) -> Vec<String> {
    // Stable, so that the rest stays sorted.
    names.sort_by_key(|name| name != FIRST);
    names
}

fn in_given_order(order: &str, present: &[String]) -> Result<Vec<String>> {
    let listed: Vec<String> = order
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    if let Some(name) = listed.iter().find(|name| !present.contains(name)) {
        bail!("{name} is listed but there is no such style sheet");
    }
    if let Some(name) = present.iter().find(|name| !listed.contains(name)) {
        bail!("{name} is not listed, so it would not be shipped");
    }
    if let Some((index, name)) = listed
        .iter()
        .enumerate()
        .find(|(index, name)| listed.iter().skip(index + 1).any(|later| later == *name))
    {
        bail!("{name} is listed twice (first as number {})", index + 1);
    }
    Ok(listed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn tokens_come_first_and_the_rest_by_name() {
        assert_eq!(
            tokens_first(names(&["article.css", "tokens.css", "video.css"])),
            names(&["tokens.css", "article.css", "video.css"])
        );
        assert_eq!(tokens_first(names(&["a.css"])), names(&["a.css"]));
    }

    #[track_caller]
    fn check_order(order: &str, expected: Option<&[&str]>) {
        let result = in_given_order(order, &names(&["a.css", "b.css"]));
        assert_eq!(result.ok(), expected.map(names));
    }

    #[test]
    fn a_given_order_names_every_sheet_once() {
        check_order("b.css\na.css\n", Some(&["b.css", "a.css"]));
        check_order("# why\n\n a.css \nb.css", Some(&["a.css", "b.css"]));
        check_order("a.css\n", None);
        check_order("a.css\nb.css\nc.css\n", None);
        check_order("a.css\nb.css\na.css\n", None);
    }
}
