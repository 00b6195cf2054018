//! Strings: what all rooms do with them.
//!
//! They are loops over bytes or characters rather than chains of adapters,
//! and never inlined: each is used in many places of a module whose bytes are
//! downloaded.

mod address;
mod lower;
mod marks;
mod parts;

use crate::json::whole_number;
pub use address::{hex_digit, host_and_path, is_host_of, percent_decoded, push_percent_encoded};
pub use lower::lower_case;
pub use marks::composed;
pub use parts::{
    count_digits, ends_with_sign, has_sign, holds, parted, parted_last, without_signs,
};

/// Whether a reader sees nothing of `character`: white space, and the marks
/// that editors leave behind in "empty" paragraphs.
fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a reader sees nothing of `text`.
#[inline(never)]
pub fn is_blank(text: &str) -> bool {
    for character in text.chars() {
        if !is_invisible(character) {
            return false;
        }
    }
    true
}

/// `text` without what is invisible at its ends.
pub fn trimmed(text: &str) -> &str {
    trimmed_at(text, true, true)
}

/// `text` without what is invisible at its start, its end, or both.
#[inline(never)]
pub fn trimmed_at(text: &str, start: bool, end: bool) -> &str {
    let mut rest = text.chars();
    let mut trimmed = text;
    if start {
        while rest.next().is_some_and(is_invisible) {
            trimmed = rest.as_str();
        }
    }
    if end {
        rest = trimmed.chars();
        while rest.next_back().is_some_and(is_invisible) {
            trimmed = rest.as_str();
        }
    }
    trimmed
}

/// The trimmed text, if anything is left of it.
#[inline(never)]
pub fn non_empty(text: &str) -> Option<String> {
    let text = trimmed(text);
    (!text.is_empty()).then(|| text.to_owned())
}

/// Adds `text` in double quotes on one line, short enough for a message.
#[inline(never)]
pub fn push_quoted(message: &mut String, text: &str) {
    const LONGEST: usize = 60;
    message.push('"');
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            message.push('…');
            break;
        }
        message.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    message.push('"');
}

/// Adds a number with leading zeros up to `width`.
#[inline(never)]
pub fn push_padded(text: &mut String, number: u32, width: usize) {
    let mut digits = [b'0'; 10];
    let mut rest = number;
    let mut start = digits.len();
    while rest > 0 {
        start -= 1;
        // The remainder of a division by ten is one digit.
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let start = start.min(digits.len() - width);
    for digit in &digits[start..] {
        text.push(char::from(*digit));
    }
}

/// Adds a number in digits; more than 2^32 - 1 is nothing that is counted here.
pub fn push_number(text: &mut String, number: usize) {
    push_padded(text, u32::try_from(number).unwrap_or(u32::MAX), 1);
}

/// The words of a list or of an attribute, apart by blanks or commas.
#[derive(Clone, Debug)]
pub struct Words<'a>(pub &'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let mut start = 0;
        for (index, byte) in self.0.bytes().enumerate() {
            if byte != b',' && !byte.is_ascii_whitespace() {
                continue;
            }
            if start < index {
                let word = self.0.get(start..index);
                self.0 = self.0.get(index..)?;
                return word;
            }
            start = index + 1;
        }
        let word = self.0.get(start..)?;
        self.0 = "";
        (!word.is_empty()).then_some(word)
    }
}

/// The words of a list in which a label may follow each, after `=` and between
/// quotation marks where it has blanks: `online total="All views"`.
#[derive(Clone, Debug)]
pub struct Labelled<'a>(pub &'a str);

