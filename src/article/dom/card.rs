//! Cards: a page or a file that a publishing system shows as a box of title,
//! description, icon and picture, all of it one link. A title that leads there
//! and a line below it are what a reader needs.

use super::attribute::Attribute;
use super::figure::own_caption;
use super::flow::Flow;
use super::tag::Tag;
use super::tree::NodeId;
use crate::text::{collapsed, is_blank};

/// Classes of what a card is called, and of what else is worth saying of it.
const TITLES: &str = "kg-bookmark-title kg-file-card-title";
const NOTES: &str = "kg-bookmark-description kg-file-card-caption kg-file-card-filesize";

impl Flow<'_> {
    pub(super) fn card(&mut self, id: NodeId) {
        let tree = self.tree;
        // Beside the title of a file WordPress repeats the link as a button.
        let link = tree.find(id, &|tree, child| {
            tree.tag(child) == Some(Tag::Link)
                && !tree.has_word(child, Attribute::Class, "wp-block-file__button")
        });
        let title = tree.find(id, &|tree, child| {
            tree.has_word(child, Attribute::Class, TITLES)
        });
        let Some((link, title)) = link.zip(title.or(link)) else {
            return self.group(id);
        };
        if tree.is_blank(title) {
            return self.group(id);
        }
        self.end_paragraph();
        self.link_around(link, &mut |flow| flow.children_of(title));
        let mut has_notes = false;
        for note in tree.descendants(id) {
            if !tree.has_word(note, Attribute::Class, NOTES) {
                continue;
            }
            let words = collapsed(&tree.raw_text(note));
            if !is_blank(&words) {
                if has_notes {
                    self.text(" · ");
                } else {
                    self.run.line_break();
                }
                has_notes = true;
                self.text(&words);
            }
        }
        self.end_paragraph();
        if let Some(caption) = own_caption(tree, id) {
            let line = self.line_of(caption);
            self.push_line(line);
        }
    }
}
