//! What an answer, or none, means to the machine that polls.

use crate::browser::{fetch, url};
use crate::counter::model::Counts;
use crate::counter::poll::Failure;
use crate::counter::retry_after;

/// Resolves the address of a counter's stream against the one that answered.
pub fn settle_stream(counts: &mut Counts, answered: &str) {
    if let Some(stream) = &mut counts.stream
        && let Some(absolute) = url::resolve(stream, answered)
    {
        *stream = absolute;
    }
}

/// What a failed request is to the machine.
pub fn failure(failure: fetch::Failure) -> Failure {
    match failure {
        fetch::Failure::Offline | fetch::Failure::Unreachable => Failure::Unreachable,
        fetch::Failure::TimedOut => Failure::TimedOut,
        fetch::Failure::TooLarge => Failure::TooLarge,
        fetch::Failure::NotText => Failure::Unreadable,
        fetch::Failure::Status {
            code,
            retry_after,
            date,
        } => Failure::Status {
            code,
            retry_after: retry_after.and_then(|value| retry_after::parse(&value, date.as_deref())),
        },
    }
}
