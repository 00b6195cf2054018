//! What is put into the box: which video, and who plays it.

use super::super::file::{self, FilePlayer};
use super::super::frame::FramePlayer;
use super::super::given::{Link, Player};
use super::super::memory;
use super::super::texts::Texts;
use super::{PlayerAtWork, Stage};
use crate::browser::details::{self, PartEvent};
use crate::browser::{anchors, media};
use crate::video::Source;
use crate::video::consent::{self, Load};
use crate::video::control::{Command, Report};

impl PlayerAtWork {
    /// Puts the n-th video into the box; nobody is contacted for it before the
    /// reader has pressed.
    pub(super) fn show(&mut self, player: &Player, index: usize, pressed: bool, link: &Link) {
        let Some(video) = player.videos.get(index) else {
            return;
        };
        self.current = index;
        self.source = file::source_of(video);
        self.failure = None;
        self.playing = false;
        self.seconds = 0.0;
        self.duration = None;
        self.start = None;
        self.kept = 0;
        if !pressed {
            self.mini.rest();
        }
        self.resumes = match self.controls.resume() {
            true => memory::position(video.url.as_str(), video.duration),
            false => None,
        };
        self.texts = Texts::new(video, &player.language.tag);
        self.member.shows(video, &self.source);
        self.leave();
        self.load(player, pressed, link);
    }

    /// Takes the next step towards playing, as far as it is allowed.
    pub(super) fn load(&mut self, player: &Player, pressed: bool, link: &Link) {
        let Some(video) = player.videos.get(self.current) else {
            return;
        };
        self.attempts = self.attempts.wrapping_add(1);
        self.pressed = pressed;
        self.toolbox.another();
        match &self.source {
            Source::File { .. } => {
                let start = self.start.or(self.resumes);
                self.stage = Stage::File(FilePlayer::new(start, pressed));
            }
            Source::Hls => {
                let start = self.start.or(self.resumes);
                if let Some(file) = FilePlayer::hls(player, video, start, pressed) {
                    self.stage = Stage::File(file);
                }
            }
            Source::Frame(frame) => {
                let key = frame.key();
                let remembered = memory::is_remembered(key);
                let load =
                    consent::may_load(&self.wanted, remembered, key, pressed, media::saves_data());
                match load {
                    Load::Not => {}
                    Load::Ask => {
                        if !pressed {
                            return;
                        }
                        self.stage = Stage::Asked;
                        details::emit(
                            &player.host,
                            &PartEvent::Consent {
                                provider: key.to_owned(),
                                url: frame.page.clone(),
                                state: "asked",
                            },
                        );
                    }
                    Load::Quietly | Load::Now => {
                        let asked = matches!(self.stage, Stage::Asked);
                        let start = self.start.or(self.resumes);
                        let autoplay = pressed || asked;
                        match FramePlayer::new(frame, start, autoplay, pressed, player, link) {
                            Ok(frame) => self.stage = Stage::Frame(frame),
                            Err(failure) => {
                                self.told(player, Report::Failed(failure), link);
                            }
                        }
                    }
                }
            }
            Source::Unknown => {}
        }
    }

    /// Nobody plays any more.
    pub(super) fn leave(&mut self) {
        if let Stage::File(file) = &self.stage {
            file.stop();
        }
        self.stage = Stage::Facade;
    }

    /// The reader asks for the video.
    pub(super) fn press(&mut self, player: &Player, link: &Link) {
        match &self.stage {
            // It looked like a provider's from afar. One that was chosen from
            // the list is a link first: nobody is led off the page unawares.
            Stage::Facade if self.source == Source::Unknown => {
                if let Some(video) = self.video(player) {
                    anchors::leave_for(video.url.as_str());
                }
            }
            Stage::Facade | Stage::Asked => {
                // The same answer once more is an answer all the same.
                self.failure = None;
                self.load(player, true, link);
                self.takes_focus();
            }
            _ => self.carry_out(Command::Play),
        }
    }

    /// The button that was pressed is gone with what comes now: a frame takes
    /// the focus by itself, the browser's own player is given it.
    pub(super) fn takes_focus(&mut self) {
        self.wants_press |= matches!(self.stage, Stage::File(_));
    }

    pub(super) fn retry(&mut self, player: &Player, link: &Link) {
        let start = self.seconds as u32;
        self.leave();
        self.failure = None;
        self.start = (start > 0).then_some(start).or(self.start);
        self.load(player, true, link);
        self.takes_focus();
    }
}
