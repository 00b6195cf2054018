//! Tables that a translator could break.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

const LANGUAGES: [&str; 3] = ["vi", "en", "ar"];

/// Every text of a language, in the order of the fields.
fn texts(lang: &str) -> Vec<String> {
    let mut texts = texts_of(words_for(lang));
    texts.extend(texts_of(counter_words_for(lang)));
    texts.extend(video_texts(lang));
    texts.extend(texts_of(failure_words_for(lang)));
    texts
}

fn video_texts(lang: &str) -> Vec<String> {
    texts_of(video_words_for(lang))
}

fn texts_of(words: &dyn std::fmt::Debug) -> Vec<String> {
    // The derived `Debug` names every field, so that a new one cannot be forgotten.
    let debug = format!("{words:?}");
    debug.split('"').skip(1).step_by(2).map(unescape).collect()
}

/// Undoes what `Debug` does to combining marks such as Arabic vowel signs.
fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        plain.push_str(rest);
    }
    plain
}

/// The `{places}` of a template, sorted.
fn places(template: &str) -> Vec<&str> {
    let mut places: Vec<_> = template
        .split('{')
        .skip(1)
        .map(|rest| rest.split_once('}').unwrap().0)
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[track_caller]
fn check_words(lang: &str, expected: &str) {
    assert_eq!(words_for(lang).lang, expected, "{lang:?}");
    assert_eq!(counter_words_for(lang).lang, expected, "{lang:?}");
    assert_eq!(video_words_for(lang).lang, expected, "{lang:?}");
    assert_eq!(failure_words_for(lang).lang, expected, "{lang:?}");
}

#[track_caller]
fn check_direction(lang: &str, expected: bool) {
    assert_eq!(is_right_to_left(lang), expected, "{lang:?}");
}

#[track_caller]
fn check_fill(template: &str, values: &[(&str, &str)], expected: &str) {
    assert_eq!(fill(template, values), expected);
}

#[test]
fn the_primary_subtag_chooses() {
    check_words("vi", "vi");
    check_words("vi-VN", "vi");
    check_words("VI_vn", "vi");
    check_words(" vi ", "vi");
    check_words("vi-Hani-VN-u-nu-latn", "vi");
    check_words("ar-EG", "ar");
    check_words("en", "en");
    check_words("en-GB", "en");
    for other in ["", "-", "fr", "vie", "v", "x-vi", "việt", "\u{0}"] {
        check_words(other, "en");
    }
}

#[test]
fn no_text_is_missing_and_all_templates_have_the_same_places() {
    let english = texts("en");
    assert!(english.len() > 50 && video_texts("en").len() > 5);
    assert!(texts_of(failure_words_for("en")).len() > 15);
    for lang in LANGUAGES {
        let own = texts(lang);
        assert_eq!(own.len(), english.len());
        for (own, english) in own.iter().zip(&english) {
            assert!(
                !own.trim().is_empty() && own.trim() == own,
                "{lang}: {own:?} for {english:?}"
            );
            assert_eq!(
                places(own),
                places(english),
                "{lang}: {own:?} for {english:?}"
            );
        }
    }
}

#[test]
fn every_language_speaks_for_itself() {
    let english = texts("en");
    for lang in ["vi", "ar"] {
        for (own, english) in texts(lang).iter().zip(&english) {
            // "Video" is the one word that Vietnamese and English share.
            assert!(
                own != english || own == "Video",
                "{lang}: {own:?} is not translated"
            );
        }
    }
}

#[test]
fn readers_are_spared_jargon() {
    for lang in LANGUAGES {
        for text in texts(lang) {
            let lower = text.to_lowercase();
            for jargon in [
                "json",
                "http",
                "cors",
                "url",
                "404",
                "500",
                "server error",
                "timeout",
                "api",
                "widget",
            ] {
                assert!(!lower.contains(jargon), "{lang}: {text:?} says {jargon}");
            }
        }
    }
}

#[test]
fn vietnamese_is_composed() {
    // Decomposed letters look alike but break search, sorting and some fonts.
    for text in texts("vi") {
        assert!(
            !text
                .chars()
                .any(|letter| ('\u{300}'..='\u{36f}').contains(&letter)),
            "{text:?}"
        );
    }
}

#[test]
fn the_panel_says_what_vietnamese_portals_say() {
    let words = words_for("vi");
    let panel = counter_words_for("vi");
    let labels = [
        words.counter_heading,
        panel.online,
        panel.today,
        panel.yesterday,
        panel.week,
        panel.month,
        panel.year,
        panel.total,
        panel.visitors,
        words.retry,
    ];
    let expected = [
        "Thống kê truy cập",
        "Đang online",
        "Hôm nay",
        "Hôm qua",
        "Tuần này",
        "Tháng này",
        "Năm nay",
        "Tổng lượt truy cập",
        "Số người truy cập",
        "Thử lại",
    ];
    assert_eq!(labels, expected);
    assert_eq!(fill(words.views, &[("n", "1.365")]), "Lượt xem: 1.365");
}

#[test]
fn what_a_part_of_a_name_says_is_no_sentence() {
    // They follow a comma in the button's name.
    for lang in LANGUAGES {
        let words = words_for(lang);
        for part in [words.video_loads_from, words.video_from] {
            assert!(!part.ends_with('.'), "{lang}: {part:?}");
            let first = part.chars().next().unwrap();
            assert!(!first.is_uppercase(), "{lang}: {part:?}");
        }
    }
}

#[test]
fn failures_are_sentences() {
    for lang in LANGUAGES {
        for sentence in video_words_for(lang).failures {
            assert!(sentence.ends_with('.'), "{lang}: {sentence:?}");
        }
    }
}

#[test]
fn places_are_filled() {
    check_fill("Lượt xem: {n}", &[("n", "1.365")], "Lượt xem: 1.365");
    check_fill("{a}{b}{a}", &[("a", "1"), ("b", "2")], "121");
    check_fill("no place", &[("n", "1")], "no place");
    check_fill("{unknown} {n}", &[("n", "1")], "{unknown} 1");
    check_fill("{n", &[("n", "1")], "{n");
    check_fill("{{n}}", &[("n", "1")], "{1}");
    check_fill("n}", &[("n", "1")], "n}");
    // A title may hold braces of its own.
    check_fill("{title}, {n}", &[("title", "{n}"), ("n", "1")], "{n}, 1");
    check_fill("", &[], "");
}

#[test]
fn directions() {
    for lang in [
        "ar",
        "ar-EG",
        "AR_eg",
        "fa",
        "he",
        "iw",
        "ur",
        "ug",
        "ps",
        "sd",
        "ckb",
        "dv",
        "yi",
        "az-Arab",
        "ku-arab-IQ",
        "en-Hebr",
        "pa_Arab",
    ] {
        check_direction(lang, true);
    }
    for lang in [
        "",
        "vi",
        "en",
        "en-AR",
        "az",
        "ur-Latn",
        "ar-Latn-EG",
        "arn",
        "sdx",
        "en-u-nu-arab",
        "en-x-arab",
        "yo",
    ] {
        check_direction(lang, false);
    }
    for lang in LANGUAGES {
        check_direction(lang, lang == "ar");
    }
}

#[test]
fn ages() {
    #[track_caller]
    fn check(age_ms: u64, value: u64, unit: &str) {
        assert_eq!(relative(age_ms), (value, unit), "{age_ms}");
    }
    check(0, 0, "second");
    check(999, 0, "second");
    check(1_000, 1, "second");
    check(59_999, 59, "second");
    check(60_000, 1, "minute");
    check(3_599_999, 59, "minute");
    check(3_600_000, 1, "hour");
    check(86_399_999, 23, "hour");
    check(86_400_000, 1, "day");
    check(40 * 86_400_000, 40, "day");
    check(u64::MAX, u64::MAX / 86_400_000, "day");
}

proptest! {
    #[test]
    fn any_language_tag_is_survived(lang in ".{0,30}") {
        let words = words_for(&lang);
        prop_assert!(LANGUAGES.contains(&words.lang));
        let _ = is_right_to_left(&lang);
    }

    #[test]
    fn filling_loses_nothing(template in "[a-z{} ]{0,30}", value in ".{0,10}") {
        let filled = fill(&template, &[("n", &value)]);
        prop_assert_eq!(filled, template.replace("{n}", &value));
    }
}

#[test]
fn weekdays_stand_where_newspapers_have_them() {
    let has_weekday = |lang: &str| {
        let parts = date_style(lang).parts;
        parts.contains(&("weekday", "long")) || parts.contains(&("dateStyle", "full"))
    };
    for (lang, expected) in [
        ("vi", true),
        ("VI_vn", true),
        ("ar-EG", true),
        ("en-GB", false),
        ("fr", false),
        ("", false),
    ] {
        assert_eq!(has_weekday(lang), expected, "{lang}");
    }
    assert_eq!(date_style("vi-VN").before_time, ", ");
}

#[test]
fn a_zone_is_named_where_it_is_not_the_readers() {
    // Minutes east of UTC: of the source, of the reader.
    assert!(!names_zone(420, 420.0));
    assert!(names_zone(420, 120.0));
    assert!(names_zone(-300, 0.0));
    // Nobody knows where it was written.
    assert!(!names_zone(0, 420.0));
}
