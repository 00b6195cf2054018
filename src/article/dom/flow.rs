//! The walk in reading order: blocks as they come, and lines of text between them.

use super::super::model::{Block, Direction, Inline};
use super::super::url::Addresses;
use super::super::warning::Warnings;
use super::attribute::{Attribute, direction, runs_from_right};
use super::notes::Notes;
use super::run::Run;
use super::tag::Tag;
use super::tree::{NodeId, ROOT, Tree};
use crate::text::{is_blank, language_tag, push_number};

/// What there is room for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// Blocks and lines.
    Blocks,
    /// One line, as in a heading or a table cell: blocks become line breaks.
    Line,
}

/// The most marks that are opened once more because the paragraph around them
/// was split. Text beyond it stays, without the marks: few elements around many
/// paragraphs would otherwise become more spans than a browser can hold.
const MAX_COPIES: usize = 400_000;

/// What is lost or changed often enough to be counted, not named one by one.
#[derive(Clone, Copy)]
pub(super) enum Loss {
    Pixel,
    Twin,
    EmptyLink,
    DeadLink,
    FlatLink,
    Item,
    Cell,
    Control,
    Drawing,
    BackLink,
    FlatPicture,
    Copies,
}

/// In the order of [`Loss`]; each stands after its number.
static LOSSES: [&str; 12] = [
    " picture(s) of one pixel, which only count visits, were left out",
    " picture(s) for readers without scripts, which repeat others, were left out",
    " link(s) without text or picture were left out",
    " link(s) that lead nowhere (\"#\") are shown as text",
    " link(s) inside code or other links are shown as text",
    " list item(s) inside a heading or table cell became lines",
    " table cell(s) that only arrange became paragraphs or lines",
    " button(s) or form field(s) were left out",
    " drawing(s) (SVG or canvas) were left out",
    " link(s) back to the text, beside one for each note, were left out",
    " picture(s) inside code were left out",
    " mark(s) such as bold or links around too many paragraphs were left out; the text is kept",
];

pub(super) struct Flow<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) addresses: &'a Addresses<'a>,
    warnings: &'a mut Warnings,
    pub(super) blocks: Vec<Block>,
    pub(super) run: Run,
    pub(super) room: Room,
    pub(super) notes: Notes,
    /// Notes from inside other blocks, waiting for the end of the outermost one:
    /// readers gather the notes of the body, not those in its corners.
    pub(super) hoisted: Vec<Block>,
    pub(super) is_in_note: bool,
    /// What stood as the way back at the start of the note that is being read.
    pub(super) note_label: Option<String>,
    /// An element that was read already: the caption of a figure.
    pub(super) skipped: Option<NodeId>,
    /// The caption of the figure that is being read, until a frame has taken its
    /// words: in a figure of many frames it is not copied for each.
    pub(super) frame_words: Option<NodeId>,
    /// In a verse, where line breaks and indentation are part of the text: the
    /// spaces that wait at the start of a line.
    pub(super) verse: Option<usize>,
    /// The element in which a formula was read last.
    pub(super) formula_in: Option<NodeId>,
    /// The last picture that was kept.
    pub(super) last_picture: Option<NodeId>,
    copies: usize,
    losses: [usize; LOSSES.len()],
    /// Whether the text as a whole runs from the right: it says so, or begins so.
    runs_from_right: bool,
    /// Whether warnings name blocks by their number.
    has_numbers: bool,
    /// The number of the outermost block that is being read.
    pub(super) outer_number: Option<usize>,
}

/// What a walk inside another one puts aside.
struct Outer {
    blocks: Vec<Block>,
    run: Run,
    room: Room,
    number: Option<usize>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(
        tree: &'a Tree<'a>,
        addresses: &'a Addresses<'a>,
        warnings: &'a mut Warnings,
    ) -> Self {
        let dir = direction(tree.attribute(ROOT, Attribute::Dir));
        Self {
            tree,
            addresses,
            warnings,
            blocks: Vec::new(),
            run: Run::new(Vec::new()),
            room: Room::Blocks,
            notes: Notes::of(tree, addresses),
            hoisted: Vec::new(),
            is_in_note: false,
            note_label: None,
            skipped: None,
            frame_words: None,
            verse: None,
            formula_in: None,
            last_picture: None,
            copies: 0,
            losses: [0; LOSSES.len()],
            runs_from_right: dir.or(direction_of_letters(tree, ROOT))
                == Some(Direction::RightToLeft),
            has_numbers: false,
            outer_number: None,
        }
    }

    /// From here on warnings name the block of the body that they are about.
    pub(super) fn number_blocks(&mut self) {
        self.has_numbers = true;
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.blocks.append(&mut self.hoisted);
        for (count, what) in self.losses.iter().zip(LOSSES) {
            if *count > 0 {
                let mut number = String::new();
                push_number(&mut number, *count);
                self.warnings.add("", None, &[&number, what]);
            }
        }
        self.blocks
    }

