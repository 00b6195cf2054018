//! What the owner of a page is told about a counter: once for each, since the
//! next poll most likely says the same.

use crate::browser;
use crate::browser::url::{MIXED_CONTENT, is_mixed_content};
use crate::counter::poll::Failure;
use std::cell::RefCell;

thread_local! {
    /// Counters of which this page's console has heard.
    static NAMED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Writes one line about the counter at `url` to the console, and no second one
/// for as long as the page lives, however many panels show it.
pub fn once(url: &str, problem: &str) {
    if is_first(url) {
        browser::warn(&["counter ", url, ": ", problem].concat());
    }
}

/// The same about a counter that is not asked at all; `refusal` names it.
pub fn refused(url: &str, refusal: &str) {
    if is_first(url) {
        browser::error(refusal);
    }
}

fn is_first(url: &str) -> bool {
    NAMED.with_borrow_mut(|named| {
        let is_first = !named.iter().any(|known| known == url);
        if is_first {
            named.push(url.to_owned());
        }
        is_first
    })
}

/// Cause and remedy of a failure of the counter at `url`; `advice` is what else
/// to check where no readable answer comes.
pub fn sentence(url: &str, failure: Failure, advice: &str) -> String {
    match failure {
        Failure::Unreachable if is_mixed_content(url) => MIXED_CONTENT.to_owned(),
        Failure::Unreachable => [
            "it gave no answer that this page may read. What to do: check the address; \
             have its server send Access-Control-Allow-Origin; name it in the page's connect-src. ",
            advice,
        ]
        .concat(),
        Failure::TimedOut => {
            "it did not answer within 8 seconds. What to do: make it answer sooner.".to_owned()
        }
        Failure::Status { code, .. } => [
            "it answered ",
            &usize::from(code).to_string(),
            ". What to do: check the address and the server. ",
            advice,
        ]
        .concat(),
        Failure::TooLarge => {
            "its answer is larger than 64 KB. What to do: name a counter, not a page.".to_owned()
        }
        Failure::Unreadable => "its answer is not UTF-8. What to do: have it send JSON.".to_owned(),
    }
}
