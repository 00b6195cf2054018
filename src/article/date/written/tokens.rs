//! A line of text as numbers, words and signs.

use crate::text::has_letters;

/// A piece of a text; each has its place, from byte to byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits: what they count, and how many there are.
    Number(u32, usize, (usize, usize)),
    /// Letters of one script.
    Word(&'a str, (usize, usize)),
    /// Any other sign that is no white space; 0 stands for one beyond ASCII.
    Sign(u8, (usize, usize)),
}

impl Token<'_> {
    pub(super) fn place(&self) -> (usize, usize) {
        match self {
            Self::Number(.., place) | Self::Word(_, place) | Self::Sign(_, place) => *place,
        }
    }
}

/// The longest text that is looked through, in pieces.
const MOST: usize = 400;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Digit,
    Letter,
    /// Of the scripts of China, Japan and Korea, where a word of a date is one sign.
    Character,
    Sign,
}

fn kind(character: char) -> Kind {
    match character {
        '0'..='9' => Kind::Digit,
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        '年' | '月' | '日' | '時' | '点' | '分' | '년' | '월' | '일' | '시' => {
            Kind::Character
        }
        // Marks that follow a letter belong to it.
        '\u{300}'..='\u{36F}' => Kind::Letter,
        _ if character.is_whitespace() => Kind::Space,
        _ if character >= '\u{AA}' && has_letters(character.encode_utf8(&mut [0; 4])) => {
            Kind::Letter
        }
        _ => Kind::Sign,
    }
}

pub(super) fn tokens_of(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if tokens.len() >= MOST {
            break;
        }
        let kind_here = kind(character);
        let mut end = start + character.len_utf8();
        if matches!(kind_here, Kind::Digit | Kind::Letter) {
            while let Some((_, next)) = characters.next_if(|(_, next)| kind(*next) == kind_here) {
                end += next.len_utf8();
            }
        }
        let piece = &text[start..end];
        tokens.push(match kind_here {
            Kind::Space => continue,
            Kind::Digit => {
                // A number of more digits is no part of a date.
                let mut value = 0_u32;
                for digit in piece.bytes().take(8) {
                    value = value * 10 + u32::from(digit - b'0');
                }
                Token::Number(value, piece.len(), (start, end))
            }
            Kind::Letter | Kind::Character => Token::Word(piece, (start, end)),
            Kind::Sign => Token::Sign(
                if character.is_ascii() {
                    character as u8
                } else {
                    0
                },
                (start, end),
            ),
        });
    }
    tokens
}
