//! When to ask the endpoint: a machine without clock, chance or network.
//!
//! [`step`] takes what happened and answers with what to do; the caller
//! performs the [`Effect`]s and reports back. Time is the wall clock, because
//! only that one runs on while a machine sleeps; it may jump either way.
//!
//! The rules in short: one request at a time; the next one a jittered interval
//! after the last settled; none while the page is hidden, paused or stowed in
//! the back/forward cache; back-off with full jitter after failures; the last
//! good numbers stay until better ones arrive. A machine that follows another
//! panel's asks nothing and takes what it is told ([`super::share`]).
//!
//! A good reply may offer a live stream. It is opened while the panel is
//! watched and leads, and while it lives there are no polls; when it ends, falls
//! silent or tells nonsense, polling goes on where it stood, at once if the
//! numbers are old, and the stream is tried again with back-off.

mod config;
mod delay;
mod line;
mod news;
mod state;
mod stream;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use config::Config;
pub(super) use delay::{base_ms, part_of};
pub use news::News;
pub(super) use state::timer_delay;
pub use state::{Freshness, State, Status};

use super::model::Counts;
use super::retry_after::RetryAfter;
use std::rc::Rc;

/// Something that happened.
///
/// Report what already holds ([`Event::Hidden`], [`Event::Offline`],
/// [`Event::Paused`], [`Event::LeaderLost`]) before [`Event::Started`]; a new
/// [`State`] assumes a visible, connected page that leads its own polling.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The panel exists and wants numbers. Nothing is fetched before this.
    Started,
    /// The timer set by [`Effect::WakeAfter`] ran out.
    Tick,
    /// A reply arrived and was readable.
    Arrived {
        /// The generation of its [`Effect::Fetch`].
        generation: u64,
        /// What it held.
        counts: Rc<Counts>,
    },
    /// A request failed. The rejection of an aborted request may be reported
    /// or not: its generation is past, so it is ignored.
    Failed {
        /// The generation of its [`Effect::Fetch`].
        generation: u64,
        /// How it failed.
        failure: Failure,
    },
    /// The page became visible.
    Shown,
    /// The page became hidden (another tab, a minimised window).
    Hidden,
    /// The browser reports a network.
    Online,
    /// The browser reports no network.
    Offline,
    /// The page is leaving (`pagehide`), perhaps into the back/forward cache.
    PageHidden,
    /// The page came back from the back/forward cache (`pageshow`, persisted).
    PageRestored,
    /// The reader, or the owner's script, asks for numbers now.
    Refresh,
    /// The reader paused the panel.
    Paused,
    /// The reader resumed the panel.
    Resumed,
    /// This tab polls for all tabs of the site.
    LeaderGained,
    /// Another tab polls. A request under way may finish.
    LeaderLost,
    /// Another panel told where its polling stands.
    Told(News),
    /// A stream was answered with 200 and `text/event-stream`.
    StreamOpened {
        /// The generation of its [`Effect::OpenStream`].
        generation: u64,
    },
    /// Numbers came through the stream.
    Streamed {
        /// The generation of its [`Effect::OpenStream`].
        generation: u64,
        /// What they are.
        counts: Rc<Counts>,
    },
    /// Anything else came through the stream: a comment is a sign of life.
    StreamAlive {
        /// The generation of its [`Effect::OpenStream`].
        generation: u64,
    },
    /// The stream names the least time until it is opened again.
    StreamRetry {
        /// The generation of its [`Effect::OpenStream`].
        generation: u64,
        /// Milliseconds; at most [`Config::retry_after_cap_ms`] are believed.
        least_ms: u64,
    },
    /// The stream ended or never began, and the caller holds nothing of it any
    /// more. Status 204 means that it is never to be opened again.
    StreamEnded {
        /// The generation of its [`Effect::OpenStream`].
        generation: u64,
        /// Why; [`Failure::Unreachable`] for a plain end, too.
        failure: Failure,
    },
}

/// Something to do. Perform them in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the endpoint; report [`Event::Arrived`] or [`Event::Failed`] with
    /// the same generation. The machine keeps the time limit itself.
    Fetch {
        /// Name of this request, never used twice by one [`State`].
        generation: u64,
    },
    /// Report [`Event::Tick`] once, this many milliseconds from now; replaces
    /// an earlier timer. A delay and not a date, so that a clock set back
    /// cannot postpone it.
    WakeAfter {
        /// Milliseconds, 1 or more.
        delay_ms: u32,
    },
    /// Drop the timer.
    CancelWake,
    /// Give up a request.
    Abort {
        /// The generation of its [`Effect::Fetch`].
        generation: u64,
    },
    /// What the panel shows has changed.
    Publish(Status),
    /// Open the live stream, after the caller has vetted its address; report
    /// [`Event::StreamOpened`], [`Event::Streamed`], [`Event::StreamAlive`],
    /// [`Event::StreamRetry`] and, unless it is closed before,
    /// [`Event::StreamEnded`]. The machine keeps all its time limits.
    OpenStream {
        /// Name of this stream, never used twice by one [`State`], not even
        /// for a request.
        generation: u64,
        /// Where it is, as the endpoint wrote it.
        address: String,
    },
    /// Close the stream, of which there is one at most.
    CloseStream,
}

/// How a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No readable answer: no network, or the endpoint does not allow this
    /// page (CORS). A browser does not say which.
    Unreachable,
    /// No complete answer in time.
    TimedOut,
    /// An HTTP status outside 200 to 299.
    Status {
        /// The status code.
        code: u16,
        /// What the `Retry-After` header asked for, where it could be read.
        retry_after: Option<RetryAfter>,
    },
    /// The body exceeds [`super::read::BODY_LIMIT`].
    TooLarge,
    /// The body is no counter JSON.
    Unreadable,
}

/// Advances the machine by one event.
///
/// `now_ms` is the wall clock in milliseconds since 1970; `random` is evenly
/// spread over 0 (included) to 1 (excluded). The state is changed in place
/// (it is only ever owned by one panel); equal inputs give equal results.
pub fn step(
    state: &mut State,
    config: &Config,
    event: Event,
    now_ms: u64,
    random: f64,
) -> Vec<Effect> {
    state.advance(config, event, now_ms, random)
}
