//! What stands in the box before anybody plays: a picture that is a button, or
//! a link where there is nothing to play; and a real link to the provider.
//!
//! It is in the first module: the player, when it comes, draws the same and
//! knows better what the address is.

use super::super::element::{element, list};
use super::super::part::on_event;
use super::given::{Link, Player, VideoMessage};
use crate::article::Video;
use crate::locale;
use crate::render::FOREIGN;
use crate::video::time;
use yew::{Html, NodeRef};

/// What a facade says of what is behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facade<'a> {
    /// Where the link leads.
    pub address: &'a str,
    /// A press plays; else it is a link and no more.
    pub plays: bool,
    /// Who is contacted then, where that is not the site itself.
    pub provider: Option<&'a str>,
    /// Where it begins, in seconds.
    pub start: Option<u32>,
    /// What is said of the provider, where that is not the usual.
    pub notice: Option<&'a str>,
    /// By which the link is found again.
    pub node: Option<&'a NodeRef>,
}

/// The facade; the box around it is the caller's.
pub(super) fn view(player: &Player, video: &Video, facade: Facade<'_>, link: &Link) -> Html {
    let words = player.language.words;
    let mut name = player.name_of(video);
    if let Some(duration) = video.duration {
        name.push_str(", ");
        name.push_str(&time::written(duration));
    }
    if let Some(start) = facade.start {
        name.push_str(", ");
        let time = time::written(start);
        name.push_str(&locale::fill(words.video_from, &[("time", &time)]));
    }
    let provider = facade.provider.unwrap_or_default();
    let values = [("provider", provider)];
    if facade.provider.is_some() {
        name.push_str(", ");
        name.push_str(&locale::fill(words.video_loads_from, &values));
    }
    let poster = video.poster.as_ref().map(|poster| {
        element("img key=poster alt= loading=lazy")
            .attribute("src", poster.as_str())
            .done()
    });
    // A button and no link: Chromium connects to where a link leads as soon as
    // it is pressed, and nobody is to be contacted before that was wanted.
    let shown = if facade.plays {
        element("button key=facade class=facade type=button")
            .on("onclick", on_event(link, || VideoMessage::Pressed))
    } else {
        element("a key=link class=facade")
            .attribute("href", facade.address)
            .with("rel", FOREIGN)
    };
    let mut shown = shown
        .on("onfocus", on_event(link, || VideoMessage::Near))
        .attribute("aria-label", &name)
        .child_if(poster)
        .nest(element("span key=play class=play aria-hidden=true"));
    if let Some(node) = facade.node {
        shown = shown.referred_by(node);
    }
    if facade.provider.is_none() {
        return shown.done();
    }
    let open = element("a")
        .attribute("href", facade.address)
        .with("rel", FOREIGN);
    let mut notice = element("p key=notice class=video-notice");
    if let Some(start) = facade.start {
        let from = locale::fill(words.video_from, &[("time", &time::written(start))]);
        notice = notice.text(&["▶ ", &from, " · "].concat());
    }
    let notice = notice
        .text(&locale::fill(
            facade.notice.unwrap_or(words.video_notice),
            &values,
        ))
        .text(" ")
        .nest(open.text(&locale::fill(words.video_open_provider, &values)));
    list(vec![shown.done(), notice.done()])
}
