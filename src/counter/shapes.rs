//! Where the fields of a counter format stand: tables, not code.

use crate::shape::Pointers;

/// Where each field of a counter format stands. A field whose pointers find
/// nothing is not offered; [`VERSION_1`] is the reader's own format.
#[derive(Clone, Copy, Debug)]
pub struct CountsShape<'a> {
    /// Members that hold others: anything but an object there is worth a warning.
    pub groups: &'a [Pointers<'a>],
    /// Readers on the site at this moment.
    pub online: Option<Pointers<'a>>,
    /// Seconds after their last sign of life during which readers count as present.
    pub window: Option<Pointers<'a>>,
    /// All page views.
    pub views: Option<Pointers<'a>>,
    /// All visitors.
    pub visitors: Option<Pointers<'a>>,
    /// Counted today.
    pub today: Option<Pointers<'a>>,
    /// Counted yesterday.
    pub yesterday: Option<Pointers<'a>>,
    /// Counted this week.
    pub week: Option<Pointers<'a>>,
    /// Counted this month.
    pub month: Option<Pointers<'a>>,
    /// Counted this year.
    pub year: Option<Pointers<'a>>,
    /// Path of the page.
    pub page_path: Option<Pointers<'a>>,
    /// Views of the page.
    pub page_views: Option<Pointers<'a>>,
    /// Visitors of the page.
    pub page_visitors: Option<Pointers<'a>>,
    /// Readers of the page at this moment.
    pub page_online: Option<Pointers<'a>>,
    /// First day counted.
    pub since: Option<Pointers<'a>>,
    /// When the numbers were taken.
    pub at: Option<Pointers<'a>>,
    /// Seconds for which the numbers stay good.
    pub ttl: Option<Pointers<'a>>,
    /// Address of a live stream.
    pub stream: Option<Pointers<'a>>,
}

/// Counter JSON, version 1 (docs/counter-json.md).
pub const VERSION_1: CountsShape<'static> = CountsShape {
    groups: &[
        Pointers::new("/online"),
        Pointers::new("/site"),
        Pointers::new("/page"),
    ],
    online: Some(Pointers::new("/online/value")),
    window: Some(Pointers::new("/online/window")),
    views: Some(Pointers::new("/site/views")),
    visitors: Some(Pointers::new("/site/visitors")),
    today: Some(Pointers::new("/site/today")),
    yesterday: Some(Pointers::new("/site/yesterday")),
    week: Some(Pointers::new("/site/week")),
    month: Some(Pointers::new("/site/month")),
    year: Some(Pointers::new("/site/year")),
    page_path: Some(Pointers::new("/page/path")),
    page_views: Some(Pointers::new("/page/views")),
    page_visitors: Some(Pointers::new("/page/visitors")),
    page_online: Some(Pointers::new("/page/online")),
    since: Some(Pointers::new("/since")),
    at: Some(Pointers::new("/at")),
    ttl: Some(Pointers::new("/ttl")),
    stream: Some(Pointers::new("/stream")),
};
