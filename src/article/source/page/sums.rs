//! Letters without their white space: how many stand where, in links and in
//! running text.

use super::super::super::dom::{Attribute, NodeId, ROOT, Tag, Tree, path_of};
use crate::text::{composed, is_html_space, parted_last, word_index};

/// A text without its white space, to compare texts by.
pub(super) fn squeezed(text: &str) -> String {
    let mut letters = String::new();
    squeeze(text, &mut letters);
    letters
}

/// Adds letters without their white space, to compare texts by.
#[inline(never)]
pub(super) fn squeeze(text: &str, letters: &mut String) {
    let text = &composed(text);
    let mut start = 0;
    for (index, byte) in text.bytes().enumerate() {
        // U+00A0 is two bytes.
        let length = match byte {
            0xC2 if text[index..].starts_with('\u{A0}') => 2,
            _ => usize::from(is_html_space(char::from(byte))),
        };
        if length > 0 {
            if start < index {
                letters.push_str(&text[start..index]);
            }
            start = index + length;
        }
    }
    letters.push_str(&text[start..]);
}

/// The shortest piece of text that is running text, in bytes of letters.
const RUNNING: usize = 60;

/// Letters up to each node: all, those in links, those of running text outside
/// of links.
pub(super) struct Sums {
    pub(super) all: Vec<u32>,
    pub(super) linked: Vec<u32>,
    pub(super) running: Vec<u32>,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    pub(super) all: usize,
    pub(super) linked: usize,
    pub(super) running: usize,
}

impl Amount {
    /// Whether so many of ten letters stand in links.
    pub(super) fn is_linked(self, tenths: usize) -> bool {
        self.linked > 0 && self.linked * 10 >= self.all * tenths
    }
}

impl Sums {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut sums = Self {
            all: vec![0; tree.len() + 1],
            linked: vec![0; tree.len() + 1],
            running: vec![0; tree.len() + 1],
        };
        let mut link_end = 0;
        for id in 0..tree.len() {
            let mut letters = 0;
            match tree.tag(id) {
                _ if tree.is_gone(id) => {}
                // What leads to a place on the page leads nowhere else.
                Some(Tag::Link) if leads_away(tree, id) => link_end = link_end.max(tree.end(id)),
                Some(_) => {}
                None => {
                    for byte in tree.letters(id).bytes() {
                        letters += u32::from(byte > b' ');
                    }
                }
            }
            let is_linked = id < link_end;
            let is_running = !is_linked && letters as usize >= RUNNING;
            sums.all[id + 1] = sums.all[id] + letters;
            sums.linked[id + 1] = sums.linked[id] + if is_linked { letters } else { 0 };
            sums.running[id + 1] = sums.running[id] + if is_running { letters } else { 0 };
        }
        sums
    }

    /// What stands from one node up to another.
    pub(super) fn between(&self, start: NodeId, end: NodeId) -> Amount {
        let count = |sums: &[u32]| (sums[end] - sums[start]) as usize;
        Amount {
            all: count(&self.all),
            linked: count(&self.linked),
            running: count(&self.running),
        }
    }

    pub(super) fn of_element(&self, tree: &Tree<'_>, id: NodeId) -> Amount {
        self.between(id, tree.end(id))
    }
}

/// Whether a link leads to another page: no place on this one and no file, which
/// belongs to the text.
fn leads_away(tree: &Tree<'_>, link: NodeId) -> bool {
    tree.attribute(link, Attribute::Href).is_some_and(|href| {
        let (_, ending) = parted_last(path_of(href), b'.');
        !href.starts_with('#') && word_index(FILES, ending, true).is_none()
    })
}

/// How the addresses of files end.
const FILES: &str = "pdf doc docx xls xlsx odt ods ppt pptx zip csv epub mp3 txt";

/// Where the running text begins and ends, and the elements that hold its
/// beginning and its end together with more of it.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) first: NodeId,
    pub(super) last: NodeId,
    pub(super) start: NodeId,
    pub(super) end: NodeId,
}

impl Text {
    pub(super) fn of(tree: &Tree<'_>, sums: &Sums) -> Self {
        let all = sums.running.last().copied().unwrap_or_default();
        let first = sums.running.partition_point(|count| *count == 0);
        let last = sums.running.partition_point(|count| *count < all);
        let around = |piece: usize| {
            let mut at = piece.saturating_sub(1).min(tree.len() - 1);
            let own = sums.of_element(tree, at).running;
            // A paragraph may be of several pieces.
            while at != ROOT
                && (sums.of_element(tree, at).running == own
                    || tree
                        .tag(at)
                        .is_none_or(|tag| tag.is_inline() || tag == Tag::Paragraph))
            {
                at = tree.node(at).parent;
            }
            at
        };
        let start = around(first);
        // What stands beside both its ends is of the same text, however short it is.
        let mut container = start;
        while container != ROOT && tree.end(container) < last {
            container = tree.node(container).parent;
        }
        Self {
            first,
            last,
            start: start.min(container),
            end: tree.end(around(last)).max(tree.end(container)),
        }
    }
}
