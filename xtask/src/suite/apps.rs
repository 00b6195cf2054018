//! Small apps that bundlers build from the npm package, installed from its
//! tarball as a person would; the stories then drive them in browsers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::dist;
use crate::package;
use crate::progress;
use crate::project::{self, Project};

/// Where they are, in the repository.
const PLACE: &str = "tests/apps";

/// What is run there, each a script of its package.json; the types first.
const SCRIPTS: [&str; 7] = [
    "types", "vite", "webpack", "rollup", "esbuild", "next", "recipes",
];

/// The pages whose apps the last of them builds.
const RECIPES: &str = "docs/recipes";

/// What has to be there for them to be built.
const BUILT: [&str; 6] = [
    "node_modules/readerly/package.json",
    "vite/dist/index.html",
    "webpack/dist/index.html",
    "rollup/dist/index.html",
    "esbuild/dist/index.html",
    "next/out/index.html",
];

/// What lies among the sources and is none.
const MADE: [&str; 6] = [
    "node_modules",
    "dist",
    "out",
    ".next",
    "next-env.d.ts",
    "recipes",
];

/// Builds all of them unless they are built of these very sources.
///
/// # Errors
/// When a bundler fails or warns, or a type is wrong.
pub fn build(project: &Project) -> Result<()> {
    let tarball = package::npm(project)?;
    let mark = project.path("target/apps-digest.txt");
    let digest = digest(project, &tarball)?;
    let place = project.path(PLACE);
    let is_built = BUILT.iter().all(|file| place.join(file).is_file());
    if is_built && fs::read_to_string(&mark).is_ok_and(|built| built == digest) {
        progress::heading(
            "Apps of the npm package",
            "they are the build of these sources already",
        );
        return Ok(());
    }
    progress::heading(
        "Apps of the npm package",
        "types in each framework, a production build by each of five bundlers, and the recipes; a minute",
    );
    let tarball = tarball.display().to_string();
    project::run(
        project
            .command(
                "npm",
                &[
                    "install",
                    "--no-save",
                    "--no-package-lock",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--silent",
                    &tarball,
                ],
            )
            .current_dir(project.path(PLACE)),
    )?;
    for script in SCRIPTS {
        run(project, script)?;
    }
    fs::write(&mark, digest).with_context(|| format!("could not write {}", mark.display()))
}

/// A warning is a failure: owners would see it, too.
fn run(project: &Project, script: &str) -> Result<()> {
    let mut command = project.command("npm", &["run", "--silent", script]);
    command
        .current_dir(project.path(PLACE))
        .env("NEXT_TELEMETRY_DISABLED", "1")
        .env("NO_COLOR", "1");
    let shown = project::display(&command);
    let output = command
        .output()
        .with_context(|| format!("could not start `{shown}`"))?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    if !output.status.success() {
        bail!("in {PLACE}, `{shown}` failed ({}):\n{said}", output.status);
    }
    if let Some(line) = warning(&said) {
        bail!("in {PLACE}, `{shown}` warns, which owners would see, too: {line}\n{said}");
    }
    progress::line(&format!("{script}: no warning"));
    Ok(())
}

fn warning(said: &str) -> Option<&str> {
    said.lines().find(|line| {
        let line = line.to_ascii_lowercase();
        line.contains("warn") || line.contains("deprecat")
    })
}

fn digest(project: &Project, tarball: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    dist::add(&mut digest, tarball)?;
    dist::add(&mut digest, &project.path(RECIPES))?;
    let place = project.path(PLACE);
    for entry in fs::read_dir(&place).with_context(|| format!("could not list {PLACE}"))? {
        let path = entry?.path();
        if path.is_file() {
            dist::add(&mut digest, &path)?;
        } else if !MADE.iter().any(|made| path.ends_with(made)) {
            let mut inner: Vec<PathBuf> = fs::read_dir(&path)
                .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
                .with_context(|| format!("could not list {}", path.display()))?;
            inner.retain(|path| !MADE.iter().any(|made| path.ends_with(made)));
            inner.sort();
            for path in inner {
                dist::add(&mut digest, &path)?;
            }
        }
    }
    let bytes = digest.finalize();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: Option<&str>) {
        assert_eq!(warning(said), expected);
    }

    #[test]
    fn warnings_of_bundlers() {
        check("vite v8\n✓ built in 174ms\n", None);
        check("webpack 5 compiled successfully in 6 ms", None);
        check(
            "a\nwebpack 5.1 compiled with 2 warnings in 5 ms\n",
            Some("webpack 5.1 compiled with 2 warnings in 5 ms"),
        );
        check("▲ [WARNING] x", Some("▲ [WARNING] x"));
    }
}
