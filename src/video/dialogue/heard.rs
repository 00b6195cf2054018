//! What a message told, and how the values in it are read.

use crate::json::Value;
use crate::text::word_index;
use crate::video::control::Report;

/// What a message told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// In their order; where the player stands comes before what it now does,
    /// so that who hears of a pause knows where it is. A state may be told
    /// several times in a row, and so may [`Report::Ready`].
    pub reports: Vec<Report>,
    /// JSON texts to post back at once.
    pub replies: Vec<String>,
}

impl Heard {
    /// Whether the message was none of the protocol, or told nothing of use.
    /// The first one that is not so proves that the player is alive.
    pub fn is_nothing(&self) -> bool {
        self.reports.is_empty() && self.replies.is_empty()
    }

    #[inline(never)]
    pub(super) fn tell(&mut self, report: Report) {
        self.reports.push(report);
    }

    /// Tells where the player stands, if it is known.
    pub(super) fn tell_time(&mut self, seconds: Option<f64>, duration: Option<f64>) {
        if let Some(seconds) = seconds {
            self.tell(Report::Time {
                seconds,
                duration: duration.filter(|duration| *duration > 0.0),
            });
        }
    }

    /// Tells what the player does, by a provider's words for the end, for
    /// playing and for standing still. No other word is news.
    pub(super) fn tell_state(&mut self, words: &str, word: &str) {
        self.tell(match word_index(words, word, false) {
            Some(0) => Report::Ended,
            Some(1) => Report::Playing,
            Some(_) => Report::Paused,
            None => return,
        });
    }
}

/// A member, or null.
#[inline(never)]
pub(super) fn member<'a>(message: &'a Value, key: &str) -> &'a Value {
    message.get(key).unwrap_or(&Value::Null)
}

/// A member as it was written, if it is a text, or a number, in quotes or not.
/// Anything else is nothing.
#[inline(never)]
pub(super) fn written<'a>(message: &'a Value, key: &str) -> &'a str {
    match member(message, key) {
        Value::Number(written) | Value::String(written) => written,
        _ => "",
    }
}

/// A finite number that is not below zero, as exact as seconds need it.
///
/// By hand, because the standard library's reader is exact to the last bit,
/// for which it has tables of 10 KB.
#[inline(never)]
pub(super) fn number(message: &Value, key: &str) -> Option<f64> {
    let Value::Number(written) = member(message, key) else {
        return None;
    };
    let mut number = 0.0;
    let mut scale = 1.0;
    let mut is_whole = true;
    let mut bytes = written.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => {
                number = number * 10.0 + f64::from(byte - b'0');
                if !is_whole {
                    scale *= 10.0;
                }
            }
            b'.' => is_whole = false,
            // JavaScript writes an exponent where a number is less than a
            // millionth, or more than any film is long.
            b'e' | b'E' => return (bytes.next() == Some(b'-')).then_some(0.0),
            _ => return None,
        }
    }
    number /= scale;
    number.is_finite().then_some(number)
}

/// Each line is a text; those before the line `first`, from 0, are left out.
#[inline(never)]
pub(super) fn texts(lines: &str, first: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for line in lines.split('\n').skip(first) {
        texts.push(line.to_owned());
    }
    texts
}
