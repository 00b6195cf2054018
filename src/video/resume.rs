//! Where a video goes on that was left: what is kept, when, and what is made
//! of it. Only the place is kept, in whole seconds, as decimal digits.

use crate::json::whole_number;

/// Seconds from the beginning that nobody minds to see again.
const BEGINNING: u32 = 10;
/// Seconds before the end that are its end, like the last twentieth.
const END: u32 = 15;
/// Seconds of film between two texts that are kept.
const STEP: u32 = 5;

/// Where to go on, in seconds, for who was at `position`; `None` if that is
/// near the beginning or the end. Both in seconds.
pub fn resume_at(position: u32, duration: Option<u32>) -> Option<u32> {
    let is_at_end =
        duration.is_some_and(|duration| position > duration.saturating_sub(END.max(duration / 20)));
    (position >= BEGINNING && !is_at_end).then_some(position)
}

/// Where to go on, in seconds, by a text that was kept. Others can write to
/// that store, too, so any text may stand there.
pub fn read(text: &str, duration: Option<u32>) -> Option<u32> {
    resume_at(u32::try_from(whole_number(text)?).ok()?, duration)
}

/// The text to keep for who is at `seconds`. With `None` what was kept is to be
/// forgotten: it has just begun, or it has been seen.
pub fn text(seconds: f64, duration: Option<f64>) -> Option<String> {
    // The casts stop at both ends of their range, and make zero of NaN.
    let duration = duration.map(|duration| duration as u32);
    resume_at(seconds as u32, duration).map(|position| position.to_string())
}

/// Whether it is time to keep a text, when the last one was of `kept` seconds,
/// or there was none (0): after every few seconds of film, and when it pauses.
pub fn is_due(kept: u32, seconds: f64, is_paused: bool) -> bool {
    let apart = kept.abs_diff(seconds as u32);
    apart >= STEP || is_paused && apart > 0
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(position: u32, duration: Option<u32>, resumes: bool) {
        assert_eq!(
            resume_at(position, duration),
            resumes.then_some(position),
            "{position} of {duration:?}"
        );
    }

    #[test]
    fn the_middle_is_worth_going_back_to() {
        check(0, None, false);
        check(9, Some(600), false);
        check(10, Some(600), true);
        check(300, Some(600), true);
        // The last twentieth of ten minutes is half a minute.
        check(570, Some(600), true);
        check(571, Some(600), false);
        check(601, Some(600), false);
        // Of two minutes it is less than fifteen seconds.
        check(105, Some(120), true);
        check(106, Some(120), false);
        // Too short for a middle.
        check(10, Some(20), false);
        check(10, Some(0), false);
        // Nobody knows how long it is.
        check(100_000, None, true);
    }

    #[test]
    fn any_text_may_stand_in_the_store() {
        for (text, expected) in [
            ("135", Some(135)),
            ("0", None),
            ("", None),
            ("-135", None),
            ("+135", None),
            ("135.5", None),
            ("1e3", None),
            (" 135", None),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("{}", None),
        ] {
            assert_eq!(read(text, None), expected, "{text:?}");
        }
        assert_eq!(read("595", Some(600)), None);
    }

    #[test]
    fn what_is_kept_is_the_place_alone() {
        for (seconds, duration, expected) in [
            (135.9, Some(600.0), Some("135")),
            (135.9, None, Some("135")),
            (3.0, Some(600.0), None),
            (599.0, Some(600.0), None),
            (-4.0, None, None),
            (f64::NAN, None, None),
            // Live video has no end.
            (f64::INFINITY, Some(f64::INFINITY), None),
            (135.0, Some(f64::INFINITY), Some("135")),
        ] {
            assert_eq!(
                text(seconds, duration).as_deref(),
                expected,
                "{seconds} of {duration:?}"
            );
        }
    }

    #[test]
    fn it_is_kept_every_five_seconds_and_at_a_pause() {
        for (kept, seconds, is_paused, expected) in [
            (0, 4.9, false, false),
            (0, 5.0, false, true),
            (5, 9.9, false, false),
            (5, 10.0, false, true),
            (5, 5.9, true, false),
            (5, 6.0, true, true),
            // Backwards, too.
            (100, 20.0, false, true),
            (100, f64::NAN, false, true),
        ] {
            assert_eq!(
                is_due(kept, seconds, is_paused),
                expected,
                "{kept} {seconds} {is_paused}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(seconds in 0.0_f64..1e7, duration in proptest::option::of(0.0_f64..1e7)) {
            let whole = duration.map(|duration| duration as u32);
            let kept = text(seconds, duration);
            prop_assert_eq!(
                kept.and_then(|kept| read(&kept, whole)),
                resume_at(seconds as u32, whole)
            );
        }
    }
}
