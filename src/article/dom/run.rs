//! One line of text in the making: white space, line breaks and open marks.
//!
//! White space collapses as CSS does it: a run of it is one space, none stands
//! at the start or end of a block, and a space before a mark stays outside it.

use super::super::model::{Direction, Inline, Link, LinkTarget};
use super::super::runs::{children, is_visible, push_marked, trim_run};
use crate::text::{has_letters, is_blank, is_html_space};

#[derive(Default)]
struct Frame {
    /// The mark around the text, which holds nothing yet; absent for the
    /// outermost frame only.
    mark: Option<Inline>,
    content: Vec<Inline>,
    /// Letters that are not yet part of `content`.
    letters: String,
}

impl Frame {
    #[inline(never)]
    fn push(&mut self, inline: Inline) {
        self.settle();
        self.content.push(inline);
    }

    #[inline(never)]
    fn settle(&mut self) {
        if !self.letters.is_empty() {
            let text = Inline::Text(self.letters.as_str().into());
            self.letters.clear();
            self.content.push(text);
        }
    }
}

pub(super) struct Run {
    frames: Vec<Frame>,
    /// Something visible stands in the line already.
    is_started: bool,
    /// The last thing written was a space or a break.
    is_after_space: bool,
    /// A space that is written as soon as something visible follows.
    has_space: bool,
    /// Line breaks that are written as soon as something visible follows.
    breaks: usize,
    /// How many frames were open where the waiting space or break stands.
    depth: usize,
}

impl Run {
    /// A line inside the marks that are open in another one.
    pub(super) fn new(marks: Vec<Inline>) -> Self {
        let mut run = Self {
            frames: vec![Frame::default()],
            is_started: false,
            is_after_space: false,
            has_space: false,
            breaks: 0,
            depth: 1,
        };
        run.reopen(marks);
        run
    }

    #[inline(never)]
    fn reopen(&mut self, marks: Vec<Inline>) {
        for mark in marks {
            self.frames.push(Frame {
                mark: Some(mark),
                ..Frame::default()
            });
        }
    }

    /// The marks that are open, outermost first.
    #[inline(never)]
    pub(super) fn marks(&self) -> Vec<Inline> {
        let mut marks = Vec::new();
        for frame in &self.frames {
            marks.extend(frame.mark.clone());
        }
        marks
    }

    /// Where the link that is open leads.
    #[inline(never)]
    pub(super) fn link(&self) -> Option<&LinkTarget> {
        for frame in &self.frames {
            if let Some(Inline::Link(link)) = &frame.mark {
                return Some(&link.target);
            }
        }
        None
    }

    /// Whether a mark of the same kind is open, or a span that says the same.
    #[inline(never)]
    pub(super) fn has_mark(&self, wanted: &Inline) -> bool {
        for frame in self.frames.iter().rev() {
            let is_same = match (wanted, &frame.mark) {
                (Inline::Strong(_), Some(Inline::Strong(_)))
                | (Inline::Emphasis(_), Some(Inline::Emphasis(_)))
                | (Inline::Mark(_), Some(Inline::Mark(_)))
                | (Inline::Small(_), Some(Inline::Small(_)))
                | (Inline::Deleted(_), Some(Inline::Deleted(_)))
                | (Inline::Inserted(_), Some(Inline::Inserted(_))) => true,
                // Only the innermost span counts: one around it may say otherwise.
                (Inline::Span { .. }, Some(open @ Inline::Span { .. })) => return wanted == open,
                _ => false,
            };
            if is_same {
                return true;
            }
        }
        false
    }

    /// Whether a span is open that runs from the right.
    pub(super) fn is_from_right(&self) -> bool {
        let dir = Some(Direction::RightToLeft);
        self.frames
            .iter()
            .any(|frame| matches!(&frame.mark, Some(Inline::Span { dir: own, .. }) if *own == dir))
    }

    /// What it costs to open the marks once more, in marks of average length.
    #[inline(never)]
    pub(super) fn weight(&self) -> usize {
        let mut weight = 0;
        for frame in &self.frames {
            weight += match &frame.mark {
                None => 0,
                Some(Inline::Link(Link {
                    target: LinkTarget::Url { url, .. },
                    ..
                })) => 1 + url.as_str().len() / 64,
                Some(
                    Inline::Link(Link {
                        target: LinkTarget::Fragment(text),
                        ..
                    })
                    | Inline::Abbreviation { title: text, .. },
                ) => 1 + text.len() / 64,
                Some(_) => 1,
            };
        }
        weight
    }

    /// Something visible stands in the line that is being written.
    pub(super) fn has_letters(&self) -> bool {
        self.is_started && self.breaks == 0
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.is_started
    }

    /// Two line breaks in a row: what follows is a new paragraph.
    pub(super) fn wants_split(&self) -> bool {
        self.breaks >= 2
    }

