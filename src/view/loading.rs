//! From an address, or the inline article, to an article on the page.

use super::article::ArticleHandle;
use crate::article::{ReadError, json};
use crate::browser;
use crate::browser::dom_tree::{self, PageHtml};
use crate::browser::fetch::{self, Arrived, Failure, Request, Wanted};
use crate::browser::host::{Host, HostEvent};
use crate::browser::url::BrowserUrls;
use crate::locale::{Message, Words};
use yew::Callback;

/// Milliseconds until an article that does not come is given up.
const TIMEOUT_MS: u32 = 20_000;

/// What came of the search for an article.
pub type Outcome = Result<ArticleHandle, ArticleFailure>;

/// Why there is no article.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleFailure {
    /// It did not arrive.
    Fetch(Failure),
    /// It arrived, but is no article.
    Read(ReadError),
    /// Neither an address nor an inline article.
    Nothing,
}

impl ArticleFailure {
    /// What to tell the reader.
    pub fn message(&self, words: &'static Words) -> Message {
        match self {
            Self::Fetch(Failure::Offline) => words.error_offline,
            Self::Fetch(Failure::Unreachable) => words.error_network,
            Self::Fetch(Failure::TimedOut) => words.error_timeout,
            Self::Fetch(Failure::TooLarge) | Self::Read(ReadError::TooLarge { .. }) => {
                words.error_too_large
            }
            Self::Fetch(Failure::NotText) | Self::Read(ReadError::NotJson { .. }) => {
                words.error_not_json
            }
            Self::Fetch(Failure::Status { code, .. }) => match code {
                404 | 410 => words.error_not_found,
                401 | 403 | 451 => words.error_forbidden,
                _ => words.error_server,
            },
            Self::Read(ReadError::UnsupportedVersion { .. }) => words.error_unsupported_version,
            Self::Read(ReadError::Empty) | Self::Nothing => words.error_empty,
            Self::Read(_) => words.error_invalid,
        }
    }

    /// Stable name for owners' scripts.
    fn code(&self) -> &'static str {
        match self {
            Self::Fetch(Failure::Offline) => "offline",
            Self::Fetch(Failure::Unreachable) => "unreachable",
            Self::Fetch(Failure::TimedOut) => "timeout",
            Self::Fetch(Failure::TooLarge) => "too-large",
            Self::Fetch(Failure::NotText) => "not-text",
            Self::Fetch(Failure::Status { .. }) => "status",
            Self::Read(error) => error.kind(),
            Self::Nothing => "no-article",
        }
    }

    /// Whether a connection is what it lacks.
    pub fn is_unconnected(&self) -> bool {
        matches!(self, Self::Fetch(Failure::Offline | Failure::Unreachable))
    }

    /// Cause and remedy for the owner, in one line.
    fn report(&self, source: &str) -> String {
        let cause = match self {
            Self::Nothing => "there is none to show. What to do: set src, or put an <article> inside the element.".to_owned(),
            Self::Read(error) => error.to_string(),
            Self::Fetch(Failure::Status { code, .. }) => {
                ["it answered ", &code.to_string(), ". What to do: check the address and the server."].concat()
            }
            Self::Fetch(failure) => match failure {
                Failure::Offline => "the device is offline. What to do: nothing; it is fetched again when there is a connection.",
                Failure::TimedOut => "it did not arrive within 20 seconds. What to do: make the server answer sooner.",
                Failure::TooLarge => "it is larger than 16 MiB. What to do: serve a smaller article.",
                Failure::NotText => "it is not UTF-8. What to do: serve JSON encoded as UTF-8.",
                _ => "it gave no answer that this page may read. What to do: check the address; have its server send Access-Control-Allow-Origin; name it in the page's connect-src.",
            }
            .to_owned(),
        };
        ["article ", source, ": ", &cause].concat()
    }
}

/// Fetches the article at `url` and calls `finished` once, unless the request
/// is dropped before.
pub fn fetch_article(url: &str, finished: Callback<Outcome>) -> Request {
    let wanted = Wanted {
        url: url.to_owned(),
        timeout_ms: TIMEOUT_MS,
        max_bytes: json::MAX_BYTES,
        cache: "default",
    };
    fetch::get(
        wanted,
        Box::new(move |result| finished.emit(result.map_err(ArticleFailure::Fetch).and_then(read))),
    )
}

/// Reads the article that the owner wrote into the element.
///
/// # Errors
/// Where there is none, or nothing in it to read.
pub fn inline_article(host: &Host) -> Outcome {
    let article = host.inline_article().ok_or(ArticleFailure::Nothing)?;
    dom_tree::read_article(&article)
        .map(ArticleHandle::new)
        .map_err(ArticleFailure::Read)
}

/// Tells the owner what was repaired, or what went wrong and how to mend it.
/// `source` is empty for an inline article.
pub fn tell_owner(outcome: &Outcome, source: &str, host: &Host) {
    match outcome {
        Ok(article) => {
            let mut lines = String::new();
            for warning in article.warnings() {
                lines.push_str("\n  ");
                lines.push_str(&warning.to_string());
            }
            if !lines.is_empty() {
                browser::warn(&["article ", source, " is shown with repairs:", &lines].concat());
            }
        }
        Err(failure) => {
            let message = failure.report(source);
            browser::error(&message);
            host.emit(&HostEvent::Error {
                code: failure.code(),
                message,
            });
        }
    }
}

fn read(arrived: Arrived) -> Outcome {
    let html = PageHtml::new(&arrived.url);
    let context = json::Context {
        base: &arrived.url,
        urls: &BrowserUrls,
        html: &html,
    };
    json::read(&arrived.text, &context)
        .map(ArticleHandle::new)
        .map_err(ArticleFailure::Read)
}
