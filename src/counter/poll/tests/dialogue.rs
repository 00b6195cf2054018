//! Rules are tested as a dialogue between browser and machine.

use super::*;

pub(super) const DAY_MS: u64 = 86_400_000;
pub(super) const START_MS: u64 = 1_800_000_000_000;

/// A dialogue. Effects are compared exactly, apart from [`Effect::Publish`],
/// which [`Dialogue::check_status`] looks at.
pub(super) struct Dialogue {
    pub(super) state: State,
    pub(super) config: Config,
    pub(super) now_ms: u64,
    pub(super) random: f64,
}

impl Dialogue {
    pub(super) fn new(config: Config) -> Self {
        Self {
            state: State::new(),
            config,
            now_ms: START_MS,
            random: 0.5,
        }
    }

    /// A machine that polls every 15 seconds and has begun its first request.
    pub(super) fn started() -> Self {
        let mut dialogue = Self::new(Config::default());
        dialogue.check(0, Event::Started, &[fetch(1), wake(8_000)]);
        dialogue
    }

    /// The same after its first reply, 100 ms later; the next poll is due at 15,100.
    pub(super) fn polling() -> Self {
        let mut dialogue = Self::started();
        dialogue.check(100, arrived(1), &[wake(15_000)]);
        dialogue
    }

    /// Sends an event `after_ms` milliseconds after the last one.
    #[track_caller]
    pub(super) fn check(&mut self, after_ms: u64, event: Event, expected: &[Effect]) {
        self.now_ms += after_ms;
        let effects = step(
            &mut self.state,
            &self.config,
            event.clone(),
            self.now_ms,
            self.random,
        );
        let effects: Vec<_> = effects
            .into_iter()
            .filter(|effect| !matches!(effect, Effect::Publish(_)))
            .collect();
        assert_eq!(effects, expected, "{event:?}");
    }

    /// Sends an event and looks at what is published.
    #[track_caller]
    pub(super) fn check_status(
        &mut self,
        after_ms: u64,
        event: Event,
        expected: Option<(Freshness, Option<u64>)>,
    ) {
        self.now_ms += after_ms;
        let effects = step(
            &mut self.state,
            &self.config,
            event.clone(),
            self.now_ms,
            self.random,
        );
        let published = effects.into_iter().find_map(|effect| match effect {
            Effect::Publish(status) => Some(status),
            _ => None,
        });
        if let Some(status) = &published {
            assert_eq!(*status, self.state.status());
        }
        let published = published.map(|status| {
            (
                status.freshness,
                status.counts.and_then(|counts| counts.site.views),
            )
        });
        assert_eq!(published, expected, "{event:?}");
    }
}

pub(super) fn fetch(generation: u64) -> Effect {
    Effect::Fetch { generation }
}

pub(super) fn abort(generation: u64) -> Effect {
    Effect::Abort { generation }
}

pub(super) fn wake(delay_ms: u32) -> Effect {
    Effect::WakeAfter { delay_ms }
}

pub(super) fn arrived(generation: u64) -> Event {
    Event::Arrived {
        generation,
        counts: counts(generation * 100),
    }
}

pub(super) fn failed(generation: u64, failure: Failure) -> Event {
    Event::Failed {
        generation,
        failure,
    }
}
