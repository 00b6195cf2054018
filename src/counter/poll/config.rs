//! How patient the machine is.

/// The times of the poll machine, in milliseconds.
///
/// Owners set the interval only; the rest are public so that tests and odd
/// endpoints may differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Time between a settled request and the next one; 0 asks only once.
    pub interval_ms: u64,
    /// Least time between a good reply and the next request, whatever the
    /// owner asks for and jitter makes of it.
    pub floor_ms: u64,
    /// How long a request may take.
    pub timeout_ms: u64,
    /// Longest back-off after failures that may pass by themselves.
    pub backoff_cap_ms: u64,
    /// Pause after an answer that another try will not change (404, 403, …).
    pub slow_lane_ms: u64,
    /// Longest `Retry-After` and longest `ttl` that are believed.
    pub retry_after_cap_ms: u64,
    /// Least time between the beginnings of two requests, and of two tries of
    /// the stream, however often the reader leaves and comes back.
    pub focus_throttle_ms: u64,
    /// The same when the reader asks for numbers.
    pub refresh_throttle_ms: u64,
    /// Pause after the machine slept: the first request right after waking
    /// fails because the network is not back yet.
    pub wake_up_ms: u64,
    /// Silence after which a stream is taken for dead: twice the longest time
    /// between heartbeats that endpoints are asked for.
    pub stream_silence_ms: u64,
    /// Time without numbers after which a stream is taken for dead, whatever
    /// else it says: twice the longest time between two snapshots that
    /// endpoints are asked for.
    pub stream_numbers_ms: u64,
}

impl Config {
    /// Times for an owner who asks for a poll every `interval_ms`
    /// milliseconds. Values from 1 to 4,999 are raised to 5,000; 0 asks once
    /// and then only on the reader's request.
    pub fn every(interval_ms: u64) -> Self {
        let defaults = Self::default();
        let interval_ms = if interval_ms == 0 {
            0
        } else {
            interval_ms.max(defaults.floor_ms)
        };
        Self {
            interval_ms,
            ..defaults
        }
    }

    /// The same for an endpoint that is not to be asked more often than every
    /// `least_ms` milliseconds, because its numbers do not change sooner or its
    /// owner asks so. An interval of 0 stays what it is.
    #[must_use]
    pub fn at_least(mut self, least_ms: u64) -> Self {
        self.floor_ms = self.floor_ms.max(least_ms);
        if self.interval_ms > 0 {
            self.interval_ms = self.interval_ms.max(self.floor_ms);
        }
        self
    }
}

impl Default for Config {
    /// Every 15 seconds.
    fn default() -> Self {
        Self {
            interval_ms: 15_000,
            floor_ms: 5_000,
            timeout_ms: 8_000,
            backoff_cap_ms: 300_000,
            slow_lane_ms: 600_000,
            retry_after_cap_ms: 3_600_000,
            focus_throttle_ms: 5_000,
            refresh_throttle_ms: 1_000,
            wake_up_ms: 500,
            stream_silence_ms: 60_000,
            stream_numbers_ms: 150_000,
        }
    }
}
