//! What a player offers beside the video: the owner's `controls`.

use super::words::warn;
use crate::text::{Words, word_index};

/// A set of what can be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Controls(u16);

/// The names, each at the place of its bit; the last one stands for nothing.
const KNOWN: &str = "speed, captions, pip, transcript, chapters, remember, resume, sticky, pause-hidden, next, none";
const NONE: usize = 10;

/// The first six names.
const USUAL: u16 = 0b11_1111;

impl Controls {
    /// Reads the attribute: names, apart by blanks or commas.
    ///
    /// Without it there are the usual ones: what the reader has to ask for
    /// itself. With a name there is only what is named, with `+name` or
    /// `-name` the usual with it or without it, and with `none` or an empty
    /// text nothing. What is not understood is named in `warnings`.
    pub fn read(text: Option<&str>, warnings: &mut Vec<String>) -> Self {
        let Some(text) = text else {
            return Self::default();
        };
        let mut bits = 0;
        let mut unknown = String::new();
        if Words(text).any(|word| word.starts_with(['+', '-'])) {
            bits = USUAL;
        }
        for word in Words(text) {
            match word_index(KNOWN, word.trim_start_matches(['+', '-']), false) {
                Some(NONE) => bits = 0,
                Some(index) if word.starts_with('-') => bits &= !(1 << index),
                Some(index) => bits |= 1 << index,
                None => {
                    if !unknown.is_empty() {
                        unknown.push_str(", ");
                    }
                    unknown.push_str(word);
                }
            }
        }
        if !unknown.is_empty() {
            let problem = ["is unknown and was ignored. Known ones: ", KNOWN, "."];
            warn("controls", &unknown, problem, warnings);
        }
        Self(bits)
    }

    /// How fast it plays.
    pub fn speed(self) -> bool {
        self.has(0)
    }

    /// Captions on and off, and their language.
    pub fn captions(self) -> bool {
        self.has(1)
    }

    /// A window of its own above all others (picture-in-picture).
    pub fn pip(self) -> bool {
        self.has(2)
    }

    /// What is said, as a text.
    pub fn transcript(self) -> bool {
        self.has(3)
    }

    /// Chapters to jump to.
    pub fn chapters(self) -> bool {
        self.has(4)
    }

    /// Not to be asked again about a provider.
    pub fn remember(self) -> bool {
        self.has(5)
    }

    /// It goes on where the reader left it.
    pub fn resume(self) -> bool {
        self.has(6)
    }

    /// It stays in sight, in a corner, while the reader reads on.
    pub fn sticky(self) -> bool {
        self.has(7)
    }

    /// It pauses when its page is hidden.
    pub fn pause_hidden(self) -> bool {
        self.has(8)
    }

    /// The next video of a list follows by itself.
    pub fn next(self) -> bool {
        self.has(9)
    }

    fn has(self, index: u16) -> bool {
        self.0 & 1 << index != 0
    }
}

impl Default for Controls {
    fn default() -> Self {
        Self(USUAL)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn names(controls: Controls) -> Vec<&'static str> {
        let offered = [
            controls.speed(),
            controls.captions(),
            controls.pip(),
            controls.transcript(),
            controls.chapters(),
            controls.remember(),
            controls.resume(),
            controls.sticky(),
            controls.pause_hidden(),
            controls.next(),
        ];
        let mut names = Vec::new();
        for (name, is_offered) in Words(KNOWN).zip(offered) {
            if is_offered {
                names.push(name);
            }
        }
        names
    }

    #[track_caller]
    fn check(text: Option<&str>, expected: &str) {
        let mut warnings = Vec::new();
        let controls = Controls::read(text, &mut warnings);
        assert_eq!(names(controls).join(" "), expected, "{text:?}");
        assert_eq!(warnings, [""; 0], "{text:?}");
    }

    #[test]
    fn the_attribute_is_read() {
        check(None, "speed captions pip transcript chapters remember");
        check(Some(""), "");
        check(Some(" none "), "");
        check(Some("speed"), "speed");
        check(Some("next, speed,\n pip"), "speed pip next");
        for name in Words(KNOWN).take(NONE) {
            check(Some(name), name);
        }
        check(
            Some("+sticky"),
            "speed captions pip transcript chapters remember sticky",
        );
        check(
            Some("-pip -remember +resume"),
            "speed captions transcript chapters resume",
        );
        check(
            Some("-next"),
            "speed captions pip transcript chapters remember",
        );
        // A name without a sign among others with one is added.
        check(
            Some("-pip next"),
            "speed captions transcript chapters remember next",
        );
        check(Some("none +speed"), "speed");
    }

    #[test]
    fn what_is_unknown_is_named_once() {
        let mut warnings = Vec::new();
        let controls = Controls::read(Some("speed volume +loop pause-hidden"), &mut warnings);
        assert!(controls.speed() && controls.pause_hidden());
        assert_eq!(
            warnings,
            [
                "attribute \"controls\": \"volume, +loop\" is unknown and was ignored. Known ones: \
              speed, captions, pip, transcript, chapters, remember, resume, sticky, pause-hidden, \
              next, none."
            ]
        );
        assert_eq!(word_index(KNOWN, "none", false), Some(NONE));
    }
}
