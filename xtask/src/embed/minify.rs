//! Makes the scripts of a release smaller with Terser, which package.json pins.
//!
//! Against esbuild 0.28 on the loader and the glue, Terser saved 60 and 80 bytes
//! more after Brotli.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::project::{self, Project};
use crate::setup::npm;

/// How a browser runs a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By a plain script tag, perhaps, so that names at the top are the page's.
    Classic,
    /// By `import` alone, so that names at the top are its own.
    Module,
}

/// The minifier, ready to run.
#[derive(Debug)]
pub struct Minifier<'project> {
    project: &'project Project,
    program: PathBuf,
}

impl<'project> Minifier<'project> {
    /// Finds the pinned version. Without it, says in one line how to install it:
    /// a release build works all the same, and ships larger files.
    ///
    /// # Errors
    /// When package.json is missing or does not name it.
    pub fn find(project: &'project Project) -> Result<Option<Self>> {
        let directory = npm::installed(project, &npm::MINIFIER)?;
        if directory.is_none() || project.which("node").is_none() {
            eprintln!(
                "warning: Terser is not installed, so readerly.js and readerly-glue.js ship \
                 larger than they need to; to install it: npm ci --ignore-scripts"
            );
            return Ok(None);
        }
        Ok(directory.map(|directory| Self {
            project,
            program: directory.join("bin/terser"),
        }))
    }

    /// The script in fewer bytes, doing the same.
    ///
    /// # Errors
    /// When the script has a syntax error, or lost what it must keep.
    pub fn minify(&self, source: &str, kind: Kind) -> Result<String> {
        let program = self.program.to_string_lossy();
        let mut arguments = vec![
            program.as_ref(),
            "--ecma",
            "2022",
            // Statements compress better than the comma expressions they become.
            "--compress",
            "sequences=false,passes=3",
            "--mangle",
            // A classic script is read in the page's character set, which need not
            // be UTF-8.
            "--format",
            "ascii_only=true",
        ];
        if kind == Kind::Module {
            arguments.push("--module");
        }
        let mut command = self.project.command("node", &arguments);
        let shown = project::display(&command);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start `{shown}`"))?;
        // Terser prints nothing before it has read everything. Should it end
        // early, its own message says more than the broken pipe.
        let written = match child.stdin.take() {
            Some(mut input) => input.write_all(source.as_bytes()),
            None => Ok(()),
        };
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!(
                "Terser failed ({}):\n{}",
                output.status,
                String::from_utf8_lossy(&output.stderr).trim_end()
            );
        }
        written.with_context(|| format!("could not write to `{shown}`"))?;
        let mut minified =
            String::from_utf8(output.stdout).context("Terser wrote what is not UTF-8")?;
        minified.truncate(minified.trim_end().len());
        minified.push('\n');
        check_kept(source, &minified)?;
        Ok(minified)
    }
}

/// What would be lost without a sound: `__proto__: null` keeps a polluted
/// prototype out of the options bags, and `import()` must stay the browser's.
const KEPT: [&str; 2] = ["__proto__", "import("];

fn check_kept(source: &str, minified: &str) -> Result<()> {
    for word in KEPT {
        let (before, after) = (source.matches(word).count(), minified.matches(word).count());
        ensure!(
            before == after,
            "Terser left {after} of {before} times {word} in the script, which must keep them all"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, minified: &str, expected: bool) {
        assert_eq!(check_kept(source, minified).is_ok(), expected);
    }

    #[test]
    fn guards_against_silent_losses() {
        check(
            "f({ __proto__: null, a: 1 });",
            "f({__proto__:null,a:1})",
            true,
        );
        check("f({ __proto__: null, a: 1 });", "f({a:1})", false);
        check("import(a)", "import(a)", true);
        check("import(a)", "require(a)", false);
        check("", "\n", true);
    }
}
