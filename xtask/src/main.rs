//! Readerly's own commands. `cargo xtask serve` and `cargo xtask test` are all
//! that a newcomer has to know; the other commands are what those two call.
//!
//! Reading order: [`project`] finds the repository and runs programs in it,
//! [`setup`] installs what is missing, [`serve`], [`dist`] and [`suite`] are the
//! commands, [`embed`] is the step Trunk calls after each build.

mod bench;
mod compressed;
mod dist;
mod embed;
mod package;
mod peers;
mod progress;
mod project;
mod screenshots;
mod serve;
mod setup;
mod sizes;
mod suite;
mod types;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::Arg::{Long, Short, Value};

use crate::project::Project;

const HELP: &str = "\
Readerly's own commands.

  cargo xtask serve    set up, then show the demo with live numbers at
                       http://127.0.0.1:8080 until ctrl-c
  cargo xtask test     set up, then run every check and test
  cargo xtask dist     build dist/ for release, print its sizes, keep the budgets
  cargo xtask package  make what people install: a package for npm, a zip for
                       webmasters and one for WordPress
  cargo xtask licences write down the licences of everything inside anew, after
                       a change of Cargo.lock
  cargo xtask peers    the tests with counters that others wrote and that really
                       run: Waline, GoatCounter, Abacus, and name=address …
  cargo xtask bench    measure Readerly against what a site would use instead, in
                       Chromium
  cargo xtask screenshots
                       pictures of the demo at five widths, light and dark, and
                       as it is printed, to be looked at
  cargo xtask embed    finish a Trunk build (Trunk calls this by itself)

Options of `test`, which may be combined; without one, everything runs:
  --quick      formatting, lints and native tests: no browser, no set-up
               beyond the WebAssembly target
  --native     native tests
  --wasm       component tests in Chromium
  --browser    release build, budgets, and the stories: each in Chromium, and in
               Firefox and WebKit where browsers differ
  --full       tells every story in all three

One story: cargo xtask test --story NAME [--engine chromium|firefox|webkit]
builds what it needs and tells the stories that have NAME in their names.

Option of `peers`: --native leaves the browsers out.

Options of `bench`, which may be combined:
  --quick      few rounds and sizes: a look, in four minutes
  --check      fails where a ratio or a size is over its budget
  --only A,B   of bytes, loading, rendering, polls, memory
  --publish    writes tables and plots into docs/performance.md
  --from FILE  reads an earlier result, such as target/bench/result.json, and
               measures nothing
";

/// The engines that stories are told in.
const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{} {error:#}", progress::failure_word());
            ExitCode::FAILURE
        }
    }
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Help,
    Serve,
    Test(suite::Selection),
    Dist,
    Package,
    Licences,
    Peers {
        others: Vec<String>,
        only_native: bool,
    },
    /// What is handed on to the program in `bench/`.
    Bench(Vec<String>),
    Screenshots,
    Embed,
}

fn run() -> Result<()> {
    let command = parse(lexopt::Parser::from_env())?;
    if command == Command::Help {
        print!("{HELP}");
        return Ok(());
    }
    let project = Project::find()?;
    match command {
        Command::Help => Ok(()),
        Command::Serve => serve::run(&project),
        Command::Test(selection) => suite::run(&project, &selection),
        Command::Dist => {
            setup::run(&project, &[setup::Need::Build, setup::Need::Release])?;
            dist::build(&project)?;
            dist::check_budgets(&project)
        }
        Command::Package => {
            setup::run(&project, &[setup::Need::Build, setup::Need::Release])?;
            package::run(&project)
        }
        Command::Licences => package::refresh_licences(&project),
        Command::Peers {
            others,
            only_native,
        } => peers::run(&project, &others, only_native),
        Command::Bench(options) => bench::run(&project, &options),
        Command::Screenshots => screenshots::run(&project),
        Command::Embed => embed::run(&project),
    }
}

