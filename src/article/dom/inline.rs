//! Elements that stand inside a line.

use super::super::date::Timestamp;
use super::super::model::{Direction, Inline, Link, LinkTarget};
use super::super::text::{collapsed, is_blank, language_tag, non_empty, trimmed, word_index};
use super::flow::Flow;
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    /// Reads an element that stands inside a line; `false` for all others.
    pub(super) fn inline_element(&mut self, id: NodeId, tag: Tag) -> bool {
        let nothing = Vec::new();
        let mark = match tag {
            Tag::Span | Tag::Small => None,
            Tag::Strong => Some(Inline::Strong(nothing)),
            Tag::Emphasis | Tag::Cite => Some(Inline::Emphasis(nothing)),
            Tag::Subscript => Some(Inline::Subscript(nothing)),
            Tag::Superscript => Some(Inline::Superscript(nothing)),
            Tag::Mark => Some(Inline::Mark(nothing)),
            Tag::Link => {
                self.link(id);
                return true;
            }
            Tag::Code => {
                let code = collapsed(&self.tree.raw_text(id));
                if !is_blank(&code) {
                    self.word(Inline::Code(code));
                }
                return true;
            }
            Tag::Quotation => {
                self.between(id, "\u{201C}", "\u{201D}");
                return true;
            }
            Tag::Abbreviation => {
                let title = collapsed(self.tree.attribute(id, "title").unwrap_or_default());
                (!title.is_empty()).then_some(Inline::Abbreviation {
                    title,
                    text: nothing,
                })
            }
            Tag::Time => {
                let written = self.tree.attribute(id, "datetime").unwrap_or_default();
                let datetime = Timestamp::parse(written).0.machine_form();
                datetime.map(|datetime| Inline::Time {
                    datetime,
                    text: nothing,
                })
            }
            Tag::RubyText => {
                self.between(id, "(", ")");
                return true;
            }
            Tag::BreakOpportunity => {
                self.run.text("\u{200B}");
                return true;
            }
            _ => return false,
        };
        match mark {
            Some(mark) => self.marked(id, mark),
            None => self.span(id),
        }
        true
    }

    fn between(&mut self, id: NodeId, before: &str, after: &str) {
        self.text(before);
        self.children_of(id);
        self.text(after);
    }

    /// An element of which only language and direction count.
    fn span(&mut self, id: NodeId) {
        let lang = self.tree.attribute(id, "lang").and_then(language_tag);
        let dir = direction(self.tree.attribute(id, "dir"));
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

    fn link(&mut self, id: NodeId) {
        let tree = self.tree;
        let href = match tree.attribute(id, "href") {
            // `href="#"` is a button in disguise: it leads nowhere.
            Some(href) if trimmed(href) != "#" && !self.run.is_in_link() => href,
            _ => return self.children_of(id),
        };
        let target = match self.addresses.link_target(href) {
            Ok(target) => target,
            Err(refusal) => {
                let reason = refusal.reason();
                self.warn(id, "href", &[&reason, "; only the link's text is shown"]);
                return self.children_of(id);
            }
        };
        if let LinkTarget::Fragment(fragment) = &target {
            let label = collapsed(&tree.raw_text(id));
            if self.is_note(fragment) {
                let mut bare = String::new();
                for character in label.chars() {
                    if !matches!(character, '[' | ']' | '(' | ')') {
                        bare.push(character);
                    }
                }
                return self.word(Inline::NoteReference {
                    id: fragment.clone(),
                    label: non_empty(&bare),
                });
            }
            // The way back from a note to its reference; the view makes its own.
            if self.is_in_note
                && (tree.has_word(id, "role", "doc-backlink") || label.chars().count() <= 2)
            {
                return;
            }
        }
        self.marked(
            id,
            Inline::Link(Link {
                target,
                text: Vec::new(),
            }),
        );
    }
}

pub(super) fn direction(written: Option<&str>) -> Option<Direction> {
    match word_index("ltr rtl", trimmed(written?), true)? {
        0 => Some(Direction::LeftToRight),
        _ => Some(Direction::RightToLeft),
    }
}
