//! A provider's player in a frame, and the talk with it.

use super::super::element::element;
use super::super::part::on_event;
use super::given::{Link, Player, VideoMessage};
use crate::article::Video;
use crate::browser::frames::{self, Isolation, Said, Talk};
use crate::browser::{self, Timeout, anchors};
use crate::video::control::{Command, Failure, Report};
use crate::video::{Frame, Provider, dialogue};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Html, NodeRef};

/// Between two looks at a frame that is not at work yet, in milliseconds.
const TICK_MS: u32 = 500;
/// Looks until a frame that has not loaded is given up.
const TO_LOAD: u8 = 30;
/// Looks until a frame that has loaded and says nothing is given up.
const TO_SPEAK: u8 = 18;
/// Looks until a player that is ready is taken for one that will not play
/// before the reader has pressed its own button.
const TO_PLAY: u8 = 4;

/// A frame at work. Its address is fixed when it is made, whatever language or
/// theme the reader has later: another address would load it again.
pub(super) struct FramePlayer {
    provider: Provider,
    address: String,
    isolation: Isolation,
    /// Nobody has asked for it yet: it may wait until the reader is near.
    is_lazy: bool,
    /// The reader has just pressed, and is on the box.
    pressed: bool,
    node: NodeRef,
    /// The button that had the focus is gone, and the frame is to take it.
    takes_focus: bool,
    talk: Talk,
    phase: Phase,
    /// Looks since the phase began.
    ticks: u8,
    has_spoken: bool,
    /// Whether it is to play (or to stand still) and has not yet done so.
    plays: Option<bool>,
    /// Where it stood the last time that it said so, in seconds.
    seen: Option<f64>,
    /// How often in a row it had moved on a little.
    moves: u8,
    /// Orders for a player that does not listen yet.
    seek: Option<Command>,
    rate: Option<Command>,
    timer: Option<Timeout>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Its page is still to come.
    Loading,
    /// Its page is there, and its player may not listen yet.
    Greeting,
    /// It takes orders.
    Ready,
}

impl FramePlayer {
    /// The player of `frame`; `start` in seconds goes before its own.
    ///
    /// # Errors
    ///
    /// Where no player can be shown on this page.
    pub fn new(
        frame: &Frame,
        start: Option<u32>,
        autoplay: bool,
        pressed: bool,
        player: &Player,
        link: &Link,
    ) -> Result<Self, Failure> {
        let isolation = frames::isolation();
        if isolation == Isolation::Closed {
            return Err(Failure::Isolated);
        }
        let origin = frames::page_origin();
        let node = NodeRef::default();
        let talk = talk_with(&node, &frame.origin, link);
        let mut made = Self {
            provider: frame.provider,
            address: frame.address(autoplay, start, &origin, &player.language.tag),
            isolation,
            is_lazy: !autoplay,
            pressed,
            node,
            takes_focus: pressed,
            talk,
            phase: Phase::Loading,
            ticks: 0,
            has_spoken: false,
            plays: autoplay.then_some(true),
            seen: None,
            moves: 0,
            seek: None,
            rate: None,
            timer: None,
        };
        // One that is loaded when it comes near may have long to wait.
        if autoplay {
            made.enter(Phase::Loading, link);
        }
        Ok(made)
    }

    /// The frame.
    pub fn view(&self, video: &Video, player: &Player, link: &Link) -> Html {
        let title = video
            .title
            .as_deref()
            .unwrap_or(player.language.words.video_label);
        // The policy stands before the address: a page that sends no referrer
        // makes YouTube answer with its error 153.
        element("iframe key=frame referrerpolicy=strict-origin-when-cross-origin")
            .referred_by(&self.node)
            .attribute("title", title)
            .with(
                "allow",
                "autoplay; encrypted-media; fullscreen; picture-in-picture",
            )
            .switch("allowfullscreen", true)
            .switch(
                "credentialless",
                self.isolation == Isolation::Credentialless,
            )
            .maybe("loading", self.is_lazy.then_some("lazy"))
            .on("onload", on_event(link, || VideoMessage::FrameLoaded))
            .attribute("src", &self.address)
            .done()
    }

    /// Moves the focus along.
    pub fn rendered(&mut self) {
        if self.takes_focus
            && let Some(frame) = self.node.cast::<HtmlElement>()
        {
            self.takes_focus = false;
            let _ = frame.focus();
        }
    }

    /// The frame's page is there: greets it. What is to be noted of a player
    /// that does not speak.
    pub fn loaded(&mut self, link: &Link) -> Option<Report> {
        // Firefox and WebKit drop the focus with the frame's first, empty page.
        if self.pressed
            && anchors::nothing_has_focus()
            && let Some(frame) = self.node.cast::<HtmlElement>()
        {
            let _ = frame.focus();
        }
        if !self.provider.speaks() {
            self.timer = None;
            return self.plays.take().map(|_| Report::Playing);
        }
        self.post(&dialogue::greeting(self.provider));
        if self.phase == Phase::Loading {
            self.enter(Phase::Greeting, link);
        }
        None
    }

