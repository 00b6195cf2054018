//! What stands around the text: headline, facts, lead, byline, language.

use super::page::{Mounted, Place, js};
use super::samples;
use readerly::view::{ArticleView, Language};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

async fn shown(value: Value, language: &str) -> Mounted<ArticleView> {
    samples::shown(samples::article(&value), language).await
}

/// A reader who lives in another time zone than this machine.
struct LivingIn(JsValue);

impl LivingIn {
    fn zone(zone: &str) -> Self {
        Self(js(
            "const real = Intl.DateTimeFormat;
             Intl.DateTimeFormat = function (locales, options) {
               return new real(locales, { timeZone: zone, ...options });
             };
             const offset = Date.prototype.getTimezoneOffset;
             const inZone = (date, timeZone) => new Date(date.toLocaleString('en-US', { timeZone })).getTime();
             Date.prototype.getTimezoneOffset = function () {
               return (inZone(this, 'UTC') - inZone(this, zone)) / 60000;
             };
             return () => { Intl.DateTimeFormat = real; Date.prototype.getTimezoneOffset = offset; };",
            &[("zone", &zone.into())],
        ))
    }
}

impl Drop for LivingIn {
    fn drop(&mut self) {
        js("leave()", &[("leave", &self.0)]);
    }
}

#[wasm_bindgen_test]
async fn the_head_holds_what_the_article_states() {
    let shown = shown(
        json!({
            "version": 1, "title": "Chợ ven sông", "kicker": "Tin phường", "views": 1365, "url": "/news/market",
            "published": "2020-03-16 08:06:45", "modified": "2020-03-17", "lead": ["Sau ", { "type": "em", "text": "hai năm" }],
            "authors": [
                { "name": "Trần Văn A", "role": ["Phó Chủ tịch", "UBND phường"], "url": "/people/a" },
                "Minh Châu",
                { "name": "Lan", "url": "https://elsewhere.example/lan" },
            ],
            "image": { "image": { "url": "market.webp", "alt": "Boats", "width": 1600, "height": 900 }, "caption": "Dawn" },
            "tags": ["chợ", "sông"], "body": ["Text."],
        }),
        "vi",
    )
    .await;
    let place = &shown.place;
    assert_eq!(
        place.count("article[aria-labelledby=readerly-title] > header:first-child"),
        1
    );
    assert_eq!(place.text("header > .kicker[part=kicker]"), "Tin phường");
    assert_eq!(
        place.text("header > h1#readerly-title.title[part=title]"),
        "Chợ ven sông"
    );
    assert_eq!(place.count("h1"), 1);
    assert_eq!(place.text(".facts > .views"), "Lượt xem: 1.365");
    assert_eq!(
        place.find("article > header > p.lead").inner_html(),
        "Sau <em>hai năm</em>"
    );
    // The main picture is on the first screen: it may not wait for a scroll.
    assert_eq!(
        place.count(
            "article > figure.main-picture > img[loading=eager][width='1600'][height='900']"
        ),
        1
    );
    assert_eq!(
        place.texts("footer.byline .name"),
        ["Trần Văn A", "Minh Châu", "Lan"]
    );
    assert_eq!(
        place.texts("footer.byline .author:first-child .role"),
        ["Phó Chủ tịch", "UBND phường"]
    );
    assert_eq!(
        place.count(".name > a[rel=author][href='https://ward.example/people/a']"),
        1
    );
    // A publisher vouches for its own authors' pages only.
    assert_eq!(
        place.count(
            ".name > a[rel='author noopener nofollow ugc'][href='https://elsewhere.example/lan']"
        ),
        1
    );
    assert_eq!(place.count(".name > a"), 2);
    assert_eq!(place.texts("ul.tags > li"), ["chợ", "sông"]);
}

#[wasm_bindgen_test]
async fn what_an_article_does_not_state_leaves_no_trace() {
    let shown = shown(json!({ "version": 1, "body": ["Text."] }), "en").await;
    assert_eq!(
        shown.place.find("article").outer_html(),
        "<article lang=\"en\" dir=\"ltr\"><header></header><div class=\"body\" part=\"body\"><p>Text.</p></div></article>"
    );
}

