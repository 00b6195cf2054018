//! The repository, and the way programs are run in it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The repository this command runs for.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    /// `PATH` for every program that is run: pinned tools before the person's own.
    search_path: OsString,
}

impl Project {
    /// Finds the repository that holds the xtask package being run.
    ///
    /// # Errors
    /// When neither Cargo nor the working directory leads to it.
    pub fn find() -> Result<Self> {
        // Asked at run time: with a shared target directory, one compiled xtask
        // serves several clones.
        let root = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(directory) => Path::new(&directory).parent().map(Path::to_path_buf),
            None => env::current_dir()?
                .ancestors()
                .find(|directory| directory.join("Trunk.toml").is_file())
                .map(Path::to_path_buf),
        };
        let root = root
            .filter(|root| root.join("Trunk.toml").is_file())
            .context("this is not Readerly's repository; run `cargo xtask` inside a clone of it")?;
        let mut directories = vec![local_tools_directory(&root).join("bin")];
        directories.extend(cargo_home().map(|home| home.join("bin")));
        directories.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let search_path = env::join_paths(directories)
            .context("PATH holds a directory whose name contains the path separator")?;
        Ok(Self { root, search_path })
    }

    /// A path inside the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where the release build lands.
    pub fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// Where a pinned tool goes when the person already has another version of it.
    pub fn local_tools(&self) -> PathBuf {
        local_tools_directory(&self.root)
    }

    /// The widget's version, from the root manifest.
    ///
    /// # Errors
    /// When the manifest cannot be read or names no version.
    pub fn version(&self) -> Result<String> {
        let path = self.path("Cargo.toml");
        let manifest = fs::read_to_string(&path)
            .with_context(|| format!("could not read {}", path.display()))?;
        package_version(&manifest)
            .map(str::to_owned)
            .context("Cargo.toml names no version under [package]")
    }

    /// A program, set to run in the repository's root.
    pub fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("PATH", &self.search_path);
        // `cargo run` tells us about our own package. A cargo started from here
        // must see what one typed by hand sees, or build scripts that look at
        // these variables run again each time the two take turns.
        for (name, _) in env::vars_os() {
            let name_text = name.to_string_lossy();
            if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        // Clap reads NO_COLOR as a boolean in Trunk, and stops at the customary "1".
        if program == "trunk" && env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            command.env("NO_COLOR", "true");
        }
        command
    }

    /// The file that would run under this name, if any.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.search_path)
            .map(|directory| directory.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
            .find(|path| path.is_file())
    }
}

/// Runs a command with its output shown, and fails when it does.
///
/// # Errors
/// When the program is missing or ends with a failure; the message repeats the
/// command.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = display(command);
    let status = command
        .status()
        .with_context(|| format!("could not start `{shown}`"))?;
    if !status.success() {
        bail!("this command failed ({status}); to repeat it:\n  {shown}");
    }
    Ok(())
}

/// Runs a command silently and gives what it printed, or nothing when it is
/// missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as a person would type it in the repository's root.
pub fn display(command: &Command) -> String {
    let variables = command.get_envs().filter_map(|(name, value)| {
        let name = name.to_string_lossy();
        let value = value?.to_string_lossy();
        (name != "PATH").then(|| format!("{name}={}", quote(&value)))
    });
    let program = quote(&command.get_program().to_string_lossy());
    let arguments = command
        .get_args()
        .map(|argument| quote(&argument.to_string_lossy()));
    variables
        .chain([program])
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Where Cargo keeps what it downloads.
pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

fn quote(word: &str) -> String {
    let plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./:=@+,".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn package_version(manifest: &str) -> Option<&str> {
    let mut in_package = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            in_package = line == "[package]";
        } else if in_package
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == "version"
        {
            return Some(value.trim().trim_matches('"'));
        }
    }
    None
}

fn local_tools_directory(root: &Path) -> PathBuf {
    root.join("target").join("tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_version(manifest: &str, expected: Option<&str>) {
        assert_eq!(package_version(manifest), expected);
    }

    #[test]
    fn version_is_the_packages_own() {
        check_version(
            "[package]\nname = \"a\"\nversion = \"1.2.3\"\n",
            Some("1.2.3"),
        );
        check_version(
            "[dependencies.x]\nversion = \"9\"\n[package]\nversion=\"0.1.0\"",
            Some("0.1.0"),
        );
        check_version(
            "[package]\nrust-version = \"1.88\"\n[lib]\nversion = \"2\"",
            None,
        );
    }

    #[test]
    fn commands_are_shown_as_typed() {
        let mut command = Command::new("cargo");
        command
            .args(["test", "--", "a b", "it's"])
            .env("PATH", "/hidden")
            .env("READERLY_DIST", "dist");
        assert_eq!(
            display(&command),
            r"READERLY_DIST=dist cargo test -- 'a b' 'it'\''s'"
        );
    }
}
