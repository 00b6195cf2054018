//! Packages from npm, by the version that package.json and package-lock.json pin.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Need;
use crate::progress;
use crate::project::{self, Project};

/// A package with a manifest and a lock file of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Package {
    name: &'static str,
    /// Where its manifest lies, in the repository.
    directory: &'static str,
    /// What cannot be done without it.
    required_by: &'static [Need],
    /// What is done without it, but where a later command will want it.
    welcome_for: &'static [Need],
    purpose: &'static str,
}

/// Makes the scripts of a release smaller.
pub const MINIFIER: Package = Package {
    name: "terser",
    directory: "",
    required_by: &[Need::Release, Need::BrowserTests],
    welcome_for: &[Need::Build],
    purpose: "makes the scripts of a release smaller",
};

/// Makes the WebAssembly of a release smaller.
pub const OPTIMISER: Package = Package {
    name: "binaryen",
    directory: "",
    required_by: &[Need::Release, Need::BrowserTests],
    welcome_for: &[],
    purpose: "makes the WebAssembly of a release smaller (100 MB on disk)",
};

const ACCESSIBILITY_CHECKER: Package = Package {
    name: "axe-core",
    directory: "tests/browser",
    required_by: &[Need::BrowserTests],
    welcome_for: &[],
    purpose: "checks the demo's accessibility in the browser tests",
};

/// Bundlers and frameworks, of which one stands for all.
const BUNDLERS: Package = Package {
    name: "vite",
    directory: "tests/apps",
    required_by: &[Need::BrowserTests],
    welcome_for: &[],
    purpose: "and the other bundlers and frameworks that the npm package is tried with (500 MB on disk)",
};

/// What drives the browser, which stands for the peers beside it.
const BENCH: Package = Package {
    name: "playwright-core",
    directory: "bench",
    required_by: &[Need::Bench],
    welcome_for: &[],
    purpose: "and what Readerly is measured against (40 MB on disk)",
};

const PACKAGES: [Package; 5] = [MINIFIER, OPTIMISER, ACCESSIBILITY_CHECKER, BUNDLERS, BENCH];

/// Installs what some needs call for and is not there.
///
/// # Errors
/// When a package that is required cannot be installed, for instance because
/// there is no npm.
pub fn install_missing(project: &Project, needs: &[Need]) -> Result<()> {
    let any = |of: &[Need]| of.iter().any(|need| needs.contains(need));
    for package in &PACKAGES {
        if any(package.required_by) {
            install(project, package)?;
        } else if any(package.welcome_for)
            && let Err(error) = install(project, package)
        {
            progress::line(&format!(
                "going on without {}, which only a release needs: {error:#}",
                package.name
            ));
        }
    }
    Ok(())
}

/// Where a package is installed, if its pinned version is.
///
/// # Errors
/// When the manifest is missing or does not name the package.
pub fn installed(project: &Project, package: &Package) -> Result<Option<PathBuf>> {
    let pinned = pinned_version(project, package)?;
    let directory = project
        .path(package.directory)
        .join("node_modules")
        .join(package.name);
    let manifest = fs::read_to_string(directory.join("package.json")).ok();
    let version = manifest
        .as_deref()
        .and_then(|manifest| text_field(manifest, &["version"]));
    Ok((version == Some(pinned)).then_some(directory))
}

fn install(project: &Project, package: &Package) -> Result<()> {
    if installed(project, package)?.is_some() {
        return Ok(());
    }
    if project.which("npm").is_none() {
        bail!(
            "npm is missing; install Node.js 20 or later with npm (https://nodejs.org) \
             and run the command again"
        );
    }
    progress::heading(
        &format!(
            "Install {} {}",
            package.name,
            pinned_version(project, package)?
        ),
        &format!("{}; seconds", package.purpose),
    );
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    project::run(
        project
            .command("npm", &arguments)
            .current_dir(project.path(package.directory)),
    )
}

fn pinned_version(project: &Project, package: &Package) -> Result<String> {
    let path = project.path(package.directory).join("package.json");
    let manifest =
        fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    dependency(&manifest, package.name)
        .with_context(|| format!("{} does not name {}", path.display(), package.name))
}

/// The version by which a manifest names a package. A script of the same name
/// is none.
fn dependency(manifest: &str, name: &str) -> Option<String> {
    ["dependencies", "devDependencies"]
        .iter()
        .find_map(|list| text_field(manifest, &[list, name]))
}

/// A text in the JSON of npm, by the keys that lead to it.
fn text_field(json: &str, keys: &[&str]) -> Option<String> {
    let json: Value = serde_json::from_str(json).ok()?;
    let found = keys.iter().try_fold(&json, |value, key| value.get(key))?;
    found.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[track_caller]
    fn check(manifest: &str, name: &str, expected: Option<&str>) {
        assert_eq!(dependency(manifest, name).as_deref(), expected);
    }

    #[test]
    fn versions_in_manifests() {
        let manifest = r#"{ "scripts": { "vite": "cd vite && vite build", "webpack": "webpack" },
            "dependencies": { "axe-core": "4.14.1" }, "devDependencies": { "vite": "8.3.4" } }"#;
        check(manifest, "axe-core", Some("4.14.1"));
        check(manifest, "vite", Some("8.3.4"));
        check(manifest, "webpack", None);
        check("{}", "vite", None);
        check("", "vite", None);
        let installed = r#"{ "name": "vite", "version": "8.3.4", "x": { "version": "9" } }"#;
        let version = text_field(installed, &["version"]);
        assert_eq!(version.as_deref(), Some("8.3.4"));
    }

    #[test]
    fn manifests_pin_exactly_and_name_no_registry() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for package in &PACKAGES {
            let directory = root.join(package.directory);
            let manifest = fs::read_to_string(directory.join("package.json")).unwrap();
            let version = dependency(&manifest, package.name).unwrap();
            assert!(
                version.starts_with(|first: char| first.is_ascii_digit()),
                "{} {version}",
                package.name
            );
            let lock = fs::read_to_string(directory.join("package-lock.json")).unwrap();
            assert!(!lock.contains("\"resolved\""), "{}", package.name);
        }
    }

    #[test]
    fn serving_requires_no_package() {
        for package in &PACKAGES {
            assert!(!package.required_by.contains(&Need::Build));
        }
    }
}
