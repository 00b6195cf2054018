//! The place of a player, as far as the first module knows it.

use super::super::part::{Beginning, Given, Panel};
use super::given::{Link, Player, VideoMessage};
use super::{player, waiting};
use crate::browser;
use crate::browser::host::Host;
use crate::browser::modules::{self, Module};
use yew::Html;

/// Waits for the module, then hands everything to the player in it.
pub struct Place {
    at_work: Option<Box<dyn Panel<Player>>>,
    /// What happened before the module was there.
    waiting: Vec<VideoMessage>,
    /// The module has been sent for.
    sent: bool,
    /// The module could not be had: the link stays a link.
    failed: bool,
}

readerly_split::split_point! {
    video:
    /// Begins to work; [`modules::with`] has to have brought the module.
    fn begin(beginning: &mut Beginning<'_, Player>) = player::begin;
}

impl Given for Player {
    type Panel = Place;
    type Message = VideoMessage;

    fn begin(&self, _link: &Link) -> Place {
        Place {
            at_work: None,
            waiting: Vec::new(),
            sent: false,
            failed: false,
        }
    }

    fn host(&self) -> &Host {
        &self.host
    }
}

impl Panel<Player> for Place {
    fn changed(&mut self, new: &Player, old: &Player, link: &Link) -> bool {
        match &mut self.at_work {
            Some(at_work) => at_work.changed(new, old, link),
            None => true,
        }
    }

    fn update(&mut self, player: &Player, message: VideoMessage, link: &Link) -> bool {
        match (message, &mut self.at_work) {
            (VideoMessage::Arrived(Ok(())), None) => {
                let mut beginning = Beginning {
                    given: player,
                    link,
                    panel: None,
                };
                begin(&mut beginning);
                self.at_work = beginning.panel;
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

    fn view(&self, player: &Player, link: &Link) -> Html {
        match &self.at_work {
            Some(at_work) => at_work.view(player, link),
            None => waiting::view(player, self.failed, link),
        }
    }

    fn rendered(&mut self, player: &Player, link: &Link) {
        if let Some(at_work) = &mut self.at_work {
            at_work.rendered(player, link);
            // Now that the player has hold of its elements.
            for message in std::mem::take(&mut self.waiting) {
                link.send(message);
            }
        } else if !self.failed && waiting::needs_the_player(player) {
            self.send_for_module(link);
        }
    }
}

impl Place {
    fn send_for_module(&mut self, link: &Link) {
        if std::mem::replace(&mut self.sent, true) {
            return;
        }
        let link = link.clone();
        let arrived = move |arrived| link.send(VideoMessage::Arrived(arrived));
        modules::with(Module::Video, Box::new(arrived));
    }
}
