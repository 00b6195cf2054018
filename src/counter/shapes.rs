//! Where the fields of a counter format stand: tables, not code.

/// What a field is called in an owner's table (`counter-map`). Its place here
/// is its number in a shape; the first twelve are the rows of a panel
/// ([`super::show::Row`]).
pub const FIELDS: [&str; 19] = [
    "online",
    "page-online",
    "today",
    "yesterday",
    "week",
    "month",
    "year",
    "visitors",
    "page-visitors",
    "page-views",
    "total",
    "since",
    "page-path",
    "at",
    "ttl",
    "window",
    "stream",
    "label",
    "message",
];

pub(super) const ONLINE: usize = 0;
pub(super) const PAGE_ONLINE: usize = 1;
pub(super) const TODAY: usize = 2;
pub(super) const YESTERDAY: usize = 3;
pub(super) const WEEK: usize = 4;
pub(super) const MONTH: usize = 5;
pub(super) const YEAR: usize = 6;
pub(super) const VISITORS: usize = 7;
pub(super) const PAGE_VISITORS: usize = 8;
pub(super) const PAGE_VIEWS: usize = 9;
pub(super) const TOTAL: usize = 10;
pub(super) const SINCE: usize = 11;
pub(super) const PAGE_PATH: usize = 12;
pub(super) const AT: usize = 13;
pub(super) const TTL: usize = 14;
pub(super) const WINDOW: usize = 15;
pub(super) const STREAM: usize = 16;
pub(super) const LABEL: usize = 17;
pub(super) const MESSAGE: usize = 18;

/// A format as a table. All places are JSON Pointers
/// ([`crate::shape::Pointers`]).
#[derive(Clone, Copy, Debug)]
pub struct CountsShape<'a> {
    /// What must hold before any number is believed.
    pub guards: &'a [Guard<'a>],
    /// Where the format says in words what went wrong.
    pub complaint: &'a str,
    /// Members that hold others: anything but an object there is worth a warning.
    pub groups: &'a [&'a str],
    /// The number of a field in [`FIELDS`], and where it stands. What is not
    /// there is not offered.
    pub places: &'a [(usize, &'a str)],
    /// Where the numbers are a list of `{"name": …, "value": …}`: its place.
    /// `places` then holds such names.
    pub list: Option<&'a str>,
    /// The format's own answer to how many seconds a reader counts as present.
    pub window_seconds: Option<u32>,
    /// Whether numbers in strings may have their digits grouped.
    pub is_grouped: bool,
}

/// One thing that must hold.
#[derive(Clone, Copy, Debug)]
pub struct Guard<'a> {
    /// Where to look.
    pub place: &'a str,
    /// What must stand there, as JSON; `null` wants nothing there.
    pub wanted: &'a str,
    /// Whether nothing there will do as well.
    pub is_optional: bool,
}

/// What most tables leave out.
pub(super) const NOTHING: CountsShape<'static> = CountsShape {
    guards: &[],
    complaint: "/message | /error/message | /error | /errmsg | /detail | /title",
    groups: &[],
    places: &[],
    list: None,
    window_seconds: None,
    is_grouped: false,
};

/// Counter JSON, version 1 (docs/counter-json.md).
pub const VERSION_1: CountsShape<'static> = CountsShape {
    groups: &["/online", "/site", "/page"],
    places: &[
        (WINDOW, "/online/window"),
        (ONLINE, "/online/value"),
        (TOTAL, "/site/views"),
        (VISITORS, "/site/visitors"),
        (TODAY, "/site/today"),
        (YESTERDAY, "/site/yesterday"),
        (WEEK, "/site/week"),
        (MONTH, "/site/month"),
        (YEAR, "/site/year"),
        (PAGE_PATH, "/page/path"),
        (PAGE_VIEWS, "/page/views"),
        (PAGE_VISITORS, "/page/visitors"),
        (PAGE_ONLINE, "/page/online"),
        (SINCE, "/since"),
        (AT, "/at"),
        (TTL, "/ttl"),
        (STREAM, "/stream"),
        (LABEL, "/shown/label"),
        (MESSAGE, "/shown/message"),
    ],
    ..NOTHING
};
