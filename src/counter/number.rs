//! Whole numbers as people and their programs write them.
//!
//! A number is read exactly or not at all. Digits may be grouped as they are
//! somewhere in the world: "2,497,859", "2.497.859", "2 497 859", "24,97,859".
//! What might as well be a fraction is none: "1.5", "12,34", "0,123".

use crate::text::word_index;

/// What people put between groups of digits. Only one kind may stand in a number.
const SEPARATORS: &str = " ,.'\u{A0}\u{2009}\u{202F}\u{2019}\u{66C}";

/// Beside a number these make it another one: a sign, a fraction, a date, an
/// estimate.
const SPOILERS: &str = "-\u{2212}+.,/%~\u{2248}<>\u{2264}\u{2265}";

/// What multiplies the number before it, in small letters.
const MULTIPLIERS: &str = "k m b n tr mn mio mrd mln tsd thousand million millions billion nghìn ngàn triệu tỷ tỉ тыс млн";

/// The same where no blanks part words.
const MULTIPLIER_SIGNS: &str = "百千万萬億亿백천만억";

/// The number that `text` is and nothing else; white space around it is no
/// matter. `None` also above 2^64 - 1.
pub fn grouped(text: &str) -> Option<u64> {
    match leading(text.trim_ascii()) {
        Some((number, "")) => number,
        _ => None,
    }
}

/// The one number among the words of `text`, as in "Đang online: 13". `None`
/// where there is none, where there are two, and where what stands beside it
/// makes it another number ("2k", "13 %", "3 triệu").
pub fn in_words(text: &str) -> Option<u64> {
    let mut found = None;
    let mut before = ' ';
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let Some((number, after)) = leading(rest) else {
            before = character;
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
            continue;
        };
        if found.is_some() || spoils(before) || is_multiplied(after) {
            return None;
        }
        found = Some(number?);
        before = '0';
        rest = after;
    }
    found
}

/// The number that `text` begins with, and what follows it. `Some(None)` is a
/// number that is not whole, too large, or grouped as nobody does. `None` where
/// no digit comes first.
fn leading(text: &str) -> Option<(Option<u64>, &str)> {
    let (first_digit, _) = digit(text)?;
    let mut number = Some(0_u64);
    let mut separator = None;
    let mut is_mixed = false;
    // The lengths of the first group and of the last, and whether those
    // between them have three digits each, or two as in India.
    let (mut first, mut last) = (0, 0);
    let (mut has_threes, mut has_twos) = (true, true);
    let mut rest = text;
    loop {
        let mut length = 0;
        while let Some((digit, after)) = digit(rest) {
            number = number
                .and_then(|number| number.checked_mul(10))
                .and_then(|number| number.checked_add(digit));
            length += 1;
            rest = after;
        }
        if separator.is_none() {
            first = length;
        } else {
            if last > 0 {
                has_threes &= last == 3;
                has_twos &= last == 2;
            }
            last = length;
        }
        let Some((mark, after)) = separator_in(rest) else {
            break;
        };
        is_mixed |= separator.is_some_and(|separator| separator != mark);
        separator = Some(mark);
        rest = after;
    }
    let is_whole = match separator {
        None => true,
        // "0,123" is a fraction somewhere, and a count nowhere.
        Some(_) if is_mixed || first_digit == 0 || last != 3 => false,
        Some(mark) => (has_threes && first <= 3) || (has_twos && first <= 2 && mark == ','),
    };
    Some((number.filter(|_| is_whole), rest))
}

/// The separator that `text` begins with, where a digit follows it, and the
/// text from that digit on.
fn separator_in(text: &str) -> Option<(char, &str)> {
    let mark = text.chars().next()?;
    let after = text.get(mark.len_utf8()..)?;
    (holds(SEPARATORS, mark) && digit(after).is_some()).then_some((mark, after))
}

/// The digit that `text` begins with, European, Arabic or Persian.
fn digit(text: &str) -> Option<(u64, &str)> {
    let character = text.chars().next()?;
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        _ => return None,
    };
    let digit = u64::from(u32::from(character) - u32::from(zero));
    Some((digit, text.get(character.len_utf8()..)?))
}

/// Whether a number beside this character may not be what it seems.
fn spoils(character: char) -> bool {
    character.is_ascii_alphanumeric() || holds(SPOILERS, character)
}

/// Whether what follows a number makes it another one.
fn is_multiplied(after: &str) -> bool {
    let mut characters = after.chars();
    let Some(next) = characters.next() else {
        return false;
    };
    // A full stop or a comma ends a clause where no letter or digit follows it.
    let is_stop = matches!(next, '.' | ',') && characters.next().is_none_or(|next| !spoils(next));
    if spoils(next) && !is_stop {
        return true;
    }
    let mut word = after;
    let first = loop {
        let Some(first) = word.chars().next() else {
            return false;
        };
        if !matches!(first, ' ' | '\n' | '\u{A0}' | '\u{202F}' | '\u{2009}') {
            break first;
        }
        word = word.get(first.len_utf8()..).unwrap_or_default();
    };
    if first == '%' || holds(MULTIPLIER_SIGNS, first) {
        return true;
    }
    let mut end = 0;
    for character in word.chars() {
        if character.is_ascii_punctuation() || matches!(character, ' ' | '\n' | '\u{A0}') {
            break;
        }
        end += character.len_utf8();
    }
    let word = word.get(..end).unwrap_or_default();
    word_index(MULTIPLIERS, word, true).is_some()
}

fn holds(list: &str, wanted: char) -> bool {
    list.chars().any(|character| character == wanted)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
