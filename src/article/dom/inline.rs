//! Elements that stand inside a line.

use super::super::date::Timestamp;
use super::super::model::{Inline, Link};
use super::super::runs::text_run;
use super::attribute::Attribute;
use super::flow::{Flow, Loss};
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{collapsed, is_blank, language_tag, trimmed};

impl Flow<'_> {
    /// Reads an element that stands inside a line.
    pub(super) fn inline_element(&mut self, id: NodeId, tag: Tag) {
        let nothing = Vec::new();
        let mark = match tag {
            Tag::Strong => Some(Inline::Strong(nothing)),
            Tag::Emphasis | Tag::Cite => Some(Inline::Emphasis(nothing)),
            Tag::Subscript => Some(Inline::Subscript(nothing)),
            Tag::Superscript => Some(Inline::Superscript(nothing)),
            Tag::Mark => Some(Inline::Mark(nothing)),
            Tag::Small => Some(Inline::Small(nothing)),
            Tag::Deleted => Some(Inline::Deleted(nothing)),
            Tag::Inserted => Some(Inline::Inserted(nothing)),
            Tag::Link => return self.link(id),
            Tag::Code => return self.code(id),
            Tag::Quotation => return self.between(id, "\u{201C}", "\u{201D}"),
            Tag::RubyText => return self.between(id, "(", ")"),
            Tag::BreakOpportunity => return self.run.text("\u{200B}"),
            Tag::Ruby => return self.ruby(id),
            Tag::MathScript | Tag::MathFraction | Tag::MathRoot => return self.formula(id, tag),
            Tag::Abbreviation => {
                let title = collapsed(
                    self.tree
                        .attribute(id, Attribute::Title)
                        .unwrap_or_default(),
                );
                (!title.is_empty()).then_some(Inline::Abbreviation {
                    title,
                    text: nothing,
                })
            }
            Tag::Time => {
                let written = self
                    .tree
                    .attribute(id, Attribute::Datetime)
                    .unwrap_or_default();
                let datetime = Timestamp::parse(written).0.machine_form();
                datetime.map(|datetime| Inline::Time {
                    datetime,
                    text: nothing,
                })
            }
            _ => None,
        };
        match mark {
            Some(mark) => self.marked(id, mark),
            None => self.span(id),
        }
    }

    fn between(&mut self, id: NodeId, before: &str, after: &str) {
        self.text(before);
        self.children_of(id);
        self.text(after);
    }

    /// An element of which only language and direction count.
    fn span(&mut self, id: NodeId) {
        if self.is_second_formula(id) {
            return;
        }
        let lang = self
            .tree
            .attribute(id, Attribute::Lang)
            .and_then(language_tag);
        let dir = self.direction_of(id);
        if lang.is_none() && dir.is_none() {
            self.children_of(id);
        } else {
            self.marked(
                id,
                Inline::Span {
                    lang,
                    dir,
                    text: Vec::new(),
                },
            );
        }
    }

    /// Whether a span shows by many others what MathML before it says: KaTeX
    /// writes each formula twice.
    fn is_second_formula(&mut self, id: NodeId) -> bool {
        let tree = self.tree;
        let parent = Some(tree.node(id).parent);
        let has = |word| tree.has_word(id, Attribute::Class, word);
        if has("katex-mathml") {
            self.formula_in = parent;
        }
        has("katex-html") && self.formula_in == parent
    }

    /// Code in a line. What links out of it stays a link, around code of its own.
    fn code(&mut self, id: NodeId) {
        let tree = self.tree;
        // Pictures in code are mostly formulas: they stand beside it.
        let is_mixed = |tree: &Tree, child| matches!(tree.tag(child), Some(Tag::Link | Tag::Image));
        if tree.find(id, &is_mixed).is_none() {
            let letters = tree.raw_text(id);
            let code = collapsed(&letters);
            if !is_blank(&code) {
                self.spaced(&letters, Inline::Code(code));
            }
            return;
        }
        for child in tree.children(id) {
            match tree.tag(child) {
                None => {
                    let letters = tree.letters(child);
                    let code = collapsed(letters);
                    if is_blank(&code) {
                        self.text(letters);
                    } else {
                        self.spaced(letters, Inline::Code(code));
                    }
                }
                Some(Tag::Link) if self.run.link().is_none() => {
                    self.link_around(child, &mut |flow| flow.code(child));
                }
                Some(Tag::Image | Tag::Break) => self.visit(child),
                Some(_) => self.code(child),
            }
        }
    }

    /// A word with the white space that stood at its ends outside of it.
    fn spaced(&mut self, letters: &str, word: Inline) {
        let is_space = crate::text::is_html_space;
        if letters.starts_with(is_space) {
            self.text(" ");
        }
        self.word(word);
        if letters.ends_with(is_space) {
            self.text(" ");
        }
    }

    /// Letters with what stands above them, pair by pair.
    /// <https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-ruby-element>
    fn ruby(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut base = Vec::new();
        let mut above = String::new();
        for child in tree.children(id) {
            if tree.tag(child) == Some(Tag::RubyText) {
                let text = collapsed(&tree.raw_text(child));
                if !above.is_empty() && !text.is_empty() {
                    above.push(' ');
                }
                above.push_str(&text);
                if tree.find_tag(child, Tag::Link).is_some() {
                    self.count(Loss::FlatLink);
                }
                continue;
            }
            if !above.is_empty() && !is_blank(tree.letters(child))
                || tree.tag(child).is_some() && !above.is_empty()
            {
                self.ruby_pair(&base, &above);
                base.clear();
                above.clear();
            }
            base.push(child);
        }
        self.ruby_pair(&base, &above);
    }

    fn ruby_pair(&mut self, base: &[NodeId], above: &str) {
        let tree = self.tree;
        let mut has_base = false;
        for id in base {
            has_base |= !tree.is_blank(*id);
        }
        let is_pair = has_base && !is_blank(above);
        if is_pair {
            self.run.open(Inline::Ruby {
                text: Vec::new(),
                annotation: text_run(trimmed(above)),
            });
        }
        for id in base {
            self.visit(*id);
        }
        if is_pair {
            self.run.close();
        } else if !is_blank(above) {
            self.text("(");
            self.text(above);
            self.text(")");
        }
    }

    /// Formulas are letters here: a script is raised or lowered, a fraction has
    /// its stroke, a root its sign, and what belongs together parentheses.
    fn formula(&mut self, id: NodeId, tag: Tag) {
        let tree = self.tree;
        let is_below_first = !matches!(tree.name(id), "msup" | "mover");
        if tag == Tag::MathRoot {
            return self.root(id);
        }
        let mut count = 0;
        for child in tree.children(id) {
            if tree.tag(child).is_none() {
                continue;
            }
            match tag {
                Tag::MathFraction if count > 0 => self.text("/"),
                Tag::MathScript if count == 1 && is_below_first => {
                    self.marked(child, Inline::Subscript(Vec::new()));
                }
                Tag::MathScript if count > 0 => {
                    self.marked(child, Inline::Superscript(Vec::new()));
                }
                _ => {}
            }
            if tag == Tag::MathFraction || count == 0 {
                self.term(child);
            }
            count += 1;
        }
    }

    /// A root; the degree of one that is not square stands before its sign.
    fn root(&mut self, id: NodeId) {
        let tree = self.tree;
        let is_child = |child: &NodeId| tree.tag(*child).is_some();
        let degree = match tree.name(id) {
            "mroot" => tree.children(id).filter(is_child).nth(1),
            _ => None,
        };
        let letters = degree.map(|degree| self.short_text(degree));
        let (sign, is_named) = match letters.as_deref().map(trimmed) {
            Some("3") => ("\u{221B}", true),
            Some("4") => ("\u{221C}", true),
            _ => ("\u{221A}", degree.is_none()),
        };
        if let Some(degree) = degree.filter(|_| !is_named) {
            self.marked(degree, Inline::Superscript(Vec::new()));
        }
        self.text(sign);
        if degree.is_none() {
            // Whatever stands in a square root stands in one row.
            return self.together(id, &mut |flow| flow.children_of(id));
        }
        if let Some(inside) = tree.children(id).find(is_child) {
            self.term(inside);
        }
    }

    /// A part of a formula that a sign beside it refers to as a whole.
    fn term(&mut self, id: NodeId) {
        self.together(id, &mut |flow| flow.visit(id));
    }

    fn together(&mut self, id: NodeId, content: &mut dyn FnMut(&mut Self)) {
        let is_several = self.is_several(id);
        self.text(if is_several { "(" } else { "" });
        content(self);
        self.text(if is_several { ")" } else { "" });
    }

    /// Whether a formula is more than one sign, name, number or script of one.
    fn is_several(&self, id: NodeId) -> bool {
        let tree = self.tree;
        if !matches!(
            tree.name(id),
            "mrow" | "mstyle" | "mpadded" | "msqrt" | "mfrac"
        ) {
            return false;
        }
        let mut parts = tree.children(id).filter(|child| tree.tag(*child).is_some());
        match (parts.next(), parts.next()) {
            (Some(_), Some(_)) => !is_in_parentheses(&self.short_text(id)),
            (Some(only), None) => self.is_several(only),
            _ => false,
        }
    }

    /// The letters of a short formula; none of a long one, which would be copied
    /// once more for each formula around it.
    fn short_text(&self, id: NodeId) -> String {
        const LONGEST: usize = 1000;
        let tree = self.tree;
        let mut text = String::new();
        for node in id..tree.end(id) {
            let letters = tree.letters(node);
            if node - id + text.len() + letters.len() > LONGEST {
                return String::new();
            }
            text.push_str(letters);
        }
        text
    }

    fn link(&mut self, id: NodeId) {
        self.link_around(id, &mut |flow| flow.children_of(id));
    }

    #[inline(never)]
    pub(super) fn link_around(&mut self, id: NodeId, content: &mut dyn FnMut(&mut Self)) {
        let tree = self.tree;
        let Some(href) = tree.attribute(id, Attribute::Href) else {
            return content(self);
        };
        if self.run.link().is_some() {
            self.count(Loss::FlatLink);
            return content(self);
        }
        // `href="#"` is a button in disguise.
        if trimmed(href) == "#" {
            self.count(Loss::DeadLink);
            return content(self);
        }
        let target = match self.addresses.link_target(href) {
            Ok(target) => target,
            Err(refusal) => {
                let reason = refusal.reason();
                self.warn(id, "href", &[&reason, "; only the link's text is shown"]);
                return content(self);
            }
        };
        if self.note_link(id, &target) {
            return;
        }
        if tree.is_blank(id) && tree.find(id, &is_shown).is_none() {
            self.count(Loss::EmptyLink);
        }
        self.run.open(Inline::Link(Link {
            target,
            text: Vec::new(),
        }));
        content(self);
        self.run.close();
    }
}

/// Whether the parenthesis that opens a formula is the one that its end closes.
fn is_in_parentheses(formula: &str) -> bool {
    let mut depth = 0;
    let formula = trimmed(formula);
    for (index, byte) in formula.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index > 0 && index + 1 == formula.len();
        }
    }
    false
}

/// Whether an element is seen without letters in it.
fn is_shown(tree: &Tree, id: NodeId) -> bool {
    matches!(
        tree.tag(id),
        Some(Tag::Image | Tag::NoScript | Tag::Video | Tag::Audio | Tag::Frame)
    )
}
