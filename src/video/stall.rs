//! When the browser's own HLS player has got stuck.
//!
//! Native HLS fails in silence: there are pictures that stop, and neither an
//! error nor an end follows. Whoever plays it shows a [`Watch`] about once a
//! second what there is to see.

/// What to do about the player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Fine,
    /// Load it anew, at the place where it stands.
    Nudge,
    /// That did not help: say so, and offer the link.
    GiveUp,
}

/// What there is to see of the player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Where it stands, in seconds.
    pub seconds: f64,
    /// `HTMLMediaElement.readyState`, from 0 to 4.
    pub ready_state: u16,
    /// Whether it ought to move: it is not paused, not at its end, not on its
    /// way to another place, and the page is visible.
    pub ought_to_move: bool,
}

/// Milliseconds without a movement although there is something to play.
const PATIENCE_MS: u64 = 8_000;
/// The same while it waits for the network: one piece of ten seconds takes a
/// slow phone longer than that to fetch, and loading anew would begin it again.
const PATIENCE_WITH_NETWORK_MS: u64 = 24_000;
/// Milliseconds between two sights after which nothing is known about the time
/// between them: the computer slept.
const BLINK_MS: u64 = 5_000;
/// Seconds of film after which loading anew has helped, and may be tried again.
const CURED_SECONDS: f64 = 30.0;
/// `HTMLMediaElement.HAVE_FUTURE_DATA`
const HAS_FUTURE_DATA: u16 = 3;

/// What was seen so far.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    last_seen_ms: u64,
    /// When it last moved, or had no need to.
    moved_ms: u64,
    seconds: f64,
    /// Where it was loaded anew.
    nudged_at: Option<f64>,
}

