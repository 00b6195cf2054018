#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::super::attributes::Takes;
use super::*;
use crate::article::UrlParts;

struct NativeUrls;

impl UrlParser for NativeUrls {
    fn parse(&self, raw: &str, base: Option<&str>) -> Option<UrlParts> {
        let base = base.map(|base| url::Url::parse(base).unwrap());
        let url = url::Url::options()
            .base_url(base.as_ref())
            .parse(raw)
            .ok()?;
        Some(UrlParts {
            href: url.to_string(),
            scheme: url.scheme().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            has_credentials: !url.username().is_empty() || url.password().is_some(),
            fragment: url.fragment().unwrap_or_default().to_owned(),
        })
    }
}

fn options(attributes: &[(&str, &str)]) -> Options {
    let attributes: Vec<_> = attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    read(&attributes, "https://site.example/news/", &NativeUrls)
}

#[track_caller]
fn check_warning(attributes: &[(&str, &str)], expected: &str) {
    let warnings = options(attributes).warnings;
    assert!(
        warnings.len() == 1 && warnings[0].contains(expected),
        "{warnings:?} lacks {expected:?}"
    );
}

#[test]
fn addresses_resolve_against_the_page_and_are_trimmed() {
    let read = options(&[
        ("src", " a.json\n"),
        ("counter", "/v1/counter/x"),
        ("hit", ""),
    ]);
    assert_eq!(read.warnings, Vec::<String>::new());
    assert_eq!(
        read.settings.source.as_deref(),
        Some("https://site.example/news/a.json")
    );
    let counter = read.settings.counter.unwrap();
    assert_eq!(counter.urls, ["https://site.example/v1/counter/x"]);
    assert_eq!(counter.every_ms, 15_000);
    assert!(counter.hit);
}

#[test]
fn several_counters_keep_their_places() {
    let read = options(&[
        (
            "counter",
            " /a\n javascript:alert(1) https://b.example/c?d=e ",
        ),
        ("counter-format", "json, umami"),
        ("counter-map", " [null, {}] "),
        ("counter-show", "online total"),
        ("counter-every", "0"),
    ]);
    assert_eq!(read.warnings.len(), 1, "{:?}", read.warnings);
    assert!(read.warnings[0].starts_with("attribute \"counter\": "));
    let expected = CounterSettings {
        urls: vec![
            "https://site.example/a".to_owned(),
            String::new(),
            "https://b.example/c?d=e".to_owned(),
        ],
        formats: Some("json, umami".to_owned()),
        map: Some("[null, {}]".to_owned()),
        show: Some("online total".to_owned()),
        every_ms: 0,
        hit: false,
    };
    assert_eq!(read.settings.counter, Some(expected));
    // Without an address there is no panel, whatever else is asked.
    for address in ["", " ", "javascript:alert(1)"] {
        let read = options(&[("counter", address), ("counter-show", "today")]);
        assert_eq!(read.settings.counter, None, "{address:?}");
    }
}

#[test]
fn a_hit_is_sent_only_when_asked_for() {
    for (value, expected) in [
        (None, false),
        (Some(""), true),
        (Some("true"), true),
        (Some(" false "), false),
    ] {
        assert_eq!(is_on(value), expected, "{value:?}");
    }
    assert!(!options(&[("counter", "/c")]).settings.counter.unwrap().hit);
}

#[test]
fn what_is_not_understood_is_named() {
    check_warning(
        &[("sorce", "a.json")],
        "\"sorce\" is unknown and was ignored. Known ones: src, format",
    );
    check_warning(
        &[("theme", "pink")],
        "\"pink\" is not one of auto, system, light, dark, contrast, contrast-dark, host; auto is used",
    );
    check_warning(
        &[("align", "right")],
        "\"right\" is not one of auto, start, center; auto is used",
    );
    check_warning(
        &[("counter", "/c"), ("counter-every", "1")],
        "1 seconds would burden the counter",
    );
    check_warning(
        &[("counter", "/c"), ("counter-every", "soon")],
        "\"soon\" is no whole number",
    );
    check_warning(
        &[("format", "word")],
        "\"word\" is not one of auto, json, html",
    );
    check_warning(&[("src", "javascript:alert(1)")], "attribute \"src\"");
    check_warning(&[("video", "data:video/mp4,x")], "attribute \"video\"");
    check_warning(
        &[("video", "/v"), ("video-type", "stream")],
        "attribute \"video-type\": \"stream\" is no type such as",
    );
}

#[test]
fn formats_and_maps_are_passed_on() {
    for (index, name) in Format::NAMES.iter().enumerate() {
        let read = options(&[("src", "a"), ("format", name)]);
        assert_eq!(read.settings.format, Format::nth(index));
        assert_eq!(read.warnings, Vec::<String>::new());
    }
    assert_eq!(
        FORMATS,
        [&Format::NAMES.join(", "), "; ", Format::NAMES[0]].concat()
    );
    assert_eq!(options(&[("format", "")]).settings.format, Format::Auto);
    assert_eq!(
        options(&[("map", " {\"title\": \"/t\"} ")])
            .settings
            .map
            .as_deref(),
        Some("{\"title\": \"/t\"}")
    );
    assert_eq!(options(&[("map", " ")]).settings.map, None);
}

