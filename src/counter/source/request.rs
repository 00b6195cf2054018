//! One request of a poll, and what came of it.

use super::map::Field;
use super::tables::Table;
use crate::counter::model::Counts;

/// How often in a row a request that only adds to another may fail before what
/// it gave is shown no longer.
const TRIES: u32 = 3;

/// One request of every poll, or of some.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// The address, or what of it is known beforehand.
    pub url: String,
    /// What follows the id that a token came with; empty where there is none.
    /// Where it ends with "=", the time of asking follows.
    pub ending: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub table: &'static Table,
    /// Places that are not known before the address, or the owner's table, is.
    pub places: Vec<Field>,
    pub asked_ms: Option<u64>,
    /// It need not be made in this poll, or not again.
    pub is_done: bool,
    /// How often in a row it gave nothing.
    pub failures: u32,
    /// What came of it last.
    pub counts: Option<Counts>,
}

impl Request {
    pub fn new(table: &'static Table) -> Self {
        Self {
            url: String::new(),
            ending: "",
            headers: Vec::new(),
            table,
            places: Vec::new(),
            asked_ms: None,
            is_done: false,
            failures: 0,
            counts: None,
        }
    }

    /// It gave nothing. What it gave before it is trusted for a while: it is
    /// shown beside numbers that are new, as if it were as new as they are.
    pub fn fail(&mut self) {
        self.failures += 1;
        if self.failures >= TRIES && self.table.is_extra {
            self.counts = None;
        }
    }

    /// Whether it has something new to say. A clock that was set back says yes.
    pub fn is_due(&self, now_ms: u64) -> bool {
        let age_ms = self.asked_ms.and_then(|asked| now_ms.checked_sub(asked));
        age_ms.is_none_or(|age_ms| age_ms >= self.table.every_ms)
    }
}
