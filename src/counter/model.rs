//! What an endpoint offers to show.
//!
//! Everywhere `None` means "not offered, so not shown" and `Some(0)` is a real
//! zero. A failure never becomes a number.

use super::shapes::{
    MONTH, ONLINE, PAGE_ONLINE, PAGE_VIEWS, PAGE_VISITORS, TODAY, TOTAL, VISITORS, WEEK, YEAR,
    YESTERDAY,
};

/// The numbers of one reply.
#[derive(Clone, Debug, Default, Eq)]
pub struct Counts {
    /// Readers on the whole site at this moment.
    pub online: Option<Online>,
    /// Totals of the whole site.
    pub site: SiteCounts,
    /// Numbers of one page, when the endpoint was asked about one.
    pub page: Option<PageCounts>,
    /// First day counted, "2013-04-02", always a valid calendar date.
    pub since: Option<String>,
    /// When the endpoint took the numbers, RFC 3339 as it was sent.
    pub at: Option<String>,
    /// How long the numbers stay good, in seconds: asking sooner is useless.
    pub ttl_seconds: Option<u32>,
    /// Address of a live stream of the same numbers. It is untrusted text:
    /// parse and vet it before connecting.
    pub stream: Option<String>,
    /// A count that its endpoint has already put into words ("2.5k"), where it
    /// gives no whole number.
    pub shown: Option<Shown>,
}

impl Counts {
    /// Whether there is nothing at all to show.
    pub fn is_empty(&self) -> bool {
        let has_number = |field| self.number(field).is_some();
        self.online.is_none()
            && self.page.is_none()
            && self.shown.is_none()
            && !(PAGE_ONLINE..=TOTAL).any(has_number)
    }

    /// Whether both hold the same numbers, whatever the time they were taken.
    pub fn same_numbers(&self, other: &Self) -> bool {
        let path = |counts: &Self| counts.page.as_ref().map(|page| page.path.clone());
        self.online == other.online
            && (PAGE_ONLINE..=TOTAL).all(|field| self.number(field) == other.number(field))
            && path(self) == path(other)
            && self.since == other.since
            && self.shown == other.shown
    }

    /// One of the numbers of [`super::shapes::FIELDS`], the first of which have
    /// rows.
    #[inline(never)]
    pub(super) fn number(&self, field: usize) -> Option<u64> {
        let (site, page) = (&self.site, self.page.as_ref());
        match field {
            ONLINE => self.online.map(|online| online.value),
            PAGE_ONLINE => page?.online,
            TODAY => site.today,
            YESTERDAY => site.yesterday,
            WEEK => site.week,
            MONTH => site.month,
            YEAR => site.year,
            VISITORS => site.visitors,
            PAGE_VISITORS => page?.visitors,
            PAGE_VIEWS => page?.views,
            TOTAL => site.views,
            _ => None,
        }
    }
}

// A derived comparison of each number weighs several times this loop.
impl PartialEq for Counts {
    fn eq(&self, other: &Self) -> bool {
        self.same_numbers(other)
            && self.at == other.at
            && self.ttl_seconds == other.ttl_seconds
            && self.stream == other.stream
    }
}

/// A count in words. Both texts are foreign: they are shown, never read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What is counted, as the endpoint says it ("visits"); may be empty.
    pub label: String,
    /// The count as the endpoint writes it ("2.5k"), never empty.
    pub message: String,
}

/// Readers at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Online {
    /// How many.
    pub value: u64,
    /// Seconds after their last sign of life during which readers count as present.
    pub window_seconds: Option<u32>,
}

/// Numbers of the whole site. Days, weeks and months are the endpoint's own, and
/// so is what it counts in them: views, as a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SiteCounts {
    /// Pages viewed since counting began.
    pub views: Option<u64>,
    /// Visitors since counting began.
    pub visitors: Option<u64>,
    /// Counted today.
    pub today: Option<u64>,
    /// Counted yesterday.
    pub yesterday: Option<u64>,
    /// Counted this week.
    pub week: Option<u64>,
    /// Counted this month.
    pub month: Option<u64>,
    /// Counted this year.
    pub year: Option<u64>,
}

/// Numbers of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageCounts {
    /// Path of the page, as the endpoint names it.
    pub path: Option<String>,
    /// How often it was viewed.
    pub views: Option<u64>,
    /// By how many visitors.
    pub visitors: Option<u64>,
    /// How many read it at this moment.
    pub online: Option<u64>,
}
