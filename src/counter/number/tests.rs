#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: Option<u64>) {
    assert_eq!(grouped(text), expected, "{text:?}");
    if let Some(number) = expected {
        // What is a number by itself is one among words.
        assert_eq!(in_words(&format!("Online: {text} người")), Some(number));
    }
}

#[track_caller]
fn check_words(text: &str, expected: Option<u64>) {
    assert_eq!(in_words(text), expected, "{text:?}");
}

#[test]
fn digits_are_grouped_in_many_ways() {
    for text in [
        "2497859",
        "2,497,859",
        "2.497.859",
        "2 497 859",
        "2'497'859",
        "2\u{A0}497\u{A0}859",
        "2\u{2009}497\u{2009}859",
        "2\u{202F}497\u{202F}859",
        "2\u{2019}497\u{2019}859",
        "24,97,859",
        " 2,497,859\n",
        "٢٤٩٧٨٥٩",
        "٢٬٤٩٧٬٨٥٩",
        "۲٬۴۹۷٬۸۵۹",
    ] {
        check(text, Some(2_497_859));
    }
    check("42.123", Some(42_123));
    check("1,234", Some(1_234));
    check("999", Some(999));
    check("0", Some(0));
    check("007", Some(7));
    check("1,00,00,000", Some(10_000_000));
    check("9007199254740993", Some(9_007_199_254_740_993));
    check("18,446,744,073,709,551,615", Some(u64::MAX));
}

#[test]
fn what_is_no_whole_number_is_none() {
    for text in [
        "",
        " ",
        "1.5",
        "12,34",
        "1.2345",
        "2.5k",
        "2k",
        "0.123",
        "0,123",
        "00,123",
        "1234,567",
        "1,234.567",
        "1,234.5",
        "1 234,567",
        "1,,234",
        "1, 234",
        "1,234,",
        ",123",
        ".5",
        "-1",
        "+1",
        "1e3",
        "0x10",
        "12.34.567",
        "123,45,678",
        "1,23,45",
        "24.97.859",
        "1.234.56",
        "18,446,744,073,709,551,616",
        "18446744073709551616",
        "99999999999999999999999",
        "13 %",
        "13 readers",
        "NaN",
    ] {
        check(text, None);
    }
}

#[test]
fn one_number_stands_among_words() {
    check_words("Đang online: 13", Some(13));
    check_words("13 người đang xem", Some(13));
    check_words("Tổng truy cập: 2.497.859 lượt", Some(2_497_859));
    check_words("Tổng: 2,497,859.", Some(2_497_859));
    check_words("(13)", Some(13));
    check_words("在线13人", Some(13));
    check_words("Hôm nay: 90, tất cả", Some(90));
    check_words("Trực tuyến: ١٣", Some(13));
    check_words("0 online", Some(0));
    check_words("12 months", Some(12));
}

#[test]
fn a_number_that_means_another_is_none() {
    for text in [
        "",
        "Đang online",
        "Online 13 / 20",
        "Hôm nay: 90 - Tháng: 1852",
        "2.5k",
        "2k visits",
        "2 K",
        "2.5 Tr",
        "3 triệu lượt",
        "3 Triệu",
        "249.8万",
        "2万",
        "2 億",
        "5 million",
        "5 mln.",
        "45%",
        "45 %",
        "-5",
        "~100",
        "100+",
        ">100",
        "v2",
        "23/11",
        "12:30",
        "1.5",
        "12,34 lượt",
        "$.5",
        // Two lines are two numbers, and a line's end parts no multiplier.
        "Online 13\n456 lượt",
        "13\ntriệu\nlượt",
    ] {
        check_words(text, None);
    }
}

/// What the rules say, worked out in another way: cut at the separators, then
/// look at the pieces.
fn oracle(text: &str) -> Option<u64> {
    let text = text.trim_ascii();
    let found: Vec<char> = text
        .chars()
        .filter(|character| !character.is_ascii_digit())
        .collect();
    let pieces: Vec<&str> = text
        .split(|character: char| !character.is_ascii_digit())
        .collect();
    let lengths: Vec<usize> = pieces.iter().map(|piece| piece.len()).collect();
    let is_whole = match (found.first(), lengths.as_slice()) {
        (None, [length]) => *length > 0,
        (Some(mark), [first, middle @ .., last]) => {
            let threes = (1..=3).contains(first) && middle.iter().all(|length| *length == 3);
            let twos =
                (1..=2).contains(first) && middle.iter().all(|length| *length == 2) && *mark == ',';
            SEPARATORS.contains(*mark)
                && found.iter().all(|other| other == mark)
                && *last == 3
                && !text.starts_with('0')
                && (threes || twos)
        }
        _ => false,
    };
    if is_whole {
        pieces.concat().parse().ok()
    } else {
        None
    }
}

proptest! {
    #[test]
    fn the_reader_agrees_with_the_rules(text in "[0-9]{0,4}([,. '\u{A0}\u{202F}-]{0,2}[0-9]{1,4}){0,4}[,. ]?") {
        prop_assert_eq!(grouped(&text), oracle(&text), "{:?}", text);
    }

    #[test]
    fn whatever_is_grouped_is_read_back(number: u64, separator in "[,. '\u{A0}\u{2009}\u{202F}\u{2019}\u{66C}]") {
        let digits = number.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index) % 3 == 0 {
                text.push_str(&separator);
            }
            text.push(digit);
        }
        prop_assert_eq!(grouped(&text), Some(number));
        let sentence = ["Đang online: ", &text, " người."].concat();
        prop_assert_eq!(in_words(&sentence), Some(number));
    }

    #[test]
    fn no_text_upsets_the_reader(text in ".{0,60}") {
        let digits: String = text
            .chars()
            .filter_map(|character| {
                let (digit, _) = digit(character.encode_utf8(&mut [0; 4]))?;
                char::from_digit(u32::try_from(digit).unwrap(), 10)
            })
            .collect();
        for number in [grouped(&text), in_words(&text)].into_iter().flatten() {
            // Every digit of the text is in the number, and no other.
            prop_assert_eq!(digits.parse::<u64>().unwrap(), number);
        }
    }
}