impl<'a> Iterator for Labelled<'a> {
    type Item = (&'a str, Option<&'a str>);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let is_between = |byte: u8| byte == b',' || byte.is_ascii_whitespace();
        let begin = self.0.bytes().position(|byte| !is_between(byte))?;
        self.0 = self.0.get(begin..)?;
        let (mut quote, mut equals) = (None, None);
        let mut end = self.0.len();
        for (index, byte) in self.0.bytes().enumerate() {
            match (quote, equals) {
                (Some(open), _) if byte == open => quote = None,
                (Some(_), _) => {}
                (None, None) if byte == b'=' => equals = Some(index),
                (None, Some(equals)) if index == equals + 1 && matches!(byte, b'"' | b'\'') => {
                    quote = Some(byte);
                }
                (None, _) if is_between(byte) => {
                    end = index;
                    break;
                }
                _ => {}
            }
        }
        let word = self.0.get(..end)?;
        self.0 = self.0.get(end..)?;
        let Some(equals) = equals else {
            return Some((word, None));
        };
        let label = word.get(equals + 1..)?;
        let label = label.trim_matches(|quote| matches!(quote, '"' | '\''));
        Some((word.get(..equals)?, Some(label)))
    }
}

/// The place of `word` in a list of words parted by white space or commas.
/// Case counts in lists of our own, and not in those of HTML.
#[inline(never)]
pub fn word_index(list: &str, word: &str, ignore_case: bool) -> Option<usize> {
    Words(list).position(|entry| entry == word || (ignore_case && entry.eq_ignore_ascii_case(word)))
}

/// A whole number as HTML attributes hold it, with an optional minus sign.
#[inline(never)]
pub fn signed_number(written: &str) -> Option<i32> {
    let written = trimmed(written);
    let digits = written.strip_prefix('-').unwrap_or(written);
    let number = i64::try_from(whole_number(digits)?).ok()?;
    let sign = if digits.len() < written.len() { -1 } else { 1 };
    i32::try_from(number * sign).ok()
}

/// A BCP 47 language tag in its usual form: "vi_VN" becomes "vi-VN". Absent
/// where the text is no such tag, because `Intl` throws on one.
#[inline(never)]
pub fn language_tag(text: &str) -> Option<String> {
    let mut tag = String::new();
    let mut is_first = true;
    let mut length = 0;
    for byte in trimmed(text).bytes() {
        let is_end = matches!(byte, b'-' | b'_');
        if is_end {
            // The language itself has two letters at least.
            if length < 1 + usize::from(is_first) {
                return None;
            }
            is_first = false;
            length = 0;
        } else if length == 8
            || !(byte.is_ascii_alphabetic() || (byte.is_ascii_digit() && !is_first))
        {
            return None;
        } else {
            length += 1;
        }
        tag.push(if is_end { '-' } else { char::from(byte) });
    }
    (length > usize::from(is_first)).then_some(tag)
}

/// Runs of white space, as HTML counts it, become one space; what is invisible
/// at the ends is cut.
#[inline(never)]
pub fn collapsed(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for word in trimmed(text).split_ascii_whitespace() {
        if !result.is_empty() {
            result.push(' ');
        }
        result.push_str(word);
    }
    result
}

/// Code without the empty lines around it; indentation is part of it.
#[inline(never)]
pub fn code_lines(text: &str) -> String {
    let text = trimmed_at(text, false, true);
    let mut start = 0;
    while matches!(text.as_bytes().get(start), Some(b'\r' | b'\n')) {
        start += 1;
    }
    text.get(start..).unwrap_or_default().to_owned()
}

/// Whether a text has a letter or digit of any script. Whatever is no ASCII
/// and no general punctuation counts as one: the library's own test brings
/// tables of several KB with it.
#[inline(never)]
pub fn has_letters(text: &str) -> bool {
    text.chars().any(|character| match character {
        '\0'..='\u{7F}' => character.is_ascii_alphanumeric(),
        '\u{80}'..='\u{BF}' => matches!(character, 'ª' | '²' | '³' | '¹' | 'º' | '¼'..='¾'),
        // General punctuation, arrows, mathematical and technical signs, boxes
        // and pictures; CJK punctuation; selectors; private use.
        '\u{2000}'..='\u{206F}'
        | '\u{2190}'..='\u{245F}'
        | '\u{2500}'..='\u{2BFF}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{1F000}'..='\u{1FAFF}' => false,
        _ => true,
    })
}

