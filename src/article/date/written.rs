//! Dates as people write them, in a line with other words.
//!
//! Nothing is guessed: a month has a name, or the order of the three numbers
//! follows from their sizes, from the signs between them or from what the
//! caller knows of the page. Only what reads foreign pages needs this.

mod months;
mod tokens;

use super::{Parts, Timestamp, days_of, seconds_of};
use crate::calendar::days_in_month;
use crate::text::{lower_case, word_index};
use months::month_of;
use tokens::{Token, tokens_of};

/// What is known of "03/04/2020".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Nothing: such a date is none, unless its numbers tell.
    #[default]
    Unknown,
    /// The day comes first, as in most languages.
    DayFirst,
    /// The month comes first, as in American English.
    MonthFirst,
}

impl Order {
    /// The order that a language tag settles. "en" alone settles none.
    pub fn of_language(tag: &str) -> Self {
        let tag = lower_case(tag);
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let region = parts.next_back().unwrap_or_default();
        match language {
            "en" if matches!(region, "us" | "ph") => Self::MonthFirst,
            "en" if word_index(DAY_FIRST_ENGLISH, region, false).is_some() => Self::DayFirst,
            _ if word_index(DAY_FIRST, language, false).is_some() => Self::DayFirst,
            _ => Self::Unknown,
        }
    }
}

/// Languages in which nobody writes the month first.
const DAY_FIRST: &str = "vi fr de es pt it nl pl cs sk ru uk be bg sr hr sl mk ro el tr da nb nn \
    no fi is et lv id ms th ca gl ar he hi bn ta te ur";
const DAY_FIRST_ENGLISH: &str = "gb au nz ie in za sg my ng ke uk";

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Never [`Timestamp::AsWritten`].
    pub date: Timestamp,
    /// Whether a word before it says that something was changed then.
    pub is_change: bool,
    /// Where it begins and ends in the text, with its time.
    pub place: (usize, usize),
}

/// The years that a page may have been written in; others are numbers.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2199;

/// The most dates of one text.
const MOST_DATES: usize = 8;

/// Words that stand between the parts of a date and say nothing.
const JOINTS: &str = "de del di of the st nd rd th er ng năm г ye a";

/// Words before a time.
const TIME_JOINTS: &str =
    "um at ore alle às as kl lúc vào в о o à a das u klo bei года г год р on ngày";

/// Words before a date that tell of a change.
const CHANGES: &str = "updated update modified edited revised aktualisiert aktualisierung geändert \
    aktualisierte modifié actualizado modificado atualizado atualizada atualização aggiornato aggiornamento modificato \
    gewijzigd bijgewerkt aktualizacja aktualizace uppdaterad opdateret oppdatert päivitetty güncelleme \
    обновлено изменено оновлено diperbarui nhật sửa 更新 수정 stand letzte letzter last";

/// The dates in a text, in their order.
pub fn dates_in(text: &str, order: Order) -> Vec<Written> {
    let lower = lower_case(text);
    let tokens = tokens_of(&lower);
    // Where small letters take other bytes, places are of no use.
    let is_same = lower.len() == text.len();
    let mut dates = Vec::new();
    let mut at = 0;
    let mut after = 0;
    while at < tokens.len() && dates.len() < MOST_DATES {
        let found = date_at(&tokens, at, order);
        let Some((parts, end)) = found.filter(|(parts, _)| exists(parts)) else {
            at += 1;
            continue;
        };
        let mut parts = parts;
        let mut end = end;
        let mut start = at;
        let mut offset = None;
        let mut has_time = parts[3..] != [0; 3];
        if let Some((time, next)) = time_after(&tokens, end) {
            parts[3..].copy_from_slice(&time);
            has_time = true;
            end = next;
            if let Some((minutes, next)) = zone_after(&tokens, end) {
                offset = Some(minutes);
                end = next;
            }
        } else if let Some((time, first)) = time_before(&tokens, after, at) {
            parts[3..].copy_from_slice(&time);
            has_time = true;
            start = first;
        }
        let is_change = tokens[after..at].iter().rev().take(6).any(|token| {
            matches!(token, Token::Word(word, ..) if word_index(CHANGES, word, false).is_some())
        });
        let place = if is_same {
            (tokens[start].place().0, tokens[end - 1].place().1)
        } else {
            (0, text.len())
        };
        dates.push(Written {
            date: timestamp(&parts, has_time, offset),
            is_change,
            place,
        });
        at = end;
        after = end;
    }
    dates
}

fn timestamp(parts: &Parts, has_time: bool, offset: Option<i16>) -> Timestamp {
    // All of them were checked.
    let (year, month, day) = (parts[0] as u16, parts[1] as u8, parts[2] as u8);
    match offset {
        Some(offset_minutes) => Timestamp::Instant {
            seconds: seconds_of(parts) - i64::from(offset_minutes) * 60,
            offset_minutes,
        },
        None if has_time => Timestamp::WallClock {
            year,
            month,
            day,
            hour: parts[3] as u8,
            minute: parts[4] as u8,
            second: parts[5] as u8,
        },
        None => Timestamp::Date { year, month, day },
    }
}

