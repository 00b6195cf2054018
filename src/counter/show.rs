//! Which numbers a panel has rows for.

use super::model::Counts;
use crate::text::{Labelled, non_empty};

/// A row of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Readers of the site at this moment.
    Online,
    /// Readers of this page at this moment.
    PageOnline,
    /// Counted today.
    Today,
    /// Counted yesterday.
    Yesterday,
    /// Counted this week.
    Week,
    /// Counted this month.
    Month,
    /// Counted this year.
    Year,
    /// Visitors of the site since counting began.
    Visitors,
    /// Visitors of this page.
    PageVisitors,
    /// Views of this page.
    PageViews,
    /// Pages viewed since counting began.
    Total,
    /// First day counted.
    Since,
}

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure<'a> {
    /// A count.
    Number(u64),
    /// A calendar date, "2013-04-02".
    Day(&'a str),
    /// A count that its endpoint has put into words ("2.5k").
    Text(&'a str),
}

impl Row {
    /// The names in the `counter-show` attribute, in the order of [`Self::nth`],
    /// which is the usual order of the rows too.
    pub const NAMES: [&'static str; 12] = [
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
    ];

    /// The row that the n-th name stands for, from 0; `Since` beyond them.
    pub fn nth(index: usize) -> Self {
        match index {
            0 => Self::Online,
            1 => Self::PageOnline,
            2 => Self::Today,
            3 => Self::Yesterday,
            4 => Self::Week,
            5 => Self::Month,
            6 => Self::Year,
            7 => Self::Visitors,
            8 => Self::PageVisitors,
            9 => Self::PageViews,
            10 => Self::Total,
            _ => Self::Since,
        }
    }

    /// The name in the `counter-show` attribute.
    pub fn name(self) -> &'static str {
        // The variants stand in the order of their names.
        Self::NAMES[self as usize]
    }

    /// What `counts` has for this row; `None` where it is not offered, and
    /// the panel has no such row then.
    pub fn figure(self, counts: &Counts) -> Option<Figure<'_>> {
        let number = counts.number(self as usize);
        match (self, &counts.shown) {
            (Self::Total, Some(shown)) if number.is_none() => Some(Figure::Text(&shown.message)),
            (Self::Since, _) => counts.since.as_deref().map(Figure::Day),
            _ => number.map(Figure::Number),
        }
    }
}

/// A row that an owner chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// It.
    pub row: Row,
    /// The owner's own name for it.
    pub label: Option<String>,
}

/// The rows that an owner chose, each once, in the order of the list, and the
/// names in it that nobody knows. Names are parted by blanks or commas, letter
/// case is of no account, and each may have a label: `online total="All views"`.
///
/// Without a list, or with one that names no row, it is every row but `since`,
/// in the usual order.
pub fn rows(list: Option<&str>) -> (Vec<Chosen>, Vec<String>) {
    let mut rows: Vec<Chosen> = Vec::new();
    let mut unknown = Vec::new();
    for (name, label) in Labelled(list.unwrap_or_default()) {
        let known = Row::NAMES
            .iter()
            .position(|row| row.eq_ignore_ascii_case(name));
        let Some(row) = known.map(Row::nth) else {
            unknown.push(name.to_owned());
            continue;
        };
        if !rows.iter().any(|chosen| chosen.row == row) {
            rows.push(Chosen {
                row,
                label: label.and_then(non_empty),
            });
        }
    }
    if rows.is_empty() {
        for index in 0..Row::NAMES.len() - 1 {
            rows.push(Chosen {
                row: Row::nth(index),
                label: None,
            });
        }
    }
    (rows, unknown)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use crate::counter::model::{Online, PageCounts, Shown, SiteCounts};

    #[track_caller]
    fn check(list: &str, expected: &[Row], expected_unknown: &[&str]) {
        let (rows, unknown) = rows(Some(list));
        let rows: Vec<Row> = rows.into_iter().map(|chosen| chosen.row).collect();
        assert_eq!(rows, expected, "{list}");
        assert_eq!(unknown, expected_unknown, "{list}");
    }

    fn usual() -> Vec<Row> {
        (0..11).map(Row::nth).collect()
    }

    #[test]
    fn an_owner_chooses_rows_and_their_order() {
        check("total online", &[Row::Total, Row::Online], &[]);
        check(
            "online, today,page-views ,since",
            &[Row::Online, Row::Today, Row::PageViews, Row::Since],
            &[],
        );
        check("Online\n\tTOTAL", &[Row::Online, Row::Total], &[]);
        check("online online,online", &[Row::Online], &[]);
    }

    #[test]
    fn an_owner_names_rows() {
        let (rows, unknown) = rows(Some("total=\"Tất  cả\" online='' visits=x"));
        let labels: Vec<_> = rows
            .iter()
            .map(|chosen| (chosen.row, chosen.label.as_deref()))
            .collect();
        assert_eq!(labels, [(Row::Total, Some("Tất  cả")), (Row::Online, None)]);
        assert_eq!(unknown, ["visits"]);
    }

    #[test]
    fn names_that_nobody_knows_are_told() {
        check("online visits", &[Row::Online], &["visits"]);
        check("visits hits", &usual(), &["visits", "hits"]);
        check(" , ", &usual(), &[]);
    }

    #[test]
    fn without_a_list_every_row_but_the_first_day_is_shown() {
        check("", &usual(), &[]);
        assert_eq!(rows(None), rows(Some("")));
        assert!(!usual().contains(&Row::Since));
    }

    #[test]
    fn every_row_has_its_name_and_its_figure() {
        let counts = Counts {
            online: Some(Online {
                value: 0,
                window_seconds: None,
            }),
            site: SiteCounts {
                today: Some(2),
                yesterday: Some(3),
                week: Some(4),
                month: Some(5),
                year: Some(6),
                visitors: Some(7),
                views: Some(10),
            },
            page: Some(PageCounts {
                path: None,
                online: Some(1),
                visitors: Some(8),
                views: Some(9),
            }),
            since: Some("2013-04-02".to_owned()),
            ..Counts::default()
        };
        for (index, name) in Row::NAMES.into_iter().enumerate() {
            let row = Row::nth(index);
            assert_eq!(row.name(), name);
            let expected = match row {
                Row::Since => Figure::Day("2013-04-02"),
                _ => Figure::Number(index as u64),
            };
            assert_eq!(row.figure(&counts), Some(expected), "{name}");
            assert_eq!(row.figure(&Counts::default()), None, "{name}");
        }
    }

    #[test]
    fn words_stand_in_for_a_total_that_is_not_offered() {
        let mut counts = Counts {
            shown: Some(Shown {
                label: "visits".to_owned(),
                message: "2.5k".to_owned(),
            }),
            ..Counts::default()
        };
        assert_eq!(Row::Total.figure(&counts), Some(Figure::Text("2.5k")));
        counts.site.views = Some(2_500);
        assert_eq!(Row::Total.figure(&counts), Some(Figure::Number(2_500)));
    }
}
