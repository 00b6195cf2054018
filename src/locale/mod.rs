//! Words, directions and times for the reader's language.
//!
//! Numbers and dates are written by the browser's `Intl`; here are the words
//! around them. No word depends on a number: every count is laid out as label
//! and number ("Đang online: 13"), because the languages here have from one
//! (Vietnamese) to six (Arabic) plural forms. Ages such as "5 minutes ago" are
//! inflected by `Intl.RelativeTimeFormat`, see [`relative`].

mod ar;
mod choose;
mod counter_words;
mod dates;
mod direction;
mod en;
mod failure_words;
mod relative;
mod tag;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod vi;
mod video_words;
mod words;

pub use choose::{counter_words_for, spoken, words_for};
pub use counter_words::CounterWords;
pub use dates::{DateStyle, date_style, names_zone};
pub use direction::{direction, is_right_to_left};
pub use failure_words::{FailureWords, failure_words_for};
pub use relative::relative;
pub use video_words::{VideoWords, video_words_for};
pub use words::{Message, Words, fill};
