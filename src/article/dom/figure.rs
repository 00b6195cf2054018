//! `figure`: a picture, or whatever else its caption is about.

use super::super::model::{Block, Figure, Gallery, Inline};
use super::super::text::collapsed;
use super::flow::Flow;
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    pub(super) fn figure(&mut self, id: NodeId) {
        let tree = self.tree;
        let below: Vec<NodeId> = tree.descendants(id).collect();
        let with_tag = |tag: Tag| {
            below
                .iter()
                .copied()
                .find(|child| tree.tag(*child) == Some(tag))
        };

        if let Some(table) = with_tag(Tag::Table) {
            let caption = self.caption(id).0;
            return self.table(table, caption);
        }
        if let Some(video) = with_tag(Tag::Video) {
            let caption = self.caption(id).0;
            return self.video(video, caption);
        }
        if let Some(quote) = with_tag(Tag::Quote) {
            let caption = self.caption(id).0;
            return self.quote(quote, caption);
        }
        let figures = self.figures_inside(id, &below);
        match figures.len() {
            0 => self.group(id),
            1 => {
                let (caption, credit) = self.caption(id);
                for mut figure in figures {
                    if figure.caption.is_empty() {
                        figure.caption.clone_from(&caption);
                    }
                    if figure.credit.is_none() {
                        figure.credit.clone_from(&credit);
                    }
                    self.push_block(Block::Figure(figure));
                }
            }
            _ => {
                let caption = self.caption(id).0;
                self.push_block(Block::Gallery(Gallery { figures, caption }));
            }
        }
    }

    /// The pictures below a figure, each with the caption of its own figure.
    pub(super) fn figures_inside(&mut self, id: NodeId, below: &[NodeId]) -> Vec<Figure> {
        let tree = self.tree;
        let mut figures = Vec::new();
        for child in below {
            if tree.tag(*child) != Some(Tag::Image) {
                continue;
            }
            let parent = tree.node(*child).parent;
            let owner = if tree.tag(parent) == Some(Tag::Picture) {
                parent
            } else {
                *child
            };
            let Some(image) = self.image(*child, owner) else {
                continue;
            };
            let (caption, credit) = match self.figure_around(*child, id) {
                Some(inner) => self.caption(inner),
                None => (Vec::new(), None),
            };
            figures.push(Figure {
                image,
                caption,
                credit,
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
        let caption = tree
            .descendants(figure)
            .filter(|child| tree.tag(*child) == Some(Tag::FigureCaption))
            .find(|child| self.figure_around(*child, figure).is_none());
        let Some(caption) = caption else {
            return (Vec::new(), None);
        };
        let credit_node = tree.descendants(caption).find(|child| {
            tree.tag(*child) == Some(Tag::Small)
                || ["credit", "copyright", "photo-credit"]
                    .iter()
                    .any(|class| tree.has_word(*child, "class", class))
                || ["creditText", "copyrightHolder"]
                    .iter()
                    .any(|name| tree.has_word(*child, "itemprop", name))
        });
        let credit = credit_node.map(|node| collapsed(&tree.raw_text(node)));
        self.skipped = credit_node;
        let line = self.line_of(caption);
        self.skipped = None;
        (line, credit.filter(|credit| !credit.is_empty()))
    }
}
