//! Which visitor's view of which page was counted a moment ago. Kept in memory only.

use std::collections::HashMap;
use std::time::Duration;

use crate::identity::KeyedHash;
use crate::names::PagePath;

/// How many counted views are remembered; bounds memory (about 150 bytes each). Past it further
/// views count without being remembered: a crowd must not be taken for one visitor.
const MOST_REMEMBERED: usize = 200_000;

/// The views that were counted less than a revisit time ago. A visitor's hash belongs to one site,
/// so sites do not mix.
pub(super) struct Revisits {
    revisit_ms: u64,
    counted: HashMap<(KeyedHash, PagePath), i64>,
    swept_ms: i64,
}

impl Revisits {
    pub(super) fn new(revisit: Duration) -> Self {
        Self {
            revisit_ms: u64::try_from(revisit.as_millis()).unwrap_or(u64::MAX),
            counted: HashMap::new(),
            swept_ms: i64::MIN,
        }
    }

    /// Whether a view is to be counted; if so it is remembered as counted at this time.
    pub(super) fn is_new(&mut self, now_ms: i64, visitor: KeyedHash, page: &PagePath) -> bool {
        if self.revisit_ms == 0 {
            return true;
        }
        self.sweep(now_ms);
        let key = (visitor, page.clone());
        if self
            .counted
            .get(&key)
            .is_some_and(|&counted_ms| self.holds(now_ms, counted_ms))
        {
            return false;
        }
        if self.counted.len() < MOST_REMEMBERED {
            self.counted.insert(key, now_ms);
        }
        true
    }

    /// Takes a view back that was to be counted and then could not be.
    pub(super) fn forget(&mut self, visitor: KeyedHash, page: &PagePath) {
        self.counted.remove(&(visitor, page.clone()));
    }

    /// A view of the near future was counted just before the clock was set back a little.
    fn holds(&self, now_ms: i64, counted_ms: i64) -> bool {
        now_ms.abs_diff(counted_ms) < self.revisit_ms
    }

    /// Looks through all at most once in a revisit time, so that it costs each view next to nothing.
    fn sweep(&mut self, now_ms: i64) {
        if self.holds(now_ms, self.swept_ms) {
            return;
        }
        self.swept_ms = now_ms;
        let revisit_ms = self.revisit_ms;
        self.counted
            .retain(|_, counted_ms| now_ms.abs_diff(*counted_ms) < revisit_ms);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use crate::identity::Salt;

    #[test]
    fn memory_has_an_end_and_is_given_back() {
        let salt = Salt::from_bytes([3; 32]);
        let site = "a".parse().unwrap();
        let visitor = salt.person(&site, [192, 0, 2, 1].into(), b"").visitor;
        let page = |number: usize| format!("/{number}").parse::<PagePath>().unwrap();
        let mut revisits = Revisits::new(Duration::from_secs(30));
        for number in 0..MOST_REMEMBERED + 10 {
            assert!(revisits.is_new(0, visitor, &page(number)));
        }
        assert_eq!(revisits.counted.len(), MOST_REMEMBERED);
        assert!(!revisits.is_new(1, visitor, &page(0)));
        assert!(revisits.is_new(1, visitor, &page(MOST_REMEMBERED)));
        assert!(revisits.is_new(30_000, visitor, &page(0)));
        assert_eq!(revisits.counted.len(), 1);
    }
}