fn exists(parts: &Parts) -> bool {
    let [year, month, day, ..] = *parts;
    YEARS.contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && days_of(parts) > i32::MIN
}

/// A date that begins at a token, and the token after it.
fn date_at(tokens: &[Token<'_>], at: usize, order: Order) -> Option<(Parts, usize)> {
    if let Some((month, after)) = month_at(tokens, at) {
        // "March 16th, 2020", "Tháng Ba 16, 2020"
        let (day, _, after) = number_after(tokens, after, 2)?;
        // "Mon Mar 16 08:06:45 CET 2020", as old programs write it.
        if let Some((time, next)) = time_at(tokens, after) {
            let next = next + usize::from(matches!(tokens.get(next), Some(Token::Word(..))));
            let (year, _, end) = number_at(tokens, next).filter(|(_, length, _)| *length == 4)?;
            return Some(([year, month, day, time[0], time[1], time[2]], end));
        }
        let (year, _, end) =
            number_after(tokens, after, 4).filter(|(_, length, _)| *length == 4)?;
        return Some(([year, month, day, 0, 0, 0], end));
    }
    let (first, length, next) = number_at(tokens, at)?;
    if is_inside_number(tokens, at) {
        return None;
    }
    if length == 4 {
        // "2020-03-16", "2020년 3월 16일", "2020. március 16."
        let (month, after) = match month_at(tokens, joints(tokens, next)) {
            Some(found) => found,
            None => {
                let (month, _, after) = number_after(tokens, next, 2)?;
                same_sign(tokens, next, after)?;
                (month, after)
            }
        };
        let (day, _, mut end) = number_after(tokens, after, 2)?;
        if matches!(tokens.get(end), Some(Token::Word("日" | "일", ..))) {
            end += 1;
        }
        return Some(([first, month, day, 0, 0, 0], end));
    }
    if length > 2 {
        return None;
    }
    if let Some((month, after)) = month_at(tokens, joints(tokens, next)) {
        // "16 mars 2020", "16 tháng 3 năm 2020"
        let (year, length, end) = number_after(tokens, after, 4)?;
        return (length == 4).then_some(([year, month, first, 0, 0, 0], end));
    }
    let sign = sign_at(tokens, next)?;
    let (second, length, after) =
        number_at(tokens, next + 1).filter(|(_, length, _)| *length <= 2)?;
    if length > 2 || sign_at(tokens, after)? != sign {
        return None;
    }
    let (mut year, length, end) = number_at(tokens, after + 1)?;
    match length {
        4 => {}
        // Between points two digits are a year, as RFC 2822 reads them.
        2 if sign == b'.' && !matches!(sign_at(tokens, end), Some(b'.' | b'-')) => {
            year += if year < 50 { 2000 } else { 1900 };
        }
        _ => return None,
    }
    let is_day_first = sign == b'.' || first > 12 || first == second || order == Order::DayFirst;
    let (day, month) = if is_day_first && !(second > 12 && sign != b'.') {
        (first, second)
    } else if second > 12 || order == Order::MonthFirst {
        (second, first)
    } else {
        return None;
    };
    Some(([year, month, day, 0, 0, 0], end))
}

/// Whether what stands straight before a number makes it a part of something
/// else: "1.16", "v16", "-16".
fn is_inside_number(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let touches = tokens[before].place().1 == tokens[at].place().0;
    let is_number = |index: Option<usize>| {
        index.is_some_and(|index| matches!(tokens[index], Token::Number(..)))
    };
    matches!(tokens[before], Token::Sign(b'.' | b'/' | b'-', _))
        && touches
        && is_number(before.checked_sub(1))
}

fn number_at(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize, usize)> {
    match tokens.get(at) {
        Some(Token::Number(value, length, _)) => Some((*value, *length, at + 1)),
        _ => None,
    }
}

fn sign_at(tokens: &[Token<'_>], at: usize) -> Option<u8> {
    match tokens.get(at) {
        Some(Token::Sign(sign, _)) => Some(*sign),
        _ => None,
    }
}

/// The next token that is no joint.
fn joints(tokens: &[Token<'_>], mut at: usize) -> usize {
    let limit = at + 4;
    while at < limit {
        match tokens.get(at) {
            Some(Token::Sign(b'.' | b',' | b'/' | b'-' | b'\'', _)) => at += 1,
            Some(Token::Word(word, _)) if word_index(JOINTS, word, false).is_some() => at += 1,
            Some(Token::Word("年" | "년" | "月" | "월" | "º" | "ª" | "°", _)) => at += 1,
            _ => break,
        }
    }
    at
}

/// The number after joints, of at most so many digits.
fn number_after(tokens: &[Token<'_>], at: usize, most: usize) -> Option<(u32, usize, usize)> {
    number_at(tokens, joints(tokens, at)).filter(|(_, length, _)| *length <= most)
}

/// "2020-03-16" and "2020/03/16", and no "2020-03/16" and "2020 03 16".
fn same_sign(tokens: &[Token<'_>], first: usize, second: usize) -> Option<()> {
    let one = tokens.get(first)?;
    let other = tokens.get(second)?;
    match (one, other) {
        (Token::Sign(one, _), Token::Sign(other, _)) if one == other && *one != b',' => Some(()),
        (Token::Word("年" | "년", _), Token::Word("月" | "월", _)) => Some(()),
        _ => None,
    }
}

/// A month by its name, or "tháng 3"; and the token after it.
fn month_at(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let Token::Word(word, _) = tokens.get(at)? else {
        return None;
    };
    if *word == "tháng" {
        if let Some((month, length, end)) = number_at(tokens, at + 1) {
            return (length <= 2).then_some((month, end));
        }
        let name = |at: usize| match tokens.get(at) {
            Some(Token::Word(word, _)) => word_index(VIETNAMESE, word, false),
            _ => None,
        };
        let first = name(at + 1)?;
        // "mười một", "mười hai"
        if first == 9
            && let Some(second @ 0..=1) = name(at + 2)
        {
            return Some((second as u32 + 11, at + 3));
        }
        let month = match first {
            10 => 1,
            11 => 12,
            12 => 4,
            first => first as u32 + 1,
        };
        return Some((month, at + 2));
    }
    // "12 out of 2020" is no day of October.
    if *word == "out" && matches!(tokens.get(at + 1), Some(Token::Word("of", _))) {
        return None;
    }
    Some((month_of(word)?, at + 1))
}

const VIETNAMESE: &str = "một hai ba tư năm sáu bảy tám chín mười giêng chạp bốn";

/// "08:06:45", "3:51 pm", "10.39 Uhr", "8h06" after a date.
fn time_after(tokens: &[Token<'_>], mut at: usize) -> Option<([u32; 3], usize)> {
    let limit = at + 4;
    while at < limit {
        match tokens.get(at)? {
            Token::Sign(..) => at += 1,
            Token::Word(word, _) if word_index(TIME_JOINTS, word, false).is_some() => at += 1,
            Token::Word("t", _) => at += 1,
            _ => break,
        }
    }
    time_at(tokens, at)
}

fn time_at(tokens: &[Token<'_>], at: usize) -> Option<([u32; 3], usize)> {
    let (mut hour, length, next) = number_at(tokens, at)?;
    let joint = tokens.get(next)?;
    let (minute, digits, mut end) = number_at(tokens, next + 1)?;
    let is_clock = match joint {
        Token::Sign(b':', _) | Token::Word("h" | "時" | "点" | "시" | "giờ", _) => true,
        Token::Sign(b'.', _) => matches!(tokens.get(end), Some(Token::Word("uhr" | "h", _))),
        _ => false,
    };
    if !is_clock || length > 2 || digits != 2 {
        return None;
    }
    let mut second = 0;
    if sign_at(tokens, end) == Some(b':')
        && let Some((value, 2, next)) = number_at(tokens, end + 1)
    {
        (second, end) = (value, next);
    }
    // "p. m.", "pm"
    if let Some(Token::Word(half @ ("am" | "pm" | "a" | "p"), _)) = tokens.get(end)
        && (1..=12).contains(&hour)
    {
        hour = hour % 12 + if half.starts_with('p') { 12 } else { 0 };
        end += 1;
    }
    (hour < 24 && minute < 60 && second < 60).then_some(([hour, minute, second], end))
}

/// "08:06, 16/03/2020": a time that stands straight before a date.
fn time_before(tokens: &[Token<'_>], from: usize, at: usize) -> Option<([u32; 3], usize)> {
    for back in 3..=8 {
        let start = at.checked_sub(back).filter(|start| *start >= from)?;
        let Some((time, mut end)) = time_at(tokens, start) else {
            continue;
        };
        while end < at {
            match tokens.get(end)? {
                Token::Sign(..) => end += 1,
                Token::Word(word, _)
                    if word_index(TIME_JOINTS, word, false).is_some() || *word == "uhr" =>
                {
                    end += 1;
                }
                _ => return None,
            }
        }
        return Some((time, start));
    }
    None
}

/// "(GMT+7)", "UTC", "+07:00" after a time, in minutes.
fn zone_after(tokens: &[Token<'_>], at: usize) -> Option<(i16, usize)> {
    let at = at + usize::from(sign_at(tokens, at) == Some(b'('));
    let (is_named, next) = match tokens.get(at)? {
        Token::Word("gmt" | "utc" | "z", _) => (true, at + 1),
        _ => (false, at),
    };
    let is_west = match sign_at(tokens, next) {
        Some(b'+') => false,
        Some(b'-') if is_named => true,
        _ => return is_named.then_some((0, next)),
    };
    let (hours, length, mut end) = number_at(tokens, next + 1)?;
    let mut minutes = match length {
        1 | 2 => hours * 60,
        4 => hours / 100 * 60 + hours % 100,
        _ => return None,
    };
    if length < 3
        && sign_at(tokens, end) == Some(b':')
        && let Some((more, 2, next)) = number_at(tokens, end + 1)
    {
        (minutes, end) = (minutes + more, next);
    }
    // Less than a day fits.
    (minutes <= 14 * 60).then_some((
        if is_west {
            -(minutes as i16)
        } else {
            minutes as i16
        },
        end,
    ))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