    pub(super) fn text(&mut self, letters: &str) {
        let mut rest = letters;
        while let Some(first) = rest.chars().next() {
            let is_space = is_html_space(first);
            // Single spaces between words are no work inside a line.
            let takes_spaces = !is_space && self.is_started && self.breaks == 0;
            let mut length = 0;
            let mut is_single = false;
            // White space of HTML is ASCII, so a cut beside it is a cut between letters.
            for byte in rest.bytes() {
                if is_html_space(char::from(byte)) != is_space {
                    if byte != b' ' || !takes_spaces || is_single {
                        break;
                    }
                    is_single = true;
                } else {
                    is_single = false;
                }
                length += 1;
            }
            length -= usize::from(is_single);
            let (word, tail) = rest.split_at(length);
            rest = tail;
            if is_space {
                if self.is_started && !self.is_after_space {
                    self.wait();
                    self.has_space = true;
                }
                continue;
            }
            // A no-break space alone on a line is how editors write an empty one.
            if (self.breaks > 0 || !self.is_started) && is_blank(word) {
                continue;
            }
            if let Some(frame) = self.begin_word() {
                frame.letters.push_str(word);
            }
        }
    }

    /// Something that stands in the line like a word.
    pub(super) fn word(&mut self, inline: Inline) {
        if let Some(frame) = self.begin_word() {
            frame.push(inline);
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.is_started {
            self.wait();
            self.breaks += 1;
        }
        self.has_space = false;
    }

    /// A block begins or ends where there is room for one line only.
    pub(super) fn boundary(&mut self) {
        if self.breaks == 0 {
            self.line_break();
        }
    }

    /// Opens a mark: an inline that wraps nothing yet.
    pub(super) fn open(&mut self, mark: Inline) {
        self.reopen(vec![mark]);
    }

    #[inline(never)]
    pub(super) fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        if let (Some(frame), Some(outer)) = (self.frames.pop(), self.frames.last_mut()) {
            fold(frame, outer);
        }
        self.depth = self.depth.min(self.frames.len());
    }

    /// Ends the line and gives it; the marks stay open for the next one, where
    /// `keeps_marks` says so.
    pub(super) fn take(&mut self, keeps_marks: bool) -> Vec<Inline> {
        self.breaks = 0;
        self.has_space = false;
        self.is_after_space = false;
        if !self.is_started {
            return Vec::new();
        }
        self.is_started = false;
        let marks = if keeps_marks {
            self.marks()
        } else {
            Vec::new()
        };
        while self.frames.len() > 1 {
            self.close();
        }
        let mut line = Vec::new();
        if let Some(frame) = self.frames.first_mut() {
            frame.settle();
            line = std::mem::take(&mut frame.content);
        }
        self.reopen(marks);
        trim_run(&mut line);
        line
    }

    fn begin_word(&mut self) -> Option<&mut Frame> {
        self.write_pending();
        self.is_started = true;
        self.is_after_space = false;
        self.frames.last_mut()
    }

    /// A space or break waits here: should a mark open before the next word,
    /// it stays outside.
    fn wait(&mut self) {
        if self.breaks == 0 && !self.has_space {
            self.depth = self.frames.len();
        }
    }

    #[inline(never)]
    fn write_pending(&mut self) {
        let (breaks, has_space) = (self.breaks, self.has_space);
        self.breaks = 0;
        self.has_space = false;
        let Some(frame) = self.frames.get_mut(self.depth - 1) else {
            return;
        };
        if breaks > 0 {
            frame.push(Inline::Break);
            self.is_after_space = true;
        } else if has_space {
            frame.letters.push(' ');
            self.is_after_space = true;
        }
    }
}

/// Closes a mark; one around nothing visible leaves no trace.
fn fold(mut frame: Frame, outer: &mut Frame) {
    frame.settle();
    let content = frame.content;
    let is_mark = match frame.mark {
        // A reference to a note is raised by the view: twice would be too high.
        Some(Inline::Superscript(_)) if is_references(&content) => false,
        // Where a block splits the base, what is above it stands above its letters.
        Some(Inline::Ruby { .. }) if !holds_letters(&content) => false,
        _ => is_visible(&content),
    };
    if is_mark {
        outer.settle();
        push_marked(&mut outer.content, frame.mark, content);
        return;
    }
    for inline in content {
        match inline {
            Inline::Text(letters) => outer.letters.push_str(&letters),
            other => outer.push(other),
        }
    }
}

/// Whether a run is more than pictures.
fn holds_letters(run: &[Inline]) -> bool {
    run.iter().any(|inline| match inline {
        Inline::NoteReference { label, .. } => label.is_some(),
        Inline::Text(letters) => !is_blank(letters),
        Inline::Code(letters) => !is_blank(letters),
        other => holds_letters(children(other)),
    })
}

/// References to notes, and no words between them.
fn is_references(run: &[Inline]) -> bool {
    let mut has_reference = false;
    for inline in run {
        match inline {
            Inline::NoteReference { .. } => has_reference = true,
            Inline::Text(letters) if !has_letters(letters) => {}
            _ => return false,
        }
    }
    has_reference
}
