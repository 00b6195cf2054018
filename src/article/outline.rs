//! The sections of an article: its headings, and paragraphs that open with a
//! number.
//!
//! Many articles have no headings and count instead: "Một là: …", "Hai là: …".
//! Such an opening is a section only where the one after or before it in the
//! same row of numbers follows or precedes it: a paragraph that begins with
//! "2020." or "A." by chance is none.

use super::model::{Block, Inline};
use super::runs::{first_letters, plain_text};
use crate::text::word_index;

/// The longest title, in letters.
const LONGEST_TITLE: usize = 80;

/// The longest number that an opening is looked at for, in bytes.
const LONGEST_NUMBER: usize = 40;

/// As many bytes of a paragraph hold its number and what follows that, if not
/// very many blanks stand between.
const LONGEST_OPENING: usize = 4 * LONGEST_NUMBER;

/// A section and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Place of the block in the body, from 0.
    pub block: usize,
    /// 2 to 6 for headings; a numbered paragraph is one below the heading it
    /// stands under, and one more for each row of numbers around its own.
    pub level: u8,
    /// The heading, or the opening of the paragraph, cut near 80 letters.
    pub title: String,
}

/// How an opening counts. Two openings are of one row only where this is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    kind: Kind,
    /// What stands after the number: '.', ')', ':' or ','.
    mark: char,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Digits,
    Roman,
    Letters,
    /// The n-th row of [`WORDS`].
    Words(usize),
}

/// Ordinals as articles write them, in lower case, from one on. A number may
/// have several words; "|" parts the numbers and "/" other forms of the same.
static WORDS: [&str; 6] = [
    "một là|hai là|ba là|bốn là|năm là|sáu là|bảy là|tám là|chín là|mười là",
    "thứ nhất|thứ hai|thứ ba|thứ tư/thứ bốn|thứ năm|thứ sáu|thứ bảy|thứ tám|thứ chín|thứ mười",
    "first/firstly|second/secondly|third/thirdly|fourth/fourthly|fifth/fifthly|sixth|seventh\
     |eighth|ninth|tenth",
    "one|two|three|four|five|six|seven|eight|nine|ten",
    "أولا/أولاً/أولًا|ثانيا/ثانياً/ثانيًا|ثالثا/ثالثاً/ثالثًا|رابعا/رابعاً/رابعًا|خامسا/خامساً/خامسًا\
     |سادسا/سادساً/سادسًا|سابعا/سابعاً/سابعًا|ثامنا/ثامناً/ثامنًا|تاسعا/تاسعاً/تاسعًا|عاشرا/عاشراً/عاشرًا",
    "الأول/الأولى|الثاني/الثانية|الثالث/الثالثة|الرابع/الرابعة|الخامس/الخامسة|السادس/السادسة\
     |السابع/السابعة|الثامن/الثامنة|التاسع/التاسعة|العاشر/العاشرة",
];

/// A paragraph that may begin a section.
struct Candidate {
    block: usize,
    /// The ways in which its number can be read: "I." is a letter or one.
    readings: Vec<(Style, u32)>,
    /// Whose row it belongs to, once known.
    style: Option<Style>,
    title: String,
}

/// The sections of a body, in order.
pub fn outline(body: &[Block]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut waiting = Vec::new();
    let mut level = 1;
    for (block, content) in body.iter().enumerate() {
        match content {
            Block::Heading(heading) => {
                settle(&mut waiting, level, &mut sections);
                level = heading.level;
                sections.push(Section {
                    block,
                    level,
                    title: shortened(&plain_text(&heading.text)),
                });
            }
            Block::Paragraph(text) => waiting.extend(candidate(block, text)),
            _ => {}
        }
    }
    settle(&mut waiting, level, &mut sections);
    sections
}

