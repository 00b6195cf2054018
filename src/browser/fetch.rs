//! One GET with a time-out, a size limit and an end: dropping the [`Request`]
//! aborts it, and nothing is called any more.

use super::settle::settle;
use super::{Timeout, after, modules, option_bag, page};
use crate::article::charset;
use js_sys::{Function, JsString, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, HtmlElement, ReadableStream, ReadableStreamDefaultReader, Response,
    TextDecoder,
};

/// What to ask for, and how much of it to take.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Absolute address.
    pub url: String,
    /// Milliseconds until the request is given up, body included; 0: never.
    pub timeout_ms: u32,
    /// Largest body in bytes; one byte more is a failure.
    pub max_bytes: usize,
    /// Value of `cache` ("default", "no-cache").
    pub cache: &'static str,
    /// Headers beside the browser's own. Most make it ask the server first
    /// whether they may be sent.
    pub headers: Vec<(&'static str, String)>,
    /// Statuses outside 200 to 299 whose body is wanted all the same.
    pub statuses: &'static [u16],
    /// Whose article it is: the loader may have asked for that one already, by
    /// these same rules.
    pub article_of: Option<HtmlElement>,
}

/// A body that arrived whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The HTTP status: 200 to 299, or one of [`Wanted::statuses`].
    pub status: u16,
    /// The body; empty where a [`Sink`] took it.
    pub text: String,
    /// Where it came from after redirects.
    pub url: String,
    /// Its media type in lower case without parameters ("text/html"); empty
    /// where the server names none.
    pub content_type: String,
}

/// Why nothing arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The device says that it has no connection.
    Offline,
    /// No answer that this page may read: no connection, no such host, or no CORS.
    Unreachable,
    /// Not finished in time.
    TimedOut,
    /// An answer outside 200 to 299.
    Status {
        /// The HTTP status.
        code: u16,
        /// The `Retry-After` header, where the server lets this page see it.
        retry_after: Option<String>,
        /// The `Date` header, likewise: by it a date in `Retry-After` does not
        /// depend on the device's clock.
        date: Option<String>,
    },
    /// The body is larger than what was asked for.
    TooLarge,
    /// The body is not UTF-8, nor in an encoding that is named.
    NotText,
}

/// How a request ended.
pub type Ended = Result<Arrived, Failure>;

/// Takes a body as it comes, in place of a whole one at its end. An error ends
/// the request.
pub trait Sink {
    /// The answer has begun; its body is of this media type.
    ///
    /// # Errors
    /// Where the body is not wanted.
    fn open(&self, status: u16, content_type: &str) -> Result<(), Failure>;
    /// The next bytes of the body.
    ///
    /// # Errors
    /// Where they are not what was wanted.
    fn take(&self, part: &[u8]) -> Result<(), Failure>;
}

/// A request under way.
#[must_use = "dropping a request aborts it"]
pub struct Request(Rc<Flight>);

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Request")
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        if !self.0.done.replace(true) {
            self.0.abort();
        }
    }
}

/// What the steps of one request share. The steps are functions that the
/// browser calls one after the other: as an `async` block they weigh half as
/// much again.
struct Flight {
    max_bytes: usize,
    controller: Option<AbortController>,
    timer: RefCell<Option<Timeout>>,
    timed_out: Cell<bool>,
    /// Its end was told, or nobody wants to know it any more.
    done: Cell<bool>,
    finished: RefCell<Option<Finished>>,
    sink: Option<Box<dyn Sink>>,
    statuses: &'static [u16],
    status: Cell<u16>,
    /// Where the body comes from after redirects.
    url: RefCell<String>,
    /// The `Content-Type` header as it came.
    content_type: RefCell<String>,
    bytes: RefCell<Vec<u8>>,
}

type Finished = Box<dyn FnOnce(Ended)>;

