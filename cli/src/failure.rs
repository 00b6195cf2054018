//! Why there is nothing to write, and what to do.

use std::fmt;
use std::process::ExitCode;

use readerly::article::ReadError;

/// Why the program ends without an article.
#[derive(Debug)]
pub enum Failure {
    /// The file was read, and is no article.
    NoArticle {
        /// The file, or "standard input".
        name: String,
        /// What is wrong with it.
        error: ReadError,
    },
    /// What an option names is of no use.
    Option {
        /// The file that it names, and line and column where those are known.
        place: String,
        /// What is wrong there, and what to do.
        problem: String,
    },
    /// A file cannot be read or written.
    File {
        /// The file.
        name: String,
        /// What is wrong with it, and what to do.
        problem: String,
    },
}

impl Failure {
    /// The exit code, as `--help` lists them.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::NoArticle { .. } => 1,
            Self::Option { .. } => 2,
            Self::File { .. } => 3,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoArticle { name, error } => {
                write!(formatter, "{name}")?;
                if let ReadError::NotJson { line, column, .. } = error {
                    write!(formatter, ":{line}:{column}")?;
                }
                write!(formatter, ": error: {}", in_words_of_options(error))
            }
            Self::Option { place, problem } => write!(formatter, "{place}: error: {problem}"),
            Self::File { name, problem } => write!(formatter, "{name}: error: it {problem}"),
        }
    }
}

/// The widget speaks of addresses and attributes, which are files and options here.
fn in_words_of_options(error: &ReadError) -> String {
    match error {
        ReadError::NotJson { reason, .. } => format!(
            "this is not JSON: {}; check that the file is whole, and no error page of a server",
            reason.trim_end_matches(',')
        ),
        ReadError::UnknownFormat { said } => format!(
            "this JSON is in no form that is known here{}; say with --map where its title and text stand",
            quoted(said)
        ),
        ReadError::WrongFormat { name, said } => format!(
            "this is not what --format {name} says{}; leave it out to have the format found out",
            quoted(said)
        ),
        ReadError::NothingMapped { pointers } => format!(
            "there is neither a title nor any text, because --map found nothing at {pointers}; compare that with the file"
        ),
        ReadError::NoSuchItem { wanted } => format!(
            "there is no item with the id or address \"{wanted}\"; compare --item with the file, or leave it out for the first"
        ),
        other => other.to_string(),
    }
}

/// What an answer says of itself: servers answer with errors too.
fn quoted(said: &str) -> String {
    match said {
        "" => String::new(),
        said => format!("; it says {said:?}"),
    }
}
