//! The counter panel at one moment: its states and its rows.

use super::page::{Mounted, Place, Show, ShowProps};
use readerly::browser::build::division;
use readerly::browser::clock;
use readerly::browser::handlers::Hearing;
use readerly::browser::host::Host;
use readerly::counter::history::History;
use readerly::counter::model::{Counts, Online, PageCounts, Shown, SiteCounts};
use readerly::counter::poll::{Freshness, Status};
use readerly::counter::show::rows;
use readerly::view::{CounterMood, CounterSettings, CounterTable, Language, counter_table};
use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::{Callback, Html};

/// A panel to be drawn: what a test does not set is as usual.
pub struct Draft {
    pub freshness: Freshness,
    pub counts: Option<Counts>,
    pub history: History,
    pub show: Option<&'static str>,
    pub language: &'static str,
    pub every_ms: u32,
    pub unfolded: bool,
    pub asking: bool,
    pub announced: Option<CounterMood>,
    pub pressed: Callback<&'static str>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            freshness: Freshness::Live { since_ms: 0 },
            counts: Some(counts()),
            history: History::default(),
            show: None,
            language: "vi",
            every_ms: 15_000,
            unfolded: false,
            asking: false,
            announced: None,
            pressed: Callback::noop(),
        }
    }
}

impl Draft {
    fn html(&self) -> Html {
        let settings = CounterSettings {
            show: self.show.map(str::to_owned),
            every_ms: self.every_ms,
            ..CounterSettings::default()
        };
        let status = Status {
            freshness: self.freshness,
            counts: self.counts.clone().map(Rc::new),
            failure: None,
        };
        let pressed = |name| self.pressed.reform(move |_| name);
        // What is pressed is found as long as the part is there.
        let hearing = ManuallyDrop::new(Hearing::new());
        hearing.begin();
        let (rows, unknown) = rows(self.show);
        assert_eq!(unknown, Vec::<String>::new());
        let host = division().expect("a document").unchecked_into();
        let table = CounterTable {
            host: &Host::new(host),
            status: &status,
            settings: &settings,
            rows: &rows,
            history: &self.history,
            unfolded: self.unfolded,
            asking: self.asking,
            announced: self.announced,
            toggle: pressed("toggle"),
            ask: pressed("ask"),
            unfold: pressed("unfold"),
        };
        counter_table(&table, &Language::new(self.language))
    }

    pub async fn shown(&self) -> Mounted<Show> {
        let html = self.html();
        Mounted::new(|_| ShowProps { html }).await
    }

    pub async fn update(&self, mounted: &mut Mounted<Show>) {
        let html = self.html();
        mounted.update(ShowProps { html }).await;
    }
}

fn counts() -> Counts {
    Counts {
        online: Some(Online {
            value: 13,
            window_seconds: Some(300),
        }),
        site: SiteCounts {
            views: Some(u64::MAX),
            today: Some(0),
            ..SiteCounts::default()
        },
        page: Some(PageCounts {
            views: Some(1365),
            online: Some(2),
            ..PageCounts::default()
        }),
        ..Counts::default()
    }
}

/// Everything that a counter can offer, each number another one.
fn everything() -> Counts {
    Counts {
        online: Some(Online {
            value: 1,
            window_seconds: None,
        }),
        site: SiteCounts {
            views: Some(11),
            visitors: Some(8),
            today: Some(3),
            yesterday: Some(4),
            week: Some(5),
            month: Some(6),
            year: Some(7),
        },
        page: Some(PageCounts {
            views: Some(10),
            visitors: Some(9),
            online: Some(2),
            ..PageCounts::default()
        }),
        since: Some("2013-04-02".to_owned()),
        ..Counts::default()
    }
}

/// What this visit has seen: one number every 15 seconds.
pub fn history(values: &[u64]) -> History {
    let mut history = History::default();
    for (at_ms, value) in (0..).step_by(15_000).zip(values) {
        history.push(at_ms, Some(*value));
    }
    history
}

#[track_caller]
fn check_state(place: &Place, state: &str, status: &[&str], buttons: &[&str]) {
    let section = place.find("section.counter[aria-labelledby=readerly-counter]");
    assert_eq!(section.get_attribute("data-state").as_deref(), Some(state));
    assert_eq!(place.texts(".counter-status > span"), status, "{state}");
    assert_eq!(place.texts("button[type=button]"), buttons, "{state}");
    assert_eq!(place.count(".counter-status > svg[aria-hidden] > path"), 1);
}

