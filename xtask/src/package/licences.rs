//! The licences of everything inside the WebAssembly, and its bill of
//! materials. Both are kept in the repository and made anew when Cargo.lock
//! changes, so that packing needs no tools of its own and is the same
//! everywhere.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::progress;
use crate::project::{self, Project};
use crate::setup;

/// The texts, in the repository.
pub const TEXT: &str = "integrations/licences.txt";
/// The bill of materials, CycloneDX 1.5 as JSON, in the repository.
pub const BILL: &str = "integrations/sbom.cdx.json";

/// What cargo-cyclonedx writes beside the manifest of each package.
const WRITTEN: &str = "readerly-sbom";

/// Makes both anew.
///
/// # Errors
/// When a tool cannot be installed, or a package has a licence that
/// `integrations/about.toml` does not accept.
pub fn refresh(project: &Project) -> Result<()> {
    setup::run(project, &[setup::Need::Licences])?;
    progress::heading(
        "Licences",
        "of everything in the WebAssembly; under a minute",
    );
    project::run(&mut project.command(
        "cargo",
        &[
            "about",
            "generate",
            "--locked",
            "--config",
            "integrations/about.toml",
            "--output-file",
            TEXT,
            "integrations/licences.hbs",
        ],
    ))?;
    project::run(
        project
            .command(
                "cargo",
                &[
                    "cyclonedx",
                    "--quiet",
                    "--format",
                    "json",
                    "--spec-version",
                    "1.5",
                    "--target",
                    "wasm32-unknown-unknown",
                    "--no-build-deps",
                    "--override-filename",
                    WRITTEN,
                ],
            )
            // No date, so that the same packages come to the same bytes.
            .env("SOURCE_DATE_EPOCH", "0"),
    )?;
    let file = format!("{WRITTEN}.json");
    let bill = fs::read_to_string(project.path(&file))
        .context("cargo-cyclonedx left no bill of materials")?;
    // Of the other packages of the workspace, which nobody ships.
    for package in [".", "cli", "endpoint", "split", "tests/browser", "xtask"] {
        let path = project.path(package).join(&file);
        if path.exists() {
            fs::remove_file(&path)
                .with_context(|| format!("could not remove {}", path.display()))?;
        }
    }
    let bill = of_what_is_inside(&bill, &inside(project)?)?;
    // It names the folder on this machine.
    let root = format!("path+file://{}", project.path("").display());
    let bill = bill.replace(root.trim_end_matches('/'), "path+file:///readerly");
    fs::write(project.path(BILL), bill).with_context(|| format!("could not write {BILL}"))?;
    check(project)
}

/// Holds both against Cargo.lock.
///
/// # Errors
/// When one names other packages than the WebAssembly is made of.
pub fn check(project: &Project) -> Result<()> {
    let inside = inside(project)?;
    let read = |path: &str| {
        fs::read_to_string(project.path(path)).with_context(|| format!("could not read {path}"))
    };
    let text = read(TEXT)?;
    if text.contains("<year>") || text.contains("[year]") {
        bail!(
            "{TEXT} has a licence without a name, because a package brings no text of its own; \
             choose another of its licences in integrations/about.toml"
        );
    }
    for (path, named) in [
        (TEXT, named_in_text(&text)),
        (BILL, named_in_bill(&read(BILL)?)?),
    ] {
        let differing: Vec<&String> = inside.symmetric_difference(&named).collect();
        if let Some(first) = differing.first() {
            bail!(
                "{path} is not of this Cargo.lock ({first} and {} more); \
                 make it anew: cargo xtask licences",
                differing.len() - 1
            );
        }
    }
    Ok(())
}

/// Names and versions of the packages that are compiled into the WebAssembly,
/// and of those whose macros wrote some of it.
fn inside(project: &Project) -> Result<BTreeSet<String>> {
    let tree = project::output(&mut project.command(
        "cargo",
        &[
            "tree",
            "--package",
            "readerly",
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--offline",
        ],
    ))
    .context("`cargo tree` does not say what the WebAssembly is made of")?;
    Ok(tree
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let name = words.next()?;
            let version = words.next()?.strip_prefix('v')?;
            Some(format!("{name} {version}"))
        })
        .collect())
}

/// The bill without what cargo-cyclonedx adds for the sake of other packages of
/// the workspace: it takes the features of all together.
fn of_what_is_inside(bill: &str, inside: &BTreeSet<String>) -> Result<String> {
    let mut bill: Value =
        serde_json::from_str(bill).context("cargo-cyclonedx wrote what is not JSON")?;
    let mut gone = BTreeSet::new();
    if let Some(components) = bill["components"].as_array_mut() {
        components.retain(|component| {
            let stays = name_and_version(component).is_some_and(|name| inside.contains(&name));
            if !stays {
                gone.insert(component["bom-ref"].clone().to_string());
            }
            stays
        });
    }
    if let Some(dependencies) = bill["dependencies"].as_array_mut() {
        dependencies.retain(|dependency| !gone.contains(&dependency["ref"].to_string()));
        for dependency in dependencies {
            if let Some(on) = dependency["dependsOn"].as_array_mut() {
                on.retain(|reference| !gone.contains(&reference.to_string()));
            }
        }
    }
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

/// Lines such as `  serde 1.0.229`.
fn named_in_text(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| {
            line.split_once(' ').is_some_and(|(name, version)| {
                !name.is_empty()
                    && version.starts_with(|first: char| first.is_ascii_digit())
                    && version.matches('.').count() >= 2
                    && !version.contains(' ')
            })
        })
        .map(str::to_owned)
        .collect()
}

fn named_in_bill(bill: &str) -> Result<BTreeSet<String>> {
    let bill: Value = serde_json::from_str(bill).with_context(|| format!("{BILL} is not JSON"))?;
    let components = bill["components"].as_array().into_iter().flatten();
    Ok(components
        .chain([&bill["metadata"]["component"]])
        .filter_map(name_and_version)
        .collect())
}

fn name_and_version(component: &Value) -> Option<String> {
    let name = component["name"].as_str()?;
    Some(format!("{name} {}", component["version"].as_str()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn both_are_of_this_lock_file() {
        check(&Project::find().unwrap()).unwrap();
    }

    #[test]
    fn the_bill_leaves_out_what_is_not_inside() {
        let bill = r#"{ "components": [
            { "bom-ref": "a", "name": "serde", "version": "1.0.229" },
            { "bom-ref": "b", "name": "foldhash", "version": "0.2.0" }],
            "dependencies": [{ "ref": "a", "dependsOn": ["b"] }, { "ref": "b" }] }"#;
        let inside = BTreeSet::from(["serde 1.0.229".to_owned()]);
        let bill = of_what_is_inside(bill, &inside).unwrap();
        assert!(
            bill.contains("serde") && !bill.contains("foldhash"),
            "{bill}"
        );
        assert!(!bill.contains("\"b\""), "{bill}");
        assert_eq!(named_in_bill(&bill).unwrap(), inside);
    }

    #[test]
    fn packages_are_told_from_the_text_of_licences() {
        let text = "MIT License\n  serde 1.0.229\n  2. Grant of rights\n  version 2.0\n";
        assert_eq!(
            named_in_text(text),
            BTreeSet::from(["serde 1.0.229".to_owned()])
        );
    }
}
