//! One line of text in the making: white space, line breaks and open marks.
//!
//! White space collapses as CSS does it: a run of it is one space, none stands
//! at the start or end of a block, and a space before a mark stays outside it.

use super::super::model::{Direction, Inline, Link, LinkTarget};
use super::super::text::{is_blank, is_html_space, is_visible, trim_run};

/// A mark that is open around the text.
#[derive(Clone)]
pub(super) enum Format {
    Strong,
    Emphasis,
    Subscript,
    Superscript,
    Mark,
    Link(LinkTarget),
    Abbreviation(String),
    Time(String),
    Span(Option<String>, Option<Direction>),
}

#[derive(Default)]
struct Frame {
    /// Absent for the outermost frame only.
    format: Option<Format>,
    content: Vec<Inline>,
    /// Letters that are not yet part of `content`.
    letters: String,
}

impl Frame {
    fn push(&mut self, inline: Inline) {
        self.settle();
        self.content.push(inline);
    }

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
}

impl Run {
    /// A line inside the marks that are open in another one.
    pub(super) fn new(formats: Vec<Format>) -> Self {
        let mut frames = vec![Frame::default()];
        frames.extend(formats.into_iter().map(|format| Frame {
            format: Some(format),
            ..Frame::default()
        }));
        Self {
            frames,
            is_started: false,
            is_after_space: false,
            has_space: false,
            breaks: 0,
        }
    }

    /// The marks that are open, outermost first.
    pub(super) fn formats(&self) -> Vec<Format> {
        self.frames
            .iter()
            .filter_map(|frame| frame.format.clone())
            .collect()
    }

    pub(super) fn is_in_link(&self) -> bool {
        self.frames
            .iter()
            .any(|frame| matches!(frame.format, Some(Format::Link(_))))
    }

    /// Two line breaks in a row: what follows is a new paragraph.
    pub(super) fn wants_split(&self) -> bool {
        self.breaks >= 2
    }

    pub(super) fn text(&mut self, letters: &str) {
        let mut rest = letters;
        loop {
            let start = rest.trim_start_matches(is_html_space);
            if start.len() < rest.len() && self.is_started && !self.is_after_space {
                self.has_space = true;
            }
            if start.is_empty() {
                return;
            }
            let end = start.find(is_html_space).unwrap_or(start.len());
            let (word, tail) = start.split_at(end);
            rest = tail;
            // A no-break space alone on a line is how editors write an empty one.
            if (self.breaks > 0 || !self.is_started) && is_blank(word) {
                continue;
            }
            self.write_pending();
            self.is_started = true;
            self.is_after_space = false;
            if let Some(frame) = self.frames.last_mut() {
                frame.letters.push_str(word);
            }
        }
    }

    /// Something that stands in the line like a word.
    pub(super) fn word(&mut self, inline: Inline) {
        self.write_pending();
        self.is_started = true;
        self.is_after_space = false;
        if let Some(frame) = self.frames.last_mut() {
            frame.push(inline);
        }
    }

    pub(super) fn line_break(&mut self) {
        self.has_space = false;
        if self.is_started {
            self.breaks += 1;
        }
    }

    /// A block begins or ends where there is room for one line only.
    pub(super) fn boundary(&mut self) {
        if self.breaks == 0 {
            self.line_break();
        }
    }

    pub(super) fn open(&mut self, format: Format) {
        self.write_pending();
        self.frames.push(Frame {
            format: Some(format),
            ..Frame::default()
        });
    }

    pub(super) fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        if let (Some(frame), Some(outer)) = (self.frames.pop(), self.frames.last_mut()) {
            fold(frame, outer);
        }
    }

    /// Ends the line and gives it; the marks stay open for the next one.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        self.breaks = 0;
        self.has_space = false;
        self.is_after_space = false;
        if !self.is_started {
            return Vec::new();
        }
        self.is_started = false;
        let formats = self.formats();
        while self.frames.len() > 1 {
            self.close();
        }
        let mut line = Vec::new();
        if let Some(frame) = self.frames.first_mut() {
            frame.settle();
            line = std::mem::take(&mut frame.content);
        }
        for format in formats {
            self.frames.push(Frame {
                format: Some(format),
                ..Frame::default()
            });
        }
        trim_run(&mut line);
        line
    }

    fn write_pending(&mut self) {
        let (breaks, has_space) = (self.breaks, self.has_space);
        self.breaks = 0;
        self.has_space = false;
        let Some(frame) = self.frames.last_mut() else {
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
    if !is_visible(&content) {
        for inline in content {
            match inline {
                Inline::Text(letters) => outer.letters.push_str(&letters),
                other => outer.push(other),
            }
        }
        return;
    }
    outer.settle();
    let inline = match frame.format {
        Some(Format::Strong) => Inline::Strong(content),
        Some(Format::Emphasis) => Inline::Emphasis(content),
        Some(Format::Subscript) => Inline::Subscript(content),
        // A reference to a note is raised by the view: twice would be too high.
        Some(Format::Superscript)
            if matches!(content.as_slice(), [Inline::NoteReference { .. }]) =>
        {
            outer.content.extend(content);
            return;
        }
        Some(Format::Superscript) => Inline::Superscript(content),
        Some(Format::Mark) => Inline::Mark(content),
        Some(Format::Link(target)) => Inline::Link(Link {
            target,
            text: content,
        }),
        Some(Format::Abbreviation(title)) => Inline::Abbreviation {
            title,
            text: content,
        },
        Some(Format::Time(datetime)) => Inline::Time {
            datetime,
            text: content,
        },
        Some(Format::Span(lang, dir)) => Inline::Span {
            lang,
            dir,
            text: content,
        },
        None => {
            outer.content.extend(content);
            return;
        }
    };
    outer.content.push(inline);
}
