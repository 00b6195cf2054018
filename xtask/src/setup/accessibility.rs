//! axe-core, the accessibility checker the browser tests inject into the pages.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::progress;
use crate::project::{self, Project};

const DIRECTORY: &str = "tests/browser";

/// Installs axe-core as package-lock.json pins it, unless it is there.
///
/// # Errors
/// When there is no npm, or it fails.
pub fn install(project: &Project) -> Result<()> {
    let directory = project.path(DIRECTORY);
    let manifest_path = directory.join("package.json");
    let manifest = fs::read_to_string(&manifest_path)
        .with_context(|| format!("could not read {}", manifest_path.display()))?;
    let pinned = text_field(&manifest, "axe-core")
        .with_context(|| format!("{} does not name axe-core", manifest_path.display()))?;
    let installed = fs::read_to_string(directory.join("node_modules/axe-core/package.json")).ok();
    if installed
        .as_deref()
        .and_then(|manifest| text_field(manifest, "version"))
        == Some(pinned)
    {
        return Ok(());
    }
    if project.which("npm").is_none() {
        bail!(
            "npm is missing; install Node.js 20 or later with npm (https://nodejs.org) \
             and run the command again"
        );
    }
    progress::heading(
        &format!("Install axe-core {pinned}"),
        "checks the demo's accessibility in the browser tests; seconds",
    );
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    project::run(project.command("npm", &arguments).current_dir(directory))
}

/// The first text value of a key in JSON that npm wrote, one key a line.
fn text_field<'json>(json: &'json str, key: &str) -> Option<&'json str> {
    json.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let value = value.trim().trim_end_matches(',');
        (name.trim().trim_matches('"') == key).then(|| value.trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, key: &str, expected: Option<&str>) {
        assert_eq!(text_field(json, key), expected);
    }

    #[test]
    fn fields_of_npms_json() {
        let json = "{\n  \"name\": \"axe-core\",\n  \"version\": \"4.14.1\",\n  \"x\": {\n    \"version\": \"9\"\n";
        check(json, "version", Some("4.14.1"));
        check(json, "name", Some("axe-core"));
        check(json, "licence", None);
        check("", "version", None);
    }
}
