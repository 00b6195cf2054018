//! What is written is read back, by this reader and by another.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::counter::model::{Online, PageCounts, Shown, SiteCounts};
use crate::json;
use proptest::prelude::*;

fn number() -> impl Strategy<Value = Option<u64>> {
    prop::option::of(prop_oneof![
        0_u64..10,
        any::<u64>(),
        Just(SAFE_NUMBER),
        Just(SAFE_NUMBER + 1)
    ])
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![".{1,20}", "[\"\\\\\u{0}-\u{1f}\u{7f}é\u{202f}]{1,9}"]
}

prop_compose! {
    fn any_counts()(
        online in prop::option::of((any::<u64>(), prop::option::of(any::<u32>()))),
        site in prop::collection::vec(number(), 7),
        page in prop::option::of((prop::option::of(text()), any::<u64>(), number(), number())),
        since in prop::option::of(Just("2013-04-02".to_owned())),
        at in prop::option::of(text()),
        ttl_seconds in prop::option::of(any::<u32>()),
        stream in prop::option::of(text().prop_map(|text| ["https://", &text].concat())),
        shown in prop::option::of((text(), text())),
    ) -> Counts {
        Counts {
            online: online.map(|(value, window_seconds)| Online { value, window_seconds }),
            site: SiteCounts {
                views: site[0],
                visitors: site[1],
                today: site[2],
                yesterday: site[3],
                week: site[4],
                month: site[5],
                year: site[6],
            },
            page: page.map(|(path, views, visitors, online)| PageCounts {
                path,
                views: Some(views),
                visitors,
                online,
            }),
            since,
            at,
            ttl_seconds,
            stream,
            shown: shown.map(|(label, message)| Shown { label, message }),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(counts in any_counts()) {
        let written = write(&counts);
        let value = json::parse(&written).unwrap();
        prop_assert_eq!(read_back(&value), (!counts.is_empty()).then(|| counts.clone()));
        if !counts.is_empty() {
            prop_assert_eq!(read::read(&written), Ok((counts, Vec::new())));
        }
        let theirs: serde_json::Value = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&theirs["v"], 1);
    }
}

#[test]
fn numbers_that_javascript_would_round_are_strings() {
    let counts = Counts {
        site: SiteCounts {
            views: Some(SAFE_NUMBER + 1),
            visitors: Some(SAFE_NUMBER),
            today: Some(0),
            ..SiteCounts::default()
        },
        ..Counts::default()
    };
    assert_eq!(
        write(&counts),
        r#"{"v":1,"site":{"views":"9007199254740992","visitors":9007199254740991,"today":0}}"#
    );
}

#[test]
fn nothing_comes_of_nothing() {
    for text in ["{}", "1", "[]", r#"{"shown":{"label":"a","message":""}}"#] {
        assert_eq!(read_back(&json::parse(text).unwrap()), None, "{text}");
    }
}
