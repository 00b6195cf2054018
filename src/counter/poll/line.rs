//! What the poll machine knows of the live stream of a counter.

/// What is known of the stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Where it is, while an endpoint offers one.
    pub(super) offer: Option<String>,
    /// The stream that is open or being opened.
    pub(super) call: Option<Call>,
    /// Earliest moment of the next try.
    pub(super) next_ms: u64,
    /// Failures since it last brought numbers.
    pub(super) failures: u32,
    /// The least time until the next try that it asked for.
    pub(super) least_ms: u64,
    /// The endpoint does not want it to be opened again.
    pub(super) is_over: bool,
}

/// A stream that is open or being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) generation: u64,
    /// It was answered, so there is no need to poll.
    pub(super) is_open: bool,
    /// When it is given up unless something comes.
    pub(super) deadline_ms: u64,
    /// When it is given up unless numbers come.
    pub(super) numbers_ms: u64,
}
