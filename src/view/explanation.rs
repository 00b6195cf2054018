//! What a failure means, in sentences: for the reader, and for the owner. In a
//! module of its own, since most visits never need one of them.

use super::loading::{ArticleFailure, place};
use crate::article::ReadError;
use crate::browser::fetch::Failure;
use crate::browser::url::MIXED_CONTENT;
use crate::locale::{FailureWords, Message, failure_words_for};
use crate::text::push_number;

/// A failure, and what there is to say of it.
#[derive(Debug)]
pub struct Explanation<'a> {
    /// The failure.
    pub failure: &'a ArticleFailure,
    /// The language of the reader's words.
    pub lang: &'a str,
    /// The article's address; empty for an inline one.
    pub source: &'a str,
    /// An `<article>` stands behind the element.
    pub is_behind: bool,
    /// Browsers refuse that address on this page.
    pub is_mixed: bool,
    /// For the reader, once it has been explained.
    pub message: Option<Message>,
    /// For the owner: cause and remedy, in one line.
    pub report: String,
}

readerly_split::split_point! {
    failure:
    /// Says what it means; [`modules::with`] has to have brought the module.
    ///
    /// [`modules::with`]: crate::browser::modules::with
    pub fn explain(explanation: &mut Explanation<'_>) = explain_here;
}

fn explain_here(explanation: &mut Explanation<'_>) {
    explanation.message = message(explanation.failure, failure_words_for(explanation.lang));
    explanation.report = report(explanation);
}

fn message(failure: &ArticleFailure, words: &FailureWords) -> Option<Message> {
    Some(match failure {
        // Among the first words.
        ArticleFailure::Reader(_)
        | ArticleFailure::Stopped
        | ArticleFailure::Fetch(Failure::Offline | Failure::Unreachable) => return None,
        ArticleFailure::Fetch(Failure::TimedOut) => words.timeout,
        ArticleFailure::Fetch(Failure::TooLarge)
        | ArticleFailure::Read(ReadError::TooLarge { .. }) => words.too_large,
        ArticleFailure::Fetch(Failure::NotText)
        | ArticleFailure::Read(ReadError::NotJson { .. }) => words.not_json,
        ArticleFailure::Fetch(Failure::Status { code, .. }) => match code {
            404 | 410 => words.not_found,
            401 | 403 | 451 => words.forbidden,
            _ => words.server,
        },
        ArticleFailure::Read(ReadError::NoSuchItem { .. } | ReadError::NoItems) => words.not_found,
        ArticleFailure::Read(ReadError::UnsupportedVersion { .. }) => words.unsupported_version,
        ArticleFailure::Read(ReadError::Empty | ReadError::NothingMapped { .. })
        | ArticleFailure::Nothing => words.empty,
        ArticleFailure::Read(_) => words.invalid,
    })
}

fn report(explanation: &Explanation<'_>) -> String {
    let Explanation {
        failure,
        source,
        is_behind,
        is_mixed,
        ..
    } = explanation;
    let cause = match failure {
        ArticleFailure::Nothing if *is_behind => "an editor has put the <article> behind the element. What to do: set src, or use a \"Custom HTML\" block.".to_owned(),
        ArticleFailure::Nothing => "there is none to show. What to do: set src, or put an <article> inside the element.".to_owned(),
        ArticleFailure::Read(error) => error.to_string(),
        ArticleFailure::Reader(message) => message.clone(),
        // The loader has told already.
        ArticleFailure::Stopped => String::new(),
        ArticleFailure::Fetch(Failure::Status { code, .. }) => {
            // With what the first module has: other ways of writing numbers are not in it.
            let mut text = String::from("it answered ");
            push_number(&mut text, usize::from(*code));
            text.push_str(". What to do: check the address and the server.");
            text
        }
        ArticleFailure::Fetch(Failure::Unreachable) if *is_mixed => MIXED_CONTENT.to_owned(),
        ArticleFailure::Fetch(failure) => match failure {
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