#[wasm_bindgen_test]
async fn a_clock_on_the_wall_is_never_shifted() {
    for zone in [
        "UTC",
        "Asia/Ho_Chi_Minh",
        "America/Los_Angeles",
        "Pacific/Kiritimati",
    ] {
        let _reader = LivingIn::zone(zone);
        let article = json!({ "version": 1, "title": "a", "published": "2020-03-16 00:06:45", "modified": "2020-03-17" });
        let shown = shown(article, "vi").await;
        assert_eq!(
            shown.place.text(".published"),
            "Thứ Hai, 16/3/2020, 00:06",
            "{zone}"
        );
        assert_eq!(
            shown.place.text(".modified"),
            "Cập nhật: Thứ Ba, 17/3/2020",
            "{zone}"
        );
        let machine_form = |selector: &str| shown.place.find(selector).get_attribute("datetime");
        assert_eq!(
            machine_form(".published > time").as_deref(),
            Some("2020-03-16T00:06:45")
        );
        assert_eq!(
            machine_form(".modified > time").as_deref(),
            Some("2020-03-17")
        );
    }
}

#[wasm_bindgen_test]
async fn a_moment_is_shown_on_the_readers_clock() {
    for (zone, expected) in [
        ("UTC", "Thứ Năm, 2/5/2024, 00:30 UTC"),
        ("Asia/Ho_Chi_Minh", "Thứ Năm, 2/5/2024, 07:30"),
        ("America/Los_Angeles", "Thứ Tư, 1/5/2024, 17:30 PDT"),
    ] {
        let _reader = LivingIn::zone(zone);
        for written in [
            "2024-05-02T07:30:00+07:00",
            "Thu, 02 May 2024 07:30:00 +0700",
        ] {
            let shown = shown(
                json!({ "version": 1, "title": "a", "published": written }),
                "vi",
            )
            .await;
            assert_eq!(shown.place.text(".published > time"), expected, "{zone}");
            let machine_form = shown
                .place
                .find(".published > time")
                .get_attribute("datetime");
            assert_eq!(machine_form.as_deref(), Some("2024-05-02T07:30:00+07:00"));
        }
    }
}

#[wasm_bindgen_test]
async fn a_date_that_cannot_be_read_is_shown_as_written() {
    let shown = shown(
        json!({ "version": 1, "title": "a", "published": "Mùng 8 Tết" }),
        "vi",
    )
    .await;
    assert_eq!(
        shown.place.find(".published").inner_html(),
        "<time>Mùng 8 Tết</time>"
    );
}

#[wasm_bindgen_test]
async fn numbers_are_exact_in_every_language() {
    for (language, number, expected) in [
        ("vi", 2_497_859, "Lượt xem: 2.497.859"),
        ("vi", 0, "Lượt xem: 0"),
        ("en", 9_007_199_254_740_993, "Views: 9,007,199,254,740,993"),
        ("vi", u64::MAX, "Lượt xem: 18.446.744.073.709.551.615"),
        ("en", u64::MAX, "Views: 18,446,744,073,709,551,615"),
    ] {
        let shown = shown(
            json!({ "version": 1, "title": "a", "views": number }),
            language,
        )
        .await;
        assert_eq!(shown.place.text(".views"), expected);
    }
}

#[wasm_bindgen_test]
fn a_language_that_nobody_knows_harms_nothing() {
    for tag in ["tlh", "not a tag", "", "vi-VN-u-nu-latn", "x-private"] {
        let language = Language::new(tag);
        let digits: String = language
            .formats
            .number(1365)
            .chars()
            .filter(|letter| letter.is_numeric())
            .collect();
        assert_eq!(digits, "1365", "{tag:?}");
    }
}

#[wasm_bindgen_test]
async fn the_text_keeps_its_own_language_and_direction() {
    let article =
        json!({ "version": 1, "title": "السوق", "lang": "ar", "dir": "rtl", "body": ["نص"] });
    let arabic = shown(article, "vi").await;
    assert_eq!(arabic.place.count("article[lang=ar][dir=rtl]"), 1);
    let silent = shown(json!({ "version": 1, "title": "Market" }), "vi").await;
    // Nothing says otherwise, so it is taken to be in that of the page.
    assert_eq!(silent.place.count("article[lang=vi][dir=ltr]"), 1);
}