fn parse(mut parser: lexopt::Parser) -> Result<Command> {
    let mut name: Option<String> = None;
    let mut selection = suite::Selection::default();
    let mut narrowed = false;
    let mut others = Vec::new();
    let mut only_native = false;
    let mut bench_options = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(value) if name.is_none() => name = Some(value.to_string_lossy().into_owned()),
            Value(value) if name.as_deref() == Some("peers") => {
                others.push(value.to_string_lossy().into_owned());
            }
            Long("native") if name.as_deref() == Some("peers") => only_native = true,
            Long(option @ ("quick" | "check" | "publish")) if name.as_deref() == Some("bench") => {
                bench_options.push(format!("--{option}"));
            }
            Long("only") if name.as_deref() == Some("bench") => {
                let sections = parser.value()?.to_string_lossy().into_owned();
                bench::check_sections(&sections)?;
                bench_options.push(format!("--only={sections}"));
            }
            Long("from") if name.as_deref() == Some("bench") => {
                let file = parser.value()?.to_string_lossy().into_owned();
                bench_options.push(format!("--from={file}"));
            }
            Long("story") if name.as_deref() == Some("test") => {
                selection.story = Some(parser.value()?.to_string_lossy().into_owned());
            }
            Long("engine") if name.as_deref() == Some("test") => {
                let engine = parser.value()?.to_string_lossy().into_owned();
                if !ENGINES.contains(&engine.as_str()) {
                    bail!(
                        "there is no engine `{engine}`; write {}",
                        ENGINES.join(", ")
                    );
                }
                selection.engine = Some(engine);
            }
            Long("full") if name.as_deref() == Some("test") => selection.full = true,
            Long(option) if name.as_deref() == Some("test") => {
                narrowed = true;
                match option {
                    "quick" => selection.add_quick(),
                    "native" => selection.add_native(),
                    "wasm" => selection.add_wasm(),
                    "browser" => selection.add_browser(),
                    _ => return Err(argument.unexpected().into()),
                }
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    if selection.engine.is_some() && selection.story.is_none() {
        bail!("--engine goes with --story NAME; every run tells the stories in their engines");
    }
    if selection.story.is_some() && (narrowed || selection.full) {
        bail!("--story tells one story and nothing else; leave the other options out");
    }
    Ok(match name.as_deref() {
        None | Some("help") => Command::Help,
        Some("serve") => Command::Serve,
        Some("test") if narrowed || selection.story.is_some() => Command::Test(selection),
        Some("test") => Command::Test(suite::Selection {
            full: selection.full,
            ..suite::Selection::everything()
        }),
        Some("dist") => Command::Dist,
        Some("package") => Command::Package,
        Some("licences") => Command::Licences,
        Some("peers") => Command::Peers {
            others,
            only_native,
        },
        Some("bench") => Command::Bench(bench_options),
        Some("screenshots") => Command::Screenshots,
        Some("embed") => Command::Embed,
        Some(other) => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[track_caller]
    fn check(arguments: &[&str], expected: Option<Command>) {
        let parser = lexopt::Parser::from_args(arguments);
        assert_eq!(parse(parser).ok(), expected);
    }

    #[test]
    fn commands_and_options() {
        check(&[], Some(Command::Help));
        check(&["test", "--help"], Some(Command::Help));
        check(&["serve"], Some(Command::Serve));
        check(&["package"], Some(Command::Package));
        check(&["licences"], Some(Command::Licences));
        check(&["screenshots"], Some(Command::Screenshots));
        check(
            &["test"],
            Some(Command::Test(suite::Selection::everything())),
        );
        let native = suite::Selection {
            native_tests: true,
            redis: true,
            ..suite::Selection::default()
        };
        check(&["test", "--native"], Some(Command::Test(native)));
        let full = suite::Selection {
            full: true,
            ..suite::Selection::everything()
        };
        check(&["test", "--full"], Some(Command::Test(full)));
        let story = suite::Selection {
            story: Some("door::".to_owned()),
            engine: Some("webkit".to_owned()),
            ..suite::Selection::default()
        };
        let line = ["test", "--story", "door::", "--engine", "webkit"];
        check(&line, Some(Command::Test(story)));
        check(&["test", "--story", "door::", "--full"], None);
        check(&["test", "--story"], None);
        check(&["test", "--engine", "webkit"], None);
        check(&["test", "--story", "a", "--engine", "lynx"], None);
        let bench = |options: &[&str]| {
            Some(Command::Bench(
                options.iter().map(|option| (*option).to_owned()).collect(),
            ))
        };
        check(&["bench"], bench(&[]));
        let line = ["bench", "--quick", "--check", "--only", "bytes,polls"];
        check(&line, bench(&["--quick", "--check", "--only=bytes,polls"]));
        check(
            &["bench", "--publish", "--from", "a.json"],
            bench(&["--publish", "--from=a.json"]),
        );
        check(&["bench", "--only", "bytes,colours"], None);
        check(&["bench", "--full"], None);
        check(&["serve", "--native"], None);
        check(&["test", "--nativ"], None);
        check(&["test", "more"], None);
        check(&["tset"], None);
        let peers = Command::Peers {
            others: vec!["umami=http://127.0.0.1/".to_owned()],
            only_native: true,
        };
        check(
            &["peers", "umami=http://127.0.0.1/", "--native"],
            Some(peers),
        );
        check(&["peers", "--browser"], None);
    }

    #[test]
    fn options_add_up() {
        let mut both = suite::Selection::default();
        both.add_quick();
        both.add_wasm();
        check(&["test", "--quick", "--wasm"], Some(Command::Test(both)));
    }
}
