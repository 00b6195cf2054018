//! Following the live stream of a counter in place of polling.

use super::delay;
use super::line::Call;
use super::state::State;
use super::{Config, Effect, Event, Failure};

impl State {
    /// Whether a stream may be open. An owner who wants to ask once gets no
    /// connection that stays.
    pub(super) fn wants_line(&self, config: &Config) -> bool {
        let is_offered = self.line.offer.is_some() && !self.line.is_over;
        is_offered && config.interval_ms > 0 && self.is_watched() && !self.follower
    }

    /// Opens the stream if it is time; when to look at it again. It is not
    /// opened while polls fail: what is down is asked in one way only.
    pub(super) fn call(&mut self, config: &Config, effects: &mut Vec<Effect>) -> Option<u64> {
        if let Some(call) = self.line.call {
            return Some(call.deadline_ms);
        }
        if self.flight.is_some() || self.failure.is_some() || self.offline_ms.is_some() {
            return None;
        }
        if self.line.next_ms > self.now_ms {
            return Some(self.line.next_ms);
        }
        self.generation += 1;
        effects.push(Effect::OpenStream {
            generation: self.generation,
            address: self.line.offer.clone()?,
        });
        let deadline_ms = self.now_ms.saturating_add(config.timeout_ms);
        self.line.next_ms = self.now_ms.saturating_add(config.focus_throttle_ms);
        self.line.call = Some(Call {
            generation: self.generation,
            is_open: false,
            deadline_ms,
            numbers_ms: self.now_ms.saturating_add(config.stream_numbers_ms),
        });
        Some(deadline_ms)
    }

    /// Something happened to a stream.
    pub(super) fn hear(
        &mut self,
        config: &Config,
        event: Event,
        random: f64,
        effects: &mut Vec<Effect>,
    ) {
        let (Event::StreamOpened { generation }
        | Event::StreamAlive { generation }
        | Event::Streamed { generation, .. }
        | Event::StreamRetry { generation, .. }
        | Event::StreamEnded { generation, .. }) = event
        else {
            return;
        };
        let now_ms = self.now_ms;
        let Some(call) = &mut self.line.call else {
            return;
        };
        if call.generation != generation {
            return;
        }
        if let Event::StreamEnded { failure, .. } = event {
            self.hang_up(config, failure, random);
            return;
        }
        if call.deadline_ms < now_ms {
            // What waited for a machine that slept is of an unknown age.
            effects.push(Effect::CloseStream);
            self.hang_up(config, Failure::TimedOut, random);
            return;
        }
        call.is_open = true;
        if matches!(event, Event::Streamed { .. }) {
            call.numbers_ms = now_ms.saturating_add(config.stream_numbers_ms);
        }
        // Heartbeats keep the connection alive, and not the numbers.
        let silent_ms = now_ms.saturating_add(config.stream_silence_ms);
        call.deadline_ms = silent_ms.min(call.numbers_ms);
        match event {
            Event::StreamRetry { least_ms, .. } => {
                self.line.least_ms = least_ms.min(config.retry_after_cap_ms);
            }
            Event::Streamed { counts, .. } => {
                self.line.failures = 0;
                let offer = self.line.offer.take();
                // A reply under way may have been written before these numbers.
                self.abort(config, effects);
                self.succeed(config, counts, now_ms, random);
                // A snapshot that does not name its own stream does not end it.
                self.line.offer = self.line.offer.take().or(offer);
            }
            _ => {}
        }
    }

    /// The stream is no more: polling takes over, and it is tried again later.
    pub(super) fn hang_up(&mut self, config: &Config, failure: Failure, random: f64) {
        let line = &mut self.line;
        line.call = None;
        line.is_over = matches!(failure, Failure::Status { code: 204, .. });
        line.failures = line.failures.saturating_add(1);
        let delay_ms = delay::after_failure(config, failure, line.failures, self.now_ms, random);
        line.next_ms = self.now_ms.saturating_add(delay_ms.max(line.least_ms));
    }
}
