//! A player at work: what is played, by whom, and what the reader can do with it.
//!
//! The elements' order never changes and each has a name, so that whatever
//! comes and goes around it a frame is never loaded twice and a film never
//! stops: only another video, or another player for it, is another element.

use super::super::element::keyed;
use super::super::part::Link;
use super::company::Member;
use super::facade::{self, Facade};
use super::failure;
use super::file::{self, FilePlayer};
use super::frame::FramePlayer;
use super::memory;
use super::mini::Mini;
use super::texts::Texts;
use super::{
    AtWork, Beginning, Player, VideoMessage, hls, place, playlist, tools, whole, with_words,
};
use crate::article::Video;
use crate::browser;
use crate::browser::host::HostEvent;
use crate::browser::{anchors, media};
use crate::locale::video_words_for;
use crate::video::consent::{self, Consent, Load, Wanted};
use crate::video::control::{Command, Failure, Report};
use crate::video::controls::Controls;
use crate::video::hls::Way;
use crate::video::resume;
use crate::video::{Frame, Source};
use yew::{Html, NodeRef};

/// Begins to work.
pub fn begin(beginning: &mut Beginning<'_>) {
    let at_work = PlayerAtWork::new(beginning.player, beginning.link);
    beginning.at_work = Some(Box::new(at_work));
}

/// One player, of one video or of several in turn.
struct PlayerAtWork {
    /// The one of the videos that is shown.
    current: usize,
    /// How often something was put into the box: each time is another element,
    /// since a player that has failed does not begin anew by itself.
    attempts: u32,
    source: Source,
    stage: Stage,
    wanted: Wanted,
    controls: Controls,
    /// The reader has asked for it.
    pressed: bool,
    /// Why it does not play.
    failure: Option<Failure>,
    playing: bool,
    /// Where it stands, in seconds.
    seconds: f64,
    /// How long it is, in seconds, once that is known.
    duration: Option<f64>,
    /// Where it is to begin, in seconds.
    start: Option<u32>,
    /// Where the reader left it the last time, in seconds.
    resumes: Option<u32>,
    /// Which second was kept last.
    kept: u32,
    /// A link into the video was followed before anybody may play it, or the
    /// button that was pressed is gone: the button that plays, or the browser's
    /// own player, is to take the focus.
    wants_press: bool,
    /// The picture that plays, as long as it is there.
    facade: NodeRef,
    texts: Texts,
    mini: Mini,
    toolbox: tools::Toolbox,
    member: Member,
}

/// Who plays.
enum Stage {
    /// Nobody yet: a picture, and a link.
    Facade,
    /// Nobody yet: the page's consent manager has been asked.
    Asked,
    /// The browser itself.
    File(FilePlayer),
    /// A provider, in a frame.
    Frame(FramePlayer),
}

impl AtWork for PlayerAtWork {
    fn changed(&mut self, new: &Player, old: &Player, link: &Link) {
        if new.settings != old.settings {
            self.read_settings(new);
        }
        let url = |player: &Player| {
            player
                .videos
                .get(self.current)
                .map(|video| video.url.clone())
        };
        if url(new) != url(old) {
            self.show(new, self.current.min(new.videos.len() - 1), false, link);
            return;
        }
        match self.stage {
            // One that this page refuses is not tried again by itself.
            Stage::Facade if self.failure.is_none() => self.load(new, false, link),
            Stage::Asked if !self.asks() => self.load(new, true, link),
            // The page's consent manager has taken its word back.
            Stage::Frame(_) if self.asks() => self.take_away(),
            _ => {}
        }
    }

