//! What the page and a provider's player say to each other, by `postMessage`.
//!
//! No provider's script is loaded for it: these are the messages that those
//! scripts themselves send and read. Every message is JSON text in both
//! directions. Who sent one, the frame's window and origin, is the caller's to
//! check; what it says is read here, and never trusted.
//!
//! | who | protocol |
//! | --- | --- |
//! | YouTube | that of the script behind <https://www.youtube.com/iframe_api>; events and numbers: <https://developers.google.com/youtube/iframe_api_reference> |
//! | Vimeo | <https://github.com/vimeo/player.js>, `src/lib/postmessage.js` |
//! | PeerTube | <https://docs.joinpeertube.org/api/embed-player> over <https://github.com/mozilla/jschannel> |

mod peertube;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod vimeo;
mod youtube;

use super::control::{Command, Report};
use super::frame::Provider;
use crate::json::{self, Value};
use crate::text::word_index;

/// Bytes of the longest message that is read. YouTube's longest, the first
/// delivery, has some tens of thousands.
const LONGEST: usize = 1 << 18;

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
    fn tell(&mut self, report: Report) {
        self.reports.push(report);
    }

    /// Tells where the player stands, if it is known.
    fn tell_time(&mut self, seconds: Option<f64>, duration: Option<f64>) {
        if let Some(seconds) = seconds {
            self.tell(Report::Time {
                seconds,
                duration: duration.filter(|duration| *duration > 0.0),
            });
        }
    }

    /// Tells what the player does, by a provider's words for the end, for
    /// playing and for standing still. No other word is news.
    fn tell_state(&mut self, words: &str, word: &str) {
        self.tell(match word_index(words, word, false) {
            Some(0) => Report::Ended,
            Some(1) => Report::Playing,
            Some(_) => Report::Paused,
            None => return,
        });
    }
}

/// JSON texts to post when the frame has loaded.
///
/// A player that is still starting does not hear them, so they have to be
/// repeated until it says something that is not nothing; YouTube's own script
/// repeats its greeting every 250 ms. A player that hears them twice does no
/// harm.
pub fn greeting(provider: Provider) -> Vec<String> {
    let lines = match provider {
        Provider::YouTube => youtube::GREETING,
        Provider::Vimeo => vimeo::GREETING,
        Provider::PeerTube => peertube::GREETING,
        Provider::Dailymotion => return Vec::new(),
    };
    texts(lines, 0)
}

/// JSON texts to post so that the player obeys. Before [`Report::Ready`] they
/// may be lost.
pub fn order(provider: Provider, command: Command) -> Vec<String> {
    let orders = match provider {
        Provider::YouTube => youtube::ORDERS,
        Provider::Vimeo => vimeo::ORDERS,
        Provider::PeerTube => peertube::ORDERS,
        Provider::Dailymotion => return Vec::new(),
    };
    let (place, number) = match command {
        Command::Play => (0, 0.0),
        Command::Pause => (1, 0.0),
        Command::Seek(seconds) => (2, seconds),
        Command::Rate(rate) => (3, rate),
    };
    let mut written = Vec::new();
    if let Some(order) = orders.split('\n').nth(place) {
        let (before, after) = order.split_once(NUMBER).unwrap_or((order, ""));
        let mut text = before.to_owned();
        if before.len() < order.len() {
            push_number(&mut text, number);
        }
        text.push_str(after);
        written.push(text);
    }
    written
}

/// Reads a message that came, as JSON text. What is not understood is nothing.
pub fn hear(provider: Provider, message: &str) -> Heard {
    let mut heard = Heard::default();
    if message.len() <= LONGEST
        && let Ok(message) = json::parse(message)
    {
        match provider {
            Provider::YouTube => youtube::hear(&message, &mut heard),
            Provider::Vimeo => vimeo::hear(&message, &mut heard),
            Provider::PeerTube => peertube::hear(&message, &mut heard),
            Provider::Dailymotion => {}
        }
    }
    heard
}

/// Stands in an order for the number.
const NUMBER: char = '#';

/// Each line is a text; those before the line `first`, from 0, are left out.
#[inline(never)]
fn texts(lines: &str, first: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for line in lines.split('\n').skip(first) {
        texts.push(line.to_owned());
    }
    texts
}

/// Writes a number with at most three decimals. Below zero, and no number at
/// all, is written as zero. By hand, because formatting floats costs 9 KB.
fn push_number(text: &mut String, number: f64) {
    const MOST: u64 = 999_999_999_999;
    // The cast stops at both ends of its range, and makes zero of NaN.
    let thousandths = ((number * 1000.0 + 0.5) as u64).min(MOST);
    text.push_str(&(thousandths / 1000).to_string());
    let mut rest = thousandths % 1000;
    if rest > 0 {
        text.push('.');
    }
    while rest > 0 {
        text.push(char::from(b'0' + (rest / 100) as u8));
        rest = rest % 100 * 10;
    }
}

/// A member, or null.
#[inline(never)]
fn member<'a>(message: &'a Value, key: &str) -> &'a Value {
    message.get(key).unwrap_or(&Value::Null)
}

/// A member as it was written, if it is a text, or a number, in quotes or not.
/// Anything else is nothing.
#[inline(never)]
fn written<'a>(message: &'a Value, key: &str) -> &'a str {
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
fn number(message: &Value, key: &str) -> Option<f64> {
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