impl Watch {
    /// Judges what is seen at this moment, by a clock that has any beginning.
    pub fn step(&mut self, now_ms: u64, seen: Seen) -> Verdict {
        let has_blinked = now_ms.saturating_sub(self.last_seen_ms) > BLINK_MS;
        self.last_seen_ms = now_ms;
        let has_moved = seen.seconds != self.seconds;
        self.seconds = seen.seconds;
        if let Some(place) = self.nudged_at
            && seen.seconds > place + CURED_SECONDS
        {
            self.nudged_at = None;
        }
        if has_blinked || has_moved || !seen.ought_to_move {
            self.moved_ms = now_ms;
        }
        let patience_ms = if seen.ready_state < HAS_FUTURE_DATA {
            PATIENCE_WITH_NETWORK_MS
        } else {
            PATIENCE_MS
        };
        if now_ms.saturating_sub(self.moved_ms) < patience_ms {
            return Verdict::Fine;
        }
        if self.nudged_at.is_some() {
            return Verdict::GiveUp;
        }
        self.nudged_at = Some(seen.seconds);
        self.moved_ms = now_ms;
        Verdict::Nudge
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn stuck_at(seconds: f64) -> Seen {
        Seen {
            seconds,
            ready_state: 4,
            ought_to_move: true,
        }
    }

    /// The seconds at which anything but "fine" was said, for a player that is
    /// seen once a second.
    #[track_caller]
    fn check(length: u64, seen_at: impl Fn(u64) -> Seen, expected: &[(u64, Verdict)]) {
        let mut watch = Watch::default();
        let mut said = Vec::new();
        for second in 0..length {
            let verdict = watch.step(1_000_000 + second * 1000, seen_at(second));
            if verdict != Verdict::Fine {
                said.push((second, verdict));
            }
        }
        assert_eq!(said, expected);
    }

    #[test]
    fn what_moves_is_fine() {
        check(100, |second| stuck_at(second as f64), &[]);
        // As slowly as can be.
        check(100, |second| stuck_at((second / 7) as f64), &[]);
        // Backwards, too: somebody looks for a place.
        check(100, |second| stuck_at(100.0 - second as f64), &[]);
    }

    #[test]
    fn what_stands_is_loaded_anew_once_and_then_given_up() {
        check(
            18,
            |_| stuck_at(3.0),
            &[
                (8, Verdict::Nudge),
                (16, Verdict::GiveUp),
                (17, Verdict::GiveUp),
            ],
        );
        // It moves again, even after it was given up.
        check(
            40,
            |second| stuck_at(if second < 17 { 3.0 } else { second as f64 }),
            &[(8, Verdict::Nudge), (16, Verdict::GiveUp)],
        );
    }

    #[test]
    fn what_waits_for_the_network_is_given_more_time() {
        let waits = |seconds| Seen {
            ready_state: 2,
            ..stuck_at(seconds)
        };
        check(
            49,
            |_| waits(3.0),
            &[(24, Verdict::Nudge), (48, Verdict::GiveUp)],
        );
        check(60, |second| waits((second / 20) as f64), &[]);
    }

    #[test]
    fn nothing_is_said_of_a_player_that_need_not_move() {
        let rests = Seen {
            ought_to_move: false,
            ..stuck_at(3.0)
        };
        check(100, |_| rests, &[]);
        // Pausing begins the count anew.
        check(
            20,
            |second| if second == 7 { rests } else { stuck_at(3.0) },
            &[(15, Verdict::Nudge)],
        );
    }

    #[test]
    fn a_cure_that_lasted_may_be_tried_again() {
        // It stands for ten seconds after each minute of film.
        let stumbles = |second: u64| stuck_at((second / 70 * 60 + (second % 70).min(60)) as f64);
        check(
            150,
            stumbles,
            &[(68, Verdict::Nudge), (138, Verdict::Nudge)],
        );
        // After a few seconds it had not been cured.
        let limps = |second: u64| stuck_at((second / 12 * 2 + (second % 12).min(2)) as f64);
        check(23, limps, &[(10, Verdict::Nudge), (22, Verdict::GiveUp)]);
    }

    #[test]
    fn what_happened_during_sleep_is_nobodys_fault() {
        let mut watch = Watch::default();
        assert_eq!(watch.step(1_000, stuck_at(3.0)), Verdict::Fine);
        assert_eq!(watch.step(2_000, stuck_at(3.0)), Verdict::Fine);
        assert_eq!(watch.step(9_000_000, stuck_at(3.0)), Verdict::Fine);
        assert_eq!(watch.step(9_001_000, stuck_at(3.0)), Verdict::Fine);
        // A clock that is set back.
        assert_eq!(watch.step(5_000, stuck_at(3.0)), Verdict::Fine);
    }

    proptest! {
        #[test]
        fn nobody_is_given_up_who_moves(
            steps in proptest::collection::vec((0_u64..20_000, 0_u16..5, any::<bool>()), 1..60)
        ) {
            let mut watch = Watch::default();
            let mut now_ms = 0;
            let mut seconds = 0.0;
            for (pause_ms, ready_state, ought_to_move) in steps {
                now_ms += pause_ms;
                seconds += 0.01;
                let seen = Seen { seconds, ready_state, ought_to_move };
                prop_assert_eq!(watch.step(now_ms, seen), Verdict::Fine);
            }
        }

        #[test]
        fn whoever_stands_still_is_nudged_before_being_given_up(
            steps in proptest::collection::vec((0_u64..5_000, 0_u16..5), 1..200)
        ) {
            let mut watch = Watch::default();
            let mut now_ms = 0;
            let mut nudges = 0;
            for (pause_ms, ready_state) in steps {
                now_ms += pause_ms;
                match watch.step(now_ms, Seen { ready_state, ..stuck_at(3.0) }) {
                    Verdict::Fine => {}
                    Verdict::Nudge => nudges += 1,
                    Verdict::GiveUp => prop_assert_eq!(nudges, 1),
                }
            }
            prop_assert!(nudges <= 1);
        }
    }
}
