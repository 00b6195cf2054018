//! `readerly`: reads whatever the widget reads, from files and without a
//! browser, and writes it as article JSON, HTML or plain text.
//!
//! It fetches nothing. Articles go to standard output, everything else to
//! standard error, and the exit code says how it went.

mod arguments;
mod check;
mod failure;
mod page;
mod source;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use readerly::article::{Article, json};

use arguments::{Arguments, Command, Target};
use failure::Failure;
use source::Source;

/// What `check` answers of an article that is shown with repairs.
const WITH_WARNINGS: u8 = 4;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            failure.code()
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Read { to, source } => {
            let source = Source::open(source)?;
            let (article, warnings) = source.read()?;
            for warning in &warnings {
                eprintln!("{}: warning: {warning}", source.name);
            }
            if let Some(advice) = source.advice(&warnings) {
                eprintln!("{}: {advice}", source.name);
            }
            print(&written(&article, to, &source)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Check { source } => {
            let source = Source::open(source)?;
            let (article, warnings) = source.read()?;
            print(&check::report(&source, &article, &warnings))?;
            Ok(match warnings.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::from(WITH_WARNINGS),
            })
        }
    }
}

fn written(article: &Article, to: Target, source: &Source) -> Result<String, Failure> {
    Ok(match to {
        Target::Json => {
            let value = json::write(article);
            // What cannot be read back would be missing where nobody looks.
            let (read_back, lost) = source.read_own(&value.to_text(false))?;
            if read_back != *article {
                eprintln!(
                    "{}: warning: article JSON cannot hold all of it:",
                    source.name
                );
                for warning in lost {
                    eprintln!("  {warning}");
                }
            }
            value.to_text(io::stdout().is_terminal()) + "\n"
        }
        Target::Html => page::html(article, source.base()),
        Target::Text => page::text(article, source.base()),
    })
}

/// Writes to standard output. Whoever reads it may have had enough.
fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::File {
            name: "standard output".to_owned(),
            problem: format!("cannot be written: {error}; is the disk full?"),
        }),
        _ => Ok(()),
    }
}
