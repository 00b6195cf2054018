//! The chart of readers online.

use super::counter_table::{Draft, history};
use super::counter_translated::translate;
use super::page::{Changes, Place};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_chart_needs_three_numbers_and_a_reader_who_wants_it() {
    for (values, buttons, drawings) in [(vec![], 0, 0), (vec![5, 6], 1, 0), (vec![5, 6, 7], 1, 1)] {
        for unfolded in [false, true] {
            let draft = Draft {
                history: history(&values),
                unfolded,
                ..Draft::default()
            };
            let shown = draft.shown().await;
            let expanded = format!("button[aria-expanded={unfolded}]");
            assert_eq!(shown.place.count(&expanded), buttons);
            let figures = u32::from(unfolded) * buttons;
            assert_eq!(shown.place.count("figure"), figures);
            let drawings = u32::from(unfolded) * drawings;
            assert_eq!(shown.place.count("figure svg"), drawings);
            if figures > drawings {
                assert_eq!(shown.place.text("figure"), "Chưa đủ số liệu để vẽ biểu đồ.");
            }
        }
    }
}

#[track_caller]
fn check_caption(place: &Place, expected: &str) {
    // Intl may part numbers from words by blanks of several kinds.
    let caption = place
        .text("figcaption")
        .replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(caption, expected);
}

#[wasm_bindgen_test]
async fn a_chart_says_in_words_what_it_draws() {
    let mut values = vec![9; 48];
    values.extend([21, 13]);
    let mut draft = Draft {
        history: history(&values),
        unfolded: true,
        ..Draft::default()
    };
    let mut shown = draft.shown().await;
    let place = &shown.place;
    check_caption(
        place,
        "Trong 12 phút qua: thấp nhất 9, cao nhất 21, hiện có 13 người đang truy cập",
    );
    assert_eq!(
        place.texts(".counter-scale > span[translate=no]"),
        ["21", "9"]
    );
    assert_eq!(
        place.texts(".counter-time > span"),
        ["12 phút trước", "bây giờ"]
    );
    let svg = place.find("[aria-hidden=true] > svg");
    assert_eq!(
        svg.namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
    assert_eq!(
        svg.get_attribute("viewBox").as_deref(),
        Some("-15 -40 3030 680")
    );
    let line = place.find(".counter-plot path").get_attribute("d").unwrap();
    assert!(
        line.starts_with("M0 600H0L") && line.ends_with("L3000 400"),
        "{line}"
    );

    draft.language = "en";
    draft.update(&mut shown).await;
    check_caption(
        &shown.place,
        "Readers online over the last 12 minutes: lowest 9, highest 21, now 13",
    );
    draft.language = "ar";
    draft.update(&mut shown).await;
    let caption = shown.place.text("figcaption");
    assert!(caption.starts_with("المتصلون (المدة: "), "{caption}");
}

#[wasm_bindgen_test]
async fn a_folded_chart_changes_nothing() {
    let mut draft = Draft {
        history: history(&[1, 2, 3]),
        ..Draft::default()
    };
    let mut shown = draft.shown().await;
    let changes = Changes::of(&shown.place.root);
    draft.history = history(&[1, 2, 3, 9]);
    draft.update(&mut shown).await;
    assert_eq!(changes.places(), Vec::<String>::new());
    draft.unfolded = true;
    draft.update(&mut shown).await;
    assert!(!changes.places().is_empty());
}

#[wasm_bindgen_test]
async fn a_translated_chart_goes_on() {
    let mut draft = Draft {
        history: history(&[1, 2, 3]),
        unfolded: true,
        ..Draft::default()
    };
    let mut shown = draft.shown().await;
    translate(&shown.place);
    assert!(shown.place.count("figure font") > 0);
    draft.history = history(&[1, 2, 3, 9, 4]);
    draft.update(&mut shown).await;
    check_caption(
        &shown.place,
        "Trong 1 phút qua: thấp nhất 1, cao nhất 9, hiện có 4 người đang truy cập",
    );
    assert_eq!(shown.place.text(".counter-time > span"), "1 phút trước");
    draft.unfolded = false;
    draft.update(&mut shown).await;
    assert_eq!(shown.place.count("figure"), 0);
}
