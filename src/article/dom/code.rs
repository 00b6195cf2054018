//! Preformatted text.

use super::super::model::{Block, Code};
use super::attribute::Attribute;
use super::flow::{Flow, Loss};
use super::tag::{Tag, shares_word};
use super::tree::{NodeId, Tree};
use crate::text::{code_lines, non_empty, trimmed_at};

impl Flow<'_> {
    pub(super) fn preformatted(&mut self, id: NodeId) {
        let tree = self.tree;
        if is_verse(tree, id) {
            self.verse = Some(0);
            self.group(id);
            self.verse = None;
            return;
        }
        let mut letters = String::new();
        let mut language = tree
            .attribute(id, Attribute::DataLang)
            .or_else(|| tree.attribute(id, Attribute::DataLanguage))
            .and_then(non_empty)
            .or_else(|| language_class(tree.attribute(id, Attribute::Class)));
        self.push_code(id, &mut letters, &mut language);
        let mut text = code_lines(&letters);
        if text.is_empty() || is_number(tree, id) {
            return;
        }
        text.retain(|character| character != '\r');
        // GitHub and others name it on a box around the code.
        let mut outer = id;
        for _ in 0..2 {
            outer = tree.node(outer).parent;
            if is_number(tree, outer) {
                return;
            }
            if language.is_none() {
                language = language_class(tree.attribute(outer, Attribute::Class));
            }
        }
        self.push_block(Block::Code(Code { text, language }));
    }

    /// The letters of code, each block in it on a line of its own.
    fn push_code(&mut self, id: NodeId, text: &mut String, language: &mut Option<String>) {
        let tree = self.tree;
        for child in tree.children(id) {
            let Some(tag) = tree.tag(child) else {
                text.push_str(tree.letters(child));
                continue;
            };
            match tag {
                Tag::Break => text.push('\n'),
                Tag::Image => self.count(Loss::FlatPicture),
                Tag::Control => self.count(Loss::Control),
                Tag::Drawing => self.count(Loss::Drawing),
                Tag::NoScript => {}
                _ if is_number(tree, child) => {}
                _ => {
                    if tag == Tag::Link && tree.attribute(child, Attribute::Href).is_some() {
                        self.count(Loss::FlatLink);
                    }
                    if tag == Tag::Code && language.is_none() {
                        *language = language_class(tree.attribute(child, Attribute::Class));
                    }
                    let is_line = !tag.is_inline();
                    end_line(text, is_line);
                    self.push_code(child, text, language);
                    end_line(text, is_line);
                }
            }
        }
    }
}

impl Flow<'_> {
    /// Letters of a verse: its line breaks stay, and its indentation as spaces
    /// that do not collapse.
    #[inline(never)]
    pub(super) fn verse_text(&mut self, letters: &str) {
        let mut is_first = true;
        for line in letters.split('\n') {
            if !is_first {
                self.run.line_break();
                self.verse = Some(0);
            }
            is_first = false;
            let words = trimmed_at(line, true, false);
            if self.run.has_letters() {
                self.running_text(line);
                continue;
            }
            let spaces = line.chars().count() - words.chars().count();
            let indent = self.verse.unwrap_or_default() + spaces;
            self.verse = Some(indent);
            if !words.is_empty() {
                let mut line = String::new();
                for _ in 0..indent {
                    line.push('\u{A0}');
                }
                line.push_str(words);
                self.running_text(&line);
            }
        }
    }
}

/// Whether preformatted text is verse: it says so, or it is no code and has
/// words in italics.
fn is_verse(tree: &Tree, id: NodeId) -> bool {
    match tree.attribute(id, Attribute::Class) {
        Some(class) => shares_word(class, "wp-block-verse verse poem poetry"),
        None => {
            tree.find_tag(id, Tag::Emphasis).is_some() && tree.find_tag(id, Tag::Code).is_none()
        }
    }
}

/// Whether an element holds the numbers of lines: those of Hugo, Rouge,
/// Pygments, highlight.js and Prism.
fn is_number(tree: &Tree, id: NodeId) -> bool {
    tree.has_word(
        id,
        Attribute::Class,
        "lnt ln lineno linenos linenodiv rouge-gutter hljs-ln-numbers line-numbers-rows",
    )
}

fn end_line(text: &mut String, is_wanted: bool) {
    if is_wanted && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// "language-rust" or "lang-rust", as HTML suggests for `code`; "brush: rust"
/// and "highlight-source-rust" as highlighters write them.
#[inline(never)]
fn language_class(classes: Option<&str>) -> Option<String> {
    let classes = classes?;
    for (index, class) in classes.split_ascii_whitespace().enumerate() {
        for prefix in ["language-", "lang-", "highlight-source-", "brush:"] {
            let Some(mut language) = class.strip_prefix(prefix) else {
                continue;
            };
            if language.is_empty() {
                language = classes
                    .split_ascii_whitespace()
                    .nth(index + 1)
                    .unwrap_or_default();
            }
            return non_empty(language.trim_end_matches(';'));
        }
    }
    None
}