/// Starts a GET without cookies and calls `finished` once, unless the returned
/// [`Request`] is dropped before.
pub fn get(wanted: Wanted, finished: Finished) -> Request {
    begin(&wanted, None, finished)
}

/// As [`get`], but the body goes to `sink` as it comes, so that one without an
/// end can be followed; [`Wanted::max_bytes`] then bounds each part of it.
pub fn follow(wanted: Wanted, sink: Box<dyn Sink>, finished: Finished) -> Request {
    begin(&wanted, Some(sink), finished)
}

fn begin(wanted: &Wanted, sink: Option<Box<dyn Sink>>, finished: Finished) -> Request {
    let flight = Rc::new(Flight {
        max_bytes: wanted.max_bytes,
        controller: AbortController::new().ok(),
        timer: RefCell::default(),
        timed_out: Cell::new(false),
        done: Cell::new(false),
        finished: RefCell::new(Some(finished)),
        sink,
        statuses: wanted.statuses,
        status: Cell::new(0),
        url: RefCell::default(),
        content_type: RefCell::default(),
        bytes: RefCell::default(),
    });
    let late = Rc::downgrade(&flight);
    let give_up = move || {
        if let Some(flight) = late.upgrade() {
            flight.timed_out.set(true);
            flight.abort();
        }
    };
    if wanted.timeout_ms > 0 {
        *flight.timer.borrow_mut() = Some(after(wanted.timeout_ms, Box::new(give_up)));
    }
    start(&flight, wanted);
    Request(flight)
}

fn start(flight: &Rc<Flight>, wanted: &Wanted) {
    let mut entries = vec![
        ("method", JsValue::from_str("GET")),
        ("mode", JsValue::from_str("cors")),
        ("credentials", JsValue::from_str("omit")),
        ("cache", JsValue::from_str(wanted.cache)),
    ];
    if let Some(controller) = &flight.controller {
        entries.push(("signal", controller.signal().into()));
    }
    let mut headers = Vec::new();
    for (name, value) in &wanted.headers {
        headers.push((*name, JsValue::from_str(value)));
    }
    if !headers.is_empty() {
        entries.push(("headers", option_bag(&headers).into()));
    }
    let options = option_bag(&entries);
    // There is a window: nothing else mounts a reader.
    let Some(window) = web_sys::window() else {
        return;
    };
    let flight = flight.clone();
    let answered = move |answer: Result<JsValue, JsValue>| {
        if let Err(failure) = take_answer(&flight, answer) {
            flight.finish(Err(failure));
        }
    };
    let early = wanted.article_of.as_ref();
    let early = early.and_then(|element| modules::article(&wanted.url, &options, element));
    let answer = early
        .unwrap_or_else(|| window.fetch_with_str_and_init(&wanted.url, options.unchecked_ref()));
    settle(&answer, Box::new(answered));
}

fn take_answer(flight: &Rc<Flight>, answer: Result<JsValue, JsValue>) -> Result<(), Failure> {
    if flight.done.get() {
        // What had arrived before the request was dropped is told after it.
        return Ok(());
    }
    let answer = answer.map_err(|_| Failure::Unreachable)?;
    let response: Response = answer.dyn_into().map_err(|_| Failure::Unreachable)?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let status = response.status();
    if !response.ok() && !flight.statuses.contains(&status) {
        return Err(Failure::Status {
            code: status,
            retry_after: header("retry-after"),
            date: header("date"),
        });
    }
    // A stated length spares the reader the download; a body may still be
    // longer than it states, so it is counted as well.
    let stated = header("content-length").and_then(|length| length.parse::<u32>().ok());
    if stated.is_some_and(|length| length as usize > flight.max_bytes) {
        return Err(Failure::TooLarge);
    }
    flight.status.set(status);
    *flight.url.borrow_mut() = response.url();
    let content_type = header("content-type").unwrap_or_default();
    if let Some(sink) = &flight.sink {
        sink.open(status, &essence(&content_type))?;
    }
    *flight.content_type.borrow_mut() = content_type;
    match response.body() {
        Some(stream) => {
            read_on(flight, reader_of(&stream)?);
            Ok(())
        }
        None => flight.arrive(),
    }
}

