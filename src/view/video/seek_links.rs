//! Links that lead to a moment of a video: `<a href="#t=135">xem 2:15</a>`, and
//! links with a time to the very video that is shown.

use super::given::{Link, VideoMessage};
use crate::article::Video;
use crate::browser::host::Host;
use crate::browser::links::{self, Clicks};
use crate::browser::page::{self, Listeners};
use crate::browser::{anchors, cue_list, sight, url};
use crate::video::control::Command;
use crate::video::{self, Frame, Source, time};
use std::cell::RefCell;
use std::rc::Rc;

/// Listens until it is dropped.
pub(super) struct SeekLinks {
    shown: Rc<RefCell<Shown>>,
    _clicks: Clicks,
    _fragment: Option<Listeners>,
}

/// What a player shows.
#[derive(Default)]
struct Shown {
    /// Address of the file or of the provider's page.
    url: String,
    frame: Option<Frame>,
}

/// Sends the player of `link`, the one with this number on the page, the order
/// to seek when a link in the article of `host` means it. The page's own
/// address means the player in the slot, and never has it play.
pub(super) fn follow(host: &Host, in_slot: bool, number: u32, link: &Link) -> SeekLinks {
    let shown = Rc::new(RefCell::new(Shown::default()));
    let clicked = {
        let (host, link, shown) = (host.clone(), link.clone(), shown.clone());
        move |clicked: &web_sys::Element| {
            let Some(seconds) = wanted(&host, number, &shown.borrow(), clicked) else {
                return false;
            };
            let order = VideoMessage::Order(Command::Seek(seconds));
            link.send(order);
            if let Some(place) = part(&host, number, ".video-float") {
                sight::bring(&place);
            }
            true
        }
    };
    let fragment = in_slot.then(|| {
        let link = link.clone();
        let arrived = move || {
            if let Some(seconds) = anchors::page_fragment().and_then(|text| seconds_in(&text)) {
                link.send(VideoMessage::Start(seconds));
            }
        };
        arrived();
        page::on_fragment(Rc::new(arrived))
    });
    SeekLinks {
        shown,
        _clicks: links::on_click(host, Box::new(clicked)),
        _fragment: fragment,
    }
}

impl SeekLinks {
    /// The player shows another video.
    pub fn shows(&self, video: &Video, source: &Source) {
        *self.shown.borrow_mut() = Shown {
            url: without_fragment(video.url.as_str()).to_owned(),
            frame: source.frame().cloned(),
        };
    }
}

/// The first element that matches in the player with this number.
pub(super) fn part(host: &Host, number: u32, selector: &str) -> Option<web_sys::Element> {
    let player = ["[data-player=\"", &number.to_string(), "\"] ", selector].concat();
    let root = host.element().shadow_root()?;
    root.query_selector(&player).ok().flatten()
}

/// The moment that a link leads to in the player with this number, in seconds.
fn wanted(host: &Host, number: u32, shown: &Shown, link: &web_sys::Element) -> Option<f64> {
    let href = link.get_attribute("href")?;
    let player = link.closest(".video-player").ok().flatten();
    if let Some(fragment) = href.strip_prefix('#') {
        let seconds = cue_list::seconds_of(link).or_else(|| seconds_in(fragment))?;
        let player = player.or_else(|| meant(host, link))?;
        let is_meant = player.get_attribute("data-player")? == number.to_string();
        return is_meant.then_some(seconds);
    }
    // Under a player a link to its video is there to leave by.
    if player.is_some() {
        return None;
    }
    let address = url::absolute(&href)?;
    if without_fragment(&address.href) == shown.url {
        return seconds_in(&address.fragment);
    }
    let source = video::classify(&address);
    let frame = source.frame()?;
    if shown.frame.as_ref()?.shows_the_same(frame) {
        return frame.start_seconds.map(f64::from);
    }
    None
}

/// The player that a link outside of all players means: the one in the slot,
/// else the nearest before the link, else the first.
fn meant(host: &Host, link: &web_sys::Element) -> Option<web_sys::Element> {
    let root = host.element().shadow_root()?;
    if let Ok(Some(player)) = root.query_selector(".video .video-player") {
        return Some(player);
    }
    let players = root.query_selector_all(".video-player").ok()?;
    let mut meant = None;
    for index in 0..players.length() {
        let player = players.get(index)?;
        // FOLLOWING without DISCONNECTED
        // (https://dom.spec.whatwg.org/#dom-node-comparedocumentposition).
        let is_before = player.compare_document_position(link) & 5 == 4;
        if meant.is_none() || is_before {
            meant = Some(player);
        }
    }
    use wasm_bindgen::JsCast;
    meant?.dyn_into().ok()
}

fn seconds_in(fragment: &str) -> Option<f64> {
    time::fragment_seconds(fragment).map(f64::from)
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}
