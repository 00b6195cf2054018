//! The small player: where the owner allows it, a player that plays on while
//! its place is scrolled away moves to the corner of the window. It is the same
//! element in the same place of the tree, so that no frame is loaded twice.

use super::super::element::{Element, element};
use super::super::language::Language;
use super::super::part::on_event;
use super::given::{Link, VideoMessage};
use crate::browser::sight::{self, Sight};
use crate::locale::video_words_for;
use yew::{Html, NodeRef};

/// Whether the player is small.
#[derive(Default)]
pub(super) struct Mini {
    allowed: bool,
    is_small: bool,
    /// The place is out of sight.
    is_away: bool,
    /// The reader sent it back, which holds until its place has been in sight.
    is_closed: bool,
    /// It has just become small, and where it is has not been looked at.
    is_new: bool,
    /// The button that had the focus is gone.
    moves_focus: bool,
    place: NodeRef,
    float: NodeRef,
    sight: Option<Sight>,
}

impl Mini {
    /// Whether the owner wants a small player at all.
    pub fn allow(&mut self, allowed: bool) {
        self.allowed = allowed;
        self.is_small &= allowed;
        if !allowed {
            self.sight = None;
        }
    }

    /// The place came into sight or left it; whether there is something new to show.
    pub fn seen(&mut self, is_seen: bool, is_playing: bool) -> bool {
        self.is_away = !is_seen;
        self.is_closed &= !is_seen;
        // One that pauses stays where it is: the reader may go on.
        self.turn(is_playing || self.is_small)
    }

    /// It begins to play, maybe out of sight.
    pub fn plays(&mut self) {
        self.turn(true);
    }

    /// Goes back to its place: there is nothing to see any more.
    pub fn rest(&mut self) {
        self.turn(false);
    }

    /// The reader sends it back to its place, and there it stays until that has
    /// been in sight.
    pub fn close(&mut self) {
        self.moves_focus |= self.is_small;
        self.is_closed = self.is_away;
        self.turn(false);
    }

    /// The part that moves.
    pub fn float(&self) -> Element {
        let float = element("div key=float").referred_by(&self.float);
        float.with(
            "class",
            if self.is_small {
                "video-float mini"
            } else {
                "video-float"
            },
        )
    }

    /// The place, watched. While the player is small another box of its shape,
    /// `kept`, keeps the room.
    pub fn placed(&self, place: Element, kept: &dyn Fn() -> Element) -> Element {
        let place = place.referred_by(&self.place);
        match self.is_small {
            true => place.nest(kept().key("kept")),
            false => place,
        }
    }

    /// The button that sends it back, outside of the frame's box.
    pub fn close_button(&self, language: &Language, link: &Link) -> Option<Html> {
        self.is_small.then(|| {
            element("button key=close type=button class=mini-close")
                .on("onclick", on_event(link, || VideoMessage::MiniClosed))
                .text(video_words_for(&language.tag).mini_close)
                .done()
        })
    }

    /// Begins to watch once the place is on the page.
    pub fn rendered(&mut self, link: &Link) {
        if self.allowed
            && self.sight.is_none()
            && let Some(place) = self.place.cast::<web_sys::Element>()
        {
            let link = link.clone();
            let seen = move |is_seen| link.send(VideoMessage::Seen(is_seen));
            self.sight = sight::watch(&place, Box::new(seen));
        }
        let Some(float) = self.float.cast::<web_sys::Element>() else {
            return;
        };
        if std::mem::take(&mut self.moves_focus) {
            // Whoever pressed the button goes on from where it was.
            let _ = float.set_attribute("tabindex", "-1");
            sight::focus_where_it_is(&float);
        }
        // An ancestor with a transform, or older browsers' size containers, keep
        // what is fixed within themselves. Then there is no corner to go to.
        if std::mem::take(&mut self.is_new) && self.is_small && !sight::is_in_window(&float) {
            self.allowed = false;
            link.send(VideoMessage::Seen(false));
        }
    }

    /// Turns small, or back; whether that is something new.
    fn turn(&mut self, wants: bool) -> bool {
        let before = self.is_small;
        self.is_small = self.allowed && self.is_away && !self.is_closed && wants;
        self.is_new |= self.is_small && !before;
        before != self.is_small
    }
}