/// Waits for the next part of the body.
fn read_on(flight: &Rc<Flight>, reader: ReadableStreamDefaultReader) {
    let read = reader.read();
    let flight = flight.clone();
    let arrived = move |chunk: Result<JsValue, JsValue>| {
        if let Err(failure) = take_chunk(&flight, reader, chunk) {
            flight.finish(Err(failure));
        }
    };
    settle(&read, Box::new(arrived));
}

fn take_chunk(
    flight: &Rc<Flight>,
    reader: ReadableStreamDefaultReader,
    chunk: Result<JsValue, JsValue>,
) -> Result<(), Failure> {
    if flight.done.get() {
        return Ok(());
    }
    let chunk = chunk.map_err(|_| Failure::Unreachable)?;
    let field =
        |name: &str| Reflect::get(&chunk, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    if field("done").is_truthy() {
        return flight.arrive();
    }
    let part: Uint8Array = field("value")
        .dyn_into()
        .map_err(|_| Failure::Unreachable)?;
    let mut bytes = flight.bytes.borrow_mut();
    let start = bytes.len();
    let end = start + part.length() as usize;
    if end > flight.max_bytes {
        return Err(Failure::TooLarge);
    }
    bytes.resize(end, 0);
    part.copy_to(&mut bytes[start..]);
    drop(bytes);
    if let Some(sink) = &flight.sink {
        sink.take(&flight.bytes.take())?;
        if flight.done.get() {
            return Ok(());
        }
    }
    read_on(flight, reader);
    Ok(())
}

/// WebKit takes options that nobody gave from `Object.prototype`, where a page
/// may have put a `mode`, and throws; so they are given, and the call is one
/// whose exception can be caught.
fn reader_of(stream: &ReadableStream) -> Result<ReadableStreamDefaultReader, Failure> {
    let get: Function = Reflect::get(stream, &JsValue::from_str("getReader"))
        .and_then(|get| get.dyn_into())
        .map_err(|_| Failure::Unreachable)?;
    let reader = get
        .call1(stream, &option_bag(&[]))
        .map_err(|_| Failure::Unreachable)?;
    Ok(reader.unchecked_into())
}

/// The letters of bytes in an encoding that a browser knows by this label.
fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    let decoder = TextDecoder::new_with_label(label).ok()?;
    let text = decoder.decode_with_u8_array(bytes).ok()?;
    if label.ends_with("1258") {
        // The Vietnamese code page writes a letter's tone as a mark of its own.
        return Some(JsString::from(text.as_str()).normalize("NFC").into());
    }
    Some(text)
}

/// A media type in lower case without its parameters.
fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_ascii().to_ascii_lowercase()
}

impl Flight {
    fn abort(&self) {
        *self.timer.borrow_mut() = None;
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// The body is complete.
    fn arrive(&self) -> Result<(), Failure> {
        let content_type = self.content_type.take();
        let text =
            charset::text_of(self.bytes.take(), &content_type, &decoded).ok_or(Failure::NotText)?;
        self.finish(Ok(Arrived {
            status: self.status.get(),
            text,
            url: self.url.take(),
            content_type: essence(&content_type),
        }));
        Ok(())
    }

    fn finish(&self, result: Result<Arrived, Failure>) {
        if self.done.replace(true) {
            return;
        }
        let result = result.map_err(|failure| match failure {
            Failure::Unreachable if self.timed_out.get() => Failure::TimedOut,
            Failure::Unreachable if !page::is_online() => Failure::Offline,
            other => other,
        });
        // What is left of a body that is refused need not come.
        self.abort();
        if let Some(finished) = self.finished.take() {
            finished(result);
        }
    }
}
