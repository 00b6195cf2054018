//! JSON Pointer tables: how foreign JSON becomes ours.
//!
//! A format is a constant table, not code: each field names the places where
//! it may stand, as JSON Pointers (<https://www.rfc-editor.org/rfc/rfc6901>)
//! in order of preference, parted by a vertical bar between two blanks:
//! `"/visitors | /x | /0/x"`. The empty pointer means the whole document, for
//! endpoints that answer with a bare number.

use crate::json::{self, Value};

/// Parts the alternatives in a pointer text. The blanks belong to it, so a
/// bar inside a key does no harm.
const ALTERNATIVE: &str = " | ";

/// The places where one field may stand, best first.
///
/// The text is borrowed: known formats are constants, an owner's own table
/// arrives at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointers<'a>(&'a str);

impl<'a> Pointers<'a> {
    /// Wraps a pointer text such as `"/visitors | /x | /0/x"`. It is not
    /// checked; a pointer that is none finds nothing, and [`Pointers::fault`]
    /// names it.
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The text as it was given.
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// The first place that exists and does not hold `null`.
    pub fn find(self, value: &Value) -> Option<&Value> {
        Some(self.locate(value)?.1)
    }

    /// What [`Pointers::find`] finds, and the pointer that found it.
    pub fn locate(self, value: &Value) -> Option<(&'a str, &Value)> {
        let mut rest = Some(self.0);
        while let Some(pointers) = rest {
            let (pointer, others) = split_first(pointers);
            match value.pointer(pointer) {
                None | Some(Value::Null) => rest = others,
                Some(found) => return Some((pointer, found)),
            }
        }
        None
    }

    /// The first alternative that is no JSON Pointer, for a message to the
    /// owner who wrote it; `None` when all are well formed.
    pub fn fault(self) -> Option<&'a str> {
        let mut rest = Some(self.0);
        while let Some(pointers) = rest {
            let (pointer, others) = split_first(pointers);
            if !is_pointer(pointer) {
                return Some(pointer);
            }
            rest = others;
        }
        None
    }
}

/// The first alternative, trimmed, and the others. The library's search for a
/// text in a text weighs ten times as much as this loop.
fn split_first(pointers: &str) -> (&str, Option<&str>) {
    let mut first = pointers;
    let mut others = None;
    for (index, part) in pointers.as_bytes().windows(ALTERNATIVE.len()).enumerate() {
        if part == ALTERNATIVE.as_bytes() {
            first = pointers.get(..index).unwrap_or_default();
            others = pointers.get(index + ALTERNATIVE.len()..);
            break;
        }
    }
    (first.trim_ascii(), others)
}

/// The first of `pointers` (see [`Pointers`]) that exists in `value` and does
/// not hold `null`.
pub fn find<'v>(value: &'v Value, pointers: &str) -> Option<&'v Value> {
    Pointers::new(pointers).find(value)
}

/// A whole number from 0 to 2^64 - 1: a JSON integer, or a string of decimal
/// digits and nothing else.
///
/// Endpoints send large numbers as strings because JavaScript loses integers
/// above 2^53. Signs, fractions, exponents and grouped digits are refused: a
/// guess would show a wrong number to everybody.
pub fn whole_number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(text) | Value::String(text) => json::whole_number(text),
        _ => None,
    }
}

