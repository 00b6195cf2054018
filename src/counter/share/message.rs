//! What panels tell each other, as text.
//!
//! Any script of the site can post to the channel, and an older or newer copy
//! of this library may be in the next tab, so a message is checked like a
//! foreign answer: one of another version, or that is damaged, is ignored, and
//! no moment in it lies in the future.

use crate::counter::poll::{Config, Failure, News};
use crate::counter::read::BODY_LIMIT;
use crate::counter::write::{self, Writer};
use crate::json::{self, Value};
use crate::shape;
use std::rc::Rc;

/// Longest message that is read, in bytes: the longest body that becomes
/// numbers, and room for the rest.
const LIMIT: usize = BODY_LIMIT + 1_024;

/// Why a panel tells where its polling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It begins to be watched, and wants to be told.
    Hello,
    /// It leads, and something is new or it gives a sign of life.
    Lead,
    /// It does not lead, but knows of something new.
    News,
    /// Its reader wants new numbers.
    Ask,
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Hello, "hello"),
    (Kind::Lead, "lead"),
    (Kind::News, "news"),
    (Kind::Ask, "ask"),
];

/// Failures without a status, each by its number from 1 on.
const FAILURES: [Failure; 4] = [
    Failure::Unreachable,
    Failure::TimedOut,
    Failure::TooLarge,
    Failure::Unreadable,
];

/// Writes a message; `now_ms` is the wall clock.
pub(super) fn write(kind: Kind, news: &News, now_ms: u64) -> String {
    let mut json = Writer::new();
    json.number("v", Some(1));
    for (one, name) in KINDS {
        if one == kind {
            json.text("kind", Some(name));
        }
    }
    json.number("at", Some(now_ms));
    json.number("moved", Some(news.moved_ms));
    json.number("began", news.began_ms);
    json.number("due", news.due_ms);
    json.number("failure", news.failure.map(number_of));
    json.number("failures", Some(news.failures.into()));
    json.number("good", news.good_ms);
    json.number("fresh", news.fresh_ms);
    if let Some(counts) = &news.counts {
        json.raw("counts", &write::write(counts));
    }
    json.finish()
}

/// Reads a message; `None` where it is none of this version. `now_ms` is the
/// wall clock.
pub(super) fn read(text: &str, now_ms: u64, config: &Config) -> Option<(Kind, News)> {
    if text.len() > LIMIT {
        return None;
    }
    let value = json::parse(text).ok()?;
    let number = |key| shape::whole_number(value.get(key)?);
    if number("v") != Some(1) {
        return None;
    }
    let name = value.get("kind")?.as_str()?;
    let (kind, _) = KINDS.into_iter().find(|(_, known)| *known == name)?;
    let at_ms = number("at")?;
    // A clock that was set back since takes all moments along.
    let back_ms = at_ms.saturating_sub(now_ms);
    let until = |key, latest_ms: u64| Some(number(key)?.min(latest_ms).saturating_sub(back_ms));
    // Nothing a leader believes lets it wait longer.
    let longest_ms = config.retry_after_cap_ms.max(config.interval_ms) * 2;
    let good_ms = until("good", at_ms);
    let counts = good_ms.and_then(|_| write::read_back(value.get("counts")?));
    Some((
        kind,
        News {
            moved_ms: until("moved", at_ms)?,
            began_ms: until("began", at_ms),
            due_ms: until("due", at_ms.saturating_add(longest_ms)),
            failure: value.get("failure").and_then(failure_of),
            failures: u32::try_from(number("failures")?.min(64)).ok()?,
            good_ms: good_ms.filter(|_| counts.is_some()),
            fresh_ms: until("fresh", at_ms).filter(|_| counts.is_some()),
            counts: counts.map(Rc::new),
        },
    ))
}

fn number_of(failure: Failure) -> u64 {
    if let Failure::Status { code, .. } = failure {
        return code.into();
    }
    let place = FAILURES.iter().position(|one| *one == failure);
    place.map_or(0, |place| place as u64 + 1)
}

fn failure_of(value: &Value) -> Option<Failure> {
    let number = shape::whole_number(value)?;
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    if let Some(failure) = FAILURES.get(place) {
        return Some(*failure);
    }
    let code = u16::try_from(number).ok()?;
    (100..600).contains(&code).then_some(Failure::Status {
        code,
        retry_after: None,
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
