//! What owners can ask for, read from the element's attributes.
//!
//! This file knows no browser: the parser of addresses is lent, and the rules
//! are tested natively.

use crate::article::source::Format;
use crate::article::{Addresses, NO_MEDIA_TYPE, SafeUrl, UrlParser, UrlUse, Video, media_type};
use crate::view::{Align, CounterSettings, Settings, Theme, VideoSettings};

/// Every attribute that means something to a reader.
pub use super::attributes::NAMES as ATTRIBUTES;

/// The same for a message; a constant, because joining costs more bytes than it has.
const KNOWN: &str = "src, format, map, counter, counter-format, counter-map, counter-show, counter-every, hit, video, video-type, video-title, video-poster, consent, controls, hls-src, lang, theme, align, heading-level, original, takeover, loading, base";

/// The values of `format`, and the one that stands for a wrong one.
const FORMATS: &str = "auto, json, html, wordpress, ghost, json-feed, json-ld, rss, atom, portable-text, editor-js; auto";

/// Seconds between two polls when the owner names none.
const COUNTER_EVERY: u32 = 15;
/// The least that an owner may ask for, so that no endpoint is flooded.
const COUNTER_EVERY_FLOOR: u32 = 5;
const COUNTER_EVERY_CEILING: u32 = 86_400;

/// What was asked for, and what was wrong with the asking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// What was understood.
    pub settings: Settings,
    /// One sentence per thing that was not, for the owner.
    pub warnings: Vec<String>,
}

/// Reads attributes; `base` is the address that relative ones refer to.
///
/// Values are trimmed, because tags are pasted. Nothing here fails: what is
/// not understood is named and left out.
pub fn read(attributes: &[(String, String)], base: &str, urls: &dyn UrlParser) -> Options {
    let mut warnings = Vec::new();
    for (name, _) in attributes {
        if !ATTRIBUTES.contains(&name.as_str()) && !is_global(name) {
            warnings.push(
                [
                    "attribute \"",
                    name,
                    "\" is unknown and was ignored. Known ones: ",
                    KNOWN,
                    ".",
                ]
                .concat(),
            );
        }
    }
    let addresses = Addresses::new(base, urls);
    let given = |name: &str| {
        attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
    };
    let value = |name: &str| given(name).filter(|value| !value.is_empty());
    let mut address = |name: &str, raw: &str| -> Option<SafeUrl> {
        addresses
            .resolve(raw, UrlUse::Media)
            .map_err(|refusal| {
                warnings.push(
                    [
                        "attribute \"",
                        name,
                        "\": ",
                        &refusal.reason(),
                        "; it was ignored.",
                    ]
                    .concat(),
                )
            })
            .ok()
    };
    let mut only = |name: &str| address(name, value(name)?);
    let source = only("src").map(|url| url.as_str().to_owned());
    let video_url = only("video");
    let poster = only("video-poster");
    let hls_source = only("hls-src").map(|url| url.as_str().to_owned());
    let mut urls = Vec::new();
    let mut is_counted = false;
    for raw in value("counter")
        .unwrap_or_default()
        .split_ascii_whitespace()
    {
        let url = address("counter", raw);
        is_counted |= url.is_some();
        urls.push(url.map_or_else(String::new, |url| url.as_str().to_owned()));
    }

    let own = |name: &str| value(name).map(str::to_owned);
    let counter = is_counted.then(|| CounterSettings {
        urls,
        formats: own("counter-format"),
        map: own("counter-map"),
        show: own("counter-show"),
        every_ms: every(value("counter-every"), &mut warnings) * 1000,
        hit: is_on(given("hit")),
    });
    let video = video_url.map(|url| Video {
        url,
        mime: value("video-type").and_then(|written| {
            let mime = media_type(written);
            if mime.is_none() {
                warnings.push(
                    [
                        "attribute \"video-type\": \"",
                        written,
                        "\"",
                        NO_MEDIA_TYPE,
                        ".",
                    ]
                    .concat(),
                );
            }
            mime
        }),
        sources: Vec::new(),
        title: own("video-title"),
        poster,
        size: None,
        duration: None,
        tracks: Vec::new(),
        caption: Vec::new(),
    });
    let mut choice = |name: &str, choices: &[&str], list: &str| -> usize {
        let Some(chosen) = value(name) else { return 0 };
        for (index, choice) in choices.iter().enumerate() {
            if *choice == chosen {
                return index;
            }
        }
        warnings.push(
            [
                "attribute \"",
                name,
                "\": \"",
                chosen,
                "\" is not one of ",
                list,
                " is used.",
            ]
            .concat(),
        );
        0
    };
    let format = choice("format", &Format::NAMES, FORMATS);
    choice("loading", &["lazy", "eager"], "lazy, eager; lazy");
    let theme = match choice(
        "theme",
        &[
            "auto",
            "system",
            "light",
            "dark",
            "contrast",
            "contrast-dark",
            "host",
        ],
        "auto, system, light, dark, contrast, contrast-dark, host; auto",
    ) {
        0 => Theme::Auto,
        1 => Theme::System,
        2 => Theme::Light,
        3 => Theme::Dark,
        4 => Theme::Contrast,
        5 => Theme::ContrastDark,
        _ => Theme::Host,
    };
    let align = match choice(
        "align",
        &["auto", "start", "center"],
        "auto, start, center; auto",
    ) {
        0 => Align::Auto,
        1 => Align::Start,
        _ => Align::Center,
    };
    // It is read where it is of use.
    choice(
        "heading-level",
        &["auto", "1", "2", "3", "4"],
        "auto, 1, 2, 3, 4; auto",
    );
    let original = choice("original", &["link", "none"], "link, none; link");
    let takeover = choice("takeover", &["auto", "never"], "auto, never; auto");
    let settings = Settings {
        source,
        format: Format::nth(format),
        map: own("map"),
        counter,
        video,
        player: VideoSettings {
            consent: own("consent"),
            controls: given("controls").map(str::to_owned),
            hls_source,
        },
        lang: value("lang").map(|lang| lang.split('_').collect::<Vec<_>>().join("-")),
        theme,
        align,
        hides_original: original == 1,
        keeps_own: takeover == 1,
    };
    Options { settings, warnings }
}

