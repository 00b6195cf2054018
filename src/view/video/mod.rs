//! A video's place in the reader.
//!
//! In the module that everybody downloads is a box with a poster and a plain link,
//! or with the browser's own player, so that there is something to see and to
//! follow at once and nothing jumps later: `place.rs`, `waiting.rs`, `facade.rs`,
//! `given.rs`, `elements.rs` and the beginnings of `file.rs` and `texts.rs`. All
//! the rest (which player it is, the talk with it, captions, transcripts) is
//! reached through `begin` in `place.rs` alone, and so lies in a module of its
//! own, which is fetched when the reader comes near or asks. Whoever calls into
//! it, or into [`crate::video::classify`], from anywhere else moves that code
//! back into what every reader downloads.

mod captions;
mod company;
mod elements;
mod facade;
mod failure;
mod file;
mod frame;
mod given;
mod hls;
mod media_session;
mod memory;
mod mini;
mod place;
mod player;
mod playlist;
mod seek_links;
mod texts;
mod tools;
mod waiting;

use super::element::element;
use super::language::Language;
use super::part::part;
use super::settings::VideoSettings;
use crate::article::Video;
use crate::browser::host::Host;
pub use given::{Player, VideoPlayer, VideoPlayerProps};
use std::rc::Rc;
use yew::Html;

/// The video slot: the owner's own player where there is one, else ours;
/// nothing where there is neither.
pub fn section(
    videos: Vec<Video>,
    slotted: bool,
    settings: &VideoSettings,
    language: &Language,
    host: &Host,
) -> Option<Html> {
    let section = element("section key=video class=video part=video");
    let heading = element("h2 key=heading id=readerly-video").text(language.words.video_label);
    let section = section.named_by(heading, "readerly-video readerly-title", host);
    if slotted {
        return Some(section.nest(element("slot key=slot name=video")).done());
    }
    if videos.is_empty() {
        return None;
    }
    let player = Player {
        videos: Rc::new(videos),
        in_slot: true,
        settings: settings.clone(),
        language: language.clone(),
        host: host.clone(),
    };
    Some(section.child(part(player, Some("player"))).done())
}
