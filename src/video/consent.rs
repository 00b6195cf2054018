//! Who has to agree before a provider is contacted: the owner's `consent`.

use super::words::warn;
use crate::providers::KEYS;
use crate::text::{Words, word_index};

/// Who is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// The reader, by the click that plays.
    #[default]
    Click,
    /// Nobody.
    Always,
    /// The page's own consent manager.
    External,
}

/// What the owner wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Who is asked.
    pub mode: Consent,
    /// Keys of the providers that the consent manager has allowed.
    pub allowed: Vec<String>,
}

/// What may be done with a provider's player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Nothing before the reader clicks.
    Not,
    /// Nothing before the consent manager allows it; a click asks it.
    Ask,
    /// Load it when it is near, and let it stand still.
    Quietly,
    /// Load it and play.
    Now,
}

const ATTRIBUTE: &str = "consent";

const MODES: &str = "click, always, external";

impl Wanted {
    /// Reads the attribute: `click`, `always`, or `external` and the keys of
    /// the providers that are allowed by now, apart by blanks or commas.
    ///
    /// What is not understood is named in `warnings` and left out. Where it is
    /// the mode, the reader is asked: nobody is contacted by mistake.
    pub fn read(text: Option<&str>, warnings: &mut Vec<String>) -> Self {
        let mut wanted = Self::default();
        let mut words = Words(text.unwrap_or_default());
        let Some(mode) = words.next() else {
            return wanted;
        };
        wanted.mode = match word_index(MODES, mode, false) {
            Some(0) => Consent::Click,
            Some(1) => Consent::Always,
            Some(_) => Consent::External,
            None => {
                warn(
                    ATTRIBUTE,
                    mode,
                    ["is not one of ", MODES, "; click is used."],
                    warnings,
                );
                Consent::Click
            }
        };
        for word in words {
            if wanted.mode != Consent::External {
                warn(
                    ATTRIBUTE,
                    word,
                    [
                        "was ignored: providers are named only after external.",
                        "",
                        "",
                    ],
                    warnings,
                );
            } else if word.contains('.') || word_index(KEYS, word, false).is_some() {
                wanted.allowed.push(word.to_owned());
            } else {
                warn(
                    ATTRIBUTE,
                    word,
                    [
                        "is no provider and was ignored. Known ones: ",
                        KEYS,
                        ", and the hosts of PeerTube sites such as video.example.org.",
                    ],
                    warnings,
                );
            }
        }
        wanted
    }
}

/// What may be done with the player of the provider `key`.
///
/// `is_remembered`: the reader has once said that this provider need not ask
/// again. A consent manager keeps such wishes itself, and takes them back, so
/// beside it this one does not count. `saves_data`: the reader's browser asks
/// to be spared of what the reader has not asked for.
pub fn may_load(
    wanted: &Wanted,
    is_remembered: bool,
    key: &str,
    is_clicked: bool,
    saves_data: bool,
) -> Load {
    let is_free = match wanted.mode {
        Consent::Click => is_remembered,
        // An article can name any host as a PeerTube's; the owner has agreed to
        // providers, not to whatever host an article names.
        Consent::Always => is_remembered || !key.contains('.'),
        Consent::External => {
            if !wanted.allowed.iter().any(|allowed| allowed == key) {
                return Load::Ask;
            }
            true
        }
    };
    if is_clicked {
        Load::Now
    } else if is_free && !saves_data {
        Load::Quietly
    } else {
        Load::Not
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// `expected_warning` has to be a part of the only one.
    #[track_caller]
    fn check(text: &str, mode: Consent, allowed: &[&str], expected_warning: &str) {
        let mut warnings = Vec::new();
        let wanted = Wanted::read(Some(text), &mut warnings);
        assert_eq!(wanted.mode, mode, "{text:?}");
        assert_eq!(wanted.allowed, allowed, "{text:?}");
        if expected_warning.is_empty() {
            assert_eq!(warnings, [""; 0], "{text:?}");
        } else {
            assert_eq!(warnings.len(), 1, "{text:?}: {warnings:?}");
            assert!(
                warnings[0].contains(expected_warning),
                "{text:?}: {warnings:?}"
            );
        }
    }

    #[test]
    fn the_attribute_is_read() {
        check("click", Consent::Click, &[], "");
        check("always", Consent::Always, &[], "");
        check(" external ", Consent::External, &[], "");
        check("", Consent::Click, &[], "");
        check(
            "external youtube,vimeo\n video.example.org",
            Consent::External,
            &["youtube", "vimeo", "video.example.org"],
            "",
        );
        assert_eq!(
            Wanted::read(None, &mut Vec::new()),
            Wanted {
                mode: Consent::Click,
                allowed: Vec::new()
            }
        );
    }

    #[test]
    fn what_is_wrong_is_named_and_nobody_is_contacted_for_it() {
        check(
            "allways",
            Consent::Click,
            &[],
            "attribute \"consent\": \"allways\" is not one of click, always, external; click is used.",
        );
        check(
            "click youtube",
            Consent::Click,
            &[],
            "\"youtube\" was ignored: providers are named only after external.",
        );
        check(
            "external utube vimeo",
            Consent::External,
            &["vimeo"],
            "\"utube\" is no provider and was ignored. Known ones: youtube, vimeo, dailymotion",
        );
    }

    #[test]
    fn nobody_has_agreed_to_every_host() {
        for (text, expected) in [
            ("always", Load::Not),
            ("external video.example.org", Load::Quietly),
            ("external vimeo", Load::Ask),
        ] {
            let wanted = Wanted::read(Some(text), &mut Vec::new());
            let load = may_load(&wanted, false, "video.example.org", false, false);
            assert_eq!(load, expected, "{text:?}");
        }
        let always = Wanted::read(Some("always"), &mut Vec::new());
        let load = may_load(&always, true, "video.example.org", false, false);
        assert_eq!(load, Load::Quietly, "the reader has said so");
    }

    #[track_caller]
    fn check_load(text: &str, given: [bool; 3], expected: Load) {
        let wanted = Wanted::read(Some(text), &mut Vec::new());
        let [is_remembered, is_clicked, saves_data] = given;
        assert_eq!(
            may_load(&wanted, is_remembered, "vimeo", is_clicked, saves_data),
            expected,
            "{text:?}, remembered, clicked, saves data: {given:?}"
        );
    }

    #[test]
    fn nothing_is_loaded_without_leave() {
        use Load::{Ask, Not, Now, Quietly};
        // Remembered, clicked, saves data.
        for (text, loads) in [
            ("click", [Not, Not, Now, Now, Quietly, Not, Now, Now]),
            ("always", [Quietly, Not, Now, Now, Quietly, Not, Now, Now]),
            ("external", [Ask; 8]),
            ("external youtube", [Ask; 8]),
            (
                "external vimeo",
                [Quietly, Not, Now, Now, Quietly, Not, Now, Now],
            ),
            ("unheard-of", [Not, Not, Now, Now, Quietly, Not, Now, Now]),
        ] {
            for (bits, expected) in loads.into_iter().enumerate() {
                let given = [4, 2, 1].map(|bit| bits & bit != 0);
                check_load(text, given, expected);
            }
        }
    }
}