    fn update(&mut self, player: &Player, message: VideoMessage, link: &Link) -> bool {
        match message {
            VideoMessage::Arrived(_) | VideoMessage::Near => return false,
            VideoMessage::Pressed => self.press(player, link),
            VideoMessage::Chosen(index) if index == self.current => self.press(player, link),
            VideoMessage::Chosen(index) => self.show(player, index, true, link),
            VideoMessage::Retry => self.retry(player, link),
            VideoMessage::Told(report) => return self.told(player, report, link),
            VideoMessage::Order(command) => return self.order(player, command, link),
            VideoMessage::FrameLoaded => {
                let Stage::Frame(frame) = &mut self.stage else {
                    return false;
                };
                let report = frame.loaded(link);
                return report.is_some_and(|report| self.told(player, report, link));
            }
            VideoMessage::FrameSaid(text) => {
                let Stage::Frame(frame) = &mut self.stage else {
                    return false;
                };
                let Some(reports) = frame.heard(&text, link) else {
                    return false;
                };
                // It speaks after all.
                let mut is_new = self.failure == Some(Failure::Silent);
                if is_new {
                    self.failure = None;
                }
                for report in reports {
                    is_new |= self.told(player, report, link);
                }
                return is_new;
            }
            VideoMessage::FrameFailed(failure) => {
                return self.told(player, Report::Failed(failure), link);
            }
            VideoMessage::ToolsChanged => {
                if let Stage::File(file) = &mut self.stage {
                    file.tools_changed();
                    if let Some(rate) = file.rate() {
                        self.toolbox.hear_rate(rate);
                    }
                }
            }
            VideoMessage::Rate(factor) => {
                self.toolbox.set_rate(factor);
                self.carry_out(Command::Rate(factor));
            }
            VideoMessage::Captions(index) => {
                if let Stage::File(file) = &mut self.stage {
                    file.show_captions(index);
                }
            }
            VideoMessage::PictureInPicture => {
                if let Stage::File(file) = &self.stage {
                    file.toggle_picture_in_picture();
                }
                return false;
            }
            VideoMessage::Remember(always) => {
                if let Source::Frame(frame) = &self.source {
                    memory::remember(frame.key(), always);
                    player.host.emit(&HostEvent::Consent {
                        provider: frame.key().to_owned(),
                        url: frame.page.clone(),
                        state: if always { "granted" } else { "withdrawn" },
                    });
                }
            }
            VideoMessage::Unfolded(kind, is_open) => self.texts.unfold(kind, is_open, link),
            VideoMessage::Cues(kind) => self.texts.arrived(kind),
            VideoMessage::Search(words) => self.texts.search(&words),
            VideoMessage::FirstFound => {
                self.texts.focus_first();
                return false;
            }
            VideoMessage::TextTrack(index) => self.texts.choose(index, link),
            VideoMessage::Start(seconds) => self.begin_at(player, seconds, link),
            VideoMessage::Seen(is_seen) => return self.mini.seen(is_seen, self.playing),
            VideoMessage::MiniClosed => {
                self.mini.close();
                self.order(player, Command::Pause, link);
            }
            VideoMessage::PageHidden(is_hidden) => {
                if is_hidden {
                    // Of one that has not been played there is nothing to keep,
                    // and what is kept of it is still worth to go back to.
                    if self.seconds > 0.0 {
                        self.keep_position(player);
                    }
                    if self.controls.pause_hidden() {
                        return self.order(player, Command::Pause, link);
                    }
                }
                return false;
            }
            VideoMessage::Ticked => return self.tick(player, link),
        }
        true
    }

    fn view(&self, player: &Player, link: &Link) -> Html {
        let Some(video) = self.video(player) else {
            return Html::default();
        };
        let words = video_words_for(&player.language.tag);
        let box_ = super::video_box(video, self.source.is_portrait());
        let content = match (&self.stage, &self.source) {
            (Stage::File(file), _) => keyed(file.view(player, video, link), self.attempts),
            (Stage::Frame(frame), _) => keyed(frame.view(video, player, link), self.attempts),
            (_, source) => {
                let frame = frame_of(source);
                let facade = Facade {
                    address: frame.map_or(video.url.as_str(), |frame| &frame.page),
                    // An HLS playlist waits for the owner's own script, which is
                    // fetched once somebody wants it.
                    plays: frame.is_some()
                        || *source == Source::Hls && hls::way(player) == Way::Library,
                    provider: frame.map(Frame::provider_name),
                    start: self.start.or(self.resumes),
                    notice: self.asks().then_some(words.notice_asks),
                    node: Some(&self.facade),
                };
                facade::view(player, video, facade, link)
            }
        };
        let box_ = box_.child(content);
        let float = self
            .mini
            .float()
            .child_if(self.mini.close_button(&player.language, link))
            .nest(box_);
        let failed = self
            .failure
            .map(|failure| failure::view(failure, self.pressed, player, video, &self.source, link));
        let list_ = (player.videos.len() > 1).then(|| playlist::view(player, self.current, link));
        let kept = || super::video_box(video, self.source.is_portrait());
        let whole = whole()
            .number("data-player", Some(self.member.number()))
            .nest(self.mini.placed(place(), &kept).nest(float))
            .child_if(failed);
        // The tools come once it plays, and must not push the list away from
        // under a finger.
        with_words(whole, video)
            .child_if(list_)
            .child_if(tools::view(self.tools(), player, video, link))
            .child_if(self.texts.view(self.controls, player, video, link))
            .done()
    }

    fn rendered(&mut self, player: &Player, link: &Link) {
        if let Some(video) = player.videos.get(self.current) {
            match &mut self.stage {
                Stage::File(file) => file.rendered(player, video, link),
                Stage::Frame(frame) => frame.rendered(),
                _ => {}
            }
        }
        self.toolbox.rendered(self.tools().file);
        self.mini.rendered(link);
        self.texts.rendered(self.seconds);
        if std::mem::take(&mut self.wants_press) {
            self.member
                .focus(&player.host, ":is(.facade, .video-box > video)");
        }
    }
}