/// Decides which of the paragraphs under one heading begin sections.
fn settle(waiting: &mut Vec<Candidate>, level: u8, sections: &mut Vec<Section>) {
    // The last number of each row, and the candidate that it belongs to.
    let mut rows: Vec<(Style, u32, usize)> = Vec::new();
    for index in 0..waiting.len() {
        for (style, number) in waiting[index].readings.clone() {
            let row = rows.iter_mut().find(|row| row.0 == style);
            match row {
                Some(row) => {
                    if row.1 + 1 == number {
                        waiting[row.2].style.get_or_insert(style);
                        waiting[index].style.get_or_insert(style);
                    }
                    (row.1, row.2) = (number, index);
                }
                None => rows.push((style, number, index)),
            }
        }
    }
    // A row that begins while another goes on stands inside it.
    let mut open: Vec<Style> = Vec::new();
    for candidate in waiting.drain(..) {
        let Some(style) = candidate.style else {
            continue;
        };
        match open.iter().position(|known| *known == style) {
            Some(index) => open.truncate(index + 1),
            None => open.push(style),
        }
        let depth = u8::try_from(open.len()).unwrap_or(6);
        sections.push(Section {
            block: candidate.block,
            level: level.saturating_add(depth).min(6),
            title: candidate.title,
        });
    }
}

fn candidate(block: usize, text: &[Inline]) -> Option<Candidate> {
    // Most paragraphs are long, and no opening.
    if readings_of(&first_letters(text, LONGEST_OPENING)).is_empty() {
        return None;
    }
    let text = plain_text(text);
    let readings = readings_of(&text);
    if readings.is_empty() {
        return None;
    }
    let title = shortened(opening(&text));
    Some(Candidate {
        block,
        readings,
        style: None,
        title,
    })
}

/// The ways in which the opening of a paragraph can be read as a number.
fn readings_of(text: &str) -> Vec<(Style, u32)> {
    let mut readings = Vec::new();
    let mut start = "";
    let mut rest = "";
    for (index, character) in text.char_indices() {
        if matches!(character, '.' | ')' | ':' | ',' | '،') {
            start = text.get(..index).unwrap_or_default();
            rest = text.get(index..).unwrap_or_default();
            break;
        }
        // The longest ordinal has three words.
        if index > LONGEST_NUMBER {
            break;
        }
    }
    let mut rest = rest.chars();
    let Some(mark) = rest.next() else {
        return readings;
    };
    // "1.5 million" and "3,000" are no openings.
    if rest.next().is_some_and(|next| !next.is_whitespace()) {
        return readings;
    }
    let start = start.trim_start_matches('(');
    let lower: String = start.chars().map(lowercase).collect();
    let is_counter = matches!(mark, '.' | ')');
    if is_counter && let Some(number) = digits(start) {
        readings.push((
            Style {
                kind: Kind::Digits,
                mark,
            },
            number,
        ));
    }
    if is_counter && let Some(number) = roman(start) {
        readings.push((
            Style {
                kind: Kind::Roman,
                mark,
            },
            number,
        ));
    }
    if is_counter && let [letter @ (b'a'..=b'z' | b'A'..=b'Z')] = start.as_bytes() {
        let number = u32::from(letter.to_ascii_lowercase() - b'a') + 1;
        readings.push((
            Style {
                kind: Kind::Letters,
                mark,
            },
            number,
        ));
    }
    for (row, words) in WORDS.iter().enumerate() {
        for (index, forms) in words.split('|').enumerate() {
            if forms.split('/').any(|form| form == lower) {
                // "Một là:" and "Hai là," are one row.
                let style = Style {
                    kind: Kind::Words(row),
                    mark: ':',
                };
                readings.push((style, u32::try_from(index).unwrap_or_default() + 1));
            }
        }
    }
    readings
}

/// The small letter of a capital one, for the Latin letters that ordinals are
/// written in. The library's own function brings tables of 11 KB with it.
fn lowercase(character: char) -> char {
    let code = u32::from(character);
    let distance = match character {
        'A'..='Z' | 'À'..='Þ' => 32,
        // In these blocks a capital is even and its small letter the next one;
        // in this stretch of the horned letters it is odd, but Ơ is even.
        'Ā'..='Ķ' | 'Ơ' | '\u{1EA0}'..='\u{1EF9}' => 1 - code % 2,
        'Ư' => 1,
        _ => 0,
    };
    char::from_u32(code + distance).unwrap_or(character)
}

