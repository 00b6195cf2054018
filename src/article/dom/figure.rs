//! `figure` and captions: a picture, or whatever else the caption is about.
//!
//! What stands in a figure is read like any other text; then what came out
//! decides. So any number of boxes and links may stand around the picture, and
//! nothing in a figure is ever read twice.

use super::super::model::{Block, Figure, Gallery, Inline, Link, LinkTarget, MOST_COLUMNS};
use super::super::runs::{children_mut, plain_text, text_run};
use super::attribute::Attribute;
use super::flow::Flow;
use super::media::film_at;
use super::picture::show_whole;
use super::run::Run;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{collapsed, is_blank, non_empty, signed_number, trimmed};

impl Flow<'_> {
    pub(super) fn figure(&mut self, id: NodeId) {
        self.end_paragraph();
        let caption = own_caption(self.tree, id);
        let outer = std::mem::replace(&mut self.skipped, caption);
        let outer_words = std::mem::replace(&mut self.frame_words, caption);
        let mut blocks = Vec::new();
        for block in self.blocks_inside(id) {
            unfold_pictures(block, &mut blocks);
        }
        self.skipped = outer;
        self.frame_words = outer_words;
        self.follow_address(id, &mut blocks);
        let mut line = Vec::new();
        let mut credit = None;
        if let Some(caption) = caption {
            let is_picture = matches!(blocks.as_slice(), [Block::Figure(_)]);
            (line, credit) = self.caption(caption, is_picture);
        } else if let [Block::Figure(figure), Block::Paragraph(text)] = blocks.as_mut_slice()
            && figure.caption.is_empty()
        {
            // Many boxes are figures without the element for the caption.
            line = std::mem::take(text);
            blocks.pop();
        }
        let place = match blocks.as_mut_slice() {
            [Block::Figure(figure)] => {
                if figure.credit.is_none() {
                    figure.credit = credit;
                } else if let Some(credit) = credit {
                    append(&mut line, vec![Inline::Text(credit.as_str().into())]);
                }
                Some(&mut figure.caption)
            }
            [Block::Gallery(gallery)] => Some(&mut gallery.caption),
            [Block::Table(table)] => Some(&mut table.caption),
            [Block::Video(video)] => Some(&mut video.caption),
            [Block::Audio(audio)] => Some(&mut audio.caption),
            [Block::Quote(quote)] => Some(&mut quote.citation),
            // The link that took the place of a frame has the words of its caption.
            [Block::Paragraph(text)] if plain_text(text) == plain_text(&line) => {
                line.clear();
                None
            }
            _ => None,
        };
        if let Some(place) = place {
            append(place, line);
            line = Vec::new();
        } else if blocks.len() > 1 && blocks.iter().all(is_picture) {
            let mut gallery = Gallery {
                figures: Vec::new(),
                caption: std::mem::take(&mut line),
                columns: columns_of(self.tree, id),
            };
            for block in blocks.drain(..) {
                match block {
                    Block::Figure(figure) => gallery.figures.push(figure),
                    Block::Gallery(inner) => {
                        gallery.figures.extend(inner.figures);
                        append(&mut gallery.caption, inner.caption);
                        gallery.columns = gallery.columns.or(inner.columns);
                    }
                    _ => {}
                }
            }
            for figure in &mut gallery.figures {
                show_whole(figure, true);
            }
            blocks.push(Block::Gallery(gallery));
        }
        for block in blocks {
            self.push_block(block);
        }
        self.push_line(line);
    }

    /// WordPress leaves the bare address in an embed whose provider it could not
    /// ask: a video where the editor says so, and a link otherwise.
    fn follow_address(&self, id: NodeId, blocks: &mut [Block]) {
        let has = |word| self.tree.has_word(id, Attribute::Class, word);
        let [block @ Block::Paragraph(_)] = blocks else {
            return;
        };
        let Block::Paragraph(text) = &*block else {
            return;
        };
        let [Inline::Text(letters)] = &text[..] else {
            return;
        };
        let letters = trimmed(letters);
        let is_address = letters.starts_with("https://") || letters.starts_with("http://");
        if !is_address || letters.contains(char::is_whitespace) || !has("wp-block-embed") {
            return;
        }
        *block = match self.addresses.link_target(letters) {
            Ok(LinkTarget::Url { url, .. }) if has("is-type-video") => Block::Video(film_at(url)),
            Ok(target) => Block::Paragraph(vec![Inline::Link(Link {
                target,
                text: text_run(letters),
            })]),
            Err(_) => return,
        };
    }

    /// A line that has to be a paragraph: what is too large to stand in one
    /// leaves it.
    #[inline(never)]
    pub(super) fn push_line(&mut self, line: Vec<Inline>) {
        self.end_paragraph();
        let outer = std::mem::replace(&mut self.run, Run::new(Vec::new()));
        self.replay(line);
        self.end_paragraph();
        self.run = outer;
    }

    fn replay(&mut self, line: Vec<Inline>) {
        for mut inline in line {
            if let Some(inside) = children_mut(&mut inline) {
                let inside = std::mem::take(inside);
                self.run.open(inline);
                self.replay(inside);
                self.run.close();
                continue;
            }
            match inline {
                Inline::Text(letters) => self.text(&letters),
                Inline::Break => self.run.line_break(),
                Inline::Image(image) => self.put_picture(image, false),
                other => self.word(other),
            }
        }
    }

    /// Text and credit of a caption; a credit is part of the text where there
    /// is no place for it.
    fn caption(&mut self, caption: NodeId, has_credit: bool) -> (Vec<Inline>, Option<String>) {
        let tree = self.tree;
        let mut found = None;
        if has_credit {
            found = tree.find(caption, &|tree, child| {
                tree.has_word(child, Attribute::Class, "credit copyright photo-credit")
                    || tree.has_word(child, Attribute::Itemprop, "creditText copyrightHolder")
            });
        }
        // A credit is a name. One that leads somewhere stays in the text.
        found = found.filter(|node| {
            tree.tag(*node) != Some(Tag::Link) && tree.find_tag(*node, Tag::Link).is_none()
        });
        let credit = found.and_then(|node| non_empty(&collapsed(&tree.raw_text(node))));
        let outer = self.skipped;
        if credit.is_some() {
            self.skipped = found;
        }
        let line = self.line_of(caption);
        self.skipped = outer;
        (line, credit)
    }

    /// A caption that stands in no figure belongs to the picture before it.
    pub(super) fn stray_caption(&mut self, id: NodeId) {
        self.end_paragraph();
        if self.tree.find_tag(id, Tag::Image).is_some() {
            return self.group(id);
        }
        let is_after_picture = matches!(
            self.blocks.last(),
            Some(Block::Figure(figure)) if figure.caption.is_empty()
        );
        let (line, credit) = self.caption(id, is_after_picture);
        match self.blocks.last_mut() {
            Some(Block::Figure(figure)) if is_after_picture && figure.credit.is_none() => {
                figure.caption = line;
                figure.credit = credit;
            }
            _ => self.push_line(line),
        }
    }

    /// A paragraph; one of a picture and words in italics below it is a picture
    /// with its caption.
    pub(super) fn paragraph(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut picture = None;
        let mut words = None;
        let mut count = 0;
        for child in tree.children(id) {
            match tree.tag(child) {
                None if is_blank(tree.letters(child)) => continue,
                Some(Tag::Break | Tag::NoScript) => continue,
                Some(Tag::Image | Tag::Picture | Tag::Link) if count == 0 => picture = Some(child),
                Some(Tag::Emphasis | Tag::Small) if count == 1 => words = Some(child),
                _ => words = None,
            }
            count += 1;
            if count > 2 {
                break;
            }
        }
        let (Some(picture), Some(words), 2) = (picture, words, count) else {
            return self.group(id);
        };
        let has_image =
            |id| tree.tag(id) == Some(Tag::Image) || tree.find_tag(id, Tag::Image).is_some();
        if !has_image(picture)
            || !tree.is_blank(picture)
            || tree.is_blank(words)
            || has_image(words)
        {
            return self.group(id);
        }
        self.end_paragraph();
        let outer = self.skipped.replace(words);
        let mut blocks = self.blocks_inside(id);
        self.skipped = outer;
        if let [Block::Figure(figure)] = blocks.as_mut_slice() {
            figure.caption = self.line_of(words);
            for block in blocks {
                self.push_block(block);
            }
        } else {
            // A small picture in a line, or one that had to be left out.
            self.group(id);
        }
    }
}

