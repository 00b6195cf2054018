//! Where a text is parted. The library's searches are faster, and each kind of
//! them weighs as much as all of these.

/// Where `part` begins in `text`.
#[inline(never)]
fn place_of(text: &[u8], part: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at + part.len() <= text.len() {
        if text[at..].starts_with(part) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether `part` stands in `text`.
pub fn holds(text: &str, part: &str) -> bool {
    place_of(text.as_bytes(), part.as_bytes()).is_some()
}

/// What stands before and behind the first `part` of a text.
#[inline(never)]
pub fn parted<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let place = place_of(text.as_bytes(), part.as_bytes())?;
    Some((text.get(..place)?, text.get(place + part.len()..)?))
}

/// What stands before and behind the last `sign` of a text, which is of ASCII;
/// all of it behind where there is none.
#[inline(never)]
pub fn parted_last(text: &str, sign: u8) -> (&str, &str) {
    let mut place = None;
    for (index, byte) in text.bytes().enumerate() {
        if byte == sign {
            place = Some(index);
        }
    }
    match place {
        Some(place) => (&text[..place], &text[place + 1..]),
        None => ("", text),
    }
}

/// Whether one of `signs` stands in `text`.
#[inline(never)]
pub fn has_sign(text: &str, signs: &str) -> bool {
    text.chars().any(|character| signs.contains(character))
}

/// Whether a text ends with one of `signs`.
#[inline(never)]
pub fn ends_with_sign(text: &str, signs: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(|last| signs.contains(last))
}

/// A text without `signs` at its ends.
#[inline(never)]
pub fn without_signs<'a>(text: &'a str, signs: &str) -> &'a str {
    text.trim_matches(|character| signs.contains(character))
}

/// How many digits of ASCII a text has.
#[inline(never)]
pub fn count_digits(text: &str) -> usize {
    let mut count = 0;
    for byte in text.bytes() {
        count += usize::from(byte.is_ascii_digit());
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_parted() {
        #[track_caller]
        fn check(text: &str, part: &str, expected: Option<(&str, &str)>) {
            assert_eq!(parted(text, part), expected, "{text:?}, {part:?}");
            assert_eq!(parted(text, part), text.split_once(part));
            assert_eq!(holds(text, part), text.contains(part));
        }
        check("a://b://c", "://", Some(("a", "b://c")));
        check("đường", "ườ", Some(("đ", "ng")));
        check("ab", "abc", None);
        check("ab", "", Some(("", "ab")));
        check("", "a", None);
        assert_eq!(parted_last("a.b.c", b'.'), ("a.b", "c"));
        assert_eq!(parted_last("abc", b'.'), ("", "abc"));
    }

    #[test]
    fn signs_are_found() {
        assert!(has_sign("a…b", "|…") && !has_sign("ab", "|…"));
        assert!(ends_with_sign("a…", ".…") && !ends_with_sign("…a", ".…"));
        assert_eq!(without_signs("– a – ", "– "), "a");
        assert_eq!(count_digits("16.3.2020"), 7);
    }
}