#[wasm_bindgen_test]
async fn every_state_has_words_a_sign_and_what_can_be_done() {
    let since_ms = clock::now_ms() - 300_500;
    let (pause, now) = ("Tạm dừng cập nhật", "Cập nhật ngay");
    let mut signs = Vec::new();
    for (freshness, counts, state, status, buttons) in [
        (
            Freshness::Waiting,
            None,
            "waiting",
            &["Đang tải số liệu…"] as &[&str],
            &[pause] as &[&str],
        ),
        (
            Freshness::Live { since_ms },
            Some(counts()),
            "live",
            &["Số liệu mới nhất"],
            &[pause],
        ),
        (
            Freshness::Stale { since_ms },
            Some(counts()),
            "stale",
            &["Chưa có số liệu mới", "Số liệu từ 5 phút trước"],
            &[now, pause],
        ),
        (
            Freshness::Unreachable,
            None,
            "unreachable",
            &["Chưa tải được số liệu truy cập."],
            &[now, pause],
        ),
        (
            Freshness::Paused { since_ms: None },
            None,
            "paused",
            &["Đã tạm dừng cập nhật"],
            &["Tiếp tục cập nhật"],
        ),
        (
            Freshness::Paused {
                since_ms: Some(since_ms),
            },
            Some(counts()),
            "paused",
            &["Đã tạm dừng cập nhật"],
            &["Tiếp tục cập nhật"],
        ),
    ] {
        let has_numbers = counts.is_some();
        let draft = Draft {
            freshness,
            counts,
            ..Draft::default()
        };
        let shown = draft.shown().await;
        let place = &shown.place;
        check_state(place, state, status, buttons);
        assert_eq!(place.text("h2#readerly-counter"), "Thống kê truy cập");
        // Numbers stay whatever happens; without any there is no row, least of
        // all a zero, but the room of those to come.
        assert_eq!(place.count("dl > .row > dd") > 0, has_numbers, "{state}");
        assert_eq!(place.count(".room") > 0, !has_numbers, "{state}");
        // What is announced is a matter of its own, and on a first look nothing.
        assert_eq!(place.text("[role=status]"), "");
        signs.push(place.find("path").get_attribute("d"));
    }
    // The shapes differ, so that nobody has to tell colours apart.
    signs.dedup();
    assert_eq!(signs.len(), 5);
}

#[wasm_bindgen_test]
async fn what_is_offered_has_a_row_and_a_zero_is_offered() {
    let shown = Draft::default().shown().await;
    let place = &shown.place;
    assert_eq!(
        place.texts("dt"),
        [
            "Đang online",
            "Đang đọc bài này",
            "Hôm nay",
            "Lượt xem bài này",
            "Tổng lượt truy cập"
        ]
    );
    assert_eq!(
        place.texts("dd"),
        ["13", "2", "0", "1.365", "18.446.744.073.709.551.615"]
    );
    assert_eq!(place.text(".row.online > dd"), "13");
    assert_eq!(place.text(".row.total > dd"), "18.446.744.073.709.551.615");
    // A translator may not take the numbers out of Yew's hands.
    assert_eq!(place.count("dd:not([translate=no])"), 0);
}

#[track_caller]
fn check_rows(shown: &Mounted<Show>, labels: &[&str], values: &[&str]) {
    assert_eq!(shown.place.texts("dt"), labels);
    assert_eq!(shown.place.texts("dd"), values);
}

#[wasm_bindgen_test]
async fn all_that_a_counter_may_offer_has_its_words() {
    let draft = |show, language| Draft {
        counts: Some(everything()),
        show,
        language,
        ..Draft::default()
    };
    let usual = [
        "Đang online",
        "Đang đọc bài này",
        "Hôm nay",
        "Hôm qua",
        "Tuần này",
        "Tháng này",
        "Năm nay",
        "Số người truy cập",
        "Số người đã đọc bài này",
        "Lượt xem bài này",
        "Tổng lượt truy cập",
    ];
    check_rows(
        &draft(None, "vi").shown().await,
        &usual,
        &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"],
    );
    // The rows that the owner chose, in the owner's order.
    check_rows(
        &draft(Some("total, since today"), "en").shown().await,
        &["Total", "Since", "Today"],
        &["11", "April 2, 2013", "3"],
    );
    // Under the names that the owner gave them, even where those are the same.
    check_rows(
        &draft(Some("total='Tất cả' online today=\"Tất cả\""), "vi")
            .shown()
            .await,
        &["Tất cả", "Đang online", "Tất cả"],
        &["11", "1", "3"],
    );
}

