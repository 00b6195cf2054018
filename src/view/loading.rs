//! From an address, or the inline article, to an article on the page.

use super::article::ArticleHandle;
use super::settings::Settings;
use crate::article::json::WithoutHtml;
use crate::article::source::{self, Context, Document, Format};
use crate::article::{MAX_BYTES, ReadError};
use crate::browser;
use crate::browser::fetch::{self, Arrived, Failure, Request, Wanted};
use crate::browser::foreign::{self, Call, Source};
use crate::browser::host::{Host, HostEvent};
use crate::browser::modules::{self, Module};
use crate::browser::url::{BrowserUrls, MIXED_CONTENT, is_mixed_content, split_fragment};
use crate::locale::{Message, Words};
use std::rc::Rc;
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
    /// The module that reads it did not arrive; the loader's words for why.
    Reader(String),
    /// The reader before this one broke.
    Stopped,
    /// Neither an address nor an inline article.
    Nothing,
}

impl ArticleFailure {
    /// What to tell the reader.
    pub fn message(&self, words: &'static Words) -> Message {
        match self {
            Self::Fetch(Failure::Offline) => words.error_offline,
            Self::Fetch(Failure::Unreachable) => words.error_network,
            Self::Reader(_) | Self::Stopped => words.error_reader,
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
            Self::Read(ReadError::NoSuchItem { .. } | ReadError::NoItems) => words.error_not_found,
            Self::Read(ReadError::UnsupportedVersion { .. }) => words.error_unsupported_version,
            Self::Read(ReadError::Empty | ReadError::NothingMapped { .. }) | Self::Nothing => {
                words.error_empty
            }
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
            Self::Reader(_) => "reader",
            Self::Stopped => "panic",
            Self::Nothing => "no-article",
        }
    }

    /// Whether the reader itself failed, and not the article.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Reader(_) | Self::Stopped)
    }

    /// Whether a connection is what it lacks.
    pub fn is_unconnected(&self) -> bool {
        matches!(
            self,
            Self::Fetch(Failure::Offline | Failure::Unreachable) | Self::Reader(_)
        )
    }

    /// Cause and remedy for the owner, in one line.
    /// `is_behind`: an `<article>` stands behind the element.
    fn report(&self, source: &str, is_behind: bool) -> String {
        let cause = match self {
            Self::Nothing if is_behind => "an editor has put the <article> behind the element. What to do: set src, or use a \"Custom HTML\" block.".to_owned(),
            Self::Nothing => "there is none to show. What to do: set src, or put an <article> inside the element.".to_owned(),
            Self::Read(error) => error.to_string(),
            Self::Reader(message) => message.clone(),
            // The loader has told already.
            Self::Stopped => String::new(),
            Self::Fetch(Failure::Status { code, .. }) => {
                ["it answered ", &code.to_string(), ". What to do: check the address and the server."].concat()
            }
            Self::Fetch(Failure::Unreachable) if is_mixed_content(source) => MIXED_CONTENT.to_owned(),
            Self::Fetch(failure) => match failure {
                Failure::Offline => "the device is offline. What to do: nothing; it is fetched again when there is a connection.",
                Failure::TimedOut => "it did not arrive within 20 seconds. What to do: make the server answer sooner.",
                Failure::TooLarge => "it is larger than 20 MiB. What to do: serve a smaller article.",
                Failure::NotText => "it is not UTF-8. What to do: serve it encoded as UTF-8, or name its charset in the Content-Type header.",
                _ => "it gave no answer that this page may read. What to do: check the address; have its server send Access-Control-Allow-Origin; name it in the page's connect-src.",
            }
            .to_owned(),
        };
        [&place(source), ": ", &cause].concat()
    }
}

/// A search under way.
#[derive(Debug)]
#[must_use = "dropping a search ends it, and it is never told how"]
pub struct Search {
    /// Asked by what may outlive the request: the wait for the second module.
    _alive: Rc<()>,
    _request: Option<Request>,
}

/// Fetches the article at `url`, or reads the one that the owner wrote into the
/// element, and calls `finished` once, unless the search is dropped before.
pub fn search(settings: Rc<Settings>, host: &Host, finished: Callback<Outcome>) -> Search {
    let alive = Rc::new(());
    let asked = Rc::downgrade(&alive);
    let finished = Callback::from(move |outcome| {
        if asked.strong_count() > 0 {
            finished.emit(outcome);
        }
    });
    Search {
        _alive: alive,
        _request: match settings.source.clone() {
            Some(source) => {
                // Both are on their way together where the owner says enough.
                if settings.map.is_some() || !matches!(settings.format, Format::Auto | Format::Json)
                {
                    modules::with(Module::Foreign, Box::new(|_| ()));
                }
                Some(fetch_article(&source, settings, host, finished))
            }
            None => {
                match host.inline_article() {
                    Some(article) => read_foreign(Source::Element(article), finished),
                    None => finished.emit(Err(ArticleFailure::Nothing)),
                }
                None
            }
        },
    }
}

fn fetch_article(
    source: &str,
    settings: Rc<Settings>,
    host: &Host,
    finished: Callback<Outcome>,
) -> Request {
    let (url, item) = split_fragment(source);
    let wanted = Wanted {
        url: url.to_owned(),
        timeout_ms: TIMEOUT_MS,
        max_bytes: MAX_BYTES,
        cache: "default",
        headers: Vec::new(),
        statuses: &[],
        article_of: Some(host.element().clone()),
    };
    fetch::get(
        wanted,
        Box::new(move |result| match result {
            Ok(arrived) => read(arrived, settings, item, finished),
            Err(failure) => finished.emit(Err(ArticleFailure::Fetch(failure))),
        }),
    )
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
                browser::warn(&[&place(source), " is shown with repairs:", &lines].concat());
            }
        }
        Err(failure) => {
            let message = failure.report(source, host.is_before_article());
            browser::error(&message);
            host.emit(&HostEvent::Error {
                code: failure.code(),
                message,
            });
        }
    }
}

fn place(source: &str) -> String {
    match source {
        "" => "article".to_owned(),
        source => ["article ", source].concat(),
    }
}

/// Most of what arrives is article JSON without HTML in it, which the first
/// module reads alone. Anything else is read by both.
fn read(
    arrived: Arrived,
    settings: Rc<Settings>,
    item: Option<String>,
    finished: Callback<Outcome>,
) {
    let document = Document {
        text: &arrived.text,
        content_type: &arrived.content_type,
    };
    let item_named = item.as_deref();
    let context = Context {
        base: &arrived.url,
        urls: &BrowserUrls,
        html: &WithoutHtml,
        map: settings.map.as_deref(),
        item: item_named,
    };
    match source::read_own(&document, settings.format, &context) {
        Ok(answer) => finished.emit(outcome(answer)),
        Err(value) => {
            let source = Source::Text {
                arrived,
                value,
                format: settings.format,
                map: settings.map.clone(),
                item,
            };
            read_foreign(source, finished);
        }
    }
}

fn read_foreign(source: Source, finished: Callback<Outcome>) {
    modules::with(
        Module::Foreign,
        Box::new(move |module| {
            finished.emit(match module {
                Ok(()) => {
                    let mut call = Call {
                        source,
                        answer: Err(ReadError::Empty),
                    };
                    foreign::read(&mut call);
                    outcome(call.answer)
                }
                Err(message) => Err(ArticleFailure::Reader(message)),
            });
        }),
    );
}

fn outcome(answer: foreign::Answer) -> Outcome {
    answer.map(ArticleHandle::new).map_err(ArticleFailure::Read)
}
