//! Small pages that embed the reader, each with the recorder first.

use anyhow::Result;
use serde_json::Value;

/// The script that writes down console lines, events, policy violations and
/// layout shifts. Every origin serves it as `/recorder.js`, from a file rather
/// than inline, so that pages with a strict policy can load it.
pub const RECORDER: &str = include_str!("recorder.js");

/// A script that lets the page's time pass [`FAST_FACTOR`] times as fast, so
/// that a story can watch an hour of polling. A page that loads it must do so
/// before the reader. All pages of an origin agree about the time. It lends the
/// story `fastClock.sleep()`, after which no timer of the page runs, and
/// `fastClock.wake(milliseconds)`, which many of its milliseconds later lets
/// them run on: so a computer sleeps.
pub const FAST_CLOCK: &str = include_str!("fast-clock.js");

/// A script that lets the page's time leap from one timer to the next, once the
/// story has called `leapingClock.leap()`: thousands of polls take seconds. A
/// page that loads it must do so before the reader.
pub const LEAPING_CLOCK: &str = include_str!("leaping-clock.js");

/// A script that keeps the reader's memory as `wasmMemory`. A page that loads
/// it must do so before the reader.
pub const WASM_MEMORY: &str = include_str!("wasm-memory.js");

/// How many seconds pass on a page with the fast clock while one passes here.
pub const FAST_FACTOR: f64 = 10.0;

/// A page with this head and body, written as an ordinary site would.
#[must_use]
pub fn html(head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>A host page</title>\n\
         <script src=\"/recorder.js\"></script>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}

/// What the recorder wrote down so far.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Console lines.
    pub console: Vec<ConsoleLine>,
    /// The reader's events, in the order they reached the document.
    pub events: Vec<Event>,
    /// Violations of the page's security policy.
    pub violations: Vec<String>,
    /// Errors nobody caught.
    pub errors: Vec<String>,
    /// Layout shifts (Chromium reports them).
    pub layout_shifts: Vec<Value>,
}

/// A line on the console.
#[derive(Clone, Debug)]
pub struct ConsoleLine {
    /// `error`, `warn`, `info` or `log`.
    pub level: String,
    /// The words.
    pub text: String,
}

/// One of the reader's events.
#[derive(Clone, Debug)]
pub struct Event {
    /// `readerly-ready` and so on.
    pub kind: String,
    /// The id of the element it was dispatched on, or its name.
    pub target: String,
    /// `detail.code`, empty when absent.
    pub code: String,
    /// `detail.message`, empty when absent.
    pub message: String,
    /// The whole detail as JSON text.
    pub detail: String,
    /// Whether it bubbles and crosses shadow roots.
    pub bubbles_and_is_composed: bool,
}

impl Record {
    /// The reader's own console lines of this level (`error` or `warn`).
    #[must_use]
    pub fn lines(&self, level: &str) -> Vec<&str> {
        self.console
            .iter()
            .filter(|line| line.level == level && line.text.starts_with("[readerly]"))
            .map(|line| line.text.as_str())
            .collect()
    }

    /// The reader's events of this kind.
    #[must_use]
    pub fn events(&self, kind: &str) -> Vec<&Event> {
        self.events
            .iter()
            .filter(|event| event.kind == kind)
            .collect()
    }

    /// Reads the JSON that the recorder keeps.
    ///
    /// # Errors
    /// When the page has no recorder.
    pub fn from_json(value: &Value) -> Result<Self> {
        anyhow::ensure!(value.is_object(), "the page did not load /recorder.js");
        let list = |name: &str| value[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(Self {
            console: list("console")
                .iter()
                .map(|line| ConsoleLine {
                    level: text(&line["level"]),
                    text: text(&line["text"]),
                })
                .collect(),
            events: list("events")
                .iter()
                .map(|event| Event {
                    kind: text(&event["type"]),
                    target: text(&event["target"]),
                    code: text(&event["code"]),
                    message: text(&event["message"]),
                    detail: text(&event["detail"]),
                    bubbles_and_is_composed: event["bubbles"] == true && event["composed"] == true,
                })
                .collect(),
            violations: list("violations").iter().map(text).collect(),
            errors: list("errors").iter().map(text).collect(),
            layout_shifts: list("layoutShifts"),
        })
    }
}