/// White space that HTML collapses; a no-break space is not part of it.
pub fn is_html_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn language_tags() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(language_tag(text).as_deref(), expected);
        }
        check("vi", Some("vi"));
        check(" vi_VN ", Some("vi-VN"));
        check("zh-Hant-TW", Some("zh-Hant-TW"));
        check("", None);
        check("v", None);
        check("v-vn", None);
        check("vi-abcdefghi", None);
        check("v1", None);
        check("vi-1", Some("vi-1"));
        check("vi-", None);
        check("tiếng Việt", None);
        check("vi\" onload=", None);
    }

    #[test]
    fn quoting_is_short_and_on_one_line() {
        let quoted = |text: &str| {
            let mut message = String::new();
            push_quoted(&mut message, text);
            message
        };
        assert_eq!(quoted("a\nb"), "\"a b\"");
        let long = quoted(&"ữ".repeat(500));
        assert_eq!(long.chars().count(), 63);
        assert!(long.ends_with("…\""));
    }

    #[test]
    fn padded_numbers() {
        #[track_caller]
        fn check(number: u32, width: usize, expected: &str) {
            let mut text = String::new();
            push_padded(&mut text, number, width);
            assert_eq!(text, expected);
        }
        check(0, 1, "0");
        check(0, 2, "00");
        check(7, 4, "0007");
        check(12345, 2, "12345");
        check(u32::MAX, 1, "4294967295");
    }

    #[test]
    fn words_stand_between_blanks_and_commas() {
        #[track_caller]
        fn check(list: &str, expected: &[&str]) {
            assert_eq!(Words(list).collect::<Vec<_>>(), expected, "{list:?}");
        }
        check("", &[]);
        check(" , \n", &[]);
        check("a", &["a"]);
        check("a,b  c\t,\nđường", &["a", "b", "c", "đường"]);
    }

    #[test]
    fn words_of_a_list_may_have_labels() {
        #[track_caller]
        fn check(list: &str, expected: &[(&str, Option<&str>)]) {
            assert_eq!(Labelled(list).collect::<Vec<_>>(), expected, "{list}");
        }
        check("", &[]);
        check(" , ", &[]);
        check(
            "online, total\tsince",
            &[("online", None), ("total", None), ("since", None)],
        );
        check(
            "online total=\"Tất cả\",since='Từ, ngày'",
            &[
                ("online", None),
                ("total", Some("Tất cả")),
                ("since", Some("Từ, ngày")),
            ],
        );
        check("total=All", &[("total", Some("All"))]);
        check(
            "total='no end, online",
            &[("total", Some("no end, online"))],
        );
        check("total= online", &[("total", Some("")), ("online", None)]);
        check("=\"x\"", &[("", Some("x"))]);
        check("a=b=c", &[("a", Some("b=c"))]);
    }

    #[test]
    fn words_of_lists() {
        assert_eq!(word_index("a, b, c", "b", false), Some(1));
        assert_eq!(word_index("lead  Sapo\n", "sapo", true), Some(1));
        assert_eq!(word_index("lead Sapo", "sapo", false), None);
        assert_eq!(word_index("leader", "lead", false), None);
        assert_eq!(word_index("a b", "", false), None);
        assert_eq!(word_index("", "a", false), None);
    }

    #[test]
    fn signed_numbers() {
        assert_eq!(signed_number(" -12 "), Some(-12));
        assert_eq!(signed_number("2147483647"), Some(i32::MAX));
        assert_eq!(signed_number("-2147483648"), Some(i32::MIN));
        for refused in [
            "2147483648",
            "-",
            "--1",
            "+1",
            "1.5",
            "",
            "9223372036854775808",
        ] {
            assert_eq!(signed_number(refused), None, "{refused}");
        }
    }
}
