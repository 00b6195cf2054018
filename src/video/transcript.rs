//! What is said in a video, as a text: which line it is at a moment, and which
//! lines hold the words that a reader looks for.

/// How long before its beginning a line counts as the one that is said, in
/// seconds: players stop a little short of the moment that they are sent to.
const LEAD_SECONDS: f64 = 0.1;

/// The line that is said, or was said last, `seconds` from the beginning;
/// `None` before the first. `starts` are seconds too, in ascending order.
pub fn line_at(starts: &[f64], seconds: f64) -> Option<usize> {
    let moment = seconds + LEAD_SECONDS;
    let (mut low, mut high) = (0, starts.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if starts[middle] <= moment {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.checked_sub(1)
}

/// A text without its marks, for comparing: `text` has to be in small letters
/// and in Unicode's form NFD, where "ườ" is a "u" and an "o" with their marks
/// after them.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        folded.push(match letter {
            // Marks of Latin, Greek and Cyrillic, of Hebrew and of Arabic, and
            // the line that stretches an Arabic word.
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}' => continue,
            // Letters with a stroke are letters of their own to Unicode.
            'đ' | 'ð' => 'd',
            'ł' => 'l',
            'ø' => 'o',
            'ı' => 'i',
            letter => letter,
        });
    }
    folded
}

/// Whether a text holds the words, in this order; both as [`fold`] makes them.
/// Every text holds none.
pub fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    words.is_empty() || text.windows(words.len()).any(|part| part == words)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check_line(seconds: f64, expected: Option<usize>) {
        // Two lines may begin at once, and one may follow after a long silence.
        let starts = [0.5, 5.0, 9.5, 9.5, 3723.0];
        assert_eq!(line_at(&starts, seconds), expected, "{seconds}");
        assert_eq!(line_at(&[], seconds), None, "{seconds}");
    }

    #[test]
    fn a_line_lasts_until_the_next_begins() {
        check_line(0.0, None);
        check_line(0.39, None);
        check_line(0.5, Some(0));
        check_line(4.8, Some(0));
        check_line(4.95, Some(1));
        check_line(5.0, Some(1));
        check_line(9.5, Some(3));
        check_line(3000.0, Some(3));
        check_line(3723.0, Some(4));
        check_line(1e9, Some(4));
        check_line(-1.0, None);
        check_line(f64::NAN, None);
        check_line(f64::INFINITY, Some(4));
    }

    #[track_caller]
    fn check_fold(decomposed: &str, expected: &str) {
        assert_eq!(fold(decomposed), expected, "{decomposed:?}");
    }

    #[test]
    fn marks_and_strokes_are_left_out() {
        check_fold("phu\u{31b}o\u{31b}\u{300}ng", "phuong");
        check_fold("đu\u{31b}o\u{31b}\u{300}ng đi", "duong di");
        check_fold("łódź", "lódź");
        check_fold("ło\u{301}dz\u{301}", "lodz");
        check_fold("مُـحَمَّد", "محمد");
        check_fold("שָׁלוֹם", "שלום");
        check_fold("plain 12 🎬", "plain 12 🎬");
        check_fold("", "");
    }

    #[track_caller]
    fn check_holds(text: &str, words: &str, expected: bool) {
        assert_eq!(holds(text, words), expected, "{text:?} {words:?}");
    }

    #[test]
    fn words_are_found_anywhere() {
        check_holds("cho phuong moi", "phuong", true);
        check_holds("cho phuong moi", "cho p", true);
        check_holds("cho phuong moi", "moi", true);
        check_holds("cho phuong moi", "moi cho", false);
        check_holds("cho", "cho phuong", false);
        check_holds("", "a", false);
        check_holds("a", "", true);
        check_holds("", "", true);
    }

    proptest! {
        #[test]
        fn the_line_is_the_last_that_has_begun(mut starts in prop::collection::vec(0.0..1000.0f64, 0..40), seconds in -10.0..1010.0f64) {
            starts.sort_by(f64::total_cmp);
            let begun = starts.iter().filter(|start| **start <= seconds + LEAD_SECONDS).count();
            prop_assert_eq!(line_at(&starts, seconds), begun.checked_sub(1));
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_text_holds_each_of_its_parts(before in ".*", words in ".*", after in ".*") {
            prop_assert!(holds(&[&*before, &words, &after].concat(), &words));
        }
    }
}
