//! From an address, or the inline article, to an article on the page.

use super::article::ArticleHandle;
use super::settings::Settings;
use crate::article::json::WithoutHtml;
use crate::article::source::{self, Context, Document, Format};
use crate::article::{MAX_BYTES, ReadError};
use crate::browser;
use crate::browser::fetch::{self, Arrived, Failure, Request, Wanted};
use crate::browser::foreign::{self, Call, Source};
use crate::browser::host::Host;
use crate::browser::modules::{self, Module};
use crate::browser::url::{BrowserUrls, split_fragment};
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
    /// What to tell the reader where nothing more can be downloaded: `None` where
    /// that is in a module of its own, see `explanation.rs`.
    pub fn first_words(&self, words: &Words) -> Option<Message> {
        match self {
            Self::Fetch(Failure::Offline) => Some(words.error_offline),
            Self::Fetch(Failure::Unreachable) => Some(words.error_network),
            Self::Reader(_) | Self::Stopped => Some(words.error_reader),
            _ => None,
        }
    }

    /// The same where the module with the right words has not come.
    pub fn last_words(&self, words: &Words) -> Message {
        match self {
            Self::Fetch(Failure::TimedOut) => words.error_network,
            // Something did answer.
            _ => Message {
                title: words.error_network.title,
                text: words.error_reader.text,
            },
        }
    }

    /// Stable name for owners' scripts.
    pub fn code(&self) -> &'static str {
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
                if matches!(settings.format, Format::Html) {
                    modules::with(Module::Page, Box::new(|_| ()));
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

/// Tells the owner what was repaired. `source` is empty for an inline article.
pub fn tell_repairs(article: &ArticleHandle, source: &str) {
    let mut lines = String::new();
    for warning in article.warnings() {
        lines.push_str("\n  ");
        lines.push_str(&warning.to_string());
    }
    if !lines.is_empty() {
        browser::warn(&[&place(source), " is shown with repairs:", &lines].concat());
    }
}

/// What an owner calls the article.
pub fn place(source: &str) -> String {
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
                Ok(()) => return read_here(source, false, finished),
                Err(message) => Err(ArticleFailure::Reader(message)),
            });
        }),
    );
}

/// Reads what arrived; of a whole page the first look says so, and the second has
/// the module for it.
fn read_here(source: Source, has_page: bool, finished: Callback<Outcome>) {
    let mut call = Call {
        source,
        has_page,
        wants_page: false,
        answer: Err(ReadError::Empty),
    };
    foreign::read(&mut call);
    if !call.wants_page {
        return finished.emit(outcome(call.answer));
    }
    modules::with(
        Module::Page,
        Box::new(move |module| match module {
            Ok(()) => read_here(call.source, true, finished),
            Err(message) => finished.emit(Err(ArticleFailure::Reader(message))),
        }),
    );
}

fn outcome(answer: foreign::Answer) -> Outcome {
    answer.map(ArticleHandle::new).map_err(ArticleFailure::Read)
}
