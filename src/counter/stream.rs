//! The event stream of a counter
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>).
//!
//! It is read from the body of a plain request, because a browser's
//! `EventSource` sends cookies to its own origin, hides comments and statuses,
//! and gives up for good on a 503.

use super::read::BODY_LIMIT;
use std::mem;

/// What a piece of the stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The data of an event that has no name, or the name "message" or "count":
    /// counter JSON, if all is well.
    Data(String),
    /// Anything else: a comment, an event of another name, part of an event.
    Alive,
    /// The least time until the stream is opened again, in milliseconds.
    Retry(u64),
    /// An event longer than [`BODY_LIMIT`]. Nothing follows; close the stream.
    TooLarge,
}

/// Takes an event stream apart, as its pieces arrive. Make a new one per
/// connection.
#[derive(Clone, Debug, Default)]
pub struct EventStream {
    /// The line at hand, as far as it has arrived.
    line: String,
    data: String,
    name: String,
    /// The first character has come, which may be a byte order mark.
    has_begun: bool,
    /// A line feed would belong to the line that has just ended.
    is_after_return: bool,
    is_too_large: bool,
}

impl EventStream {
    /// Takes the next piece, decoded as UTF-8; what it says, in order. Where it
    /// is not empty, something is always said.
    pub fn feed(&mut self, piece: &str) -> Vec<Signal> {
        let mut signals = Vec::new();
        for letter in piece.chars() {
            if self.is_too_large {
                break;
            }
            let is_mark = letter == '\u{feff}' && !self.has_begun;
            self.has_begun = true;
            let is_rest_of_end = letter == '\n' && self.is_after_return;
            self.is_after_return = letter == '\r';
            if is_mark || is_rest_of_end {
                continue;
            }
            if matches!(letter, '\n' | '\r') {
                let line = mem::take(&mut self.line);
                signals.extend(self.take_line(&line));
                continue;
            }
            self.line.push(letter);
            if self.line.len() + self.data.len() > BODY_LIMIT {
                self.is_too_large = true;
                signals.push(Signal::TooLarge);
            }
        }
        if signals.is_empty() && !piece.is_empty() && !self.is_too_large {
            signals.push(Signal::Alive);
        }
        signals
    }

    fn take_line(&mut self, line: &str) -> Option<Signal> {
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            // A comment.
            "" => return Some(Signal::Alive),
            "event" => value.clone_into(&mut self.name),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "retry" => return crate::json::whole_number(value).map(Signal::Retry),
            _ => {}
        }
        None
    }

    /// An empty line ends an event; one without data is none.
    fn dispatch(&mut self) -> Option<Signal> {
        let name = mem::take(&mut self.name);
        let mut data = mem::take(&mut self.data);
        data.pop()?;
        Some(match name.as_str() {
            "" | "message" | "count" => Signal::Data(data),
            _ => Signal::Alive,
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
