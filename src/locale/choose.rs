//! Which words a reader gets.

use super::counter_words::CounterWords;
use super::tag::split_tag;
use super::words::Words;
use super::{ar, en, vi};

/// The words for a language tag such as "vi", "en-GB" or "AR_eg"; English for
/// a language without a table.
pub fn words_for(lang: &str) -> &'static Words {
    let (primary, _) = split_tag(lang.trim_ascii());
    [&vi::WORDS, &en::WORDS, &ar::WORDS]
        .into_iter()
        .find(|words| words.lang.eq_ignore_ascii_case(primary))
        .unwrap_or(&en::WORDS)
}

/// The language that [`words_for`] a tag are in: its own, or English.
pub fn spoken(lang: &str) -> &str {
    let (primary, _) = split_tag(lang.trim_ascii());
    let words = words_for(lang);
    if words.lang.eq_ignore_ascii_case(primary) {
        lang
    } else {
        words.lang
    }
}

/// The panel's words for a language tag; English for a language without a table.
pub fn counter_words_for(lang: &str) -> &'static CounterWords {
    let (primary, _) = split_tag(lang.trim_ascii());
    [&vi::COUNTER, &en::COUNTER, &ar::COUNTER]
        .into_iter()
        .find(|words| words.lang.eq_ignore_ascii_case(primary))
        .unwrap_or(&en::COUNTER)
}