#[test]
fn the_type_of_a_video_can_be_said() {
    let said = ("video-type", " application/vnd.apple.mpegurl ");
    let read = options(&[("video", "/playlist?token=abc"), said]);
    assert_eq!(read.warnings, Vec::<String>::new());
    let mime = read.settings.video.and_then(|video| video.mime);
    assert_eq!(mime.as_deref(), Some("application/vnd.apple.mpegurl"));
}

#[test]
fn wishes_for_videos_are_passed_on() {
    #[track_caller]
    fn check(attribute: (&str, &str), expected: VideoSettings) {
        let read = options(&[attribute]);
        assert_eq!(read.settings.player, expected, "{attribute:?}");
        assert_eq!(read.warnings, Vec::<String>::new(), "{attribute:?}");
    }
    let none = VideoSettings::default;
    let consent = |text: &str| VideoSettings {
        consent: Some(text.to_owned()),
        ..none()
    };
    // An empty text is a wish, too: nothing is to be offered.
    let controls = |text: &str| VideoSettings {
        controls: Some(text.to_owned()),
        ..none()
    };
    check(
        ("consent", " external youtube\n"),
        consent("external youtube"),
    );
    // What is wrong with a text is found by the module that plays.
    check(("consent", "maybe"), consent("maybe"));
    check(("consent", " "), none());
    check(("controls", " +sticky -pip "), controls("+sticky -pip"));
    check(("controls", "rewind"), controls("rewind"));
    check(("controls", ""), controls(""));
    let library = VideoSettings {
        hls_source: Some("https://site.example/js/hls.min.js".to_owned()),
        ..none()
    };
    check(("hls-src", " /js/hls.min.js "), library);
    check_warning(
        &[("hls-src", "data:text/javascript,x")],
        "attribute \"hls-src\"",
    );
}

#[test]
fn the_own_article_can_be_kept() {
    assert!(!options(&[("takeover", "auto")]).settings.keeps_own);
    let never = options(&[("takeover", "never")]).settings;
    assert!(never.keeps_own && !never.reads_the_same(&options(&[]).settings));
    check_warning(&[("takeover", "no")], "auto, never; auto is used");
}

#[test]
fn the_link_to_the_original_can_be_left_out() {
    assert!(!options(&[]).settings.hides_original);
    assert!(!options(&[("original", "link")]).settings.hides_original);
    assert!(options(&[("original", "none")]).settings.hides_original);
    check_warning(&[("original", "no")], "link, none; link is used");
}

#[test]
fn colours_and_alignment_are_chosen_by_name() {
    #[track_caller]
    fn check(attribute: (&str, &str), theme: Theme, align: Align) {
        let read = options(&[attribute]);
        assert_eq!(
            (read.settings.theme, read.settings.align),
            (theme, align),
            "{attribute:?}"
        );
        assert_eq!(read.warnings, Vec::<String>::new(), "{attribute:?}");
    }
    check(("theme", "auto"), Theme::Auto, Align::Auto);
    check(("theme", "light"), Theme::Light, Align::Auto);
    check(("theme", " dark "), Theme::Dark, Align::Auto);
    check(("theme", "contrast"), Theme::Contrast, Align::Auto);
    check(("theme", "system"), Theme::System, Align::Auto);
    check(("theme", "contrast-dark"), Theme::ContrastDark, Align::Auto);
    check(("theme", "host"), Theme::Host, Align::Auto);
    check(("align", "auto"), Theme::Auto, Align::Auto);
    check(("align", "start"), Theme::Auto, Align::Start);
    check(("align", "center\n"), Theme::Auto, Align::Center);
    check(("align", ""), Theme::Auto, Align::Auto);
}

#[test]
fn attributes_of_every_element_are_no_mistake() {
    let read = options(&[
        ("class", "a"),
        ("data-x", "1"),
        ("aria-label", "b"),
        ("onclick", "c"),
        ("style", "d"),
    ]);
    assert_eq!(read.warnings, Vec::<String>::new());
}

#[test]
fn messages_name_every_attribute() {
    assert_eq!(KNOWN, ATTRIBUTES.join(", "));
}

#[test]
fn choices_are_those_that_are_understood() {
    for attribute in super::super::attributes::ATTRIBUTES {
        if let Takes::OneOf(choices) = attribute.takes {
            for choice in choices {
                let read = options(&[(attribute.name, choice)]);
                assert_eq!(read.warnings, Vec::<String>::new(), "{}", attribute.name);
            }
            let list = choices.join(", ");
            check_warning(
                &[(attribute.name, "wrong")],
                &format!("is not one of {list}; {} is used", choices[0]),
            );
        }
    }
}
