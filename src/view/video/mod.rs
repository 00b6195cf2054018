//! A video's place in the reader, as far as the first module knows it.
//!
//! A box with a poster and a plain link, or with the browser's own player, so
//! that there is something to see and to follow at once and nothing jumps
//! later. All the rest (which player it is, the talk with it, captions,
//! transcripts) is reached through [`begin`] alone, and so lies in a module of
//! its own, which is fetched when the reader comes near or asks. Whoever calls
//! into it, or into [`crate::video::classify`], from anywhere else moves that
//! code back into what every reader downloads. `waiting.rs`, `facade.rs`
//! and the beginnings of `file.rs` and `texts.rs` are on this side.

mod captions;
mod company;
mod facade;
mod failure;
mod file;
mod frame;
mod hls;
mod media_session;
mod memory;
mod mini;
mod player;
mod playlist;
mod seek_links;
mod texts;
mod tools;
mod waiting;

use super::element::{Element, element};
use super::language::Language;
use super::part::{Alone, Given, Link, Message, part};
use super::settings::VideoSettings;
use crate::article::{TrackKind, Video, plain_text};
use crate::browser;
use crate::browser::host::Host;
use crate::browser::modules::{self, Module};
use crate::locale;
use crate::video::control::{Command, Report};
use std::fmt;
use std::rc::Rc;
use yew::{Html, Properties};

/// The video slot: the owner's own player where there is one, else ours;
/// nothing where there is neither.
pub fn section(
    videos: Vec<Video>,
    slotted: bool,
    settings: &VideoSettings,
    language: &Language,
    host: &Host,
) -> Option<Html> {
    let heading = element("h2 key=heading id=readerly-video").text(language.words.video_label);
    let section =
        element("section key=video class=video part=video aria-labelledby=readerly-video");
    let section = section.nest(heading);
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
    Some(
        section
            .child(part(Given::Video(player), Some("player")))
            .done(),
    )
}

/// Properties of [`VideoPlayer`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VideoPlayerProps {
    /// What to play, one after the other; at least one.
    pub videos: Vec<Video>,
    /// What the owner asked for.
    #[prop_or_default]
    pub settings: VideoSettings,
    /// Words.
    pub language: Language,
    /// The element that events are dispatched on.
    pub host: Host,
}

/// What a player is given.
#[derive(Clone, Debug)]
pub struct Player {
    /// What to play, one after the other; at least one.
    pub videos: Rc<Vec<Video>>,
    /// It stands in the reader's slot for videos and not in the text.
    pub in_slot: bool,
    /// What the owner asked for.
    pub settings: VideoSettings,
    /// Words.
    pub language: Language,
    /// The element that events are dispatched on.
    pub host: Host,
}

impl Player {
    /// A player for a video inside the text.
    pub fn in_text(
        video: &Video,
        settings: &VideoSettings,
        language: &Language,
        host: &Host,
    ) -> Self {
        Self {
            videos: Rc::new(vec![video.clone()]),
            in_slot: false,
            settings: settings.clone(),
            language: language.clone(),
            host: host.clone(),
        }
    }
}

impl Player {
    /// What the button or the player of a video is called.
    fn name_of(&self, video: &Video) -> String {
        let words = self.language.words;
        match &video.title {
            Some(title) => locale::fill(words.video_play, &[("title", title)]),
            None => words.video_label.to_owned(),
        }
    }
}

impl From<VideoPlayerProps> for Given {
    fn from(props: VideoPlayerProps) -> Self {
        Self::Video(Player {
            videos: Rc::new(props.videos),
            in_slot: true,
            settings: props.settings,
            language: props.language,
            host: props.host,
        })
    }
}

/// What happened to a player.
#[derive(Debug)]
pub enum VideoMessage {
    /// The module is there, or the loader's words for why it is not.
    Arrived(Result<(), String>),
    /// The reader comes near: with the pointer, or with the focus.
    Near,
    /// The reader pressed the picture of a player.
    Pressed,
    /// The reader chose the n-th video of several, from 0.
    Chosen(usize),
    /// The reader asks to try again.
    Retry,
    /// What the player at work tells.
    Told(Report),
    /// What it is to do: a link into the video, another player that begins,
    /// the keys of a headset.
    Order(Command),
    /// The frame's page has loaded.
    FrameLoaded,
    /// A message came from the frame, as JSON text.
    FrameSaid(String),
    /// The frame, or what it stands for, was refused or did not answer.
    FrameFailed(crate::video::control::Failure),
    /// Something about the file's player changed that its tools show.
    ToolsChanged,
    /// The reader set the speed, as a factor.
    Rate(f64),
    /// The reader chose captions: the n-th track, or none.
    Captions(Option<usize>),
    /// The reader wants the video in a window of its own, or back.
    PictureInPicture,
    /// The reader wants, or no longer wants, this provider's videos without asking.
    Remember(bool),
    /// The reader opened or closed the transcript or the chapters.
    Unfolded(TrackKind, bool),
    /// The cues of the transcript or the chapters may have arrived.
    Cues(TrackKind),
    /// The reader looks for words in the transcript.
    Search(String),
    /// The reader goes to the first line that was found.
    FirstFound,
    /// The reader wants the transcript from the n-th of its tracks.
    TextTrack(usize),
    /// The page's own address says where to begin, in seconds.
    Start(f64),
    /// The place of the player came into sight or left it.
    Seen(bool),
    /// The reader sends the small player back to its place.
    MiniClosed,
    /// The page came to the front, or went to the back.
    PageHidden(bool),
    /// Time has passed.
    Ticked,
}