/// Up to three digits of any script that articles count in.
fn digits(text: &str) -> Option<u32> {
    let mut number = 0;
    let mut count = 0;
    for character in text.chars() {
        let code = u32::from(character);
        let digit = match character {
            '0'..='9' => code - 0x30,
            // Arabic and Persian digits.
            '\u{660}'..='\u{669}' => code - 0x660,
            '\u{6F0}'..='\u{6F9}' => code - 0x6F0,
            _ => return None,
        };
        number = number * 10 + digit;
        count += 1;
        if count > 3 {
            return None;
        }
    }
    (count > 0).then_some(number)
}

/// A Roman number up to 39, in capitals or not.
fn roman(text: &str) -> Option<u32> {
    const UNITS: &str = "i ii iii iv v vi vii viii ix";
    let lower = text.to_ascii_lowercase();
    let units = lower.trim_start_matches('x');
    let tens = lower.len() - units.len();
    if text.is_empty() || tens > 3 {
        return None;
    }
    // "ix" has its ten behind the one.
    let number = match units {
        "" => 0,
        units => word_index(UNITS, units, false)? + 1,
    };
    u32::try_from(tens * 10 + number).ok()
}

/// The first sentence or phrase behind a number: up to the full stop, or the
/// whole text.
fn opening(text: &str) -> &str {
    let mut has_number = false;
    let mut letters = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let ends_word = characters.peek().is_none_or(|next| next.1.is_whitespace());
        if !has_number {
            has_number = ends_word && matches!(character, '.' | ')' | ':' | ',' | '،');
            continue;
        }
        letters += 1;
        let is_end = matches!(character, '.' | '!' | '?' | ':' | ';' | '؟' | '؛');
        if is_end && ends_word && letters > 3 {
            let end = if matches!(character, '!' | '?' | '؟') {
                index + character.len_utf8()
            } else {
                index
            };
            return text.get(..end).unwrap_or(text);
        }
    }
    text
}