/// Whether `text` follows the grammar of RFC 6901, section 3.
fn is_pointer(text: &str) -> bool {
    if !text.is_empty() && !text.starts_with('/') {
        return false;
    }
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'~' && !matches!(bytes.next(), Some(b'0' | b'1')) {
            return false;
        }
    }
    true
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check_find(document: &str, pointers: &str, expected: Option<&str>) {
        let document = json::parse(document).unwrap();
        let expected = expected.map(|expected| json::parse(expected).unwrap());
        assert_eq!(find(&document, pointers), expected.as_ref(), "{pointers}");
    }

    #[track_caller]
    fn check_number(json: &str, expected: Option<u64>) {
        let value = json::parse(json).unwrap();
        assert_eq!(whole_number(&value), expected, "{json}");
    }

    #[test]
    fn one_table_entry_serves_every_form_an_endpoint_ever_had() {
        // The three bodies that one analytics server answered with over its versions.
        let online = "/visitors | /x | /0/x";
        check_find(r#"{"visitors":13}"#, online, Some("13"));
        check_find(r#"{"x":13}"#, online, Some("13"));
        check_find(r#"[{"x":13}]"#, online, Some("13"));
        check_find(r#"{"y":13}"#, online, None);
    }

    #[test]
    fn the_first_place_wins_and_null_counts_as_absent() {
        check_find(r#"{"a":1,"b":2}"#, "/a | /b", Some("1"));
        check_find(r#"{"a":1,"b":2}"#, "/b | /a", Some("2"));
        check_find(r#"{"a":null,"b":2}"#, "/a | /b", Some("2"));
        check_find(r#"{"a":null}"#, "/a", None);
        check_find(r#"{"a":0}"#, "/a", Some("0"));
    }

    #[test]
    fn pointers_follow_rfc_6901() {
        let document = r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;
        check_find(document, "/foo/0", Some("\"bar\""));
        check_find(document, "/", Some("0"));
        check_find(document, "/a~1b", Some("1"));
        check_find(document, "/c%d", Some("2"));
        check_find(document, "/e^f", Some("3"));
        check_find(document, "/g|h", Some("4"));
        check_find(document, "/i\\j", Some("5"));
        check_find(document, "/k\"l", Some("6"));
        check_find(document, "/m~0n", Some("8"));
        check_find(document, "/foo/01", None);
        check_find(document, "/foo/-", None);
        check_find(document, "/foo/2", None);
        check_find("13", "", Some("13"));
        check_find("13", "/value | ", Some("13"));
    }

    #[test]
    fn a_pointer_that_is_none_finds_nothing_and_is_named() {
        check_find(r#"{"a":1}"#, "a", None);
        assert_eq!(Pointers::new("/a | b | /c").fault(), Some("b"));
        assert_eq!(Pointers::new("/a | /b~2").fault(), Some("/b~2"));
        assert_eq!(Pointers::new("/a~").fault(), Some("/a~"));
        assert_eq!(Pointers::new("/a~0~1 | /b | ").fault(), None);
    }

    #[test]
    fn whole_numbers_are_exact_or_refused() {
        check_number("0", Some(0));
        check_number("9007199254740993", Some(9_007_199_254_740_993));
        check_number("18446744073709551615", Some(u64::MAX));
        check_number("18446744073709551616", None);
        check_number("\"18446744073709551615\"", Some(u64::MAX));
        check_number("\"18446744073709551616\"", None);
        check_number("\"007\"", Some(7));
        for refused in [
            "-1",
            "1.0",
            "1e3",
            "0.5",
            "true",
            "null",
            "[]",
            "{}",
            "\"\"",
            "\"-1\"",
            "\"+1\"",
            "\"1.0\"",
            "\"1,000\"",
            "\" 1\"",
            "\"1 \"",
            "\"0x10\"",
            "\"\u{0661}\"",
            "\"NaN\"",
        ] {
            check_number(refused, None);
        }
    }

    proptest! {
        #[test]
        fn numbers_and_digit_strings_mean_the_same(number: u64) {
            prop_assert_eq!(whole_number(&Value::Number(number.to_string())), Some(number));
            prop_assert_eq!(whole_number(&Value::String(number.to_string())), Some(number));
        }

        #[test]
        fn no_pointer_text_upsets_the_search(text in ".{0,40}") {
            let document = json::parse(r#"{"a":[{"b":1}],"":{"~":2}}"#).unwrap();
            let pointers = Pointers::new(&text);
            if pointers.find(&document).is_some() {
                // Whatever was found was named by at least one good pointer.
                prop_assert!(text.split(ALTERNATIVE).any(|part| is_pointer(part.trim()) || part.contains('~')));
            }
        }
    }
}
