//! How deep a text nests, told before a parser takes it up.

use super::super::warning::Warnings;
use super::nesting::{is_implied, is_void};

/// The most elements that may be open at once. No article comes near it, and a
/// parser that looks through all open elements at every tag, as the rules of
/// HTML have it, needs a minute for a hundred thousand of them.
const DEEPEST: usize = 5_000;

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
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        if bytes[start] != b'<' {
            continue;
        }
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
        let lower = name.to_ascii_lowercase();
        if is_void(&lower) || is_implied(&lower) {
            continue;
        }
        open.push(name);
        if open.len() > DEEPEST {
            return html.get(..start).unwrap_or_default();
        }
    }
    html
}
