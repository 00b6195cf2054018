//! The course of a video: what its player tells, and what it is told.

use super::super::given::{Link, Player};
use super::super::{failure, file, memory};
use super::{PlayerAtWork, Stage};
use crate::browser::details::{self, PartEvent};
use crate::browser::media;
use crate::video::Source;
use crate::video::consent::{self, Load};
use crate::video::control::{Command, Failure, Report};
use crate::video::resume;

impl PlayerAtWork {
    /// Takes note of what the player tells; whether there is something new to show.
    pub(super) fn told(&mut self, player: &Player, report: Report, link: &Link) -> bool {
        let state = match report {
            Report::Ready => return false,
            Report::Time { seconds, duration } => {
                self.seconds = seconds;
                self.duration = duration.or(self.duration);
                self.texts.at(seconds);
                self.keep_position_now_and_then(player);
                return false;
            }
            Report::Playing => {
                if self.playing {
                    return false;
                }
                self.playing = true;
                // Whatever comes of it now is an answer to the reader.
                self.pressed = true;
                self.failure = None;
                self.mini.plays();
                self.member.begins();
                if let Some(rate) = self.toolbox.rate_to_begin() {
                    self.carry_out(Command::Rate(rate));
                }
                "play"
            }
            Report::Paused => {
                if !self.playing {
                    return false;
                }
                self.playing = false;
                self.keep_position(player);
                "pause"
            }
            Report::Ended => {
                self.playing = false;
                self.mini.rest();
                "ended"
            }
            Report::Failed(failure) if self.failure == Some(failure) => return false,
            Report::Failed(failure) => {
                self.playing = false;
                self.failure = Some(failure);
                if let Some(video) = self.video(player) {
                    failure::complain(failure, video, &self.source);
                }
                if failure::ends_the_player(failure) {
                    self.wants_press = self.pressed;
                    self.take_away();
                }
                "error"
            }
        };
        if let Some(video) = self.video(player) {
            details::emit(
                &player.host,
                &PartEvent::Video {
                    state,
                    url: video.url.as_str().to_owned(),
                },
            );
        }
        if let (Stage::File(file), Some(video)) = (&mut self.stage, player.videos.get(self.current))
        {
            file.told(report, player, video, link);
        }
        if report == Report::Ended {
            if self.controls.resume()
                && let Some(video) = self.video(player)
            {
                memory::forget_position(video.url.as_str());
            }
            self.play_next(player, link);
        }
        true
    }

    /// Does what a link, another player or a key of a headset wants.
    pub(super) fn order(&mut self, player: &Player, command: Command, link: &Link) -> bool {
        if command == Command::Pause && !self.playing && !self.is_starting() {
            return false;
        }
        if matches!(&self.stage, Stage::Frame(frame) if frame.is_mute()) {
            // It takes no orders: it can be taken away, and begun anew elsewhere.
            match command {
                Command::Pause => self.take_away(),
                Command::Seek(seconds) => {
                    self.start = Some(seconds as u32);
                    self.stage = Stage::Facade;
                    self.load(player, true, link);
                }
                _ => {}
            }
            return true;
        }
        if let Command::Seek(seconds) = command {
            self.start = Some(seconds as u32);
            match self.stage {
                // Nobody is contacted before the reader has pressed play.
                Stage::Facade | Stage::Asked => {
                    self.wants_press = true;
                    return true;
                }
                _ => {
                    self.carry_out(command);
                    self.carry_out(Command::Play);
                }
            }
            return false;
        }
        self.carry_out(command);
        false
    }

    /// Puts the picture back in the place of a provider's player.
    pub(super) fn take_away(&mut self) {
        self.stage = Stage::Facade;
        self.playing = false;
        self.mini.rest();
    }

    pub(super) fn is_starting(&self) -> bool {
        matches!(&self.stage, Stage::Frame(frame) if frame.is_starting())
    }

    /// Goes to where the page's address says, and does not play for it.
    pub(super) fn begin_at(&mut self, player: &Player, seconds: f64, link: &Link) {
        self.start = Some(seconds as u32);
        let stands = !self.playing && !self.is_starting() && self.seconds == 0.0;
        if stands && matches!(&self.stage, Stage::Frame(frame) if frame.is_unasked()) {
            // YouTube's player takes the order to go somewhere for one to play,
            // so one that nobody has asked for yet is told by its address.
            self.stage = Stage::Facade;
            self.load(player, false, link);
        } else {
            self.carry_out(Command::Seek(seconds));
        }
    }

    /// Whether the page's consent manager is asked before the provider.
    pub(super) fn asks(&self) -> bool {
        self.source.frame().is_some_and(|frame| {
            let pressed = consent::may_load(&self.wanted, false, frame.key(), true, false);
            pressed == Load::Ask
        })
    }

    pub(super) fn carry_out(&mut self, command: Command) {
        match &mut self.stage {
            Stage::File(file) => file.carry_out(command),
            Stage::Frame(frame) => frame.carry_out(command),
            Stage::Facade | Stage::Asked => {}
        }
    }

    /// Goes on with the next video, where the owner wants that and the reader
    /// may have it without another question.
    pub(super) fn play_next(&mut self, player: &Player, link: &Link) {
        if !self.controls.next() || media::prefers_reduced_motion() || media::saves_data() {
            return;
        }
        if self.current + 1 < player.videos.len() {
            let next = player.videos.get(self.current + 1);
            // A provider that was not asked for yet waits for a press.
            let is_file = next.is_some_and(|video| {
                matches!(file::source_of(video), Source::File { .. } | Source::Hls)
            });
            self.show(player, self.current + 1, is_file, link);
        }
    }

    pub(super) fn tick(&mut self, player: &Player, link: &Link) -> bool {
        let failure = match &mut self.stage {
            Stage::File(file) => file.tick(link).then_some(Failure::Stalled),
            Stage::Frame(frame) => frame.tick(link),
            Stage::Facade | Stage::Asked => None,
        };
        failure.is_some_and(|failure| self.told(player, Report::Failed(failure), link))
    }

    pub(super) fn keep_position(&mut self, player: &Player) {
        self.kept = self.seconds as u32;
        if self.controls.resume()
            && let Some(video) = self.video(player)
        {
            memory::keep_position(video.url.as_str(), self.seconds, self.duration);
        }
    }

    pub(super) fn keep_position_now_and_then(&mut self, player: &Player) {
        if resume::is_due(self.kept, self.seconds, false) {
            self.keep_position(player);
        }
    }
}
