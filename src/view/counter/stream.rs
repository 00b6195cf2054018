//! The live stream of one counter.

use super::answer;
use crate::browser::fetch::Request;
use crate::browser::stream::{self, StreamEvent};
use crate::counter::poll::{Event, Failure};
use crate::counter::read;
use crate::counter::stream::{EventStream, Signal};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// A stream that is open or being opened.
#[must_use = "dropping the stream closes it"]
pub struct Stream(#[expect(dead_code, reason = "held only to be dropped")] Request);

impl fmt::Debug for Stream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Stream")
    }
}

/// What a stream tells.
pub enum Told {
    /// Something came, for the poll machine.
    Event(Event),
    /// It is over, for the poll machine.
    Ended(Event),
    /// What came is of no use, and why, for the owner.
    Fault(String),
}

impl Stream {
    /// Opens the stream at `url`, which has been vetted, and tells what comes.
    pub fn open(url: &str, generation: u64, tell: Box<dyn Fn(Told)>) -> Self {
        let listener = Listener {
            tell,
            generation,
            url: url.to_owned(),
            parser: RefCell::default(),
        };
        Self(stream::follow(
            url,
            Rc::new(move |event| listener.hear(event)),
        ))
    }
}

struct Listener {
    tell: Box<dyn Fn(Told)>,
    generation: u64,
    url: String,
    parser: RefCell<EventStream>,
}

impl Listener {
    fn hear(&self, event: StreamEvent) {
        let generation = self.generation;
        match event {
            StreamEvent::Opened => {
                (self.tell)(Told::Event(Event::StreamOpened { generation }));
            }
            StreamEvent::Text(text) => {
                let signals = self.parser.borrow_mut().feed(&text);
                for signal in signals {
                    self.take(signal);
                }
            }
            StreamEvent::Ended(None) => self.end(Failure::Unreachable),
            StreamEvent::Ended(Some(failure)) => self.end(answer::failure(failure)),
        }
    }

    fn take(&self, signal: Signal) {
        let generation = self.generation;
        let event = match signal {
            Signal::Alive => Event::StreamAlive { generation },
            Signal::Retry(least_ms) => Event::StreamRetry {
                generation,
                least_ms,
            },
            Signal::TooLarge => return self.end(Failure::TooLarge),
            Signal::Data(text) => match read::read(&text) {
                Ok((mut counts, _)) => {
                    answer::settle_stream(&mut counts, &self.url);
                    let counts = Rc::new(counts);
                    Event::Streamed { generation, counts }
                }
                Err(error) => {
                    (self.tell)(Told::Fault(error.to_string()));
                    return self.end(Failure::Unreadable);
                }
            },
        };
        (self.tell)(Told::Event(event));
    }

    fn end(&self, failure: Failure) {
        let generation = self.generation;
        (self.tell)(Told::Ended(Event::StreamEnded {
            generation,
            failure,
        }));
    }
}
