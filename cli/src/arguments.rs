//! The command line.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use readerly::article::native::NativeUrls;
use readerly::article::source::Format;
use readerly::article::url::UrlParser;

const AFTER_HELP: &str = "\
Examples:
  A post that curl has saved, once, so that visitors' browsers need not:
    readerly read --base https://ward.example/wp-json/wp/v2/posts/12 post.json > market.json

  A page, from standard input:
    readerly read --base https://ward.example/news/market.html - < market.html > market.json

  One item of a feed, by its id or address:
    readerly read --base https://ward.example/feed.xml --item 2024-0049 feed.xml > market.json

  What a reader would say of a file:
    readerly check market.json

Exit codes:
  0  done; of check: nothing to complain of
  1  the file holds no article
  2  the command line is wrong, or the file of --map
  3  a file cannot be read or written
  4  check only: the article is shown, with the warnings it lists

Nothing is fetched. Relative addresses become absolute by --base; pictures and videos stay where they are.";

/// Makes article JSON of posts, pages and feeds, once and for all visitors, and says what is wrong with it
#[derive(Debug, Parser)]
#[command(name = "readerly", version, about, after_help = AFTER_HELP)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the article on standard output, and what was left out on standard error
    #[command(after_help = AFTER_HELP)]
    Read {
        /// What to write
        #[arg(long, value_enum, default_value_t = Target::Json)]
        to: Target,

        #[command(flatten)]
        source: SourceArguments,
    },
    /// Say what a reader would say of a file, and how to mend it
    #[command(after_help = AFTER_HELP)]
    Check {
        #[command(flatten)]
        source: SourceArguments,
    },
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Article JSON, version 1; indented where it goes to a terminal
    Json,
    /// An <article> element with everything the reader shows
    Html,
    /// Plain text in UTF-8
    Text,
}

#[derive(Debug, Args)]
pub struct SourceArguments {
    /// What the file is, where that is not found out by itself
    #[arg(long, value_name = "FORMAT", default_value = "auto",
          value_parser = PossibleValuesParser::new(Format::NAMES))]
    pub format: String,

    /// Where the file is published: relative addresses in it refer to this one
    #[arg(long, value_name = "URL", value_parser = base)]
    pub base: Option<String>,

    /// Where another system's JSON has title, text and the rest: a file of JSON Pointers such as
    /// {"title": "/data/headline", "body": "/data/html"}
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,

    /// Which item of a feed or list: its id or address; otherwise the first
    #[arg(long, value_name = "ID")]
    pub item: Option<String>,

    /// In which letters the file is written, such as windows-1258, where its server said so and it
    /// does not
    #[arg(long, value_name = "NAME", value_parser = charset)]
    pub charset: Option<String>,

    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

impl SourceArguments {
    /// What the file is.
    pub fn format(&self) -> Format {
        let index = Format::NAMES.iter().position(|name| *name == self.format);
        Format::nth(index.unwrap_or_default())
    }
}

fn base(written: &str) -> Result<String, String> {
    match NativeUrls.parse(written, None) {
        Some(url) if matches!(&*url.scheme, "http" | "https") => Ok(url.href),
        _ => {
            Err("write the whole address, such as https://ward.example/news/market.html".to_owned())
        }
    }
}

fn charset(written: &str) -> Result<String, String> {
    match encoding_rs::Encoding::for_label(written.as_bytes()) {
        Some(_) => Ok(written.to_owned()),
        None => Err("no encoding of the web has this name; https://encoding.spec.whatwg.org/#names-and-labels lists them".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_exit_code_and_format_is_in_the_help() {
        let mut command = Arguments::command();
        let read = command.find_subcommand_mut("read");
        let help = read
            .map(|read| read.render_long_help().to_string())
            .unwrap_or_default();
        for part in Format::NAMES
            .iter()
            .chain(&["  0  ", "  1  ", "  2  ", "  3  ", "  4  "])
        {
            assert!(help.contains(part), "{part:?} is not in {help}");
        }
    }
}
