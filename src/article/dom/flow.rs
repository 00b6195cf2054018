//! The walk in reading order: blocks as they come, and lines of text between them.

use super::super::model::{Block, Code, Heading, Inline, Note, Quote};
use super::super::text::{code_lines, has_name, insert_name, is_blank, non_empty, trimmed};
use super::super::url::Addresses;
use super::super::warning::Warnings;
use super::run::Run;
use super::tag::Tag;
use super::tree::{Content, NodeId, ROOT, Tree};

/// What there is room for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// Blocks and lines.
    Blocks,
    /// One line, as in a heading or a table cell: blocks become line breaks.
    Line,
}

pub(super) struct Flow<'a> {
    pub(super) tree: &'a Tree,
    pub(super) addresses: &'a Addresses<'a>,
    warnings: &'a mut Warnings,
    pub(super) blocks: Vec<Block>,
    pub(super) run: Run,
    pub(super) room: Room,
    /// The ids of notes, in order of the alphabet.
    notes: Vec<String>,
    pub(super) is_in_note: bool,
    /// An element that was read already: the credit inside a caption.
    pub(super) skipped: Option<NodeId>,
    /// Whether warnings name blocks by their number.
    has_numbers: bool,
    /// The number of the outermost block that is being read.
    outer_number: Option<usize>,
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
        tree: &'a Tree,
        addresses: &'a Addresses<'a>,
        warnings: &'a mut Warnings,
    ) -> Self {
        Self {
            tree,
            addresses,
            warnings,
            blocks: Vec::new(),
            run: Run::new(Vec::new()),
            room: Room::Blocks,
            notes: notes_of(tree),
            is_in_note: false,
            skipped: None,
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
        self.blocks
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
        self.blocks_of(&content)
    }

    /// The text inside an element, as one line.
    #[inline(never)]
    pub(super) fn line_of(&mut self, id: NodeId) -> Vec<Inline> {
        let outer = self.step_in(Room::Line);
        self.children_of(id);
        self.step_out(outer).1
    }

    #[inline(never)]
    fn step_in(&mut self, room: Room) -> Outer {
        let number = self.outer_number;
        self.outer_number = Some(number.unwrap_or(self.blocks.len() + 1));
        let inner = Run::new(self.run.marks());
        Outer {
            blocks: std::mem::take(&mut self.blocks),
            run: std::mem::replace(&mut self.run, inner),
            room: std::mem::replace(&mut self.room, room),
            number,
        }
    }

    #[inline(never)]
    fn step_out(&mut self, outer: Outer) -> (Vec<Block>, Vec<Inline>) {
        let line = self.run.take();
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
        let line = self.run.take();
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
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
        self.before_words();
        self.run.open(mark);
        self.children_of(id);
        self.run.close();
    }

    fn visit(&mut self, id: NodeId) {
        if self.skipped == Some(id) {
            return;
        }
        let tree = self.tree;
        match &tree.node(id).content {
            Content::Text(letters) => self.text(letters),
            Content::Element { tag, .. } => self.element(id, *tag),
        }
    }

    fn element(&mut self, id: NodeId, tag: Tag) {
        let tree = self.tree;
        if let Some(note) = self.note_id(id)
            && self.room == Room::Blocks
            && !self.is_in_note
        {
            self.note(id, note);
            return;
        }
        match tag {
            Tag::DroppedAloud => self.dropped_aloud(id),
            Tag::Break => self.run.line_break(),
            Tag::Image => self.picture(id, id),
            Tag::Picture => self.picture_element(id),
            _ if self.inline_element(id, tag) => {}
            _ if self.room == Room::Line => self.group(id),
            Tag::Heading(level) => {
                if is_blank(&tree.raw_text(id)) {
                    // A picture alone in a heading is a picture.
                    self.group(id);
                    return;
                }
                let text = self.line_of(id);
                if !text.is_empty() {
                    let id = self.heading_id(id);
                    self.push_block(Block::Heading(Heading { level, id, text }));
                }
            }
            Tag::BulletList => self.list(id, false),
            Tag::NumberedList => self.list(id, true),
            Tag::Term => {
                self.end_paragraph();
                self.marked(id, Inline::Strong(Vec::new()));
                self.end_paragraph();
            }
            Tag::Quote => self.quote(id, Vec::new()),
            Tag::Figure => self.figure(id),
            Tag::Video => self.video(id, Vec::new()),
            Tag::Table => self.table(id, Vec::new()),
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

    fn dropped_aloud(&mut self, id: NodeId) {
        let problem = match self.tree.name(id) {
            "iframe" => "a frame cannot be shown; it was left out",
            "audio" => "sound cannot be shown; it was left out",
            _ => "text that is struck out was left out",
        };
        self.warn(id, "", &[problem]);
    }

    fn heading_id(&self, id: NodeId) -> Option<String> {
        non_empty(self.tree.attribute(id, "id")?)
    }

    /// A quotation; `citation` comes from a figure's caption, if not from inside.
    pub(super) fn quote(&mut self, id: NodeId, mut citation: Vec<Inline>) {
        let tree = self.tree;
        let mut content = Vec::new();
        for child in tree.children(id) {
            let is_source = matches!(tree.tag(child), Some(Tag::Footer | Tag::Cite));
            if is_source && citation.is_empty() {
                citation = self.line_of(child);
            } else {
                content.push(child);
            }
        }
        let body = self.blocks_of(&content);
        if body.is_empty() {
            if !citation.is_empty() {
                self.push_block(Block::Paragraph(citation));
            }
        } else {
            self.push_block(Block::Quote(Quote { body, citation }));
        }
    }

    pub(super) fn preformatted(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut text = code_lines(&tree.raw_text(id));
        if text.is_empty() {
            return;
        }
        text.retain(|character| character != '\r');
        let mut language = language_class(tree.attribute(id, "class"));
        if let Some(code) = tree.find_tag(id, Tag::Code)
            && language.is_none()
        {
            language = language_class(tree.attribute(code, "class"));
        }
        self.push_block(Block::Code(Code { text, language }));
    }

    /// The name of the note that an element holds.
    pub(super) fn note_id(&self, id: NodeId) -> Option<&'a str> {
        if self.notes.is_empty() {
            return None;
        }
        note_name(self.tree, id)
    }

    pub(super) fn is_note(&self, name: &str) -> bool {
        has_name(&self.notes, name)
    }

    pub(super) fn note(&mut self, id: NodeId, name: &str) {
        self.is_in_note = true;
        let body = self.blocks_inside(id);
        self.is_in_note = false;
        if !body.is_empty() {
            self.push_block(Block::Note(Note {
                id: name.to_owned(),
                label: None,
                body,
            }));
        }
    }
}

fn notes_of(tree: &Tree) -> Vec<String> {
    let mut notes = Vec::new();
    for id in tree.descendants(ROOT) {
        if let Some(name) = note_name(tree, id) {
            insert_name(&mut notes, name);
        }
    }
    notes
}

/// The id of an element that is a note. Roles follow DPUB-ARIA
/// (<https://www.w3.org/TR/dpub-aria-1.1/>); the class is what Markdown
/// processors write.
#[inline(never)]
fn note_name(tree: &Tree, id: NodeId) -> Option<&str> {
    let name = trimmed(tree.attribute(id, "id")?);
    let list = tree.node(id).parent;
    let is_note = tree.has_word(id, "role", "doc-footnote doc-endnote")
        || (tree.tag(id) == Some(Tag::Item)
            && (is_endnotes(tree, list) || is_endnotes(tree, tree.node(list).parent)));
    (is_note && !name.is_empty()).then_some(name)
}

fn is_endnotes(tree: &Tree, id: NodeId) -> bool {
    tree.has_word(id, "role", "doc-endnotes") || tree.has_word(id, "class", "footnotes")
}

/// "language-rust" or "lang-rust", as HTML suggests for `code`.
#[inline(never)]
fn language_class(classes: Option<&str>) -> Option<String> {
    for class in classes?.split_ascii_whitespace() {
        for prefix in ["language-", "lang-"] {
            if let Some(language) = class.strip_prefix(prefix) {
                return non_empty(language);
            }
        }
    }
    None
}

/// Moves all headings by the same number of levels, so that the highest is 2:
/// no level is skipped that the writer did not skip. A fragment is only moved
/// down, because the text around it may have headings of its own.
pub(super) fn shift_headings(blocks: &mut [Block], is_whole: bool) {
    let mut highest = 7;
    each_heading(blocks, &mut |heading| highest = highest.min(heading.level));
    if highest == 2 || highest > 6 || (highest > 2 && !is_whole) {
        return;
    }
    each_heading(blocks, &mut |heading| {
        heading.level = (heading.level + 2 - highest).clamp(2, 6);
    });
}

fn each_heading(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Heading)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => visit(heading),
            Block::List(list) => {
                for item in &mut list.items {
                    each_heading(item, visit);
                }
            }
            Block::Quote(quote) => each_heading(&mut quote.body, visit),
            Block::Note(note) => each_heading(&mut note.body, visit),
            _ => {}
        }
    }
}
