//! A player at work: what is played, by whom, and what the reader can do with it.
//!
//! The elements' order never changes and each has a name, so that whatever
//! comes and goes around it a frame is never loaded twice and a film never
//! stops: only another video, or another player for it, is another element.

mod course;
mod loading;

use super::super::element::keyed;
use super::super::part::{Beginning, Panel};
use super::company::Member;
use super::elements::{place, video_box, whole, with_words};
use super::facade::{self, Facade};
use super::failure;
use super::file::FilePlayer;
use super::frame::FramePlayer;
use super::given::{Link, Player, VideoMessage};
use super::memory;
use super::mini::Mini;
use super::texts::Texts;
use super::{hls, playlist, tools};
use crate::article::Video;
use crate::browser::details::{self, PartEvent};
use crate::browser::{self, styles};
use crate::locale::video_words_for;
use crate::video::consent::{Consent, Wanted};
use crate::video::control::{Command, Failure, Report};
use crate::video::controls::Controls;
use crate::video::hls::Way;
use crate::video::{Frame, Source};
use yew::{Html, NodeRef};

/// Begins to work.
pub fn begin(beginning: &mut Beginning<'_, Player>) {
    let sheet = include_str!(concat!(env!("OUT_DIR"), "/video.css"));
    styles::adopt(&beginning.given.host, sheet);
    let at_work = PlayerAtWork::new(beginning.given, beginning.link);
    beginning.panel = Some(Box::new(at_work));
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

impl Panel<Player> for PlayerAtWork {
    fn changed(&mut self, new: &Player, old: &Player, link: &Link) -> bool {
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
            return true;
        }
        match self.stage {
            // One that this page refuses is not tried again by itself.
            Stage::Facade if self.failure.is_none() => self.load(new, false, link),
            Stage::Asked if !self.asks() => self.load(new, true, link),
            // The page's consent manager has taken its word back.
            Stage::Frame(_) if self.asks() => self.take_away(),
            _ => {}
        }
        true
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
                    details::emit(
                        &player.host,
                        &PartEvent::Consent {
                            provider: frame.key().to_owned(),
                            url: frame.page.clone(),
                            state: if always { "granted" } else { "withdrawn" },
                        },
                    );
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
        let box_ = video_box(video, self.source.is_portrait());
        let content = match (&self.stage, &self.source) {
            (Stage::File(file), _) => keyed(file.view(player, video, link), self.attempts),
            (Stage::Frame(frame), _) => keyed(frame.view(video, player, link), self.attempts),
            (_, source) => {
                let frame = source.frame();
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
        let kept = || video_box(video, self.source.is_portrait());
        let whole = whole(video)
            .number("data-player", Some(self.member.number()))
            .nest(self.mini.placed(place(), &kept).nest(float))
            .child_if(failed);
        // The tools come once it plays, and must not push the list away from
        // under a finger.
        with_words(whole, &player.language, video)
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
