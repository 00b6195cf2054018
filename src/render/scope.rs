//! What a block needs to know of the article around it.

use super::context::Context;
use super::gather;
use super::steps::Steps;
use super::words::Attribute;
use crate::article::names::Names;
use crate::article::outline::{Section, outline};
use crate::article::{Article, Block, Note, Video};

/// An article that is being written.
pub(super) struct Scope<'a, 'c> {
    pub steps: Steps,
    /// The videos in the text so far.
    pub videos: Vec<&'a Video>,
    pub context: &'c Context<'c>,
    pub body: &'a [Block],
    /// The text is that of a link or a summary, in which nothing else can be pressed.
    pub is_in_control: bool,
    /// How far below their usual levels headings stand.
    pub lower: u8,
    /// What the body's sections open with.
    pub sections: Vec<Section>,
    pub notes: Vec<&'a Note>,
    /// The names of the notes, at the same places.
    names: Names,
    /// The notes that were referred to.
    referred: Names,
}

impl<'a, 'c> Scope<'a, 'c> {
    /// Of this article; nothing has been written yet.
    pub fn new(article: &'a Article, context: &'c Context<'c>) -> Self {
        let body = &article.body;
        // Without a title the sections stand where that would.
        let lower = match article.title.is_empty() {
            true => context.level.saturating_sub(2),
            false => context.level - 1,
        };
        let notes = gather::notes(body);
        let mut names = Names::default();
        for note in &notes {
            names.insert(&note.id);
        }
        Self {
            steps: Steps::default(),
            videos: Vec::new(),
            context,
            body,
            is_in_control: false,
            lower,
            sections: outline(body),
            notes,
            names,
            referred: Names::default(),
        }
    }

    /// Has the open part, which has a name, be told from the same part of other
    /// articles: `name` and the title.
    pub fn name(&mut self, name: &str) {
        if self.context.is_one_of_several {
            self.steps.attribute(Attribute::LabelledBy, name);
        }
    }

    /// Place of a note among the notes, from 1.
    pub fn note_number(&self, id: &str) -> Option<u64> {
        Some(self.names.position(id)? as u64 + 1)
    }

    /// Whether this is the first reference to the note: the one that the note
    /// leads back to.
    pub fn is_first_reference(&mut self, id: &str) -> bool {
        self.referred.insert(id)
    }
}
