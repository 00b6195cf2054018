//! The row of tools under a player that has begun: speed, captions, a window
//! of its own, and whether a provider may be contacted without asking.

use super::super::element::{Element, element};
use super::super::part::on_event;
use super::file::FilePlayer;
use super::given::{Link, Player, VideoMessage};
use super::memory;
use crate::article::Video;
use crate::browser::{field, media};
use crate::locale::{self, video_words_for};
use crate::video::Frame;
use crate::video::controls::Controls;
use web_sys::Event;
use yew::{Callback, Html, NodeRef};

/// How many times as fast a reader can have it.
const SPEEDS: [f64; 7] = [0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0];
const USUAL_SPEED: f64 = 1.0;

/// What the tools work on.
pub(super) struct Tools<'a> {
    /// What the owner wants to be offered.
    pub controls: Controls,
    /// The reader may say not to be asked again about a provider.
    pub remembers: bool,
    /// What was set so far.
    pub toolbox: &'a Toolbox,
    /// The browser's own player.
    pub file: Option<&'a FilePlayer>,
    /// A provider's player.
    pub frame: Option<&'a Frame>,
}

/// What was set so far, for one video after the other.
pub(super) struct Toolbox {
    /// How many times as fast it plays.
    rate: f64,
    /// The player at work has been told of it.
    is_set: bool,
    speed: NodeRef,
    captions: NodeRef,
}

impl Default for Toolbox {
    fn default() -> Self {
        Self {
            rate: USUAL_SPEED,
            is_set: false,
            speed: NodeRef::default(),
            captions: NodeRef::default(),
        }
    }
}

impl Toolbox {
    /// The reader chose a speed here.
    pub fn set_rate(&mut self, rate: f64) {
        self.rate = rate;
    }

    /// The browser's own player has this speed: the reader's choice there, but
    /// only from when on it has been told of the one that was chosen before.
    pub fn hear_rate(&mut self, rate: f64) {
        if self.is_set {
            self.rate = rate;
        }
    }

    /// Another player comes.
    pub fn another(&mut self) {
        self.is_set = false;
    }

    /// A player begins; how fast, where it has to be told.
    pub fn rate_to_begin(&mut self) -> Option<f64> {
        let is_told = self.is_set || self.rate == USUAL_SPEED;
        self.is_set = true;
        (!is_told).then_some(self.rate)
    }

    /// Has the menus show what is the case. An attribute could not: it counts
    /// for nothing once a reader has chosen.
    pub fn rendered(&self, file: Option<&FilePlayer>) {
        if let Some(node) = self.speed.get() {
            let index = SPEEDS.iter().position(|speed| *speed == self.rate);
            media::select(&node, index);
        }
        if let (Some(node), Some(file)) = (self.captions.get(), file) {
            // The first of the menu is "off".
            let index = file.captions.shown().map_or(0, |index| index + 1);
            media::select(&node, Some(index));
        }
    }
}

/// The row; nothing before anybody has played.
pub(super) fn view(tools: Tools<'_>, player: &Player, _video: &Video, link: &Link) -> Option<Html> {
    let Tools {
        controls,
        remembers,
        toolbox,
        file,
        frame,
    } = tools;
    let file = file.filter(|file| file.has_begun());
    let words = video_words_for(&player.language.tag);
    let mut tools = Vec::new();
    if controls.speed() && (file.is_some() || frame.is_some_and(|frame| frame.provider.speaks())) {
        let mut menu = menu(
            &toolbox.speed,
            |event| {
                let speed = field::index(event).and_then(|index| SPEEDS.get(index));
                VideoMessage::Rate(speed.copied().unwrap_or(USUAL_SPEED))
            },
            link,
        );
        for speed in SPEEDS {
            let number = player.language.formats.decimal(speed);
            menu = menu.nest(element("option").text(&[&number, "×"].concat()));
        }
        tools.push(labelled("speed", words.speed, menu));
    }
    if let Some(file) = file {
        let names = file.captions.names(&player.language);
        if controls.captions() && !names.is_empty() {
            let mut menu = menu(
                &toolbox.captions,
                |event| {
                    VideoMessage::Captions(
                        field::index(event).and_then(|index| index.checked_sub(1)),
                    )
                },
                link,
            );
            menu = menu.nest(element("option").text(words.captions_off));
            for name in names {
                menu = menu.nest(element("option").text(&name));
            }
            tools.push(labelled("captions", words.captions, menu));
        }
        if controls.pip()
            && let Some(is_on) = file.picture_in_picture()
        {
            let toggle = on_event(link, || VideoMessage::PictureInPicture);
            let button = element("button key=pip type=button")
                .with("aria-pressed", if is_on { "true" } else { "false" })
                .on("onclick", toggle);
            tools.push(button.text(words.picture_in_picture));
        }
    }
    if let Some(frame) = frame
        && remembers
    {
        let values = [("provider", frame.provider_name())];
        let box_ =
            element("input type=checkbox").switch("checked", memory::is_remembered(frame.key()));
        let box_ = on_change(
            box_,
            |event| VideoMessage::Remember(media::is_checked(event)),
            link,
        );
        let label = element("label key=remember").nest(box_).text(" ");
        tools.push(label.text(&locale::fill(words.always_load, &values)));
    }
    if tools.is_empty() {
        return None;
    }
    let mut row = element("div key=tools class=video-tools");
    for tool in tools {
        row = row.nest(tool);
    }
    Some(row.done())
}

fn labelled(key: &'static str, name: &str, menu: Element) -> Element {
    element("label").key(key).text(name).text(" ").nest(menu)
}

fn menu(reference: &NodeRef, make: fn(&Event) -> VideoMessage, link: &Link) -> Element {
    on_change(element("select").referred_by(reference), make, link)
}

fn on_change(element: Element, make: fn(&Event) -> VideoMessage, link: &Link) -> Element {
    let link = link.clone();
    let changed = move |event: Event| link.send(make(&event));
    element.on("onchange", Callback::from(changed))
}
