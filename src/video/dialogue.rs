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

mod heard;
mod peertube;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod vimeo;
mod youtube;

use super::control::Command;
use super::provider::Provider;
use crate::json;

pub use heard::Heard;
use heard::texts;

/// Bytes of the longest message that is read. YouTube's longest, the first
/// delivery, has some tens of thousands.
const LONGEST: usize = 1 << 18;

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
