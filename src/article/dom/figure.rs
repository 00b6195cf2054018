//! `figure`: a picture, or whatever else its caption is about.

use super::super::model::{Block, Figure, Gallery, Inline};
use super::super::text::collapsed;
use super::flow::Flow;
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    pub(super) fn figure(&mut self, id: NodeId) {
        let tree = self.tree;
        for tag in [Tag::Table, Tag::Video, Tag::Quote] {
            if let Some(inner) = tree.find_tag(id, tag) {
                let caption = self.caption(id).0;
                return match tag {
                    Tag::Table => self.table(inner, caption),
                    Tag::Video => self.video(inner, caption),
                    _ => self.quote(inner, caption),
                };
            }
        }
        let mut figures = self.figures_inside(id);
        if figures.len() > 1 {
            let caption = self.caption(id).0;
            self.push_block(Block::Gallery(Gallery { figures, caption }));
        } else if let Some(mut figure) = figures.pop() {
            let (caption, credit) = self.caption(id);
            if figure.caption.is_empty() {
                figure.caption = caption;
            }
            figure.credit = figure.credit.or(credit);
            self.push_block(Block::Figure(figure));
        } else {
            self.group(id);
        }
    }

    /// The pictures below a figure, each with the caption of its own figure.
    pub(super) fn figures_inside(&mut self, id: NodeId) -> Vec<Figure> {
        let tree = self.tree;
        let mut figures = Vec::new();
        for child in tree.descendants(id) {
            if tree.tag(child) != Some(Tag::Image) {
                continue;
            }
            let parent = tree.node(child).parent;
            let owner = if tree.tag(parent) == Some(Tag::Picture) {
                parent
            } else {
                child
            };
            let Some(image) = self.image(child, owner) else {
                continue;
            };
            let (caption, credit) = match self.figure_around(child, id) {
                Some(inner) => self.caption(inner),
                None => (Vec::new(), None),
            };
            figures.push(Figure {
                image,
                caption,
                credit,
                target: None,
            });
        }
        figures
    }

    /// The figure that is nearest around `id`, if it is not `outer`.
    fn figure_around(&self, id: NodeId, outer: NodeId) -> Option<NodeId> {
        let mut parent = self.tree.node(id).parent;
        while parent != outer {
            if self.tree.tag(parent) == Some(Tag::Figure) {
                return Some(parent);
            }
            let next = self.tree.node(parent).parent;
            if next == parent {
                return None;
            }
            parent = next;
        }
        None
    }

    /// Caption and credit of a figure: from its own `figcaption`, not from one
    /// of a figure inside it.
    fn caption(&mut self, figure: NodeId) -> (Vec<Inline>, Option<String>) {
        let tree = self.tree;
        let mut found = None;
        for child in tree.descendants(figure) {
            if tree.tag(child) == Some(Tag::FigureCaption)
                && self.figure_around(child, figure).is_none()
            {
                found = Some(child);
                break;
            }
        }
        let Some(caption) = found else {
            return (Vec::new(), None);
        };
        let credit_node = tree.find(caption, &|tree, child| {
            tree.tag(child) == Some(Tag::Small)
                || tree.has_word(child, "class", "credit copyright photo-credit")
                || tree.has_word(child, "itemprop", "creditText copyrightHolder")
        });
        let credit = credit_node.map(|node| collapsed(&tree.raw_text(node)));
        self.skipped = credit_node;
        let line = self.line_of(caption);
        self.skipped = None;
        (line, credit.filter(|credit| !credit.is_empty()))
    }
}
