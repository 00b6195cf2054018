//! The live stream of one counter.

use super::feed::{self, WeakFeed};
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

impl Stream {
    /// Opens the stream at `url`, which has been vetted, and reports to the
    /// feed's machine what comes.
    pub fn open(feed: &WeakFeed, generation: u64, url: &str) -> Self {
        let listener = Listener {
            feed: feed.clone(),
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
    feed: WeakFeed,
    generation: u64,
    url: String,
    parser: RefCell<EventStream>,
}

impl Listener {
    fn hear(&self, event: StreamEvent) {
        let generation = self.generation;
        match event {
            StreamEvent::Opened => {
                feed::report_poll(&self.feed, Event::StreamOpened { generation })
            }
            StreamEvent::Text(text) => {
                let signals = self.parser.borrow_mut().feed(&text);
                for signal in signals {
                    self.take(signal);
                }
            }
            StreamEvent::Ended(None) => self.end(Failure::Unreachable),
            StreamEvent::Ended(Some(failure)) => self.end(feed::failure(failure)),
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
                    feed::settle_stream(&mut counts, &self.url);
                    let counts = Rc::new(counts);
                    Event::Streamed { generation, counts }
                }
                Err(error) => {
                    let error = error.to_string();
                    feed::with(&self.feed, |work| work.complain(&["its stream: ", &error]));
                    return self.end(Failure::Unreadable);
                }
            },
        };
        feed::report_poll(&self.feed, event);
    }

    fn end(&self, failure: Failure) {
        // Only while it is this one: a stream that was closed is not heard.
        feed::with(&self.feed, feed::Work::hang_up);
        let generation = self.generation;
        feed::report_poll(
            &self.feed,
            Event::StreamEnded {
                generation,
                failure,
            },
        );
    }
}