/// One video by itself.
pub type VideoPlayer = Alone<VideoPlayerProps>;

/// The place of a player: waits for the module, then hands everything to it.
#[derive(Debug)]
pub struct VideoPart {
    at_work: Option<Box<dyn AtWork>>,
    /// What happened before the module was there.
    waiting: Vec<VideoMessage>,
    /// The module has been sent for.
    sent: bool,
    /// The module could not be had: the link stays a link.
    failed: bool,
}

/// A player at work, in the other module.
pub trait AtWork {
    /// Plays something else, or the same in other words.
    fn changed(&mut self, new: &Player, old: &Player, link: &Link);
    /// Takes note; whether there is something new to show.
    fn update(&mut self, player: &Player, message: VideoMessage, link: &Link) -> bool;
    /// The player as elements.
    fn view(&self, player: &Player, link: &Link) -> Html;
    /// What is to be done with the elements once they are on the page.
    fn rendered(&mut self, player: &Player, link: &Link);
}

// Not by the player itself, which would bring the printing of everything in it
// into what readers download.
impl fmt::Debug for dyn AtWork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AtWork")
    }
}

/// What crosses from one module to the other.
#[derive(Debug)]
pub struct Beginning<'a> {
    /// What the player is given.
    pub player: &'a Player,
    /// By which it hears of what happens.
    pub link: &'a Link,
    /// The player.
    pub at_work: Option<Box<dyn AtWork>>,
}

readerly_split::split_point! {
    video:
    /// Begins to work; [`modules::with`] has to have brought the module.
    pub fn begin(beginning: &mut Beginning<'_>) = player::begin;
}

impl VideoPart {
    /// Nothing has been asked for yet.
    pub fn new() -> Self {
        Self {
            at_work: None,
            waiting: Vec::new(),
            sent: false,
            failed: false,
        }
    }

    /// Plays something else, or the same in other words.
    pub fn changed(&mut self, new: &Player, old: &Player, link: &Link) {
        if let Some(at_work) = &mut self.at_work {
            at_work.changed(new, old, link);
        }
    }

    /// Takes note; whether there is something new to show.
    pub fn update(&mut self, player: &Player, message: VideoMessage, link: &Link) -> bool {
        match (message, &mut self.at_work) {
            (VideoMessage::Arrived(Ok(())), None) => {
                let mut beginning = Beginning {
                    player,
                    link,
                    at_work: None,
                };
                begin(&mut beginning);
                self.at_work = beginning.at_work;
                true
            }
            (VideoMessage::Arrived(Err(message)), None) => {
                // The link stays, and leads to the video.
                browser::error(&["video: ", &message].concat());
                self.waiting = Vec::new();
                self.failed = true;
                // What the reader does next asks for it once more.
                self.sent = false;
                true
            }
            (VideoMessage::Near, _) => {
                if !self.failed {
                    self.send_for_module(link);
                }
                false
            }
            (message, Some(at_work)) => at_work.update(player, message, link),
            (message, None) => {
                self.waiting.push(message);
                self.send_for_module(link);
                false
            }
        }
    }

    /// The player as elements.
    pub fn view(&self, player: &Player, link: &Link) -> Html {
        match &self.at_work {
            Some(at_work) => at_work.view(player, link),
            None => waiting::view(player, self.failed, link),
        }
    }

    /// What is to be done with the elements once they are on the page.
    pub fn rendered(&mut self, player: &Player, link: &Link) {
        if let Some(at_work) = &mut self.at_work {
            at_work.rendered(player, link);
            // Now that the player has hold of its elements.
            for message in std::mem::take(&mut self.waiting) {
                link.send_message(Message::Video(message));
            }
        } else if !self.failed && waiting::needs_the_player(player) {
            self.send_for_module(link);
        }
    }

    fn send_for_module(&mut self, link: &Link) {
        if std::mem::replace(&mut self.sent, true) {
            return;
        }
        let link = link.clone();
        let arrived =
            move |arrived| link.send_message(Message::Video(VideoMessage::Arrived(arrived)));
        modules::with(Module::Video, Box::new(arrived));
    }
}

/// The player with all that stands around it.
fn whole() -> Element {
    element("div class=video-player")
}

/// The place that keeps the player's room on the page.
fn place() -> Element {
    element("div key=place class=video-place")
}

/// The box, with the shape of the picture before anything is loaded: a canvas
/// that nothing is drawn on has a ratio without an inline style.
fn video_box(video: &Video, portrait: bool) -> Element {
    let (width, height) = match video.size {
        Some(size) => size,
        None if portrait => (9, 16),
        None => (16, 9),
    };
    let frame = element("div key=box").with(
        "class",
        if height > width {
            "video-box portrait"
        } else {
            "video-box"
        },
    );
    let shape = element("canvas key=shape class=shape aria-hidden=true")
        .number("width", Some(width))
        .number("height", Some(height));
    frame.nest(shape)
}

/// Adds the title and the caption.
fn with_words(whole: Element, video: &Video) -> Element {
    let caption = plain_text(&video.caption);
    // Systems that ask for one line only put it into both.
    let title = video
        .title
        .as_ref()
        .filter(|title| !caption.starts_with(title.as_str()));
    let title = title.map(|title| element("p key=title class=video-title").text(title).done());
    let whole = whole.child_if(title);
    if caption.is_empty() {
        return whole;
    }
    whole.nest(element("p key=caption class=video-caption").text(&caption))
}