#[wasm_bindgen_test]
async fn the_first_day_is_written_in_the_language_and_never_shifted() {
    for (language, expected) in [
        ("vi", "2 tháng 4, 2013"),
        ("en-GB", "2 April 2013"),
        ("ar-EG", "٢ أبريل ٢٠١٣"),
    ] {
        let draft = Draft {
            counts: Some(everything()),
            show: Some("since"),
            language,
            ..Draft::default()
        };
        let shown = draft.shown().await;
        let time = shown.place.find("dd > time");
        assert_eq!(time.text_content().as_deref(), Some(expected));
        assert_eq!(
            time.get_attribute("datetime").as_deref(),
            Some("2013-04-02")
        );
    }
}

#[wasm_bindgen_test]
async fn a_count_in_words_is_shown_as_it_is() {
    let counts = Counts {
        shown: Some(Shown {
            label: "visits".to_owned(),
            message: "2.5k <b>".to_owned(),
        }),
        ..Counts::default()
    };
    let draft = Draft {
        counts: Some(counts),
        ..Draft::default()
    };
    check_rows(&draft.shown().await, &["Tổng lượt truy cập"], &["2.5k <b>"]);
}

#[wasm_bindgen_test]
async fn rows_to_come_have_their_room() {
    for (show, rows, large) in [
        (None, 6, 1),
        (Some("today"), 1, 0),
        (Some(" online,  total='Tất cả'\nsince"), 3, 1),
        (Some("page-views=L'article online='' total=\"a b\""), 3, 1),
    ] {
        let draft = Draft {
            freshness: Freshness::Waiting,
            counts: None,
            show,
            ..Draft::default()
        };
        let shown = draft.shown().await;
        assert_eq!(shown.place.count(".room[aria-hidden=true] > .row"), rows);
        assert_eq!(shown.place.count(".room > .row.online"), large);
        assert_eq!(shown.place.text(".room"), "");
    }
}

#[wasm_bindgen_test]
async fn buttons_call_back() {
    let pressed = Rc::new(Cell::new(""));
    let heard = pressed.clone();
    let draft = Draft {
        freshness: Freshness::Stale { since_ms: 0 },
        history: history(&[1, 2, 3]),
        pressed: Callback::from(move |name| heard.set(name)),
        ..Draft::default()
    };
    let shown = draft.shown().await;
    for (button, name) in [
        (".counter-toggle", "toggle"),
        (".counter-ask", "ask"),
        ("[aria-expanded]", "unfold"),
    ] {
        shown.place.click(button);
        assert_eq!(pressed.get(), name);
    }
}

#[wasm_bindgen_test]
async fn a_panel_that_asks_once_has_nothing_to_pause() {
    let draft = Draft {
        every_ms: 0,
        ..Draft::default()
    };
    let shown = draft.shown().await;
    check_state(
        &shown.place,
        "live",
        &["Số liệu mới nhất"],
        &["Cập nhật ngay"],
    );
}

#[wasm_bindgen_test]
async fn a_reader_who_asked_sees_that_it_was_heard() {
    let draft = Draft {
        freshness: Freshness::Unreachable,
        counts: None,
        asking: true,
        ..Draft::default()
    };
    let shown = draft.shown().await;
    let buttons = ["Cập nhật ngay", "Tạm dừng cập nhật"];
    check_state(
        &shown.place,
        "unreachable",
        &["Đang tải số liệu…"],
        &buttons,
    );
}

#[wasm_bindgen_test]
async fn announcements_hold_words_and_no_numbers() {
    let mut draft = Draft {
        freshness: Freshness::Stale {
            since_ms: clock::now_ms() - 300_500,
        },
        ..Draft::default()
    };
    let mut shown = draft.shown().await;
    let voice = shown.place.find("[role=status]");
    assert_eq!(voice.text_content().as_deref(), Some(""));
    draft.announced = Some(CounterMood::Stale);
    draft.update(&mut shown).await;
    // The region is the one that was there before.
    assert_eq!(voice.text_content().as_deref(), Some("Chưa có số liệu mới"));
    assert!(voice.is_connected());
    assert_eq!(
        shown.place.count("[aria-live], [role=alert], [role=timer]"),
        0
    );
}
