//! What a player is given, and what it hears of.

use super::super::language::Language;
use super::super::part::{self, Alone, PartProps};
use super::super::settings::VideoSettings;
use crate::article::{TrackKind, Video};
use crate::browser::host::Host;
use crate::locale;
use crate::video::control::{Command, Failure, Report};
use std::rc::Rc;
use yew::Properties;

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

    /// What the button or the player of a video is called.
    pub(super) fn name_of(&self, video: &Video) -> String {
        let words = self.language.words;
        match &video.title {
            Some(title) => locale::fill(words.video_play, &[("title", title)]),
            None => words.video_label.to_owned(),
        }
    }
}

impl From<VideoPlayerProps> for PartProps {
    fn from(props: VideoPlayerProps) -> Self {
        let player = Player {
            videos: Rc::new(props.videos),
            in_slot: true,
            settings: props.settings,
            language: props.language,
            host: props.host,
        };
        player.into()
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
    FrameFailed(Failure),
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

/// By which a player hears of what happened.
pub type Link = part::Link<Player>;

/// One video by itself.
pub type VideoPlayer = Alone<VideoPlayerProps>;