fn every(value: Option<&str>, warnings: &mut Vec<String>) -> u32 {
    let Some(text) = value else {
        return COUNTER_EVERY;
    };
    match text.parse::<u32>() {
        // Asks once, and then only when the reader or the owner does.
        Ok(0) => 0,
        Ok(seconds) if seconds < COUNTER_EVERY_FLOOR => {
            warnings.push(
                [
                    "attribute \"counter-every\": ",
                    text,
                    " seconds would burden the counter; 5 is used.",
                ]
                .concat(),
            );
            COUNTER_EVERY_FLOOR
        }
        Ok(seconds) => seconds.min(COUNTER_EVERY_CEILING),
        Err(_) => {
            warnings.push(
                [
                    "attribute \"counter-every\": \"",
                    text,
                    "\" is no whole number of seconds; 15 is used.",
                ]
                .concat(),
            );
            COUNTER_EVERY
        }
    }
}

/// A switch is on when it is there, unless it says that it is off.
fn is_on(value: Option<&str>) -> bool {
    value.is_some_and(|value| !matches!(value.trim(), "false" | "off" | "no" | "0"))
}

/// Attributes that any element may have, and those of the reader itself.
fn is_global(name: &str) -> bool {
    const GLOBAL: [&str; 22] = [
        "id",
        "class",
        "style",
        "slot",
        "part",
        "hidden",
        "title",
        "dir",
        "role",
        "tabindex",
        "translate",
        "inert",
        "nonce",
        "is",
        "itemid",
        "itemprop",
        "itemref",
        "itemscope",
        "itemtype",
        "exportparts",
        "draggable",
        "accesskey",
    ];
    GLOBAL.contains(&name)
        || ["data-", "aria-", "on", "x-", "v-", ":", "@", "_", "ng-"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
