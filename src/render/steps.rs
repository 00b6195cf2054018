//! The steps by which an article is built: a flat list that a browser carries
//! out (`src/browser/build.js`), and that a server writes as HTML.
//!
//! | code | what it says | what it takes of the texts |
//! | --- | --- | --- |
//! | 0 | the element that is open ends | nothing |
//! | 1 | a text | its letters |
//! | 2 and more | the open element has an attribute: that less 2 is its place among [`ATTRIBUTES`] | its value |
//! | the rest | an element begins: that less 2 and less their number is its place among [`ELEMENTS`] | nothing |
//!
//! Names are numbers of two fixed tables, so a source can choose neither an
//! element nor an attribute, and what is an address has passed the allow-list.

use super::words::{Attribute, Element};
use crate::article::{Image, LinkTarget, SafeUrl};
use std::ops::Range;

/// The open element ends.
pub(super) const CLOSE: u8 = 0;
/// A text.
pub(super) const TEXT: u8 = 1;
/// The first attribute.
pub(super) const FIRST_ATTRIBUTE: u8 = 2;
/// The first element.
pub(super) const FIRST_ELEMENT: u8 = FIRST_ATTRIBUTE + Attribute::COUNT;

/// As many blocks are more than most windows show.
const BLOCKS_OF_A_SCREEN: usize = 64;

/// In a column of the full measure.
const LETTERS_OF_A_LINE: usize = 68;
/// How many lines a block is said to take, rounded down to one of these
/// (`styles/long.css` knows them, too).
pub(super) const SIZES: [u8; 14] = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50];

/// Steps in the order in which they are to be taken.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Steps {
    codes: Vec<u8>,
    texts: String,
    /// Where each block of the body begins, and where the last one ends.
    blocks: Vec<Place>,
    /// Where the blocks begin that can wait.
    rest: Option<usize>,
    /// Players so far.
    players: usize,
    /// Letters so far, and half a line more for each paragraph, item and row,
    /// whose last line is rarely full.
    letters: usize,
}

/// A place in the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    code: usize,
    text: usize,
    players: usize,
    letters: usize,
}

/// How much of an article is as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Same {
    /// Blocks of the body before the first that changed.
    pub before: u32,
    /// Blocks of the body behind the last that changed.
    pub behind: u32,
    /// The players in those: the places that they had among all, and those that
    /// they have now, from 0.
    pub players: Vec<(usize, usize)>,
}

impl Steps {
    /// What is to be done.
    pub fn codes(&self) -> &[u8] {
        &self.codes
    }

    /// The texts that the codes take, each with U+0000 behind it.
    pub fn texts(&self) -> &str {
        &self.texts
    }

    /// Notes that a block of the body begins here, or that all of them end.
    pub(super) fn block(&mut self) {
        let place = self.place();
        if self.blocks.len() >= BLOCKS_OF_A_SCREEN {
            self.rest.get_or_insert(place.code);
        }
        self.blocks.push(place);
    }

    fn place(&self) -> Place {
        Place {
            code: self.codes.len(),
            text: self.texts.len(),
            players: self.players,
            letters: self.letters,
        }
    }

    /// Says of the block that has just ended how many lines it may take, so that a
    /// browser need not lay it out to know how long the article is.
    pub(super) fn measure(&mut self) {
        let Some(block) = self.blocks.last() else {
            return;
        };
        let first = self.codes.get(block.code).copied().unwrap_or_default();
        // A player may leave its place, and what holds it may not cut it off.
        if self.players > block.players || !Element::is_lines(first.wrapping_sub(FIRST_ELEMENT)) {
            return;
        }
        let lines = (self.letters - block.letters) / LETTERS_OF_A_LINE;
        let mut size = 1;
        for larger in SIZES {
            if lines >= usize::from(larger) {
                size = larger;
            }
        }
        self.codes.pop();
        self.number(Attribute::Lines, Some(size.into()));
        self.close();
    }

    /// Which of the codes can be carried out after the others: the blocks behind the
    /// first screens, and behind the last player, which has to be put into its place.
    pub fn rest(&self) -> Range<usize> {
        let end = self.blocks.last().map_or(0, |place| place.code);
        self.rest.unwrap_or(end)..end
    }

    /// What of an older list stands in this one too.
    pub fn same(&self, old: &Self) -> Same {
        let (new_count, old_count) = (self.block_count(), old.block_count());
        let most = new_count.min(old_count);
        let mut before = 0;
        while before < most && self.nth(before) == old.nth(before) {
            before += 1;
        }
        let mut behind = 0;
        while behind < most - before
            && self.nth(new_count - behind - 1) == old.nth(old_count - behind - 1)
        {
            behind += 1;
        }
        // No player stands before the body.
        let mut players = Vec::new();
        for nth in 0..self.players_before(before) {
            players.push((nth, nth));
        }
        let first = self.players_before(new_count - behind);
        let old_first = old.players_before(old_count - behind);
        for nth in first..self.players_before(new_count) {
            players.push((nth - first + old_first, nth));
        }
        Same {
            before: before as u32,
            behind: behind as u32,
            players,
        }
    }

    fn players_before(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(0, |place| place.players)
    }

    /// How many blocks the body has.
    fn block_count(&self) -> usize {
        self.blocks.len().saturating_sub(1)
    }

    /// The steps of the n-th block of the body, and what they take.
    fn nth(&self, index: usize) -> Option<(&[u8], &str)> {
        let [start, end] = self.blocks.get(index..index + 2)? else {
            return None;
        };
        let codes = self.codes.get(start.code..end.code)?;
        Some((codes, self.texts.get(start.text..end.text)?))
    }

