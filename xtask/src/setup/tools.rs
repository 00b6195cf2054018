//! Programs from crates.io, by pinned version.

use anyhow::Result;

use super::Need;
use crate::progress;
use crate::project::{self, Project};

/// A program that `cargo install` compiles.
#[derive(Debug, PartialEq, Eq)]
pub struct Tool {
    package: &'static str,
    version: &'static str,
    /// The programs of the package that are used, each asked for its version;
    /// with what must stand before `--version`, if anything.
    programs: &'static [&'static str],
    /// Whether the versions its authors tested with are taken. Not so for
    /// wasm-bindgen-cli 0.2.130: not every registry mirror has one of them.
    locked: bool,
    /// Whether the features that it has by default are left out, because none is
    /// used: Trunk's are TLS and the search for a newer Trunk.
    bare: bool,
    /// Features that it does not have by default.
    features: &'static [&'static str],
    needs: &'static [Need],
    purpose: &'static str,
    duration: &'static str,
}

/// Every pinned tool. The version of wasm-bindgen must be the one in Cargo.toml
/// and in Trunk.toml; a test keeps the three equal.
const TOOLS: [Tool; 5] = [
    Tool {
        package: "wasm-bindgen-cli",
        version: "0.2.130",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        locked: false,
        bare: false,
        features: &[],
        needs: &[Need::Build, Need::ComponentTests, Need::BrowserTests],
        purpose: "writes the JavaScript beside the WebAssembly module and runs its tests",
        duration: "two to four minutes",
    },
    Tool {
        package: "trunk",
        version: "0.21.14",
        programs: &["trunk"],
        locked: true,
        bare: true,
        features: &[],
        needs: &[Need::Build, Need::BrowserTests],
        purpose: "builds and serves the demo",
        duration: "four to eight minutes",
    },
    Tool {
        package: "geckodriver",
        version: "0.37.1",
        programs: &["geckodriver"],
        locked: true,
        bare: false,
        features: &[],
        needs: &[Need::BrowserTests],
        purpose: "drives Firefox in the browser tests",
        duration: "two to four minutes",
    },
    Tool {
        package: "cargo-about",
        version: "0.9.3",
        programs: &["cargo-about"],
        locked: true,
        bare: false,
        features: &["cli"],
        needs: &[Need::Licences],
        purpose: "collects the licences of what is inside",
        duration: "two to four minutes",
    },
    Tool {
        package: "cargo-cyclonedx",
        version: "0.5.9",
        programs: &["cargo-cyclonedx cyclonedx"],
        locked: true,
        bare: false,
        features: &[],
        needs: &[Need::Licences],
        purpose: "writes the bill of materials",
        duration: "one to two minutes",
    },
];

/// How tools are compiled, in place of their authors' release profiles: a person
/// waits for the compiler once and for the tool hardly ever.
const QUICK_TO_COMPILE: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_PROFILE_RELEASE_PANIC", "unwind"),
];

impl Tool {
    fn crate_and_version(&self) -> String {
        format!("{}@{}", self.package, self.version)
    }
}

/// The tools some needs call for.
pub fn needed(needs: &[Need]) -> impl Iterator<Item = &'static Tool> {
    TOOLS
        .iter()
        .filter(move |tool| tool.needs.iter().any(|need| needs.contains(need)))
}

/// Installs a tool unless its pinned version is there.
///
/// # Errors
/// When `cargo install` fails.
pub fn install(project: &Project, tool: &Tool) -> Result<()> {
    let found: Vec<Option<String>> = tool
        .programs
        .iter()
        .map(|program| installed_version(project, program))
        .collect();
    if found
        .iter()
        .all(|version| version.as_deref() == Some(tool.version))
    {
        return Ok(());
    }
    let local_tools = project.local_tools();
    let local_tools = local_tools.to_string_lossy();
    // Another version is there for another project's sake: it stays.
    let other = found.iter().flatten().next();
    let root: &[&str] = match other {
        Some(_) => &["--root", &local_tools],
        None => &[],
    };
    if let Some(other) = other {
        progress::line(&format!(
            "{} {other} is installed and stays; ours goes to target/tools, for `cargo xtask` alone",
            tool.package
        ));
    }
    if download(project, tool, root) {
        return Ok(());
    }
    compile(project, tool, root)
}