/// Adds a line below another.
pub(super) fn append(line: &mut Vec<Inline>, more: Vec<Inline>) {
    if !line.is_empty() && !more.is_empty() {
        line.push(Inline::Break);
    }
    line.extend(more);
}

/// How many pictures of a gallery stand side by side, as WordPress says it:
/// "columns-3", "gallery-columns-3".
fn columns_of(tree: &Tree, gallery: NodeId) -> Option<u32> {
    for class in tree
        .attribute(gallery, Attribute::Class)?
        .split_ascii_whitespace()
    {
        let name = class.strip_prefix("gallery-").unwrap_or(class);
        if let Some(number) = name.strip_prefix("columns-").and_then(signed_number)
            && (1..=MOST_COLUMNS).contains(&number)
        {
            return Some(number.unsigned_abs());
        }
    }
    None
}

fn is_picture(block: &Block) -> bool {
    matches!(block, Block::Figure(_) | Block::Gallery(_))
}

/// Takes pictures out of what editors arrange them by inside a figure: a list,
/// or a paragraph that holds a small one only.
fn unfold_pictures(block: Block, blocks: &mut Vec<Block>) {
    match block {
        Block::Paragraph(mut text) => match text.as_slice() {
            [Inline::Image(_)] => {
                if let Some(Inline::Image(image)) = text.pop() {
                    blocks.push(Block::Figure(Figure {
                        image,
                        caption: Vec::new(),
                        credit: None,
                        target: None,
                    }));
                }
            }
            _ => blocks.push(Block::Paragraph(text)),
        },
        Block::List(list) if list.items.iter().flatten().all(is_picture) => {
            blocks.extend(list.items.into_iter().flatten());
        }
        other => blocks.push(other),
    }
}

/// The caption of a figure, not one of a figure or table inside it.
pub(super) fn own_caption(tree: &Tree, figure: NodeId) -> Option<NodeId> {
    let mut id = figure + 1;
    while id < tree.end(figure) {
        match tree.tag(id) {
            Some(Tag::FigureCaption) if !tree.node(id).is_taken => return Some(id),
            Some(Tag::Figure | Tag::Table) => id = tree.end(id),
            _ => id += 1,
        }
    }
    None
}
