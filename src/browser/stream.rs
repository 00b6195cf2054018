//! A stream of server-sent events as the text that it is
//! (<https://html.spec.whatwg.org/#server-sent-events>).
//!
//! Not by `EventSource`: that one asks again by itself at its own pace, never
//! again after a 503, and tells neither the status nor its heartbeats.

use super::fetch::{self, Ended, Failure, Request, Sink, Wanted};
use std::cell::RefCell;
use std::rc::Rc;

/// What came of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamEvent {
    /// It is open.
    Opened,
    /// The next part of it, cut anywhere between two letters.
    Text(String),
    /// It has ended: by itself (`None`), or why it could not go on. Nothing
    /// comes after this.
    Ended(Option<Failure>),
}

/// Opens the stream at `url` and tells `heard` of it until it ends or the
/// [`Request`] is dropped. There is no time-out: a stream may be silent, and
/// only whoever listens knows for how long.
pub fn follow(url: &str, heard: Rc<dyn Fn(StreamEvent)>) -> Request {
    let wanted = Wanted {
        url: url.to_owned(),
        timeout_ms: 0,
        // Of one part; a stream has no end.
        max_bytes: usize::MAX,
        cache: "no-store",
        // A header that needs no preflight.
        headers: vec![("Accept", "text/event-stream".to_owned())],
        statuses: &[],
        article_of: None,
    };
    let letters = Letters {
        tail: RefCell::default(),
        heard: heard.clone(),
    };
    let ended = move |end: Ended| heard(StreamEvent::Ended(end.err()));
    fetch::follow(wanted, Box::new(letters), Box::new(ended))
}

/// Makes letters of the bytes of a stream.
struct Letters {
    /// The beginning of a letter whose end has not arrived.
    tail: RefCell<Vec<u8>>,
    heard: Rc<dyn Fn(StreamEvent)>,
}

impl Sink for Letters {
    fn open(&self, status: u16, content_type: &str) -> Result<(), Failure> {
        if status != 200 {
            // 204 is how a server says that there will be no stream.
            return Err(Failure::Status {
                code: status,
                retry_after: None,
                date: None,
            });
        }
        if content_type != "text/event-stream" {
            return Err(Failure::NotText);
        }
        (self.heard)(StreamEvent::Opened);
        Ok(())
    }

    fn take(&self, part: &[u8]) -> Result<(), Failure> {
        let mut bytes = self.tail.take();
        bytes.extend_from_slice(part);
        let whole = match std::str::from_utf8(&bytes) {
            Ok(text) => text.len(),
            Err(fault) if fault.error_len().is_none() => fault.valid_up_to(),
            Err(_) => return Err(Failure::NotText),
        };
        *self.tail.borrow_mut() = bytes.split_off(whole);
        if let Ok(text) = String::from_utf8(bytes)
            && !text.is_empty()
        {
            (self.heard)(StreamEvent::Text(text));
        }
        Ok(())
    }
}