/// Has `cargo binstall` bring what the authors have compiled, where a person has
/// it. False when there is none, or nothing for this machine.
fn download(project: &Project, tool: &Tool, root: &[&str]) -> bool {
    if project.which("cargo-binstall").is_none() {
        return false;
    }
    progress::heading(
        &format!("Download {} {}", tool.package, tool.version),
        &format!("{}; by cargo-binstall, seconds", tool.purpose),
    );
    let crate_and_version = tool.crate_and_version();
    let mut command = project.command("cargo", &["binstall", "--no-confirm"]);
    // What nobody has compiled yet is compiled by us, more quickly.
    command
        .args(["--disable-strategies", "compile"])
        .args(root)
        .arg(crate_and_version);
    match project::run(&mut command) {
        Ok(()) => true,
        Err(error) => {
            progress::line(&format!("going on by compiling it: {error:#}"));
            false
        }
    }
}

fn compile(project: &Project, tool: &Tool, root: &[&str]) -> Result<()> {
    progress::heading(
        &format!("Compile {} {}", tool.package, tool.version),
        &format!(
            "{}; {} on two cores, once per machine",
            tool.purpose, tool.duration
        ),
    );
    let crate_and_version = tool.crate_and_version();
    let mut arguments = vec!["install", crate_and_version.as_str()];
    if tool.locked {
        arguments.push("--locked");
    }
    if tool.bare {
        arguments.push("--no-default-features");
    }
    let features = tool.features.join(",");
    if !features.is_empty() {
        arguments.extend(["--features", &features]);
    }
    arguments.extend(root);
    project::run(
        project
            .command("cargo", &arguments)
            .envs(QUICK_TO_COMPILE.iter().copied()),
    )
}

fn installed_version(project: &Project, program: &str) -> Option<String> {
    let mut words: Vec<&str> = program.split(' ').collect();
    words.push("--version");
    project::output(&mut project.command(words[0], &words[1..]))
        .and_then(|printed| version_in(&printed).map(str::to_owned))
}

/// The first word of a program's `--version` that looks like a version.
fn version_in(printed: &str) -> Option<&str> {
    printed
        .split(|character: char| character.is_whitespace() || "(),".contains(character))
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| {
            let mut parts = word.splitn(3, '.');
            let number = |part: Option<&str>| {
                part.is_some_and(|part| {
                    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
                })
            };
            number(parts.next())
                && number(parts.next())
                && parts
                    .next()
                    .is_some_and(|patch| patch.starts_with(|first: char| first.is_ascii_digit()))
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: Option<&str>) {
        assert_eq!(version_in(printed), expected);
    }

    #[test]
    fn versions_as_programs_print_them() {
        check("trunk 0.21.14\n", Some("0.21.14"));
        check(
            "wasm-bindgen 0.2.130 (1a2b3c4d5 2026-01-02)\n",
            Some("0.2.130"),
        );
        check(
            "geckodriver 0.37.1 (3f0e 2026-01-30 10:01 +0000)\n\nThe source code…",
            Some("0.37.1"),
        );
        check("tool v1.2.3-beta.4", Some("1.2.3-beta.4"));
        check("tool 2026-01-02", None);
        check("tool 1.2", None);
        check("tool 1.2.x 1..3", None);
        check("", None);
    }

    #[test]
    fn serving_compiles_no_test_tool() {
        let packages: Vec<_> = needed(&[Need::Build]).map(|tool| tool.package).collect();
        assert_eq!(packages, ["wasm-bindgen-cli", "trunk"]);
        assert_eq!(needed(&[Need::WasmTarget]).count(), 0);
        assert_eq!(needed(&[Need::BrowserTests]).count(), 3);
    }

    #[test]
    fn one_version_of_wasm_bindgen_everywhere() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let pinned = TOOLS[0].version;
        for (file, line) in [
            ("Cargo.toml", format!("wasm-bindgen = \"={pinned}\"")),
            ("Trunk.toml", format!("wasm_bindgen = \"{pinned}\"")),
        ] {
            let text = std::fs::read_to_string(root.join(file)).unwrap();
            assert!(text.contains(&line), "{file} lacks the line {line}");
        }
    }
}
