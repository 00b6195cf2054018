//! Elements that stand inside a line.

use super::super::date::Timestamp;
use super::super::model::{Direction, Inline, LinkTarget};
use super::super::text::{collapsed, is_blank, language_tag};
use super::flow::Flow;
use super::run::Format;
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    /// Reads an element that stands inside a line; `false` for all others.
    pub(super) fn inline_element(&mut self, id: NodeId, tag: Tag) -> bool {
        match tag {
            Tag::Span | Tag::Small => self.span(id),
            Tag::Strong => self.marked(id, Format::Strong),
            Tag::Emphasis | Tag::Cite => self.marked(id, Format::Emphasis),
            Tag::Subscript => self.marked(id, Format::Subscript),
            Tag::Superscript => self.marked(id, Format::Superscript),
            Tag::Mark => self.marked(id, Format::Mark),
            Tag::Link => self.link(id),
            Tag::Code => {
                let code = collapsed(&self.tree.raw_text(id));
                if !is_blank(&code) {
                    self.word(Inline::Code(code));
                }
            }
            Tag::Quotation => {
                self.text("\u{201C}");
                self.children_of(id);
                self.text("\u{201D}");
            }
            Tag::Abbreviation => {
                let title = collapsed(self.tree.attribute(id, "title").unwrap_or_default());
                if title.is_empty() {
                    self.span(id);
                } else {
                    self.marked(id, Format::Abbreviation(title));
                }
            }
            Tag::Time => {
                let written = self.tree.attribute(id, "datetime").unwrap_or_default();
                match Timestamp::parse(written).0.machine_form() {
                    Some(datetime) => self.marked(id, Format::Time(datetime)),
                    None => self.span(id),
                }
            }
            Tag::RubyText => {
                self.text("(");
                self.children_of(id);
                self.text(")");
            }
            Tag::BreakOpportunity => self.run.text("\u{200B}"),
            _ => return false,
        }
        true
    }

    /// An element of which only language and direction count.
    fn span(&mut self, id: NodeId) {
        let lang = self.tree.attribute(id, "lang").and_then(language_tag);
        let dir = direction(self.tree.attribute(id, "dir"));
        if lang.is_none() && dir.is_none() {
            self.children_of(id);
        } else {
            self.marked(id, Format::Span(lang, dir));
        }
    }

    fn link(&mut self, id: NodeId) {
        let tree = self.tree;
        let href = match tree.attribute(id, "href") {
            // `href="#"` is a button in disguise: it leads nowhere.
            Some(href) if href.trim() != "#" && !self.run.is_in_link() => href,
            _ => return self.children_of(id),
        };
        match self.addresses.link_target(href) {
            Ok(LinkTarget::Fragment(fragment)) if self.is_note(&fragment) => {
                let label = collapsed(&tree.raw_text(id));
                let label = label.trim_matches(['[', ']', '(', ')']).trim();
                self.word(Inline::NoteReference {
                    id: fragment,
                    label: (!label.is_empty()).then(|| label.to_owned()),
                });
            }
            // The way back from a note to its reference; the view makes its own.
            Ok(LinkTarget::Fragment(_))
                if self.is_in_note
                    && (tree.has_word(id, "role", "doc-backlink")
                        || collapsed(&tree.raw_text(id)).chars().count() <= 2) => {}
            Ok(target) => self.marked(id, Format::Link(target)),
            Err(refusal) => {
                let problem = [
                    refusal.to_string().as_str(),
                    "; only the link's text is shown",
                ]
                .concat();
                self.warn(id, "href", problem.into());
                self.children_of(id);
            }
        }
    }
}

pub(super) fn direction(written: Option<&str>) -> Option<Direction> {
    let written = written?.trim();
    if written.eq_ignore_ascii_case("rtl") {
        Some(Direction::RightToLeft)
    } else if written.eq_ignore_ascii_case("ltr") {
        Some(Direction::LeftToRight)
    } else {
        None
    }
}
