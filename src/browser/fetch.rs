//! One GET with a time-out, a size limit and an end: dropping the [`Request`]
//! aborts it, and its callback is then never called.

use super::option_bag;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReadableStream, ReadableStreamDefaultReader, Response};

/// What to ask for, and how much of it to take.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Absolute address.
    pub url: String,
    /// Milliseconds until the request is given up, body included.
    pub timeout_ms: u32,
    /// Largest body in bytes; one byte more is a failure.
    pub max_bytes: usize,
    /// Value of `cache` ("default", "no-cache").
    pub cache: &'static str,
}

/// A body that arrived whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The body.
    pub text: String,
    /// Where it came from after redirects.
    pub url: String,
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
    /// The body is not UTF-8.
    NotText,
}

/// A request under way.
#[must_use = "dropping a request aborts it"]
#[derive(Debug)]
pub struct Request {
    controller: Option<AbortController>,
    done: Rc<Cell<bool>>,
}

impl Drop for Request {
    fn drop(&mut self) {
        if !self.done.replace(true)
            && let Some(controller) = &self.controller
        {
            controller.abort();
        }
    }
}

/// Starts a GET without cookies and calls `finished` once, unless the returned
/// [`Request`] is dropped before.
///
/// The callback is boxed: this function is large, and a copy of it for each
/// caller would be paid for in bytes.
pub fn get(wanted: Wanted, finished: Box<dyn FnOnce(Result<Arrived, Failure>)>) -> Request {
    let controller = AbortController::new().ok();
    let done = Rc::new(Cell::new(false));
    let request = Request { controller: controller.clone(), done: done.clone() };
    spawn_local(async move {
        let timed_out = Rc::new(Cell::new(false));
        let timer = {
            let (timed_out, controller) = (timed_out.clone(), controller.clone());
            Timeout::new(wanted.timeout_ms, move || {
                timed_out.set(true);
                if let Some(controller) = controller {
                    controller.abort();
                }
            })
        };
        let result = attempt(&wanted, controller.as_ref()).await.map_err(|failure| match failure {
            Failure::Unreachable if timed_out.get() => Failure::TimedOut,
            Failure::Unreachable if !super::page::is_online() => Failure::Offline,
            other => other,
        });
        drop(timer);
        if !done.replace(true) {
            finished(result);
        }
    });
    request
}

async fn attempt(wanted: &Wanted, controller: Option<&AbortController>) -> Result<Arrived, Failure> {
    let window = web_sys::window().ok_or(Failure::Unreachable)?;
    let mut entries = vec![
        ("method", JsValue::from_str("GET")),
        ("mode", JsValue::from_str("cors")),
        ("credentials", JsValue::from_str("omit")),
        ("cache", JsValue::from_str(wanted.cache)),
    ];
    if let Some(controller) = controller {
        entries.push(("signal", controller.signal().into()));
    }
    let options = option_bag(&entries);
    let answer = JsFuture::from(window.fetch_with_str_and_init(&wanted.url, options.unchecked_ref()))
        .await
        .map_err(|_| Failure::Unreachable)?;
    let response: Response = answer.dyn_into().map_err(|_| Failure::Unreachable)?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    if !response.ok() {
        return Err(Failure::Status { code: response.status(), retry_after: header("retry-after"), date: header("date") });
    }
    // A stated length spares the reader the download; a body may still be
    // longer than it states, so it is counted as well.
    let stated = header("content-length").and_then(|length| length.parse::<usize>().ok());
    if stated.is_some_and(|length| length > wanted.max_bytes) {
        abort(controller);
        return Err(Failure::TooLarge);
    }
    let bytes = body(&response, wanted.max_bytes).await.inspect_err(|_| abort(controller))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::NotText)?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Ok(Arrived { text, url: response.url() })
}

async fn body(response: &Response, max_bytes: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(bytes);
    };
    let reader = reader_of(&stream)?;
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| Failure::Unreachable)?;
        let field = |name: &str| Reflect::get(&chunk, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(bytes);
        }
        let Ok(part) = field("value").dyn_into::<Uint8Array>() else {
            return Err(Failure::Unreachable);
        };
        let start = bytes.len();
        let end = start + part.length() as usize;
        if end > max_bytes {
            return Err(Failure::TooLarge);
        }
        bytes.resize(end, 0);
        part.copy_to(&mut bytes[start..]);
    }
}

/// WebKit takes options that nobody gave from `Object.prototype`, where a page
/// may have put a `mode`, and throws; so they are given, and the call is one
/// whose exception can be caught.
fn reader_of(stream: &ReadableStream) -> Result<ReadableStreamDefaultReader, Failure> {
    let get: Function = Reflect::get(stream, &JsValue::from_str("getReader"))
        .and_then(|get| get.dyn_into())
        .map_err(|_| Failure::Unreachable)?;
    let reader = get.call1(stream, &option_bag(&[])).map_err(|_| Failure::Unreachable)?;
    Ok(reader.unchecked_into())
}

fn abort(controller: Option<&AbortController>) {
    if let Some(controller) = controller {
        controller.abort();
    }
}
