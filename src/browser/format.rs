//! Numbers, dates and ages in the article's language, by the browser's own Intl.

use super::media::{construct, get};
use super::{call, option_bag};
use crate::article::{Moment, Timestamp};
use crate::locale;
use js_sys::{Array, BigInt, Date, Function, Intl, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Formatters of one language, made once.
#[derive(Debug)]
pub struct Formats {
    locales: Array,
    number: Function,
    relative: Intl::RelativeTimeFormat,
    lang: String,
}

impl Formats {
    /// Makes the formatters. A tag that Intl does not know falls back to the
    /// device's language instead of throwing.
    pub fn new(lang: &str) -> Self {
        let locales = locales(lang);
        let relative = option_bag(&[("numeric", JsValue::from_str("auto"))]);
        Self {
            number: Intl::NumberFormat::new(&locales, &option_bag(&[])).format(),
            relative: Intl::RelativeTimeFormat::new(&locales, &relative),
            locales,
            lang: lang.to_owned(),
        }
    }

    /// A whole number, exact to the last digit.
    pub fn number(&self, value: u64) -> String {
        // A bigint, because a JavaScript number is exact only to 2^53 - 1.
        written(&self.number, &BigInt::from(value)).unwrap_or_else(|| value.to_string())
    }

    /// A number with what follows its decimal point, to three places.
    pub fn decimal(&self, value: f64) -> String {
        written(&self.number, &JsValue::from_f64(value)).unwrap_or_default()
    }

    /// The name of a language by its tag ("Tiếng Anh"); the tag where the
    /// browser knows none.
    pub fn language_name(&self, tag: &str) -> String {
        let class = get(&get(&js_sys::global(), "Intl"), "DisplayNames");
        let options = option_bag(&[("type", JsValue::from_str("language"))]);
        construct(&class, &[self.locales.clone().into(), options.into()])
            .and_then(|names| call(&names, "of", &[JsValue::from_str(tag)]).ok())
            .and_then(|name| name.as_string())
            .unwrap_or_else(|| tag.to_owned())
    }

    /// A date in words, with the weekday where newspapers of the language have it, and
    /// with the time where one is known.
    ///
    /// An instant is shown on the reader's clock, with the name of its zone where the
    /// source is in another. A date without a zone is shown as its publisher wrote it,
    /// wherever the reader is.
    pub fn date(&self, timestamp: &Timestamp) -> String {
        let Some(moment) = timestamp.as_utc_seconds() else {
            return as_written(timestamp);
        };
        let date = date_of(moment);
        let style = locale::date_style(&self.lang);
        let mut text = self.part_of_date(style.parts, moment, &date);
        if moment.has_time {
            let time: &[_] = match timestamp {
                Timestamp::Instant { offset_minutes, .. }
                    if locale::names_zone(*offset_minutes, -date.get_timezone_offset()) =>
                {
                    &[
                        ("hour", "numeric"),
                        ("minute", "2-digit"),
                        ("timeZoneName", "short"),
                    ]
                }
                _ => &[("timeStyle", "short")],
            };
            // Formatted apart, because together some languages put words
            // between the two that read badly in a line of facts.
            text.push_str(style.before_time);
            text.push_str(&self.part_of_date(time, moment, &date));
        }
        text
    }

    /// A day in words and no more, for a line that says already that it is one.
    pub fn day(&self, timestamp: &Timestamp) -> String {
        match timestamp.as_utc_seconds() {
            Some(moment) => self.part_of_date(&[("dateStyle", "long")], moment, &date_of(moment)),
            None => as_written(timestamp),
        }
    }

    fn part_of_date(&self, parts: &[(&str, &str)], moment: Moment, date: &Date) -> String {
        let mut options = Vec::new();
        for (name, value) in parts {
            options.push((*name, JsValue::from_str(value)));
        }
        if !moment.is_instant {
            options.push(("timeZone", JsValue::from_str("UTC")));
        }
        let format = Intl::DateTimeFormat::new(&self.locales, &option_bag(&options)).format();
        written(&format, date).unwrap_or_default()
    }

    /// A length of time in words ("12 phút"), in the unit that fits.
    pub fn span(&self, span_ms: u64) -> String {
        let (value, unit) = locale::relative(span_ms);
        let options = option_bag(&[
            ("style", JsValue::from_str("unit")),
            ("unit", JsValue::from_str(unit)),
            ("unitDisplay", JsValue::from_str("long")),
        ]);
        let format = Intl::NumberFormat::new(&self.locales, &options).format();
        written(&format, &BigInt::from(value)).unwrap_or_default()
    }

    /// An age in words ("5 phút trước").
    pub fn ago(&self, age_ms: u64) -> String {
        let (value, unit) = locale::relative(age_ms);
        self.relative
            .format(-(value as f64), unit)
            .as_string()
            .unwrap_or_default()
    }
}

fn date_of(moment: Moment) -> Date {
    Date::new(&JsValue::from_f64(moment.seconds as f64 * 1000.0))
}

fn written(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

fn as_written(timestamp: &Timestamp) -> String {
    match timestamp {
        Timestamp::AsWritten(text) => text.clone(),
        other => other.machine_form().unwrap_or_default(),
    }
}

fn locales(lang: &str) -> Array {
    let wanted = Array::of1(&JsValue::from_str(lang));
    // A malformed tag throws; asking first keeps the exception out of here.
    let supported = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
        .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("getCanonicalLocales")))
        .and_then(|check| {
            check
                .unchecked_into::<Function>()
                .call1(&JsValue::UNDEFINED, &wanted)
        });
    match supported {
        Ok(canonical) if Array::is_array(&canonical) => canonical.unchecked_into(),
        _ => Array::new(),
    }
}
