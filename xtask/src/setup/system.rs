//! Browsers, drivers and what they need, from the system's packages.

use anyhow::{Result, bail};

use super::Need;
use crate::progress;
use crate::project::{self, Project};

/// A Debian package and the sign that it, or something as good, is there.
#[derive(Debug)]
struct Package {
    name: &'static str,
    /// A program it brings. Without one, only the package manager can tell.
    program: Option<&'static str>,
    needs: &'static [Need],
    purpose: &'static str,
    /// What is left out without it; empty where nothing goes on without it.
    without: &'static str,
}

/// Nothing here is needed to serve the demo.
const PACKAGES: [Package; 13] = [
    Package {
        name: "nginx-light",
        program: Some("nginx"),
        needs: &[Need::EndpointTests],
        purpose: "the proxy that owners put before the counter endpoint",
        without: "the tests of the counter endpoint behind nginx are left out",
    },
    Package {
        name: "apache2-bin",
        program: Some("apache2"),
        needs: &[Need::EndpointTests],
        purpose: "a server that owners put the reader's files on",
        without: "the tests of the files behind Apache are left out",
    },
    Package {
        name: "redis-server",
        program: Some("redis-server"),
        needs: &[Need::EndpointTests],
        purpose: "the store of counters that run on many machines",
        without: "the tests of the counter endpoint's Redis store are left out",
    },
    Package {
        name: "chromium",
        program: Some("chromium"),
        needs: &[Need::ComponentTests, Need::BrowserTests, Need::Bench],
        purpose: "the first engine",
        without: "",
    },
    Package {
        name: "chromium-driver",
        program: Some("chromedriver"),
        needs: &[Need::ComponentTests, Need::BrowserTests],
        purpose: "drives Chromium",
        without: "",
    },
    Package {
        name: "firefox-esr",
        program: Some("firefox"),
        needs: &[Need::BrowserTests],
        purpose: "the second engine",
        without: "",
    },
    Package {
        name: "webkit2gtk-driver",
        program: Some("WebKitWebDriver"),
        needs: &[Need::BrowserTests],
        purpose: "the third engine, WebKit, and its driver",
        without: "",
    },
    Package {
        name: "xvfb",
        program: Some("Xvfb"),
        needs: &[Need::BrowserTests],
        purpose: "a screen for WebKit, which has no headless mode",
        without: "",
    },
    Package {
        name: "xauth",
        program: Some("xauth"),
        needs: &[Need::BrowserTests],
        purpose: "the screen's keys",
        without: "",
    },
    Package {
        name: "gstreamer1.0-plugins-good",
        program: None,
        needs: &[Need::BrowserTests],
        purpose: "MP4 files in WebKit",
        without: "",
    },
    Package {
        name: "gstreamer1.0-plugins-bad",
        program: None,
        needs: &[Need::BrowserTests],
        purpose: "H.264 parsing in WebKit",
        without: "",
    },
    Package {
        name: "gstreamer1.0-libav",
        program: None,
        needs: &[Need::BrowserTests],
        purpose: "H.264 and AAC decoding in WebKit",
        without: "",
    },
    Package {
        name: "fonts-noto-core",
        program: None,
        needs: &[Need::BrowserTests],
        purpose: "Vietnamese and Arabic letters in screenshots",
        without: "",
    },
];

/// Installs the packages some needs call for and the machine lacks.
///
/// # Errors
/// When this person may not install packages, or the machine has no apt-get: the
/// message is the line to run, or the list of what to install.
pub fn install_missing(project: &Project, needs: &[Need]) -> Result<()> {
    let wanted = || {
        PACKAGES
            .iter()
            .filter(|package| package.needs.iter().any(|need| needs.contains(need)))
    };
    if wanted().next().is_none() {
        return Ok(());
    }
    let installed = installed_packages(project);
    let missing: Vec<&Package> = wanted()
        .filter(|package| !is_there(project, package, installed.as_deref()))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    progress::heading(
        "Install system packages",
        "browsers, drivers and servers, 300 to 600 MB; two to five minutes",
    );
    for package in &missing {
        progress::line(&format!("{}: {}", package.name, package.purpose));
    }
    let (needed, dispensable): (Vec<&Package>, Vec<&Package>) = missing
        .into_iter()
        .partition(|package| package.without.is_empty());
    if !needed.is_empty() {
        install(project, &needed)?;
    }
    for package in dispensable {
        if let Err(error) = install(project, &[package]) {
            progress::line(&format!("{}: {error:#}", package.without));
        }
    }
    Ok(())
}

fn install(project: &Project, packages: &[&Package]) -> Result<()> {
    let names: Vec<&str> = packages.iter().map(|package| package.name).collect();
    let command_line = install_line(&names);
    if project.which("apt-get").is_none() {
        bail!(
            "this machine has no apt-get; install what Debian calls\n  {}\nand run the command again",
            names.join(" ")
        );
    }
    if !is_root(project) {
        bail!(
            "installing packages needs root; run this and then the command again:\n  {command_line}"
        );
    }
    project::run(&mut project.command("apt-get", &["update"]))?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(&names);
    project::run(
        project
            .command("apt-get", &arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            // A server is wanted for tests, which start their own; at this
            // level packages start none (invoke-rc.d(8)).
            .env("RUNLEVEL", "1"),
    )
}

fn install_line(names: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}",
        names.join(" ")
    )
}

/// Names of the installed Debian packages, or nothing where dpkg is not the
/// package manager.
fn installed_packages(project: &Project) -> Option<String> {
    project::output(&mut project.command(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Abbrev}${Package}\\n"],
    ))
}

fn is_there(project: &Project, package: &Package, installed: Option<&str>) -> bool {
    match (package.program, installed) {
        (Some(program), _) if project.which(program).is_some() => true,
        (_, Some(installed)) => has_package(installed, package.name),
        // Without dpkg, fonts and codecs cannot be looked up; their tests will tell.
        (program, None) => program.is_none(),
    }
}

/// Looks for a package in lines of a three-letter status and a name, `ii ` for
/// installed.
fn has_package(installed: &str, name: &str) -> bool {
    installed
        .lines()
        .filter_map(|line| line.strip_prefix("ii "))
        .any(|installed| installed.trim() == name)
}

fn is_root(project: &Project) -> bool {
    project::output(&mut project.command("id", &["-u"])).is_some_and(|user| user.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(installed: &str, name: &str, expected: bool) {
        assert_eq!(has_package(installed, name), expected);
    }

    #[test]
    fn packages_count_only_when_installed() {
        let installed = "ii chromium\nrc xvfb\nun xauth\nii chromium-driver\n";
        check(installed, "chromium", true);
        check(installed, "chromium-driver", true);
        check(installed, "xvfb", false);
        check(installed, "xauth", false);
        check(installed, "chrom", false);
        check("", "chromium", false);
    }

    #[test]
    fn serving_needs_no_system_package() {
        assert!(
            PACKAGES
                .iter()
                .all(|package| !package.needs.contains(&Need::Build))
        );
    }

    #[test]
    fn the_line_to_run_names_every_package() {
        assert_eq!(
            install_line(&["xvfb", "xauth"]),
            "sudo apt-get update && sudo apt-get install --yes --no-install-recommends xvfb xauth"
        );
    }
}
