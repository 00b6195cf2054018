//! The rules one by one, and what must hold in any order of events.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod clock;
mod dialogue;
mod pace;
mod properties;
mod stream;
mod together;
mod watching;
mod world;

use super::*;
use crate::counter::model::SiteCounts;

/// Counts that can be told apart by their views.
fn counts(views: u64) -> Rc<Counts> {
    Rc::new(Counts {
        site: SiteCounts {
            views: Some(views),
            ..SiteCounts::default()
        },
        ..Counts::default()
    })
}

fn status_failure(code: u16, retry_after: Option<RetryAfter>) -> Failure {
    Failure::Status { code, retry_after }
}