/// Cuts a title at a word near its longest length.
fn shortened(text: &str) -> String {
    let mut end = 0;
    for (count, (index, character)) in text.char_indices().enumerate() {
        if character.is_whitespace() {
            end = index;
        }
        if count == LONGEST_TITLE {
            let end = if end == 0 { index } else { end };
            let cut = text.get(..end).unwrap_or_default();
            let mut title = cut
                .trim_end_matches([',', ':', ';', '-', '–', ' '])
                .to_owned();
            title.push('…');
            return title;
        }
    }
    text.to_owned()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::model::Heading;
    use super::super::testing::{paragraph, text};
    use super::*;
    use proptest::prelude::*;

    fn heading(level: u8, letters: &str) -> Block {
        Block::Heading(Heading {
            level,
            id: None,
            text: vec![text(letters)],
        })
    }

    /// Paragraphs, and headings where a line begins with "## ".
    fn body(lines: &[&str]) -> Vec<Block> {
        let block = |line: &&str| match line.strip_prefix("## ") {
            Some(title) => heading(2, title),
            None => paragraph(line),
        };
        lines.iter().map(block).collect()
    }

    #[track_caller]
    fn check(lines: &[&str], expected: &[(usize, u8, &str)]) {
        let found = outline(&body(lines));
        let found: Vec<(usize, u8, &str)> = found
            .iter()
            .map(|section| (section.block, section.level, section.title.as_str()))
            .collect();
        assert_eq!(found, expected, "{lines:?}");
    }

    #[test]
    fn vietnamese() {
        check(
            &[
                "Mở đầu.",
                "Một là: giữ sạch đường. Việc này dễ.",
                "Chi tiết.",
                "Hai là: phân loại rác.",
                "Ba là, trồng cây!",
            ],
            &[
                (1, 2, "Một là: giữ sạch đường"),
                (3, 2, "Hai là: phân loại rác"),
                (4, 2, "Ba là, trồng cây!"),
            ],
        );
        check(
            &["Thứ nhất, a bc.", "Thứ hai, b cd", "Thứ tư, d ef"],
            &[(0, 2, "Thứ nhất, a bc"), (1, 2, "Thứ hai, b cd")],
        );
        check(
            &["Chín là: a bc", "Mười là: b cd", "Một là gì?"],
            &[(0, 2, "Chín là: a bc"), (1, 2, "Mười là: b cd")],
        );
    }

    #[test]
    fn english_and_counters() {
        check(
            &["First, wash it.", "Secondly, dry it.", "Finally, rest."],
            &[(0, 2, "First, wash it"), (1, 2, "Secondly, dry it")],
        );
        check(
            &["1. One", "a) x", "b) y", "2. Two", "a) z", "b) w"],
            &[
                (0, 2, "1. One"),
                (1, 3, "a) x"),
                (2, 3, "b) y"),
                (3, 2, "2. Two"),
                (4, 3, "a) z"),
                (5, 3, "b) w"),
            ],
        );
        check(
            &["I. Start", "II. Go on", "III. End"],
            &[(0, 2, "I. Start"), (1, 2, "II. Go on"), (2, 2, "III. End")],
        );
        check(
            &["(1) Start", "(2) End"],
            &[(0, 2, "(1) Start"), (1, 2, "(2) End")],
        );
    }

    #[test]
    fn arabic() {
        check(
            &["أولاً: نظافة الشارع.", "ثانيًا، الأشجار.", "١. قطعة", "٢. قطعة"],
            &[
                (0, 2, "أولاً: نظافة الشارع"),
                (1, 2, "ثانيًا، الأشجار"),
                (2, 3, "١. قطعة"),
                (3, 3, "٢. قطعة"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_a_number() {
        for lines in [
            &["1. alone"][..],
            &["1. one", "3. three"],
            &["2020. A year", "2021. Another"],
            &["1.5 million", "2.5 million"],
            &["3,000 people", "4,000 people"],
            &["A plan. It works", "B"],
            &["One is enough.", "Two are not."],
            &["1. one", "2) two"],
            &["2. two", "1. one"],
            &[""],
        ] {
            check(lines, &[]);
        }
    }

    #[test]
    fn headings_and_what_stands_under_them() {
        check(
            &["## Plan", "1. One", "2. Two", "## Rest", "1. alone"],
            &[
                (0, 2, "Plan"),
                (1, 3, "1. One"),
                (2, 3, "2. Two"),
                (3, 2, "Rest"),
            ],
        );
        let strong = |letters: &str| {
            Block::Paragraph(vec![Inline::Strong(vec![text(letters)]), text(" rest")])
        };
        let sections = outline(&[strong("Một là:"), strong("Hai là:")]);
        assert_eq!(sections.len(), 2);
        assert_eq!(sections[1].title, "Hai là: rest");
    }

    #[test]
    fn titles_are_cut_at_a_word() {
        let long = ["1. ", &"chữ ".repeat(40)].concat();
        let sections = outline(&body(&[&long, "2. two"]));
        let title = &sections[0].title;
        assert!(title.chars().count() <= LONGEST_TITLE + 1, "{title}");
        assert!(title.ends_with("chữ…"), "{title}");
        assert!(shortened(&"x".repeat(200)).chars().count() == LONGEST_TITLE + 1);
    }

    proptest! {
        #[test]
        fn sections_stand_in_order(lines in prop::collection::vec("([0-9]{1,3}|[ivx]{1,4}|[a-c]|hai là|\\PC{0,5})[.):,] ?\\PC{0,90}", 0..20)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let sections = outline(&body(&lines));
            prop_assert!(sections.windows(2).all(|pair| pair[0].block < pair[1].block));
            for section in sections {
                prop_assert!((2..=6).contains(&section.level));
                prop_assert!(section.title.chars().count() <= LONGEST_TITLE + 1);
            }
        }
    }
}
