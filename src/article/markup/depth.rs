//! How deep a text nests, told before a parser takes it up.

use super::super::warning::Warnings;
use super::nesting::{is_implied, is_void};

/// The most elements that may be open at once. No article comes near it, and a
/// parser that looks through all open elements at every tag, as the rules of
/// HTML have it, needs a minute for a hundred thousand of them.
const DEEPEST: usize = 5_000;

/// As many names are remembered; looking through more would take longer than
/// asking anew.
const MOST_NAMES: usize = 40;

/// The beginning of `html` that nests no deeper than any parser takes well.
/// What is left out is worth a warning.
pub fn shallow<'h>(html: &'h str, warnings: &mut Warnings) -> &'h str {
    let beginning = shallow_part(html);
    if beginning.len() < html.len() {
        warnings.warn("nests more than 5000 elements in each other; the rest was left out");
    }
    beginning
}

/// As [`shallow`], without a word.
pub fn shallow_part(html: &str) -> &str {
    let bytes = html.as_bytes();
    let mut open: Vec<&str> = Vec::new();
    // A page has few names and a great many tags: whether each name nests.
    let mut known: Vec<(&str, bool)> = Vec::new();
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + start;
        at = start + 1;
        let is_end = bytes.get(at) == Some(&b'/');
        at += usize::from(is_end);
        let from = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let name = html.get(from..at).unwrap_or_default();
        if name.is_empty() {
            continue;
        }
        if is_end {
            // An end tag of anything else may end nothing at all.
            let is_innermost = open
                .last()
                .is_some_and(|last| last.eq_ignore_ascii_case(name));
            if is_innermost {
                open.pop();
            }
            continue;
        }
        let nests = match known.iter().find(|(known, _)| *known == name) {
            Some((_, nests)) => *nests,
            None => {
                let lower = name.to_ascii_lowercase();
                let nests = !is_void(&lower) && !is_implied(&lower);
                if known.len() < MOST_NAMES {
                    known.push((name, nests));
                }
                nests
            }
        };
        if !nests {
            continue;
        }
        open.push(name);
        if open.len() > DEEPEST {
            return html.get(..start).unwrap_or_default();
        }
    }
    html
}
