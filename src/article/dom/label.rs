//! What elements are called by name, class, id and role, and words among those.

use super::super::warning::Warnings;
use super::attribute::Attribute;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{self, word_index};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU64};

/// The most parts that a message names.
const MOST_NAMED: usize = 8;

/// Words to look for among very many others.
pub(in crate::article) struct Words {
    list: &'static str,
    /// A bit for each, so that most others are told without a search. They are set
    /// when the first word is looked for: bits compress to nothing less.
    marks: [AtomicU64; 8],
    is_marked: AtomicBool,
}

impl Words {
    /// Those of a list of words in lower case with blanks between them.
    pub(in crate::article) const fn of(list: &'static str) -> Self {
        Self {
            list,
            marks: [const { AtomicU64::new(0) }; 8],
            is_marked: AtomicBool::new(false),
        }
    }

    /// Where the bit of a word is, and the bit.
    fn mark(&self, word: &str) -> (&AtomicU64, u64) {
        let bytes = word.as_bytes();
        let first = bytes.first().copied().unwrap_or_default();
        let last = bytes.last().copied().unwrap_or_default();
        let number = 37 * usize::from(first) + 101 * usize::from(last) + 211 * bytes.len();
        (&self.marks[number / 64 % 8], 1 << (number % 64))
    }

    fn has(&self, word: &str) -> bool {
        if !self.is_marked.load(Acquire) {
            for word in text::Words(self.list) {
                let (mark, bit) = self.mark(word);
                mark.fetch_or(bit, Relaxed);
            }
            self.is_marked.store(true, Release);
        }
        let (mark, bit) = self.mark(word);
        mark.load(Relaxed) & bit != 0 && word_index(self.list, word, false).is_some()
    }
}

/// Whether a part of a class name, or two that follow each other, is one of
/// `words`: "news-date", "newsDate" and "news_date" have the parts "news",
/// "date" and "newsdate".
pub(in crate::article) fn has_part(classes: &str, words: &Words) -> bool {
    first_part(classes, std::slice::from_ref(words)).is_some()
}

/// The first of the lists that has a part of a class name, or two that follow
/// each other.
#[inline(never)]
pub(in crate::article) fn first_part(classes: &str, lists: &[Words]) -> Option<usize> {
    let mut found = lists.len();
    let mut pair = String::new();
    let mut middle = 0;
    let mut is_lower = false;
    // The space after the last one ends it.
    for byte in classes.bytes().chain([b' ']) {
        let begins = !byte.is_ascii_alphanumeric() || (is_lower && byte.is_ascii_uppercase());
        if begins && pair.len() > middle {
            for (index, words) in lists.iter().enumerate().take(found) {
                if words.has(&pair[middle..]) || (middle > 0 && words.has(&pair)) {
                    found = index;
                    break;
                }
            }
            pair.drain(..middle);
            middle = pair.len();
        }
        if byte == b' ' {
            pair.clear();
            middle = 0;
        }
        is_lower = byte.is_ascii_lowercase();
        if byte.is_ascii_alphanumeric() {
            pair.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    (found < lists.len()).then_some(found)
}

/// Name, class, id and role of an element.
pub(in crate::article) fn label_of(tree: &Tree, id: NodeId) -> String {
    let mut label = String::new();
    push_label(
        tree.name(id),
        &|attribute| tree.attribute(id, attribute),
        &mut label,
    );
    label
}

/// Adds name, class, id and role.
#[inline(never)]
pub(in crate::article) fn push_label<'a>(
    name: &str,
    value: &dyn Fn(Attribute) -> Option<&'a str>,
    label: &mut String,
) {
    label.push_str(name);
    for attribute in [Attribute::Class, Attribute::Id, Attribute::Role] {
        if let Some(value) = value(attribute) {
            label.push(' ');
            label.push_str(value);
        }
    }
}

/// Takes elements out of the tree, and names by their labels those that held
/// anything.
pub(in crate::article) fn take_named(
    tree: &mut Tree,
    found: Vec<(NodeId, String)>,
    warnings: &mut Warnings,
) {
    let mut names = String::new();
    let mut count = 0;
    for (id, label) in found {
        let has_anything = tree.count_letters(id) > 0 || tree.find_tag(id, Tag::Image).is_some();
        tree.take(id);
        if !has_anything {
            continue;
        }
        count += 1;
        if count <= MOST_NAMED {
            if count > 1 {
                names.push_str(", ");
            }
            names.push('<');
            let mut length = 0;
            for character in label.chars() {
                if length < 40 && !character.is_control() {
                    names.push(character);
                    length += 1;
                }
            }
            names.push('>');
        }
    }
    if count > MOST_NAMED {
        names.push_str(" and more");
    }
    if count > 0 {
        let problem = [
            "inside its element, parts that are marked as something else were left out: ",
            &names,
        ];
        warnings.add("", None, &problem);
    }
}