impl PlayerAtWork {
    fn new(player: &Player, link: &Link) -> Self {
        let mut at_work = Self {
            current: 0,
            attempts: 0,
            source: Source::Unknown,
            stage: Stage::Facade,
            wanted: Wanted::default(),
            controls: Controls::default(),
            pressed: false,
            failure: None,
            playing: false,
            seconds: 0.0,
            duration: None,
            start: None,
            resumes: None,
            kept: 0,
            wants_press: false,
            facade: NodeRef::default(),
            texts: Texts::default(),
            mini: Mini::default(),
            toolbox: tools::Toolbox::default(),
            member: Member::new(&player.host, player.in_slot, link),
        };
        at_work.read_settings(player);
        at_work.show(player, 0, false, link);
        at_work
    }

    fn video<'a>(&self, player: &'a Player) -> Option<&'a Video> {
        player.videos.get(self.current)
    }

    /// Reads what the owner asked for; warnings go to the console.
    fn read_settings(&mut self, player: &Player) {
        let settings = &player.settings;
        let mut warnings = Vec::new();
        self.wanted = Wanted::read(settings.consent.as_deref(), &mut warnings);
        self.controls = Controls::read(settings.controls.as_deref(), &mut warnings);
        for warning in warnings {
            browser::warn(&warning);
        }
        self.mini.allow(self.controls.sticky());
    }

    /// Puts the n-th video into the box; nobody is contacted for it before the
    /// reader has pressed.
    fn show(&mut self, player: &Player, index: usize, pressed: bool, link: &Link) {
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
        self.stage = Stage::Facade;
        self.load(player, pressed, link);
    }

    /// Takes the next step towards playing, as far as it is allowed.
    fn load(&mut self, player: &Player, pressed: bool, link: &Link) {
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
                        player.host.emit(&HostEvent::Consent {
                            provider: key.to_owned(),
                            url: frame.page.clone(),
                            state: "asked",
                        });
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

    /// The reader asks for the video.
    fn press(&mut self, player: &Player, link: &Link) {
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
    fn takes_focus(&mut self) {
        self.wants_press |= matches!(self.stage, Stage::File(_));
    }

    fn retry(&mut self, player: &Player, link: &Link) {
        let start = self.seconds as u32;
        self.stage = Stage::Facade;
        self.failure = None;
        self.start = (start > 0).then_some(start).or(self.start);
        self.load(player, true, link);
        self.takes_focus();
    }

    /// Takes note of what the player tells; whether there is something new to show.
    fn told(&mut self, player: &Player, report: Report, link: &Link) -> bool {
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
            player.host.emit(&HostEvent::Video {
                state,
                url: video.url.as_str().to_owned(),
            });
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
    fn order(&mut self, player: &Player, command: Command, link: &Link) -> bool {
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
    fn take_away(&mut self) {
        self.stage = Stage::Facade;
        self.playing = false;
        self.mini.rest();
    }

    fn is_starting(&self) -> bool {
        matches!(&self.stage, Stage::Frame(frame) if frame.is_starting())
    }

    /// Goes to where the page's address says, and does not play for it.
    fn begin_at(&mut self, player: &Player, seconds: f64, link: &Link) {
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
    fn asks(&self) -> bool {
        frame_of(&self.source).is_some_and(|frame| {
            let pressed = consent::may_load(&self.wanted, false, frame.key(), true, false);
            pressed == Load::Ask
        })
    }

    fn carry_out(&mut self, command: Command) {
        match &mut self.stage {
            Stage::File(file) => file.carry_out(command),
            Stage::Frame(frame) => frame.carry_out(command),
            Stage::Facade | Stage::Asked => {}
        }
    }

    /// Goes on with the next video, where the owner wants that and the reader
    /// may have it without another question.
    fn play_next(&mut self, player: &Player, link: &Link) {
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

    fn tick(&mut self, player: &Player, link: &Link) -> bool {
        let failure = match &mut self.stage {
            Stage::File(file) => file.tick(link).then_some(Failure::Stalled),
            Stage::Frame(frame) => frame.tick(link),
            Stage::Facade | Stage::Asked => None,
        };
        failure.is_some_and(|failure| self.told(player, Report::Failed(failure), link))
    }

    fn keep_position(&mut self, player: &Player) {
        self.kept = self.seconds as u32;
        if self.controls.resume()
            && let Some(video) = self.video(player)
        {
            memory::keep_position(video.url.as_str(), self.seconds, self.duration);
        }
    }

    fn keep_position_now_and_then(&mut self, player: &Player) {
        if resume::is_due(self.kept, self.seconds, false) {
            self.keep_position(player);
        }
    }

    fn tools(&self) -> tools::Tools<'_> {
        tools::Tools {
            controls: self.controls,
            remembers: self.controls.remember() && self.wanted.mode == Consent::Click,
            toolbox: &self.toolbox,
            file: match &self.stage {
                Stage::File(file) => Some(file),
                _ => None,
            },
            frame: match (&self.stage, &self.source) {
                (Stage::Frame(_), Source::Frame(frame)) => Some(frame),
                _ => None,
            },
        }
    }
}

/// The frame of a source, where it has one.
pub(super) fn frame_of(source: &Source) -> Option<&Frame> {
    match source {
        Source::Frame(frame) => Some(frame),
        _ => None,
    }
}