#[wasm_bindgen_test]
async fn another_article_takes_the_place_of_the_first() {
    let first = samples::article(
        &json!({ "version": 1, "title": "One", "lead": "Lead", "views": 1, "body": ["a", "b", "c"] }),
    );
    let mut shown = samples::shown(first, "en").await;
    let host = readerly::browser::host::Host::new(shown.place.host.clone());
    let article = samples::article(
        &json!({ "version": 1, "title": "Two", "body": [{ "type": "divider" }, "d"] }),
    );
    shown
        .update(readerly::view::ArticleViewProps {
            views: article.views,
            article,
            language: Language::new("en"),
            player: Default::default(),
            original: true,
            level: 1,
            is_one_of_several: false,
            host,
        })
        .await;
    let place: &Place = &shown.place;
    assert_eq!(place.text("h1"), "Two");
    assert_eq!(place.count(".lead, .facts"), 0);
    assert_eq!(place.find(".body").inner_html(), "<hr><p>d</p>");
}

#[wasm_bindgen_test]
async fn a_line_leads_to_the_articles_own_address() {
    const OWN: &str = "https://ward.example/cho/";
    let whole = |rest: &str| {
        let mut value = json!({ "version": 1, "title": "Chợ", "url": OWN, "body": ["Chữ."] });
        if !rest.is_empty() {
            value["rest"] = json!(rest);
        }
        samples::article(&value)
    };
    let shown = samples::shown(whole(""), "vi").await;
    assert_eq!(shown.place.text("article > .original"), "Đọc bản gốc");
    let link = shown.place.find(".original a");
    assert_eq!(link.get_attribute("href").as_deref(), Some(OWN));
    // Where this is only a part, the link stands with the reason, and once.
    for (rest, words) in [
        ("pages", "Bài viết còn các trang tiếp theo."),
        ("members", "Phần còn lại dành cho thành viên."),
        ("password", "Cần mật khẩu để đọc bài viết này."),
    ] {
        let shown = samples::shown(whole(rest), "vi").await;
        assert_eq!(shown.place.text(".rest > p:first-child"), words);
        assert_eq!(shown.place.count(".rest .original a"), 1);
        assert_eq!(shown.place.count(".original"), 1);
    }
    // This very page is no other place.
    let here = web_sys::window().unwrap().location().href().unwrap();
    let article = samples::article(
        &json!({ "version": 1, "title": "Chợ", "url": format!("{here}#muc"), "body": ["Chữ."] }),
    );
    let shown = samples::shown(article, "vi").await;
    assert_eq!(shown.place.count(".original"), 0);
}

#[wasm_bindgen_test]
async fn what_did_not_change_is_left_alone() {
    let film = |name: &str| json!({ "type": "video", "url": format!("{name}.mp4") });
    let article = |word: &str| {
        samples::article(&json!({ "version": 1, "title": "One", "body": [
            film("first"), "Before.", word, { "type": "details", "summary": "More", "body": ["Text."] }, film("last"),
        ] }))
    };
    let mut shown = samples::shown(article("Old"), "en").await;
    let host = readerly::browser::host::Host::new(shown.place.host.clone());
    let film_at = |place: &Place, end: &str| place.find(&format!(".body > :{end}-child video"));
    let (first, last) = (
        film_at(&shown.place, "first"),
        film_at(&shown.place, "last"),
    );
    let title = shown.place.find("h1");
    shown
        .place
        .find(".body details")
        .set_attribute("open", "")
        .unwrap();
    let article = article("New");
    shown
        .update(readerly::view::ArticleViewProps {
            views: None,
            article,
            language: Language::new("vi"),
            player: Default::default(),
            original: true,
            level: 1,
            is_one_of_several: false,
            host,
        })
        .await;
    let place = &shown.place;
    assert_eq!(place.texts(".body > p"), ["Before.", "New"]);
    assert!(film_at(place, "first").is_same_node(Some(&first)));
    assert!(film_at(place, "last").is_same_node(Some(&last)));
    assert!(place.find("h1").is_same_node(Some(&title)));
    assert_eq!(place.count(".body details[open]"), 1);
    assert_eq!(place.count(".body > *"), 5);
}