    /// Begins an element.
    #[inline(never)]
    pub fn open(&mut self, element: Element) {
        if element == Element::Player {
            self.players += 1;
            self.rest = None;
        }
        if matches!(element, Element::Paragraph | Element::Item | Element::Row) {
            self.letters += LETTERS_OF_A_LINE / 2;
        }
        self.codes.push(FIRST_ELEMENT + element as u8);
    }

    /// Ends the one that began last.
    #[inline(never)]
    pub fn close(&mut self) {
        self.codes.push(CLOSE);
    }

    /// A text in the open element.
    #[inline(never)]
    pub fn text(&mut self, letters: &str) {
        self.letters += widths(letters);
        self.step(TEXT, &[letters]);
    }

    /// A whole element with nothing but text in it.
    #[inline(never)]
    pub fn line(&mut self, element: Element, letters: &str) {
        self.open(element);
        self.text(letters);
        self.close();
    }

    /// An attribute of the open element.
    #[inline(never)]
    pub fn attribute(&mut self, attribute: Attribute, value: &str) {
        debug_assert!(!attribute.is_address(), "an address is no plain text");
        self.attribute_of(attribute, &[value]);
    }

    /// An attribute where there is a value.
    #[inline(never)]
    pub fn maybe(&mut self, attribute: Attribute, value: Option<&str>) {
        if let Some(value) = value {
            self.attribute(attribute, value);
        }
    }

    /// A number as an attribute, where there is one.
    #[inline(never)]
    pub fn number(&mut self, attribute: Attribute, value: Option<u32>) {
        if let Some(value) = value {
            self.attribute(attribute, &value.to_string());
        }
    }

    /// The level of a heading, where it is another one than its element says.
    #[inline(never)]
    pub fn level(&mut self, element: u8, level: u8) {
        if level != element {
            // Some screen readers know no more than six.
            self.number(Attribute::Level, Some(level.min(6).into()));
        }
    }

    /// A name that links in the article can lead to, or the rest of one.
    #[inline(never)]
    pub fn id(&mut self, prefix: &str, name: &str) {
        self.attribute_of(Attribute::Id, &[prefix, name]);
    }

    /// Leads to a name in the article.
    #[inline(never)]
    pub fn fragment(&mut self, prefix: &str, name: &str) {
        self.attribute_of(Attribute::Href, &["#", prefix, name]);
    }

    /// Leads to an address.
    #[inline(never)]
    pub fn href(&mut self, url: &SafeUrl) {
        self.attribute_of(Attribute::Href, &[url.as_str()]);
    }

    /// Shows or plays what is at an address. The last attribute of its element:
    /// what is said of a picture must be known before it is fetched.
    #[inline(never)]
    pub fn source(&mut self, url: &SafeUrl) {
        self.attribute_of(Attribute::Src, &[url.as_str()]);
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, element: Element) {
        self.open(element);
        self.close();
    }

    /// A picture by itself, in a figure or in a line.
    #[inline(never)]
    pub fn image(&mut self, image: &Image, kind: Element) {
        self.open(kind);
        self.attribute(Attribute::Alt, &image.alt);
        let (width, height) = image.size.unzip();
        self.number(Attribute::Width, width);
        self.number(Attribute::Height, height);
        self.candidates(image);
        self.source(&image.url);
        self.close();
    }

    /// Further widths of a picture.
    fn candidates(&mut self, image: &Image) {
        let mut list = String::new();
        for candidate in &image.candidates {
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(candidate.url.as_str());
            list.push(' ');
            list.push_str(&candidate.width.to_string());
            list.push('w');
        }
        if !list.is_empty() {
            self.attribute_of(Attribute::SrcSet, &[&list]);
            self.attribute(Attribute::Sizes, "(min-width: 48rem) 44rem, 100vw");
        }
    }

    /// Begins a link.
    #[inline(never)]
    pub fn link(&mut self, target: &LinkTarget) {
        match target {
            LinkTarget::Fragment(id) => {
                self.open(Element::Link);
                self.fragment("", id);
            }
            LinkTarget::Url { url, same_site } => self.link_away(url, *same_site),
        }
    }

    /// Begins a link to an address. A publisher vouches for its own pages, not
    /// for what others link to.
    #[inline(never)]
    pub fn link_away(&mut self, url: &SafeUrl, is_own: bool) {
        self.open(if is_own {
            Element::Link
        } else {
            Element::ForeignLink
        });
        self.href(url);
    }

    fn attribute_of(&mut self, attribute: Attribute, value: &[&str]) {
        self.step(FIRST_ATTRIBUTE + attribute as u8, value);
    }

    #[inline(never)]
    fn step(&mut self, code: u8, text: &[&str]) {
        self.codes.push(code);
        for part in text {
            for (index, piece) in part.split('\0').enumerate() {
                if index > 0 {
                    // As a parser of HTML has it.
                    self.texts.push('\u{FFFD}');
                }
                self.texts.push_str(piece);
            }
        }
        self.texts.push('\0');
    }
}

/// Letters of a text; those of East Asia are twice as wide.
fn widths(text: &str) -> usize {
    let mut sum = 0;
    for byte in text.bytes() {
        sum += match byte {
            // Not the first byte of a letter.
            0x80..0xc0 => 0,
            0xe3..0xef => 2,
            _ => 1,
        };
    }
    sum
}