    pub(super) fn count(&mut self, loss: Loss) {
        self.losses[loss as usize] += 1;
    }

    pub(super) fn counted(&self, loss: Loss) -> usize {
        self.losses[loss as usize]
    }

    pub(super) fn uncount(&mut self, loss: Loss) {
        self.losses[loss as usize] -= 1;
    }

    pub(super) fn children_of(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.visit(child);
        }
    }

    /// The blocks that elements become.
    #[inline(never)]
    pub(super) fn blocks_of(&mut self, ids: &[NodeId]) -> Vec<Block> {
        let outer = self.step_in(Room::Blocks);
        for id in ids {
            self.visit(*id);
        }
        self.end_paragraph();
        self.step_out(outer).0
    }

    /// The blocks inside an element.
    #[inline(never)]
    pub(super) fn blocks_inside(&mut self, id: NodeId) -> Vec<Block> {
        let mut content = Vec::new();
        for child in self.tree.children(id) {
            content.push(child);
        }
        let is_passage = self.open_passage(id);
        let blocks = self.blocks_of(&content);
        self.close_passage(is_passage);
        blocks
    }

    /// The text inside an element, as one line.
    #[inline(never)]
    pub(super) fn line_of(&mut self, id: NodeId) -> Vec<Inline> {
        let outer = self.step_in(Room::Line);
        let is_passage = self.open_passage(id);
        self.children_of(id);
        self.close_passage(is_passage);
        self.step_out(outer).1
    }

    #[inline(never)]
    fn step_in(&mut self, room: Room) -> Outer {
        let number = self.outer_number;
        self.outer_number = Some(number.unwrap_or(self.blocks.len() + 1));
        let marks = if self.may_copy() {
            self.run.marks()
        } else {
            Vec::new()
        };
        let inner = Run::new(marks);
        Outer {
            blocks: std::mem::take(&mut self.blocks),
            run: std::mem::replace(&mut self.run, inner),
            room: std::mem::replace(&mut self.room, room),
            number,
        }
    }

    #[inline(never)]
    fn step_out(&mut self, outer: Outer) -> (Vec<Block>, Vec<Inline>) {
        let line = self.run.take(false);
        self.run = outer.run;
        self.room = outer.room;
        self.outer_number = outer.number;
        (std::mem::replace(&mut self.blocks, outer.blocks), line)
    }

    /// Ends the line that is being written: a block begins or ends here.
    #[inline(never)]
    pub(super) fn end_paragraph(&mut self) {
        if self.room == Room::Line {
            self.run.boundary();
            return;
        }
        if self.run.is_empty() {
            self.run.take(true);
            return;
        }
        let keeps_marks = self.may_copy();
        let line = self.run.take(keeps_marks);
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }

    /// Whether the marks that are open may be opened once more.
    #[inline(never)]
    fn may_copy(&mut self) -> bool {
        let weight = self.run.weight();
        if self.copies + weight > MAX_COPIES {
            self.count(Loss::Copies);
            return false;
        }
        self.copies += weight;
        true
    }

    #[inline(never)]
    pub(super) fn push_block(&mut self, block: Block) {
        self.end_paragraph();
        self.blocks.push(block);
    }

    /// Adds a warning about an element and, where one is to blame, its attribute.
    #[inline(never)]
    pub(super) fn warn(&mut self, id: NodeId, attribute: &str, problem: &[&str]) {
        let name = self.tree.name(id);
        if self.has_numbers {
            let number = self.outer_number.unwrap_or(self.blocks.len() + 1);
            self.warnings.begin_block(number, name);
            self.warnings.add(attribute, None, problem);
            self.warnings.end_block();
        } else {
            self.warnings.enter(name);
            self.warnings.add(attribute, None, problem);
            self.warnings.leave();
        }
    }

    /// Splits the paragraph where two line breaks stand.
    fn before_words(&mut self) {
        if self.run.wants_split() && self.room == Room::Blocks {
            self.end_paragraph();
        }
    }

    #[inline(never)]
    pub(super) fn text(&mut self, letters: &str) {
        if self.verse.is_some() {
            return self.verse_text(letters);
        }
        self.running_text(letters);
    }

    #[inline(never)]
    pub(super) fn running_text(&mut self, letters: &str) {
        if !is_blank(letters) {
            self.before_words();
        }
        self.run.text(letters);
    }

    #[inline(never)]
    pub(super) fn word(&mut self, inline: Inline) {
        self.before_words();
        self.run.word(inline);
    }

    #[inline(never)]
    pub(super) fn marked(&mut self, id: NodeId, mark: Inline) {
        if self.run.has_mark(&mark) {
            return self.children_of(id);
        }
        self.run.open(mark);
        self.children_of(id);
        self.run.close();
    }

    pub(super) fn visit(&mut self, id: NodeId) {
        if self.skipped == Some(id) {
            return;
        }
        let tree = self.tree;
        match tree.tag(id) {
            None => self.text(tree.letters(id)),
            Some(tag) => self.element(id, tag),
        }
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        if tag.is_inline() || matches!(tag, Tag::Break | Tag::Image) {
            return self.in_line(id, tag);
        }
        if self.tree.attribute(id, Attribute::Lang).is_none()
            && self.tree.attribute(id, Attribute::Dir).is_none()
        {
            return self.block(id, tag);
        }
        self.end_paragraph();
        let is_passage = self.open_passage(id);
        self.block(id, tag);
        self.end_paragraph();
        self.close_passage(is_passage);
    }

    /// Opens a mark for an element in another language or direction: its lines
    /// are such passages. `false` where there is nothing new to say.
    #[inline(never)]
    fn open_passage(&mut self, id: NodeId) -> bool {
        let lang = self
            .tree
            .attribute(id, Attribute::Lang)
            .and_then(language_tag);
        let dir = self.direction_of(id);
        if lang.is_none() && dir.is_none() {
            return false;
        }
        let mark = Inline::Span {
            lang,
            dir,
            text: Vec::new(),
        };
        let is_new = !self.run.has_mark(&mark);
        if is_new {
            self.run.open(mark);
        }
        is_new
    }

    /// The direction that an element asks for. One that leaves it to its letters
    /// ("auto", which editors write on every paragraph) asks for the unusual one
    /// alone: from the left only where something around it runs from the right.
    pub(super) fn direction_of(&self, id: NodeId) -> Option<Direction> {
        let written = self.tree.attribute(id, Attribute::Dir);
        if !written?.trim_ascii().eq_ignore_ascii_case("auto") {
            return direction(written);
        }
        let found = direction_of_letters(self.tree, id)?;
        (found == Direction::RightToLeft || self.runs_from_right || self.run.is_from_right())
            .then_some(found)
    }

    fn close_passage(&mut self, is_open: bool) {
        if is_open {
            self.run.close();
        }
    }

    fn in_line(&mut self, id: NodeId, tag: Tag) {
        match tag {
            Tag::Break => self.run.line_break(),
            Tag::Image => self.picture(id, id),
            Tag::Picture => self.picture_element(id),
            Tag::NoScript => self.without_scripts(id),
            Tag::Drawing => self.count(Loss::Drawing),
            // The headings of an accordion are buttons.
            Tag::Control if self.room == Room::Line && self.tree.name(id) == "button" => {
                self.children_of(id);
            }
            Tag::Control if self.is_task(id) => {
                let is_done = self.tree.attribute(id, Attribute::Checked).is_some();
                // The same letters as for the lists of Editor.js.
                self.text(if is_done { "☑ " } else { "☐ " });
            }
            Tag::Control => self.count(Loss::Control),
            _ => self.inline_element(id, tag),
        }
    }

    fn block(&mut self, id: NodeId, tag: Tag) {
        // The cells of a data table are lines, and never come here.
        if matches!(tag, Tag::Cell | Tag::HeaderCell) {
            self.count(Loss::Cell);
        }
        if self.room == Room::Line {
            match tag {
                Tag::Item => self.count(Loss::Item),
                Tag::Video | Tag::Audio | Tag::Frame => return self.media(id, tag),
                _ => {}
            }
            return self.group(id);
        }
        if !self.note(id) {
            self.whole_block(id, tag);
        }
        if self.outer_number.is_none() {
            self.blocks.append(&mut self.hoisted);
        }
    }

    fn whole_block(&mut self, id: NodeId, tag: Tag) {
        match tag {
            Tag::Heading(level) => self.heading(id, level),
            Tag::Paragraph => self.paragraph(id),
            Tag::BulletList => self.list(id, false),
            Tag::NumberedList => self.list(id, true),
            Tag::Definitions => self.definitions(id),
            Tag::Details => self.details(id),
            Tag::Toggle => self.toggle(id),
            Tag::Card => self.card(id),
            Tag::Quote => self.quote(id),
            Tag::Figure => self.figure(id),
            Tag::FigureCaption => self.stray_caption(id),
            Tag::Video | Tag::Audio | Tag::Frame => self.media(id, tag),
            Tag::Table => self.table(id),
            Tag::Preformatted => self.preformatted(id),
            Tag::Divider => self.push_block(Block::Divider),
            _ => self.group(id),
        }
    }

    /// An element on lines of its own of which only the children count.
    #[inline(never)]
    pub(super) fn group(&mut self, id: NodeId) {
        self.end_paragraph();
        self.children_of(id);
        self.end_paragraph();
    }
}

/// The direction of the first letter below an element that has one.
#[inline(never)]
fn direction_of_letters(tree: &Tree, id: NodeId) -> Option<Direction> {
    let mut is_right = None;
    tree.each_text(id, &mut |letters| {
        is_right = is_right.or_else(|| runs_from_right(letters));
    });
    Some(match is_right? {
        true => Direction::RightToLeft,
        false => Direction::LeftToRight,
    })
}