    /// What a message tells; `None` for one that is none of the player's.
    pub fn heard(&mut self, message: &str, link: &Link) -> Option<Vec<Report>> {
        let heard = dialogue::hear(self.provider, message);
        if heard.is_nothing() {
            return None;
        }
        if !self.has_spoken && self.phase == Phase::Loading {
            // A picture of the page may take longer than its player.
            self.post(&dialogue::greeting(self.provider));
        }
        self.has_spoken = true;
        self.post(&heard.replies);
        let mut reports = Vec::new();
        for report in heard.reports {
            if matches!(report, Report::Failed(_)) {
                self.plays = None;
                self.timer = None;
            } else if self.phase != Phase::Ready {
                self.begin(link);
            }
            if let Report::Time { seconds, .. } = report {
                let before = self.seen.replace(seconds).unwrap_or(seconds);
                let moves = (before + 0.01..before + 2.0).contains(&seconds);
                self.moves = match moves || self.moves == u8::MAX {
                    true => self.moves.saturating_add(1),
                    false => 0,
                };
                // It began before it could be asked to tell, and says it no more.
                if self.moves == 2 && self.plays != Some(false) {
                    self.plays = None;
                    reports.push(Report::Playing);
                }
            } else {
                // What has failed may go on counting, and plays no more for it.
                self.moves = match report {
                    Report::Failed(_) => u8::MAX,
                    _ => 0,
                };
            }
            if report == Report::Playing && self.plays.take() == Some(false) {
                // It was told to stand still while it was about to begin.
                self.order(Command::Pause);
            } else {
                reports.push(report);
            }
        }
        Some(reports)
    }

    /// Has it do something, at once or when it listens.
    pub fn carry_out(&mut self, command: Command) {
        if self.phase == Phase::Ready {
            if command == Command::Pause && self.plays.is_some() {
                self.plays = Some(false);
            }
            return self.order(command);
        }
        match command {
            Command::Play => self.plays = Some(true),
            Command::Pause => self.plays = Some(false),
            Command::Seek(_) => self.seek = Some(command),
            Command::Rate(_) => self.rate = Some(command),
        }
    }

    /// Whether it takes orders at all.
    pub fn is_mute(&self) -> bool {
        !self.provider.speaks()
    }

    /// Whether it was loaded before the reader has asked for it.
    pub fn is_unasked(&self) -> bool {
        self.is_lazy
    }

    /// Whether it is about to play.
    pub fn is_starting(&self) -> bool {
        self.plays == Some(true)
    }

    /// Time has passed: greets again, or gives up.
    pub fn tick(&mut self, link: &Link) -> Option<Failure> {
        self.ticks += 1;
        let last = match self.phase {
            Phase::Loading => TO_LOAD,
            Phase::Greeting => TO_SPEAK,
            Phase::Ready => TO_PLAY,
        };
        if self.ticks >= last {
            self.timer = None;
            if self.phase == Phase::Ready {
                self.plays = None;
            }
            return (!self.has_spoken).then_some(Failure::Silent);
        }
        match self.phase {
            Phase::Loading => {}
            // Less and less often: where no player is to be reached, browsers
            // write a line for each of them.
            Phase::Greeting if self.ticks.is_power_of_two() => {
                self.post(&dialogue::greeting(self.provider));
            }
            Phase::Greeting => {}
            // An iPhone does not let a frame play that the reader has not
            // touched, but often lets it when it is told to.
            Phase::Ready if self.ticks == 1 && self.plays == Some(true) => {
                self.order(Command::Play);
            }
            Phase::Ready if self.plays.is_none() => {
                self.timer = None;
                return None;
            }
            Phase::Ready => {}
        }
        self.look_again(link);
        None
    }

    /// It listens: gives it the orders that have waited.
    fn begin(&mut self, link: &Link) {
        let waiting = [self.rate.take(), self.seek.take()];
        for command in waiting.into_iter().flatten() {
            self.order(command);
        }
        if self.plays == Some(false) {
            self.order(Command::Pause);
        }
        self.enter(Phase::Ready, link);
    }

    fn enter(&mut self, phase: Phase, link: &Link) {
        self.phase = phase;
        self.ticks = 0;
        self.look_again(link);
    }

    fn look_again(&mut self, link: &Link) {
        let link = link.clone();
        let tick = move || link.send(VideoMessage::Ticked);
        self.timer = Some(browser::after(TICK_MS, Box::new(tick)));
    }

    fn order(&self, command: Command) {
        self.post(&dialogue::order(self.provider, command));
    }

    fn post(&self, messages: &[String]) {
        for message in messages {
            self.talk.post(message);
        }
    }
}

fn talk_with(node: &NodeRef, origin: &str, link: &Link) -> Talk {
    let (node, link) = (node.clone(), link.clone());
    let frame = move || node.get();
    let heard = move |said| {
        link.send(match said {
            Said::Message(text) => VideoMessage::FrameSaid(text),
            Said::Refused => VideoMessage::FrameFailed(Failure::Policy),
        });
    };
    Talk::with(Rc::new(frame), origin, Rc::new(heard))
}
