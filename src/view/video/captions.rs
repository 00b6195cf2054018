//! Captions of a file: which are there, and which are on.

use super::super::language::Language;
use super::given::{Link, VideoMessage};
use crate::article::{Track, TrackKind, Video};
use crate::browser::text_tracks::{self, Caption, Watched};
use std::rc::Rc;
use yew::NodeRef;

/// The captions and subtitles of one player.
#[derive(Default)]
pub(super) struct Captions {
    list: Vec<Caption>,
    watched: Option<Watched>,
}

impl Captions {
    /// Hears of every change, those by the browser's own menu too.
    pub fn watch(&mut self, node: &NodeRef, link: &Link) {
        if let Some(node) = node.get() {
            let link = link.clone();
            let changed = move || link.send(VideoMessage::ToolsChanged);
            self.watched = Some(text_tracks::watch(&node, Rc::new(changed)));
        }
    }

    /// Switches on what the article wants to be on, unless the reader has
    /// chosen already.
    pub fn begin(&mut self, node: &NodeRef, video: &Video) {
        self.look(node);
        let is_caption =
            |track: &&Track| matches!(track.kind, TrackKind::Captions | TrackKind::Subtitles);
        let mut wanted = video.tracks.iter().filter(is_caption);
        let wanted = wanted.position(|track| track.default);
        if wanted.is_some() && self.shown().is_none() {
            self.show(node, wanted);
        }
    }

    /// Takes note of what there is.
    pub fn look(&mut self, node: &NodeRef) {
        if let Some(node) = node.get() {
            self.list = text_tracks::captions(&node);
        }
    }

    /// Switches on the n-th, or none.
    pub fn show(&self, node: &NodeRef, index: Option<usize>) {
        if let Some(node) = node.get() {
            text_tracks::show(&node, index);
        }
    }

    /// Their names for a menu.
    pub fn names(&self, language: &Language) -> Vec<String> {
        let mut names = Vec::new();
        for (index, caption) in self.list.iter().enumerate() {
            let mut name = caption.label.clone();
            if name.is_empty() {
                name = language.formats.language_name(&caption.lang);
            }
            if name.is_empty() {
                name = language.formats.number(index as u64 + 1);
            }
            names.push(name);
        }
        names
    }

    /// The one that is on.
    pub fn shown(&self) -> Option<usize> {
        self.list.iter().position(|caption| caption.is_shown)
    }
}
