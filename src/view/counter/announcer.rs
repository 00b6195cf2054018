//! What is said aloud of a panel, to readers who cannot see it.

use super::table::Mood;

/// Least time between two announcements, in milliseconds.
const PAUSE_MS: u64 = 60_000;

/// How long an announcement stands, in milliseconds: long enough to be spoken,
/// and not to be come across later beside what it repeats.
const STANDS_MS: u64 = 10_000;

/// Announces how the panel's state changes: never a number, at most once a
/// minute, and nothing before the reader has used the panel.
#[derive(Debug, Default)]
pub struct Announcer {
    /// The state that the reader knows of.
    known: Option<Mood>,
    said: Option<Mood>,
    /// When something was last said.
    said_ms: Option<u64>,
}

impl Announcer {
    /// The reader has used the panel, which is in this state.
    pub fn meet(&mut self, mood: Mood) {
        self.known.get_or_insert(mood);
    }

    /// Takes note of the state; after how many milliseconds it wants to hear of
    /// it again, `u64::MAX` for only when it changes.
    pub fn hear(&mut self, mood: Mood, now_ms: u64) -> u64 {
        let passed_ms = self
            .said_ms
            .map_or(PAUSE_MS, |said_ms| now_ms.saturating_sub(said_ms));
        if passed_ms >= STANDS_MS || self.said != Some(mood) {
            self.said = None;
        }
        // That numbers are on their way is no news.
        let is_news = mood != Mood::Waiting && self.known.is_some_and(|known| known != mood);
        if is_news && passed_ms >= PAUSE_MS {
            self.known = Some(mood);
            self.said = Some(mood);
            self.said_ms = Some(now_ms);
            return STANDS_MS;
        }
        if is_news {
            PAUSE_MS - passed_ms
        } else if self.said.is_some() {
            STANDS_MS - passed_ms
        } else {
            u64::MAX
        }
    }

    /// What is being said.
    pub fn said(&self) -> Option<Mood> {
        self.said
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use Mood::{Live, Paused, Stale, Waiting};

    /// States at moments (in seconds), and what is said in each.
    #[track_caller]
    fn check(announcer: &mut Announcer, steps: &[(u64, Mood, Option<Mood>)]) {
        for (seconds, mood, said) in steps {
            announcer.hear(*mood, 1_000_000 + seconds * 1000);
            assert_eq!(announcer.said(), *said, "{mood:?} after {seconds} s");
        }
    }

    #[test]
    fn nothing_is_said_to_a_reader_who_never_touched_the_panel() {
        check(
            &mut Announcer::default(),
            &[(0, Waiting, None), (1, Live, None), (200, Stale, None)],
        );
    }

    #[test]
    fn changes_are_said_once_and_not_for_long() {
        let mut announcer = Announcer::default();
        announcer.meet(Live);
        check(
            &mut announcer,
            &[
                (0, Paused, Some(Paused)),
                (9, Paused, Some(Paused)),
                (10, Paused, None),
                (300, Paused, None),
                (301, Waiting, None),
                (302, Live, Some(Live)),
            ],
        );
    }

    #[test]
    fn at_most_once_a_minute_and_then_what_still_holds() {
        let mut announcer = Announcer::default();
        announcer.meet(Live);
        check(
            &mut announcer,
            &[
                (0, Stale, Some(Stale)),
                (5, Live, None),
                (6, Stale, None),
                (7, Live, None),
                (59, Live, None),
                (60, Live, Some(Live)),
                (65, Stale, None),
                (100, Live, None),
                (200, Live, None),
            ],
        );
    }

    #[test]
    fn it_asks_to_hear_again_when_something_is_due() {
        let mut announcer = Announcer::default();
        assert_eq!(announcer.hear(Live, 0), u64::MAX);
        announcer.meet(Live);
        assert_eq!(announcer.hear(Stale, 0), STANDS_MS);
        assert_eq!(announcer.hear(Stale, 4_000), STANDS_MS - 4_000);
        assert_eq!(announcer.hear(Live, 20_000), PAUSE_MS - 20_000);
        assert_eq!(announcer.hear(Stale, 30_000), u64::MAX);
    }

    #[test]
    fn a_clock_set_back_delays_and_never_hurries() {
        let mut announcer = Announcer::default();
        announcer.meet(Live);
        check(
            &mut announcer,
            &[
                (500, Stale, Some(Stale)),
                (0, Live, None),
                (559, Live, None),
            ],
        );
    }
}
